#include <QTest>

#include <algorithm>
#include <optional>
#include <set>

#include "inference/session.h"
#include "shaders/shader_library.h"
#include "tests/support/golden_files.h"
#include "tests/support/reference_model.h"
#include "tests/support/validated_device.h"

using namespace inference;
using namespace test_support;

namespace {

/// The kernels that were handed to the driver, by name.
class ShaderLog {
public:
    static void install(vulkan::Functions& functions) {
        if (functions.CreateShaderModule == nullptr || functions.CreateShaderModule == create) return;
        original_ = functions.CreateShaderModule;
        functions.CreateShaderModule = create;
    }
    static inline std::set<std::string_view> names;

private:
    static VkResult create(VkDevice device, const VkShaderModuleCreateInfo* info,
                           const VkAllocationCallbacks* allocation, VkShaderModule* module) {
        for (const std::string_view name : shaders::shader_names())
            if (shaders::find_shader(name).data() == info->pCode) names.insert(name);
        return original_(device, info, allocation, module);
    }
    static inline PFN_vkCreateShaderModule original_ = nullptr;
};

}  // namespace

/// Whole models on devices that lack what this one has.
class FallbacksTest : public QObject {
    Q_OBJECT
    vulkan::Capabilities there_;  // of the device

private slots:
    void initTestCase() {
        if (!golden::here())
            QSKIP("The shared folder with models and golden logits is not here, so nothing is compared with them.");
        const auto device = ValidatedDevice::open();
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        there_ = device->device().capabilities();
        QVERIFY(there_.integer_dot_product || !there_.software);  // else nothing is left off here
    }

    void logitsWithout_data() {
        QTest::addColumn<QString>("mask");
        QTest::addColumn<QString>("name");
        QTest::addRow("nothing left off") << QString() << QString("mini-q4_0");
        // The features without which other kernels run.
        QTest::addRow("no packed dot product") << QString("integer-dot-product") << QString("mini-q4_0");
        QTest::addRow("no cooperative matrices") << QString("cooperative-matrix") << QString("mini-q4_0");
        for (const char* name : {"mini-q4_0", "mini-q4_k_m"})
            QTest::addRow("bare Vulkan 1.2, %s", name) << QString("all") << QString(name);
    }
    void logitsWithout() {
        QFETCH(QString, mask);
        QFETCH(QString, name);
        ShaderLog::names.clear();
        const auto device = ValidatedDevice::open({.mask = mask.toStdString(), .replace = ShaderLog::install});
        QVERIFY2(device, device ? "" : device.error().what.c_str());
        const auto& capabilities = device->device().capabilities();
        QVERIFY(capabilities.feature_names() == there_.masked(mask.toStdString())->feature_names());
        const bool bare = mask == "all";
        QCOMPARE(capabilities.integer_dot_product,
                 !bare && mask != "integer-dot-product" && there_.integer_dot_product);
        QCOMPARE(capabilities.multiplies_cooperatively(),
                 !bare && mask != "cooperative-matrix" && there_.multiplies_cooperatively());

        const auto file = ModelFile::open(golden::model(name)).value();
        const auto model = device->load(file, Precision::Fast);
        QVERIFY2(model, model ? "" : model.error().what.c_str());
        const auto tokens = golden::tokens(name);
        for (const std::uint32_t batch : {1U, 48U}) {
            auto session = Session::open(*model, {.batch_tokens = batch}).value();
            const auto logits = session->logits(tokens, {});
            QVERIFY2(logits, logits ? "" : logits.error().what.c_str());
            const double error = normalised_error(*logits, golden::logits(name));
            QVERIFY2(error <= 2e-4, qPrintable(QString("%1, batch %2").arg(error).arg(batch)));
        }
        const auto uses = [](std::string_view beginning, std::string_view ending) {
            return std::ranges::any_of(ShaderLog::names, [&](std::string_view kernel) {
                return kernel.starts_with(beginning) && kernel.ends_with(ending);
            });
        };
        QCOMPARE(uses("decode_", "_int8_dot"), capabilities.integer_dot_product);
        QCOMPARE(uses("decode_", "_int8"), !capabilities.integer_dot_product);
        QCOMPARE(uses("prompt_", "_cooperative"), capabilities.multiplies_cooperatively());
        QCOMPARE(uses("prompt_gate_", "_q4_0") || uses("prompt_gate_", "_q4_k"),
                 !capabilities.multiplies_cooperatively());
        QCOMPARE(device->first_message(), std::string());
    }
};
QTEST_GUILESS_MAIN(FallbacksTest)
#include "fallbacks_test.moc"
