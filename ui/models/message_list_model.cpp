#include "ui/models/message_list_model.h"

#include <QLocale>
#include <algorithm>

#include "ui/models/block_list_model.h"

namespace ui {
namespace {

MessageListModel::State stateAfter(AnswerEnd end) {
    switch (end) {
        case AnswerEnd::Unfinished: return MessageListModel::Unfinished;
        case AnswerEnd::EndOfTurn: return MessageListModel::Complete;
        case AnswerEnd::Limit: return MessageListModel::Limit;
        case AnswerEnd::Stopped: return MessageListModel::Stopped;
        case AnswerEnd::Failed: return MessageListModel::Failed;
    }
    return MessageListModel::Complete;
}

}  // namespace

MessageListModel::MessageListModel(const BlockStyle* style, QObject* parent)
    : QAbstractListModel(parent), style_(style) {}

int MessageListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(branch_.size());
}

QVariant MessageListModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) return {};
    const QString& id = branch_[index.row()];
    const StoredMessage& message = *tree_.find(id);
    const bool answer = message.role == ChatTurn::Role::Assistant;
    switch (role) {
        case MessageIdRole: return id;
        case FromUserRole: return !answer;
        case Qt::DisplayRole:
        case TextRole: return message.text;
        case BlocksRole: return QVariant::fromValue(answer ? blocks(message) : nullptr);
        case StateRole: return state(id);
        case SiblingNumberRole: return static_cast<int>(tree_.siblings(id).indexOf(id) + 1);
        case SiblingCountRole: return static_cast<int>(tree_.siblings(id).size());
        case CaptionRole: return caption(message);
        case ProblemWhatRole: return message.problem.what;
        case ProblemHintRole: return message.problem.hint;
        case NewestAnswerRole: return answer && index.row() + 1 == branch_.size();
        default: return {};
    }
}

QHash<int, QByteArray> MessageListModel::roleNames() const {
    return {{MessageIdRole, "messageId"},
            {FromUserRole, "fromUser"},
            {TextRole, "text"},
            {BlocksRole, "blocks"},
            {StateRole, "state"},
            {SiblingNumberRole, "siblingNumber"},
            {SiblingCountRole, "siblingCount"},
            {CaptionRole, "caption"},
            {ProblemWhatRole, "problemWhat"},
            {ProblemHintRole, "problemHint"},
            {NewestAnswerRole, "newestAnswer"}};
}

void MessageListModel::reset(const QList<StoredMessage>& messages, const QString& leaf) {
    const qsizetype before = branch_.size();
    beginResetModel();
    for (BlockListModel* model : std::as_const(blocks_)) model->deleteLater();  // a delegate may still look at it
    blocks_.clear();
    live_.clear();
    tree_.reset(messages);
    branch_ = tree_.branch(tree_.find(leaf) ? leaf : tree_.newestLeaf(QString()));
    endResetModel();
    if (branch_.size() != before) emit countChanged();
}

bool MessageListModel::add(const StoredMessage& message) {
    if (!tree_.add(message)) return false;
    showBranch(tree_.branch(message.id));
    return true;
}

void MessageListModel::showLeaf(const QString& leaf) {
    if (tree_.find(leaf)) showBranch(tree_.branch(leaf));
}

void MessageListModel::removeUnstored(const QString& id) {
    const StoredMessage* message = tree_.find(id);
    if (!message || tree_.hasChildren(id)) return;
    const QString parent = message->parentId;
    // Its row goes before the message does; what stood there before, another version, comes after.
    if (const qsizetype row = branch_.indexOf(id); row >= 0) showBranch(branch_.first(row));
    tree_.removeLeaf(id);
    live_.remove(id);
    if (BlockListModel* model = blocks_.take(id)) model->deleteLater();
    if (leaf() == parent) showBranch(tree_.branch(tree_.newestLeaf(parent)));
}

void MessageListModel::appendText(const QString& id, const QString& piece) {
    StoredMessage* message = tree_.find(id);
    if (!message) return;
    message->text += piece;
    if (BlockListModel* model = blocks_.value(id)) model->append(piece);
}

void MessageListModel::setState(const QString& id, State state) {
    if (!tree_.find(id) || (live_.contains(id) && live_.value(id) == state)) return;
    live_.insert(id, state);
    const bool underWay = state == Waiting || state == Reading || state == Answering;
    if (BlockListModel* model = blocks_.value(id); model && !underWay) model->finish();
    tell(id, {StateRole, CaptionRole});
}

void MessageListModel::setEnd(const QString& id, const AnswerStatistics& statistics, const Problem& problem) {
    StoredMessage* message = tree_.find(id);
    if (!message) return;
    live_.remove(id);
    message->statistics = statistics;
    message->problem = problem;
    if (BlockListModel* model = blocks_.value(id)) model->finish();
    tell(id, {TextRole, StateRole, CaptionRole, ProblemWhatRole, ProblemHintRole});
}

void MessageListModel::setProblem(const QString& id, const Problem& problem) {
    StoredMessage* message = tree_.find(id);
    if (!message || message->problem == problem) return;
    message->problem = problem;
    tell(id, {StateRole, ProblemWhatRole, ProblemHintRole});
}

MessageListModel::State MessageListModel::state(const QString& id) const {
    if (const auto live = live_.constFind(id); live != live_.cend()) return *live;
    const StoredMessage* message = tree_.find(id);
    if (!message) return Complete;
    // An answer that could not be saved has a problem, and yet ended as it did.
    if (message->role == ChatTurn::Role::Assistant) return stateAfter(message->statistics.end);
    return message->problem.what.isEmpty() ? Complete : Failed;
}

void MessageListModel::showBranch(const QStringList& branch) {
    const qsizetype before = branch_.size();
    const auto [mine, others] = std::ranges::mismatch(branch_, branch);
    const qsizetype kept = mine - branch_.begin();
    if (kept < branch_.size()) {
        beginRemoveRows({}, static_cast<int>(kept), static_cast<int>(branch_.size() - 1));
        branch_.resize(kept);
        endRemoveRows();
    }
    if (kept < branch.size()) {
        beginInsertRows({}, static_cast<int>(kept), static_cast<int>(branch.size() - 1));
        branch_ = branch;
        endInsertRows();
    }
    if (kept == before && kept == branch.size()) return;
    if (kept > 0) tell(branch_[kept - 1], {NewestAnswerRole});
    if (branch_.size() != before) emit countChanged();
}

void MessageListModel::tell(const QString& id, const QList<int>& roles) {
    const qsizetype row = branch_.indexOf(id);
    if (row < 0) return;
    const QModelIndex changed = index(static_cast<int>(row));
    emit dataChanged(changed, changed, roles);
}

QString MessageListModel::caption(const StoredMessage& message) const {
    if (message.role != ChatTurn::Role::Assistant || live_.contains(message.id)) return {};
    QStringList parts;
    QString model = message.modelName;
    if (model.startsWith(QLatin1String("LLaMA "))) model.remove(0, 6);
    if (!model.isEmpty()) parts.append(model);
    const int tokens = message.statistics.answerTokens;
    if (tokens > 0) parts.append(tokens == 1 ? tr("1 token") : tr("%Ln tokens", nullptr, tokens));
    const double rate = message.statistics.tokensPerSecond;
    if (rate > 0) parts.append(tr("%1 tok/s").arg(QLocale().toString(rate, 'f', rate < 10 ? 1 : 0)));
    return parts.join(tr(", "));
}

BlockListModel* MessageListModel::blocks(const StoredMessage& message) const {
    BlockListModel*& model = blocks_[message.id];
    if (!model) {
        // Shown is shown: the rows are made here, though to look at a message changes nothing else.
        model = new BlockListModel(style_, const_cast<MessageListModel*>(this));
        model->setMarkdown(message.text);
    }
    return model;
}

}  // namespace ui
