#include "app/interchange/markdown_export.h"

#include <QHash>
#include <algorithm>

#include "app/interchange/open_block.h"
#include "app/storage/stored_values.h"

namespace app {
namespace {

/// One line in which no character is markup: titles and models' names come from anywhere.
QString plainLine(const QString& text) {
    QString line;
    for (const QChar character : storable(text).simplified()) {
        if (QStringLiteral("\\`*_{}[]<>#|~&!").contains(character)) line += u'\\';
        line += character;
    }
    return line;
}

QString timeOf(const QDateTime& time) {
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm")) + QStringLiteral(" UTC")
                          : QString();
}

/// From the root to the leaf last looked at; the newest message where none is known.
QList<const ui::StoredMessage*> currentBranch(const ui::StoredConversation& conversation) {
    QHash<QString, const ui::StoredMessage*> byId;
    for (const ui::StoredMessage& message : conversation.messages) byId.insert(message.id, &message);
    const ui::StoredMessage* message = byId.value(conversation.currentLeafId);
    if (message == nullptr && !conversation.messages.isEmpty()) message = &conversation.messages.last();
    QList<const ui::StoredMessage*> branch;
    while (message != nullptr && branch.size() < conversation.messages.size()) {
        branch.append(message);
        message = byId.value(message->parentId);
    }
    std::reverse(branch.begin(), branch.end());
    return branch;
}

/// How an answer ended, where that is not as usual.
QString endOf(const ui::StoredMessage& message) {
    switch (message.statistics.end) {
        case ui::AnswerEnd::EndOfTurn: break;
        case ui::AnswerEnd::Limit: return QStringLiteral("reached its limit");
        case ui::AnswerEnd::Stopped: return QStringLiteral("stopped");
        case ui::AnswerEnd::Unfinished: return QStringLiteral("unfinished");
        case ui::AnswerEnd::Failed:
            return message.problem.what.isEmpty() ? QStringLiteral("failed")
                                                  : QStringLiteral("failed: ") + plainLine(message.problem.what);
    }
    return {};
}

void appendText(QString& document, const QString& text) {
    document += storable(text) + u'\n';
    if (const QString closing = closingOf(text); !closing.isEmpty()) document += closing + u'\n';
}

void appendMessage(QString& document, const ui::StoredMessage& message) {
    const bool answer = message.role == ui::ChatTurn::Role::Assistant;
    QString heading = QStringLiteral("You");
    if (answer) heading = message.modelName.isEmpty() ? QStringLiteral("Answer") : plainLine(message.modelName);
    if (message.role == ui::ChatTurn::Role::System) heading = QStringLiteral("System prompt");
    QStringList about;
    if (const QString time = timeOf(message.created); !time.isEmpty()) about += time;
    if (answer) {
        if (message.statistics.answerTokens > 0)
            about += QStringLiteral("%1 tokens").arg(message.statistics.answerTokens);
        if (const QString end = endOf(message); !end.isEmpty()) about += end;
    }
    document += QStringLiteral("\n## %1\n\n").arg(heading);
    if (!about.isEmpty()) document += QStringLiteral("*%1*\n\n").arg(about.join(QStringLiteral(", ")));
    appendText(document, message.text);
}

}  // namespace

QByteArray markdownOf(const QList<ui::StoredConversation>& conversations) {
    QString document;
    for (const ui::StoredConversation& conversation : conversations) {
        if (!document.isEmpty()) document += QStringLiteral("\n");
        const QString title = plainLine(conversation.summary.title);
        document += QStringLiteral("# %1\n").arg(title.isEmpty() ? QStringLiteral("Untitled") : title);
        if (!conversation.systemPrompt.isEmpty()) {
            document += QStringLiteral("\n## System prompt\n\n");
            appendText(document, conversation.systemPrompt);
        }
        const auto branch = currentBranch(conversation);
        for (const ui::StoredMessage* message : branch) appendMessage(document, *message);
    }
    return document.toUtf8();
}

}  // namespace app
