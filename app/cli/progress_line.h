#pragma once
#include <string>
#include <string_view>

namespace app::cli {

/// A line on standard error that says how far something is, for a person at a terminal; elsewhere, nothing.
class ProgressLine {
public:
    explicit ProgressLine(std::string_view what) : what_(what) {}
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(double fraction);
    void show(std::string_view what, double fraction);  ///< of something else, in its place
    void clear();                                       ///< before anything else is written

private:
    std::string what_;
    int shown_ = -1;  ///< percent; -1: nothing
};

}  // namespace app::cli
