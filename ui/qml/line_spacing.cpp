#include "ui/qml/line_spacing.h"

#include <QTextBlock>
#include <QTextBlockFormat>
#include <QTextCursor>
#include <QTextDocument>

namespace ui {

void LineSpacing::setDocument(QQuickTextDocument* document) {
    if (document_ == document) return;
    if (document_) document_->textDocument()->disconnect(this);
    document_ = document;
    if (document_)
        // A new text replaces the first line and with it the height, so that one line tells whether to set it
        // anew.
        connect(document_->textDocument(), &QTextDocument::contentsChanged, this, &LineSpacing::apply);
    apply();
    emit documentChanged();
}

void LineSpacing::setPixels(int pixels) {
    if (pixels_ == pixels) return;
    pixels_ = pixels;
    apply();
    emit pixelsChanged();
}

void LineSpacing::setBetween(int between) {
    if (between_ == between) return;
    between_ = between;
    apply();
    emit betweenChanged();
}

void LineSpacing::apply() {
    if (!document_) return;
    QTextDocument* text = document_->textDocument();
    const QTextBlockFormat first = text->firstBlock().blockFormat();
    if (first.lineHeightType() == QTextBlockFormat::FixedHeight && qRound(first.lineHeight()) == pixels_ &&
        qRound(first.bottomMargin()) == between_)
        return;
    QTextBlockFormat format;
    format.setLineHeight(pixels_, QTextBlockFormat::FixedHeight);
    format.setBottomMargin(between_);
    QTextCursor cursor(text);
    cursor.joinPreviousEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.mergeBlockFormat(format);
    cursor.endEditBlock();
}

}  // namespace ui
