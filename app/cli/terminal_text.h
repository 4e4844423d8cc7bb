#pragma once
#include <string>
#include <string_view>

namespace app::cli {

/// A text that somebody else wrote (a model, a file), made harmless for a terminal. Taken out are all control
/// characters but newline and tab (C0, DEL and C1: with them every escape sequence loses its beginning) and what turns
/// the direction of text around (Unicode 15, Bidi_Control); bytes that are no UTF-8 become U+FFFD. Pieces of whole
/// characters can be made harmless one by one.
std::string forTerminal(std::string_view text);

/// The same, with newlines and tabs as spaces.
std::string onOneLine(std::string_view text);

}  // namespace app::cli
