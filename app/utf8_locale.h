#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace app {

/// A variable of the environment; no value: it is not there.
struct LocaleVariable {
    std::string name;
    std::optional<std::string> value;
    bool operator==(const LocaleVariable&) const = default;
};

/// What of an environment has to change for texts to be UTF-8, while everything else stays as it was asked for: Qt
/// reads the language from LANGUAGE, LC_ALL, LC_MESSAGES and LANG themselves, whether there is such a locale on the
/// system or not.
std::vector<LocaleVariable> withUtf8(const std::function<std::optional<std::string>(const char* name)>& valueOf);

/// Sees to it that the process works in UTF-8, before Qt looks: it would say on standard error that it does not.
void useUtf8();

}  // namespace app
