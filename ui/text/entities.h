#pragma once
#include <QStringView>

namespace ui {

/// The character that a named entity of HTML 4 stands for ("lt" without & and ;), 0 for another name. Case matters.
char16_t namedEntity(QStringView name);

}  // namespace ui
