// SPDX-License-Identifier: GPL-3.0-or-later
// Time from the start of a process to its first painted window, and its memory then, beside a minimal window with one
// QCustomPlot. Usage: bench_start PATH-TO-NETLOOM [ROUNDS]. Prints one JSON object a line.
#include <qcustomplot.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QMainWindow>
#include <QMenuBar>
#include <QProcess>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace {

int minimalWindow(int argc, char** argv)
{
    QApplication app(argc, argv);
    QMainWindow window;
    window.resize(1200, 800);
    window.menuBar()->addMenu(QStringLiteral("File"))->addAction(QStringLiteral("Open"));
    auto* plot = new QCustomPlot;
    plot->addGraph();
    QVector<double> x(1000);
    QVector<double> y(1000);
    for (int i = 0; i < 1000; ++i) {
        x[i] = i;
        y[i] = i % 37;
    }
    plot->graph(0)->setData(x, y);
    plot->rescaleAxes();
    window.setCentralWidget(plot);
    window.show();
    return QApplication::exec();
}

struct Start {
    std::vector<double> ms;
    double rss = 0; ///< MB
    double anonymous = 0;
};

void startOnce(const QString& program, const QStringList& arguments, Start& result)
{
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LD_PRELOAD"), QStringLiteral(NETLOOM_FIRST_PAINT));
    process.setProcessEnvironment(environment);
    QElapsedTimer timer;
    timer.start();
    process.start(program, arguments);
    process.waitForFinished(30000);
    result.ms.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    const QList<QByteArray> numbers = process.readAllStandardOutput().trimmed().split(' ');
    if (numbers.size() == 2) {
        result.rss = numbers[0].toDouble() / 1024;
        result.anonymous = numbers[1].toDouble() / 1024;
    }
}

double report(const char* name, Start& start)
{
    const double first = start.ms.front();
    std::sort(start.ms.begin(), start.ms.end());
    const double median = start.ms[start.ms.size() / 2];
    std::printf(
        "{\"what\":\"start %s\",\"first_ms\":%.1f,\"ms_median\":%.1f,\"ms_min\":%.1f,\"ms_max\":%.1f,\"rss_mb\":%.1f,"
        "\"anonymous_mb\":%.1f}\n",
        name, first, median, start.ms.front(), start.ms.back(), start.rss, start.anonymous);
    return median;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 1 && qstrcmp(argv[1], "--window") == 0)
        return minimalWindow(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "Usage: bench_start PATH-TO-NETLOOM [ROUNDS]\n");
        return 2;
    }
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 11;
    const QCoreApplication app(argc, argv);
    Start ours;
    Start minimal;
    for (int i = 0; i < rounds; ++i) { // in turn, so that both see the same machine
        startOnce(QCoreApplication::applicationFilePath(), {QStringLiteral("--window")}, minimal);
        startOnce(QString::fromLocal8Bit(argv[1]), {}, ours);
    }
    const double base = report("minimal QCustomPlot window", minimal);
    const double time = report("netloom", ours);
    std::printf("{\"what\":\"start ratio\",\"time\":%.2f,\"rss\":%.2f}\n", time / base, ours.rss / minimal.rss);
    return 0;
}
