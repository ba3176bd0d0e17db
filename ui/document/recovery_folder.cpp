// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/recovery_folder.h"

#include "core/base/error.h"
#include "core/files/checked_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUuid>

#include <algorithm>

namespace netloom {

namespace {

QString besideOf(const QString& file, const char* suffix)
{
    const QFileInfo info(file);
    return info.dir().filePath(info.completeBaseName() + QString::fromLatin1(suffix));
}

QString lockOf(const QString& file)
{
    return besideOf(file, ".lock");
}

QString wordsOf(const QString& file)
{
    return besideOf(file, ".json");
}

/// Whether the program that made an entry still runs. A lock whose program is gone is no longer one.
bool isHeld(const QString& file)
{
    QLockFile lock(lockOf(file));
    lock.setStaleLockTime(0);
    return !lock.tryLock(0);
}

} // namespace

QString RecoveryFolder::defaultFolder()
{
    QString state = qEnvironmentVariable("XDG_STATE_HOME");
    if (!QDir::isAbsolutePath(state))
        state = QDir::home().filePath(QStringLiteral(".local/state"));
    return state + QStringLiteral("/netloom/recovery");
}

QList<RecoveredProject> RecoveryFolder::abandoned() const
{
    QList<RecoveredProject> found;
    const QDir folder(m_folder);
    for (const QFileInfo& info : folder.entryInfoList({QStringLiteral("*.netloom")}, QDir::Files)) {
        const QString file = info.absoluteFilePath();
        if (isHeld(file))
            continue;
        RecoveredProject project{file, {}, {}, {}, {}, info.lastModified()};
        if (QFile words(wordsOf(file)); words.open(QIODevice::ReadOnly)) {
            const QJsonObject object = QJsonDocument::fromJson(words.readAll()).object();
            project.path = object[QLatin1String("path")].toString();
            project.title = object[QLatin1String("title")].toString();
            project.summary = object[QLatin1String("summary")].toString();
            project.pngOfDiagram = QByteArray::fromBase64(object[QLatin1String("diagram")].toString().toLatin1());
        }
        if (project.title.isEmpty())
            project.title = QObject::tr("Untitled");
        found.append(project);
    }
    std::sort(found.begin(), found.end(),
              [](const RecoveredProject& a, const RecoveredProject& b) { return a.written > b.written; });
    return found;
}

void RecoveryFolder::remove(const QString& file)
{
    QFile::remove(file);
    QFile::remove(wordsOf(file));
    removeInterruptedSave(file.toStdString());
    removeInterruptedSave(wordsOf(file).toStdString());
}

RecoveryFolder::Place::Place(const RecoveryFolder& folder)
{
    if (!QDir().mkpath(folder.m_folder))
        return;
    QFile::setPermissions(folder.m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString name = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const QString file = QDir(folder.m_folder).filePath(name + QStringLiteral(".netloom"));
    m_lock = std::make_unique<QLockFile>(lockOf(file));
    m_lock->setStaleLockTime(0);
    if (m_lock->tryLock(0))
        m_file = file;
}

RecoveryFolder::Place::~Place() = default;

void RecoveryFolder::Place::describe(const RecoveredProject& project)
{
    const QJsonObject object{{QStringLiteral("path"), project.path},
                             {QStringLiteral("title"), project.title},
                             {QStringLiteral("summary"), project.summary},
                             {QStringLiteral("diagram"), QString::fromLatin1(project.pngOfDiagram.toBase64())}};
    const QByteArray bytes = QJsonDocument(object).toJson();
    writeCheckedFile(wordsOf(project.file).toStdString(),
                     std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
}

} // namespace netloom
