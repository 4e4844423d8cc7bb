#pragma once
#include <QStringList>

#include "app/engine/engine_steps.h"
#include "tests/support/scripted_engine.h"

namespace test_support {

inline QString nameOf(inference::EndReason reason) {
    using inference::EndReason;
    return reason == EndReason::EndOfTurn ? "end of turn" : reason == EndReason::Limit ? "limit" : "stopped";
}

/// Everything that was heard, a line each.
class HeardFromEngine : public app::EngineListener {
public:
    QStringList lines;
    inference::Answer::Statistics statistics;  // of the last answer that ended
    QString allText;

    void loadProgress(const std::string& id, double fraction) override {
        say(QString("loading %1 %2%").arg(QString::fromStdString(id)).arg(qRound(fraction * 100)));
    }
    void loaded(const std::string& id, const app::OpenedModel& opened, const inference::Model& model) override {
        say(QString("loaded %1, %2, on %3").arg(id.c_str(), opened.identity.c_str(), model.device.name.c_str()));
    }
    void loadFailed(const std::string& id, const inference::Error& error) override {
        say(QString("load of %1 failed: %2").arg(id.c_str(), error.what.c_str()));
    }
    void placedAnew(const std::string& id, app::RequestId request, app::Recovery::Reason reason) override {
        using Reason = app::Recovery::Reason;
        say(QString("%1 placed anew for %2: %3")
                .arg(id.c_str())
                .arg(request)
                .arg(reason == Reason::DeviceLost      ? "lost"
                     : reason == Reason::DeviceLeftOut ? "left out"
                                                       : "memory"));
    }
    void unloaded() override { say("unloaded"); }
    void compiling(bool now) override { say(now ? "compiling" : "compiled"); }
    void cacheProblem(const inference::Error& error) override { say(QString("cache: %1").arg(error.what.c_str())); }
    void promptProgress(app::RequestId request, std::uint32_t done, std::uint32_t total) override {
        prompts += QString("%1: %2 of %3").arg(request).arg(done).arg(total);
    }
    void text(app::RequestId request, std::string piece) override {
        allText += QString::fromStdString(piece);
        say(QString("text %1 %2").arg(request).arg(piece.c_str()));
    }
    void turnsDropped(app::RequestId request, std::uint32_t count) override {
        say(QString("dropped %1 %2").arg(request).arg(count));
    }
    void answerShortened(app::RequestId request) override { say(QString("shortened %1").arg(request)); }
    void contextUsed(app::RequestId request, std::uint32_t used, std::uint32_t length) override {
        contexts += QString("%1: %2 of %3").arg(request).arg(used).arg(length);
    }
    void ended(app::RequestId request, inference::EndReason reason,
               const inference::Answer::Statistics& counted) override {
        statistics = counted;
        say(QString("ended %1 %2").arg(request).arg(nameOf(reason)));
    }
    void failed(app::RequestId request, const inference::Error& error,
                const inference::Answer::Statistics& counted) override {
        statistics = counted;
        say(QString("failed %1: %2").arg(request).arg(error.what.c_str()));
    }

    QStringList prompts, contexts;
    QStringList taken() { return std::exchange(lines, {}); }

private:
    void say(const QString& line) { lines += line; }
};

struct EngineFixture {
    std::shared_ptr<EngineScript> script = std::make_shared<EngineScript>();
    HeardFromEngine heard;
    app::EngineSteps steps{scripted_parts(script), heard};

    int run(int most = 10'000) {
        int done = 0;
        while (steps.hasWork() && done < most) {
            steps.step();
            ++done;
        }
        return done;
    }
    void loadModel(const char* id = "A") {
        steps.load(id, {});
        run();
        heard.taken();
    }
    app::Question question(app::RequestId request, std::string text, std::uint32_t limit = 5) {
        app::Question question;
        question.request = request;
        question.turns = {{inference::Role::User, std::move(text)}};
        question.sampling.temperature = 0.0F;
        question.answerLimit = limit;
        return question;
    }
    void acknowledgeAndRun(app::RequestId request) {
        steps.acknowledge(request);
        run();
    }
};

inline const inference::Error damaged{inference::ErrorKind::InvalidFile, "it is damaged", "Get it again."};
inline const inference::Error full{inference::ErrorKind::OutOfMemory, "the device is full", "Choose a smaller model."};
inline const inference::Error lost{inference::ErrorKind::DeviceLost, "the device is gone", "Look for it."};

}  // namespace test_support
