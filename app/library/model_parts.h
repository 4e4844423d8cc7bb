#pragma once
#include <QString>
#include <QStringList>

namespace app {

/// The files that a model at `path` is made of, as far as they are there: itself, or where its name is that of a part
/// (-00001-of-0000N.gguf) all parts beside it, in their order. The first of them stands for the model. Each path has
/// its folder without links; a part keeps its own name, as the others are found by it.
QStringList modelPartsOf(const QString& path);

/// What a model in several files is called: the name of its parts without number and count; else the name of its file
/// without its ending.
QString modelBaseNameOf(const QString& path);

}  // namespace app
