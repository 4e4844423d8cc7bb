#include <algorithm>

#include "inference/chat/template/runtime.h"
#include "inference/printable.h"

namespace inference::chat_template {

Bound::Bound(std::string what, Arguments arguments, std::initializer_list<std::string_view> parameters,
             std::size_t required)
    : what_(std::move(what)), values_(parameters.size()) {
    if (arguments.positional.size() > parameters.size())
        throw Stop(what_ + " takes " + std::to_string(parameters.size()) + " arguments, it gets " +
                   std::to_string(arguments.positional.size()));
    for (std::size_t i = 0; i < arguments.positional.size(); ++i) values_[i] = std::move(arguments.positional[i]);
    for (auto& [name, value] : arguments.named) {
        const auto parameter = std::ranges::find(parameters, name);
        const auto place = static_cast<std::size_t>(parameter - parameters.begin());
        if (parameter == parameters.end()) throw Stop(what_ + " has no parameter '" + printable(name, 40) + "'");
        if (values_[place]) throw Stop(what_ + " gets its argument '" + name + "' twice");
        values_[place] = std::move(value);
    }
    for (std::size_t i = 0; i < required; ++i)
        if (!values_[i]) throw Stop(what_ + " lacks its argument '" + std::string(parameters.begin()[i]) + "'");
}

const Text& Bound::text(std::size_t i) const {
    if (const auto* text = (*this)[i].get<Text>()) return *text;
    throw Stop(what_ + " wants a text, it gets " + kind_of((*this)[i]));
}

std::int64_t Bound::whole(std::size_t i) const {
    std::int64_t storage = 0;
    if (const auto* number = whole_number((*this)[i], storage)) return *number;
    throw Stop(what_ + " wants a whole number, it gets " + kind_of((*this)[i]));
}

}  // namespace inference::chat_template
