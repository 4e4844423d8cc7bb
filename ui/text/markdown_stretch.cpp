#include "ui/text/markdown_stretch.h"

#include <md4c.h>

#include <QByteArray>
#include <QStringTokenizer>
#include <functional>

#include "ui/text/indentation.h"
#include "ui/text/safe_text.h"

namespace ui {
namespace {

constexpr qsizetype growth = 64;  // characters of markup for each of the text; `a` alone takes 33
constexpr qsizetype growthBase = 4096;
constexpr int widestTable = 128;
constexpr int tabWidth = 4;

/// Takes md4c's events to a BlockWriter. Each returns 0, or 1 to give up; md4c does not look at that everywhere, so
/// that once it was said it is said again, and does no more.
class Events {
public:
    Events(const QByteArray& source, BlockWriter& writer)
        : source_(source), writer_(writer), largest_(growth * source.size() + growthBase) {}

    /// Carries out one of the events below.
    template <typename Event>
    int take(Event event) {
        if (!givenUp_) event();
        givenUp_ = givenUp_ || writer_.size() > largest_ || writer_.cells() > source_.size() + widestTable;
        return givenUp_ ? 1 : 0;
    }
    bool givenUp() const { return givenUp_; }

    void enterBlock(MD_BLOCKTYPE type, void* detail);
    void leaveBlock(MD_BLOCKTYPE type, void* detail);
    void enterSpan(MD_SPANTYPE type, void* detail);
    void leaveSpan() { writer_.markup().close(); }
    void text(MD_TEXTTYPE type, const char* text, MD_SIZE size);

private:
    static QString attribute(const MD_ATTRIBUTE& attribute);
    void addCodeText(const char* text, qsizetype size);
    QByteArray indentation(const char* line) const;

    const QByteArray& source_;
    BlockWriter& writer_;
    qsizetype largest_;
    bool givenUp_ = false;
    bool inCode_ = false;
    QByteArray code_;
    int indent_ = 0;  // columns that md4c gave before a line of code
};

QString Events::attribute(const MD_ATTRIBUTE& attribute) {
    QString result;
    for (int i = 0; attribute.size > 0 && attribute.substr_offsets[i] < attribute.size; ++i) {
        const MD_OFFSET begin = attribute.substr_offsets[i];
        const QString part = QString::fromUtf8(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
        result += attribute.substr_types[i] == MD_TEXT_ENTITY ? decodedEntity(part) : part;
    }
    return result;
}

void Events::enterBlock(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
        case MD_BLOCK_QUOTE: writer_.enterQuote(); break;
        case MD_BLOCK_UL: writer_.enterBulletList(); break;
        case MD_BLOCK_OL: {
            const auto& list = *static_cast<MD_BLOCK_OL_DETAIL*>(detail);
            writer_.enterOrderedList(list.start, static_cast<char16_t>(list.mark_delimiter));
            break;
        }
        case MD_BLOCK_LI: {
            const auto& item = *static_cast<MD_BLOCK_LI_DETAIL*>(detail);
            writer_.enterItem(item.is_task ? std::optional(item.task_mark != ' ') : std::nullopt);
            break;
        }
        case MD_BLOCK_H: writer_.beginHeading(static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level)); break;
        case MD_BLOCK_P: writer_.beginParagraph(); break;
        case MD_BLOCK_HR: writer_.addRule(); break;
        case MD_BLOCK_CODE:
            inCode_ = true;
            code_.clear();
            indent_ = 0;
            break;
        case MD_BLOCK_TABLE: {
            const unsigned columns = static_cast<MD_BLOCK_TABLE_DETAIL*>(detail)->col_count;
            givenUp_ = columns > widestTable;
            writer_.beginTable(static_cast<int>(columns));
            break;
        }
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: writer_.beginCell(); break;
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
        case MD_BLOCK_THEAD:
        case MD_BLOCK_TBODY:
        case MD_BLOCK_TR: break;
    }
}

void Events::leaveBlock(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
        case MD_BLOCK_QUOTE: writer_.leaveQuote(); break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL: writer_.leaveList(); break;
        case MD_BLOCK_LI: writer_.leaveItem(); break;
        case MD_BLOCK_H:
        case MD_BLOCK_P: writer_.endLeaf(); break;
        case MD_BLOCK_CODE:
            inCode_ = false;
            if (code_.endsWith('\n')) code_.chop(1);
            writer_.addCode(QString::fromUtf8(code_), attribute(static_cast<MD_BLOCK_CODE_DETAIL*>(detail)->lang));
            break;
        case MD_BLOCK_TABLE: writer_.endTable(); break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD: {
            const MD_ALIGN align = static_cast<MD_BLOCK_TD_DETAIL*>(detail)->align;
            writer_.endCell(type == MD_BLOCK_TH, align == MD_ALIGN_RIGHT    ? Qt::AlignRight
                                                 : align == MD_ALIGN_CENTER ? Qt::AlignHCenter
                                                                            : Qt::AlignLeft);
            break;
        }
        case MD_BLOCK_HR:
        case MD_BLOCK_DOC:
        case MD_BLOCK_HTML:
        case MD_BLOCK_THEAD:
        case MD_BLOCK_TBODY:
        case MD_BLOCK_TR: break;
    }
}

void Events::enterSpan(MD_SPANTYPE type, void* detail) {
    InlineMarkup& markup = writer_.markup();
    using Span = InlineMarkup::Span;
    switch (type) {
        case MD_SPAN_EM: markup.open(Span::Emphasis, writer_.inHeading()); break;
        case MD_SPAN_STRONG: markup.open(Span::Strong, writer_.inHeading()); break;
        case MD_SPAN_DEL: markup.open(Span::Deleted, writer_.inHeading()); break;
        case MD_SPAN_CODE: markup.open(Span::Code, writer_.inHeading()); break;
        case MD_SPAN_A: markup.openLink(attribute(static_cast<MD_SPAN_A_DETAIL*>(detail)->href)); break;
        case MD_SPAN_IMG: markup.openImage(attribute(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src)); break;
        case MD_SPAN_LATEXMATH:
        case MD_SPAN_LATEXMATH_DISPLAY:
        case MD_SPAN_WIKILINK:
        case MD_SPAN_U: break;  // not asked for
    }
}

void Events::text(MD_TEXTTYPE type, const char* text, MD_SIZE size) {
    if (inCode_) {
        addCodeText(text, static_cast<qsizetype>(size));
        return;
    }
    InlineMarkup& markup = writer_.markup();
    const QString piece = QString::fromUtf8(text, static_cast<qsizetype>(size));
    switch (type) {
        case MD_TEXT_ENTITY: markup.addText(decodedEntity(piece)); break;
        case MD_TEXT_BR:
        case MD_TEXT_SOFTBR: markup.addLineBreak(); break;  // models do not wrap lines: a break is meant, as in a poem
        case MD_TEXT_NULLCHAR:
        case MD_TEXT_NORMAL:
        case MD_TEXT_CODE:
        case MD_TEXT_HTML:
        case MD_TEXT_LATEXMATH: markup.addText(piece); break;
    }
}

/// A line of code comes as its indentation in spaces, the text, which lies in the source, and a line feed. The
/// indentation is taken from the source instead: it may be of tabs.
void Events::addCodeText(const char* text, qsizetype size) {
    const char* const begin = source_.constData();
    const bool inSource = !std::less<>()(text, begin) && std::less<>()(text, begin + source_.size());
    if (!inSource && (size == 0 || text[0] == ' ')) {
        indent_ += static_cast<int>(size);
        return;
    }
    if (indent_ > 0) code_ += inSource ? indentation(text) : QByteArray(indent_, ' ');
    indent_ = 0;
    code_.append(text, size);
}

/// The last `indent_` columns of white space before `line`, as they were written.
QByteArray Events::indentation(const char* line) const {
    const char* space = line;
    while (space > source_.constData() && (space[-1] == ' ' || space[-1] == '\t')) --space;
    const char* lineBegin = space;
    while (lineBegin > source_.constData() && lineBegin[-1] != '\n') --lineBegin;
    const auto next = [](int column, char character) {
        return character == '\t' ? (column / tabWidth + 1) * tabWidth : column + 1;
    };
    int column = 0;
    for (const char* at = lineBegin; at < space; ++at) column = next(column, *at);
    int end = column;
    for (const char* at = space; at < line; ++at) end = next(end, *at);
    while (space < line && end - column > indent_) column = next(column, *space++);
    return QByteArray(indent_ - (end - column), ' ') + QByteArray(space, line - space);
}

/// The text as it is, for what cannot be parsed.
Block plainBlock(QStringView text) {
    Block block;
    block.html = escaped(text).replace(u'\n', QStringLiteral("<br/>"));
    return block;
}

Stretch parse(QStringView text, const OrderedList& goesOn, qsizetype blankLinesBefore) {
    const QByteArray source = QByteArray(blankLinesBefore, '\n') + text.toUtf8();
    BlockWriter writer(goesOn);
    Events events(source, writer);
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* userdata) {
        auto& events = *static_cast<Events*>(userdata);
        return events.take([&] { events.enterBlock(type, detail); });
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* userdata) {
        auto& events = *static_cast<Events*>(userdata);
        return events.take([&] { events.leaveBlock(type, detail); });
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* userdata) {
        auto& events = *static_cast<Events*>(userdata);
        return events.take([&] { events.enterSpan(type, detail); });
    };
    parser.leave_span = [](MD_SPANTYPE, void*, void* userdata) {
        auto& events = *static_cast<Events*>(userdata);
        return events.take([&] { events.leaveSpan(); });
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* userdata) {
        auto& events = *static_cast<Events*>(userdata);
        return events.take([&] { events.text(type, text, size); });
    };
    const int result = md_parse(source.constData(), static_cast<MD_SIZE>(source.size()), &parser, &events);
    if (result != 0 || events.givenUp()) return {{plainBlock(text)}, {}};
    QList<Block> blocks = writer.takeBlocks();
    return {std::move(blocks), writer.lastList()};
}

/// Whether an item of a list may go on after a blank line.
bool hasIndentationAfterBlankLine(QStringView text) {
    bool blank = false;
    for (const QStringView line : text.tokenize(u'\n')) {
        const QStringView rest = unindented(line);
        if (blank && !rest.isEmpty() && rest.size() < line.size()) return true;
        blank = rest.isEmpty();
    }
    return false;
}

}  // namespace

Stretch parseStretch(QStringView text, const OrderedList& goesOn) {
    // md4c 0.4.8 takes the offset of a line for the type of a block, and an item for ended, where a line of it begins
    // (or, in code, ends) 4, 260, 516 ... bytes from the start and a blank line follows. The same text a few bytes
    // further is hit elsewhere, if at all: if two readings differ, a third is right.
    constexpr qsizetype begin = 8;  // the first line's text is not hit
    const Stretch first = parse(text, goesOn, begin);
    if (!hasIndentationAfterBlankLine(text) || first == parse(text, goesOn, begin + 1)) return first;
    return parse(text, goesOn, begin + 2);
}

QString normalised(QStringView markdown) {
    QString result = markdown.toString();
    result.remove(u'\r');
    return result.replace(u'\0', QChar(QChar::ReplacementCharacter));
}

qsizetype cutPosition(QStringView text, qsizetype longest) {
    return longest < text.size() && text[longest].isLowSurrogate() && text[longest - 1].isHighSurrogate() ? longest - 1
                                                                                                          : longest;
}

}  // namespace ui
