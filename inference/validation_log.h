#pragma once
#include <cstddef>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace inference {

/// What Vulkan's validation layers said. Layers call from whatever thread they like.
class ValidationLog {
public:
    /// The one of this process, where ALTIPLANO_VALIDATION=1 has the layers on wherever Vulkan is opened; else nullptr.
    static std::shared_ptr<ValidationLog> of_environment();

    void add(std::string message);
    std::size_t count() const;
    std::vector<std::string> first_messages() const;  ///< at most 20

    void opened();                 ///< Vulkan, with the layers on
    std::size_t openings() const;  ///< how many times: without any, silence says nothing

private:
    mutable std::mutex mutex_;
    std::size_t openings_ = 0;
    std::size_t count_ = 0;
    std::vector<std::string> messages_;
};

}  // namespace inference
