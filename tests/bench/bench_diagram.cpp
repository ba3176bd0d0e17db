// SPDX-License-Identifier: GPL-3.0-or-later
// Frame times of the diagram for a 784-512-512-10 network, beside one QPainter line per link. Prints one JSON object a
// line.
#include "core/base/rng.h"
#include "ui/diagram/diagram_view.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <vector>

using namespace netloom;

namespace {

LayerSpec dense(const char* name, std::int64_t units, const char* activation)
{
    LayerSpec layer;
    layer.type = "dense";
    layer.name = name;
    layer.fields.set("units", units);
    layer.fields.set("activation", std::string(activation));
    return layer;
}

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
    }
    return weights;
}

double median(const std::function<void()>& work, int rounds)
{
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        work();
        times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

void report(const char* what, double ms)
{
    std::printf("{\"what\":\"diagram %s\",\"links\":668672,\"ms_median\":%.3f}\n", what, ms);
    std::fflush(stdout);
}

/// The yardstick: one antialiased line per link, as a first attempt would draw it.
double lineByLine(const DiagramScene& scene, QImage& image)
{
    return median(
        [&] {
            image.fill(Qt::white);
            QPainter painter(&image);
            painter.setClipRect(image.rect());
            painter.setRenderHint(QPainter::Antialiasing);
            const double gap = (image.width() - 120) / 3.0;
            for (std::size_t i = 0; i < scene.shapes.size(); ++i) {
                const NamedTensor& kernel = (*scene.weights)[i];
                const auto y = [&](Index unit, Index count) {
                    return 20 + (image.height() - 40) * (static_cast<double>(unit) + 0.5) / static_cast<double>(count);
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
        3);
}

} // namespace

int main(int argc, char** argv)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication app(argc, argv);
    DiagramScene scene;
    scene.network.layers = {dense("h1", 512, "relu"), dense("h2", 512, "relu"), dense("output", 10, "softmax")};
    scene.inputs = 784;
    scene.shapes = {{784, 512, 401920, 401408}, {512, 512, 262656, 262144}, {512, 10, 5130, 5120}};
    const auto first = makeWeights(scene, 1);
    const auto second = makeWeights(scene, 2);
    scene.weights = first;

    DiagramView view;
    DiagramStyle style;
    style.coloring = findColoring("weights");
    view.setDiagramStyle(style);
    view.resize(1200, 800);
    view.setScene(scene);
    view.show();
    QApplication::processEvents();
    QImage frame(1200, 800, QImage::Format_ARGB32_Premultiplied);
    const auto paint = [&] { view.viewport()->render(&frame); };
    paint();

    int round = 0;
    report("pan", median(paint, 60));
    const double update = median(
        [&] {
            view.setWeights(++round % 2 ? second : first);
            paint();
        },
        40);
    report("weight update and redraw", update);
    report("resize and redraw", median(
                                    [&] {
                                        view.setScene(scene);
                                        paint();
                                    },
                                    20));
    for (int i = 0; i < 10; ++i)
        view.zoomIn();
    paint();
    report("pan, zoomed in", median(
                                 [&] {
                                     view.verticalScrollBar()->setValue(view.verticalScrollBar()->value() + 4);
                                     paint();
                                 },
                                 60));
    report("weight update and redraw, zoomed in", median(
                                                      [&] {
                                                          view.setWeights(++round % 2 ? second : first);
                                                          paint();
                                                      },
                                                      20));
    const double lines = lineByLine(scene, frame);
    report("one line per link", lines);
    std::printf("{\"what\":\"diagram ratio\",\"value\":%.1f}\n", lines / update);
    return 0;
}
