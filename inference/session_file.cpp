#include "inference/session_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <bit>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "inference/printable.h"

namespace inference {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view magic = "ALTISESS";
constexpr std::uint32_t version = 3;
constexpr std::uint64_t longest_identity = 256;
constexpr std::uint64_t longest_note = 64U << 20U;
constexpr std::uint32_t most_tokens = 1U << 24U;
constexpr std::uint32_t most_stages = 1024;
/// So much is written and waited for at a time: half a second on a slow disk, instead of a minute for all at the end.
constexpr std::uint64_t sync_every_bytes = 32U << 20U;

template <typename T>
void append(std::string& to, T number) {
    to.append(reinterpret_cast<const char*>(&number), sizeof number);
}

std::string stored(const SessionFileHeader& header) {
    std::string bytes(magic);
    append(bytes, version);
    append(bytes, static_cast<std::uint32_t>(header.cache_type));
    append(bytes, static_cast<std::uint32_t>(header.precision));
    append(bytes, static_cast<std::uint64_t>(header.model_identity.size()));
    bytes += header.model_identity;
    append(bytes, static_cast<std::uint64_t>(header.note.size()));
    bytes += header.note;
    append(bytes, static_cast<std::uint32_t>(header.tokens.size()));
    for (const Token token : header.tokens) append(bytes, token);
    append(bytes, header.read_by_prompt);
    append(bytes, static_cast<std::uint32_t>(header.stages.size()));
    for (const auto& stage : header.stages) {
        append(bytes, static_cast<std::uint32_t>(stage.kind));
        append(bytes, stage.first_layer);
        append(bytes, stage.layer_count);
        append(bytes, stage.parts);
        append(bytes, stage.part_bytes);
    }
    return bytes;
}

/// Of a file that is read only to prove it.
constexpr std::size_t block_bytes = 1U << 20U;

/// Whatever it is, it is not ours to tell a person to delete it.
std::unexpected<Error> foreign(std::string_view name, std::string what) {
    return fail(ErrorKind::InvalidFile, fmt::format("{} {}", name, what), "Choose another file.");
}

std::FILE* opened(int descriptor, const char* mode) {
    std::FILE* file = descriptor < 0 ? nullptr : fdopen(descriptor, mode);
    if (file == nullptr && descriptor >= 0) close(descriptor);
    return file;
}

std::string shown(const std::filesystem::path& path) { return printable(path.string(), 4096); }

}  // namespace

// Writing

Result<SessionFileWriter> SessionFileWriter::create(const std::filesystem::path& path,
                                                    const SessionFileHeader& header) {
    if (header.model_identity.size() > longest_identity || header.note.size() > longest_note)
        return fail(
            ErrorKind::InvalidArgument,
            fmt::format("a note of {} bytes does not fit a session file, {} do", header.note.size(), longest_note),
            "Start a new conversation.");
    auto partial = path;
    partial += ".part";
    unlink(partial.c_str());  // of a run that was killed
    const std::string bytes = stored(header);
    SessionFileWriter writer(path, std::move(partial));
    const int descriptor = ::open(writer.partial_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
    writer.file_.reset(opened(descriptor, "wb"));
    if (!writer.file_)
        return fail(ErrorKind::Unreadable,
                    fmt::format("{} cannot be written: {}", shown(writer.partial_), std::strerror(errno)),
                    "Choose another place.");
    if (auto written = writer.write(std::as_bytes(std::span(bytes))); !written)
        return std::unexpected(std::move(written.error()));
    return writer;
}

SessionFileWriter::~SessionFileWriter() {
    if (file_ && !finished_) unlink(partial_.c_str());
}

std::unexpected<Error> SessionFileWriter::failed() const {
    return fail(ErrorKind::Unreadable, fmt::format("{} cannot be written: {}", shown(path_), std::strerror(errno)),
                "Free some space, or choose another place.");
}

Result<void> SessionFileWriter::write(std::span<const std::byte> bytes) {
    if (bytes.empty()) return {};  // of no bytes there is no address, which fwrite wants
    checksum_ = checksum_of(bytes, checksum_);
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) return failed();
    unsynced_bytes_ += bytes.size();
    if (unsynced_bytes_ < sync_every_bytes) return {};
    unsynced_bytes_ = 0;
    if (std::fflush(file_.get()) != 0 || fdatasync(fileno(file_.get())) != 0) return failed();
    return {};
}

Result<void> SessionFileWriter::finish() {
    const std::uint64_t checksum = checksum_;
    if (auto written = write(std::as_bytes(std::span(&checksum, 1))); !written) return written;
    if (std::fflush(file_.get()) != 0 || fsync(fileno(file_.get())) != 0) return failed();
    if (rename(partial_.c_str(), path_.c_str()) != 0) return failed();
    finished_ = true;
    return {};
}

// Reading

Result<SessionFileReader> SessionFileReader::open_unread(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);  // a FIFO would wait for its writer
    SessionFileReader reader(opened(descriptor, "rb"));
    struct stat status{};
    if (!reader.file_ || fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        const std::string why = reader.file_ ? "it is no plain file" : std::strerror(errno);
        return fail(ErrorKind::Unreadable, fmt::format("{} cannot be read: {}", shown(path), why), "Check the name.");
    }
    reader.name_ = shown(path);
    reader.size_bytes_ = static_cast<std::uint64_t>(status.st_size);
    return reader;
}

Result<SessionFileReader> SessionFileReader::open(const std::filesystem::path& path) try {
    auto reader = open_unread(path);
    if (!reader) return reader;
    auto header = reader->read_beginning();
    if (header) header = reader->read_rest_of_header();
    if (!header) return std::unexpected(std::move(header.error()));
    return reader;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

Result<SessionFileReader::Beginning> SessionFileReader::beginning_of(const std::filesystem::path& path) try {
    auto reader = open_unread(path);
    if (!reader) return std::unexpected(std::move(reader.error()));
    if (auto read = reader->read_beginning(); !read) return std::unexpected(std::move(read.error()));
    return Beginning{std::move(reader->header_.model_identity), std::move(reader->header_.note)};
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

std::unexpected<Error> SessionFileReader::damaged(std::string what) const {
    return fail(ErrorKind::InvalidFile, name_ + " is damaged: it " + what,
                "Delete it: what was computed can be computed again.");
}

Result<void> SessionFileReader::read(std::span<std::byte> out) {
    if (out.empty()) return {};
    if (out.size() > size_bytes_ - position_ || std::fread(out.data(), 1, out.size(), file_.get()) != out.size())
        return damaged(fmt::format("ends at byte {}, before its end", size_bytes_));
    position_ += out.size();
    checksum_ = checksum_of(out, checksum_);
    return {};
}

template <typename T>
    requires std::is_trivially_copyable_v<T>
Result<T> SessionFileReader::number() {
    T value{};
    if (auto done = read(std::as_writable_bytes(std::span(&value, 1))); !done)
        return std::unexpected(std::move(done.error()));
    return value;
}

Result<std::string> SessionFileReader::text(std::uint64_t most) {
    const auto length = number<std::uint64_t>();
    if (!length) return std::unexpected(length.error());
    if (*length > most || *length > size_bytes_ - position_)
        return damaged(fmt::format("has a text of {} bytes, which cannot be", *length));
    std::string text(*length, '\0');
    if (auto done = read(std::as_writable_bytes(std::span(text))); !done)
        return std::unexpected(std::move(done.error()));
    return text;
}

Result<void> SessionFileReader::read_beginning() {
    std::string start(std::min<std::uint64_t>(magic.size(), size_bytes_), '\0');
    if (auto done = read(std::as_writable_bytes(std::span(start))); !done) return done;
    if (start != magic) return foreign(name_, "is no session file");
    const auto found_version = number<std::uint32_t>();
    if (!found_version) return std::unexpected(found_version.error());
    if (*found_version != version)
        return foreign(name_, fmt::format("is of version {}, this program reads {}", *found_version, version));
    const auto type = number<std::uint32_t>();
    if (!type) return std::unexpected(type.error());
    header_.cache_type = static_cast<CacheType>(*type);
    const auto precision = number<std::uint32_t>();
    if (!precision) return std::unexpected(precision.error());
    header_.precision = static_cast<Precision>(*precision);
    auto identity = text(longest_identity);
    if (!identity) return std::unexpected(std::move(identity.error()));
    header_.model_identity = std::move(*identity);
    auto note = text(longest_note);
    if (!note) return std::unexpected(std::move(note.error()));
    header_.note = std::move(*note);
    return {};
}

Result<void> SessionFileReader::read_rest_of_header() {
    const auto type = static_cast<std::uint32_t>(header_.cache_type);
    if (type > static_cast<std::uint32_t>(CacheType::Q8_0)) return damaged(fmt::format("has a cache of type {}", type));
    const auto precision = static_cast<std::uint32_t>(header_.precision);
    if (precision > static_cast<std::uint32_t>(Precision::Exact))
        return damaged(fmt::format("was computed with precision {}, which there is not", precision));
    const auto tokens = number<std::uint32_t>();
    if (!tokens) return std::unexpected(tokens.error());
    if (*tokens > most_tokens || *tokens * sizeof(Token) > size_bytes_ - position_)
        return damaged(fmt::format("has {} tokens, which cannot be", *tokens));
    header_.tokens.resize(*tokens);
    if (auto done = read(std::as_writable_bytes(std::span(header_.tokens))); !done) return done;
    const auto by_prompt = number<std::uint32_t>();
    if (!by_prompt) return std::unexpected(by_prompt.error());
    header_.read_by_prompt = std::min(*by_prompt, *tokens);

    const auto stages = number<std::uint32_t>();
    if (!stages) return std::unexpected(stages.error());
    if (*stages > most_stages) return damaged(fmt::format("has {} stages, which cannot be", *stages));
    std::uint64_t left = size_bytes_;
    for (std::uint32_t i = 0; i < *stages; ++i) {
        const auto kind = number<std::uint32_t>();
        const auto first_layer = number<std::uint32_t>();
        const auto layer_count = number<std::uint32_t>();
        const auto parts = number<std::uint32_t>();
        const auto part_bytes = number<std::uint64_t>();
        if (!part_bytes) return std::unexpected(part_bytes.error());  // if one before it failed, so has this
        if (*part_bytes > left || (*part_bytes != 0 && *parts > left / *part_bytes))
            return damaged(
                fmt::format("has {} bytes, stage {} alone has {} times {}", size_bytes_, i, *parts, *part_bytes));
        left -= *parts * *part_bytes;
        header_.stages.push_back({static_cast<StageKind>(*kind), *first_layer, *layer_count, *parts, *part_bytes});
    }
    const std::uint64_t expected = position_ + (size_bytes_ - left) + sizeof(std::uint64_t);
    if (expected != size_bytes_) return damaged(fmt::format("has {} bytes, it should have {}", size_bytes_, expected));
    return {};
}

Result<void> SessionFileReader::finish() {
    const std::uint64_t computed = checksum_;
    const auto written = number<std::uint64_t>();
    if (!written) return std::unexpected(written.error());
    if (*written != computed) return damaged("has changed since it was written, its checksum is wrong");
    return {};
}

Result<void> SessionFileReader::prove() {
    std::vector<std::byte> block(block_bytes);
    while (size_bytes_ - position_ > sizeof(std::uint64_t)) {
        const std::uint64_t left = size_bytes_ - position_ - sizeof(std::uint64_t);
        if (auto done = read(std::span(block).first(std::min<std::uint64_t>(left, block.size()))); !done) return done;
    }
    return finish();
}

}  // namespace inference
