// The contrasts of the theme's colours, as WCAG 2.1 has them: 4.5 for what is read, 3 for what is only seen.
#include <QColor>
#include <QFile>
#include <QMap>
#include <QRegularExpression>
#include <QTest>
#include <cmath>

namespace {

/// `over` lets through as much of `ground` as it is transparent.
QColor laid(const QColor& over, const QColor& ground) {
    const auto mixed = [&](float above, float below) { return above * over.alphaF() + below * (1 - over.alphaF()); };
    return QColor::fromRgbF(mixed(over.redF(), ground.redF()), mixed(over.greenF(), ground.greenF()),
                            mixed(over.blueF(), ground.blueF()));
}

double luminance(const QColor& color) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double a = luminance(one) + 0.05, b = luminance(other) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

}  // namespace

class ThemeContrastTest : public QObject {
    Q_OBJECT

    QMap<QString, std::pair<QColor, QColor>> colors_;  // light, dark

    QColor color(const QString& name, bool dark) const {
        if (!colors_.contains(name)) qFatal("the theme has no colour %s", qPrintable(name));
        return dark ? colors_[name].second : colors_[name].first;
    }

private slots:
    void initTestCase() {
        QFile theme(QStringLiteral(SOURCE_DIR "/ui/qml/Theme.qml"));
        QVERIFY(theme.open(QIODevice::ReadOnly));
        static const QRegularExpression line("property color (\\w+): root\\.dark \\? \"(#\\w+)\" : \"(#\\w+)\"");
        for (auto found = line.globalMatch(QString::fromUtf8(theme.readAll())); found.hasNext();) {
            const auto match = found.next();
            colors_[match.captured(1)] = {QColor(match.captured(3)), QColor(match.captured(2))};
        }
        QVERIFY(colors_.size() > 30);
    }

    void whatIsReadAndSeen_data() {
        QTest::addColumn<QString>("color");
        QTest::addColumn<QString>("ground");
        QTest::addColumn<QString>("over");  // the ground, and under the text
        QTest::addColumn<double>("least");
        const auto add = [](const char* color, const QStringList& grounds, double least, const QString& over = {}) {
            for (const QString& ground : grounds)
                QTest::addRow("%s on %s %s", color, qPrintable(ground), qPrintable(over))
                    << color << ground << over << least;
        };
        const QStringList plain = {"background", "surface", "raised", "selected"};
        const QStringList grounds = plain + QStringList{"accentGround", "errorGround"};
        add("text", grounds + QStringList{"selection"}, 6.5);
        add("text", plain, 6.5, "hovered");
        add("text", plain, 6.5, "pressed");
        add("secondary", plain + QStringList{"accentGround"}, 4.5);
        add("secondary", {"background", "surface", "raised"}, 4.5, "hovered");
        add("secondary", {"background", "raised"}, 4.5, "pressed");  // of buttons and rows that are read while pressed
        add("accentText", {"accent", "accentHovered", "accentPressed"}, 4.5);
        add("accent", {"background", "surface", "accentGround"}, 4.5);
        add("link", {"background", "surface", "raised"}, 4.5);
        add("warning", {"background", "surface", "raised"}, 4.5);
        add("error", {"background", "raised", "errorGround"}, 4.5);
        add("good", {"background", "raised"}, 4.5);
        for (const char* code : {"codeKeyword", "codeString", "codeNumber", "codeFunction", "codeComment"})
            add(code, {"surface"}, 4.5);
        add("background", {"text"}, 4.5);  // tool tips
        add("barFill", {"background", "raised", "barTrack"}, 3);
        add("accent", {"barTrack"}, 3);
    }
    void whatIsReadAndSeen() {
        QFETCH(const QString, color);
        QFETCH(const QString, ground);
        QFETCH(const QString, over);
        QFETCH(const double, least);
        for (const bool dark : {false, true}) {
            QColor below = this->color(ground, dark);
            if (!over.isEmpty()) below = laid(this->color(over, dark), below);
            const double found = contrast(this->color(color, dark), below);
            QVERIFY2(found >= least, qPrintable(QStringLiteral("%1 in the %2 theme, %3 are needed")
                                                    .arg(found)
                                                    .arg(dark ? "dark" : "light")
                                                    .arg(least)));
        }
    }

    void blackOnWhiteIsTheMost() { QCOMPARE(qRound(contrast(Qt::black, Qt::white)), 21); }
};

QTEST_GUILESS_MAIN(ThemeContrastTest)
#include "theme_contrast_test.moc"
