#include "app/problem_words.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <array>
#include <optional>
#include <span>

namespace app {
namespace {

using inference::ErrorKind;

const char* wordsOf(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Unreadable: return QT_TRANSLATE_NOOP("Engine", "A file cannot be read: %1");
        case ErrorKind::InvalidFile: return QT_TRANSLATE_NOOP("Engine", "A file is damaged: %1");
        case ErrorKind::UnsupportedFile: return QT_TRANSLATE_NOOP("Engine", "A file cannot be used: %1");
        case ErrorKind::InvalidArgument: return QT_TRANSLATE_NOOP("Engine", "This cannot be done: %1");
        case ErrorKind::TooLong: return QT_TRANSLATE_NOOP("Engine", "The text is too long: %1");
        case ErrorKind::OutOfMemory: return QT_TRANSLATE_NOOP("Engine", "Memory does not suffice: %1");
        case ErrorKind::NoDevice: return QT_TRANSLATE_NOOP("Engine", "There is no such device: %1");
        case ErrorKind::DeviceLost: return QT_TRANSLATE_NOOP("Engine", "The device stopped working: %1");
        case ErrorKind::DeviceFailure: return QT_TRANSLATE_NOOP("Engine", "The device failed: %1");
        case ErrorKind::Unsupported: break;
    }
    return QT_TRANSLATE_NOOP("Engine", "This does not exist: %1");
}

/// What app's own half of the engine says, which is no detail for experts: these stand for themselves, in every
/// language.
constexpr std::array whats = {
    QT_TRANSLATE_NOOP("Engine", "%1 cannot be read: %2"),
    QT_TRANSLATE_NOOP("Engine", "%1 needs %2 of memory, %3 can be had, but no cut of its layers fits the parts: %4"),
    QT_TRANSLATE_NOOP("Engine", "%1 needs %2 of memory, %3 can be had"),
    QT_TRANSLATE_NOOP("Engine", "no model is loaded"),
    QT_TRANSLATE_NOOP("Engine", "the model is still being loaded"),
    QT_TRANSLATE_NOOP("Engine", "the model's file is gone"),
};

/// Every hint of the engine, with %1 where it puts something in; problem_words_test looks for them in its sources.
constexpr std::array hints = {
    QT_TRANSLATE_NOOP("Engine", "As %1 it would fit."),
    QT_TRANSLATE_NOOP("Engine", "As %1 with a context of %2 tokens it would fit."),
    QT_TRANSLATE_NOOP("Engine", "Choose a smaller model, or close other programs."),
    QT_TRANSLATE_NOOP("Engine", "No quantisation of it fits."),
    QT_TRANSLATE_NOOP("Engine", "A context of %1 tokens instead of %2 makes it fit."),
    QT_TRANSLATE_NOOP("Engine", "Add it to shaders/manifest."),
    QT_TRANSLATE_NOOP("Engine", "Advance it first."),
    QT_TRANSLATE_NOOP("Engine", "Ask for at least 1 thread."),
    QT_TRANSLATE_NOOP("Engine", "Ask for at least 2: one to read and one to answer."),
    QT_TRANSLATE_NOOP("Engine", "Ask for fewer threads."),
    QT_TRANSLATE_NOOP("Engine", "Build the program again: its shaders are damaged."),
    QT_TRANSLATE_NOOP("Engine", "Check that the file is still there and may be read."),
    QT_TRANSLATE_NOOP("Engine", "Check that you may read it."),
    QT_TRANSLATE_NOOP("Engine", "Check the disk."),
    QT_TRANSLATE_NOOP("Engine", "Check the name."),
    QT_TRANSLATE_NOOP("Engine",
                      "Choose F16 for the conversation's memory, in the advanced settings or by "
                      "--cache-type f16."),
    QT_TRANSLATE_NOOP("Engine", "Choose a .gguf file in it."),
    QT_TRANSLATE_NOOP("Engine", "Choose a .gguf file on a disk."),
    QT_TRANSLATE_NOOP("Engine", "Choose a LLaMA model: its general.architecture is 'llama'."),
    QT_TRANSLATE_NOOP("Engine", "Choose a model without such a rule: another would read your text wrongly."),
    QT_TRANSLATE_NOOP("Engine",
                      "Choose a model whose rule is Llama 3's, 'llama-bpe': another would read your "
                      "text wrongly."),
    QT_TRANSLATE_NOOP("Engine",
                      "Choose a model whose tokenizer is 'llama' (SentencePiece) or 'gpt2' (byte "
                      "pairs, as Llama 3)."),
    QT_TRANSLATE_NOOP("Engine", "Choose a model first."),
    QT_TRANSLATE_NOOP("Engine", "Choose a smaller model or a stronger quantisation, or close other programs."),
    QT_TRANSLATE_NOOP("Engine", "Choose another chat format for it."),
    QT_TRANSLATE_NOOP("Engine", "Choose another data folder, or free some space."),
    QT_TRANSLATE_NOOP("Engine", "Choose another device."),
    QT_TRANSLATE_NOOP("Engine", "Choose another device; if none runs the model, please report it."),
    QT_TRANSLATE_NOOP("Engine", "Choose another file."),
    QT_TRANSLATE_NOOP("Engine", "Choose another model."),
    QT_TRANSLATE_NOOP("Engine", "Choose another model: answering without it would be silently wrong."),
    QT_TRANSLATE_NOOP("Engine", "Choose another model: leaving them out would be silently wrong."),
    QT_TRANSLATE_NOOP("Engine", "Choose another place."),
    QT_TRANSLATE_NOOP("Engine", "Choose layers that the model has."),
    QT_TRANSLATE_NOOP("Engine", "Choose the model that the adapter belongs to."),
    QT_TRANSLATE_NOOP("Engine", "Close other programs, make the context shorter or choose a smaller model."),
    QT_TRANSLATE_NOOP("Engine", "Close other programs, or choose a smaller model or a shorter context."),
    QT_TRANSLATE_NOOP("Engine", "Close other programs, or choose a smaller model or a stronger quantisation."),
    QT_TRANSLATE_NOOP("Engine", "Close other programs."),
    QT_TRANSLATE_NOOP("Engine", "Convert it to GGUF first, or get the model as a .gguf file."),
    QT_TRANSLATE_NOOP("Engine", "Convert the model anew with a converter of May 2024 or later."),
    QT_TRANSLATE_NOOP("Engine", "Convert the model anew."),
    QT_TRANSLATE_NOOP("Engine",
                      "Convert the original weights to GGUF with a current converter, or get the model "
                      "as a .gguf file."),
    QT_TRANSLATE_NOOP("Engine", "Copy it to a local disk."),
    QT_TRANSLATE_NOOP("Engine", "Delete it: what was computed can be computed again."),
    QT_TRANSLATE_NOOP("Engine", "Devices are measured again at the next start."),
    QT_TRANSLATE_NOOP("Engine", "Kernels are compiled again at the next start."),
    QT_TRANSLATE_NOOP("Engine", "Free some space, or choose another place."),
    QT_TRANSLATE_NOOP("Engine", "Get the file again."),
    QT_TRANSLATE_NOOP("Engine", "Get the model as %1, or convert it to that."),
    QT_TRANSLATE_NOOP("Engine", "Give 0 for the likeliest token, or a positive number such as 0.8."),
    QT_TRANSLATE_NOOP("Engine", "Give a number from 0 to 1; 0 keeps all tokens."),
    QT_TRANSLATE_NOOP("Engine", "Give a number from 0 to 1; 1 keeps all tokens."),
    QT_TRANSLATE_NOOP("Engine", "Give a number; 0 changes nothing."),
    QT_TRANSLATE_NOOP("Engine", "Give a number; minus infinity forbids the token."),
    QT_TRANSLATE_NOOP("Engine", "Give a positive number; 1 changes nothing, 1.1 is usual."),
    QT_TRANSLATE_NOOP("Engine", "Give a stride from 1 to the length of a window."),
    QT_TRANSLATE_NOOP("Engine", "Give a text of at least 2 tokens; of thousands, for a figure that means something."),
    QT_TRANSLATE_NOOP("Engine", "Give at least one token to go on from."),
    QT_TRANSLATE_NOOP("Engine", "Give auto, cpu or vulkan:N; altiplano devices lists them."),
    QT_TRANSLATE_NOOP("Engine",
                      "Give auto, or cpu and vulkan:N in order, each with =LAYERS where you choose "
                      "them; altiplano devices lists them."),
    QT_TRANSLATE_NOOP("Engine", "Give them as many as the model has; a device without =LAYERS takes what is left."),
    QT_TRANSLATE_NOOP("Engine", "Go on with what it was made with, or choose another file."),
    QT_TRANSLATE_NOOP("Engine", "Install one: mesa-vulkan-drivers, or that of the graphics card's maker."),
    QT_TRANSLATE_NOOP("Engine", "Install the package libvulkan1 and a Vulkan driver (mesa-vulkan-drivers)."),
    QT_TRANSLATE_NOOP("Engine", "Install the package vulkan-validationlayers."),
    QT_TRANSLATE_NOOP("Engine", "It holds no model, perhaps only a vocabulary: choose a model file."),
    QT_TRANSLATE_NOOP("Engine", "Its weights hold values that are none: get the file again."),
    QT_TRANSLATE_NOOP("Engine", "Leave some without a bias of minus infinity."),
    QT_TRANSLATE_NOOP("Engine",
                      "Leave the device on auto, or install a driver: that of the graphics card's "
                      "maker, or mesa-vulkan-drivers."),
    QT_TRANSLATE_NOOP("Engine", "Leave the file as it is while its model is loaded, and load it again."),
    QT_TRANSLATE_NOOP("Engine", "Load it to the end first."),
    QT_TRANSLATE_NOOP("Engine", "Load the model again; if it happens again, update the graphics driver."),
    QT_TRANSLATE_NOOP("Engine", "Make the context longer or the text shorter."),
    QT_TRANSLATE_NOOP("Engine", "Make the context longer."),
    QT_TRANSLATE_NOOP("Engine", "Make the context shorter in the settings, or choose a smaller model."),
    QT_TRANSLATE_NOOP("Engine", "Make the context shorter, or choose another device: the processor has no such limit."),
    QT_TRANSLATE_NOOP("Engine", "Make the context shorter or choose a smaller model."),
    QT_TRANSLATE_NOOP("Engine", "Make the tokens with this model's own tokenizer."),
    QT_TRANSLATE_NOOP("Engine", "Mount /proc; Linux 3.14 or newer is needed."),
    QT_TRANSLATE_NOOP("Engine", "Name tokens by the numbers that this model's tokenizer gives."),
    QT_TRANSLATE_NOOP("Engine", "Name no more devices than the model has layers."),
    QT_TRANSLATE_NOOP("Engine", "Put all parts of the model into one folder, with the names they were published with."),
    QT_TRANSLATE_NOOP("Engine", "Put it back, or choose another model."),
    QT_TRANSLATE_NOOP("Engine", "Restart the program; if it happens again, update the graphics driver."),
    QT_TRANSLATE_NOOP("Engine", "Rewind to a position inside the conversation."),
    QT_TRANSLATE_NOOP("Engine", "Save it as UTF-8 first."),
    QT_TRANSLATE_NOOP("Engine", "Send fewer tokens at a time."),
    QT_TRANSLATE_NOOP("Engine", "Set HOME, so that there is a data folder."),
    QT_TRANSLATE_NOOP("Engine", "Shorten the message, or make the context longer in the settings."),
    QT_TRANSLATE_NOOP("Engine", "Shorten the text or make the context longer."),
    QT_TRANSLATE_NOOP("Engine", "Start a new conversation."),
    QT_TRANSLATE_NOOP("Engine", "Start it with a prompt."),
    QT_TRANSLATE_NOOP("Engine", "The device stopped working; load the model again, or restart."),
    QT_TRANSLATE_NOOP("Engine", "The download is not complete or the file is damaged: get it again."),
    QT_TRANSLATE_NOOP("Engine", "The file is damaged or no LLaMA model: get it again."),
    QT_TRANSLATE_NOOP("Engine", "The file is damaged or was converted wrongly: get it again."),
    QT_TRANSLATE_NOOP("Engine", "The file is damaged or was written wrongly: get it again."),
    QT_TRANSLATE_NOOP("Engine", "The file is damaged: get it again."),
    QT_TRANSLATE_NOOP("Engine", "The file is not complete: get it again or convert it anew."),
    QT_TRANSLATE_NOOP("Engine", "The file is not complete: get it again."),
    QT_TRANSLATE_NOOP("Engine", "The file was written wrongly: get it again or convert it anew."),
    QT_TRANSLATE_NOOP("Engine", "The parts do not belong together: get all of them again."),
    QT_TRANSLATE_NOOP("Engine", "This is a fault of the program; please report it."),
    QT_TRANSLATE_NOOP("Engine", "This is an error of the program, please report it."),
    QT_TRANSLATE_NOOP("Engine", "Unpack it first."),
    QT_TRANSLATE_NOOP("Engine", "Update the graphics driver."),
    QT_TRANSLATE_NOOP("Engine", "Update its driver or choose another device."),
    QT_TRANSLATE_NOOP("Engine", "Update the graphics driver or choose another device."),
    QT_TRANSLATE_NOOP("Engine", "Update the graphics driver: Vulkan 1.2 is needed."),
    QT_TRANSLATE_NOOP("Engine", "Update the package libvulkan1."),
    QT_TRANSLATE_NOOP("Engine", "Wait until it is there."),
    QT_TRANSLATE_NOOP("Engine", "With --device %1 it fits."),
    QT_TRANSLATE_NOOP("Engine", "Write a message first."),
};

/// What the command line has an option for, and the window another way or none.
struct Rewording {
    const char* ofTheEngine;
    const char* ofTheWindow;
};
constexpr std::array rewordings = {
    Rewording{"With the device chosen automatically (--device auto) it fits.",
              QT_TRANSLATE_NOOP("Engine", "With \"Device\" as Automatic, in the settings, it fits.")},
    Rewording{"Choose a smaller model, close other programs, or read layers from the disk at each token, slowly "
              "(--allow-disk).",
              "Choose a smaller model, or close other programs."},
    Rewording{
        "A Q8_0 cache (--cache-type q8_0) makes it fit.",
        QT_TRANSLATE_NOOP("Engine", "With \"Conversation memory\" as Q8_0, in the advanced settings, it would fit.")},
};

QString translated(const char* english) { return QCoreApplication::translate("Engine", english); }

/// A sentence in the window's language, with what the engine had put in; nothing where it is none of them.
std::optional<QString> translatedSentence(const QString& sentence, std::span<const char* const> sentences = hints) {
    for (const Rewording& rewording : rewordings)
        if (sentence == QLatin1String(rewording.ofTheEngine)) return translated(rewording.ofTheWindow);
    for (const char* const known : sentences) {
        const QString pattern = QString::fromLatin1(known);
        if (pattern == sentence) return translated(known);
        if (!pattern.contains(u'%')) continue;
        QString expression = QRegularExpression::escape(pattern);
        for (const char place : {'1', '2', '3', '4'})
            expression.replace(QStringLiteral("\\%") + QLatin1Char(place), QStringLiteral("(.+)"));
        const auto match = QRegularExpression(QRegularExpression::anchoredPattern(expression)).match(sentence);
        if (!match.hasMatch()) continue;
        const QString words = translated(known);
        switch (match.lastCapturedIndex()) {
            case 1: return words.arg(match.captured(1));
            case 2: return words.arg(match.captured(1), match.captured(2));
            case 3: return words.arg(match.captured(1), match.captured(2), match.captured(3));
            default: return words.arg(match.captured(1), match.captured(2), match.captured(3), match.captured(4));
        }
    }
    return std::nullopt;
}

QString translatedHint(const QString& hint) {
    if (const auto whole = translatedSentence(hint)) return *whole;
    QStringList sentences;
    for (qsizetype start = 0; start < hint.size();) {
        const qsizetype stop = hint.indexOf(QStringLiteral(". "), start);
        const QString sentence = stop < 0 ? hint.mid(start) : hint.mid(start, stop + 1 - start);
        sentences.append(translatedSentence(sentence).value_or(sentence));
        start = stop < 0 ? hint.size() : stop + 2;
    }
    return sentences.join(u' ');
}

}  // namespace

ui::Problem problemOf(const inference::Error& error) {
    const QString what = QString::fromStdString(error.what);
    if (const auto own = translatedSentence(what, whats))
        return {*own, translatedHint(QString::fromStdString(error.hint))};
    const char* const kind = wordsOf(error.kind);
    const QString words = translated(kind);
    const bool english = words == QLatin1String(kind);
    return {english ? what : QString(words).replace(QStringLiteral("%1"), what),
            translatedHint(QString::fromStdString(error.hint))};
}

}  // namespace app
