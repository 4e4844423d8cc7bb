#include "ui/text/markdown_parser.h"

#include "ui/text/markdown_stream.h"

namespace ui {

QList<Block> parseMarkdown(QStringView markdown) {
    MarkdownStream stream;
    stream.append(markdown);
    stream.finish();
    return stream.blocks();
}

}  // namespace ui
