#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace inference {

/// Ends a text that comes in pieces where one of some texts begins in it. What may be the beginning of one is held back
/// until it is known.
class StopTexts {
public:
    /// None of the texts is empty.
    explicit StopTexts(std::vector<std::string> texts) : texts_(std::move(texts)) {}

    /// What may be shown now.
    std::string push(std::string_view piece);
    /// What was held back, at the end of the text, where nothing can follow.
    std::string finish();
    /// One of the texts has begun: nothing comes any more.
    bool stopped() const { return stopped_; }

private:
    std::vector<std::string> texts_;
    std::string held_;
    bool stopped_ = false;
};

}  // namespace inference
