// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window.h"

#include "app/exit_status.h"
#include "app/output.h"
#include "ui/shell/run_window.h"

#include <QFile>
#include <QStringList>

#include <cstdlib>

namespace netloom {

namespace {

constexpr const char* kNoDisplay =
    "netloom: the window cannot be opened, as there is no display. The commands need none: see \"netloom --help\".";

/// Qt ends the program with a core dump where the display does not answer; the reason is told and the status is 1.
void handleMessage(QtMsgType type, const QMessageLogContext& context, const QString& text)
{
    if (type == QtFatalMsg && text.contains(QLatin1String("platform plugin"))) {
        tell(kNoDisplay);
        std::_Exit(kFailed);
    }
    tell(qFormatLogMessage(type, context, text).toStdString());
    if (type == QtFatalMsg)
        std::abort();
}

} // namespace

int openWindow(const std::vector<std::string>& files, int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM") && qEnvironmentVariableIsEmpty("DISPLAY") &&
        qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")) {
        tell(kNoDisplay);
        return kFailed;
    }
    qInstallMessageHandler(handleMessage);
    QStringList names;
    for (const std::string& file : files)
        names.append(QFile::decodeName(QByteArray::fromStdString(file)));
    Q_UNUSED(argc)
    int count = 1; // the files are ours; Qt gets the program's name only
    return runWindow(count, argv, names);
}

} // namespace netloom
