#pragma once
#include <cstddef>
#include <string_view>
#include <vector>

#include "inference/chat/template/budget.h"

namespace inference::chat_template {

/// Goes through the places where a text has another one, none of them over one before. Takes a time that is linear in
/// both, by Knuth, Morris and Pratt: std::string_view::find may take their product. Pays for it all when it begins.
class TextSearch {
public:
    enum class From { Left, Right };
    TextSearch(std::string_view text, std::string_view wanted, From from, Budget& budget);

    /// Where the next one begins; npos if there is none. An empty text is found once, where the search begins.
    std::size_t next();

private:
    /// Bytes count from where the search comes from.
    char byte(std::string_view text, std::size_t i) const {
        return text[from_ == From::Left ? i : text.size() - 1 - i];
    }
    /// How much of `wanted` is there behind `byte`, with `matched` of it before.
    std::size_t extended(std::size_t matched, char next) const;

    std::string_view text_, wanted_;
    From from_;
    std::vector<std::size_t> borders_;  // of each beginning of `wanted`: how much of it is its end and its beginning
    std::size_t passed_ = 0;            // bytes of the text
    bool ended_ = false;
};

}  // namespace inference::chat_template
