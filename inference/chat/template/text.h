#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace inference::chat_template {

/// Who wrote a part of a text. Special tokens are recognised in what comes from Template alone.
enum class Origin : std::uint8_t {
    Template,    ///< the template's author, or this program: names of roles, special tokens
    Message,     ///< a message of the conversation
    System,      ///< the system prompt
    OpenAnswer,  ///< the conversation's last message, where it is an answer to be continued
};

/// A run of text with one origin.
struct Piece {
    std::string text;
    Origin origin;
    bool operator==(const Piece&) const = default;
};

/// UTF-8 that knows of each byte who wrote it. Whatever is cut out of a text, or put together from some, keeps that.
class Text {
public:
    Text() = default;
    explicit Text(std::string bytes, Origin origin = Origin::Template)
        : bytes_(std::move(bytes)), origins_(bytes_.size(), static_cast<char>(origin)) {}

    std::string_view bytes() const { return bytes_; }
    std::size_t size() const { return bytes_.size(); }
    bool empty() const { return bytes_.empty(); }
    Origin origin(std::size_t position) const { return static_cast<Origin>(origins_[position]); }

    /// Template if all of it is; else the origin of the first byte that is not.
    Origin origin_of(std::size_t position, std::size_t length) const;
    Origin origin_of_all() const { return origin_of(0, size()); }

    Text substr(std::size_t position, std::size_t length = std::string::npos) const;
    void append(const Text& more);
    void append(std::string_view bytes, Origin origin);
    void reserve(std::size_t bytes);

    /// Neighbours with one origin are one piece.
    std::vector<Piece> pieces() const;

private:
    std::string bytes_;
    std::string origins_;  // an Origin a byte
};

}  // namespace inference::chat_template
