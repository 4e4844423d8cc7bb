// The pictures in the README are of today's window: taken again, they come out alike. Where one does not, look at it,
// and let `./dev screenshots --readme` take them anew.
#include <QDir>
#include <QFile>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int cell = 20;        // pixels; within one, typefaces of another version may differ
constexpr int alike = 24;       // of 255, in the mean over a cell
constexpr int sideBar = 256;    // its headings change with the date
constexpr int mostBytes = 600;  // thousands, of all pictures

/// The most that a cell's mean differs, beside the side bar.
int difference(const QImage& one, const QImage& other) {
    const auto means = [](const QImage& image) {
        const QImage page = image.convertToFormat(QImage::Format_RGB32).copy(image.rect().adjusted(sideBar, 0, 0, 0));
        return page.scaled(page.size() / cell, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    };
    const QImage a = means(one), b = means(other);
    int most = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x) {
            const QRgb p = a.pixel(x, y), q = b.pixel(x, y);
            most = std::max(
                {most, std::abs(qRed(p) - qRed(q)), std::abs(qGreen(p) - qGreen(q)), std::abs(qBlue(p) - qBlue(q))});
        }
    return most;
}

}  // namespace

class ReadmePicturesTest : public QObject {
    Q_OBJECT

    const QDir kept_{QStringLiteral(SOURCE_DIR "/resources/screenshots")};
    const QTemporaryDir taken_;

private slots:
    void initTestCase() {
        QCOMPARE(QProcess::execute(QStringLiteral(SCREENSHOTS), {taken_.path(), QStringLiteral("readme")}), 0);
    }

    void showsTheWindow_data() {
        QTest::addColumn<QString>("name");
        for (const QString& name : kept_.entryList({"*.png"})) QTest::newRow(qPrintable(name)) << name;
    }
    void showsTheWindow() {
        QFETCH(const QString, name);
        const bool korean = name.contains(QStringLiteral("korean"));
        for (const QString& typeface : {QStringLiteral("Inter"), QStringLiteral("Hack")})
            if (!QFontDatabase::families().contains(typeface)) QSKIP("There are other typefaces here.");
        if (korean && !QFontDatabase::families().contains(QStringLiteral("Noto Sans CJK KR")))
            QSKIP("There is no Noto Sans CJK here.");
        const QImage kept(kept_.filePath(name));
        const QImage taken(taken_.filePath(name));
        QVERIFY(!kept.isNull());
        QCOMPARE(taken.size(), kept.size());
        const int found = difference(kept, taken);
        QVERIFY2(found <= alike, qPrintable(QString::number(found)));
    }

    void theReadmeHasEachOfThem() {
        QFile readme(QStringLiteral(SOURCE_DIR "/README.md"));
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        static const QRegularExpression picture("resources/screenshots/([\\w-]+\\.png)");
        QStringList shown;
        for (auto found = picture.globalMatch(text); found.hasNext();) shown.append(found.next().captured(1));
        shown.sort();
        QCOMPARE(shown, kept_.entryList({"*.png"}));
        QCOMPARE(shown, QDir(taken_.path()).entryList({"*.png"}));
    }

    void theyAreSmall() {
        qint64 bytes = 0;
        for (const QFileInfo& file : kept_.entryInfoList({"*.png"})) bytes += file.size();
        QVERIFY2(bytes <= mostBytes * 1000, qPrintable(QString::number(bytes)));
    }

    void whatMovedIsSeen() {
        const QImage picture(kept_.filePath(QStringLiteral("conversation-light.png")));
        QVERIFY(difference(picture, picture.copy(picture.rect().translated(0, 8))) > alike);
        QCOMPARE(difference(picture, picture), 0);
    }
};

QTEST_MAIN(ReadmePicturesTest)
#include "readme_pictures_test.moc"
