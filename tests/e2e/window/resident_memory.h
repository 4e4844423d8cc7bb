#pragma once
#include <QFile>

#include <malloc.h>

namespace e2e {

inline constexpr qint64 MiB = 1 << 20;

/// Resident memory of this process, in bytes; a software device's memory is part of it.
inline qint64 residentMemory() {
    malloc_trim(0);
    QFile file(QStringLiteral("/proc/self/statm"));
    if (!file.open(QIODevice::ReadOnly)) return -1;
    return file.readAll().split(' ')[1].toLongLong() * 4096;
}

}  // namespace e2e
