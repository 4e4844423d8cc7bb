#pragma once
#include <cstddef>
#include <expected>
#include <new>
#include <optional>
#include <string>
#include <utility>

namespace inference {

/// What kind of thing went wrong, for code that decides; people read `what` and `hint`.
enum class ErrorKind {
    Unreadable,       ///< the file cannot be opened or read, or became shorter while it was in use
    InvalidFile,      ///< the file breaks its own format
    UnsupportedFile,  ///< a sound file of a kind that this program does not run
    InvalidArgument,  ///< a request that cannot be meant: not UTF-8, a negative count, an unknown name
    TooLong,          ///< a prompt or message that the context cannot hold
    OutOfMemory,      ///< system or device memory does not suffice
    NoDevice,         ///< no Vulkan loader, no driver, or no device of the wanted kind
    DeviceLost,       ///< the device stopped working
    DeviceFailure,    ///< any other VkResult that is not success
    Unsupported,      ///< a thing that does not exist (yet), asked for by name
};

/// What happened to which thing, with the number that was wrong, and what the user can do about it.
/// `what` is a clause without a full stop ("model.gguf has 3 bytes, a header needs 24"); `hint` is a sentence with one.
struct Error {
    ErrorKind kind;
    std::string what;
    std::string hint;
    std::optional<std::size_t> stage{};  ///< of a model, by its place: the one whose device failed
};

/// Every fallible function of the engine returns one; no exception crosses a folder's edge. Memory that cannot be had,
/// as std::bad_alloc says it, goes up to the functions whose Result leaves the engine, and is OutOfMemory there;
/// functions that return none pass it on.
template <typename T>
using Result = std::expected<T, Error>;

/// `return fail(ErrorKind::InvalidFile, fmt::format(...), "Download it again.");`
inline std::unexpected<Error> fail(ErrorKind kind, std::string what, std::string hint) {
    return std::unexpected<Error>(Error{kind, std::move(what), std::move(hint)});
}

/// `catch (const std::bad_alloc&) { return out_of_memory(); }`. Throws nothing itself: what it says fits a string's own
/// few bytes, and where the hint does not it is left out.
inline std::unexpected<Error> out_of_memory() noexcept {
    Error error{ErrorKind::OutOfMemory, "out of memory", {}};
    try {
        error.hint = "Close other programs.";
    } catch (const std::bad_alloc&) {  // NOLINT(bugprone-empty-catch): without one
    }
    return std::unexpected<Error>(std::move(error));
}

}  // namespace inference
