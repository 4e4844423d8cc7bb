#include "inference/file_replacing.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>

#include "inference/printable.h"

namespace inference {

Result<void> replace_file(const std::filesystem::path& path, std::initializer_list<std::span<const std::byte>> parts,
                          std::string hint) {
    std::filesystem::path beside = path;
    beside += ".new";
    {
        std::ofstream file(beside, std::ios::binary | std::ios::trunc);
        for (const auto part : parts)
            file.write(reinterpret_cast<const char*>(part.data()), static_cast<std::streamsize>(part.size()));
        file.flush();
        if (!file)
            return fail(ErrorKind::Unreadable, fmt::format("{} cannot be written", printable(beside.string(), 4096)),
                        std::move(hint));
    }
    std::error_code error;
    std::filesystem::rename(beside, path, error);
    if (error)
        return fail(ErrorKind::Unreadable,
                    fmt::format("{} cannot be written: {}", printable(path.string(), 4096), error.message()),
                    std::move(hint));
    return {};
}

}  // namespace inference
