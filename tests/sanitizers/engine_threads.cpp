#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <functional>
#include <mutex>
#include <thread>

#include "app/engine/engine_steps.h"
#include "inference/device_engine.h"
#include "tests/support/gguf_builder.h"

// The engine's steps over a real model, with the window's part played by another thread: questions, acknowledgements
// and stops cross by a mailbox, a stop also by its token. No Qt and no suppression, so that the thread sanitizer sees
// every access; two engines at once, so that what they would share without knowing is shared.

using namespace app;

namespace {

/// Messages for one engine, told to it between two steps.
class Mailbox {
public:
    using Message = std::function<void(EngineSteps&)>;
    void put(Message message) {
        const std::lock_guard lock(mutex_);
        waiting_.push_back(std::move(message));
    }
    void tellAll(EngineSteps& steps) {
        std::deque<Message> taken;
        {
            const std::lock_guard lock(mutex_);
            taken.swap(waiting_);
        }
        for (const Message& message : taken) message(steps);
    }

private:
    std::mutex mutex_;
    std::deque<Message> waiting_;
};

[[noreturn]] void give_up(const char* why) {
    std::fprintf(stderr, "%s\n", why);
    std::_Exit(1);
}

/// Acknowledges as the window does, from the other thread; counts what happened on the engine's.
class Listener : public EngineListener {
public:
    std::atomic<RequestId> streams = 0, over = 0;
    std::atomic<int> pieces = 0, stopped = 0, limits = 0;
    std::atomic<bool> isLoaded = false;

    void loadProgress(const std::string&, double) override {}
    void loaded(const std::string&, const OpenedModel&, const inference::Model&) override { isLoaded = true; }
    void loadFailed(const std::string&, const inference::Error& error) override { give_up(error.what.c_str()); }
    void placedAnew(const std::string&, RequestId, Recovery::Reason) override { give_up("a device failed"); }
    void unloaded() override { isLoaded = false; }
    void compiling(bool) override {}
    void cacheProblem(const inference::Error& error) override { give_up(error.what.c_str()); }
    void promptProgress(RequestId, std::uint32_t, std::uint32_t) override {}
    void text(RequestId request, std::string) override {
        ++pieces;
        streams = request;
    }
    void turnsDropped(RequestId, std::uint32_t) override {}
    void answerShortened(RequestId) override {}
    void contextUsed(RequestId, std::uint32_t, std::uint32_t) override {}
    void ended(RequestId request, inference::EndReason reason, const inference::Answer::Statistics&) override {
        ++(reason == inference::EndReason::Stopped ? stopped : limits);
        over = request;
    }
    void failed(RequestId, const inference::Error& error, const inference::Answer::Statistics&) override {
        give_up(error.what.c_str());
    }
};

EngineParts parts_over(const std::string& path) {
    // Without the Vulkan loader, which the sanitizer does not see into.
    const auto look = [] { return inference::Machine::look({.library = "none"}); };
    return {.makeEngine = [look] { return inference::create_engine({}, look); },
            .openModel = [path](const std::string&) -> inference::Result<OpenedModel> {
                auto file = inference::ModelFile::open(path);
                if (!file) return std::unexpected(file.error());
                auto format = inference::chat_format_of(*(*file)->file);
                if (!format) return std::unexpected(format.error());
                return OpenedModel{std::move(*file), std::move(*format), path};
            }};
}

/// One engine on its thread, and the thread that asks it.
void converse(const std::string& path) {
    Mailbox mailbox;
    Listener heard;
    const std::jthread engine([&](const std::stop_token& end) {
        EngineSteps steps(parts_over(path), heard);
        while (!end.stop_requested()) {
            mailbox.tellAll(steps);
            if (steps.hasWork())
                steps.step();
            else
                std::this_thread::yield();
        }
        steps.finish(std::chrono::steady_clock::now());
    });
    mailbox.put([](EngineSteps& steps) { steps.load("model", {.device = "cpu", .threads = 2}); });
    while (!heard.isLoaded) std::this_thread::yield();
    for (RequestId request = 1; request <= 40; ++request) {
        std::stop_source stop;
        Question question;
        question.request = request;
        question.turns = {{inference::Role::User, "a"}};
        question.sampling.temperature = 0.0F;
        question.answerLimit = request % 2 == 0 ? 10'000 : 20;
        question.stop = stop.get_token();
        mailbox.put([question](EngineSteps& steps) { steps.start(question); });
        const int before = heard.pieces;
        while (heard.over != request) {
            if (heard.streams == request) mailbox.put([request](EngineSteps& steps) { steps.acknowledge(request); });
            if (request % 4 == 2 && heard.pieces > before) stop.request_stop();
            if (request % 4 == 0 && heard.pieces > before)
                mailbox.put([request](EngineSteps& steps) { steps.stop(request); });
            std::this_thread::yield();
        }
    }
    if (heard.stopped != 20 || heard.limits != 20) give_up("not every second answer was stopped");
    mailbox.put([](EngineSteps& steps) { steps.unload(); });
    while (heard.isLoaded) std::this_thread::yield();
}

}  // namespace

int main(int, char** argv) {
    const std::string path = std::string(argv[0]) + ".gguf";
    std::ofstream(path, std::ios::binary) << test_support::small_model().text();
    {
        const std::jthread one([&] { converse(path); });
        const std::jthread other([&] { converse(path); });
    }
    std::remove(path.c_str());
    return 0;
}
