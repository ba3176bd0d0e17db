// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

/// What a run of the program left behind.
struct RunResult {
    int status = -1; ///< exit status; -1: it crashed or did not end
    QByteArray out;
    QByteArray err;

    /// stdout as one JSON object; empty where it is none.
    QJsonObject json() const;
    /// stdout as a JSON object per line; empty where a line is none.
    QList<QJsonObject> jsonLines() const;
    /// All of it, for the message of a failed test.
    const char* text() const;

private:
    mutable QByteArray m_text;
};

/// A folder of its own and runs of the executable in it, without a display.
class NetloomRunner
{
public:
    NetloomRunner();

    RunResult run(const QStringList& arguments, const QStringList& environment = {}) const;
    /// Started, not awaited; environment and folder as in run().
    void start(QProcess& process, const QStringList& arguments, const QStringList& environment = {}) const;
    static RunResult finish(QProcess& process);

    QString path(const QString& name) const;
    void write(const QString& name, const QByteArray& bytes) const;
    QByteArray read(const QString& name) const;

private:
    QTemporaryDir m_folder;
};
