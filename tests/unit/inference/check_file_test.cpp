#include "inference/vulkan/check_file.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include "tests/support/kept_file.h"

using namespace inference::vulkan;
using namespace test_support;

/// What is kept of checking a device for a feature: of one driver and of this program's kernels.
class CheckFileTest : public KeptFileFixture {
    Q_OBJECT

public:
    CheckFileTest() : KeptFileFixture("10de-2684.cooperative") {}

private slots:
    void init() { renew(); }

    void whatWasWrittenIsRead() {
        const CheckFile file(folder(), some_driver(), cooperative_matrices);
        QVERIFY(!file.read());
        QVERIFY(file.write("").has_value());
        QVERIFY(file.read() == "");
        QVERIFY(file.write("it is\nwrong").has_value());
        QVERIFY(file.read() == "it is wrong");  // a line
        DriverIdentity newer = some_driver();
        newer.driver_version = 8;
        QVERIFY(!CheckFile(folder(), newer, cooperative_matrices).read());
        DriverIdentity other = some_driver();
        other.uuid[15] = 1;
        QVERIFY(!CheckFile(folder(), other, cooperative_matrices).read());
        // Of another feature, in another file and by other words.
        const CheckFile chain(folder(), some_driver(), chained_dispatches);
        QVERIFY(!chain.read());
        QVERIFY(chain.path() != file.path());
        QVERIFY(QFile::copy(fileName(), QString::fromStdString(chain.path().string())));
        QVERIFY(!chain.read());
        file.remove();
        QVERIFY(!file.read());
        QVERIFY(!QFile::exists(fileName()));
    }

    void problemsOfSeveralFeaturesStandTogether() {
        std::string left_out;
        add_to_left_out(left_out, "");
        QCOMPARE(left_out, std::string());
        add_to_left_out(left_out, problem_words(cooperative_matrices, "one"));
        add_to_left_out(left_out, problem_words(chained_dispatches, "two"));
        add_to_left_out(left_out, problem_words(chained_dispatches, "three"));
        QCOMPARE(left_out, std::string("cooperative-matrix (one), chained-dispatches (two)"));
    }

    void withoutAFolderNothingIsKept() {
        const CheckFile file({}, some_driver(), cooperative_matrices);
        QVERIFY(file.write("wrong").has_value());
        QVERIFY(!file.read());
        file.remove();
    }

    void whatIsDamagedIsPassedOver() {
        const CheckFile file(folder(), some_driver(), cooperative_matrices);
        QVERIFY(file.write("because").has_value());
        const QByteArray sound = bytes();
        for (qsizetype length = 0; length < sound.indexOf("because"); ++length) {
            overwrite(sound.first(length));
            QVERIFY2(!file.read(), qPrintable(QString::number(length)));
        }
        overwrite(QByteArray(sound).replace(" by ", " by 0"));  // other kernels
        QVERIFY(!file.read());
        overwrite(QByteArray(sound).replace("wrong: ", "right: "));
        QVERIFY(!file.read());
        overwrite(sound + "more\n");
        QVERIFY(!file.read());
        overwrite(sound + QByteArray(5000, '\n'));
        QVERIFY(!file.read());
        overwrite(sound);
        QVERIFY(file.read() == "because");
        QVERIFY(QFile::remove(fileName()) && QDir().mkdir(fileName()));
        QVERIFY(!file.read());
        QVERIFY(!file.write("").has_value());
    }
};
QTEST_GUILESS_MAIN(CheckFileTest)
#include "check_file_test.moc"
