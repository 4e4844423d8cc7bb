#pragma once
#include <string>

namespace app::cli {

/// Messages that a person types or pastes, or a program writes: one a line. Lines that a terminal has ready at once
/// were pasted, and are one message.
class MessageReader {
public:
    struct Next {
        enum class Kind {
            Message,
            Interrupt,  ///< `interrupt` became readable
            End,        ///< there is no more input
        };
        Kind kind;
        std::string text;  ///< without the last line's end
    };

    /// Descriptors to read and to poll; `interrupt` may be -1.
    MessageReader(int input, int interrupt, bool joinsPastes)
        : input_(input), interrupt_(interrupt), joinsPastes_(joinsPastes) {}

    /// Waits for the next one.
    Next next();

private:
    bool ready(int milliseconds) const;
    void readMore();
    std::string take(std::size_t length);

    int input_;
    int interrupt_;
    bool joinsPastes_;
    bool ended_ = false;
    std::string buffer_;
};

}  // namespace app::cli
