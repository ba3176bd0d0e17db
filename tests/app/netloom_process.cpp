// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/app/netloom_process.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcessEnvironment>

QJsonObject RunResult::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QList<QJsonObject> RunResult::jsonLines() const
{
    QList<QJsonObject> objects;
    for (const QByteArray& line : out.split('\n')) {
        if (line.isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject())
            return {};
        objects.append(document.object());
    }
    return objects;
}

const char* RunResult::text() const
{
    m_text = "status " + QByteArray::number(status) + "\nstdout: " + out.left(4000) + "\nstderr: " + err.left(4000);
    return m_text.constData();
}

NetloomRunner::NetloomRunner()
{
    if (!m_folder.isValid())
        qFatal("no folder for the test");
}

void NetloomRunner::start(QProcess& process, const QStringList& arguments, const QStringList& environment) const
{
    QProcessEnvironment variables = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        variables.remove(QString::fromLatin1(name));
    for (const QString& entry : environment)
        variables.insert(entry.section('=', 0, 0), entry.section('=', 1));
    process.setProcessEnvironment(variables);
    process.setWorkingDirectory(m_folder.path());
    process.start(QStringLiteral(NETLOOM_EXECUTABLE), arguments);
}

RunResult NetloomRunner::finish(QProcess& process)
{
    RunResult result;
    if (process.waitForFinished(120000) && process.exitStatus() == QProcess::NormalExit)
        result.status = process.exitCode();
    result.out = process.readAllStandardOutput();
    result.err = process.readAllStandardError();
    return result;
}

RunResult NetloomRunner::run(const QStringList& arguments, const QStringList& environment) const
{
    QProcess process;
    start(process, arguments, environment);
    return finish(process);
}

QString NetloomRunner::path(const QString& name) const
{
    return m_folder.filePath(name);
}

void NetloomRunner::write(const QString& name, const QByteArray& bytes) const
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("the test's file cannot be written");
}

QByteArray NetloomRunner::read(const QString& name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}
