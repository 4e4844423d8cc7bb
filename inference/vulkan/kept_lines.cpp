#include "inference/vulkan/kept_lines.h"

#include <fstream>
#include <system_error>

#include "inference/file_replacing.h"

namespace inference::vulkan {

namespace {

constexpr std::uintmax_t most_bytes = 4096;

}  // namespace

std::optional<std::vector<std::string>> KeptLines::read() const {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path_, error) || std::filesystem::file_size(path_, error) > most_bytes)
        return std::nullopt;
    std::ifstream file(path_);
    std::string line;
    if (!std::getline(file, line) || line != first_line_) return std::nullopt;
    std::vector<std::string> lines;
    while (std::getline(file, line)) lines.push_back(line);
    return lines;
}

Result<void> KeptLines::write(std::span<const std::string> lines) const {
    if (path_.empty()) return {};
    std::error_code error;
    std::filesystem::create_directory(path_.parent_path(), error);  // if it fails, so does what follows
    std::string text = first_line_ + '\n';
    for (const std::string& line : lines) text += line + '\n';
    return replace_file(path_, {std::as_bytes(std::span(text))}, "Choose another data folder, or free some space.");
}

void KeptLines::remove() const {
    std::error_code error;
    std::filesystem::remove(path_, error);
}

}  // namespace inference::vulkan
