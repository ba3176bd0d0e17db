// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/run_window.h"

#include "ui/shell/main_window.h"
#include "ui/shell/preferences.h"
#include "ui/shell/termination.h"
#include "ui/toolkit/font_check.h"
#include "ui/toolkit/heap.h"
#include "ui/toolkit/icons.h"

#include <QApplication>
#include <QEvent>
#include <QSettings>
#include <QTimer>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace netloom {

namespace {

constexpr int kStoppedBySignal = 3; // as the commands have it

/// Does something once a window has been drawn, so that a long reading begins beside a window that is there.
class AfterFirstPaint final : public QObject
{
public:
    AfterFirstPaint(QWidget& window, std::function<void()> todo) : QObject(&window), m_todo(std::move(todo))
    {
        constexpr int kUnseen = 1000; // a window that begins hidden is never drawn
        window.installEventFilter(this);
        QTimer::singleShot(kUnseen, this, [this] { run(); });
    }

    bool eventFilter(QObject*, QEvent* event) override
    {
        if (event->type() == QEvent::Paint)
            QTimer::singleShot(0, this, [this] { run(); });
        return false;
    }

private:
    void run()
    {
        if (const auto todo = std::exchange(m_todo, nullptr))
            todo();
        deleteLater();
    }

    std::function<void()> m_todo;
};

} // namespace

int runWindow(int argc, char** argv, const QStringList& files)
{
    QCoreApplication::setOrganizationName(QStringLiteral("Netloom"));
    QCoreApplication::setApplicationName(QStringLiteral("netloom"));
    QCoreApplication::setApplicationVersion(QStringLiteral(NETLOOM_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Netloom"));
    QGuiApplication::setDesktopFileName(QStringLiteral("org.netloom.Netloom"));
    QSettings::setDefaultFormat(QSettings::IniFormat);

    growHeapInLargeSteps();
    QApplication application(argc, argv);
    application.setWindowIcon(applicationIcon());
    if (const QString text = missingFontText(); !text.isEmpty())
        qWarning("netloom: %s", qPrintable(text));
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
        new AfterFirstPaint(*windows.back(),
                            [window = windows.back().get(), path = files[i]] { window->files().open(path); });
    }
    QTimer::singleShot(0, &application, [] { followSystemTheme(); });
    return QApplication::exec();
}

} // namespace netloom
