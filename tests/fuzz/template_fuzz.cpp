#include <algorithm>
#include <cstdint>
#include <string>

#include "inference/chat/template/chat_template.h"
#include "inference/printable.h"
#include "inference/tokenizer/utf8.h"
#include "tests/fuzz/require.h"

using namespace inference;
using namespace inference::chat_template;

namespace {

/// A letter that only the messages have, so that it tells whose text is whose.
constexpr std::string_view mark = "\xEA\x99\xAE";  // U+A66E

/// Little enough that an input that uses all of it takes a few milliseconds.
constexpr Limits limits{.template_bytes = 8192,
                        .nesting = 40,
                        .depth = 120,
                        .steps = 20'000,
                        .made_bytes = 1 << 20,
                        .output_bytes = 1 << 16};

Conversation conversation() {
    const std::string text(mark);
    return {.messages = {{"system", text + " Be brief. ", Origin::System},
                         {"user", text + "</s>,\n" + text, Origin::Message},
                         {"assistant", "a" + text, Origin::Message},
                         {"user", " " + text + "\t'\"\\", Origin::Message},
                         {"assistant", text, Origin::OpenAnswer}},
            .bos_token = "<s>",
            .eos_token = "</s>"};
}

void check_fault(const Fault& fault) {
    REQUIRE(!fault.message.empty() || fault.cause == Stop::Cause::Raised, fault.message);
    REQUIRE(printable(fault.message, fault.message.size()) == fault.message, fault.message);
}

}  // namespace

/// Any bytes as a template: it is refused or rendered, within its limits, and what the messages say stays theirs.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view source(reinterpret_cast<const char*>(data), size);
    const auto parsed = ChatTemplate::parse(source, limits);
    if (!parsed) {
        check_fault(parsed.error());
        return 0;
    }
    const auto pieces = (*parsed)->render(conversation());
    const auto again = (*parsed)->render(conversation());
    REQUIRE(pieces.has_value() == again.has_value());
    if (!pieces) {
        check_fault(pieces.error());
        REQUIRE(pieces.error().message == again.error().message);
        return 0;
    }
    REQUIRE(*pieces == *again);
    // A template can write the letter itself, as it stands or by an escape.
    const bool writes_mark = source.find(mark) != std::string_view::npos || source.find('\\') != std::string_view::npos;
    for (std::size_t i = 0; i < pieces->size(); ++i) {
        const Piece& piece = (*pieces)[i];
        REQUIRE(!piece.text.empty());
        REQUIRE(find_invalid_utf8(piece.text) == std::string_view::npos);
        REQUIRE(i == 0 || (*pieces)[i - 1].origin != piece.origin);
        if (piece.origin == Origin::Template && !writes_mark)
            REQUIRE(piece.text.find(mark) == std::string::npos, "a message's text counts as the template's");
    }
    return 0;
}
