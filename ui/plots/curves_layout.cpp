// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curves_layout.h"

#include "core/metrics/metric_keys.h"
#include "core/metrics/monitor.h"
#include "ui/toolkit/number_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <iterator>

namespace netloom {

namespace {

using Role = HistoryPlot::Role;
using Side = HistoryPlot::Side;

QString layoutText(const char* text)
{
    return QCoreApplication::translate("CurvesLayout", text);
}

std::vector<QColor> huesOf(const Theme& theme)
{
    const QColor purple = theme.dark ? QColor(0xb0, 0x8c, 0xf0) : QColor(0x8e, 0x5b, 0xd6);
    return {theme.training, theme.inputOutput, theme.oneToOne, purple, theme.validation};
}

bool isScore(const std::string& key)
{
    return monitorMode("auto", key) == MonitorMode::Max;
}

/// Of the plots with two axes: what stands where.
struct TwoAxes {
    std::vector<std::string> metrics;
    std::vector<Side> sides;
    HistoryPlot::Axes axes;
    QStringList leftOut;
};

/// Squared errors of a target that is not scaled are thousands where its errors are tens.
bool isFarFromLoss(const std::string& key, const History& history)
{
    constexpr double kFar = 20;
    const HistoryColumn* loss = history.find("loss");
    const HistoryColumn* error = history.find(key);
    if (!loss || !error || loss->empty() || error->empty())
        return false;
    const double times = error->front() / loss->front();
    return times > kFar || (times >= 0 && times < 1 / kFar);
}

TwoAxes sharedAxes(const std::vector<std::string>& metrics, const History& history)
{
    TwoAxes two{{}, {}, {layoutText("Loss"), {}, layoutText("Epochs"), true, true}, {}};
    const bool anyScore = std::any_of(metrics.begin(), metrics.end(), isScore);
    bool errorsLeft = false;
    for (const std::string& key : metrics) {
        const bool left = anyScore && !isScore(key);
        if (left && isFarFromLoss(key, history)) {
            two.leftOut.append(metricName(key));
            continue;
        }
        two.metrics.push_back(key);
        errorsLeft = errorsLeft || left;
        two.sides.push_back(left ? Side::Left : Side::Right);
    }
    if (errorsLeft)
        two.axes.left = layoutText("Loss and errors");
    if (anyScore)
        two.axes.right = layoutText("Score");
    else if (metrics.size() == 1) {
        two.axes.right = metricName(metrics.front());
        two.axes.right[0] = two.axes.right[0].toUpper();
    } else if (!metrics.empty()) {
        two.axes.right = layoutText("Error");
    }
    return two;
}

/// Curves of the training rows, or of the validation rows.
std::vector<HistoryPlot::Curve> curvesOfPart(const TwoAxes& two, Role part, const Theme& theme)
{
    const std::string prefix = part == Role::Training ? "" : "val_";
    std::vector<HistoryPlot::Curve> curves{{prefix + "loss", layoutText("loss"), part, theme.text}};
    if (part == Role::Training)
        curves.push_back(
            {std::string(kLossAfterEpoch), layoutText("loss, after the epoch"), Role::After, theme.textMuted});
    const std::vector<QColor> hues = huesOf(theme);
    for (std::size_t i = 0; i < two.metrics.size(); ++i)
        if (part == Role::Training || isMetricKey(two.metrics[i]))
            curves.push_back(
                {prefix + two.metrics[i], metricName(two.metrics[i]), part, hues[i % hues.size()], two.sides[i]});
    return curves;
}

/// The plots of both parts have the same scales. An axis that no curve of this plot needs is not there.
void keepRoom(std::vector<HistoryPlot::Curve>& curves, const std::vector<HistoryPlot::Curve>& beside)
{
    const bool hasRight = std::any_of(curves.begin(), curves.end(),
                                      [](const HistoryPlot::Curve& curve) { return curve.side == Side::Right; });
    for (HistoryPlot::Curve curve : beside)
        if (curve.seen && (curve.side == Side::Left || hasRight)) {
            curve.seen = false;
            curves.push_back(std::move(curve));
        }
}

} // namespace

std::span<const CurvesLayout> curvesLayouts()
{
    static constexpr CurvesLayout all[] = {CurvesLayout::Apart, CurvesLayout::Parts, CurvesLayout::Together};
    return all;
}

QString curvesLayoutTitle(CurvesLayout layout)
{
    switch (layout) {
    case CurvesLayout::Apart:
        return layoutText("Loss | metric");
    case CurvesLayout::Parts:
        return layoutText("Training | validation, two axes");
    case CurvesLayout::Together:
        return layoutText("Together, two axes");
    }
    return {};
}

const char* curvesLayoutName(CurvesLayout layout)
{
    switch (layout) {
    case CurvesLayout::Apart:
        return "apart";
    case CurvesLayout::Parts:
        return "parts";
    case CurvesLayout::Together:
        return "together";
    }
    return "";
}

CurvesLayout curvesLayoutNamed(const QString& name)
{
    for (const CurvesLayout layout : curvesLayouts())
        if (name == QLatin1String(curvesLayoutName(layout)))
            return layout;
    return CurvesLayout::Apart;
}

std::vector<std::string> metricKeys(const History& history)
{
    std::vector<std::string> keys;
    for (const std::string& key : history.keys)
        if (isMetricKey(key))
            keys.push_back(key);
    return keys;
}

std::vector<HistoryPlot::Curve> curvesOf(const std::string& key)
{
    if (!isMetricKey(key) && key != "loss")
        return {{key, metricName(key), Role::Training}};
    std::vector<HistoryPlot::Curve> curves{{key, layoutText("train"), Role::Training},
                                           {"val_" + key, layoutText("validation"), Role::Validation}};
    if (key == "loss")
        curves.push_back({std::string(kLossAfterEpoch), layoutText("train, after the epoch"), Role::After});
    return curves;
}

std::vector<HistoryPlot::Curve> curvesOfAll(const std::vector<std::string>& keys, const Theme& theme)
{
    std::vector<QColor> hues = huesOf(theme);
    hues.push_back(theme.text);
    std::vector<HistoryPlot::Curve> curves;
    std::size_t hue = 0;
    for (const std::string& key : keys) {
        if (key == "learning_rate")
            continue;
        for (HistoryPlot::Curve& curve : curvesOf(key)) {
            curve.name = curve.role == Role::Training ? metricName(key) : layoutText("val %1").arg(metricName(key));
            curve.color = hues[hue % hues.size()];
            curves.push_back(std::move(curve));
        }
        ++hue;
    }
    return curves;
}

bool CurvesPanel::isEmpty(const History& history) const
{
    return std::none_of(curves.begin(), curves.end(), [&](const HistoryPlot::Curve& curve) {
        const HistoryColumn* values = curve.seen ? history.find(curve.key) : nullptr;
        return values && !values->empty();
    });
}

std::vector<CurvesPanel> curvesPanels(CurvesLayout layout, const std::vector<std::string>& metrics,
                                      const History& history, const Theme& theme)
{
    if (layout == CurvesLayout::Apart) {
        std::vector<HistoryPlot::Curve> right =
            metrics.size() == 1 ? curvesOf(metrics.front()) : curvesOfAll(metrics, theme);
        return {{layoutText("Loss"), curvesOf("loss")}, {layoutText("Metric"), std::move(right)}};
    }
    const TwoAxes two = sharedAxes(metrics, history);
    std::vector<HistoryPlot::Curve> training = curvesOfPart(two, Role::Training, theme);
    std::vector<HistoryPlot::Curve> validation = curvesOfPart(two, Role::Validation, theme);
    if (layout == CurvesLayout::Together) {
        std::vector<HistoryPlot::Curve> both;
        for (const HistoryPlot::Curve& curve : training) {
            both.push_back(curve);
            for (const HistoryPlot::Curve& other : validation)
                if (other.key == "val_" + curve.key) {
                    both.push_back(other);
                    both.back().name = layoutText("val %1").arg(other.name);
                }
        }
        return {{metrics.empty() ? layoutText("Loss") : layoutText("Loss and metrics"), std::move(both), two.axes,
                 two.leftOut}};
    }
    const std::vector<HistoryPlot::Curve> trainingSeen = training;
    keepRoom(training, validation);
    keepRoom(validation, trainingSeen);
    HistoryPlot::Axes unnamed = two.axes;
    unnamed.named = false;
    return {{layoutText("Training"), std::move(training), two.axes, two.leftOut},
            {layoutText("Validation"), std::move(validation), unnamed}};
}

} // namespace netloom
