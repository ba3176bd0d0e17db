// SPDX-License-Identifier: GPL-3.0-or-later
// What it costs a training that the window watches it: samples per second with plots, diagram and progress alive,
// beside the same session without a window, taken in turns. Usage: bench_watch [SECONDS [ROUNDS]]. Prints one JSON
// object a line.
#include "core/network/network_spec.h"
#include "core/training/session.h"
#include "ui/document/project_document.h"
#include "ui/shell/main_window.h"
#include "ui/shell/project_files.h"
#include "ui/training/training_controller.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <thread>
#include <vector>

using namespace netloom;

namespace {

struct Work {
    const char* sample;
    const char* layers;
    Index batch;
};

constexpr Work kWorks[] = {
    {"random", "dense 5 relu, dropout 0.2, dense 3 relu, dropout 0.2, dense 1 sigmoid", 30},
    {"breast_cancer", "dense 64 relu, dense 32 relu, dense 1 sigmoid", 32},
    {"digits", "dense 128 relu, dense 10 softmax", 128},
    {"circle", "dense 6 tanh, dense 6 tanh, dense 6 tanh, dense 1 sigmoid", 10},
};

void wait(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, &loop, &QEventLoop::quit);
    loop.exec();
}

double alone(const ProjectDocument& document, int ms)
{
    Session session;
    session.start(document.network(), document.training(), document.prepared()->data);
    std::this_thread::sleep_for(std::chrono::milliseconds(ms));
    const double speed = session.progress().samplesPerSecond;
    session.stop();
    session.wait();
    return speed;
}

double watched(MainWindow& window, int ms)
{
    window.training().reset();
    window.training().train();
    wait(ms);
    const double speed = window.training().progress().samplesPerSecond;
    window.training().stop();
    while (window.training().isActive())
        wait(10);
    return speed;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    const int ms = argc > 1 ? QByteArray(argv[1]).toInt() * 1000 : 2000;
    const int rounds = argc > 2 ? QByteArray(argv[2]).toInt() : 5;
    for (const Work& work : kWorks) {
        MainWindow window;
        window.resize(1440, 900);
        window.show();
        window.files().openSample(QString::fromLatin1(work.sample));
        while (!window.document().isOpen() || window.files().isLoading() || !window.document().prepared())
            wait(20);
        NetworkSpec network = window.document().network();
        network.layers = parseLayers(work.layers);
        window.document().setNetwork(network, QStringLiteral("Measure"));
        TrainingConfig config = window.document().training();
        config.batchSize = work.batch;
        config.epochs = 50'000'000;
        window.document().setTraining(config, QStringLiteral("Measure"));
        std::vector<double> without;
        std::vector<double> with;
        for (int round = 0; round < rounds; ++round) {
            without.push_back(alone(window.document(), ms));
            with.push_back(watched(window, ms));
        }
        std::printf("{\"what\":\"watch %s\",\"alone\":%.0f,\"watched\":%.0f,\"ratio\":%.3f}\n", work.sample,
                    median(without), median(with), median(with) / median(without));
        std::fflush(stdout);
    }
    return 0;
}
