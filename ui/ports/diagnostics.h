#pragma once
#include <QObject>
#include <QString>

namespace ui {

/// What a bug report needs: versions, devices, last errors. Never a word of a conversation.
class Diagnostics : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

public slots:
    virtual void collect() = 0;  ///< answered by `collected`

signals:
    void collected(const QString& text);
};

}  // namespace ui
