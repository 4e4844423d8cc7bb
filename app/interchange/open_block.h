#pragma once
#include <QString>

namespace app {

/// What must follow a Markdown text, on a line of its own, so that nothing after it falls into a block which the text
/// leaves open: the end of a code fence or of an HTML block (CommonMark 0.30, sections 4.5 and 4.6), or nothing. Blocks
/// inside lists and quotes end with them and need none.
QString closingOf(const QString& markdown);

}  // namespace app
