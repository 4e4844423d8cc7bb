#pragma once
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/turns_file.h"
#include "inference/session.h"

namespace app::cli {

/// The conversation of `chat --session FILE`: no word of it is lost, however the program ends. FILE is a session file
/// (inference/session_file.h) with the turns as its note; the words that it does not hold yet are in FILE.turns beside
/// it, from before the model reads a question until FILE is written with them. The words are what counts, and the only
/// copy there is: where the caches in FILE are of no use, the conversation is read again from them. FILE.lock is locked
/// while this lives, so that no two programs write the same conversation; the lock goes with the program, however that
/// ends.
class KeptConversation {
public:
    /// Before the model is loaded: whether both files can be written, and what is in them. What a symbolic link points
    /// at is written, and the link stays. A FILE that is damaged where FILE.turns is sound is called FILE.damaged
    /// before another takes its place.
    static Result<KeptConversation> open(const std::string& file);

    /// What was said so far; none if there are no such files yet. The session takes up the caches, or is empty and it
    /// was remarked why. Fails if they are of another model, or the device failed.
    Result<std::vector<inference::Turn>> restore(inference::Session& session, std::string modelIdentity);
    /// The last answer was not written to its end: the program was ended under it.
    bool wasCutOff() const { return cutOff_; }

    /// To be called in this order. What was said, before the model reads it; each piece of its answer; and what was
    /// said then.
    Result<void> keep(const std::vector<inference::Turn>& turns);
    Result<void> add(std::string_view text) { return words_.add(text); }
    /// What is left once a message was taken back, instead of an answer.
    Result<void> takeBack(const std::vector<inference::Turn>& turns);
    /// Leaves caches that take long to write for the conversation's end: the words are kept already.
    Result<void> answered(inference::Session& session, const std::vector<inference::Turn>& turns);

    /// Writes what FILE does not hold yet, if there is anything.
    Result<void> finish(inference::Session& session, const std::vector<inference::Turn>& turns);

private:
    KeptConversation(std::filesystem::path file, std::filesystem::path words, std::shared_ptr<const void> lock)
        : lock_(std::move(lock)), file_(std::move(file)), words_(std::move(words)) {}
    Result<void> checkPlace() const;
    Result<std::optional<SessionNote>> readFile() const;
    std::filesystem::path damaged() const;

    std::shared_ptr<const void> lock_;
    std::filesystem::path file_;
    TurnsFile words_;
    std::optional<SessionNote> found_;
    std::string modelIdentity_;
    bool exists_ = false;     // FILE, when it was opened
    bool isDamaged_ = false;  // FILE, and what was found is from its words alone
    bool unsaved_ = false;    // something was said since FILE was written
    bool cutOff_ = false;     // until an answer ends
};

}  // namespace app::cli
