#pragma once
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

#include "inference/checksum.h"
#include "inference/error.h"
#include "inference/stage.h"
#include "inference/token.h"

namespace inference {

/// What a file with a session's caches says before the caches themselves. The file is the program's own, little-endian:
/// this header, each stage's cache parts in order, and a checksum (FNV-1a, 64 bits) of everything before it. It is as
/// private as what was said, so only its owner can read it, and as hostile as any other file when it is read.
struct SessionFileHeader {
    struct StageShape {
        StageKind kind = StageKind::Vulkan;
        std::uint32_t first_layer = 0;
        std::uint32_t layer_count = 0;
        std::uint32_t parts = 0;
        std::uint64_t part_bytes = 0;
        bool operator==(const StageShape&) const = default;
    };
    CacheType cache_type = CacheType::F16;
    Precision precision = Precision::Fast;  ///< of the kernels that filled the caches
    std::string model_identity;             ///< of the model file, as whoever saves tells them apart; at most 256 bytes
    std::string note;                       ///< the caller's own, such as the conversation's turns; at most 64 MiB
    std::vector<Token> tokens;              ///< those whose keys and values are in the caches
    std::uint32_t read_by_prompt = 0;
    std::vector<StageShape> stages;
};

/// Writes beside the file and takes its place at the end, so that an old one stays until the new one is whole.
class SessionFileWriter {
public:
    static Result<SessionFileWriter> create(const std::filesystem::path& path, const SessionFileHeader& header);
    SessionFileWriter(SessionFileWriter&&) = default;
    SessionFileWriter& operator=(SessionFileWriter&&) = delete;
    ~SessionFileWriter();

    Result<void> write(std::span<const std::byte> bytes);
    Result<void> finish();

private:
    SessionFileWriter(std::filesystem::path path, std::filesystem::path partial)
        : path_(std::move(path)), partial_(std::move(partial)), file_(nullptr, &std::fclose) {}
    std::unexpected<Error> failed() const;

    std::filesystem::path path_, partial_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::uint64_t checksum_ = checksum_start;
    std::uint64_t unsynced_bytes_ = 0;
    bool finished_ = false;
};

/// Reads the header at once, and checks that the file is as long as it says.
class SessionFileReader {
public:
    /// Fails with Unreadable, or InvalidFile for what is no such file, of another version or cut short.
    static Result<SessionFileReader> open(const std::filesystem::path& path);

    /// What stands before the tokens and the caches, so that it is there where those are damaged. Nothing proves it:
    /// the file's checksum is at its end, so a note that is to outlive the caches needs one of its own.
    struct Beginning {
        std::string model_identity;
        std::string note;
    };
    static Result<Beginning> beginning_of(const std::filesystem::path& path);

    const SessionFileHeader& header() const { return header_; }
    const std::string& name() const { return name_; }
    Result<void> read(std::span<std::byte> out);
    /// Whether everything that was read is as it was written.
    Result<void> finish();
    /// The same of the whole file: reads what is left of it.
    Result<void> prove();
    /// The error that this file is damaged; `what` begins with a verb.
    std::unexpected<Error> damaged(std::string what) const;

private:
    explicit SessionFileReader(std::FILE* file) : file_(file, &std::fclose) {}
    template <typename T>
        requires std::is_trivially_copyable_v<T>
    Result<T> number();
    Result<std::string> text(std::uint64_t most);
    static Result<SessionFileReader> open_unread(const std::filesystem::path& path);
    Result<void> read_beginning();
    Result<void> read_rest_of_header();

    std::string name_;
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file_;
    std::uint64_t size_bytes_ = 0;
    std::uint64_t position_ = 0;
    std::uint64_t checksum_ = checksum_start;
    SessionFileHeader header_;
};

}  // namespace inference
