#include "app/cli/kept_conversation.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <span>

#include "app/cli/output.h"
#include "inference/session_file.h"

namespace app::cli {
namespace {

namespace fs = std::filesystem;
using inference::ErrorKind;
using inference::Role;
using inference::SessionFileReader;
using inference::Turn;

/// Written within a second or so on most disks, which is no wait behind an answer; a 7B's caches may be 2 GB.
constexpr std::uint64_t quicklySaved_bytes = 256U << 20U;
constexpr int mostLinks = 40;  // as the kernel follows

/// What a file that is replaced must be called for its links to stay.
Result<fs::path> behindLinks(const fs::path& path) {
    fs::path target = path;
    std::error_code unknown;
    for (int links = 0; fs::is_symlink(fs::symlink_status(target, unknown)); ++links) {
        const fs::path next = fs::read_symlink(target, unknown);
        if (unknown || links == mostLinks)
            return fail(fmt::format("{} is a symbolic link that leads nowhere", path.string()),
                        "Give another file to --session.");
        target = target.parent_path() / next;
    }
    return target;
}

/// A file that is there, and locked, while this lives. Not a QLockFile, which is a process's number in a file: after a
/// kill, or on another machine with the same disk, it has to guess whether that one still runs. The kernel knows.
class LockFile {
public:
    explicit LockFile(fs::path path)
        : path_(std::move(path)), descriptor_(::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600)) {}
    ~LockFile() {
        // While it is locked, nobody else removes it. One with something in it is no lock of ours.
        struct stat status{};
        if (locked_ && isAtItsPlace(status) && S_ISREG(status.st_mode) && status.st_size == 0) unlink(path_.c_str());
        if (descriptor_ >= 0) close(descriptor_);
    }
    LockFile(const LockFile&) = delete;
    LockFile& operator=(const LockFile&) = delete;

    bool isOpen() const { return descriptor_ >= 0; }
    /// Without waiting; errno says why not.
    bool lock() { return locked_ = flock(descriptor_, LOCK_EX | LOCK_NB) == 0; }
    bool isAtItsPlace() const {
        struct stat status{};
        return isAtItsPlace(status);
    }

private:
    bool isAtItsPlace(struct stat& status) const {
        struct stat there{};
        return fstat(descriptor_, &status) == 0 && lstat(path_.c_str(), &there) == 0 && status.st_dev == there.st_dev &&
               status.st_ino == there.st_ino;
    }

    fs::path path_;
    int descriptor_;
    bool locked_ = false;
};

Result<std::shared_ptr<const void>> lockOf(const fs::path& file) {
    fs::path path = file;
    path += ".lock";
    for (;;) {
        const auto lock = std::make_shared<LockFile>(path);
        if (!lock->isOpen())
            return fail(fmt::format("{} cannot be written: {}", path.string(), std::strerror(errno)),
                        "Choose another place for --session.");
        if (!lock->lock()) {
            if (errno == EWOULDBLOCK)
                return fail(fmt::format("{} is in use by another altiplano", file.string()),
                            "End that one first, or give another file to --session.");
            return fail(fmt::format("{} cannot be locked: {}", path.string(), std::strerror(errno)),
                        "Choose another place for --session.");
        }
        // Who had it may have removed it between the two: then others lock another file of this name.
        if (lock->isAtItsPlace()) return lock;
    }
}

std::span<const Turn> withoutSystem(const std::vector<Turn>& turns) {
    return std::span(turns).subspan(!turns.empty() && turns.front().role == Role::System ? 1 : 0);
}

/// Whether `longer` is `shorter` and what was said after it. The system prompt may have been another since.
bool goesOn(const SessionNote& longer, const SessionNote& shorter) {
    const auto all = withoutSystem(longer.turns), beginning = withoutSystem(shorter.turns);
    if (longer.modelIdentity != shorter.modelIdentity || beginning.size() > all.size()) return false;
    if (beginning.empty()) return true;
    const std::size_t last = beginning.size() - 1;
    return std::ranges::equal(beginning.first(last), all.first(last)) && all[last].role == beginning[last].role &&
           all[last].text.starts_with(beginning[last].text);
}

Result<void> checkFolderOf(const fs::path& file) {
    std::error_code unknown;
    const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
    if (!fs::is_directory(folder, unknown))
        return fail(fmt::format("there is no folder {} for {}", folder.string(), file.filename().string()),
                    "Make it first, or choose another place for --session.");
    return {};
}

}  // namespace

std::filesystem::path KeptConversation::damaged() const {
    fs::path damaged = file_;
    damaged += ".damaged";
    return damaged;
}

Result<void> KeptConversation::checkPlace() const {
    std::error_code unknown;
    if (exists_ && !fs::is_regular_file(file_, unknown))
        return fail(fmt::format("{} is no plain file", file_.string()), "Give another file to --session.");
    if (exists_ && access(file_.c_str(), R_OK | W_OK) != 0)
        return fail(fmt::format("{} cannot be read and written: {}", file_.string(), std::strerror(errno)),
                    "Allow it, or give another file to --session.");
    return words_.check();
}

/// The note is read where the caches behind it are damaged, too.
Result<std::optional<SessionNote>> KeptConversation::readFile() const {
    if (!exists_) return std::nullopt;
    const std::string hint = "Give another file to --session; this one is left as it is.";
    auto beginning = SessionFileReader::beginning_of(file_);
    if (!beginning) return fail(beginning.error().what, hint);
    auto note = noteFrom(beginning->note, file_.string());
    if (!note) return std::unexpected(note.error());
    if (isUnsealed(beginning->note)) {
        auto file = SessionFileReader::open(file_);
        if (!file) return fail(file.error().what, hint);
        if (const auto proved = file->prove(); !proved) return fail(proved.error().what, hint);
        note->modelIdentity = std::move(beginning->model_identity);
    }
    return std::move(*note);
}

Result<KeptConversation> KeptConversation::open(const std::string& file) {
    if (file.empty()) return wrongUsage("--session names no file", "Give the file to keep the conversation in.");
    auto path = behindLinks(file);
    if (!path) return std::unexpected(path.error());
    if (auto sound = checkFolderOf(*path); !sound) return std::unexpected(sound.error());
    auto lock = lockOf(*path);  // before anything is looked at that another program may be writing
    if (!lock) return std::unexpected(lock.error());
    fs::path words = *path;
    words += ".turns";
    KeptConversation kept(std::move(*path), std::move(words), std::move(*lock));
    std::error_code unknown;
    kept.exists_ = fs::exists(kept.file_, unknown);
    if (auto sound = kept.checkPlace(); !sound) return std::unexpected(sound.error());

    auto newer = kept.words_.read();
    if (!newer) return std::unexpected(newer.error());
    auto saved = kept.readFile();
    if (!saved) {  // its words begin with the whole conversation
        if (!*newer) return std::unexpected(saved.error());
        if (fs::exists(fs::symlink_status(kept.damaged(), unknown)))
            return fail(saved.error().what, fmt::format("The newest words are in {}; to go on with them, move {} to "
                                                        "another place.",
                                                        kept.words_.name(), kept.damaged().string()));
        remark(fmt::format("({}; the words in {} are gone on with)", saved.error().what, kept.words_.name()));
        kept.isDamaged_ = true;
        saved.emplace();
    }
    if (*newer && *saved && goesOn(**saved, (*newer)->note)) {  // the program was ended when the file was written
        kept.words_.remove();
        newer->reset();
    }
    if (*newer && *saved && !goesOn((*newer)->note, **saved))
        return fail(fmt::format("{} and {} hold two conversations", kept.file_.string(), kept.words_.name()),
                    "Move one of them to another place.");
    kept.found_ = std::move(*saved);
    if (*newer) {
        const auto& turns = kept.found_.emplace(std::move((*newer)->note)).turns;
        kept.cutOff_ = !(*newer)->ended && !turns.empty() && turns.back().role == Role::Assistant;
    }
    return kept;
}

Result<std::vector<Turn>> KeptConversation::restore(inference::Session& session, std::string modelIdentity) {
    modelIdentity_ = std::move(modelIdentity);
    if (!found_) return std::vector<Turn>();
    if (found_->modelIdentity != modelIdentity_)
        return fail(fmt::format("{} was made with another model file", file_.string()),
                    "Go on with that model, or give another file to --session.");
    if (exists_ && !isDamaged_)
        if (const auto restored = session.restore(file_, modelIdentity_); !restored) {
            const auto& error = restored.error();
            if (error.kind != ErrorKind::InvalidFile && error.kind != ErrorKind::TooLong) return fail(error);
            remark(fmt::format("(the cache is of no use: {}; the conversation is read again)", error.what));
        }
    return std::move(found_->turns);
}

Result<void> KeptConversation::keep(const std::vector<Turn>& turns) {
    unsaved_ = true;
    return words_.begin({modelIdentity_, turns});
}

Result<void> KeptConversation::takeBack(const std::vector<Turn>& turns) {
    if (auto kept = keep(turns); !kept || cutOff_) return kept;
    return words_.end();
}

Result<void> KeptConversation::answered(inference::Session& session, const std::vector<Turn>& turns) {
    cutOff_ = false;
    if (auto ended = words_.end(); !ended) return ended;
    if (session.save_bytes() > quicklySaved_bytes) return {};
    return finish(session, turns);
}

Result<void> KeptConversation::finish(inference::Session& session, const std::vector<Turn>& turns) {
    if (!unsaved_) return {};
    if (isDamaged_) {
        std::error_code failed;
        fs::rename(file_, damaged(), failed);
        if (failed)
            return fail(fmt::format("{} cannot be moved: {}", file_.string(), failed.message()),
                        fmt::format("The newest words are in {}.", words_.name()));
        isDamaged_ = false;
    }
    const auto saved = session.save(file_, modelIdentity_, noteOf({modelIdentity_, turns}));
    if (!saved) return fail(saved.error());
    words_.remove();
    unsaved_ = false;
    return {};
}

}  // namespace app::cli
