// SPDX-License-Identifier: GPL-3.0-or-later
// How long the panel Evaluate takes to show another threshold of 1,000,000 rows: one step of the slider with everything
// that is painted anew. A frame has 16 ms.
#include "core/base/rng.h"
#include "core/project/new_project.h"
#include "ui/document/project_document.h"
#include "ui/evaluate/evaluate_panel.h"
#include "ui/training/training_controller.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QLabel>
#include <QProgressBar>
#include <QSlider>

#include <algorithm>
#include <cstdio>
#include <vector>

using namespace netloom;

namespace {

std::shared_ptr<const Table> scores(Index rows)
{
    auto table = std::make_shared<Table>();
    table->rows = rows;
    Column x;
    x.name = "x";
    x.kind = ColumnKind::Number;
    Column y;
    y.name = "y";
    y.kind = ColumnKind::Text;
    y.dictionary = {"no", "yes"};
    Rng rng(3, "rows");
    for (Index i = 0; i < rows; ++i) {
        x.numbers.push_back(rng.uniform());
        y.codes.push_back(rng.uniform() < x.numbers.back() ? 1 : 0);
    }
    table->columns = {x, y};
    return table;
}

template<typename Condition>
void waitFor(Condition condition)
{
    while (!condition())
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
}

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const auto table = scores(1'000'000);
    ProjectDocument document;
    TrainingController training(document);
    Project project = newProject({}, *table, "y");
    project.run().network.layers = {
        {"dense", "output", {{"units", std::int64_t(1)}, {"activation", std::string("sigmoid")}}}};
    document.adopt(std::move(project), table);
    document.setSetting(QStringLiteral("epochs"), QStringLiteral("1"));
    bool ended = false;
    QObject::connect(&training, &TrainingController::ended, [&ended] { ended = true; });
    waitFor([&] { return document.prepared() != nullptr; });
    training.train();
    waitFor([&] { return ended; });

    EvaluatePanel panel(document, training);
    panel.resize(320, 1600);
    panel.show();
    auto* slider = panel.findChild<QSlider*>();
    QElapsedTimer clock;
    clock.start();
    waitFor([&] { return slider->isVisible(); });
    std::printf("first figures after %.1f s\n", static_cast<double>(clock.elapsed()) / 1000);
    waitFor([&] {
        const auto labels = panel.findChildren<QLabel*>();
        return std::none_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QLatin1String("being computed"));
        });
    });
    std::printf("intervals after %.1f s\n", static_cast<double>(clock.elapsed()) / 1000);
    std::vector<double> frames;
    for (int i = 1; i < 300; ++i) {
        clock.start();
        slider->setValue(i * 3);
        QApplication::processEvents();
        frames.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
    }
    std::sort(frames.begin(), frames.end());
    std::printf(
        "threshold moved on 1,000,000 rows, a frame of the panel: median %.1f ms, 99th %.1f ms, longest %.1f ms\n",
        frames[frames.size() / 2], frames[frames.size() * 99 / 100], frames.back());
    return frames[frames.size() * 99 / 100] < 16 ? 0 : 1;
}
