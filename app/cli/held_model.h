#pragma once
#include <memory>
#include <string>

#include "app/cli/shared_options.h"
#include "app/engine/recovery.h"
#include "inference/chat/answer.h"
#include "inference/session.h"

namespace app::cli {

/// A model and one session with it, which are placed anew when a device fails under an answer (recovery.h).
class HeldModel {
public:
    /// Fails as loadModel does. Without a session: `open` comes next.
    static Result<HeldModel> load(std::string file, const ModelOptions& options);
    Result<void> open(const ModelOptions& options);

    const std::shared_ptr<const inference::Model>& model() const { return model_; }
    inference::Session& session() { return *session_; }
    bool hasSession() const { return session_ != nullptr; }  ///< false after a failure that nothing could be done about

    /// Places both anew and lets the answer go on there; says so on stderr. Fails with what ends the answer: this very
    /// error where nothing is to be done about it.
    Result<void> placeAnew(const inference::Error& error, inference::Answer& answer);
    void answered() { recovery_.answered(); }  ///< an answer came to its end

private:
    HeldModel(std::string file, const ModelOptions& options) : file_(std::move(file)), options_(options) {}

    std::string file_;
    ModelOptions options_;
    Recovery recovery_;
    inference::Plan plan_;  // by which it was placed last
    std::shared_ptr<const inference::Model> model_;
    std::unique_ptr<inference::Session> session_;  // of the model, so it goes first
};

}  // namespace app::cli
