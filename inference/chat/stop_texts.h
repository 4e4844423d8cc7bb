#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace inference {

/// Ends a text that comes in pieces where one of some texts begins in it. A piece in which one may begin is held back,
/// and what follows, until it is known: so what is shown ends where a token did, from which the answer can go on.
class StopTexts {
public:
    /// None of the texts is empty.
    explicit StopTexts(std::vector<std::string> texts) : texts_(std::move(texts)) {}

    /// What may be shown now. `open`: the piece ends inside a character, which comes with the next one; without a text
    /// of its own it is held with that.
    std::string push(std::string_view piece, bool open = false);
    /// What was held back, at the end of the text, where nothing can follow.
    std::string finish();
    /// So many of the last pieces are not to be shown: not yet, or once it has stopped, ever.
    std::size_t held_pieces() const { return pieces_.size(); }
    /// One of the texts has begun: nothing comes any more.
    bool stopped() const { return stopped_; }

private:
    std::vector<std::string> texts_;
    std::string held_;
    std::vector<std::size_t> pieces_;  // where those that are held begin; none while nothing is
    bool stopped_ = false;
};

}  // namespace inference
