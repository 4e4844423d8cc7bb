#include "app/library/model_identity.h"

#include <QRegularExpression>

#include "tests/support/model_folder.h"
#include "tests/support/verify_outcome.h"

using app::modelIdentityOf;
using test_support::GgufBuilder;
using test_support::ModelFolder;
using test_support::small_model;

class ModelIdentityTest : public QObject {
    Q_OBJECT

    ModelFolder files_;
    QString identityOf(const QByteArray& bytes) {
        const auto identity = modelIdentityOf(files_.write("m.gguf", bytes));
        return identity ? *identity : QStringLiteral("failed: ") + identity.error().what;
    }

private slots:
    void isTheFilesWhereverItLies() {
        const auto bytes = QByteArray::fromStdString(small_model().text());
        const auto here = modelIdentityOf(files_.write("here.gguf", bytes));
        const auto there = modelIdentityOf(files_.write("there.bin", bytes));
        VERIFY_OUTCOME(here);
        VERIFY_OUTCOME(there);
        QCOMPARE(*here, *there);
        QVERIFY(QRegularExpression("^[0-9a-f]{64}$").match(*here).hasMatch());
    }

    void everyByteOfASmallFileCounts() {
        const auto bytes = QByteArray::fromStdString(small_model().text());
        QSet<QString> seen = {identityOf(bytes)};
        int changed = 0;
        for (const qsizetype at : {qsizetype{40}, bytes.size() / 2, bytes.size() - 400, bytes.size() - 1}) {
            QByteArray other = bytes;
            // A letter of the first key's name, then bytes of weights: whatever is changed, it stays a GGUF file.
            other[at] = static_cast<char>(other[at] ^ 1);
            const QString identity = identityOf(other);
            QVERIFY2(!identity.startsWith("failed"), qPrintable(identity));
            seen.insert(identity);
            ++changed;
        }
        seen.insert(identityOf(bytes + '\0'));
        QCOMPARE(seen.size(), changed + 2);
    }

    void theBeginningOfEveryTensorCounts() {
        GgufBuilder builder = small_model();
        for (const char* name : {"large.0", "large.1", "large.2"}) builder.add(name, {64, 64});  // 16 KiB
        const QString plain = identityOf(QByteArray::fromStdString(builder.text()));
        QSet<QString> seen = {plain};
        int changed = 0;
        for (auto& tensor : builder.tensors())
            for (const std::size_t at : {std::size_t{0}, std::min(tensor.data.size(), std::size_t{4096}) - 1}) {
                tensor.data[at] ^= 1;
                seen.insert(identityOf(QByteArray::fromStdString(builder.text())));
                tensor.data[at] ^= 1;
                ++changed;
            }
        QCOMPARE(seen.size(), changed + 1);
        builder.tensors().back().data[4096] ^= 1;  // what is not read, however many gigabytes
        QCOMPARE(identityOf(QByteArray::fromStdString(builder.text())), plain);
    }

    void everyPartOfAModelInSeveralFilesCounts() {
        QSet<QString> seen;
        for (const std::size_t changed : {0U, 1U, 2U}) {
            auto parts = small_model().split(2);
            if (changed > 0) parts[changed - 1].tensors().back().data.back() ^= 1;
            for (std::size_t i = 0; i < 2; ++i)
                files_.write(QString::asprintf("s-%05zu-of-00002.gguf", i + 1), parts[i]);
            const auto first = modelIdentityOf(files_.path("s-00001-of-00002.gguf"));
            const auto second = modelIdentityOf(files_.path("s-00002-of-00002.gguf"));
            VERIFY_OUTCOME(first);
            VERIFY_OUTCOME(second);
            QCOMPARE(*first, *second);
            seen.insert(*first);
        }
        QCOMPARE(seen.size(), 3);
    }

    void whatIsNoModelHasNone() {
        QVERIFY(identityOf("no model").contains("is not a GGUF file"));
        QVERIFY(identityOf(QByteArray::fromStdString(small_model().text()).chopped(1)).contains("ends too soon"));
        const auto missing = modelIdentityOf(files_.path("missing"));
        QVERIFY(!missing);
        QVERIFY(missing.error().what.contains("there is no file"));
    }
};
QTEST_GUILESS_MAIN(ModelIdentityTest)
#include "model_identity_test.moc"
