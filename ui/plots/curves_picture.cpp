// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curves_picture.h"

#include "core/base/error.h"
#include "core/evaluation/yardsticks.h"
#include "core/project/project.h"
#include "ui/document/project_summary.h"
#include "ui/plots/plot_library.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>

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
    const bool apart = look.layout == CurvesLayout::Apart;
    const std::vector<std::string> known = metricKeys(history);
    std::string metric = look.metric;
    if (metric.empty() && !known.empty())
        metric = apart ? known.front() : kAllMetrics;
    const std::vector<std::string> metrics = chosenMetrics(metric, known);
    std::vector<Plot> plots;
    for (CurvesPanel& panel : curvesPanels(look.layout, metrics, history, theme)) {
        const bool first = plots.empty();
        if (panel.isEmpty(history) && !first)
            continue;
        auto widget = std::make_unique<HistoryPlot>();
        widget->setTheme(theme);
        widget->setCurves(std::move(panel.curves));
        widget->setAxes(panel.axes);
        widget->setGhosts(look.others);
        widget->setSmoothing(look.smoothing);
        widget->show(history, 0);
        widget->setEpochsLogarithmic(look.logarithmicEpochs);
        widget->setHidden(first ? look.hiddenLoss : look.hiddenMetric);
        widget->setLogarithmic(apart && !first ? look.logarithmicMetric : look.logarithmicLoss);
        if (!apart)
            widget->setLogarithmic(look.logarithmicMetric, HistoryPlot::Side::Right);
        if (!apart || !first)
            widget->setLevels(look.levels);
        const QString shown = metrics.size() == 1 ? metricName(metrics.front()) : curvesText("all metrics");
        QStringList about{first ? lossTitle : apart ? shown : QString()};
        if (!panel.leftOut.isEmpty())
            about << curvesText("without %1: other unit").arg(panel.leftOut.join(QStringLiteral(", ")));
        if (const QString missing = widget->hiddenOnLogText(); !missing.isEmpty())
            about << missing;
        about.removeAll(QString());
        plots.push_back({panel.title, about.join(QStringLiteral(" · ")), std::move(widget)});
    }
    return plots;
}

constexpr int kGap = 12;  // pixels between the plots, and around them
constexpr int kHead = 30; // above them, for their titles
constexpr int kFoot = 4;

QSize sizeOfEach(const std::vector<Plot>& plots, const QSize& picture)
{
    const int count = static_cast<int>(plots.size());
    return {(picture.width() - kGap * (count + 1)) / count, picture.height() - kHead - kFoot};
}

/// The curves have as much room as ever, however many names stand above them.
QSize sizeOfPicture(const std::vector<Plot>& plots, CurvesLayout layout, int width)
{
    const double share = plots.size() > 1 ? 0.32 : layout == CurvesLayout::Together ? 0.4 : 0.56;
    QSize size(width, std::max(120, static_cast<int>(std::lround(width * share))));
    int more = 0;
    for (const Plot& plot : plots)
        more = std::max(more, plot.widget->moreForNames(sizeOfEach(plots, size)));
    size.rheight() += more;
    return size;
}

/// The plots side by side with their titles, in logical pixels from (0, 0).
void paintPlots(QCPPainter& painter, const std::vector<Plot>& plots, const QSize& size, const Theme& theme)
{
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    const QSize each = sizeOfEach(plots, size);
    QFont bold = painter.font();
    bold.setWeight(QFont::DemiBold);
    const QFont plain = painter.font();
    int x = kGap;
    for (const Plot& plot : plots) {
        const QRect line(x + 4, 8, each.width() - 8, kHead - 8);
        painter.setFont(bold);
        painter.setPen(theme.text);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, plot.title);
        const int used = QFontMetrics(bold).horizontalAdvance(plot.title) + 16;
        painter.setFont(plain);
        painter.setPen(theme.textMuted);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                         QFontMetrics(plain).elidedText(plot.subtitle, Qt::ElideRight, line.width() - used));
        painter.save();
        painter.translate(x, kHead);
        plot.widget->paint(painter, each);
        painter.restore();
        x += each.width() + kGap;
    }
}

} // namespace

std::vector<HistoryPlot::OtherRun> otherRuns(const Project& project)
{
    constexpr std::size_t kMost = 6;
    std::vector<HistoryPlot::OtherRun> others;
    for (std::size_t i = project.runs.size(); i-- > 0 && others.size() < kMost;)
        if (const Run& run = project.runs[i]; i != project.current && run.checkpoint.history.epochs() > 0)
            others.push_back({run.checkpoint.history, nameBeside(project, i), QColor::fromString(fromUtf8(run.color))});
    return others;
}

std::vector<HistoryPlot::Level> levelsOf(const Standing& standing, const Yardsticks& yardsticks,
                                         const std::vector<std::string>& metrics)
{
    const std::string& key = standing.network.key;
    const auto metric = std::find_if(metrics.begin(), metrics.end(), [&](const std::string& each) {
        return each == key || (key == "r2" && each == "r2_score");
    });
    std::vector<HistoryPlot::Level> levels;
    if (metric == metrics.end())
        return levels;
    for (const auto& [score, name] : {std::pair(&standing.linear, yardsticks.linearName()),
                                      std::pair(&standing.constant, yardsticks.constantName())})
        if (std::isfinite(score->value))
            levels.push_back({score->value, fromUtf8(name), *metric});
    return levels;
}

std::vector<HistoryPlot::Level> awaitedLevels(Task task, const std::vector<std::string>& metrics)
{
    if (task == Task::None)
        return {};
    constexpr double kUsual = 0.8888; // as wide as most
    Standing usual;
    usual.network = taskScore(task, {}, {}); // for its key
    usual.linear.value = usual.constant.value = kUsual;
    Yardsticks yardsticks;
    yardsticks.task = task;
    std::vector<HistoryPlot::Level> levels = levelsOf(usual, yardsticks, metrics);
    for (HistoryPlot::Level& level : levels)
        level.awaited = true;
    return levels;
}

std::vector<std::string> chosenMetrics(const std::string& choice, const std::vector<std::string>& metrics)
{
    if (choice == kAllMetrics)
        return metrics;
    return choice.empty() ? std::vector<std::string>() : std::vector<std::string>{choice};
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
    const QSize size = sizeOfPicture(plots, look.layout, width);
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
