#include "inference/chat/stop_texts.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace inference {

std::string StopTexts::push(std::string_view piece, bool open) {
    if (stopped_) return {};
    pieces_.push_back(held_.size());
    held_ += piece;
    std::size_t shown = held_.size();
    for (const std::string& text : texts_) {
        const std::size_t begin = held_.find(text);
        if (begin == std::string::npos) continue;
        shown = std::min(shown, begin);
        stopped_ = true;
    }
    if (stopped_) {
        pieces_.erase(pieces_.begin(), std::ranges::lower_bound(pieces_, shown));
        return std::exchange(held_, {}).substr(0, shown);
    }
    for (const std::string& text : texts_)
        for (std::size_t length = std::min(text.size() - 1, held_.size()); length > 0; --length)
            if (held_.ends_with(std::string_view(text).substr(0, length))) {
                shown = std::min(shown, held_.size() - length);
                break;
            }
    if (shown < held_.size()) shown = *std::prev(std::ranges::upper_bound(pieces_, shown));
    std::string result = held_.substr(0, shown);
    held_.erase(0, shown);
    pieces_.erase(pieces_.begin(), std::ranges::lower_bound(pieces_, shown));
    for (std::size_t& begin : pieces_) begin -= shown;
    if (held_.empty() && !open) pieces_.clear();  // those of no text
    return result;
}

std::string StopTexts::finish() {
    if (stopped_) return {};
    pieces_.clear();
    return std::exchange(held_, {});
}

}  // namespace inference
