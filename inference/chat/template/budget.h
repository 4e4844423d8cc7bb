#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <string>
#include <utility>

namespace inference::chat_template {

/// What a template may take. A template comes with a file that anybody can have made.
struct Limits {
    std::size_t template_bytes = 256 << 10;
    std::uint32_t nesting = 100;  ///< of blocks, brackets and operators in the template, and of lists in lists
    std::uint32_t depth = 400;    ///< of evaluation: macros that call themselves included
    std::uint64_t steps = 4'000'000;
    std::uint64_t made_bytes = 64 << 20;  ///< texts and lists made on the way, all together
    std::size_t output_bytes = 2 << 20;   ///< besides what the messages say: its tokens take a hundred times the memory
};

/// Ends the reading or the rendering of a template. Stays inside this folder.
class Stop : public std::exception {
public:
    enum class Cause {
        Fault,   ///< what the template does is wrong, or not supported
        Raised,  ///< the template itself said so, by raise_exception
        Limit,   ///< it takes more than it may
    };
    explicit Stop(std::string message, Cause cause = Cause::Fault, std::uint32_t line = 0)
        : message_(std::move(message)), cause_(cause), line_(line) {}
    const char* what() const noexcept override { return message_.c_str(); }
    const std::string& message() const { return message_; }
    Cause cause() const { return cause_; }
    std::uint32_t line() const { return line_; }  ///< 0 where it is not known yet

private:
    std::string message_;
    Cause cause_;
    std::uint32_t line_;
};

/// What is left of the limits while a template runs. Everything whose cost depends on its operands pays before it is
/// done.
class Budget {
public:
    explicit Budget(const Limits& limits) : limits_(limits) {}
    const Limits& limits() const { return limits_; }

    void step(std::uint64_t count = 1) {
        if (count > limits_.steps - steps_)
            throw Stop("it takes more than " + std::to_string(limits_.steps) + " steps", Stop::Cause::Limit);
        steps_ += count;
    }
    /// Bytes of texts that are looked through.
    void read(std::uint64_t bytes) { step(1 + bytes / 256); }
    // What takes some times as long for a byte as comparing it or counting its character.
    void search(std::uint64_t bytes) { read(8 * bytes); }
    void classify(std::uint64_t bytes) { read(16 * bytes); }
    /// Bytes of texts and lists that are made.
    void make(std::uint64_t bytes) {
        if (bytes > limits_.made_bytes - made_)
            throw Stop("it makes more than " + std::to_string(limits_.made_bytes) + " bytes of text",
                       Stop::Cause::Limit);
        made_ += bytes;
        read(bytes);
    }
    /// `count` times `each` bytes; the product may be too large for a number.
    void make(std::uint64_t count, std::uint64_t each) {
        make(each != 0 && count > limits_.made_bytes / each ? limits_.made_bytes + 1 : count * each);
    }

private:
    Limits limits_;
    std::uint64_t steps_ = 0;
    std::uint64_t made_ = 0;
};

}  // namespace inference::chat_template
