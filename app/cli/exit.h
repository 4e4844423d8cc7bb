#pragma once
#include <expected>
#include <string>
#include <utility>

#include "app/outcome.h"
#include "inference/error.h"

namespace app::cli {

/// Why a command ends before its work is done. `what` is a clause without a full stop, `hint` a sentence with one.
struct Exit {
    int code = 1;  ///< 0: help was shown; 1: an error; 2: wrong usage
    std::string what;
    std::string hint;
};

template <typename T>
using Result = std::expected<T, Exit>;

inline std::unexpected<Exit> fail(std::string what, std::string hint) {
    return std::unexpected<Exit>(Exit{1, std::move(what), std::move(hint)});
}
inline std::unexpected<Exit> wrongUsage(std::string what, std::string hint) {
    return std::unexpected<Exit>(Exit{2, std::move(what), std::move(hint)});
}
inline std::unexpected<Exit> fail(const inference::Error& error) { return fail(error.what, error.hint); }
inline std::unexpected<Exit> fail(const ui::Problem& problem) {
    return fail(problem.what.toStdString(), problem.hint.toStdString());
}

}  // namespace app::cli
