#include "inference/vulkan/cooperative_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <span>
#include <system_error>

#include "inference/checksum.h"
#include "inference/file_replacing.h"
#include "shaders/shader_library.h"

namespace inference::vulkan {

namespace {

constexpr std::uintmax_t most_bytes = 4096;
constexpr std::string_view right = "right";
constexpr std::string_view wrong = "wrong: ";

/// Of the SPIR-V of all kernels that multiply cooperatively: with other ones it is compared again.
std::uint64_t checksum_of_kernels() {
    static const std::uint64_t checksum = [] {
        std::uint64_t sum = checksum_start;
        for (const std::string_view name : shaders::shader_names())
            if (name.ends_with("_cooperative")) sum = checksum_of(std::as_bytes(shaders::find_shader(name)), sum);
        return sum;
    }();
    return checksum;
}

}  // namespace

CooperativeFile::CooperativeFile(const std::filesystem::path& folder, const DriverIdentity& driver) {
    if (folder.empty()) return;
    path_ = folder / driver.file_name("cooperative");
    first_line_ = fmt::format("cooperative 1 of {} by {:016x}", driver.text(), checksum_of_kernels());
}

std::optional<std::string> CooperativeFile::read() const {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path_, error) || std::filesystem::file_size(path_, error) > most_bytes)
        return std::nullopt;
    std::ifstream file(path_);
    std::string line, found, more;
    if (!std::getline(file, line) || line != first_line_ || !std::getline(file, found) || std::getline(file, more))
        return std::nullopt;
    if (found == right) return std::string();
    if (!found.starts_with(wrong) || found.size() == wrong.size()) return std::nullopt;
    return found.substr(wrong.size());
}

Result<void> CooperativeFile::write(std::string_view problem) const {
    if (path_.empty()) return {};
    std::error_code error;
    std::filesystem::create_directory(path_.parent_path(), error);  // if it fails, so does what follows
    std::string line = problem.empty() ? std::string(right) : std::string(wrong) + std::string(problem);
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    const std::string text = first_line_ + '\n' + line + '\n';
    return replace_file(path_, {std::as_bytes(std::span(text))}, "It is compared again at the next start.");
}

void CooperativeFile::remove() const {
    std::error_code error;
    std::filesystem::remove(path_, error);
}

}  // namespace inference::vulkan
