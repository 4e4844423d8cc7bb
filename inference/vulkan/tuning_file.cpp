#include "inference/vulkan/tuning_file.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <string>
#include <system_error>

#include "inference/file_replacing.h"

namespace inference::vulkan {

namespace {

constexpr std::uintmax_t most_bytes = 4096;

}  // namespace

TuningFile::TuningFile(const std::filesystem::path& folder, const DriverIdentity& driver)
    : path_(folder / driver.file_name("tuning")), first_line_("tuning 1 of " + driver.text()) {}

std::optional<KernelTuning> TuningFile::read() const {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path_, error) || std::filesystem::file_size(path_, error) > most_bytes)
        return std::nullopt;
    std::ifstream file(path_);
    std::string line;
    if (!std::getline(file, line) || line != first_line_) return std::nullopt;
    KernelTuning tuning;
    for (const TuningField& field : tuning_fields()) {
        if (!std::getline(file, line) || !line.starts_with(field.name) || line.size() <= field.name.size() ||
            line[field.name.size()] != ' ')
            return std::nullopt;
        const char* const begin = line.data() + field.name.size() + 1;
        const char* const end = line.data() + line.size();
        const auto read = std::from_chars(begin, end, tuning.*field.member);
        if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    }
    return tuning.sound() && !std::getline(file, line) ? std::optional(tuning) : std::nullopt;
}

Result<void> TuningFile::write(const KernelTuning& tuning) const {
    std::error_code error;
    std::filesystem::create_directory(path_.parent_path(), error);  // if it fails, so does what follows
    std::string text = first_line_ + '\n';
    for (const TuningField& field : tuning_fields()) text += fmt::format("{} {}\n", field.name, tuning.*field.member);
    return replace_file(path_, {std::as_bytes(std::span(text))}, "Choose another data folder, or free some space.");
}

}  // namespace inference::vulkan
