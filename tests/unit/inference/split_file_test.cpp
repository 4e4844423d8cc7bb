#include <QTemporaryDir>
#include <QTest>

#include <cstring>
#include <fstream>

#include "inference/gguf/split_name.h"
#include "inference/model/model_file.h"
#include "tests/support/gguf_builder.h"
#include "tests/support/message_fault.h"

using namespace inference;
using namespace inference::gguf;
using namespace test_support;

namespace {

/// A small model of which each tensor has weights of its own.
GgufBuilder numbered_model() {
    GgufBuilder builder = small_model();
    builder.remove("general.name");
    float number = 0.0F;
    for (GgufBuilder::Tensor& tensor : builder.tensors()) {
        number += 1.0F;
        for (std::size_t at = 0; at < tensor.data.size(); at += 4) tensor.data.replace(at, 4, stored(number));
    }
    return builder;
}

}  // namespace

class SplitFileTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> folder_;

    std::filesystem::path part(int number, int count = 3) const {
        return folder_->filePath(QString::asprintf("big-%05d-of-%05d.gguf", number, count)).toStdString();
    }
    void write(const std::filesystem::path& path, const GgufBuilder& builder) const {
        std::ofstream(path, std::ios::binary) << builder.text();
    }
    void write(const std::vector<GgufBuilder>& parts) const {
        for (std::size_t i = 0; i < parts.size(); ++i)
            write(part(static_cast<int>(i) + 1, static_cast<int>(parts.size())), parts[i]);
    }

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void names() {
        const auto name = SplitName::parse("a-b-00002-of-00013.gguf");
        QVERIFY(name);
        QCOMPARE(name->prefix, std::string("a-b"));
        QCOMPARE(name->number, 2U);
        QCOMPARE(name->count, 13U);
        QCOMPARE(name->of_part(13), std::string("a-b-00013-of-00013.gguf"));
        for (const char* none : {"a.gguf", "a-00000-of-00002.gguf", "a-00003-of-00002.gguf", "a-0001-of-00002.gguf",
                                 "a-0000x-of-00002.gguf", "-00001-of-00002.gguf", "a-00001-of-00002.GGUF",
                                 "a-00001-of-00002.gguf.part", ""})
            QVERIFY2(!SplitName::parse(none), none);
    }

    void anyPartOpensAll_data() {
        QTest::addColumn<int>("parts");
        for (const int parts : {1, 2, 3, 5}) QTest::addRow("%d", parts) << parts;
    }
    void anyPartOpensAll() {
        QFETCH(int, parts);
        GgufBuilder whole = numbered_model();
        const auto split = whole.split(static_cast<std::size_t>(parts));
        write(split);
        std::uint64_t bytes = 0;
        for (const GgufBuilder& one : split) bytes += one.text().size();
        for (int number = 1; number <= parts; ++number) {
            const auto model = ModelFile::open(part(number, parts));
            QVERIFY2(model, model ? "" : model.error().what.c_str());
            const GgufFile& file = *(*model)->file;
            QCOMPARE(file.size_bytes(), bytes);
            QCOMPARE(file.name(), part(1, parts).filename().string());
            QCOMPARE((*model)->config.name, std::string("big"));
            QCOMPARE(file.paths().size(), std::size_t(parts));
            QVERIFY(file.paths().back() == part(parts, parts));
            QCOMPARE(file.tensors().size(), whole.tensors().size());
            for (const auto& tensor : whole.tensors()) {
                const TensorInfo* found = file.find(tensor.name);
                QVERIFY(found);
                std::string data(tensor.data.size(), '\0');
                QVERIFY(file.read(*found, 0, std::as_writable_bytes(std::span(data))));
                QVERIFY2(data == tensor.data, tensor.name.c_str());
            }
        }
    }

    void aWholeFileMayHaveTheNameOfAPart() {
        write(part(2), small_model());
        QVERIFY(ModelFile::open(part(2)));
    }

    /// As tools mark what they merged from parts: it is whole, whatever its name.
    void aFileOfNoPartsIsWhole() {
        auto merged = numbered_model();
        merged.put_raw("split.count", GgufType::U32, stored(std::uint32_t{0}));
        write(part(2), merged);
        QVERIFY(ModelFile::open(part(2)));
    }

    void aPartWithoutTensors() {
        auto parts = numbered_model().split(2);
        parts[1].tensors().insert(parts[1].tensors().begin(), parts[0].tensors().begin(), parts[0].tensors().end());
        parts[0].tensors().clear();
        write(parts);
        QVERIFY(ModelFile::open(part(1, 2)));
    }

    void refuses_data() {
        QTest::addColumn<int>("index");
        for (int i = 0; i < 14; ++i) QTest::addRow("%d", i) << i;
    }
    void refuses() {
        QFETCH(int, index);
        auto parts = numbered_model().split(3);
        const auto number = [](auto value) { return stored(static_cast<std::uint32_t>(value)); };
        const std::vector<std::pair<std::function<void()>, const char*>> breaks = {
            {[&] { std::filesystem::remove(part(2)); }, "part 2 of 3 cannot be read: there is no file"},
            {[&] { std::filesystem::remove(part(3)); }, "part 3 of 3 cannot be read"},
            {[&] { std::ofstream(part(2)) << "GGUF"; }, "part 2 of 3 cannot be read: big-00002-of-00003.gguf"},
            {[&] { write(part(2), parts[2]); }, "split.no is 2, 1 is needed in part 2 of 3"},
            {[&] { write(part(3), small_model()); }, "big-00003-of-00003.gguf lacks the key split.no"},
            {[&] { write(part(2), parts[1].put_raw("split.count", GgufType::U32, number(4))); },
             "split.count is 4, 3 is needed in part 2"},
            {[&] { write(part(2), parts[1].put_raw("split.tensors.count", GgufType::U32, number(7))); },
             "split.tensors.count is 7, 21 is needed in part 2"},
            {[&] { write(part(1), parts[0].put_raw("split.tensors.count", GgufType::I32, number(-1))); },
             "split.tensors.count is not a whole number from 0"},
            {[&] { write(part(1), parts[0].remove("split.tensors.count")); }, "lacks the key split.tensors.count"},
            {[&] { write(part(1), parts[0].put_raw("split.count", GgufType::U32, number(-1))); },
             "split.count is 4294967295"},
            {[&] { write(part(1), parts[0].put_raw("split.count", GgufType::U32, number(4))); },
             "is one of 4 parts of a model, but its name"},
            {[&] { write(part(1), parts[0].remove_tensor(parts[0].tensors().front().name)); },
             "the 3 parts have 20 tensors, split.tensors.count is 21"},
            {[&] { write(part(3), parts[2].add(parts[0].tensors().front().name, {4})); },
             "part 3 has the tensor token_embd.weight, which part 1 has too"},
            {[&] {
                 std::filesystem::remove(part(1));
                 write(part(1), parts[0].remove("split.no"));
             },
             "lacks the key split.no"},
        };
        QCOMPARE(breaks.size(), std::size_t{14});
        write(parts);
        breaks[static_cast<std::size_t>(index)].first();
        const auto model = ModelFile::open(part(1));
        QVERIFY2(!model, "it was read");
        const char* says = breaks[static_cast<std::size_t>(index)].second;
        QVERIFY2(model.error().what.find(says) != std::string::npos, model.error().what.c_str());
        QVERIFY2(message_fault(model.error()).empty(), message_fault(model.error()).c_str());
    }

    void aPartUnderAnotherNameFindsNoOthers() {
        write(numbered_model().split(3));
        const auto renamed = part(1).parent_path() / "model.gguf";
        std::filesystem::copy(part(1), renamed);
        const auto model = ModelFile::open(renamed);
        QVERIFY(!model);
        QVERIFY2(model.error().what.starts_with("model.gguf is one of 3 parts of a model, but its name does not end"),
                 model.error().what.c_str());
    }
};
QTEST_GUILESS_MAIN(SplitFileTest)
#include "split_file_test.moc"
