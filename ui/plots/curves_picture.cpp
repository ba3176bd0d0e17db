// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curves_picture.h"

#include "core/base/error.h"
#include "core/evaluation/yardsticks.h"
#include "core/metrics/metric_keys.h"
#include "core/project/project.h"
#include "ui/plots/plot_library.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QCoreApplication>

#include <cmath>
#include <iterator>

namespace netloom {

namespace {

QString curvesText(const char* text)
{
    return QCoreApplication::translate("CurvesPicture", text);
}

struct Plot {
    QString title;
    QString subtitle;
    std::unique_ptr<HistoryPlot> widget;
};

std::vector<Plot> makePlots(const History& history, const QString& lossTitle, const CurvesLook& look,
                            const Theme& theme)
{
    std::vector<Plot> plots;
    const auto add = [&](const QString& title, const QString& subtitle, std::vector<HistoryPlot::Curve> curves,
                         const std::vector<std::string>& hidden) -> HistoryPlot& {
        auto widget = std::make_unique<HistoryPlot>();
        widget->setTheme(theme);
        widget->setCurves(std::move(curves));
        widget->setGhosts(look.others);
        widget->setSmoothing(look.smoothing);
        widget->show(history, 0);
        widget->setEpochsLogarithmic(look.logarithmicEpochs);
        widget->setHidden(hidden);
        plots.push_back({title, subtitle, std::move(widget)});
        return *plots.back().widget;
    };
    add(curvesText("Loss"), lossTitle, curvesOf("loss"), look.hiddenLoss).setLogarithmic(look.logarithmicLoss);
    const std::vector<std::string> keys = metricKeys(history);
    std::string metric = look.metric;
    if (metric.empty() && !keys.empty())
        metric = keys.front();
    const bool all = metric == kAllMetrics && !keys.empty();
    if (!all && (metric.empty() || !history.find(metric)))
        return plots;
    HistoryPlot& right = add(curvesText("Metric"), all ? curvesText("all metrics") : metricName(metric),
                             all ? curvesOfAll(keys, theme) : curvesOf(metric), look.hiddenMetric);
    right.setValueText([all, metric](double value) { return all ? shortNumber(value) : metricText(metric, value); });
    right.setLogarithmic(look.logarithmicMetric);
    right.setLevels(look.levels);
    return plots;
}

/// Both plots side by side with their titles, in logical pixels from (0, 0).
void paintPlots(QCPPainter& painter, const std::vector<Plot>& plots, const QSize& size, const Theme& theme)
{
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    const int gap = 12;
    const int head = 30;
    const int width = (size.width() - gap * (static_cast<int>(plots.size()) + 1)) / static_cast<int>(plots.size());
    QFont bold = painter.font();
    bold.setWeight(QFont::DemiBold);
    const QFont plain = painter.font();
    int x = gap;
    for (const Plot& plot : plots) {
        const QRect line(x + 4, 8, width - 8, head - 8);
        painter.setFont(bold);
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, plot.title);
        const int used = QFontMetrics(bold).horizontalAdvance(plot.title) + 16;
        painter.setFont(plain);
        painter.setPen(theme.textMuted);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                         QFontMetrics(plain).elidedText(plot.subtitle, Qt::ElideRight, line.width() - used));
        painter.save();
        painter.translate(x, head);
        plot.widget->paint(painter, QSize(width, size.height() - head - 4));
        painter.restore();
        x += width + gap;
    }
}

} // namespace

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
        return {{key, metricName(key), HistoryPlot::Role::Training}};
    std::vector<HistoryPlot::Curve> curves{{key, curvesText("train"), HistoryPlot::Role::Training},
                                           {"val_" + key, curvesText("validation"), HistoryPlot::Role::Validation}};
    if (key == "loss")
        curves.push_back(
            {std::string(kLossAfterEpoch), curvesText("train, after the epoch"), HistoryPlot::Role::After});
    return curves;
}

std::vector<HistoryPlot::Curve> curvesOfAll(const std::vector<std::string>& keys, const Theme& theme)
{
    const QColor hues[] = {theme.training, theme.inputOutput, theme.validation,
                           theme.oneToOne, theme.extra,       theme.text};
    std::vector<HistoryPlot::Curve> curves;
    std::size_t hue = 0;
    for (const std::string& key : keys) {
        if (key == "learning_rate")
            continue;
        for (HistoryPlot::Curve& curve : curvesOf(key)) {
            curve.name =
                curve.role == HistoryPlot::Role::Training ? metricName(key) : curvesText("val %1").arg(metricName(key));
            curve.color = hues[hue % std::size(hues)];
            curves.push_back(std::move(curve));
        }
        ++hue;
    }
    return curves;
}

std::vector<HistoryPlot::OtherRun> otherRuns(const Project& project)
{
    constexpr std::size_t kMost = 6;
    std::vector<HistoryPlot::OtherRun> others;
    for (std::size_t i = project.runs.size(); i-- > 0 && others.size() < kMost;)
        if (const Run& run = project.runs[i]; i != project.current && run.checkpoint.history.epochs() > 0)
            others.push_back({run.checkpoint.history, fromUtf8(run.name.empty() ? run.id : run.name),
                              QColor::fromString(fromUtf8(run.color))});
    return others;
}

std::vector<HistoryPlot::Level> levelsOf(const Standing& standing, const Yardsticks& yardsticks,
                                         const std::string& metric)
{
    const std::string& key = standing.network.key;
    std::vector<HistoryPlot::Level> levels;
    if (metric != key && !(key == "r2" && metric == "r2_score"))
        return levels;
    for (const auto& [score, name] : {std::pair(&standing.linear, yardsticks.linearName()),
                                      std::pair(&standing.constant, yardsticks.constantName())})
        if (std::isfinite(score->value))
            levels.push_back({score->value, fromUtf8(name)});
    return levels;
}

QByteArray curvesPicture(const History& history, const QString& lossTitle, const CurvesLook& look,
                         const QByteArray& format, int width, double scale)
{
    if (history.epochs() == 0)
        throw Error("There are no curves yet", "", "Train the network first");
    if (width < 200 || width > 20000)
        throw Error("The picture cannot be " + QString::number(width).toStdString() + " px wide", "",
                    "Choose a width from 200 to 20000 px");
    if (!(scale > 0) || !std::isfinite(scale))
        throw Error("The scale of the picture must be greater than 0", "", "Choose a scale such as 1, 2 or 3");
    const Theme theme = look.dark ? Theme::darkTheme() : Theme::light();
    const std::vector<Plot> plots = makePlots(history, lossTitle, look, theme);
    const QSize size(width, std::max(120, static_cast<int>(std::lround(width * (plots.size() > 1 ? 0.32 : 0.56)))));
    return plotPicture(format, size, scale, curvesText("Training curves"),
                       [&](QCPPainter& painter) { paintPlots(painter, plots, size, theme); });
}

QByteArray curvesPicture(const History& history, const QString& lossTitle, const QByteArray& format, int width,
                         double scale, bool dark)
{
    CurvesLook look;
    look.dark = dark;
    return curvesPicture(history, lossTitle, look, format, width, scale);
}

} // namespace netloom
