// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/explanation_picture.h"

#include "app/usage_error.h"
#include "core/base/error.h"
#include "ui/explain/explanation_plots.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

namespace netloom {

namespace {

constexpr std::size_t kMostColumns = 20; // in a picture; the rest stands together

[[noreturn]] void refuse(const std::string& key, const std::string& known)
{
    throw UsageError("--plot: there is no plot " + netloom::quoted(key) + " here; there is: " + known);
}

} // namespace

QByteArray rowPicture(const RowReport& report, const std::string& key, const PlotFile& file)
{
    if (key.empty() || key == "waterfall") {
        BarPlot plot;
        plot.setContent(waterfallContent(report.explanation, kMostColumns));
        return plotBytes(plot, file);
    }
    if (key != "decision")
        refuse(key, "waterfall, decision");
    DecisionPlot plot;
    plot.setContent(decisionContent(report.explanation, kMostColumns));
    return plotBytes(plot, file);
}

QByteArray globalPicture(const GlobalReport& report, const Table& table, const std::string& key, const PlotFile& file)
{
    if (key.empty() || key == "importance" || key == "shapley") {
        BarPlot plot;
        plot.setContent(key == "shapley"
                            ? shapleyContent(report.shapley, report.outputPlace, report.columns, kMostColumns)
                            : importanceContent(report.importance, report.columns, kMostColumns));
        return plotBytes(plot, file);
    }
    if (key != "beeswarm")
        refuse(key, "importance, shapley, beeswarm");
    std::vector<std::vector<double>> shades;
    for (const std::string& name : report.columns)
        shades.push_back(shadesOf(table.columns[static_cast<std::size_t>(table.find(name))], report.shapley.rows));
    BeeswarmPlot plot;
    plot.setContent(swarmContent(report.shapley, report.outputPlace, report.columns, shades, kMostColumns),
                    report.shapley.rows, fromUtf8(report.scaleName));
    return plotBytes(plot, file);
}

QByteArray dependencePicture(const DependenceReport& report, const std::string& key, const PlotFile& file)
{
    if (!key.empty() && key != "dependence")
        refuse(key, "dependence");
    const QString column = fromUtf8(report.column);
    const QString what = predictionTitle(report.output, report.scaleName);
    if (report.pair) {
        HeatPlot plot;
        plot.setContent(pairContent(*report.pair, report.outputPlace, column, fromUtf8(report.second), what));
        return plotBytes(plot, file, file.width * 4 / 5);
    }
    DependenceContent content = report.effects
                                    ? effectsContent(*report.effects, report.outputPlace, column, what)
                                    : dependenceContent(*report.dependence, report.outputPlace, column, what);
    XyPlot plot;
    plot.setTheme(Theme::light());
    plot.setContent(std::move(content.series), std::move(content.axes));
    return plotBytes(plot, file, file.width * 2 / 3);
}

} // namespace netloom
