#include "tests/e2e/window/talker.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>

namespace e2e {
namespace {

using namespace std::chrono_literals;

QByteArray now() {
    const auto time = std::chrono::steady_clock::now().time_since_epoch();
    return QByteArray::number(qint64(std::chrono::duration_cast<std::chrono::microseconds>(time).count()));
}

/// One call, so that a kill leaves whole lines.
void say(const QByteArray& line) {
    const QByteArray whole = line + '\n';
    if (write(STDOUT_FILENO, whole.data(), size_t(whole.size())) != whole.size()) _exit(3);
}

void beat(std::stop_token stop, const QByteArray& file) {
    const int descriptor = open(file.constData(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    for (; !stop.stop_requested() && descriptor >= 0; std::this_thread::sleep_for(20ms)) {
        if (pwrite(descriptor, "x", 1, 0) != 1 || fdatasync(descriptor) != 0) _exit(3);
        say("pulse " + now());
    }
    close(descriptor);
}

}  // namespace

Talker::Talker(const app::DataDirectory& directory, const QString& model, const QString& name, unsigned seed)
    : services_(directory), window_(services_.ports()), name_(name), random_(seed) {
    next_.setSingleShot(true);
    connect(&next_, &QTimer::timeout, this, &Talker::act);
    connect(window_.models(), &ui::ModelMenuController::currentChanged, this, [this] {
        if (!window_.models()->loaded() || questions_ > 0) return;
        say("ready");
        ask();
        next_.start(random(50, 400));
    });
    connect(window_.chat(), &ui::ChatController::sent, this,
            [this] { say("sent " + QStringLiteral("%1 %2").arg(name_).arg(questions_).toUtf8().toBase64()); });
    // Connected after the controller's own slot: what it shows is there already.
    connect(services_.ports().engine, &ui::ChatEngine::text, this, &Talker::show);
    window_.start(QUrl::fromLocalFile(model));
    pulse_ = std::jthread(beat, (directory.path() + "/pulse").toUtf8());
}

Talker::~Talker() = default;

void Talker::ask() {
    ++questions_;
    window_.chat()->send(QStringLiteral("%1 %2").arg(name_).arg(questions_));
}

void Talker::act() {
    auto* chat = window_.chat();
    const auto* messages = chat->messages();
    const QString last = messages->leaf();
    const auto* message = messages->tree().find(last);
    if (chat->busy()) {
        chat->stop();
    } else if (chat->canSend()) {
        const bool answered = message != nullptr && message->role == ui::ChatTurn::Role::Assistant;
        const int wish = random(0, 5);
        if (answered && wish == 0)
            chat->regenerate(last);
        else if (answered && wish == 1)
            chat->continueAnswer(last);
        else {
            if (wish == 2) chat->newConversation();
            ask();
        }
    }
    next_.start(random(10, 500));
}

void Talker::show() {
    const auto* messages = window_.chat()->messages();
    const QString id = messages->leaf();
    const auto* message = messages->tree().find(id);
    if (message == nullptr || message->role != ui::ChatTurn::Role::Assistant) return;
    if (id != shownId_) {
        shownId_ = id;
        shownLength_ = 0;
    }
    if (message->text.size() <= shownLength_) return;
    say("shown " + id.toUtf8() + ' ' + now() + ' ' + message->text.mid(shownLength_).toUtf8().toBase64());
    shownLength_ = message->text.size();
}

}  // namespace e2e
