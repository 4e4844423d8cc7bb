#include "app/cli/shared_options.h"

#include <QTemporaryDir>
#include <QTest>

#include <fstream>

#include "app/cli/loaded_session.h"
#include "tests/support/gguf_builder.h"

using namespace app::cli;
using inference::CacheType;
using inference::Precision;

Q_DECLARE_METATYPE(Precision)
Q_DECLARE_METATYPE(CacheType)

/// What options that commands share come to, those that are not given among them.
class SharedOptionsTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

private slots:
    void theTypeOfCache_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<Precision>("precision");
        QTest::addColumn<CacheType>("cache");
        const auto row = [](const char* words, Precision precision, CacheType cache) {
            QTest::newRow(words) << QString(words).split(' ', Qt::SkipEmptyParts) << precision << cache;
        };
        row("", Precision::Fast, CacheType::F16);
        row("--precision fast", Precision::Fast, CacheType::F16);
        row("--precision exact", Precision::Exact, CacheType::F32);
        row("--precision exact --cache-type f16", Precision::Exact, CacheType::F16);
        row("--precision exact --cache-type q8_0", Precision::Exact, CacheType::Q8_0);
        row("--cache-type f32", Precision::Fast, CacheType::F32);
        row("--cache-type q8_0", Precision::Fast, CacheType::Q8_0);
    }
    void theTypeOfCache() {
        QFETCH(QStringList, words);
        QFETCH(Precision, precision);
        QFETCH(CacheType, cache);
        ModelOptions options;
        CommandLine line("altiplano try", "[OPTIONS]", "Tries.", "altiplano try");
        options.addTo(line);
        std::vector<std::string> given;
        for (const QString& word : words) given.push_back(word.toStdString());
        QVERIFY(line.parse(given));
        QVERIFY(options.loading().precision == precision);
        QVERIFY(options.loading().cache_type == cache);
        if (cache == CacheType::Q8_0) return;  // not with the small model's heads
        const std::string path = folder_.filePath("m.gguf").toStdString();
        std::ofstream(path, std::ios::binary) << test_support::small_model().text();
        options.device = "cpu";
        options.dataDirectory = folder_.filePath("data").toStdString();
        const auto model = loadModel(path, options);
        QVERIFY(model);
        QVERIFY((*model)->precision == precision);
        QVERIFY(openSession(*model, options).value()->cache_type() == cache);
    }
};
QTEST_GUILESS_MAIN(SharedOptionsTest)
#include "shared_options_test.moc"
