#pragma once
#include <QtQml/qqmlregistration.h>
#include <QAbstractListModel>

namespace ui {

/// Rows of the model menu: the four sizes, or the other models.
class ModelMenuModel : public QAbstractListModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Comes with ModelMenuController.sizes and .others")
    Q_PROPERTY(int count READ count NOTIFY countChanged)

public:
    enum State {
        Missing,  ///< no file of this size is at hand: ModelMenuController.howToGet
        Ready,
        Loading,  ///< `fraction`
        Loaded,
        Broken,  ///< the file cannot be used: `problem`
    };
    Q_ENUM(State)

    enum Role {
        ModelIdRole = Qt::UserRole + 1,  ///< `modelId`, for choose(); empty when Missing
        LabelRole,                       ///< `label`, "7B", or the name of another model
        HeadlineRole,                    ///< `headline`, the model's name, or "Not on this computer"
        DetailRole,                      ///< `detail`, "Q4_0, 3.8 GB, loaded"
        StateRole,                       ///< `state`, a State
        FractionRole,                    ///< `fraction`, 0..1, of a load under way
        ProblemRole,                     ///< `problem`, why the file cannot be used; empty when it can
        SpeedRole,                       ///< `speed`, "about 7.9 tokens per second"; empty until it is known
        SharesRole,   ///< `shares`: maps of `text` ("Ryzen 5: 4.6 of 22 GB") and `fraction`, a device each
        WarningRole,  ///< `warning`, that it needs more memory than there is; empty when it does not
    };

    struct Row {
        QString modelId;
        QString label;
        QString headline;
        QString detail;
        State state = Missing;
        double fraction = 0;
        QString problem;
        QString speed{};
        QVariantList shares{};
        QString warning{};
        bool operator==(const Row&) const = default;
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;
    int count() const { return rowCount(); }

    /// Other rows; those that are equal are not told again.
    void setRows(const QList<Row>& rows);
    const QList<Row>& rows() const { return rows_; }

signals:
    void countChanged();

private:
    QList<Row> rows_;
};

}  // namespace ui
