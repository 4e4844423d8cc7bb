#include "inference/chat/template/text.h"

#include <algorithm>

namespace inference::chat_template {

Origin Text::origin_of(std::size_t position, std::size_t length) const {
    const std::string_view origins = std::string_view(origins_).substr(position, length);
    const std::size_t foreign = origins.find_first_not_of(static_cast<char>(Origin::Template));
    return foreign == std::string_view::npos ? Origin::Template : static_cast<Origin>(origins[foreign]);
}

Text Text::substr(std::size_t position, std::size_t length) const {
    Text part;
    part.bytes_ = bytes_.substr(position, length);
    part.origins_ = origins_.substr(position, length);
    return part;
}

void Text::append(const Text& more) {
    bytes_ += more.bytes_;
    origins_ += more.origins_;
}

void Text::append(std::string_view bytes, Origin origin) {
    bytes_ += bytes;
    origins_.append(bytes.size(), static_cast<char>(origin));
}

void Text::reserve(std::size_t bytes) {
    bytes_.reserve(bytes);
    origins_.reserve(bytes);
}

std::vector<Piece> Text::pieces() const {
    std::vector<Piece> pieces;
    for (std::size_t begin = 0; begin < size();) {
        const std::size_t end = std::min(origins_.find_first_not_of(origins_[begin], begin), size());
        pieces.push_back({bytes_.substr(begin, end - begin), origin(begin)});
        begin = end;
    }
    return pieces;
}

}  // namespace inference::chat_template
