#include "app/problem_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "app/korean_particles.h"
#include "app/sentences/sentences.h"

namespace app {
namespace {

/// What the command line has an option for, and the window another way or none.
struct Rewording {
    const char* ofTheEngine;
    const char* ofTheWindow;
};
constexpr std::array rewordings = {
    Rewording{"Choose a smaller model, close other programs, or read layers from the disk at each token, slowly "
              "(--allow-disk).",
              "Choose a smaller model, or close other programs."},
    Rewording{
        "A Q8_0 cache (--cache-type q8_0) makes it fit.",
        QT_TRANSLATE_NOOP("Engine", "With \"Conversation memory\" as Q8_0, in the advanced settings, it would fit.")},
    Rewording{"With the device chosen automatically (--device auto) it fits.",
              QT_TRANSLATE_NOOP("Engine", "With \"Device\" as Automatic, in the settings, it fits.")},
};

const QRegularExpression& place() {
    static const QRegularExpression expression(QStringLiteral("%([1-9])"));
    return expression;
}

/// A sentence as it stands in the sources, and what finds it in what was said.
struct Sentence {
    const char* english;
    QRegularExpression expression;
    qsizetype words;  ///< characters of its own
    bool introduces;  ///< another sentence, after a colon

    explicit Sentence(const char* text) : english(text) {
        const QString pattern = QString::fromUtf8(text);
        QString parts = QRegularExpression::escape(pattern);
        parts.replace(QRegularExpression(QStringLiteral("\\\\%([1-9])")), QStringLiteral("(?<p\\1>.+?)"));
        expression = QRegularExpression(QRegularExpression::anchoredPattern(parts),
                                        QRegularExpression::DotMatchesEverythingOption);
        expression.optimize();  // then it may be used on several threads
        words = QString(pattern).remove(place()).size();
        introduces = pattern.contains(QRegularExpression(QStringLiteral(": \\W?%[1-9]\\W?$")));
    }
};

/// The one with the most words of its own first: what is said by it fits shorter ones too.
std::vector<Sentence> allSentences() {
    std::vector<Sentence> all;
    for (const auto sentences : {hintSentences(), fileSentences(), modelSentences(), conversationSentences(),
                                 deviceSentences(), templateSentences()})
        for (const char* const english : sentences) all.emplace_back(english);
    std::ranges::stable_sort(all, std::ranges::greater(), &Sentence::words);
    return all;
}

QString translated(const char* english) { return QCoreApplication::translate("Engine", english); }

/// Sentences in sentences; deeper than any of the engine's. A file's names can be written to look like more, and each
/// level may be looked for twice.
constexpr int deepest = 4;
constexpr qsizetype longest = 1000;  // of the engine's own none has 300 characters

std::optional<QString> translatedSentence(const QString& said, int depth = 0);

/// With what the engine had put in, itself in the window's language where it is a sentence or phrase.
std::optional<QString> translatedAs(const Sentence& sentence, const QString& said, bool introducing, int depth) {
    const auto match = sentence.expression.match(said);
    if (!match.hasMatch()) return std::nullopt;
    const QString words = translated(sentence.english);
    QString filled;
    qsizetype end = 0;
    bool known = false;
    for (auto places = place().globalMatch(words); places.hasNext();) {
        const auto at = places.next();
        const QString put = match.captured(u'p' + at.captured(1));
        const auto own = translatedSentence(put, depth + 1);
        known = own.has_value();
        filled += words.mid(end, at.capturedStart() - end) + own.value_or(put);
        end = at.capturedEnd();
    }
    if (introducing && !known) return std::nullopt;
    return withParticles(filled + words.mid(end));
}

std::optional<QString> translatedSentence(const QString& said, int depth) {
    if (depth > deepest) return std::nullopt;
    static const std::vector<Sentence> known = allSentences();
    for (const Rewording& rewording : rewordings)
        if (said == QLatin1String(rewording.ofTheEngine)) return translated(rewording.ofTheWindow);
    // "line 3: ..." first, as what it introduces has more words.
    for (const bool introducing : {true, false})
        for (const Sentence& sentence : known)
            if (!introducing || sentence.introduces)
                if (auto found = translatedAs(sentence, said, introducing, depth)) return found;
    return std::nullopt;
}

}  // namespace

QString inWindowsLanguage(const std::string& said) {
    const QString text = QString::fromStdString(said);
    if (text.size() > longest) return text;
    if (const auto whole = translatedSentence(text)) return *whole;
    QStringList sentences;  // hints are several now and then
    for (qsizetype start = 0; start < text.size();) {
        const qsizetype stop = text.indexOf(QStringLiteral(". "), start);
        const QString sentence = stop < 0 ? text.mid(start) : text.mid(start, stop + 1 - start);
        sentences.append(translatedSentence(sentence).value_or(sentence));
        start = stop < 0 ? text.size() : stop + 2;
    }
    return sentences.join(u' ');
}

ui::Problem problemOf(const inference::Error& error) {
    return {inWindowsLanguage(error.what), inWindowsLanguage(error.hint)};
}

}  // namespace app
