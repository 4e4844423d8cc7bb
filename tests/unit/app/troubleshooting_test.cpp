#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

/// Who sees an error finds it in the README: what its troubleshooting quotes is what the program says.
class TroubleshootingTest : public QObject {
    Q_OBJECT
    QStringList literals_;

    static QString textOf(const QString& path) {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    }
    /// What stays when numbers, names and what is left out are taken away, on both sides.
    static QStringList piecesOf(const QString& text) {
        static const QRegularExpression varies(
            "\\.\\.\\.|'[^' ]*'|%L?[0-9n]|\\{[^}]*\\}|\\b[A-Z0-9]+_[A-Z]+\\b|[0-9]+(?:[.,][0-9]+)*(?: [GM]B)?");
        return text.split(varies, Qt::SkipEmptyParts);
    }
    /// Whether some text of the sources has all that the quotation has, in its order.
    bool isSaid(const QString& quoted) const {
        const QStringList pieces = piecesOf(quoted);
        return std::ranges::any_of(literals_, [&](const QString& literal) {
            qsizetype at = 0;
            for (const QString& piece : pieces) {
                const qsizetype found = literal.indexOf(piece.trimmed(), at);
                if (found < 0) return false;
                at = found + piece.trimmed().size();
            }
            return true;
        });
    }

private slots:
    void initTestCase() {
        static const QRegularExpression literal("\"(?:\\\\.|[^\"\\\\\\n])*\"(?:\\s*\"(?:\\\\.|[^\"\\\\\\n])*\")*");
        static const QRegularExpression seam("\"\\s*\"");
        for (const char* folder : {"app", "ui", "inference"}) {
            QDirIterator files(QStringLiteral(SOURCE_DIR "/%1").arg(folder), {"*.cpp", "*.h", "*.qml"}, QDir::Files,
                               QDirIterator::Subdirectories);
            while (files.hasNext()) {
                const QString source = textOf(files.next());
                for (auto matches = literal.globalMatch(source); matches.hasNext();)
                    literals_.append(matches.next().captured().remove(seam));
            }
        }
        QVERIFY(literals_.size() > 1000);
    }

    void everyQuotationIsSaid() {
        static const QRegularExpression row("^\\| (?!what you see|---)(.*) \\|$", QRegularExpression::MultilineOption);
        static const QRegularExpression quotation("\"([^\"]+)\"");
        const QString section =
            textOf(SOURCE_DIR "/README.md").section("\n## Troubleshooting\n", 1).section("\n## ", 0, 0);
        int count = 0;
        for (auto rows = row.globalMatch(section); rows.hasNext();)
            for (auto quoted = quotation.globalMatch(rows.next().captured(1)); quoted.hasNext(); ++count) {
                const QString text = quoted.next().captured(1);
                QVERIFY2(isSaid(text), qPrintable(text));
            }
        QVERIFY2(count > 30, qPrintable(QString::number(count)));
    }

    void whatIsNotSaidIsFound() {
        QVERIFY(!isSaid("lies beyond its end"));
        QVERIFY(!isSaid("claims 20 keys, 76 bytes are left"));
        QVERIFY(!isSaid("can be had of memory"));  // in another order
    }
};
QTEST_GUILESS_MAIN(TroubleshootingTest)
#include "troubleshooting_test.moc"
