// No words are cut off, in English and in Korean, from the smallest window to the largest screen: what does not elide
// is as wide and as high as what it says, and lies within the button, the panel and the window that it stands in.
#include <QTest>
#include <QTranslator>
#include <algorithm>

#include "tests/support/window_driver.h"
#include "ui/translation.h"

namespace {

QRectF placeOf(const QQuickItem* item) { return item->mapRectToScene({0, 0, item->width(), item->height()}); }

bool isWords(const QQuickItem* item) {
    return item->inherits("QQuickText") && item->opacity() > 0 && !item->property("text").toString().isEmpty();
}

/// Half a pixel is rounding.
bool isWithin(qreal inner, qreal outer) { return inner <= outer + 0.5; }

/// What hides a part of the words, or what they stick out of; empty where all can be read, if need be by scrolling.
QString cutOffBy(const QQuickItem* words) {
    const auto number = [](const QQuickItem* item, const char* name) { return item->property(name).toReal(); };
    if (!isWithin(number(words, "contentWidth"), words->width())) return QStringLiteral("their own width");
    if (!isWithin(number(words, "contentHeight"), words->height())) return QStringLiteral("their own height");
    const QRectF place = placeOf(words);
    bool scrollsAcross = false, scrollsDown = false;
    for (const QQuickItem* item = words->parentItem(); item; item = item->parentItem()) {
        if (item->inherits("QQuickFlickable")) {
            scrollsAcross = scrollsAcross || !isWithin(number(item, "contentWidth"), item->width());
            scrollsDown = scrollsDown || !isWithin(number(item, "contentHeight"), item->height());
        }
        const bool bounds = item->clip() || !item->parentItem() || item->inherits("QQuickAbstractButton") ||
                            item->inherits("QQuickPopupItem");
        if (!bounds) continue;
        const QRectF room = placeOf(item);
        const bool across = isWithin(room.left(), place.left()) && isWithin(place.right(), room.right());
        const bool down = isWithin(room.top(), place.top()) && isWithin(place.bottom(), room.bottom());
        if ((!across && !scrollsAcross) || (!down && !scrollsDown))
            return QString::fromLatin1(item->metaObject()->className());
    }
    return {};
}

}  // namespace

class WindowWordsTest : public QObject {
    Q_OBJECT

    std::unique_ptr<WindowDriver> window_;

    /// The text of a QML file in the window's language.
    static QString said(const char* file, const char* text) { return QCoreApplication::translate(file, text); }

    void verifyAll(const char* where) const {
        window_->settle();
        QStringList cut;
        int count = 0;
        for (const QQuickItem* item : window_->visibleItems()) {
            if (!isWords(item) || item->property("elide").toInt() != Qt::ElideNone) continue;
            ++count;
            if (const QString by = cutOffBy(item); !by.isEmpty())
                cut.append(QStringLiteral("%1: \"%2\" is cut off by %3")
                               .arg(QString::fromLatin1(where), item->property("text").toString(), by));
        }
        QVERIFY2(count > 3, where);
        QVERIFY2(cut.isEmpty(), qPrintable(cut.join(u'\n')));
    }

    void verifyPopup(const char* where, const QString& keys, const QStringList& clicks) {
        if (!keys.isEmpty()) window_->press(keys);
        for (const QString& click : clicks) QVERIFY2(window_->click(click), qPrintable(click));
        verifyAll(where);
    }

    void leavePopup() {
        window_->press(QStringLiteral("Esc"));
        window_->settle();
    }

private slots:
    void initTestCase() { ui::Window::prepareApplication(); }

    void init() { QTest::failOnWarning(QRegularExpression(QStringLiteral("."))); }

    void cleanup() {
        window_.reset();
        for (QTranslator* translator : QCoreApplication::instance()->findChildren<QTranslator*>()) delete translator;
        QLocale::setDefault(QLocale::c());
    }

    void areWhole_data() {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QSize>("size");
        for (const QLocale& locale : {QLocale(QLocale::English), QLocale(QLocale::Korean)})
            for (const QSize size : {QSize(480, 400), QSize(900, 600), QSize(1280, 800), QSize(3840, 2160)})
                QTest::addRow("%s %dx%d", qPrintable(locale.name()), size.width(), size.height()) << locale << size;
    }

    void areWhole() {
        QFETCH(const QLocale, locale);
        QFETCH(const QSize, size);
        QLocale::setDefault(locale);
        ui::translate(locale);
        QCOMPARE(said("Composer", "Message") == QStringLiteral("Message"), locale.language() == QLocale::English);

        window_ = std::make_unique<WindowDriver>(size);
        window_->ports.library.models.clear();
        QVERIFY(window_->open());
        QCOMPARE(window_->quickWindow()->size(), size);
        verifyAll("welcome");

        window_ = std::make_unique<WindowDriver>(size);
        window_->ports.library.models = {window_->ports.library.models.last()};
        QVERIFY(window_->open());
        QTRY_VERIFY(window_->models().loaded());
        verifyAll("greeting");

        window_ = std::make_unique<WindowDriver>(size);
        window_->prepareExamples();
        for (ui::LoadedModel& model : window_->ports.engine.models) {
            model.formatSource = ui::ChatFormatSource::Assumed;
            model.formatProblem = QStringLiteral("line 1: the filter 'groupby' is not supported");
        }
        QVERIFY(window_->open());
        verifyAll("no conversation");
        for (const QString& id : window_->ports.store.conversationIds()) {
            window_->openConversation(id);
            verifyAll(qPrintable(id));
        }
        window_->openConversation(QStringLiteral("hum"));
        if (size.width() < 900) {
            window_->press(QStringLiteral("Ctrl+B"));
            verifyAll("side bar");
            window_->press(QStringLiteral("Ctrl+B"));
        }
        const QString more = said("Header", "More");
        verifyPopup("menu", {}, {more});
        leavePopup();
        verifyPopup("about", {}, {more, said("Header", "About Altiplano")});
        leavePopup();
        verifyPopup("delete", {}, {more, said("Header", "Delete...")});
        leavePopup();
        verifyPopup("models", {}, {said("ModelButton", "Model: %1 %2").arg(QStringLiteral("LLaMA 13B"), "Q4_0")});
        leavePopup();
        verifyPopup("system prompt", {}, {said("SystemPromptButton", "System prompt, empty")});
        leavePopup();
        verifyPopup("template", {}, {said("ChatPage", "Show template")});
        leavePopup();
        verifyPopup("settings", QStringLiteral("Ctrl+,"), {});
        QVERIFY(window_->focus(said("AdvancedSettings", "Advanced, hidden")));
        verifyPopup("advanced settings", QStringLiteral("Space"), {});
        QVERIFY(window_->item(said("AdvancedSettings", "Advanced, shown")));
        leavePopup();
        emit window_->chat().problem(QStringLiteral("the model needs 7.4 GB of memory on the device, 6.1 GB are free"),
                                     QStringLiteral("Close other programs, or choose a smaller model."));
        window_->controller().exporter()->exportConversation(QStringLiteral("hum"), ui::ExportController::Markdown,
                                                             QUrl(QStringLiteral("file:///tmp/hum.md")));
        verifyAll("problem");
    }
};

QTEST_MAIN(WindowWordsTest)
#include "window_words_test.moc"
