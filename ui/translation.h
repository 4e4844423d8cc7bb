#pragma once
#include <QLocale>

namespace ui {

/// Puts the window's texts into a person's language, and Qt's own where its translations are installed. English where
/// there is no translation (resources/translations). Once, before the window is made.
void translate(const QLocale& locale);

}  // namespace ui
