#include "app/utf8_locale.h"

#include <langinfo.h>
#include <array>
#include <clocale>
#include <cstdlib>
#include <cstring>

namespace app {
namespace {

constexpr const char* utf8 = "C.UTF-8";

/// All that LC_ALL stands for but the type of characters.
constexpr std::array otherCategories = {"LC_COLLATE",  "LC_MEASUREMENT", "LC_MESSAGES",
                                        "LC_MONETARY", "LC_NUMERIC",     "LC_TIME"};

std::optional<std::string> inThisProcess(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

}  // namespace

std::vector<LocaleVariable> withUtf8(const std::function<std::optional<std::string>(const char* name)>& valueOf) {
    std::vector<LocaleVariable> changes;
    // LC_ALL outdoes the others, so it is spelled out instead; empty, it counts for nothing.
    if (const auto all = valueOf("LC_ALL"); all && !all->empty()) {
        for (const char* category : otherCategories) changes.push_back({category, all});
        changes.push_back({"LC_ALL", std::nullopt});
    }
    changes.push_back({"LC_CTYPE", utf8});
    return changes;
}

void useUtf8() {
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
    for (const LocaleVariable& variable : withUtf8(inThisProcess))
        if (variable.value)
            setenv(variable.name.c_str(), variable.value->c_str(), 1);
        else
            unsetenv(variable.name.c_str());
    // Qt asks for what the variables say once more. Where one of them names a locale that is not there that fails and
    // changes nothing, so that this holds.
    std::setlocale(LC_CTYPE, utf8);
}

}  // namespace app
