// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QLockFile>
#include <QString>

#include <memory>

namespace netloom {

/// A project that a program which ended without saving has left behind.
struct RecoveredProject {
    QString file;    ///< what was kept, a project file
    QString path;    ///< of the project that was edited, which is untouched; empty: it was never saved
    QString title;   ///< as the window called it
    QString summary; ///< "30-5-3-1 · accuracy 96.5 %"
    QByteArray pngOfDiagram;
    QDateTime written;
};

/// The folder that autosaved projects are kept in, one for each open window. Where several programs run at the same
/// time, each sees which entries belong to living ones.
class RecoveryFolder
{
public:
    /// $XDG_STATE_HOME/netloom/recovery, or below ~/.local/state.
    static QString defaultFolder();

    explicit RecoveryFolder(QString folder = defaultFolder()) : m_folder(std::move(folder)) {}

    /// What programs that no longer run have left, newest first. Never fails: what cannot be read is left out.
    QList<RecoveredProject> abandoned() const;
    /// Removes an entry and what belongs to it.
    static void remove(const QString& file);

    /// A place of one's own, held until the end of the object (or of the program, however it ends).
    class Place
    {
    public:
        explicit Place(const RecoveryFolder& folder); ///< makes the folder; file() is empty where that is impossible
        ~Place();                                     ///< the entry stays; empty ones leave nothing behind
        const QString& file() const { return m_file; }
        /// What abandoned() tells of it. May be called on any thread.
        static void describe(const RecoveredProject& project);

    private:
        std::unique_ptr<QLockFile> m_lock;
        QString m_file;
    };

private:
    QString m_folder;
};

} // namespace netloom
