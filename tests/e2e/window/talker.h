#pragma once
#include <QObject>
#include <QTimer>
#include <random>
#include <thread>

#include "app/services.h"
#include "ui/controllers/window_controller.h"

namespace e2e {

/// Everything of the program but the picture: real services and the window's controllers, with somebody who asks,
/// stops, asks again, continues and begins new conversations at random, for ever. What that person has seen goes to
/// standard output as it happens, a line each, texts in Base64, times in microseconds of the steady clock:
///     ready                  the model is loaded
///     sent TEXT              the composer was cleared: the question counts as kept
///     shown ID TIME TEXT     so much more of the answer ID is in the window
///     pulse TIME             the machine let a thread of this process run and write to the disk
class Talker : public QObject {
    Q_OBJECT
public:
    Talker(const app::DataDirectory& directory, const QString& model, const QString& name, unsigned seed);
    ~Talker() override;

private:
    void act();
    void ask();
    void show();
    int random(int least, int most) { return std::uniform_int_distribution(least, most)(random_); }

    app::Services services_;
    ui::WindowController window_;
    QString name_;  // begins each question, so that no two are alike
    int questions_ = 0;
    std::mt19937 random_;
    QString shownId_;
    qsizetype shownLength_ = 0;
    QTimer next_;
    std::jthread pulse_;
};

}  // namespace e2e
