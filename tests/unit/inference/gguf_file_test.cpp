#include <QTemporaryDir>
#include <QTest>

#include <fstream>
#include <functional>

#include "inference/gguf/gguf_file.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/message_fault.h"

using namespace inference;
using namespace inference::gguf;
using namespace test_support;

namespace {

Result<std::shared_ptr<const GgufFile>> parse(std::span<const std::byte> bytes) {
    return GgufFile::parse(bytes, "m.gguf");
}

/// A rule of the format, a file that breaks it and nothing else, and what the reader must say of it.
struct Broken {
    const char* rule;
    std::function<void(GgufBuilder&)> breaks;
    ErrorKind kind;
    const char* says;
};

constexpr std::uint64_t huge = 0xFFFFFFFFFFFFFFFFU;
const std::string one_key = stored(std::uint32_t{7});

const std::vector<Broken>& broken_files() {
    using B = GgufBuilder;
    static const std::vector<Broken> files = {
        {"number of keys", [](B& f) { f.claimed_keys = huge; }, ErrorKind::InvalidFile,
         "claims 18446744073709551615 keys"},
        {"number of tensors", [](B& f) { f.claimed_tensors = huge; }, ErrorKind::InvalidFile,
         "claims 18446744073709551615 tensors"},
        {"number of keys, plausible", [](B& f) { f.claimed_keys = 900; }, ErrorKind::InvalidFile,
         "ends too soon: its 900 keys need at least 11700 bytes"},
        {"length of a key", [](B& f) { f.put_raw(std::string(256, 'k'), GgufType::U32, one_key); },
         ErrorKind::InvalidFile, "has a key of 256 bytes"},
        {"key in UTF-8", [](B& f) { f.put("llama.\xC3", 1U); }, ErrorKind::InvalidFile, "key that is not UTF-8"},
        {"key without control characters", [](B& f) { f.put("llama.\x1b[2J", 1U); }, ErrorKind::InvalidFile,
         "key with control characters"},
        {"key once", [](B& f) { f.repeat("llama.block_count"); }, ErrorKind::InvalidFile,
         "the key llama.block_count twice"},
        {"value type", [](B& f) { f.put_raw("x", 13, one_key); }, ErrorKind::InvalidFile, "x has the unknown type 13"},
        {"value type, huge", [](B& f) { f.put_raw("x", 0xFFFFFFFFU, one_key); }, ErrorKind::InvalidFile, "4294967295"},
        {"truth value", [](B& f) { f.put_raw("x", GgufType::Bool, "\2"); }, ErrorKind::InvalidFile,
         "a truth value of 2"},
        {"length of a text", [](B& f) { f.put_raw("x", GgufType::Text, stored(huge)); }, ErrorKind::InvalidFile,
         "ends too soon: text needs 18446744073709551615 x 1 bytes"},
        {"text in UTF-8", [](B& f) { f.put("general.name", "na\xFFme"); }, ErrorKind::InvalidFile,
         "text that is not UTF-8"},
        {"text without surrogates", [](B& f) { f.put("general.name", "\xED\xA0\x80"); }, ErrorKind::InvalidFile,
         "text that is not UTF-8"},
        {"array type", [](B& f) { f.put_raw("x", GgufType::Array, stored(13U) + stored(std::uint64_t{1}) + one_key); },
         ErrorKind::InvalidFile, "array of the unknown type 13"},
        {"array length", [](B& f) { f.put_raw("x", GgufType::Array, stored(GgufType::U64) + stored(huge)); },
         ErrorKind::InvalidFile, "array of 18446744073709551615 values"},
        {"array length whose bytes overflow",
         [](B& f) { f.put_raw("x", GgufType::Array, stored(GgufType::F64) + stored(std::uint64_t{1} << 26U)); },
         ErrorKind::InvalidFile, "array needs 67108864 x 8 bytes"},
        {"array of texts, length",
         [](B& f) { f.put_raw("x", GgufType::Array, stored(GgufType::Text) + stored(std::uint64_t{1} << 25U)); },
         ErrorKind::InvalidFile, "array of texts needs 33554432 x 8 bytes"},
        {"array of texts in UTF-8",
         [](B& f) {
             f.put_raw("x", GgufType::Array, stored(GgufType::Text) + stored(std::uint64_t{1}) + stored_text("\x80"));
         },
         ErrorKind::InvalidFile, "text in an array that is not UTF-8"},
        {"no nested arrays",
         [](B& f) {
             f.put_raw(
                 "x", GgufType::Array,
                 stored(GgufType::Array) + stored(std::uint64_t{1}) + stored(GgufType::U8) + stored(std::uint64_t{0}));
         },
         ErrorKind::InvalidFile, "arrays within an array"},
        {"length of a tensor's name", [](B& f) { f.tensors().back().name = std::string(300, 't'); },
         ErrorKind::InvalidFile, "tensor name of 300 bytes"},
        {"tensor's name in UTF-8", [](B& f) { f.tensors().back().name = "\xC0\x80"; }, ErrorKind::InvalidFile,
         "tensor name that is not UTF-8"},
        {"tensor's name on one line", [](B& f) { f.tensors().back().name = "a\nb"; }, ErrorKind::InvalidFile,
         "tensor name with control characters"},
        {"tensor once", [](B& f) { f.tensors().back().name = "blk.0.attn_q.weight"; }, ErrorKind::InvalidFile,
         "the tensor blk.0.attn_q.weight twice"},
        {"dimensions from 1", [](B& f) { f.tensor("output_norm.weight").shape.clear(); }, ErrorKind::InvalidFile,
         "output_norm.weight has 0 dimensions"},
        {"dimensions to 4", [](B& f) { f.tensor("output_norm.weight").shape = {1, 1, 1, 1, 8}; },
         ErrorKind::InvalidFile, "output_norm.weight has 5 dimensions"},
        {"dimensions, huge", [](B& f) { f.tensors().back().dimensions = 0xFFFFFFFFU; }, ErrorKind::InvalidFile,
         "has 4294967295 dimensions"},
        {"no dimension of 0", [](B& f) { f.tensor("output_norm.weight").shape = {0}; }, ErrorKind::InvalidFile,
         "output_norm.weight has a dimension of 0"},
        {"shape whose product overflows 2^64",
         [](B& f) { f.tensor("output.weight").shape = {1ULL << 32U, 1ULL << 32U}; }, ErrorKind::InvalidFile,
         "output.weight has more than 2^63 weights"},
        {"shape whose product wraps to a small number",
         [](B& f) { f.tensor("output.weight").shape = {0x8000000000000001U, 2}; }, ErrorKind::InvalidFile,
         "output.weight has more than 2^63 weights"},
        {"shape whose bytes overflow", [](B& f) { f.tensor("output.weight").shape = {1ULL << 31U, 1ULL << 31U}; },
         ErrorKind::InvalidFile, "output.weight has more than 2^63 bytes"},
        {"rows of whole blocks", [](B& f) { f.tensor("output.weight").type = 2; }, ErrorKind::InvalidFile,
         "output.weight have 8 weights, Q4_0 needs a multiple of 32"},
        {"rows of whole super-blocks", [](B& f) { f.tensor("output.weight").type = 13; }, ErrorKind::InvalidFile,
         "output.weight have 8 weights, Q5_K needs a multiple of 256"},
        {"type that is run, by name", [](B& f) { f.tensor("output.weight").type = 16; }, ErrorKind::UnsupportedFile,
         "output.weight is stored as IQ2_XXS (type 16)"},
        {"type that was given out", [](B& f) { f.tensor("output.weight").type = 4711; }, ErrorKind::UnsupportedFile,
         "output.weight is stored as unknown type (type 4711)"},
        {"offset aligned", [](B& f) { f.tensors().back().offset = 40; }, ErrorKind::InvalidFile,
         "output.weight begins at 40, which is no multiple of 32"},
        {"offset inside the file", [](B& f) { f.tensors().back().offset = 1U << 20U; }, ErrorKind::InvalidFile,
         "ends too soon: it has"},
        {"offset whose end overflows", [](B& f) { f.tensors().back().offset = huge - 31; }, ErrorKind::InvalidFile,
         "at 18446744073709551584) lies where no file reaches"},
        {"last byte inside the file", [](B& f) { f.tensors().back().data.pop_back(); }, ErrorKind::InvalidFile,
         "ends too soon: it has"},
        {"tensors apart", [](B& f) { f.tensors().back().offset = 0; }, ErrorKind::InvalidFile, "overlap at"},
        {"tensors apart by their last byte", [](B& f) { f.tensor("blk.0.attn_norm.weight").shape = {9}; },
         ErrorKind::InvalidFile, "tensors blk.0.attn_norm.weight and blk.0.attn_q.weight overlap"},
        {"alignment is a power of two", [](B& f) { f.put("general.alignment", 48U); }, ErrorKind::InvalidFile,
         "general.alignment is 48"},
        {"alignment is not 0", [](B& f) { f.put("general.alignment", 0U); }, ErrorKind::InvalidFile,
         "general.alignment is 0"},
        {"alignment is not huge", [](B& f) { f.put("general.alignment", 1U << 31U); }, ErrorKind::InvalidFile,
         "general.alignment is 2147483648"},
        {"alignment is a number", [](B& f) { f.put("general.alignment", "32"); }, ErrorKind::InvalidFile,
         "general.alignment is no number"},
    };
    return files;
}

}  // namespace

class GgufFileTest : public QObject {
    Q_OBJECT
private slots:
    void readsVersions_data() {
        QTest::addColumn<unsigned>("version");
        QTest::newRow("2") << 2U;
        QTest::newRow("3") << 3U;
    }
    void readsVersions() {
        QFETCH(unsigned, version);
        GgufBuilder builder = small_model();
        builder.version = version;
        const auto bytes = builder.bytes();
        const auto file = parse(bytes);
        QVERIFY2(file, file ? "" : file.error().what.c_str());
        QCOMPARE((*file)->version(), version);
        QCOMPARE((*file)->name(), std::string("m.gguf"));
        QCOMPARE((*file)->size_bytes(), std::uint64_t{bytes.size()});
        QCOMPARE((*file)->tensors().size(), std::size_t{21});
        const TensorInfo* matrix = (*file)->find("blk.1.ffn_down.weight");
        QVERIFY(matrix != nullptr);
        QVERIFY((matrix->shape == std::vector<std::uint64_t>{8, 12}));
        QCOMPARE(matrix->bytes, std::uint64_t{8 * 12 * 4});
        QVERIFY((*file)->find("blk.2.ffn_down.weight") == nullptr);
    }

    void readsEveryValueType() {
        GgufBuilder builder;
        builder.put_raw("u8", GgufType::U8, stored(std::uint8_t{200}))
            .put_raw("i8", GgufType::I8, stored(std::int8_t{-7}));
        builder.put_raw("u16", GgufType::U16, stored(std::uint16_t{60000}));
        builder.put_raw("i16", GgufType::I16, stored(std::int16_t{-300}))
            .put_raw("i32", GgufType::I32, stored(std::int32_t{5}));
        builder.put_raw("u64", GgufType::U64, stored(huge)).put_raw("i64", GgufType::I64, stored(std::int64_t{-1}));
        builder.put_raw("f64", GgufType::F64, stored(0.1))
            .put("f32", 0.5F)
            .put("yes", true)
            .put("text", "na\xC3\xAFve");
        builder.put_raw("nan", GgufType::F32, stored(std::nanf("")));
        const std::vector<float> values = {1.0F, -2.0F};
        builder.put("floats", std::span<const float>(values));
        builder.put_raw("bools", GgufType::Array,
                        stored(GgufType::Bool) + stored(std::uint64_t{2}) + std::string("\0\1", 2));
        const auto bytes = builder.bytes();
        const auto file = parse(bytes).value();
        QCOMPARE(file->unsigned_integer("u8").value(), 200U);
        QCOMPARE(file->unsigned_integer("u16").value(), 60000U);
        QCOMPARE(file->unsigned_integer("i32").value(), 5U);
        QCOMPARE(file->unsigned_integer("u64").value(), huge);
        QCOMPARE(file->number("i8").value(), -7.0);
        QCOMPARE(file->number("i16").value(), -300.0);
        QCOMPARE(file->number("f32").value(), 0.5);
        QCOMPARE(file->number("f64").value(), 0.1);
        QVERIFY(std::get<bool>(file->metadata().at("yes")));
        QVERIFY(file->string("text").value() == "na\xC3\xAFve");
        QVERIFY((std::get<std::vector<float>>(std::get<Array>(file->metadata().at("floats"))) == values));
        QVERIFY((std::get<std::vector<std::uint8_t>>(std::get<Array>(file->metadata().at("bools"))) ==
                 std::vector<std::uint8_t>{0, 1}));
        for (const auto& [failed, says] : std::vector<std::pair<Error, const char*>>{
                 {file->unsigned_integer("i8").error(), "i8 is not a whole number"},
                 {file->unsigned_integer("i64").error(), "i64 is not a whole number"},
                 {file->unsigned_integer("f32").error(), "f32 is not a whole number"},
                 {file->unsigned_integer("none").error(), "lacks the key none"},
                 {file->number("nan").error(), "nan is not a finite number"},
                 {file->number("text").error(), "text is not a finite number"},
                 {file->string("u8").error(), "u8 is not a text"},
                 {file->string("floats").error(), "floats is not a text"}}) {
            QVERIFY2(failed.what.find(says) != std::string::npos, failed.what.c_str());
            QCOMPARE(message_fault(failed), std::string());
        }
    }

    void readsTensorData() {
        GgufBuilder builder = small_model();
        auto& data = builder.tensor("blk.0.ffn_up.weight").data;
        for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<char>(i % 251);
        const auto bytes = builder.bytes();
        const auto file = parse(bytes).value();
        const TensorInfo& tensor = *file->find("blk.0.ffn_up.weight");
        std::vector<std::byte> read(100);
        QVERIFY(file->read(tensor, 30, read));
        QVERIFY(std::memcmp(read.data(), data.data() + 30, read.size()) == 0);
        QVERIFY(file->read(tensor, tensor.bytes, {}));
        QCOMPARE(file->read(tensor, tensor.bytes - 99, read).error().kind, ErrorKind::InvalidArgument);
        QCOMPARE(file->read(tensor, huge, read).error().kind, ErrorKind::InvalidArgument);
    }

    void keepsToTheAlignmentOfTheFile() {
        for (const std::uint32_t alignment : {8U, 64U, 4096U}) {
            GgufBuilder builder = small_model();
            builder.put("general.alignment", alignment);
            builder.alignment = alignment;
            const auto bytes = builder.bytes();
            const auto file = parse(bytes);
            QVERIFY2(file, file ? "" : file.error().what.c_str());
            for (const TensorInfo& tensor : (*file)->tensors()) QCOMPARE(tensor.offset % alignment, std::uint64_t{0});
        }
    }

    void refuses_data() {
        QTest::addColumn<int>("index");
        for (std::size_t i = 0; i < broken_files().size(); ++i)
            QTest::newRow(broken_files()[i].rule) << static_cast<int>(i);
    }
    void refuses() {
        QFETCH(int, index);
        const Broken& broken = broken_files()[static_cast<std::size_t>(index)];
        GgufBuilder builder = small_model();
        broken.breaks(builder);
        const auto bytes = builder.bytes();
        const auto file = parse(bytes);
        QVERIFY2(!file, "it was read");
        QVERIFY2(file.error().what.find(broken.says) != std::string::npos, file.error().what.c_str());
        QCOMPARE(file.error().kind, broken.kind);
        QVERIFY2(message_fault(file.error()).empty(), message_fault(file.error()).c_str());
    }

    void saysWhatToConvertTo() {
        for (const auto& [type, wanted] : std::vector<std::pair<std::uint32_t, const char*>>{
                 {16, "Get the model as Q2_K"}, {21, "Get the model as Q3_K"}, {39, "Get the model as Q4_K"}}) {
            GgufBuilder builder = small_model();
            builder.tensor("output.weight").type = type;
            const auto bytes = builder.bytes();
            const auto file = parse(bytes);
            QVERIFY(!file);
            QVERIFY2(file.error().hint.starts_with(wanted), file.error().hint.c_str());
        }
    }

    /// Whatever a download left: never a crash, always the same verdict.
    void refusesEveryTruncation() {
        const auto bytes = small_model().bytes();
        QVERIFY(parse(bytes));
        for (std::size_t size = 0; size < bytes.size(); ++size) {
            // A copy of its own, so that the address sanitizer sees a read behind it.
            const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
            const auto file = parse(cut);
            QVERIFY2(!file, qPrintable(QString("%1 of %2 bytes were enough").arg(size).arg(bytes.size())));
            QCOMPARE(file.error().kind, ErrorKind::InvalidFile);
            QVERIFY2(message_fault(file.error()).empty(), file.error().what.c_str());
            if (size < 4) continue;  // nothing to tell a GGUF file by
            QVERIFY2(file.error().what.starts_with("m.gguf ends too soon: "), file.error().what.c_str());
            QVERIFY2(file.error().hint.starts_with("The download is not complete"), file.error().hint.c_str());
        }
        const auto almost = parse(std::span(bytes).first(bytes.size() - 1));
        QCOMPARE(almost.error().what, "m.gguf ends too soon: it has " + std::to_string(bytes.size() - 1) +
                                          " bytes, by its header there should be " + std::to_string(bytes.size()));
    }

    void opensThroughTheFileSystem() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("small.gguf").toStdString();
        const std::string text = small_model().text();
        std::ofstream(path, std::ios::binary) << text;
        const auto file = GgufFile::open(path);
        QVERIFY2(file, file ? "" : file.error().what.c_str());
        QCOMPARE((*file)->name(), std::string("small.gguf"));
        std::vector<std::byte> head(4);
        QVERIFY((*file)->read(*(*file)->find("token_embd.weight"), 0, head));
        QVERIFY(std::memcmp(head.data(), stored(0.5F).data(), 4) == 0);
        std::ofstream(path, std::ios::binary) << text.substr(0, text.size() - 1);
        QCOMPARE(GgufFile::open(path).error().kind, ErrorKind::InvalidFile);
    }

    /// A file of a hundred gigabytes may be a hole, and its keys alone would fill the memory.
    void headersAreShort() {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("long.gguf").toStdString();
        constexpr std::uint64_t keys = 5, length = 1 << 26;
        std::ofstream file(path, std::ios::binary);
        file << "GGUF" << stored(3U) << stored(std::uint64_t{0}) << stored(keys);
        for (std::uint64_t key = 0; key < keys; ++key) {
            file << stored_text("key " + std::to_string(key)) << stored(GgufType::Array) << stored(GgufType::U8);
            file << stored(length);
            file.seekp(length, std::ios::cur);
        }
        file << stored(0U);
        file.close();
        QVERIFY(file);
        const auto opened = GgufFile::open(path);
        QVERIFY(!opened);
        QCOMPARE(opened.error().kind, ErrorKind::InvalidFile);
        QVERIFY2(opened.error().what.ends_with("has a header of more than 268435456 bytes, at most so many are read"),
                 opened.error().what.c_str());
    }
};
QTEST_GUILESS_MAIN(GgufFileTest)
#include "gguf_file_test.moc"
