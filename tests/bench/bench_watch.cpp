// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs a training that the window watches it: samples per second with plots, diagram and progress alive,
// beside the same session without a window, taken in turns; frames per second of plots and diagram, and the longest
// time in which the window does not answer, when the training begins, while it runs and when a layer is edited
// meanwhile. Then a million epochs in a plot, and the timeline's memory.
// Usage: bench_watch [SECONDS [ROUNDS [T1 …]]]. Prints one JSON object a line.
#include "core/base/rng.h"
#include "core/network/network_spec.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/training/session.h"
#include "tests/support/watchdog.h"
#include "ui/document/project_document.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/history_plot.h"
#include "ui/shell/main_window.h"
#include "ui/toolkit/heap.h"
#include "ui/training/training_controller.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <thread>
#include <vector>

using namespace netloom;

namespace {

struct Work {
    const char* name;
    Index rows;
    int inputs;
    const char* layers;
    Index batch;
    double validation;
};

/// The works of `netloom bench`, with tables; T3 has a third of its rows, so that its table fits beside the window.
constexpr Work kWorks[] = {
    {"T1", 1000, 10, "dense 5 relu, dropout 0.2, dense 3 relu, dropout 0.2, dense 1 sigmoid", 30, 0.3},
    {"T2", 10'000, 30, "dense 64 relu, dense 32 relu, dense 1 sigmoid", 32, 0},
    {"T3", 20'000, 784, "dense 128 relu, dense 10 softmax", 128, 0},
    {"T4", 20'000, 784, "dense 1024 relu, dense 1024 relu, dense 10 softmax", 256, 0},
    {"T5", 4, 2, "dense 8 tanh, dense 1 sigmoid", 4, 0},
    {"T6", 500, 2, "dense 6 tanh, dense 6 tanh, dense 6 tanh, dense 1 sigmoid", 10, 0},
};

std::shared_ptr<const Table> tableOf(const Work& work)
{
    const bool classes = work.inputs > 100;
    Rng rng(1, "table");
    auto table = std::make_shared<Table>();
    table->rows = work.rows;
    for (int c = 0; c < work.inputs; ++c) {
        Column column;
        column.name = std::to_string(c).insert(0, 1, 'x');
        column.kind = ColumnKind::Number;
        for (Index i = 0; i < work.rows; ++i)
            column.numbers.push_back(work.rows == 4 ? static_cast<double>((i >> c) & 1) : rng.uniform(-1, 1));
        table->columns.push_back(std::move(column));
    }
    Column label;
    label.name = "label";
    label.kind = ColumnKind::Text;
    for (int k = 0; k < (classes ? 10 : 2); ++k)
        label.dictionary.push_back(std::to_string(k).insert(0, 1, 'c'));
    for (Index i = 0; i < work.rows; ++i) {
        double sum = 0;
        for (const Column& column : table->columns)
            sum += column.numbers[static_cast<std::size_t>(i)];
        label.codes.push_back(work.rows == 4 ? static_cast<std::int32_t>((i ^ (i >> 1)) & 1)
                              : classes      ? static_cast<std::int32_t>(rng.below(10))
                                             : static_cast<std::int32_t>(sum > 0));
    }
    table->columns.push_back(std::move(label));
    return table;
}

/// Counts what is painted.
class Frames final : public QObject
{
public:
    int plot = 0;
    int diagram = 0;
    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            plot +=
                watched->inherits("QCustomPlot") && watched->parent() && watched->parent()->objectName() == "lossPlot";
            diagram += watched->parent() && watched->parent()->inherits("netloom::DiagramView"); // its viewport
        }
        return false;
    }
};

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray all = file.readAll();
    const qsizetype at = all.indexOf("VmRSS:");
    return all.mid(at + 6, all.indexOf("kB", at) - at - 6).trimmed().toDouble() / 1024;
}

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

/// Until all that the window does after a training, figures and the like, is done: it would slow down what follows.
void settle()
{
    constexpr int kPiece = 200;
    for (int piece = 0; piece < 150; ++piece) {
        const std::clock_t before = std::clock(); // of all threads
        wait(kPiece);
        if (std::clock() - before < CLOCKS_PER_SEC / 100)
            return;
    }
}

constexpr int kWarmUp = 1000; ///< ms at the start of a training that are not counted

/// Samples a second between two looks, by the time that the training had taken at each: the window's look may be older
/// than the call. What a training takes to begin has no part in it.
class Speed
{
public:
    Speed(const Progress& first, Index batchSize) : m_first(first), m_batchSize(batchSize) {}
    double until(const Progress& now) const
    {
        return static_cast<double>((batchesOf(now) - batchesOf(m_first)) * m_batchSize) /
               (now.seconds - m_first.seconds);
    }

private:
    static Index batchesOf(const Progress& progress) { return progress.epoch * progress.batches + progress.batch; }

    Progress m_first;
    Index m_batchSize;
};

double alone(const ProjectDocument& document, int ms)
{
    settle();
    Session session;
    session.start(document.network(), document.training(), document.prepared()->data);
    std::this_thread::sleep_for(std::chrono::milliseconds(kWarmUp));
    const Speed speed(session.progress(), document.training().batchSize);
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    const double found = speed.until(session.progress());
    session.stop();
    session.wait();
    return found;
}

struct Watched {
    double speed = 0;
    double windowCpu = 0;                     ///< seconds of this thread a second
    double plotFrames = 0, diagramFrames = 0; ///< a second
    double beginGap = 0, gap = 0;             ///< ms
    double ownWork = 0;                       ///< ms of this thread in the longest of them
    double editWork = 0;                      ///< ms of this thread in the edit
    double edit = 0, editGap = 0; ///< ms of an edit of a layer while it trains, and the longest gap until it goes on
    double editGapWork = 0;       ///< ms of this thread in that gap
    double batch = 0;             ///< ms that whoever waits for the end of a batch waits
};

Watched watched(MainWindow& window, Frames& frames, Watchdog& watchdog, int ms)
{
    Watched result;
    window.training().reset();
    settle();
    watchdog.reset();
    window.training().train();
    wait(kWarmUp);
    result.beginGap = watchdog.gap();
    watchdog.pause();
    frames.plot = frames.diagram = 0;
    QElapsedTimer clock;
    clock.start();
    const double busy = threadSeconds();
    const Speed speed(window.training().progress(), window.document().training().batchSize);
    wait(ms);
    result.speed = speed.until(window.training().progress());
    const double seconds = static_cast<double>(clock.elapsed()) / 1000;
    result.windowCpu = (threadSeconds() - busy) / seconds;
    result.plotFrames = frames.plot / seconds;
    result.diagramFrames = frames.diagram / seconds;
    watchdog.reset();
    wait(ms / 2);
    result.gap = watchdog.gap();
    result.ownWork = watchdog.ownWork();
    const auto timed = [](const auto& work) {
        QElapsedTimer taken;
        taken.start();
        work();
        return static_cast<double>(taken.nsecsElapsed()) * 1e-6;
    };
    const FieldValue before = *window.document().network().layers.front().fields.find("activation");
    const auto activation = QStringLiteral("activation");
    watchdog.reset();
    const double cpu = threadSeconds();
    result.edit = timed([&] { window.document().setLayerField(0, activation, std::string("elu")); });
    result.editWork = (threadSeconds() - cpu) * 1e3;
    while (window.training().isHandingOver())
        wait(5);
    wait(50);
    result.editGap = watchdog.gap();
    result.editGapWork = watchdog.ownWork();
    result.batch = timed([&] { window.training().storeNow(); });
    window.document().setLayerField(0, activation, before);
    window.training().stop();
    while (window.training().isActive() || window.training().isHandingOver())
        wait(10);
    return result;
}

/// The speed of one training while the window is seen over that beside it in time while it is minimised: a machine that
/// is faster or slower for some seconds has no part in that.
std::vector<double> seenOverMinimised(MainWindow& window, int pairs)
{
    constexpr int kSettles = 600; // ms; minimised it looks twice a second
    constexpr int kTimed = 1000;
    window.training().reset();
    settle();
    window.training().train();
    wait(kWarmUp);
    const Index batchSize = window.document().training().batchSize;
    const auto timed = [&](bool seen) {
        seen ? window.showNormal() : window.showMinimized();
        wait(kSettles);
        const Speed speed(window.training().progress(), batchSize);
        wait(kTimed);
        return speed.until(window.training().progress());
    };
    std::vector<double> ratios;
    double before = timed(false);
    for (int i = 0; i < pairs; ++i) {
        const double seen = timed(true);
        const double after = timed(false);
        ratios.push_back(2 * seen / (before + after));
        before = after;
    }
    window.showNormal();
    window.training().stop();
    while (window.training().isActive() || window.training().isHandingOver())
        wait(10);
    return ratios;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// The one of each that lies in the middle.
template<typename Member>
double middle(const std::vector<Watched>& rounds, Member member)
{
    std::vector<double> values;
    for (const Watched& round : rounds)
        values.push_back(round.*member);
    return median(values);
}

void watchOne(const Work& work, int ms, int rounds)
{
    const auto table = tableOf(work);
    Project project = newProject({}, *table, "label");
    Run& run = project.run();
    run.network.layers = parseLayers(work.layers);
    run.training.callbacks.clear();
    run.training.batchSize = work.batch;
    run.training.epochs = 50'000'000;
    run.training.optimizer = {"adam", {}};
    run.training.schedule = {"constant", {}};
    run.split.validation = work.validation;
    run.split.test = 0;
    MainWindow window;
    window.resize(1440, 900);
    window.show();
    Frames frames;
    qApp->installEventFilter(&frames);
    window.document().adopt(std::move(project), table);
    while (!window.document().canTrain())
        wait(20);
    Watchdog watchdog;
    std::vector<double> without;
    std::vector<Watched> with;
    without.push_back(alone(window.document(), ms));
    for (int round = 0; round < rounds; ++round) {
        with.push_back(watched(window, frames, watchdog, ms));
        without.push_back(alone(window.document(), ms));
    }
    // Beside the two next to it, so that a machine that grows faster or slower has no part in it.
    std::vector<double> ratios;
    for (std::size_t i = 0; i < with.size(); ++i)
        ratios.push_back(2 * with[i].speed / (without[i] + without[i + 1]));
    double longest = 0;
    double begin = 0;
    double edit = 0;
    double editGap = 0;
    double editWork = 0;
    double editGapWork = 0;
    for (const Watched& round : with) {
        edit = std::max(edit, round.edit);
        editGap = std::max(editGap, round.editGap);
        editWork = std::max(editWork, round.editWork);
        editGapWork = std::max(editGapWork, round.editGapWork);
        longest = std::max(longest, round.gap);
        begin = std::max(begin, round.beginGap);
    }
    const Timeline& timeline = window.document().project().run().checkpoint.timeline;
    std::printf(
        "{\"what\":\"watch %s\",\"alone\":%.0f,\"watched\":%.0f,\"ratio\":%.3f,\"window_cpu\":%.3f,\"plot_fps\":%.1f,"
        "\"diagram_fps\":%.1f,\"gap_ms\":%.1f,\"longest_gap_ms\":%.1f,\"own_work_ms\":%.1f,"
        "\"longest_begin_ms\":%.1f,\"longest_edit_ms\":%.1f,\"edit_own_work_ms\":%.1f,\"longest_edit_gap_ms\":%"
        ".1f,\"edit_gap_own_ms\":%.1f,\"batch_wait_ms\":%."
        "1f,\"frames\":%zu,\"timeline_mb\":%.1f,\"seen_over_minimised\":[",
        work.name, median(without), middle(with, &Watched::speed), median(ratios), middle(with, &Watched::windowCpu),
        middle(with, &Watched::plotFrames), middle(with, &Watched::diagramFrames), middle(with, &Watched::gap), longest,
        middle(with, &Watched::ownWork), begin, edit, editWork, editGap, editGapWork, middle(with, &Watched::batch),
        timeline.frames().size(), static_cast<double>(timeline.bytes()) / 1e6);
    const std::vector<double> pairs = seenOverMinimised(window, 4 * rounds);
    std::printf("%.3f,%zu],\"each\":[", median(pairs), pairs.size());
    // alone, watched, alone …
    for (std::size_t i = 0; i < without.size(); ++i)
        if (i < with.size())
            std::printf("%.0f,%.0f,", without[i], with[i].speed);
        else
            std::printf("%.0f]}\n", without[i]);
    std::fflush(stdout);
    qApp->removeEventFilter(&frames);
}

void plotMany(bool logarithmic)
{
    constexpr int kEpochs = 1'000'000;
    constexpr int kPerFrame = 1000;
    History history;
    history.keys = {"loss", "val_loss", "learning_rate"};
    history.columns.resize(3);
    for (HistoryColumn& column : history.columns)
        column.reserve(kEpochs + 200 * kPerFrame);
    Rng rng(1, "plot");
    const auto grow = [&](int epochs) {
        for (int i = 0; i < epochs; ++i) {
            const double at = static_cast<double>(history.epochs()) / kEpochs;
            history.append(
                {1 / (1 + 9 * at) + 0.02 * rng.uniform(0, 1), 1.1 / (1 + 8 * at) + 0.05 * rng.uniform(0, 1), 0.001});
        }
    };
    grow(kEpochs);
    const double before = residentMegabytes();
    HistoryPlot plot;
    plot.resize(520, 240);
    plot.setCurves(curvesOf("loss"));
    plot.setEpochsLogarithmic(logarithmic);
    plot.QWidget::show();
    wait(100);
    std::vector<double> times;
    for (int frame = 0; frame < 100; ++frame) {
        grow(kPerFrame);
        QElapsedTimer clock;
        clock.start();
        plot.show(history, kEpochs);
        plot.redraw();
        times.push_back(static_cast<double>(clock.nsecsElapsed()) * 1e-6);
    }
    const double longest = *std::max_element(times.begin() + 1, times.end());
    std::printf("{\"what\":\"plot of %d epochs%s\",\"first_ms\":%.1f,\"ms_per_frame\":%.2f,\"longest_ms\":%.2f,"
                "\"plot_mb\":%.1f}\n",
                kEpochs, logarithmic ? ", logarithmic" : "", times.front(), median(times), longest,
                residentMegabytes() - before);
}

} // namespace

int main(int argc, char** argv)
{
    growHeapInLargeSteps(); // as the program does
    QApplication app(argc, argv);
    const int ms = argc > 1 ? QByteArray(argv[1]).toInt() * 1000 : 2000;
    const int rounds = argc > 2 ? QByteArray(argv[2]).toInt() : 5;
    for (const Work& work : kWorks)
        if (argc <= 3 ||
            std::any_of(argv + 3, argv + argc, [&](const char* name) { return QByteArray(name) == work.name; }))
            watchOne(work, ms, rounds);
    for (const bool logarithmic : {false, true})
        plotMany(logarithmic);
    return 0;
}
