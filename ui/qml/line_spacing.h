#pragma once
#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QPointer>
#include <QQuickTextDocument>

namespace ui {

/// Gives an editable or selectable plain text lines of a fixed height, which TextEdit has no property for.
/// What is typed later takes the height over from the line it stands in; the undo history is left alone.
class LineSpacing : public QObject {
    Q_OBJECT
    QML_ELEMENT
    Q_PROPERTY(QQuickTextDocument* document READ document WRITE setDocument NOTIFY documentChanged)
    Q_PROPERTY(int pixels READ pixels WRITE setPixels NOTIFY pixelsChanged)
    Q_PROPERTY(int between READ between WRITE setBetween NOTIFY betweenChanged)  ///< more of them between paragraphs

public:
    using QObject::QObject;

    QQuickTextDocument* document() const { return document_; }
    void setDocument(QQuickTextDocument* document);
    int pixels() const { return pixels_; }
    void setPixels(int pixels);
    int between() const { return between_; }
    void setBetween(int between);

signals:
    void documentChanged();
    void pixelsChanged();
    void betweenChanged();

private:
    void apply();

    QPointer<QQuickTextDocument> document_;
    int pixels_ = 24;
    int between_ = 0;
};

}  // namespace ui
