#include "inference/plan/speed_record.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <fstream>
#include <system_error>
#include <vector>

#include "inference/file_replacing.h"

namespace inference {

namespace {

constexpr std::size_t most_lines = 1000;  // a few for each model and device that a person ever had
constexpr std::size_t longest_line = 2000;

std::vector<std::string_view> fields_of(std::string_view line) {
    std::vector<std::string_view> fields;
    for (std::size_t begin = 0; begin <= line.size();) {
        const std::size_t end = std::min(line.find('\t', begin), line.size());
        fields.push_back(line.substr(begin, end - begin));
        begin = end + 1;
    }
    return fields;
}

/// A number that is the whole text and no less than `least`; nothing for any other text.
std::optional<double> number_in(std::string_view text, double least) {
    double number = 0.0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = read.ec == std::errc() && read.ptr == text.data() + text.size();
    return whole && number >= least && number <= 1e18 ? std::optional(number) : std::nullopt;
}

}  // namespace

SpeedRecord SpeedRecord::open(std::filesystem::path path, std::string_view kernels) {
    SpeedRecord record(std::move(path), fmt::format("speeds 2 by {}", kernels));
    std::error_code error;
    if (!std::filesystem::is_regular_file(record.path_, error)) return record;
    std::ifstream file(record.path_);
    // A stream keeps it to itself where a string's memory cannot be had, and what is read here is written again.
    std::array<char, longest_line + 1> line{};
    if (!file.getline(line.data(), line.size()) || record.first_line_ != line.data()) return record;
    while (record.speeds_.size() < most_lines && file.getline(line.data(), line.size())) {
        const auto fields = fields_of(line.data());
        if (fields.size() != 5) continue;
        const auto read = number_in(fields[1], 1.0), multiply = number_in(fields[2], 1.0),
                   load = number_in(fields[3], 1.0), start = number_in(fields[4], 0.0);
        if (read && multiply && load && start)
            record.speeds_[std::string(fields[0])] = {*read, *multiply, *load, true, *start};
    }
    return record;
}

std::optional<DeviceSpeed> SpeedRecord::find(std::string_view what) const {
    const auto found = speeds_.find(what);
    return found == speeds_.end() ? std::nullopt : std::optional(found->second);
}

Result<void> SpeedRecord::keep(const std::string& what, const DeviceSpeed& speed) {
    speeds_[what] = speed;
    if (path_.empty()) return {};
    std::string text = first_line_ + '\n';
    for (const auto& [name, kept] : speeds_)
        text += fmt::format("{}\t{:.6g}\t{:.6g}\t{:.6g}\t{:.6g}\n", name, kept.read_bytes_per_second,
                            kept.multiply_adds_per_second, kept.load_bytes_per_second, kept.start_seconds);
    return replace_file(path_, {std::as_bytes(std::span(text))}, "Devices are measured again at the next start.");
}

}  // namespace inference
