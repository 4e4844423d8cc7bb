#include "inference/vulkan/pipeline_file.h"

#include <array>
#include <cstring>
#include <fstream>
#include <system_error>

#include "inference/checksum.h"
#include "inference/file_replacing.h"

namespace inference::vulkan {

namespace {

constexpr std::array<char, 8> magic = {'A', 'L', 'T', 'P', 'I', 'P', 'E', '1'};
constexpr std::uint64_t most_bytes = 256U << 20U;

struct Header {
    std::array<char, 8> magic;
    DriverIdentity driver;
    std::uint32_t unused = 0;
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;
};
static_assert(sizeof(Header) == 56);

/// VkPipelineCacheHeaderVersionOne, which every driver's data begins with: its own bytes, 1, vendor, device, UUID.
bool is_of(std::span<const std::byte> data, const DriverIdentity& driver) {
    std::array<std::uint32_t, 4> words{};
    if (data.size() < sizeof words + driver.uuid.size()) return false;
    std::memcpy(words.data(), data.data(), sizeof words);
    return words[0] >= 32 && words[0] <= data.size() && words[1] == 1 && words[2] == driver.vendor &&
           words[3] == driver.device &&
           std::memcmp(data.data() + sizeof words, driver.uuid.data(), driver.uuid.size()) == 0;
}

}  // namespace

PipelineFile::PipelineFile(const std::filesystem::path& folder, const DriverIdentity& driver)
    : path_(folder / driver.file_name("pipelines")), driver_(driver) {}

std::vector<std::byte> PipelineFile::read() const {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path_, error)) return {};
    std::ifstream file(path_, std::ios::binary);
    Header header{};
    if (!file.read(reinterpret_cast<char*>(&header), sizeof header)) return {};
    if (header.magic != magic || header.driver != driver_ || header.bytes > most_bytes) return {};
    const std::uint64_t there = std::filesystem::file_size(path_, error);
    if (error || there != sizeof header + header.bytes) return {};
    std::vector<std::byte> data(header.bytes);
    if (!file.read(reinterpret_cast<char*>(data.data()), static_cast<std::streamsize>(data.size()))) return {};
    if (checksum_of(data) != header.checksum || !is_of(data, driver_)) return {};
    return data;
}

Result<void> PipelineFile::write(std::span<const std::byte> data) const {
    std::error_code error;
    std::filesystem::create_directory(path_.parent_path(), error);  // if it fails, so does what follows
    const Header header{
        .magic = magic, .driver = driver_, .unused = 0, .bytes = data.size(), .checksum = checksum_of(data)};
    return replace_file(path_, {std::as_bytes(std::span(&header, 1)), data},
                        "Kernels are compiled again at the next start.");
}

}  // namespace inference::vulkan
