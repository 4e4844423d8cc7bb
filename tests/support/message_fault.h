#pragma once
#include <string>

#include "inference/error.h"
#include "inference/printable.h"

namespace test_support {

/// What is wrong with an error's words, or nothing: one line each, no control characters, a clause without and a
/// sentence with a full stop.
inline std::string message_fault(const inference::Error& error) {
    if (error.what.empty() || error.hint.empty()) return "what or hint is empty";
    if (error.what.size() > 2000) return "what is longer than a page";
    for (const std::string* text : {&error.what, &error.hint})
        if (inference::printable(*text, text->size()) != *text) return "control characters or bytes that are no UTF-8";
    if (error.what.ends_with('.')) return "what ends with a full stop";
    if (!error.hint.ends_with('.')) return "hint ends without a full stop";
    return {};
}

}  // namespace test_support
