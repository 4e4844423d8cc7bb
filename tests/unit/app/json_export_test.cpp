#include "app/interchange/json_export.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "app/version.h"
#include "tests/support/conversation_samples.h"

using app::jsonOf;

namespace {

ui::StoredConversation conversation() {
    ui::StoredConversation conversation;
    conversation.summary = samples::conversation("c", "Title", 0);
    conversation.systemPrompt = "Be brief.";
    conversation.currentLeafId = "b";
    conversation.messages = {samples::question("c", "q", "", "Why?"), samples::answer("c", "a", "q", "Because."),
                             samples::answer("c", "b", "q", "It broke", 3)};
    conversation.messages[1].statistics = samples::statistics(ui::AnswerEnd::EndOfTurn);
    conversation.messages[2].statistics.end = ui::AnswerEnd::Failed;
    conversation.messages[2].settings.seed.reset();
    conversation.messages[2].problem = {"it broke", "Mend it."};
    return conversation;
}

QJsonObject parsed(const QByteArray& json) {
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(json, &error);
    if (error.error != QJsonParseError::NoError) qWarning("%s", qPrintable(error.errorString()));
    return document.object();
}

QJsonObject message(const QJsonObject& document, int index) {
    return document["conversations"][0]["messages"][index].toObject();
}

}  // namespace

class JsonExportTest : public QObject {
    Q_OBJECT
private slots:
    void holdsEverything() {
        const auto document = parsed(jsonOf({conversation()}));
        QCOMPARE(document["format"].toString(), "altiplano-conversations");
        QCOMPARE(document["version"].toInt(), 3);
        QCOMPARE(document["program"].toString(), QStringLiteral("Altiplano ") + app::version);
        const auto exported = document["conversations"][0].toObject();
        QCOMPARE(exported["id"].toString(), "c");
        QCOMPARE(exported["title"].toString(), "Title");
        QCOMPARE(exported["created"].toString(), "2026-11-24T10:00:00.000Z");
        QCOMPARE(exported["system_prompt"].toString(), "Be brief.");
        QCOMPARE(exported["current_leaf"].toString(), "b");
        QCOMPARE(exported["messages"].toArray().size(), 3);  // every branch
        const auto question = message(document, 0);
        QVERIFY(question["parent"].isNull());
        QCOMPARE(question["role"].toString(), "user");
        QCOMPARE(question["text"].toString(), "Why?");
        QVERIFY(!question.contains("answer"));
        const auto answer = message(document, 1)["answer"].toObject();
        QCOMPARE(message(document, 1)["parent"].toString(), "q");
        QCOMPARE(answer["model"]["name"].toString(), "LLaMA 13B");
        QCOMPARE(answer["model"]["identity"].toString(), "0123456789abcdef");
        QCOMPARE(answer["settings"]["temperature"].toDouble(), 0.25);
        QCOMPARE(answer["settings"]["top_k"].toInt(), 7);
        QCOMPARE(answer["settings"]["top_p"].toDouble(), 0.5);
        QCOMPARE(answer["settings"]["seed"].toString(), "18364758544493064720");  // a number would lose its end
        QCOMPARE(answer["settings"]["context_length"].toInt(), 2048);
        QCOMPARE(answer["settings"]["answer_limit"].toInt(), 99);
        QCOMPARE(answer["settings"]["min_p"].toDouble(), 1.0 / 3);
        QCOMPARE(answer["settings"]["typical_p"].toDouble(), 0.75);
        QCOMPARE(answer["settings"]["repetition_penalty"].toDouble(), 1.5);
        QCOMPARE(answer["settings"]["presence_penalty"].toDouble(), -0.5);
        QCOMPARE(answer["settings"]["frequency_penalty"].toDouble(), 0.125);
        QCOMPARE(answer["settings"]["penalty_window"].toInt(), 128);
        QCOMPARE(answer["settings"]["logit_bias"].toArray(),
                 (QJsonArray{QJsonObject{{"token", 13}, {"bias", -2.5}},
                             QJsonObject{{"token", 7}, {"bias", QJsonValue::Null}}}));
        QCOMPARE(answer["settings"]["stop_texts"].toArray(), (QJsonArray{"###", "\"User\":\n"}));
        QCOMPARE(answer["settings"]["reproducible"].toBool(), true);
        QCOMPARE(answer["settings"]["cache_type"].toString(), "q8_0");
        QCOMPARE(answer["chat_format"].toObject(), (QJsonObject{{"name", "vicuna"}, {"source", "chosen"}}));
        QCOMPARE(answer["ended"].toString(), "end of turn");
        QCOMPARE(answer["statistics"]["prompt_tokens"].toInt(), 31);
        QCOMPARE(answer["statistics"]["reused_tokens"].toInt(), 12);
        QCOMPARE(answer["statistics"]["answer_tokens"].toInt(), 212);
        QCOMPARE(answer["statistics"]["tokens_per_second"].toDouble(), 41.25);
        QCOMPARE(answer["statistics"]["context_used"].toInt(), 243);
        QVERIFY(!answer.contains("problem"));
        const auto failed = message(document, 2)["answer"].toObject();
        QVERIFY(failed["settings"]["seed"].isNull());
        QCOMPARE(failed["ended"].toString(), "failed");
        QCOMPARE(failed["problem"]["hint"].toString(), "Mend it.");
    }

    void whatWasNotRecordedIsNull() {
        auto old = conversation();
        old.messages[1].format.reset();
        old.messages[2].format = ui::ChatFormatUse{"", ui::ChatFormatSource::Template};
        const auto document = parsed(jsonOf({old}));
        const auto unknown = message(document, 1)["answer"].toObject();
        QVERIFY(unknown["chat_format"].isNull() && unknown.contains("chat_format"));
        QVERIFY(unknown["settings"]["stop_texts"].isNull());
        QCOMPARE(message(document, 2)["answer"].toObject()["chat_format"].toObject(),
                 (QJsonObject{{"name", QJsonValue::Null}, {"source", "template"}}));
    }

    void sameConversationsSameBytes() {
        QCOMPARE(jsonOf({conversation(), conversation()}), jsonOf({conversation(), conversation()}));
    }

    void nothingIsAnEmptyList() {
        const auto document = parsed(jsonOf({}));
        QVERIFY(document["conversations"].isArray());
        QVERIFY(document["conversations"].toArray().isEmpty());
    }

    void textsComeBackAsTheyWere_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("quotes and backslashes") << QStringLiteral("\"\\\" \\u0041 \\");
        QTest::newRow("control characters") << QString::fromLatin1("\0\1\x1b[2J\b\f\n\r\t\x7f", 11);
        QTest::newRow("beyond the BMP") << QStringLiteral("\U0001F999 \u2028\u2029 \uFFFE");
        QTest::newRow("looks like the end") << QStringLiteral("\"}]}]}\n{\"format\":\"x\"");
        QTest::newRow("markup") << QStringLiteral("</script><!-- ");
        QTest::newRow("long") << QString(1 << 20, 'x');
    }
    void textsComeBackAsTheyWere() {
        QFETCH(QString, text);
        auto hostile = conversation();
        hostile.summary.title = text;
        hostile.systemPrompt = text;
        for (auto& one : hostile.messages) {
            one.text = text;
            one.modelName = text;
        }
        const auto document = parsed(jsonOf({hostile}));
        const auto exported = document["conversations"][0].toObject();
        QCOMPARE(exported["title"].toString(), text);
        QCOMPARE(exported["system_prompt"].toString(), text);
        QCOMPARE(message(document, 0)["text"].toString(), text);
        const auto answer = message(document, 1)["answer"].toObject();
        QCOMPARE(answer["model"].toObject()["name"].toString(), text);
    }

    void halfACharacterIsReplaced() {
        auto hostile = conversation();
        hostile.messages[0].text = QString("a") + QChar(0xD800) + "b" + QChar(0xDC00);
        QCOMPARE(message(parsed(jsonOf({hostile})), 0)["text"].toString(), QStringLiteral("a\uFFFDb\uFFFD"));
    }

    void numbersThatAreNoneStayJson() {
        auto hostile = conversation();
        hostile.messages[1].settings.temperature = std::numeric_limits<double>::infinity();
        hostile.messages[1].statistics.tokensPerSecond = std::numeric_limits<double>::quiet_NaN();
        hostile.messages[1].created = QDateTime();
        const auto document = parsed(jsonOf({hostile}));
        QVERIFY(message(document, 1).contains("answer"));
        QVERIFY(message(document, 1)["created"].isNull());
    }
};
QTEST_GUILESS_MAIN(JsonExportTest)
#include "json_export_test.moc"
