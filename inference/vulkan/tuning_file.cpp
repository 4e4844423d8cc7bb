#include "inference/vulkan/tuning_file.h"

#include <fmt/format.h>

#include <charconv>
#include <string>
#include <vector>

namespace inference::vulkan {

TuningFile::TuningFile(const std::filesystem::path& folder, const DriverIdentity& driver)
    : lines_(folder / driver.file_name("tuning"), "tuning 1 of " + driver.text()) {}

std::optional<KernelTuning> TuningFile::read() const {
    const auto lines = lines_.read();
    const auto fields = tuning_fields();
    if (!lines || lines->size() != fields.size()) return std::nullopt;
    KernelTuning tuning;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const TuningField& field = fields[i];
        const std::string& line = (*lines)[i];
        if (!line.starts_with(field.name) || line.size() <= field.name.size() || line[field.name.size()] != ' ')
            return std::nullopt;
        const char* const begin = line.data() + field.name.size() + 1;
        const char* const end = line.data() + line.size();
        const auto read = std::from_chars(begin, end, tuning.*field.member);
        if (read.ec != std::errc() || read.ptr != end) return std::nullopt;
    }
    return tuning.sound() ? std::optional(tuning) : std::nullopt;
}

Result<void> TuningFile::write(const KernelTuning& tuning) const {
    std::vector<std::string> lines;
    for (const TuningField& field : tuning_fields())
        lines.push_back(fmt::format("{} {}", field.name, tuning.*field.member));
    return lines_.write(lines);
}

}  // namespace inference::vulkan
