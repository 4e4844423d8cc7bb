#include <QTest>
#include <algorithm>
#include <functional>
#include <random>

#include "inference/vulkan/shader_needs.h"
#include "shaders/shader_library.h"

using namespace inference;
using namespace inference::vulkan;

namespace {

using Words = std::vector<std::uint32_t>;

/// All that the device of a dream can do.
Capabilities everything() {
    Capabilities all;
    all.buffer_device_address = all.storage_16_bit = all.storage_8_bit = all.shader_int8 = all.shader_float16 = true;
    all.integer_dot_product = all.subgroup_size_control = all.subgroup_arithmetic = true;
    all.memory_model = all.cooperative_matrix = all.chained_dispatches = true;
    all.max_bindings = 16;
    return all;
}

std::uint32_t instruction(std::uint32_t opcode, std::uint32_t words) { return words << 16U | opcode; }

Words header() { return {0x07230203, 0x00010500, 0, 100, 0}; }

/// A module with one binding, push constants of 8 bytes and workgroups of 64 x 1 x 1; `more` comes behind.
Words module(const Words& more = {}) {
    Words words = header();
    const auto add = [&](std::uint32_t opcode, const Words& operands) {
        words.push_back(instruction(opcode, static_cast<std::uint32_t>(operands.size()) + 1));
        words.insert(words.end(), operands.begin(), operands.end());
    };
    add(17, {1});                // OpCapability Shader
    add(16, {1, 17, 64, 1, 1});  // OpExecutionMode LocalSize
    add(71, {20, 33, 0});        // OpDecorate Binding
    add(71, {20, 34, 0});        // OpDecorate DescriptorSet
    add(72, {11, 0, 35, 0});     // OpMemberDecorate Offset
    add(72, {11, 1, 35, 4});
    add(21, {10, 32, 0});   // OpTypeInt
    add(30, {11, 10, 10});  // OpTypeStruct
    add(32, {12, 9, 11});   // OpTypePointer PushConstant
    add(32, {13, 12, 11});  // OpTypePointer StorageBuffer
    add(59, {12, 21, 9});   // OpVariable PushConstant
    add(59, {13, 20, 12});  // OpVariable StorageBuffer
    words.insert(words.end(), more.begin(), more.end());
    return words;
}

}  // namespace

/// What a shader says of itself, whoever wrote it.
class VulkanShadersTest : public QObject {
    Q_OBJECT
private slots:
    void everyEmbeddedShader_data() {
        QTest::addColumn<QByteArray>("name");
        for (const auto name : shaders::shader_names())
            QTest::newRow(std::string(name).c_str()) << QByteArray(name.data(), static_cast<qsizetype>(name.size()));
    }
    void everyEmbeddedShader() {
        QFETCH(QByteArray, name);
        const auto words = shaders::find_shader(name.toStdString());
        const auto interface = reflect(words);
        QVERIFY2(interface.has_value(), interface ? "" : interface.error().what.c_str());
        QVERIFY(!interface->bindings.empty());
        QVERIFY(interface->push_constants_bytes > 0);
        for (const auto& extent : interface->local_size) QVERIFY(extent.value > 0);
        const auto unmet = unmet_need(name.toStdString(), *interface, {}, everything());
        QVERIFY2(!unmet.has_value(), unmet ? unmet->what.c_str() : "");
        // Bare Vulkan 1.2 has a path of its own: only packed dot products, chained dispatches, cooperative matrices and
        // the float16 that those read need more.
        QCOMPARE(!unmet_need(name.toStdString(), *interface, {}, everything().masked("all").value()),
                 !name.endsWith("_dot") && !name.endsWith("_chained") && !name.endsWith("_cooperative") &&
                     name != "round_activations");
        QCOMPARE(!unmet_need(name.toStdString(), *interface, {}, everything().masked("cooperative-matrix").value()),
                 !name.endsWith("_cooperative"));
    }

    void anExampleIsRead() {
        const auto interface = reflect(shaders::find_shader("add_one"));
        QVERIFY(interface.has_value());
        QCOMPARE(interface->bindings, (std::vector<std::uint32_t>{0}));
        QCOMPARE(interface->push_constants_bytes, 8U);
        QCOMPARE(interface->local_size[0].value, 64U);
        QVERIFY(!interface->local_size[0].constant_id.has_value());
        const auto specialized = reflect(shaders::find_shader("decode_gate_q4_0"));
        QVERIFY(specialized.has_value());
        QVERIFY(specialized->local_size[0].constant_id == 0U);
    }

    void namesAreUniqueAndUnknownOnesEmpty() {
        auto names = shaders::shader_names();
        QVERIFY(names.size() > 50);
        std::ranges::sort(names);
        QVERIFY(std::ranges::adjacent_find(names) == names.end());
        QVERIFY(shaders::find_shader("no such shader").empty());
        QVERIFY(shaders::find_shader("").empty());
    }

    void everyPrefixIsRefusedOrUnderstood() {
        for (const char* name : {"add_one", "decode_attention"}) {
            const auto words = shaders::find_shader(name);
            int refused = 0;
            for (std::size_t length = 0; length < words.size(); ++length) {
                const Words prefix(words.begin(),
                                   words.begin() + static_cast<std::ptrdiff_t>(length));  // exactly so long
                if (!reflect(prefix)) ++refused;
            }
            QVERIFY(refused > 20);
        }
    }

    void everyWordMayBeWrong() {
        const auto words = shaders::find_shader("add_one");
        std::mt19937 random(20261124);
        int refused = 0;
        for (std::size_t at = 0; at < words.size(); ++at)
            for (const std::uint32_t value :
                 {0U, 1U, 0xFFFFU, 0xFFFF0000U, 0xFFFFFFFFU, static_cast<std::uint32_t>(random())}) {
                Words damaged(words.begin(), words.end());
                damaged[at] = value;
                const auto interface = reflect(damaged);
                if (!interface) ++refused;
                if (interface) QVERIFY(interface->push_constants_bytes <= 4096);
            }
        QVERIFY(refused > 100);
    }

    void hostileModules_data() {
        QTest::addColumn<QList<std::uint32_t>>("words");
        QTest::addColumn<QString>("names");
        const auto row = [](const char* name, const Words& words, const char* names) {
            QTest::newRow(name) << QList<std::uint32_t>(words.begin(), words.end()) << names;
        };
        row("nothing", {}, "0 words");
        row("no header", {0x07230203, 0, 0, 0}, "4 words");
        row("other byte order", {0x03022307, 0, 0, 0, 0}, "0x3022307");
        row("only a header", header(), "no workgroup size");
        row("an instruction of no words", module({0}), "0 words");
        row("an instruction beyond the end", module({instruction(71, 9)}), "9 words");
        row("a type without id", module({instruction(21, 1)}), "no id");
        row("a variable without class", module({instruction(59, 3), 12, 30}), "no storage class");
        row("another descriptor set", module({instruction(71, 4), 20, 34, 7}), "descriptor set 7");
        row("an image", module({instruction(71, 4), 22, 33, 1, instruction(59, 4), 13, 22, 0}), "no storage buffer");
        row("push constants of no type", module({instruction(59, 4), 99, 23, 9}), "no type");
        row("a struct that contains itself", module({instruction(30, 4), 11, 11, 11}), "push constants have no size");
        row("push constants of 4 GB", module({instruction(72, 5), 11, 1, 35, 0xFFFFFFF0}),
            "push constants take 4294967284");
        row("a workgroup size of two numbers",
            module({instruction(71, 4), 40, 11, 25, instruction(44, 5), 10, 40, 41, 42}), "2 numbers");
        row("a workgroup size of no constants",
            module({instruction(71, 4), 40, 11, 25, instruction(44, 6), 10, 40, 41, 42, 43}), "no constant");
    }
    void hostileModules() {
        QFETCH(QList<std::uint32_t>, words);
        QFETCH(QString, names);
        const Words exact(words.begin(), words.end());
        const auto interface = reflect(exact);
        QVERIFY(!interface.has_value());
        QCOMPARE(interface.error().kind, ErrorKind::InvalidFile);
        QVERIFY2(interface.error().what.find(names.toStdString()) != std::string::npos, interface.error().what.c_str());
    }

    void soundModuleIsUnderstood() {
        const auto interface = reflect(module());
        QVERIFY2(interface.has_value(), interface ? "" : interface.error().what.c_str());
        QCOMPARE(interface->push_constants_bytes, 8U);
    }

    /// 1,000 members of a struct that is each of them: 1,000^8 visits if nobody counted.
    void wideRecursionEnds() {
        Words words = module();
        constexpr std::uint32_t members = 1000;
        for (std::uint32_t member = 0; member < members; ++member)
            words.insert(words.end(), {instruction(72, 5), 11, member, 35, 0});
        words.insert(words.end(), {instruction(30, members + 2), 11});
        words.insert(words.end(), members, 11);
        QVERIFY(!reflect(words).has_value());
    }

    void needsAreCompared_data() {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("names");
        QTest::newRow("push constants") << 0 << "132 bytes of push constants, the device takes 128";
        QTest::newRow("bindings") << 1 << "17 buffers, the device takes 16";
        QTest::newRow("an unknown capability") << 2 << "SPIR-V capability 9999";
        QTest::newRow("a feature that is off") << 3 << "needs Float16";
        QTest::newRow("no workgroup") << 4 << "workgroups of 0 x 1 x 1";
        QTest::newRow("a deep workgroup") << 5 << "workgroups of 1 x 1 x 65";
        QTest::newRow("too many in all") << 6 << "workgroups of 64 x 64 x 1";
        QTest::newRow("specialized beyond") << 7 << "workgroups of 4096 x 1 x 1";
    }
    void needsAreCompared() {
        QFETCH(int, which);
        QFETCH(QString, names);
        ShaderInterface interface;
        interface.bindings = {0};
        interface.push_constants_bytes = 128;
        for (auto& extent : interface.local_size) extent.value = 1;
        interface.local_size[0].constant_id = 5;
        interface.capabilities = {1, 6018};
        std::vector<SpecializationConstant> constants = {{4, 4096}, {5, 64}};
        Capabilities capabilities = everything();
        QVERIFY(!unmet_need("it", interface, constants, capabilities));
        const std::function<void()> spoil[] = {
            [&] { interface.push_constants_bytes = 132; },
            [&] { interface.bindings.resize(17); },
            [&] { interface.capabilities.push_back(9999); },
            [&] {
                interface.capabilities.push_back(9);
                capabilities.shader_float16 = false;
            },
            [&] { constants[1].value = 0; },
            [&] {
                constants[1].value = 1;
                interface.local_size[2].value = 65;
            },
            [&] { interface.local_size[1].value = 64; },
            [&] { constants[1].value = 4096; },
        };
        spoil[which]();
        const auto unmet = unmet_need("it", interface, constants, capabilities);
        QVERIFY(unmet.has_value());
        QCOMPARE(unmet->kind, ErrorKind::Unsupported);
        QVERIFY2(unmet->what.find(names.toStdString()) != std::string::npos, unmet->what.c_str());
    }
};

QTEST_GUILESS_MAIN(VulkanShadersTest)
#include "vulkan_shaders_test.moc"
