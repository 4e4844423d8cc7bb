#pragma once
#include <QtQml/qqmlregistration.h>
#include <QAbstractListModel>

#include "ui/text/block.h"
#include "ui/text/markdown_stream.h"

namespace ui {

class BlockStyle;

/// The blocks of one answer. While text streams in, only the last rows change.
class BlockListModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with a message: MessageListModel.blocks")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum Kind {
        Paragraph = static_cast<int>(Block::Kind::Paragraph),
        Heading = static_cast<int>(Block::Kind::Heading),
        ListItem = static_cast<int>(Block::Kind::ListItem),
        Quote = static_cast<int>(Block::Kind::Quote),
        Code = static_cast<int>(Block::Kind::Code),
        Table = static_cast<int>(Block::Kind::Table),
        Rule = static_cast<int>(Block::Kind::Rule),
    };
    Q_ENUM(Kind)

    enum Role {
        KindRole = Qt::UserRole + 1,  ///< `kind`, a Kind
        HtmlRole,                     ///< `html`, safe markup for RichText: Paragraph, Heading, ListItem, Quote
        LevelRole,       ///< `level`, Heading 1..6, ListItem and Quote from 1; for others how deep they stand in lists
        MarkerRole,      ///< `marker`, "•", "3.", "☐", "☑"; empty where a list item goes on
        CodeRole,        ///< `code`, as written, for copying
        CodeHtmlRole,    ///< `codeHtml`, highlighted, spaces kept, lines parted by <br/>; set the code font on the item
        LanguageRole,    ///< `language`, plain text; empty when none was named
        ColumnsRole,     ///< `columns` of a Table
        CellsRole,       ///< `cells`, list of safe markup, row by row, the head first
        AlignmentsRole,  ///< `alignments`, Text.AlignLeft, AlignHCenter or AlignRight for each column
    };

    /// `style` may be null (tests); marks then become nothing.
    explicit BlockListModel(const BlockStyle* style, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    int count() const { return rowCount(); }
    /// Appends a piece of Markdown.
    void append(const QString& piece);
    /// Nothing follows for now: shows the last marks too, which could have become something else.
    void finish();
    /// Replaces everything, and finishes; more can be appended.
    void setMarkdown(const QString& markdown);

signals:
    void countChanged();

private:
    void update(qsizetype row);
    void restyle();

    const BlockStyle* style_;
    MarkdownStream stream_;
    QList<Block> rows_;
};

}  // namespace ui
