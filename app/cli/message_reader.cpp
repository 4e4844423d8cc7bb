#include "app/cli/message_reader.h"

#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace app::cli {
namespace {

/// A terminal hands over a paste within a millisecond or two; nobody types a line this fast.
constexpr int pasteGap_ms = 20;

}  // namespace

MessageReader::Next MessageReader::next() {
    std::size_t newline = buffer_.find('\n');
    while (newline == std::string::npos) {
        if (ended_) {
            if (buffer_.empty()) return {Next::Kind::End, {}};
            return {Next::Kind::Message, take(buffer_.size())};
        }
        std::array<pollfd, 2> watched = {pollfd{input_, POLLIN, 0}, pollfd{interrupt_, POLLIN, 0}};
        if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) ended_ = true;
        if (watched[1].revents != 0) return {Next::Kind::Interrupt, {}};
        const std::size_t known = buffer_.size();
        if (watched[0].revents != 0) readMore();
        newline = buffer_.find('\n', known);
    }
    if (!joinsPastes_) return {Next::Kind::Message, take(newline + 1)};
    while (!ended_ && ready(pasteGap_ms)) readMore();
    const std::size_t last = buffer_.rfind('\n');
    return {Next::Kind::Message, take(last + 1)};
}

bool MessageReader::ready(int milliseconds) const {
    pollfd watched{input_, POLLIN, 0};
    return poll(&watched, 1, milliseconds) > 0;
}

void MessageReader::readMore() {
    std::array<char, 65536> block{};
    const ssize_t bytes = read(input_, block.data(), block.size());
    if (bytes > 0)
        buffer_.append(block.data(), static_cast<std::size_t>(bytes));
    else if (bytes == 0 || (errno != EINTR && errno != EAGAIN))
        ended_ = true;
}

std::string MessageReader::take(std::size_t length) {
    std::string text = buffer_.substr(0, length);
    buffer_.erase(0, length);
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

}  // namespace app::cli
