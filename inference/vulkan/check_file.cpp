#include "inference/vulkan/check_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "inference/checksum.h"
#include "shaders/shader_library.h"

namespace inference::vulkan {

namespace {

constexpr std::string_view right = "right";
constexpr std::string_view wrong = "wrong: ";

/// Of the SPIR-V of all kernels that a feature is for.
std::uint64_t checksum_of_kernels(std::string_view ending) {
    static const std::map<std::string_view, std::uint64_t> checksums = [] {
        std::map<std::string_view, std::uint64_t> sums;
        for (const auto& [name, file, kernels, ended] : {cooperative_matrices, chained_dispatches}) {
            std::uint64_t& sum = sums[kernels] = checksum_start;
            for (const std::string_view shader : shaders::shader_names())
                if (shader.ends_with(kernels)) sum = checksum_of(std::as_bytes(shaders::find_shader(shader)), sum);
        }
        return sums;
    }();
    return checksums.at(ending);
}

}  // namespace

CheckFile::CheckFile(const std::filesystem::path& folder, const DriverIdentity& driver, const CheckedFeature& feature)
    : lines_(folder.empty() ? folder : folder / driver.file_name(feature.file),
             fmt::format("{} 1 of {} by {:016x}", feature.file, driver.text(), checksum_of_kernels(feature.kernels))) {}

std::optional<std::string> CheckFile::read() const {
    const auto lines = lines_.read();
    if (!lines || lines->size() != 1) return std::nullopt;
    const std::string& found = lines->front();
    if (found == right) return std::string();
    if (!found.starts_with(wrong) || found.size() == wrong.size()) return std::nullopt;
    return found.substr(wrong.size());
}

Result<void> CheckFile::write(std::string_view problem) const {
    std::string line = problem.empty() ? std::string(right) : std::string(wrong) + std::string(problem);
    std::ranges::replace_if(line, [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
    return lines_.write(std::array{line});
}

std::string problem_words(const CheckedFeature& feature, std::string_view what) {
    return fmt::format("{} ({})", feature.name, what);
}

void add_to_left_out(std::string& left_out, std::string_view problem) {
    if (problem.empty() || left_out.find(problem.substr(0, problem.find(' '))) != std::string::npos) return;
    if (!left_out.empty()) left_out += ", ";
    left_out += problem;
}

std::string problem_of(const CheckedFeature& feature, const CheckFile& file,
                       const std::function<Result<void>()>& check) {
    if (auto kept = file.read()) return std::move(*kept);
    // Where nothing can be written it is checked at each start, and nothing else is amiss.
    static_cast<void>(file.write(problem_words(feature, feature.ended)));
    const auto checked = check();
    const std::string found = checked ? std::string() : problem_words(feature, checked.error().what);
    if (!checked && checked.error().kind == ErrorKind::OutOfMemory)
        file.remove();
    else
        static_cast<void>(file.write(found));
    return found;
}

}  // namespace inference::vulkan
