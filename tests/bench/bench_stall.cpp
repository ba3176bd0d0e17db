// SPDX-License-Identifier: GPL-3.0-or-later
// The longest time in which the window does not answer while a large file is loaded, looked at and cancelled.
// bench_stall [MEGABYTES] [FILE]: makes a file of that size (200 unless told), or takes one that is there.
#include "tests/support/watchdog.h"
#include "ui/data/csv_import.h"
#include "ui/data/data_panel.h"
#include "ui/data/data_window.h"
#include "ui/data/import_dialog.h"
#include "ui/shell/main_window.h"
#include "ui/toolkit/heap.h"
#include "ui/toolkit/theme.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <charconv>
#include <cstdio>
#include <memory>

using namespace netloom;

namespace {

QString makeFile(const QString& path, int megabytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return {};
    QByteArray block;
    unsigned state = 1;
    const auto next = [&state] { return state = state * 1664525U + 1013904223U; };
    block = "id,a,b,c,d,e,f,g,h,word,class\n";
    while (file.size() < megabytes * 1'000'000LL) {
        for (int row = 0; row < 5000; ++row) {
            block += QByteArray::number(next() >> 8);
            for (int c = 0; c < 8; ++c)
                block += ',' + QByteArray::number(static_cast<double>(next() >> 12) / 1000.0, 'f', 3);
            block += ",w" + QByteArray::number(next() >> 27) + (next() >> 31 ? ",yes\n" : ",no\n");
        }
        file.write(block);
        block.clear();
    }
    return path;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    growHeapInLargeSteps(); // as the program does
    QApplication app(argc, argv);
    QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    applyTheme(ThemeChoice::Light);
    int megabytes = 200;
    if (argc > 1)
        std::from_chars(argv[1], argv[1] + std::char_traits<char>::length(argv[1]), megabytes);
    const QString path =
        argc > 2 ? QString::fromLocal8Bit(argv[2]) : makeFile(folder.filePath(QStringLiteral("large.csv")), megabytes);
    std::printf("%s, %.0f MB\n", qPrintable(path), static_cast<double>(QFile(path).size()) / 1e6);

    Watchdog watchdog;
    auto window = std::make_unique<MainWindow>();
    window->resize(1440, 900);
    window->show();
    rest(200);
    ProjectDocument& document = window->document();
    watchdog.reset();

    window->files().open(path);
    waitFor([&] { return document.isOpen(); }, 300);
    watchdog.report("open: until the project is there");
    waitFor([&] { return !document.isPreparing(); }, 300);
    rest(200);
    watchdog.report("open: prepared and shown");

    auto* panel = window->findChild<DataPanel*>();
    panel->showRows();
    auto* data = window->findChild<DataWindow*>();
    auto* rows = data->findChild<QTableView*>(QStringLiteral("rows"));
    rest(50);
    watchdog.report("rows: first look");
    rows->scrollToBottom();
    rest(50);
    watchdog.report("rows: to the end");
    auto* part = data->findChild<QComboBox*>(QStringLiteral("part"));
    part->setCurrentIndex(3);
    emit part->activated(3);
    rest(50);
    watchdog.report("rows: those of the test part");
    data->close();

    ColumnRecipe column = document.project().recipe.columns[1];
    column.scale = "robust";
    document.setColumnRecipe(column, QStringLiteral("scale"), QStringLiteral("Change"));
    waitFor([&] { return !document.isPreparing(); }, 300);
    rest(50);
    watchdog.report("preparation of a column changed");
    document.undoStack()->undo();
    waitFor([&] { return !document.isPreparing(); }, 300);
    rest(50);
    watchdog.report("and undone");

    window->files().importData(path);
    auto* dialog = window->findChild<ImportDialog*>();
    waitFor([&] { return dialog->import().preview().rows.size() > 0; }, 60);
    watchdog.report("import: first rows");
    QElapsedTimer timer;
    rest(300); // reading is under way
    timer.start();
    delete dialog; // joins the threads that read
    std::printf("%-44s %.0f ms until nothing of it works any more\n", "import: cancelled",
                static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    watchdog.reset();
    window->files().importData(path);
    dialog = window->findChild<ImportDialog*>();
    waitFor([&] { return dialog->import().state() != CsvImport::State::Reading; }, 300);
    watchdog.report("import: read");
    dialog->findChild<QPushButton*>(QStringLiteral("import"))->click();
    waitFor([&] { return !window->files().isLoading() && !document.isPreparing(); }, 300);
    rest(200);
    watchdog.report("import: accepted, prepared, shown");

    window->files().open(path);
    rest(300);
    timer.start();
    window->files().cancelLoading();
    std::printf("%-44s %.1f ms until the window goes on\n", "open: cancelled",
                static_cast<double>(timer.nsecsElapsed()) * 1e-6);
    watchdog.reset();
    document.close();
    rest(50);
    watchdog.report("closed");
    return 0;
}
