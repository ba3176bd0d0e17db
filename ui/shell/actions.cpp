// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/actions.h"

#include "ui/document/project_document.h"
#include "ui/shell/help_dialogs.h"
#include "ui/shell/preferences.h"
#include "ui/shell/project_files.h"
#include "ui/shell/recent_files.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/theme.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace netloom {

namespace {

QString tr(const char* text)
{
    return QCoreApplication::translate("Menu", text);
}

QAction* add(QMenu* menu, const QString& text, const QString& icon, const QList<QKeySequence>& keys, const QString& tip)
{
    QAction* action = menu->addAction(text);
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcuts(keys);
    action->setStatusTip(tip);
    const QString plain = QString(text).remove(QLatin1Char('&')).remove(QStringLiteral("…"));
    action->setToolTip(
        keys.isEmpty() ? plain
                       : QStringLiteral("%1 (%2)").arg(plain, keys.constFirst().toString(QKeySequence::NativeText)));
    return action;
}

// Without a desktop theme Qt knows no keys for some standard actions, so these are written out.
QList<QKeySequence> keys(const char* text)
{
    return {QKeySequence(QString::fromLatin1(text))};
}

void fillRecent(QMenu* menu, ProjectFiles& files, RecentFiles& recent)
{
    menu->clear();
    for (const RecentFile& file : recent.files()) {
        // An ampersand in a name is no mnemonic.
        QAction* entry =
            menu->addAction(QFileInfo(file.path).fileName().replace(QLatin1Char('&'), QStringLiteral("&&")));
        entry->setStatusTip(file.path);
        entry->setEnabled(QFileInfo::exists(file.path));
        QObject::connect(entry, &QAction::triggered, &files, [&files, path = file.path] { files.open(path); });
    }
    if (recent.files().isEmpty())
        menu->addAction(tr("No recent files"))->setEnabled(false);
    menu->addSeparator();
    QAction* clear = menu->addAction(tr("&Clear list"));
    clear->setEnabled(!recent.files().isEmpty());
    QObject::connect(clear, &QAction::triggered, &recent, &RecentFiles::clear);
}

void makeThemeMenu(QMainWindow& window, QMenu* view)
{
    QMenu* menu = view->addMenu(tr("&Theme"));
    auto* group = new QActionGroup(&window);
    const std::pair<ThemeChoice, QString> choices[] = {
        {ThemeChoice::System, tr("&System")}, {ThemeChoice::Light, tr("&Light")}, {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, text] : choices) {
        QAction* entry = menu->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(choice == themeChoice());
        group->addAction(entry);
        QObject::connect(entry, &QAction::triggered, &window, [choice = choice] {
            applyTheme(choice);
            preferences::setTheme(choice);
        });
    }
}

} // namespace

WindowActions makeWindowActions(QMainWindow& window, ProjectDocument& document, ProjectFiles& files,
                                RecentFiles& recent)
{
    WindowActions a;
    QMenuBar* bar = window.menuBar();
    a.fileMenu = bar->addMenu(tr("&File"));
    a.editMenu = bar->addMenu(tr("&Edit"));
    a.viewMenu = bar->addMenu(tr("&View"));
    a.networkMenu = bar->addMenu(tr("&Network"));
    a.dataMenu = bar->addMenu(tr("D&ata"));
    a.trainMenu = bar->addMenu(tr("&Train"));
    a.exportMenu = bar->addMenu(tr("E&xport"));
    a.helpMenu = bar->addMenu(tr("&Help"));

    QMenu* file = a.fileMenu;
    a.newNetwork = add(file, tr("&New network"), QStringLiteral("document-new"), keys("Ctrl+N"),
                       tr("Draw a network without data"));
    QObject::connect(a.newNetwork, &QAction::triggered, &files, &ProjectFiles::newNetwork);
    a.openProject =
        add(file, tr("&Open…"), QStringLiteral("document-open"), keys("Ctrl+O"), tr("Open a project or a CSV"));
    QObject::connect(a.openProject, &QAction::triggered, &files, &ProjectFiles::chooseProject);
    QMenu* recentMenu = file->addMenu(tr("Open &recent"));
    QObject::connect(recentMenu, &QMenu::aboutToShow, recentMenu,
                     [recentMenu, &files, &recent] { fillRecent(recentMenu, files, recent); });
    fillRecent(recentMenu, files, recent);
    QAction* import = add(file, tr("Open a CSV with reading op&tions…"), QStringLiteral("text-csv"), keys("Ctrl+I"),
                          tr("Open a table after seeing, and choosing, how it is read"));
    QObject::connect(import, &QAction::triggered, &files, &ProjectFiles::chooseImport);
    file->addSeparator();
    a.save = add(file, tr("&Save"), QStringLiteral("document-save"), keys("Ctrl+S"), tr("Save the project"));
    QObject::connect(a.save, &QAction::triggered, &files, &ProjectFiles::save);
    a.saveAs = add(file, tr("Save &as…"), QStringLiteral("document-save-as"), keys("Ctrl+Shift+S"),
                   tr("Save the project under another name"));
    QObject::connect(a.saveAs, &QAction::triggered, &files, &ProjectFiles::saveAs);
    file->addSeparator();
    a.close = add(file, tr("&Close project"), {}, keys("Ctrl+W"), tr("Back to the start page"));
    QObject::connect(a.close, &QAction::triggered, &files, &ProjectFiles::closeProject);
    QAction* quit = add(file, tr("&Quit"), QStringLiteral("application-exit"), keys("Ctrl+Q"), tr("Close the window"));
    quit->setMenuRole(QAction::QuitRole);
    quit->setShortcutContext(Qt::ApplicationShortcut); // from a dialog beside the window too
    QObject::connect(quit, &QAction::triggered, &window, &QMainWindow::close);

    QUndoStack* stack = document.undoStack();
    a.undo = stack->createUndoAction(&window, tr("&Undo"));
    a.undo->setIcon(themedIcon(QStringLiteral("edit-undo")));
    a.undo->setShortcuts(keys("Ctrl+Z"));
    a.redo = stack->createRedoAction(&window, tr("&Redo"));
    a.redo->setIcon(themedIcon(QStringLiteral("edit-redo")));
    a.redo->setShortcuts({QKeySequence(QStringLiteral("Ctrl+Shift+Z")), QKeySequence(QStringLiteral("Ctrl+Y"))});
    a.editMenu->addActions({a.undo, a.redo});

    makeThemeMenu(window, a.viewMenu);
    a.viewMenu->addSeparator();

    a.openData = add(a.dataMenu, tr("&Open a CSV…"), QStringLiteral("text-csv"), keys("Ctrl+Shift+O"),
                     tr("Open a table; a first network is suggested"));
    QObject::connect(a.openData, &QAction::triggered, &files, &ProjectFiles::chooseData);

    a.replaceData = add(a.dataMenu, tr("Re&place the data…"), {}, {},
                        tr("Another table for this network; what it learned stays where the columns are the same"));
    QObject::connect(a.replaceData, &QAction::triggered, &files, &ProjectFiles::replaceData);
    QAction* formula = add(a.dataMenu, tr("Data from a &formula"), {}, {},
                           tr("Points of the plane, labelled by a function of your own"));
    QObject::connect(formula, &QAction::triggered, &files, [&files] { files.openSample(QStringLiteral("function")); });
    a.readingOptions =
        add(a.dataMenu, tr("&Reading options…"), {}, {}, tr("How the file is read: delimiter, types, roles"));
    QObject::connect(a.readingOptions, &QAction::triggered, &files, &ProjectFiles::showReadingOptions);

    QAction* shortcuts = add(a.helpMenu, tr("&Keyboard shortcuts"), {}, keys("F1"), tr("All keys of the window"));
    QObject::connect(shortcuts, &QAction::triggered, &window, [&window] { showShortcuts(&window); });
    QAction* about =
        add(a.helpMenu, tr("&About Netloom"), QStringLiteral("help-about"), {}, tr("Version, licences, credits"));
    about->setMenuRole(QAction::AboutRole);
    QObject::connect(about, &QAction::triggered, &window, [&window] { showAbout(&window); });
    return a;
}

void updateWindowActions(const WindowActions& actions, const ProjectDocument& document)
{
    const bool open = document.isOpen();
    for (QAction* action : {actions.save, actions.saveAs, actions.close, actions.replaceData})
        action->setEnabled(open);
    actions.readingOptions->setEnabled(open && document.table() &&
                                       document.project().data.source == DataReference::Source::File);
    for (const QMenu* menu : {actions.networkMenu, actions.trainMenu, actions.exportMenu})
        menu->menuAction()->setEnabled(open);
}

} // namespace netloom
