#include <QTest>

#include "inference/gguf/gguf_file.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/message_fault.h"

using namespace inference;
using namespace inference::gguf;
using namespace test_support;

/// Files that people take for a GGUF file: each is named for what it is.
class ForeignFormatsTest : public QObject {
    Q_OBJECT
private slots:
    void names_data() {
        QTest::addColumn<QByteArray>("start");
        QTest::addColumn<QString>("says");
        QTest::addColumn<QString>("hints");
        QTest::addColumn<bool>("known");
        const auto bytes = [](const std::string& text) { return QByteArray::fromStdString(text); };
        const auto row = [](const char* name, const QByteArray& start, const char* says, const char* hints,
                            bool known = true) { QTest::newRow(name) << start << says << hints << known; };
        const auto word = [&](std::uint32_t value) { return bytes(stored(value)); };
        // ggml's magics are little-endian words: "ggml", "ggmf", "ggjt", "ggla" read from the left of the number.
        row("GGML", word(0x67676d6c) + word(32000), "an old GGML file", "Convert");
        row("GGMF", word(0x67676d66) + word(1), "an old GGMF file", "Convert");
        row("GGJT", word(0x67676a74) + word(3), "an old GGJT file", "Convert");
        row("GGLA", word(0x67676c61) + word(1), "a GGLA adapter", "Choose the model");
        row("GGUF 1", bytes("GGUF") + word(1) + word(0), "version 1; versions 2 and 3 are read", "Convert");
        row("GGUF 4", bytes("GGUF") + word(4) + word(0), "version 4; versions 2 and 3 are read", "Update");
        row("big-endian GGUF", bytes("GGUF") + word(0x03000000) + word(0), "a big-endian GGUF file", "little-endian");
        row("GGUF, 5 bytes", bytes("GGUF\3"), "has 5 bytes, a GGUF header needs 24", "not complete", false);
        row("PyTorch", bytes("PK\3\4") + word(0), "a PyTorch checkpoint or another ZIP", "Convert it to GGUF");
        row("pickle 2", bytes("\x80\2}q"), "a PyTorch pickle", "Convert it to GGUF");
        row("pickle 4", bytes("\x80\4\x95"), "a Python pickle", "Convert it to GGUF");
        row("safetensors", bytes(stored(std::uint64_t{18}) + R"({"__metadata__":{}})"), "a safetensors file",
            "Convert it to GGUF");
        row("gzip", bytes("\x1f\x8b\x08"), "a gzip archive", "Unpack");
        row("LFS pointer", bytes("version https://git-lfs.github.com/spec/v1\noid sha256:0"), "a Git LFS pointer",
            "git lfs pull");
        row("web page", bytes("<!DOCTYPE html>\n<html>"), "a web page", "Download the file itself");
        row("web page, lower case", bytes("<!doctype html><html>"), "a web page", "Download the file itself");
        row("web page without a type", bytes("<html><head>"), "a web page", "Download the file itself");
        row("text", bytes("hello, world, this is text"), "is not a GGUF file (26 bytes)", "usually named .gguf", false);
        row("one byte", bytes("G"), "is not a GGUF file (1 bytes)", "usually named .gguf", false);
        row("nothing", {}, "is not a GGUF file (0 bytes)", "usually named .gguf", false);
        row("zeros", QByteArray(4096, '\0'), "is not a GGUF file (4096 bytes)", "usually named .gguf", false);
    }
    void names() {
        QFETCH(QByteArray, start);
        QFETCH(QString, says);
        QFETCH(QString, hints);
        QFETCH(bool, known);
        const auto bytes = std::as_bytes(std::span(start.constData(), static_cast<std::size_t>(start.size())));
        const auto file = GgufFile::parse(bytes, "model.bin");
        QVERIFY(!file);
        QVERIFY2(file.error().what.find(says.toStdString()) != std::string::npos, file.error().what.c_str());
        QVERIFY2(file.error().what.starts_with("model.bin"), file.error().what.c_str());
        QVERIFY2(file.error().hint.find(hints.toStdString()) != std::string::npos, file.error().hint.c_str());
        QCOMPARE(file.error().kind, known ? ErrorKind::UnsupportedFile : ErrorKind::InvalidFile);
        QVERIFY2(message_fault(file.error()).empty(), file.error().what.c_str());
    }
};
QTEST_GUILESS_MAIN(ForeignFormatsTest)
#include "foreign_formats_test.moc"
