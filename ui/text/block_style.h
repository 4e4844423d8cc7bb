#pragma once
#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QObject>
#include <QString>

namespace ui {

/// The colours and the font that an answer's markup takes. One object for the whole window, set from Theme in QML; the
/// models listen to `changed` and give their markup anew.
class BlockStyle : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The window has one: WindowController.style")
    Q_PROPERTY(QColor text MEMBER text_ NOTIFY changed)
    Q_PROPERTY(QColor secondary MEMBER secondary_ NOTIFY changed)
    Q_PROPERTY(QColor link MEMBER link_ NOTIFY changed)
    Q_PROPERTY(QColor codeBackground MEMBER codeBackground_ NOTIFY changed)
    Q_PROPERTY(QColor keyword MEMBER keyword_ NOTIFY changed)
    Q_PROPERTY(QColor string MEMBER string_ NOTIFY changed)
    Q_PROPERTY(QColor number MEMBER number_ NOTIFY changed)
    Q_PROPERTY(QColor function MEMBER function_ NOTIFY changed)
    Q_PROPERTY(QColor comment MEMBER comment_ NOTIFY changed)
    Q_PROPERTY(QString codeFont MEMBER codeFont_ NOTIFY changed)
    Q_PROPERTY(
        int inlineCodeSize MEMBER inlineCodeSize_ NOTIFY changed)  ///< px; in headings code is as large as its text

public:
    using QObject::QObject;

    /// What a mark stands for. A mark is U+0001 and one of these; text that is shown never holds U+0001 (safe_text.h).
    enum class Mark : char16_t {
        Text = u't',
        Secondary = u'y',
        Link = u'l',
        CodeBackground = u'b',
        Keyword = u'k',
        String = u's',
        Number = u'n',
        Function = u'f',
        Comment = u'c',
        CodeFont = u'F',
        InlineCodeSize = u'z',
    };
    static QString mark(Mark mark);

    /// Markup with its marks replaced by colours (#rrggbb), the font's name (escaped) and size.
    QString apply(const QString& markup) const;
    /// Markup with nothing in the place of its marks.
    static QString withoutMarks(const QString& markup);

signals:
    void changed();

private:
    QString value(char16_t mark) const;

    QColor text_{"#1F2328"}, secondary_{"#5B6470"}, link_{"#2A6690"}, codeBackground_{"#F2EFE9"}, keyword_{"#7A3E8E"},
        string_{"#3D6B22"}, number_{"#8F4A0B"}, function_{"#225C94"}, comment_{"#656C75"};
    QString codeFont_ = QStringLiteral("Hack");
    int inlineCodeSize_ = 14;
};

}  // namespace ui
