// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/run_window.h"

#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/termination.h"
#include "ui/toolkit/icons.h"

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include <memory>
#include <vector>

namespace netloom {

namespace {

constexpr int kStoppedBySignal = 3; // as the commands have it

} // namespace

int runWindow(int argc, char** argv, const QStringList& files)
{
    QCoreApplication::setOrganizationName(QStringLiteral("Netloom"));
    QCoreApplication::setApplicationName(QStringLiteral("netloom"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NETLOOM_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Netloom"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.netloom.Netloom"));
    QSettings::setDefaultFormat(QSettings::IniFormat);

    QApplication application(argc, argv);
    application.setWindowIcon(applicationIcon());
    applyTheme(preferences::theme());

    std::vector<std::unique_ptr<MainWindow>> windows;
    const auto keepAll = [&windows] {
        for (const auto& window : windows)
            window->keepUnsaved();
    };
    Termination termination;
    QObject::connect(&termination, &Termination::requested, &application, [&keepAll] {
        keepAll();
        QApplication::exit(kStoppedBySignal);
    });
    QObject::connect(&application, &QGuiApplication::commitDataRequest, &application, keepAll, Qt::DirectConnection);
    windows.push_back(std::make_unique<MainWindow>());
    windows.back()->show();
    for (int i = 0; i < files.size(); ++i) {
        if (i > 0) {
            windows.push_back(std::make_unique<MainWindow>());
            windows.back()->show();
        }
        windows.back()->files().open(files[i]);
    }
    QTimer::singleShot(0, &application, [] { followSystemTheme(); });
    return QApplication::exec();
}

} // namespace netloom
