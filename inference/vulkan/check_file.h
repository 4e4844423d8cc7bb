#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "inference/error.h"
#include "inference/vulkan/driver_identity.h"
#include "inference/vulkan/kept_lines.h"

namespace inference::vulkan {

/// A feature that a device is checked for, before it is used with it: a driver may get it wrong in silence.
struct CheckedFeature {
    std::string_view name;     ///< as Capabilities::masked knows it
    std::string_view file;     ///< what its file is named by
    std::string_view kernels;  ///< how the names of the kernels end that it is for: with other ones it is checked again
    std::string_view ended;    ///< what is kept while it is checked
};
inline constexpr CheckedFeature cooperative_matrices{"cooperative-matrix", "cooperative", "_cooperative",
                                                     "the program ended while its products were compared"};
inline constexpr CheckedFeature chained_dispatches{"chained-dispatches", "chain", "_chained",
                                                   "the program ended while its dispatches were chained"};

/// The file in which it is kept between starts what came of checking a device for a feature: a line that names the
/// driver and this program's kernels, then a line of what was found. One file a device; what a new driver or other
/// kernels give writes over the old.
class CheckFile {
public:
    /// `folder`: made when something is written, in one that is there; an empty one keeps nothing.
    CheckFile(const std::filesystem::path& folder, const DriverIdentity& driver, const CheckedFeature& feature);

    /// Why the feature is not used, in a line; empty where all is right. Nothing if the file is missing, of another
    /// driver or other kernels, or damaged.
    std::optional<std::string> read() const;
    /// Beside the file, then in its place. Fails with Unreadable.
    Result<void> write(std::string_view problem) const;
    /// So that the next start checks again.
    void remove() const { lines_.remove(); }

    const std::filesystem::path& path() const { return lines_.path(); }

private:
    KeptLines lines_;
};

/// Why a device's feature is not to be used, in words that begin with its name; empty where it is right. As it is kept,
/// else checked now and kept; until that has ended, what is kept is that it did not, so that a driver that takes the
/// program with it does so once. A device without memory left says nothing about the feature: that is not kept.
std::string problem_of(const CheckedFeature& feature, const CheckFile& file,
                       const std::function<Result<void>()>& check);

/// The same words of something found wrong later.
std::string problem_words(const CheckedFeature& feature, std::string_view what);

/// Adds such words to those of other features; of one feature the first stay.
void add_to_left_out(std::string& left_out, std::string_view problem);

}  // namespace inference::vulkan
