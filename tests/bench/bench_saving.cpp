// SPDX-License-Identifier: GPL-3.0-or-later
// The longest time in which the window does not answer while a large network (784-1024-1024-10, 20,000 rows) trains and
// its project is saved every second. bench_saving [SAVES]
#include "core/base/rng.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "tests/support/watchdog.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/shell/main_window.h"
#include "ui/shell/project_files.h"
#include "ui/toolkit/heap.h"

#include <QApplication>
#include <QDir>
#include <QFileInfo>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>

using namespace netloom;

namespace {

std::shared_ptr<const Table> digits(Index rows, int inputs)
{
    Rng rng(1, "pixels");
    auto table = std::make_shared<Table>();
    table->rows = rows;
    for (int c = 0; c < inputs; ++c) {
        Column column;
        column.name = "p" + std::to_string(c);
        column.kind = ColumnKind::Number;
        for (Index i = 0; i < rows; ++i)
            column.numbers.push_back(rng.uniform(0, 1));
        table->columns.push_back(std::move(column));
    }
    Column label;
    label.name = "digit";
    label.kind = ColumnKind::Text;
    for (int k = 0; k < 10; ++k)
        label.dictionary.push_back("d" + std::to_string(k));
    for (Index i = 0; i < rows; ++i)
        label.codes.push_back(static_cast<std::int32_t>(rng.below(10)));
    table->columns.push_back(std::move(label));
    return table;
}

} // namespace

int main(int argc, char** argv)
{
    growHeapInLargeSteps(); // as the program does
    QApplication application(argc, argv);
    QTemporaryDir folder;
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, folder.path());
    const int saves = argc > 1 ? QByteArray(argv[1]).toInt() : 10;
    const auto table = digits(20'000, 784);
    Project project = newProject({}, *table, "digit");
    project.run().network.layers = parseLayers("dense 1024 relu, dense 1024 relu, dense 10 softmax");
    project.run().training.batchSize = 256;
    project.run().training.epochs = 100'000;
    project.run().training.callbacks.clear();

    MainWindow window;
    window.resize(1440, 900);
    window.show();
    Watchdog watchdog;
    window.document().adopt(std::move(project), table);
    waitFor([&] { return window.document().canTrain(); }, 120);
    rest(50);
    watchdog.report("open and prepare");
    auto* train = window.findChild<QToolButton*>(QStringLiteral("trainButton"));
    if (!train)
        return 1;
    train->click();
    int told = 0;
    QObject::connect(&window.document().currentModel(), &CurrentModel::changed, &window, [&] { ++told; });
    waitFor([&] { return told > 5; }, 60);
    watchdog.report("training begins");
    const QString file = folder.filePath(QStringLiteral("p.netloom"));
    window.document().endSave(window.document().beginSave(file)); // gives the project its path
    QElapsedTimer clock;
    clock.start();
    double longestSave = 0;
    for (int i = 0; i < saves; ++i) {
        waitFor([&] { return clock.elapsed() > 1000LL * i; }, 10);
        const double begin = static_cast<double>(clock.nsecsElapsed()) * 1e-6;
        if (!window.files().save())
            return 1;
        longestSave = std::max(longestSave, static_cast<double>(clock.nsecsElapsed()) * 1e-6 - begin);
    }
    watchdog.report("training, saved every second");
    std::printf("%d saves of %.1f MB, the longest %.0f ms; the model was told %d times\n", saves,
                static_cast<double>(QFileInfo(file).size()) * 1e-6, longestSave, told);
    return 0;
}
