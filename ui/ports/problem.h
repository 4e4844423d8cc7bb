#pragma once
#include <QMetaType>
#include <QString>

namespace ui {

/// Something that went wrong, in words for the window: what happened, and what the person can do.
struct Problem {
    QString what;
    QString hint;
    bool operator==(const Problem&) const = default;
};

}  // namespace ui
Q_DECLARE_METATYPE(ui::Problem)
