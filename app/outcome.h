#pragma once
#include <QString>
#include <expected>
#include <utility>

#include "ui/ports/problem.h"

namespace app {

/// What app's own functions return: a value, or a problem in words that window and command line show as it stands.
/// `what` is a clause without a full stop, `hint` a sentence with one.
template <typename T>
using Outcome = std::expected<T, ui::Problem>;

inline std::unexpected<ui::Problem> refuse(QString what, QString hint) {
    return std::unexpected<ui::Problem>(ui::Problem{std::move(what), std::move(hint)});
}

}  // namespace app
