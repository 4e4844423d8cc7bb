#include "app/cli/text_input.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "inference/tokenizer/utf8.h"

namespace app::cli {
namespace {

constexpr std::size_t mostBytes = 16U << 20U;

}  // namespace

Result<std::string> readText(const std::string& file) {
    const bool standardInput = file == "-";
    const std::string name = standardInput ? "standard input" : file;
    const auto unreadable = [&](int error) {
        return fail(fmt::format("{} cannot be read: {}", name, std::strerror(error)),
                    "Check that it is there and may be read.");
    };
    const int descriptor = standardInput ? STDIN_FILENO : open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return unreadable(errno);
    std::string text;
    std::array<char, 65536> block{};
    ssize_t bytes = 0;
    do {
        bytes = read(descriptor, block.data(), block.size());
        if (bytes > 0) text.append(block.data(), static_cast<std::size_t>(bytes));
    } while (text.size() <= mostBytes && (bytes > 0 || (bytes < 0 && errno == EINTR)));
    const int error = errno;
    if (!standardInput) close(descriptor);
    if (bytes < 0) return unreadable(error);
    if (text.size() > mostBytes)
        return fail(fmt::format("{} has more than {} bytes", name, mostBytes), "Give a shorter text.");
    return text;
}

Result<void> checkUtf8(std::string_view text, std::string_view what) {
    const std::size_t wrong = inference::find_invalid_utf8(text);
    if (wrong == std::string_view::npos) return {};
    return fail(fmt::format("{} is not UTF-8 at byte {}", what, wrong), "Save it as UTF-8 first.");
}

}  // namespace app::cli
