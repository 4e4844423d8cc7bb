#include "ui/text/inline_markup.h"

#include <QStringTokenizer>
#include <QUrl>
#include <utility>

#include "ui/text/block_style.h"
#include "ui/text/safe_text.h"

namespace ui {
namespace {

constexpr qsizetype deepest = 32;
constexpr qsizetype longestShownAddress = 100;

QString linkOpening(const QString& safe) {
    return QStringLiteral("<a href=\"%1\" style=\"color:%2; text-decoration:none\">")
        .arg(safe, BlockStyle::mark(BlockStyle::Mark::Link));
}

QString codeOpening(bool inHeading) {
    const QString size =
        inHeading ? QString()
                  : QStringLiteral("font-size:%1px; ").arg(BlockStyle::mark(BlockStyle::Mark::InlineCodeSize));
    return QStringLiteral("<span style=\"font-family:'%1'; %2background-color:%3\">")
        .arg(BlockStyle::mark(BlockStyle::Mark::CodeFont), size, BlockStyle::mark(BlockStyle::Mark::CodeBackground));
}

QString withoutWww(const QString& host) { return host.startsWith(QLatin1StringView("www.")) ? host.sliced(4) : host; }

/// Where a click leads: the host, or the mail's addressee.
QString targetOf(const QString& address) {
    const QUrl url(address);
    return url.host().isEmpty() ? url.path(QUrl::FullyEncoded) : url.host(QUrl::FullyEncoded);
}

/// Where a word of the link's text says that it leads; empty if it looks like no address.
QString claimOf(QStringView word) {
    if (!word.contains(u'.')) return {};
    const bool hasScheme = word.contains(u"://") || word.startsWith(u"mailto:", Qt::CaseInsensitive);
    if (!hasScheme && word.contains(u'@')) return word.toString();
    return targetOf(hasScheme ? word.toString() : QStringLiteral("http://") + word.toString());
}

/// "https://bank.example" as the text of a link to evil.example.
bool claimsAnotherTarget(QStringView text, const QString& target) {
    for (const QStringView word : text.tokenize(u' ', Qt::SkipEmptyParts)) {
        const QString claim = claimOf(word);
        if (!claim.isEmpty() && withoutWww(claim).compare(withoutWww(target), Qt::CaseInsensitive) != 0) return true;
    }
    return false;
}

}  // namespace

void InlineMarkup::addText(QStringView text) {
    html_ += escaped(text);
    if (linksAndImages_ > 0) text_ += text;
}

void InlineMarkup::push(Open open) {
    if (open.kind != Open::Kind::Plain) ++linksAndImages_;
    open.textBegin = text_.size();
    open_ += std::move(open);
}

void InlineMarkup::open(Span span, bool inHeading) {
    QString opening, closing;
    switch (span) {
        case Span::Emphasis: opening = QStringLiteral("<i>"), closing = QStringLiteral("</i>"); break;
        case Span::Strong:
            opening = QStringLiteral("<span style=\"font-weight:600\">"), closing = QStringLiteral("</span>");
            break;
        case Span::Deleted: opening = QStringLiteral("<s>"), closing = QStringLiteral("</s>"); break;
        case Span::Code: opening = codeOpening(inHeading), closing = QStringLiteral("</span>"); break;
    }
    const bool flat = open_.size() >= deepest;
    if (!flat) html_ += opening;
    push({.closing = flat ? QString() : closing});
}

void InlineMarkup::openLink(const QString& address) {
    const QString safe = safeAddress(address);
    if (safe.isEmpty() || insideLink_ || open_.size() >= deepest) {
        push({.kind = Open::Kind::Address, .address = address});
        return;
    }
    html_ += linkOpening(safe);
    insideLink_ = true;
    push({.kind = Open::Kind::Link, .closing = QStringLiteral("</a>"), .address = address});
}

void InlineMarkup::openImage(const QString& address) { push({.kind = Open::Kind::Address, .address = address}); }

void InlineMarkup::close() {
    if (open_.isEmpty()) return;
    const Open open = open_.takeLast();
    html_ += open.closing;
    if (open.kind == Open::Kind::Plain) return;
    const QStringView text = QStringView(text_).mid(open.textBegin);
    if (open.kind == Open::Kind::Link) {
        insideLink_ = false;
        if (const QString target = targetOf(open.address); claimsAnotherTarget(text, target))
            html_ += escaped(QStringLiteral(" (%1)").arg(target));
    } else if (text != open.address && !open.address.isEmpty()) {
        addAddress(open.address);
    }
    if (--linksAndImages_ == 0) text_.clear();
}

void InlineMarkup::addAddress(const QString& address) {
    const QString safe = insideLink_ ? QString() : safeAddress(address);
    const QString shown =
        escaped(address.size() > longestShownAddress ? QStringView(address).first(longestShownAddress).toString() + u'…'
                                                     : address);
    html_ += safe.isEmpty() ? QStringLiteral(" (") + shown + u')'
                            : QStringLiteral(" (") + linkOpening(safe) + shown + QStringLiteral("</a>)");
}

QString InlineMarkup::take() {
    while (!open_.isEmpty()) close();
    return std::exchange(html_, {});
}

}  // namespace ui
