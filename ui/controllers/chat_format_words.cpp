#include "ui/controllers/chat_format_words.h"

#include <QCoreApplication>

namespace ui {
namespace {

QString words(const char* english) { return QCoreApplication::translate("ModelMenuController", english); }

}  // namespace

QString titleOf(const ChatFormatChoice& choice) {
    if (choice.name == QStringLiteral("plain")) return words(QT_TRANSLATE_NOOP("ModelMenuController", "Plain text"));
    if (choice.name == QStringLiteral("dialogue")) return words(QT_TRANSLATE_NOOP("ModelMenuController", "Dialogue"));
    return choice.title;
}

QString explanationOf(const ChatFormatChoice& choice) {
    if (choice.name == QStringLiteral("plain"))
        return words(QT_TRANSLATE_NOOP("ModelMenuController", "The model goes on with what is written"));
    if (choice.name == QStringLiteral("dialogue"))
        return words(QT_TRANSLATE_NOOP("ModelMenuController", "A name before what each one says"));
    return {};
}

QString titleOf(const LoadedModel& model) {
    for (const ChatFormatChoice& choice : model.formats)
        if (choice.name == model.format) return titleOf(choice);
    return {};
}

QString explanationOf(const LoadedModel& model) {
    switch (model.formatSource) {
        case ChatFormatSource::Template:
            return words(QT_TRANSLATE_NOOP("ModelMenuController", "From the model's file"));
        case ChatFormatSource::Assumed:
            return words(QT_TRANSLATE_NOOP("ModelMenuController", "Assumed: its template cannot be followed"));
        case ChatFormatSource::Name: return words(QT_TRANSLATE_NOOP("ModelMenuController", "By the model's name"));
        case ChatFormatSource::Chosen:
        case ChatFormatSource::Default:
            return words(QT_TRANSLATE_NOOP("ModelMenuController", "The model's file says nothing"));
    }
    return {};
}

}  // namespace ui
