#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "tests/e2e/support/program.h"
#include "tests/support/gguf_builder.h"

using test_support::GgufBuilder;
using test_support::small_model;

namespace {

struct Shape {
    std::uint32_t layers, embedding, feed_forward, heads;
};

/// A model of any size whose weights are a hole in the file.
GgufBuilder hollow_model(const Shape& shape) {
    GgufBuilder file = small_model();
    const std::uint64_t vocabulary = file.tensor("output.weight").shape[0];
    file.tensors().clear();
    file.put("llama.block_count", shape.layers).put("llama.embedding_length", shape.embedding);
    file.put("llama.feed_forward_length", shape.feed_forward);
    file.put("llama.attention.head_count", shape.heads).put("llama.attention.head_count_kv", shape.heads);
    const std::uint64_t embedding = shape.embedding;
    file.add_hollow("token_embd.weight", {vocabulary, embedding});
    for (std::uint32_t layer = 0; layer < shape.layers; ++layer) {
        const std::string prefix = "blk." + std::to_string(layer) + '.';
        for (const char* norm : {"attn_norm", "ffn_norm"}) file.add_hollow(prefix + norm + ".weight", {embedding});
        for (const char* square : {"attn_q", "attn_k", "attn_v", "attn_output"})
            file.add_hollow(prefix + square + ".weight", {embedding, embedding});
        for (const char* wide : {"ffn_gate", "ffn_up"})
            file.add_hollow(prefix + wide + ".weight", {shape.feed_forward, embedding});
        file.add_hollow(prefix + "ffn_down.weight", {embedding, shape.feed_forward});
    }
    file.add_hollow("output_norm.weight", {embedding}).add_hollow("output.weight", {vocabulary, embedding});
    return file;
}

bool maps(qint64 process, const QString& path) {
    QFile file(QString("/proc/%1/maps").arg(process));
    return file.open(QIODevice::ReadOnly) && file.readAll().contains(path.toUtf8());
}

}  // namespace

/// Files that are larger than memory, or change under the program.
class LargeFileTest : public QObject {
    Q_OBJECT
    QTemporaryDir folder_;

private slots:
    void weightsThatNoDeviceHolds() {
        const QString path = folder_.filePath("large.gguf");
        QVERIFY(hollow_model({200, 16384, 65536, 128}).write_sparse(path.toStdString()));  // 3.4 TB
        static const QRegularExpression numbers("needs 3\\.[45] TB of memory, \\d+\\.\\d [GM]B can be had");
        for (const char* device : {"vulkan:0", "cpu", "auto"}) {
            const e2e::Ran ran = e2e::run({"generate", path, "--prompt", "a", "--device", device});
            const QByteArray wrong = e2e::notRefused(ran);
            QVERIFY2(wrong.isEmpty(), wrong.constData());
            QVERIFY2(numbers.match(QString::fromUtf8(ran.errors)).hasMatch(), ran.errors.constData());
            QVERIFY2(ran.errors.contains("No quantisation of it fits"), ran.errors.constData());
        }
    }

    void aFileCutShortWhileItIsRead_data() {
        QTest::addColumn<QString>("device");
        QTest::newRow("vulkan:0") << QString("vulkan:0");
        QTest::newRow("cpu") << QString("cpu");
    }
    void aFileCutShortWhileItIsRead() {
        QFETCH(QString, device);
        const QString path = folder_.filePath("cut.gguf");
        QVERIFY(hollow_model({2, 4096, 11008, 32}).write_sparse(path.toStdString()));  // 1.6 GB
        QProcess program;
        program.setProcessEnvironment(e2e::environment());
        program.start(PROGRAM, {"generate", path, "--prompt", "a", "--tokens", "1", "--device", device});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY_WITH_TIMEOUT(maps(program.processId(), path), 30'000);
        QVERIFY(QFile::resize(path, 1 << 20));
        QVERIFY(program.waitForFinished(120'000));
        e2e::Ran ran;
        if (program.exitStatus() == QProcess::NormalExit) ran.exitCode = program.exitCode();
        ran.output = program.readAllStandardOutput();
        ran.errors = program.readAllStandardError();
        const QByteArray wrong = e2e::notRefused(ran);
        QVERIFY2(wrong.isEmpty(), wrong.constData());
        QVERIFY2(ran.errors.contains("cut.gguf") && ran.errors.contains("became shorter than"), ran.errors.constData());
    }
};
QTEST_GUILESS_MAIN(LargeFileTest)
#include "large_file_test.moc"
