#include "app/utf8_locale.h"

#include <QLocale>
#include <QTest>

#include <langinfo.h>
#include <map>

using app::LocaleVariable;

/// The language that a person asked for stays, on systems that have no such locale too.
class Utf8LocaleTest : public QObject {
    Q_OBJECT
    using Environment = std::map<std::string, std::string>;

    static Environment changed(Environment environment) {
        const auto changes = app::withUtf8([&](const char* name) -> std::optional<std::string> {
            const auto found = environment.find(name);
            return found == environment.end() ? std::nullopt : std::optional(found->second);
        });
        for (const LocaleVariable& change : changes)
            if (change.value)
                environment[change.name] = *change.value;
            else
                environment.erase(change.name);
        return environment;
    }

private slots:
    void onlyTheTypeOfCharactersChanges() {
        QVERIFY((changed({}) == Environment{{"LC_CTYPE", "C.UTF-8"}}));
        QVERIFY(
            (changed({{"LANG", "ko_KR.UTF-8"}, {"LANGUAGE", "ko:de"}, {"LC_TIME", "de_DE.UTF-8"}, {"LC_ALL", ""}}) ==
             Environment{{"LANG", "ko_KR.UTF-8"},
                         {"LANGUAGE", "ko:de"},
                         {"LC_TIME", "de_DE.UTF-8"},
                         {"LC_ALL", ""},
                         {"LC_CTYPE", "C.UTF-8"}}));
    }

    void whatIsAskedForAllIsAskedForEach() {
        const Environment all = changed({{"LANG", "de_DE"}, {"LC_MESSAGES", "fr_FR"}, {"LC_ALL", "ko_KR.EUC-KR"}});
        QVERIFY(!all.contains("LC_ALL"));
        QCOMPARE(all.at("LC_CTYPE"), std::string("C.UTF-8"));
        for (const char* category : {"LC_MESSAGES", "LC_NUMERIC", "LC_TIME", "LC_MONETARY", "LC_MEASUREMENT"})
            QCOMPARE(all.at(category), std::string("ko_KR.EUC-KR"));
    }

    /// By what `main` asked for.
    void qtFindsTheLanguage() {
        QCOMPARE(QByteArray(nl_langinfo(CODESET)), QByteArray("UTF-8"));
        QCOMPARE(QLocale::system().language(), QLocale::Korean);
        QVERIFY(QLocale::system().uiLanguages().first().startsWith("ko"));
    }
};

/// Qt reads the variables once in a process, before the first test.
int main(int argc, char** argv) {
    qunsetenv("LANGUAGE");
    qputenv("LC_ALL", "ko_KR.UTF-8");
    app::useUtf8();
    Utf8LocaleTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "utf8_locale_test.moc"
