#include "inference/chat/answer.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <type_traits>
#include <utility>

#include "inference/chat/context_fit.h"
#include "inference/chat/said_tokens.h"
#include "inference/chat/stop_texts.h"
#include "inference/tokenizer/detokenizer.h"

namespace inference {

namespace {

using Clock = std::chrono::steady_clock;

std::vector<std::string> all_stop_texts(const ChatFormat& format, std::vector<std::string> wished) {
    for (const std::string& text : format.stop_texts()) wished.push_back(text);
    std::erase_if(wished, [](const std::string& text) { return text.empty(); });
    return wished;
}

class SessionAnswer final : public Answer {
public:
    SessionAnswer(Session& session, Request request)
        : session_(&session),
          tokenizer_(session.model().source->tokenizer),
          format_(std::move(request.format)),
          turn_ends_(format_->turn_ends(*tokenizer_)),
          sampling_(request.sampling),
          token_limit_(request.token_limit),
          session_options_(request.session),
          // A plain text and an open answer go on as they stand; after a question the answer's first word begins a
          // text.
          detokenizer_(tokenizer_, !format_->continues_text() && request.turns.back().role == Role::User),
          stop_texts_(all_stop_texts(*format_, std::move(request.stop_texts))) {
        conversation_.turns = std::move(request.turns);
    }

    /// An open answer goes on from the tokens that the session has of it, if it has them.
    void take_up_open_answer();

    /// Makes room in the context and sets the session to what is left.
    Result<void> read_again(Room room);

    Result<Step> advance(std::stop_token stop) override;
    Statistics statistics() const override;
    void leave() override;
    bool has_session() const override { return session_ != nullptr; }
    Result<void> resume(Session& session) override;

private:
    void accept(const Session::Step& worked, Step& step);
    /// Tells of the tokens whose text is held back no more.
    void release(Step& step);
    void count_time(bool reading);

    Session* session_;
    std::shared_ptr<const Tokenizer> tokenizer_;
    std::shared_ptr<const ChatFormat> format_;
    std::vector<Token> turn_ends_;
    SamplingSettings sampling_;
    std::uint32_t token_limit_;
    Session::StartOptions session_options_;
    FittedConversation conversation_;
    Detokenizer detokenizer_;
    StopTexts stop_texts_;
    struct {
        std::vector<Token> tokens;
        std::vector<TokenDetails> details;  // of each, where alternatives were asked for
    } untold_;                              // their text is held back

    std::uint32_t rounds_ = 0;  // how often the context was filled from its beginning
    std::uint32_t answer_tokens_ = 0;
    std::uint32_t dropped_turns_ = 0;  // not reported yet
    bool shortened_answer_ = false;    // not reported yet
    bool reading_ = true;              // the prompt, or again what is left of the conversation
    Statistics counted_;
    std::optional<Clock::time_point> counted_until_;
};

void SessionAnswer::take_up_open_answer() {
    auto& [turns, generated, encoded] = conversation_;
    if (turns.size() < 2 || turns.back().role != Role::Assistant || turns.back().text.empty()) return;
    if (session_->tokens().empty()) return;
    auto question = format_->encode(*tokenizer_, std::span(turns).first(turns.size() - 1));
    if (!question) return;  // what is wrong is said when all of it is encoded
    const bool at_start = !format_->continues_text();
    auto said = said_tokens(session_->tokens(), *question, turns.back().text, tokenizer_, at_start);
    if (!said) return;
    turns.pop_back();
    generated = std::move(*said);
    encoded = std::move(*question);
    detokenizer_ = Detokenizer(tokenizer_, at_start);
    for (const Token token : generated) detokenizer_.push(token);
}

Result<void> SessionAnswer::read_again(Room room) {
    auto fitted = fit(*format_, *tokenizer_, conversation_, session_->context_length(), room);
    if (!fitted) return std::unexpected(std::move(fitted.error()));
    const bool shrank = fitted->dropped_turns > 0 || fitted->shortened_answer;
    if (rounds_ == 0 || room == Room::Quarter || shrank) ++rounds_;
    SamplingSettings sampling = sampling_;
    sampling.seed += rounds_ - 1;  // when positions come round again, so do their draws
    if (counted_until_) counted_.drafted_tokens += session_->speculation().drafted;  // before it begins again
    const auto reused = session_->start(fitted->prompt, sampling, session_options_);
    if (!reused) return std::unexpected(reused.error());
    dropped_turns_ += fitted->dropped_turns;
    shortened_answer_ |= fitted->shortened_answer;
    reading_ = true;
    counted_.prompt_tokens += static_cast<std::uint32_t>(fitted->prompt.size());
    counted_.reused_tokens += *reused;
    return {};
}

Result<Answer::Step> SessionAnswer::advance(std::stop_token stop) try {
    if (!counted_until_) counted_until_ = Clock::now();
    Step step;
    if (answer_tokens_ >= token_limit_) {
        step.end = EndReason::Limit;
        return step;
    }
    auto worked = session_->advance(stop);
    if (!worked) return std::unexpected(std::move(worked.error()));
    step.prompt_done = worked->prompt_done;
    step.prompt_total = worked->prompt_total;
    count_time(reading_);
    if (worked->stopped) {
        step.end = EndReason::Stopped;
    } else if (worked->context_full) {
        if (auto done = read_again(Room::Quarter); !done) return std::unexpected(std::move(done.error()));
    } else {
        accept(*worked, step);
    }
    if (step.end && detokenizer_.inside_character()) step.text += stop_texts_.push(detokenizer_.finish());
    // What may be the beginning of a stop text is only shown where nothing can follow; else the answer goes on before
    // it.
    if (step.end == EndReason::EndOfTurn) step.text += stop_texts_.finish();
    release(step);
    step.dropped_turns = std::exchange(dropped_turns_, 0);
    step.shortened_answer = std::exchange(shortened_answer_, false);
    return step;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

void SessionAnswer::accept(const Session::Step& worked, Step& step) {
    for (std::size_t i = 0; i < worked.tokens.size(); ++i) {
        const Token token = worked.tokens[i];
        reading_ = false;
        if (tokenizer_->ends_turn(token) || std::ranges::find(turn_ends_, token) != turn_ends_.end()) {
            step.end = EndReason::EndOfTurn;
            return;
        }
        conversation_.generated.push_back(token);
        untold_.tokens.push_back(token);
        if (!worked.details.empty()) untold_.details.push_back(worked.details[i]);
        const std::string text = detokenizer_.push(token);
        step.text += stop_texts_.push(text, detokenizer_.inside_character());
        if (stop_texts_.stopped()) {
            ++answer_tokens_;
            step.end = EndReason::EndOfTurn;
            return;
        }
        if (++answer_tokens_ == token_limit_) {
            step.end = EndReason::Limit;
            return;
        }
    }
}

void SessionAnswer::release(Step& step) {
    auto& [tokens, details] = untold_;
    const std::size_t told = tokens.size() - std::min(tokens.size(), stop_texts_.held_pieces());
    const auto take = [](auto& from, std::size_t count) {
        std::remove_reference_t<decltype(from)> taken(std::make_move_iterator(from.begin()),
                                                      std::make_move_iterator(from.begin() + std::ptrdiff_t(count)));
        from.erase(from.begin(), from.begin() + std::ptrdiff_t(count));
        return taken;
    };
    step.tokens = take(tokens, told);
    step.details = take(details, std::min(told, details.size()));
}

void SessionAnswer::count_time(bool reading) {
    const auto now = Clock::now();
    (reading ? counted_.prompt_seconds : counted_.answer_seconds) +=
        std::chrono::duration<double>(now - *counted_until_).count();
    counted_until_ = now;
}

Answer::Statistics SessionAnswer::statistics() const {
    Statistics statistics = counted_;
    statistics.answer_tokens = answer_tokens_;
    if (session_ == nullptr) return statistics;
    statistics.drafted_tokens += session_->speculation().drafted;
    statistics.context_used = static_cast<std::uint32_t>(session_->tokens().size());
    statistics.context_length = session_->context_length();
    return statistics;
}

void SessionAnswer::leave() {
    counted_ = statistics();
    session_ = nullptr;
}

Result<void> SessionAnswer::resume(Session& session) try {
    session_ = &session;
    counted_until_.reset();  // the time between is neither reading nor answering
    return read_again(Room::AnyPlace);
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace

Result<std::unique_ptr<Answer>> Answer::begin(Session& session, Request request) try {
    if (request.turns.empty() || request.turns.back().role == Role::System)
        return fail(ErrorKind::InvalidArgument, "the conversation has 0 questions", "Write a message first.");
    auto answer = std::make_unique<SessionAnswer>(session, std::move(request));
    answer->take_up_open_answer();
    if (auto ready = answer->read_again(Room::AnyPlace); !ready) return std::unexpected(std::move(ready.error()));
    return answer;
} catch (const std::bad_alloc&) {
    return out_of_memory();
}

}  // namespace inference
