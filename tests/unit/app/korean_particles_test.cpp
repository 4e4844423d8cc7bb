#include "app/korean_particles.h"

#include <QTest>

class KoreanParticlesTest : public QObject {
    Q_OBJECT

private slots:
    void theOneThatFitsIsTaken_data() {
        QTest::addColumn<QString>("taken");
        QTest::newRow("숫자이(가) 왔습니다") << "숫자가 왔습니다";
        QTest::newRow("목록을(를) 바꾸고 매핑은(는) 둡니다") << "목록을 바꾸고 매핑은 둡니다";
        QTest::newRow("텍스트와(과) 목록와(과) 숫자") << "텍스트와 목록과 숫자";
        QTest::newRow("텍스트(으)로, 목록(으)로, 메서드 '호출'(으)로") << "텍스트로, 목록으로, 메서드 '호출'로";
        QTest::newRow("'범위'(이)라는 반복(이)라는") << "'범위'라는 반복이라는";
        QTest::newRow("1(으)로 3(으)로 4(으)로") << "1로 3으로 4로";
        QTest::newRow("0은(는) 2은(는) 6은(는) 9은(는)") << "0은 2는 6은 9는";
        // Whether a name ends in a vowel is known to who reads it.
        QTest::newRow("my-model.gguf을(를) 열 수 없습니다") << "my-model.gguf을(를) 열 수 없습니다";
        QTest::newRow("a model (1) is a model") << "a model (1) is a model";
    }
    void theOneThatFitsIsTaken() {
        QFETCH(const QString, taken);
        QCOMPARE(app::withParticles(QString::fromUtf8(QTest::currentDataTag())), taken);
    }
};

QTEST_GUILESS_MAIN(KoreanParticlesTest)
#include "korean_particles_test.moc"
