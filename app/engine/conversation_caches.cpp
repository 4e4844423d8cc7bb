#include "app/engine/conversation_caches.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace app {

using inference::CacheType;
using inference::Error;
using inference::ErrorKind;

void ConversationCaches::setBudget(Budget budget) {
    budget_ = budget;
    folder_.keepWithin(budget_.diskBytes);
    trimMemory();
}

void ConversationCaches::use(std::shared_ptr<const inference::Model> model, std::string modelIdentity) {
    drop();
    model_ = std::move(model);
    modelIdentity_ = std::move(modelIdentity);
    moving_ = !wanted_.empty();
}

void ConversationCaches::drop() {
    dropSessions();
    model_.reset();
}

void ConversationCaches::dropSessions() {
    transfer_.reset();
    atHand_ = {};
    kept_.clear();
}

void ConversationCaches::enter(std::string conversation, Memory memory) {
    wanted_ = std::move(conversation);
    memory_ = memory;
    if (transfer_ && direction_ == Transfer::Restoring && !isWanted(atHand_)) {
        transfer_.reset();
        atHand_.conversation.clear();
    }
    moving_ = !isWanted(atHand_);
}

inference::Session::Options ConversationCaches::wantedOptions() const {
    return {.context_length = std::min(memory_.contextLength, model_->source->config.context_length),
            .cache_type = model_->precision == inference::Precision::Exact ? CacheType::F32 : memory_.cacheType};
}

bool ConversationCaches::fits(const inference::Session& session) const {
    const auto wanted = wantedOptions();
    return session.context_length() == wanted.context_length && session.cache_type() == wanted.cache_type;
}

bool ConversationCaches::isWanted(const Place& place) const {
    return model_ && place.session && place.conversation == wanted_ && fits(*place.session);
}

/// One for each type of cache, so that who tries another finds the first one's again.
std::optional<std::filesystem::path> ConversationCaches::fileOf(const Place& place) const {
    if (budget_.diskBytes == 0) return std::nullopt;
    const CacheType type = place.session ? place.session->cache_type() : wantedOptions().cache_type;
    return folder_.fileOf(place.conversation, modelIdentity_ + ' ' + inference::name_of(type));
}

void ConversationCaches::step() {
    if (transfer_) return carryOn();
    if (!isWanted(atHand_)) {
        if (mustSave()) return beginSaving();
        if (!bringBack()) beginRestoring();
    }
    moving_ = false;
}

void ConversationCaches::giveUp(const Error& error) {
    dropSessions();
    moving_ = false;
    remark_(error);
}

bool ConversationCaches::mustSave() const { return atHand_.session && atHand_.unsaved && fileOf(atHand_).has_value(); }

bool ConversationCaches::saved() {
    if (transfer_ && direction_ == Transfer::Restoring) {
        transfer_.reset();
        atHand_.conversation.clear();
    }
    if (transfer_)
        carryOn();
    else if (mustSave())
        beginSaving();
    return !transfer_ && !mustSave();
}

void ConversationCaches::beginSaving() {
    transferFile_ = *fileOf(atHand_);
    atHand_.unsaved = false;  // what fails once is not tried again before there is something new
    direction_ = Transfer::Saving;
    const std::uint64_t bytes = atHand_.session->save_bytes();
    if (bytes == 0 || !folder_.makeRoom(bytes, budget_.diskBytes, transferFile_)) return;
    auto saving = atHand_.session->begin_save(transferFile_, modelIdentity_, {});
    if (!saving) return failed(saving.error());
    transfer_ = std::move(*saving);
}

/// If there is a file of the conversation at hand.
void ConversationCaches::beginRestoring() {
    const auto file = fileOf(atHand_);
    std::error_code unknown;
    if (!file || !std::filesystem::exists(*file, unknown)) return;
    if (!atHand_.session)
        if (auto opened = open(); !opened) return remark_(opened.error());
    direction_ = Transfer::Restoring;
    transferFile_ = *file;
    auto restoring = atHand_.session->begin_restore(transferFile_, modelIdentity_);
    if (!restoring) return failed(restoring.error());
    transfer_ = std::move(*restoring);
}

void ConversationCaches::carryOn() {
    const auto done = transfer_->advance();
    if (done && !*done) return;
    transfer_.reset();
    if (!done) return failed(done.error());
    if (direction_ == Transfer::Restoring)
        CacheFolder::touch(transferFile_);
    else
        folder_.keepWithin(budget_.diskBytes);  // the header took some bytes too
}

/// The transfer did not come to its end: the session is whole (saving) or empty (restoring), unless its device failed.
void ConversationCaches::failed(const Error& error) {
    const bool restoring = direction_ == Transfer::Restoring;
    if (restoring && error.kind == ErrorKind::TooLong) return;  // the context was made shorter, and may become longer
    if (error.kind == ErrorKind::DeviceLost || error.kind == ErrorKind::DeviceFailure)
        atHand_.session.reset();
    else if (restoring && error.kind != ErrorKind::OutOfMemory)
        CacheFolder::remove(transferFile_);
    remark_(error);
}

/// Makes the conversation that is wanted the one at hand. True if it was in memory; else its session is one that may
/// hold the beginning of another, or none.
bool ConversationCaches::bringBack() {
    Place wanted;
    if (const auto kept = std::ranges::find(kept_, wanted_, &Place::conversation); kept != kept_.end()) {
        wanted = std::move(*kept);
        kept_.erase(kept);
    }
    if (atHand_.session && !atHand_.conversation.empty() && atHand_.conversation != wanted_ &&
        atHand_.session->memory_bytes() <= budget_.memoryBytes) {
        kept_.push_front(std::move(atHand_));
        atHand_ = {};
        trimMemory();
    }
    if (isWanted(wanted)) {
        atHand_ = std::move(wanted);
        return true;
    }
    if (atHand_.session && !fits(*atHand_.session)) atHand_.session.reset();
    atHand_.conversation = wanted_;
    atHand_.unsaved = false;
    return false;
}

void ConversationCaches::trimMemory() {
    std::uint64_t bytes = 0;
    for (auto place = kept_.begin(); place != kept_.end();) {
        bytes += place->session->memory_bytes();
        place = bytes > budget_.memoryBytes ? kept_.erase(place) : std::next(place);
    }
}

inference::Result<void> ConversationCaches::open() {
    const inference::Session::Options options = wantedOptions();
    if (!model_->is_compiled_for(options.cache_type)) compiling_();
    auto session = inference::Session::open(model_, options);
    if (!session && session.error().kind == ErrorKind::OutOfMemory && !kept_.empty()) {
        kept_.clear();
        session = inference::Session::open(model_, options);
    }
    if (!session) return std::unexpected(std::move(session.error()));
    atHand_.session = std::move(*session);
    return {};
}

inference::Result<inference::Session*> ConversationCaches::take() {
    if (!atHand_.session)
        if (auto opened = open(); !opened) return std::unexpected(std::move(opened.error()));
    atHand_.unsaved = true;
    return atHand_.session.get();
}

void ConversationCaches::forget(const std::string& conversation) {
    if (conversation.empty()) return;
    if (atHand_.conversation == conversation) {
        transfer_.reset();
        atHand_.conversation.clear();
        atHand_.unsaved = false;
        if (atHand_.session && !atHand_.session->rewind(0)) atHand_.session.reset();
    }
    std::erase_if(kept_, [&](const Place& place) { return place.conversation == conversation; });
    folder_.forget(conversation);
    if (wanted_ == conversation) wanted_.clear();
}

}  // namespace app
