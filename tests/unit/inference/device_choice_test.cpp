#include "inference/plan/device_choice.h"

#include <QTest>

using namespace inference;

class DeviceChoiceTest : public QObject {
    Q_OBJECT

    using Stages = std::vector<StageChoice>;
    static Stages parsed(std::string_view text) { return DeviceChoice::parse(text).value().stages; }

private slots:
    void stagesInOrder() {
        QVERIFY(DeviceChoice::parse("auto").value().automatic());
        QVERIFY(parsed("cpu") == (Stages{{"cpu", std::nullopt}}));
        QVERIFY(parsed("vulkan:12") == (Stages{{"vulkan:12", std::nullopt}}));
        QVERIFY(parsed("vulkan:0=20,vulkan:0=12,cpu") ==
                (Stages{{"vulkan:0", 20}, {"vulkan:0", 12}, {"cpu", std::nullopt}}));
    }

    void severalWithoutLayersAreSplit() {
        const auto split = DeviceChoice::parse("vulkan:0,vulkan:1,cpu").value();
        QVERIFY(split.stages ==
                (Stages{{"vulkan:0", std::nullopt}, {"vulkan:1", std::nullopt}, {"cpu", std::nullopt}}));
        QVERIFY(split.splits() && !split.fixed() && !split.automatic());
        for (const char* text : {"cpu", "vulkan:0=20,cpu", "cpu=1,cpu=1"}) {
            const auto fixed = DeviceChoice::parse(text).value();
            QVERIFY(!fixed.splits() && fixed.fixed());
        }
        QVERIFY(!DeviceChoice::parse("auto").value().fixed());
    }

    void whatIsNoChoice_data() {
        QTest::addColumn<QByteArray>("text");
        std::string many = "cpu=1";
        for (int i = 0; i < 64; ++i) many += ",cpu=1";
        for (const char* text : {"",
                                 ",",
                                 "cpu,",
                                 ",cpu",
                                 "gpu",
                                 "vulkan",
                                 "vulkan:",
                                 "vulkan:x",
                                 "vulkan:0=",
                                 "vulkan:0=0",
                                 "cpu=-1",
                                 "cpu=1x",
                                 "cpu=4294967296",
                                 "vulkan:99999999999",
                                 "auto,cpu",
                                 "cpu =1",
                                 "CPU",
                                 "cpu,cpu",
                                 "vulkan:0,cpu,vulkan:0",
                                 "cpu,vulkan:0=1,vulkan:0",
                                 "cpu\x1b[2J",
                                 many.c_str()})
            QTest::addRow("'%.20s'", text) << QByteArray(text);
    }
    void whatIsNoChoice() {
        QFETCH(QByteArray, text);
        const auto choice = DeviceChoice::parse(text.toStdString());
        QVERIFY(!choice.has_value());
        QCOMPARE(choice.error().kind, ErrorKind::InvalidArgument);
        QVERIFY(choice.error().what.find('\x1b') == std::string::npos);
    }

    void layersOfAModel() {
        ModelConfig config;
        config.name = "a model";
        config.layer_count = 32;
        const auto layers = [&](std::string_view text) { return DeviceChoice::parse(text).value().layers_of(config); };
        const auto three = layers("vulkan:0=20,cpu,vulkan:1=2").value();
        QCOMPARE(three.size(), std::size_t{3});
        QCOMPARE(three[1].first, 20U);
        QCOMPARE(three[1].count, 10U);
        QCOMPARE(three[2].first, 30U);
        QCOMPARE(layers("cpu").value().front().count, 32U);
        QCOMPARE(layers("cpu=30,cpu=2").value().back().first, 30U);
        for (const char* text :
             {"cpu=31", "cpu=33", "cpu=32,vulkan:0", "cpu=4294967295,vulkan:0=33", "cpu=16,cpu=15"}) {
            const auto wrong = layers(text);
            QVERIFY2(!wrong.has_value(), text);
            QCOMPARE(wrong.error().kind, ErrorKind::InvalidArgument);
            QVERIFY(wrong.error().what.find("a model has 32") != std::string::npos);
        }
    }
};
QTEST_GUILESS_MAIN(DeviceChoiceTest)
#include "device_choice_test.moc"
