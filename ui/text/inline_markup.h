#pragma once
#include <QList>
#include <QString>
#include <QStringView>

namespace ui {

/// Builds the markup of one paragraph, heading or cell, span by span. Everything that is given as text comes out
/// escaped. A link that may not be opened becomes its text and its address, an image its description and its address; a
/// link whose text names another host than the one it leads to gets the true one behind it. Spans inside 32 others are
/// dropped, their text stays.
class InlineMarkup {
public:
    enum class Span { Emphasis, Strong, Deleted, Code };

    void addText(QStringView text);
    void addLineBreak() { html_ += QStringLiteral("<br/>"); }
    /// In a heading code is as large as the text around it.
    void open(Span span, bool inHeading);
    void openLink(const QString& address);
    void openImage(const QString& address);
    /// Closes what was opened last.
    void close();

    bool isEmpty() const { return html_.isEmpty(); }
    qsizetype size() const { return html_.size(); }
    /// What was built; begins anew.
    QString take();

private:
    struct Open {
        enum class Kind { Plain, Link, Address };  // Address: a dead link or an image, shown behind its text
        Kind kind = Kind::Plain;
        QString closing = {};
        QString address = {};
        qsizetype textBegin = 0;  // in text_
    };
    void push(Open open);
    void addAddress(const QString& address);

    QString html_;
    QList<Open> open_;
    QString text_;            // plain, since the outermost link or image was opened
    int linksAndImages_ = 0;  // open ones
    bool insideLink_ = false;
};

}  // namespace ui
