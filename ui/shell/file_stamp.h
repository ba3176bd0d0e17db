// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QFileInfo>

namespace netloom {

/// By which a file is known to be the one that was read.
struct FileStamp {
    qint64 size = -1; ///< -1: there is no such file
    QDateTime modified;

    static FileStamp of(const QString& path)
    {
        const QFileInfo info(path);
        return info.exists() ? FileStamp{info.size(), info.lastModified()} : FileStamp{};
    }
    bool exists() const { return size >= 0; }
    bool operator==(const FileStamp&) const = default;
};

} // namespace netloom
