#include "inference/vulkan/cooperative_file.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include "tests/support/kept_file.h"

using namespace inference::vulkan;
using namespace test_support;

/// What is kept of comparing a device's products: of one driver and of this program's kernels.
class CooperativeFileTest : public KeptFileFixture {
    Q_OBJECT

public:
    CooperativeFileTest() : KeptFileFixture("10de-2684.cooperative") {}

private slots:
    void init() { renew(); }

    void whatWasWrittenIsRead() {
        const CooperativeFile file(folder(), some_driver());
        QVERIFY(!file.read());
        QVERIFY(file.write("").has_value());
        QVERIFY(file.read() == "");
        QVERIFY(file.write("it is\nwrong").has_value());
        QVERIFY(file.read() == "it is wrong");  // a line
        DriverIdentity newer = some_driver();
        newer.driver_version = 8;
        QVERIFY(!CooperativeFile(folder(), newer).read());
        DriverIdentity other = some_driver();
        other.uuid[15] = 1;
        QVERIFY(!CooperativeFile(folder(), other).read());
        file.remove();
        QVERIFY(!file.read());
        QVERIFY(!QFile::exists(fileName()));
    }

    void withoutAFolderNothingIsKept() {
        const CooperativeFile file({}, some_driver());
        QVERIFY(file.write("wrong").has_value());
        QVERIFY(!file.read());
        file.remove();
    }

    void whatIsDamagedIsPassedOver() {
        const CooperativeFile file(folder(), some_driver());
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
QTEST_GUILESS_MAIN(CooperativeFileTest)
#include "cooperative_file_test.moc"
