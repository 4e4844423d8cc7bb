#pragma once
#include <cstdint>

#include "inference/chat/answer.h"

namespace app::cli {

/// Says on standard error what left the context: before an answer at once, while one is written behind it, so that no
/// remark stands in the middle of a line.
class OverflowRemarks {
public:
    OverflowRemarks() = default;
    OverflowRemarks(const OverflowRemarks&) = delete;
    OverflowRemarks& operator=(const OverflowRemarks&) = delete;
    ~OverflowRemarks() { finish(); }  // where the answer ends by an error
    void take(const inference::Answer::Step& step);
    void finish();
    std::uint32_t overflows() const { return overflows_; }  ///< how often the context had to be made free

private:
    void say();

    std::uint32_t dropped_ = 0;  // not said yet
    bool shortened_ = false;     // not said yet
    bool writing_ = false;
    std::uint32_t overflows_ = 0;
};

}  // namespace app::cli
