#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace app {

/// The text of one answer on its way to the window. Qt's queue has no bound, so this is the bound: at most one piece is
/// under way, and what comes meanwhile is joined to the next. Each piece is a run of whole appended texts, in order, so
/// it is whole UTF-8 where they are. Costs the length of what is appended, however far the window falls behind.
class TextStream {
public:
    /// `text` holds whole characters.
    void append(std::string_view text) { waiting_ += text; }

    /// The next piece to send, or nothing while one is under way or there is no text.
    std::optional<std::string> take();

    /// The piece under way has arrived. Without one, this is nothing.
    void acknowledge() { underWay_ = false; }

    /// Text that no `take` has given yet.
    bool waiting() const { return !waiting_.empty(); }

private:
    std::string waiting_;
    bool underWay_ = false;
};

}  // namespace app
