// SPDX-License-Identifier: GPL-3.0-or-later
// Frame times of the diagram, median and 99th percentile, for networks of every size: pan, zoom, hover, live weights,
// resize; of the Boundary view, live and still; and beside one QPainter line per link. Prints one JSON object a line.
// bench_diagram [SIZE]: only that one, "30-16-8-1" say. QT_QPA_PLATFORM chooses the platform, offscreen unless told.
#include "core/base/rng.h"
#include "core/project/model.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/samples/samples.h"
#include "core/training/evaluate.h"
#include "ui/diagram/boundary_painter.h"
#include "ui/diagram/diagram_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

using namespace netloom;

namespace {

std::shared_ptr<const ParameterSet> makeWeights(const DiagramScene& scene, std::uint64_t seed)
{
    auto weights = std::make_shared<ParameterSet>();
    Rng rng(seed, "bench");
    for (std::size_t i = 0; i < scene.shapes.size(); ++i) {
        NamedTensor kernel;
        kernel.layer = scene.network.layers[i].name;
        kernel.name = "kernel";
        kernel.shape = {scene.shapes[i].inputs(), scene.shapes[i].outputs()};
        kernel.values.resize(static_cast<std::size_t>(kernel.shape[0] * kernel.shape[1]));
        for (Scalar& value : kernel.values) {
            const double u = rng.uniform(-1, 1);
            value = static_cast<Scalar>(u * u * u);
        }
        weights->push_back(std::move(kernel));
        NamedTensor bias;
        bias.layer = scene.network.layers[i].name;
        bias.name = "bias";
        bias.shape = {scene.shapes[i].outputs()};
        bias.values.resize(static_cast<std::size_t>(bias.shape[0]));
        for (Scalar& value : bias.values)
            value = static_cast<Scalar>(rng.uniform(-1, 1));
        weights->push_back(std::move(bias));
    }
    return weights;
}

/// Milliseconds, sorted: on the clock, and of computing on all threads, which other programs disturb less.
struct Times {
    std::vector<double> clock;
    std::vector<double> computing;
};

Times timesOf(const std::function<void()>& work, int rounds)
{
    Times times;
    for (int i = 0; i < rounds; ++i) {
        const std::clock_t before = std::clock();
        QElapsedTimer timer;
        timer.start();
        work();
        times.clock.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
        times.computing.push_back(static_cast<double>(std::clock() - before) * 1e3 / CLOCKS_PER_SEC);
    }
    std::sort(times.clock.begin(), times.clock.end());
    std::sort(times.computing.begin(), times.computing.end());
    return times;
}

double report(const char* size, const char* what, const Times& times)
{
    const std::size_t count = times.clock.size();
    const std::size_t late = std::min(count - 1, count * 99 / 100);
    const double median = times.clock[count / 2];
    std::printf("{\"size\":\"%s\",\"what\":\"%s\",\"ms_median\":%.3f,\"ms_p99\":%.3f,\"cpu_median\":%.3f,"
                "\"cpu_p99\":%.3f,\"n\":%zu}\n",
                size, what, median, times.clock[late], times.computing[count / 2], times.computing[late], count);
    std::fflush(stdout);
    return median;
}

/// The yardstick: one antialiased line per link, as a first attempt would draw it.
double lineByLine(const DiagramScene& scene, QImage& image)
{
    return report(
        "784-512-512-10", "one line per link",
        timesOf(
            [&] {
                image.fill(Qt::white);
                QPainter painter(&image);
                painter.setClipRect(image.rect());
                painter.setRenderHint(QPainter::Antialiasing);
                const double gap = (image.width() - 120) / 3.0;
                for (std::size_t i = 0; i < scene.shapes.size(); ++i) {
                    const NamedTensor& kernel = (*scene.weights)[2 * i]; // a bias after each
                    const auto y = [&](Index unit, Index count) {
                        return 20 +
                               (image.height() - 40) * (static_cast<double>(unit) + 0.5) / static_cast<double>(count);
                    };
                    std::size_t at = 0;
                    for (Index from = 0; from < kernel.shape[0]; ++from) {
                        for (Index to = 0; to < kernel.shape[1]; ++to, ++at) {
                            const double w = static_cast<double>(kernel.values[at]);
                            const int alpha = 10 + static_cast<int>(220 * std::abs(w));
                            painter.setPen(QPen(w > 0 ? QColor(47, 111, 222, alpha) : QColor(224, 138, 30, alpha), 1));
                            painter.drawLine(QPointF(60 + static_cast<double>(i) * gap, y(from, kernel.shape[0])),
                                             QPointF(60 + static_cast<double>(i + 1) * gap, y(to, kernel.shape[1])));
                        }
                    }
                }
            },
            3));
}

/// @returns milliseconds for new weights
double benchView(const char* size, const char* layers, Index inputs, int rounds)
{
    DiagramScene scene;
    scene.network.layers = parseLayers(layers);
    scene.network.setInputs(inputs);
    scene.inputs = inputs;
    scene.shapes = layerShapes(scene.network, inputs);
    const auto first = makeWeights(scene, 1);
    const auto second = makeWeights(scene, 2);
    scene.weights = first;
    DiagramView view;
    DiagramStyle style;
    style.coloring = findColoring("weights");
    view.setDiagramStyle(style);
    view.resize(1200, 800);
    QImage frame(1200, 800, QImage::Format_ARGB32_Premultiplied);
    const auto paint = [&] { view.viewport()->render(&frame); };
    report(size, "open",
           timesOf(
               [&] {
                   view.setScene(scene);
                   view.show();
                   QApplication::processEvents();
                   paint();
               },
               1));
    report(size, "paint again", timesOf(paint, 2 * rounds));
    int round = 0;
    const double update = report(size, "weight update and redraw",
                                 timesOf(
                                     [&] {
                                         view.setWeights(++round % 2 ? second : first);
                                         paint();
                                     },
                                     rounds));
    const auto move = [&](QPoint at) {
        QMouseEvent event(QEvent::MouseMove, at, view.viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QApplication::sendEvent(view.viewport(), &event);
        paint();
    };
    report(size, "hover",
           timesOf(
               [&] {
                   ++round;
                   move(QPoint(40 + 37 * round % 1120, 60 + 29 * round % 680));
               },
               2 * rounds));
    report(size, "resize and redraw",
           timesOf(
               [&] {
                   view.setScene(scene);
                   paint();
               },
               rounds / 2));
    report(size, "zoom step",
           timesOf(
               [&] {
                   ++round % 20 < 10 ? view.zoomIn() : view.zoomOut();
                   paint();
               },
               rounds));
    view.fit();
    for (int i = 0; i < 10; ++i)
        view.zoomIn();
    paint();
    report(size, "pan, zoomed in",
           timesOf(
               [&] {
                   for (QScrollBar* bar : {view.verticalScrollBar(), view.horizontalScrollBar()})
                       bar->setValue(std::clamp(bar->value() + (round / 40 % 2 ? -9 : 9), 0, bar->maximum()));
                   ++round;
                   paint();
               },
               2 * rounds));
    report(size, "weight update and redraw, zoomed in",
           timesOf(
               [&] {
                   view.setWeights(++round % 2 ? second : first);
                   paint();
               },
               rounds / 2));
    return update;
}

/// What is done beside the window, and what is painted in it.
void benchBoundary(const char* size, const char* sample, const char* layers)
{
    DataReference reference;
    reference.source = DataReference::Source::Sample;
    reference.sample = sample;
    auto table = std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
    Project project = newProject(reference, *table, findSample(sample)->target);
    Run& run = project.run();
    const PreparedData data = prepare(table, project.recipe, run.split);
    const auto inputs = static_cast<Index>(data.fitted.features().size());
    std::vector<LayerSpec> all = parseLayers(layers);
    all.push_back(run.network.layers.back());
    run.network.layers = all;
    const Model model = modelWith(run.network, SharedParameters(initialWeights(run.network, inputs, 1)), data.fitted);
    BoundaryPicture picture;
    QImage frame(1200, 800, QImage::Format_ARGB32_Premultiplied);
    for (const int cells : {120, 240})
        report(size,
               cells == 120 ? "boundary, live map (beside the window)" : "boundary, still map (beside the window)",
               timesOf(
                   [&] {
                       picture =
                           makeBoundary(boundaryScene(model, data, {}, cells), QSizeF(1200, 800), false, FontMeasure());
                   },
                   20));
    report(size, "boundary, paint",
           timesOf(
               [&] {
                   QPainter painter(&frame);
                   painter.setClipRect(frame.rect());
                   paintBoundary(painter, picture);
               },
               60));
}

std::string repeated(const char* layer, int times)
{
    std::string layers;
    for (int i = 0; i < times; ++i)
        layers += std::string(layer) + ", ";
    return layers;
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    const std::string only = argc > 1 ? argv[1] : "";
    double update = 0;
    const auto view = [&](const std::string& size, const std::string& layers, Index inputs, int rounds) {
        if (only.empty() || only == size) {
            const double time = benchView(size.c_str(), layers.c_str(), inputs, rounds);
            update = size == "784-512-512-10" ? time : update;
        }
    };
    view("30-16-8-1", "dense 16 tanh, dense 8 relu, dense 1 sigmoid", 30, 60);
    view("64-32-10", "dense 32 relu, dense 10 softmax", 64, 60);
    view("784-512-512-10", "dense 512 relu, dense 512 relu, dense 10 softmax", 784, 40);
    view("784-1024-1024-10", "dense 1024 relu, dense 1024 relu, dense 10 softmax", 784, 40);
    view("200 x 4", repeated("dense 4 tanh", 200) + "dense 1 linear", 4, 40);
    view("1000 x 4", repeated("dense 4 tanh", 1000) + "dense 1 linear", 4, 20);
    if (!only.empty())
        return 0;
    benchBoundary("spiral 2-8-8-1", "spiral", "dense 8 tanh, dense 8 tanh");
    benchBoundary("breast_cancer 30-16-8-1", "breast_cancer", "dense 16 tanh, dense 8 relu");

    DiagramScene wide;
    wide.network.layers = parseLayers("dense 512 relu, dense 512 relu, dense 10 softmax");
    wide.shapes = layerShapes(wide.network, 784);
    wide.weights = makeWeights(wide, 1);
    QImage frame(1200, 800, QImage::Format_ARGB32_Premultiplied);
    const double lines = lineByLine(wide, frame);
    std::printf("{\"what\":\"one line per link / weight update and redraw\",\"value\":%.1f}\n", lines / update);
    return 0;
}
