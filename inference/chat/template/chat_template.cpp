#include "inference/chat/template/chat_template.h"

#include <fmt/format.h>

#include <utility>

#include "inference/chat/template/evaluator.h"
#include "inference/chat/template/lexer.h"
#include "inference/chat/template/parser.h"
#include "inference/printable.h"
#include "inference/tokenizer/utf8.h"

namespace inference::chat_template {

namespace {

/// Does something that may throw Stop, which becomes a fault.
template <typename Work>
auto without_stop(Work work, const std::uint32_t& line) -> std::expected<decltype(work()), Fault> {
    constexpr std::size_t longest_message = 300;
    try {
        return work();
    } catch (const Stop& stop) {
        return std::unexpected(
            Fault{stop.cause(), printable(stop.message(), longest_message), stop.line() != 0 ? stop.line() : line});
    }
}

class ParsedTemplate final : public ChatTemplate {
public:
    ParsedTemplate(Body body, const Limits& limits) : body_(std::move(body)), limits_(limits) {}

    std::expected<std::vector<Piece>, Fault> render(const Conversation& conversation) const override {
        // Each message may be copied a few times without counting as what the template makes of itself.
        constexpr std::uint64_t copies = 16;
        Limits limits = limits_;
        for (const auto& message : conversation.messages) {
            limits.made_bytes += copies * (message.text.size() + 64);
            limits.output_bytes += message.text.size();
            limits.steps += 100 + message.text.size() / 16;
        }
        Evaluator evaluator(limits, conversation.now);
        std::uint32_t line = 0;
        return without_stop(
            [&] {
                try {
                    define(conversation, evaluator);
                    return evaluator.run(body_).pieces();
                } catch (...) {
                    line = evaluator.line();
                    throw;
                }
            },
            line);
    }

private:
    static void define(const Conversation& conversation, Evaluator& evaluator) {
        Budget& budget = evaluator.budget();
        std::vector<Value> messages;
        for (const auto& message : conversation.messages) {
            std::vector<std::pair<Value, Value>> entries;
            entries.emplace_back(Text("role"), Text(message.role));
            entries.emplace_back(Text("content"), Text(message.text, message.origin));
            messages.push_back(Value::dict(std::move(entries), budget));
        }
        evaluator.define("messages", Value::list(std::move(messages), budget));
        evaluator.define("add_generation_prompt", Value(conversation.add_generation_prompt));
        evaluator.define("bos_token", Text(conversation.bos_token));
        evaluator.define("eos_token", Text(conversation.eos_token));
        evaluator.define("tools", None{});
        evaluator.define("documents", None{});
    }

    Body body_;
    Limits limits_;
};

}  // namespace

std::string Fault::in_words() const { return line == 0 ? message : fmt::format("line {}: {}", line, message); }

std::expected<std::shared_ptr<const ChatTemplate>, Fault> ChatTemplate::parse(std::string_view source,
                                                                              const Limits& limits) {
    if (source.size() > limits.template_bytes)
        return std::unexpected(
            Fault{Stop::Cause::Limit,
                  fmt::format("it has {} bytes, at most {} are read", source.size(), limits.template_bytes), 0});
    if (const std::size_t wrong = find_invalid_utf8(source); wrong != std::string_view::npos)
        return std::unexpected(Fault{Stop::Cause::Fault, fmt::format("it is not UTF-8 at byte {}", wrong), 0});
    return without_stop(
        [&]() -> std::shared_ptr<const ChatTemplate> {
            return std::make_shared<const ParsedTemplate>(Parser(read_lexemes(source), limits).parse(), limits);
        },
        0);
}

}  // namespace inference::chat_template
