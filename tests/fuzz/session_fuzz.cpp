#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <vector>

#include "inference/printable.h"
#include "inference/session_file.h"
#include "tests/fuzz/require.h"

using namespace inference;

namespace {

void check_error(const Error& error) {
    REQUIRE(!error.what.empty());
    REQUIRE(printable(error.what, error.what.size()) == error.what, error.what);
}

/// As Session::restore reads, part by part: what the header promises is there, or the file was refused before.
void read_parts(SessionFileReader& file, std::size_t size) {
    std::uint64_t promised = 0;
    for (const auto& stage : file.header().stages) {
        promised += stage.parts * stage.part_bytes;
        REQUIRE(promised <= size);
        if (stage.part_bytes == 0) continue;  // as many parts as it likes, of nothing
        std::vector<std::byte> part(stage.part_bytes);
        for (std::uint32_t i = 0; i < stage.parts; ++i) REQUIRE(file.read(part).has_value());
    }
    if (const auto finished = file.finish(); !finished) check_error(finished.error());
    std::byte beyond{};
    REQUIRE(!file.read(std::span(&beyond, 1)).has_value());
}

}  // namespace

/// Any bytes as a file with a session's caches: refused with an error that can be shown, or read to its end.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const int descriptor = memfd_create("session", MFD_CLOEXEC);
    REQUIRE(descriptor >= 0);
    REQUIRE(write(descriptor, data, size) == static_cast<ssize_t>(size));
    const std::string name = "/proc/self/fd/" + std::to_string(descriptor);
    const auto beginning = SessionFileReader::beginning_of(name);
    if (!beginning) check_error(beginning.error());
    auto file = SessionFileReader::open(name);
    if (file) {
        const SessionFileHeader& header = file->header();
        REQUIRE(header.tokens.size() * sizeof(Token) + header.note.size() + header.model_identity.size() <= size);
        REQUIRE(header.read_by_prompt <= header.tokens.size());
        REQUIRE(beginning && beginning->note == header.note && beginning->model_identity == header.model_identity);
        read_parts(*file, size);
    } else {
        check_error(file.error());
    }
    close(descriptor);
    return 0;
}
