#include "inference/chat/template/text_formatting.h"

#include <algorithm>
#include <cmath>

namespace inference::chat_template {

namespace {

Text whole_of(const Value& value, Budget& budget) {
    std::int64_t storage = 0;
    if (const auto* whole = whole_number(value, storage)) return printed(Value(*whole), budget);
    const auto* real = value.get<double>();
    if (!real) throw Stop("'%d' wants a number, it gets " + kind_of(value));
    if (!(std::abs(*real) < 0x1p63)) throw Stop("'%d' gets a number that is too large");
    return printed(Value(static_cast<std::int64_t>(*real)), budget);
}

}  // namespace

Text formatted(const Text& format, std::span<const Value> values, bool may_be_left, Budget& budget) {
    const std::string_view bytes = format.bytes();
    budget.make(bytes.size());
    Text result;
    std::size_t taken = 0;
    const auto put = [&](std::size_t directive, const Text& text) {
        budget.make(text.size());
        const Origin origin = format.origin_of(directive, 2);
        if (origin == Origin::Template)
            result.append(text);
        else
            result.append(text.bytes(), origin);
    };
    const auto next = [&]() -> const Value& {
        if (taken == values.size()) throw Stop("'%' gets fewer values than its text has places for");
        return values[taken++];
    };
    for (std::size_t at = 0; at < bytes.size();) {
        const std::size_t sign = std::min(bytes.find('%', at), bytes.size());
        result.append(format.substr(at, sign - at));
        if (sign == bytes.size()) break;
        if (sign + 1 == bytes.size()) throw Stop("'%' has nothing behind it");
        switch (bytes[sign + 1]) {
            case '%': result.append(format.substr(sign, 1)); break;
            case 's': put(sign, printed(next(), budget)); break;
            case 'd':
            case 'i': put(sign, whole_of(next(), budget)); break;
            default: throw Stop("writing values into a text by more than %s and %d is not supported");
        }
        at = sign + 2;
    }
    if (taken < values.size() && !may_be_left) throw Stop("'%' gets more values than its text has places for");
    return result;
}

Text formatted(const Text& format, const Value& value, Budget& budget) {
    const auto* list = value.get<List>();
    if (list && list->kind == List::Kind::Tuple) return formatted(format, list->items, false, budget);
    // As in Python, where what has entries may be there for their names.
    const bool may_be_left = (list && list->is_sequence()) || value.get<Dict>();
    return formatted(format, std::span(&value, 1), may_be_left, budget);
}

}  // namespace inference::chat_template
