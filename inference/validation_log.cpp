#include "inference/validation_log.h"

#include <cstdlib>
#include <cstring>
#include <utility>

namespace inference {

std::shared_ptr<ValidationLog> ValidationLog::of_environment() {
    static const auto log = std::make_shared<ValidationLog>();
    const char* wanted = std::getenv("ALTIPLANO_VALIDATION");
    return wanted != nullptr && std::strcmp(wanted, "1") == 0 ? log : nullptr;
}

void ValidationLog::add(std::string message) {
    const std::lock_guard lock(mutex_);
    ++count_;
    if (messages_.size() < 20) messages_.push_back(std::move(message));
}

std::size_t ValidationLog::count() const {
    const std::lock_guard lock(mutex_);
    return count_;
}

std::vector<std::string> ValidationLog::first_messages() const {
    const std::lock_guard lock(mutex_);
    return messages_;
}

void ValidationLog::opened() {
    const std::lock_guard lock(mutex_);
    ++openings_;
}

std::size_t ValidationLog::openings() const {
    const std::lock_guard lock(mutex_);
    return openings_;
}

}  // namespace inference
