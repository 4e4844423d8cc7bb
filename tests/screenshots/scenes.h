#pragma once
#include <QList>
#include <QSize>
#include <QString>
#include <functional>

#include "tests/support/window_driver.h"

/// A state of a page: how the ports are prepared, and what a person does before the picture is taken.
struct Scene {
    QString name;
    std::function<void(WindowDriver&)> prepare;
    std::function<void(WindowDriver&)> act;
    QSize size{1280, 800};
    QList<ui::ThemeChoice> themes{ui::ThemeChoice::Light, ui::ThemeChoice::Dark};
};

/// Every state of every page.
QList<Scene> scenes();
QList<Scene> answerScenes();  ///< of these, the states of an answer
/// Those in the README: a conversation, and the first minute; `korean` has the first minute alone.
QList<Scene> readmeScenes(bool korean);
/// The few that show whether another size, scale or font breaks something.
QList<Scene> scenesOfSize(const QString& name, QSize size);
