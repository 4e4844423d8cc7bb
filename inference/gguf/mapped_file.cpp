#include "inference/gguf/mapped_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <climits>
#include <csetjmp>
#include <csignal>
#include <cstring>
#include <mutex>

#include "inference/printable.h"

namespace inference::gguf {

namespace {

thread_local sigjmp_buf* guarded = nullptr;  // set while this thread copies out of a map
struct sigaction previous_handler;

void on_bus_error(int signal, siginfo_t* information, void* context) {
    if (guarded != nullptr) siglongjmp(*guarded, 1);
    if ((previous_handler.sa_flags & SA_SIGINFO) != 0) {
        previous_handler.sa_sigaction(signal, information, context);
    } else if (previous_handler.sa_handler == SIG_DFL || previous_handler.sa_handler == SIG_IGN) {
        const bool sent = information->si_code <= 0;  // by a process; an access raises it again when this returns
        if (sent && previous_handler.sa_handler == SIG_IGN) return;
        std::signal(signal, SIG_DFL);
        if (sent) std::raise(signal);
    } else {
        previous_handler.sa_handler(signal);
    }
}

void install_handler() {
    static std::once_flag once;
    std::call_once(once, [] {
        struct sigaction action{};
        action.sa_sigaction = on_bus_error;
        action.sa_flags = SA_SIGINFO | SA_NODEFER;
        sigemptyset(&action.sa_mask);
        sigaction(SIGBUS, &action, &previous_handler);
    });
}

// Whether a jump out of the handler has to let signals through again: not with SA_NODEFER, but the thread sanitizer
// calls it from a handler of its own, which blocks all.
#ifdef __SANITIZE_THREAD__
constexpr int keeps_mask = 1;
#else
constexpr int keeps_mask = 0;
#endif

/// Nothing with a destructor lives in this frame: the jump skips it.
bool guarded_copy(void* to, const void* from, std::size_t bytes) {
    sigjmp_buf jump;
    if (sigsetjmp(jump, keeps_mask) != 0) {
        guarded = nullptr;
        return false;
    }
    guarded = &jump;
    // To the compiler, memcpy cannot read `guarded`; the handler that it may call does.
    std::atomic_signal_fence(std::memory_order_seq_cst);
    std::memcpy(to, from, bytes);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    guarded = nullptr;
    return true;
}

/// Weights are read once, in large pieces. Their pages leave this process's count at once, or a loaded model would look
/// twice its size; the system keeps them in its cache for the next load all the same.
constexpr std::size_t piece_read_once = 1 << 20;

void give_back_pages(const std::byte* data, std::uint64_t offset, std::size_t bytes) {
    static const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
    const std::uint64_t first = (offset + page - 1) / page * page;
    const std::uint64_t end = (offset + bytes) / page * page;
    if (end > first) madvise(const_cast<std::byte*>(data + first), end - first, MADV_DONTNEED);
}

struct Descriptor {
    int number;
    ~Descriptor() {
        if (number >= 0) close(number);
    }
};

}  // namespace

Result<std::shared_ptr<const MappedFile>> MappedFile::open(const std::filesystem::path& path) {
    const std::string name = printable(path.string(), PATH_MAX);
    // Without O_NONBLOCK, opening a FIFO would wait for its writer.
    const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    if (file.number < 0) {
        if (errno == ENOENT)
            return fail(ErrorKind::Unreadable, fmt::format("there is no file {}", name), "Check the name.");
        return fail(ErrorKind::Unreadable, fmt::format("{} cannot be opened: {}", name, std::strerror(errno)),
                    "Check that you may read it.");
    }
    struct stat status{};
    if (fstat(file.number, &status) != 0)
        return fail(ErrorKind::Unreadable, fmt::format("{} cannot be read: {}", name, std::strerror(errno)),
                    "Check the disk.");
    if (S_ISDIR(status.st_mode))
        return fail(ErrorKind::Unreadable, fmt::format("{} is a folder", name), "Choose a .gguf file in it.");
    if (!S_ISREG(status.st_mode))
        return fail(ErrorKind::Unreadable, fmt::format("{} is no regular file but a pipe or device", name),
                    "Choose a .gguf file on a disk.");
    if (status.st_size == 0)
        return fail(ErrorKind::Unreadable, fmt::format("{} is empty (0 bytes)", name), "Get the file again.");
    auto mapped = std::shared_ptr<MappedFile>(new MappedFile);
    mapped->name_ = name;
    void* data = mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_SHARED, file.number, 0);
    if (data == MAP_FAILED)
        return fail(ErrorKind::Unreadable,
                    fmt::format("{} ({} bytes) cannot be mapped: {}", name, status.st_size, std::strerror(errno)),
                    "Copy it to a local disk.");
    install_handler();
    mapped->data_ = static_cast<const std::byte*>(data);
    mapped->size_bytes_ = static_cast<std::uint64_t>(status.st_size);
    return mapped;
}

MappedFile::~MappedFile() {
    if (data_ != nullptr) munmap(const_cast<std::byte*>(data_), size_bytes_);
}

Result<void> MappedFile::read(std::uint64_t offset, std::span<std::byte> out) const {
    if (offset > size_bytes_ || out.size() > size_bytes_ - offset)
        return fail(ErrorKind::InvalidFile,
                    fmt::format("{} has {} bytes, {} at {} were asked for", name_, size_bytes_, out.size(), offset),
                    "Get the file again.");
    if (!out.empty() && !guarded_copy(out.data(), data_ + offset, out.size()))
        return fail(ErrorKind::Unreadable,
                    fmt::format("{} became shorter than {} bytes while it was in use", name_, offset + out.size()),
                    "Leave the file as it is while its model is loaded, and load it again.");
    if (out.size() >= piece_read_once) give_back_pages(data_, offset, out.size());
    return {};
}

}  // namespace inference::gguf
