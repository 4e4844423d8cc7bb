#pragma once
#include <string>

namespace inference {

enum class Role { System, User, Assistant };

/// One message of a conversation, as people see it.
struct Turn {
    Role role;
    std::string text;
    bool operator==(const Turn&) const = default;
};

}  // namespace inference
