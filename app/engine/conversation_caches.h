#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <memory>
#include <string>

#include "app/engine/cache_folder.h"
#include "inference/session.h"

namespace app {

/// The sessions of conversations with one model: the one at hand, those that were left and are kept in memory, and
/// files of what was computed for more of them. Going from one to another saves the first and brings back the second, a
/// part of a cache a step, so that whoever steps can hear a stop between two. Used by one thread.
///
/// What is kept only saves time. A file that is of no use is removed and told to `remark`; the conversation is then
/// read again as if there had been none.
class ConversationCaches {
public:
    using Remark = std::function<void(const inference::Error&)>;
    using Compiling = std::function<void()>;
    struct Budget {
        std::uint64_t memoryBytes = 0;  ///< of sessions that are not at hand
        std::uint64_t diskBytes = 0;
    };

    /// What a session is to have.
    struct Memory {
        std::uint32_t contextLength = 4096;                          ///< less where the model was trained for less
        inference::CacheType cacheType = inference::CacheType::F16;  ///< F32 where the model computes exactly
    };

    /// Without a folder, nothing is kept on disk. `compiling` is told before a session opens for which a graphics
    /// driver has to compile kernels.
    ConversationCaches(const std::filesystem::path& folder, Remark remark, Compiling compiling)
        : folder_(folder), remark_(std::move(remark)), compiling_(std::move(compiling)) {}

    void setBudget(Budget budget);
    /// From now on sessions are this model's. Those of another must have been dropped.
    void use(std::shared_ptr<const inference::Model> model, std::string modelIdentity);
    void drop();          ///< frees all sessions and the model; nothing is saved
    void dropSessions();  ///< after a failure of the device; nothing is saved

    /// The conversation to go to, empty for one without a name, of which nothing is kept.
    void enter(std::string conversation, Memory memory);
    /// Whether `step` has something to do on the way there.
    bool moving() const { return model_ && (moving_ || transfer_); }
    void step();
    /// Stays with no session at all, as after a failure of the device, and is on its way nowhere.
    void giveUp(const inference::Error& error);
    /// The session of the conversation that was entered, opened if it is not there; only while not moving. What it
    /// holds is about to change.
    inference::Result<inference::Session*> take();
    const inference::Session* atHand() const { return atHand_.session.get(); }  ///< nullptr: there is none

    /// One step of saving the conversation at hand; true when there is nothing to save any more.
    bool saved();
    /// Removes what is kept of a conversation. If it is at hand, its session is emptied.
    void forget(const std::string& conversation);

private:
    struct Place {
        std::string conversation;
        std::unique_ptr<inference::Session> session;
        bool unsaved = false;  ///< it holds more than its file
    };
    enum class Transfer { Saving, Restoring };

    inference::Session::Options wantedOptions() const;
    bool fits(const inference::Session& session) const;
    bool isWanted(const Place& place) const;
    std::optional<std::filesystem::path> fileOf(const Place& place) const;
    bool mustSave() const;
    void beginSaving();
    void beginRestoring();
    void carryOn();
    bool bringBack();
    void trimMemory();
    inference::Result<void> open();
    void failed(const inference::Error& error);

    CacheFolder folder_;
    Remark remark_;
    Compiling compiling_;
    Budget budget_;
    std::shared_ptr<const inference::Model> model_;
    std::string modelIdentity_;
    Place atHand_;
    std::list<Place> kept_;  ///< in memory, the last used first
    std::string wanted_;
    Memory memory_;
    bool moving_ = false;
    Transfer direction_ = Transfer::Saving;
    std::filesystem::path transferFile_;
    std::unique_ptr<inference::CacheTransfer> transfer_;  ///< of the session at hand, so it goes first
};

}  // namespace app
