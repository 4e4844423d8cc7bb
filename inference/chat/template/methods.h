#pragma once
#include <span>
#include <string_view>

#include "inference/chat/template/runtime.h"

namespace inference::chat_template {

struct NamedMethod {
    std::string_view name;
    Value (*method)(Runtime& runtime, const Value& self, Arguments arguments);
};

/// Those of texts; what they are called for has to be one.
std::span<const NamedMethod> text_methods();

}  // namespace inference::chat_template
