// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QObject>
#include <QString>

namespace netloom {

/// One file that was open lately.
struct RecentFile {
    QString path;
    QDateTime opened;
    QString summary; ///< "24-12-1 · accuracy 91.3 %", "24-12-1 · not trained"; empty for data files
    bool operator==(const RecentFile&) const = default;
};

/// The last ten projects and data files, newest first; kept in the settings.
class RecentFiles final : public QObject
{
    Q_OBJECT
public:
    explicit RecentFiles(QObject* parent = nullptr);

    const QList<RecentFile>& files() const { return m_files; }
    void add(const QString& path, const QString& summary); ///< to the front; once per file
    void remove(const QString& path);
    void clear();

    /// "today 09:12", "yesterday", "12 Nov", "12 Nov 2025".
    static QString when(const QDateTime& opened, const QDateTime& now);

signals:
    void changed();

private:
    void store();

    QList<RecentFile> m_files;
};

} // namespace netloom
