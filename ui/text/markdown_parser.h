#pragma once
#include <QList>
#include <QStringView>

#include "ui/text/block.h"

namespace ui {

/// Markdown (CommonMark with GitHub's tables, strikethrough, task lists and bare addresses) as blocks. Raw HTML is
/// text, an image is its alternative text and its address, a line break within a paragraph stays one, nesting beyond 32
/// is flattened. Never fails: what md4c refuses becomes one paragraph of escaped text. Cost is linear in the length;
/// the same as one piece in a MarkdownStream, which is the way for growing text.
QList<Block> parseMarkdown(QStringView markdown);

}  // namespace ui
