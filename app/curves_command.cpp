// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/evaluation/yardsticks.h"
#include "core/files/checked_file.h"
#include "core/losses/registry.h"
#include "core/training/evaluate.h"
#include "ui/plots/curves_csv.h"
#include "ui/plots/curves_picture.h"

#include <utility>
#include <vector>

namespace netloom {

namespace {

QString lossTitle(const TrainingConfig& config)
{
    const LossInfo* info = findLoss(config.loss.type);
    QString title = QString::fromStdString(info ? info->title : config.loss.type);
    if (!title.isEmpty())
        title[0] = title[0].toLower();
    return title;
}

class CurvesCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    std::string m_project;
    std::string m_run;
    std::string m_output;
    QByteArray picture(Project& project, const QByteArray& format);

    std::string m_data;
    std::string m_metric;
    CurvesLayout m_layout = CurvesLayout::Apart;
    bool m_dark = false;
    bool m_runs = false;
    bool m_yardsticks = false;
    bool m_log = false;
    bool m_logMetric = false;
    bool m_logEpochs = false;
    double m_smooth = 0;
    Index m_width = 1200;
    double m_scale = 1;
};

void CurvesCommand::declare(Arguments& arguments)
{
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.text("-o,--output", m_output, "FILE", "file to write: *.png, *.svg, *.pdf or *.csv").required = true;
    arguments.number<Index>("--width", m_width, 200, 20000, "width in logical pixels (default 1200)");
    arguments.number<double>("--scale", m_scale, 0.1, 20, "PNG: pixels per logical pixel (default 1)");
    arguments.flag("--dark", m_dark, "light on dark");
    std::vector<std::pair<std::string, CurvesLayout>> layouts;
    for (const CurvesLayout layout : curvesLayouts())
        layouts.emplace_back(curvesLayoutName(layout), layout);
    arguments.choice<CurvesLayout>("--layout", m_layout, layouts,
                                   "loss and metric in a plot each (default); training and validation in a plot each, "
                                   "loss left and metrics right; all in one, loss left and metrics right");
    arguments.text("--metric", m_metric, "KEY", "what is drawn beside the loss: a metric, learning_rate, or all");
    arguments.flag("--runs", m_runs, "the project's other runs, faint behind");
    arguments.flag("--yardsticks", m_yardsticks, "what a linear model and the simplest answer reach, as lines");
    arguments.text("--data", m_data, "CSV", "with --yardsticks: the table, where it has moved");
    arguments.number<double>("--smooth", m_smooth, 0, 0.999, "moving average: share of the value before (default 0)");
    arguments.flag("--log", m_log, "logarithmic axis of the loss");
    arguments.flag("--log-metric", m_logMetric, "logarithmic axis of the metric");
    arguments.flag("--log-epochs", m_logEpochs, "logarithmic axis of the epochs");
}

QByteArray CurvesCommand::picture(Project& project, const QByteArray& format)
{
    const Run& run = project.run();
    const History& history = run.checkpoint.history;
    const std::vector<std::string> metrics = metricKeys(history);
    CurvesLook look;
    look.layout = m_layout;
    look.dark = m_dark;
    look.logarithmicLoss = m_log;
    look.logarithmicMetric = m_logMetric;
    look.logarithmicEpochs = m_logEpochs;
    look.smoothing = m_smooth;
    if (m_metric == "all" || (m_metric.empty() && m_layout != CurvesLayout::Apart))
        look.metric = kAllMetrics;
    else if (m_metric.empty() && !metrics.empty())
        look.metric = metrics.front();
    else
        look.metric = m_metric;
    if (!m_metric.empty() && m_metric != "all" && !history.find(m_metric)) {
        std::string known;
        for (const std::string& key : metrics)
            known += (known.empty() ? "" : ", ") + key;
        throw UsageError("the history has no metric " + netloom::quoted(m_metric) + "; it has: " + known);
    }
    if (m_runs)
        look.others = otherRuns(project);
    if (m_yardsticks) {
        const PreparedData prepared =
            prepare(loadProjectTable(project, m_project, m_data), project.recipe, project.run().split);
        const TrainingData& data = prepared.data;
        const bool watched = data.validation && data.validation->samples() > 0;
        const Dataset& rows = watched ? *data.validation : *data.train;
        const Yardsticks yardsticks = fitYardsticks(prepared.fitted.target().task, *data.train);
        const Matrix prediction = predict(project.run().network, project.run().checkpoint.weights, rows.x);
        look.levels = levelsOf(standing(yardsticks, watched ? "validation" : "train", prediction, rows), yardsticks,
                               chosenMetrics(look.metric, metrics));
        if (look.levels.empty())
            tell("The yardsticks are measured by another metric than the one that is drawn.");
    }
    return curvesPicture(history, lossTitle(project.run().training), look, format, static_cast<int>(m_width), m_scale);
}

int CurvesCommand::run()
{
    const Offscreen offscreen(Offscreen::Use::Widgets);
    const std::string format = outputFormat(m_output, {"png", "svg", "pdf", "csv"});
    Project project = openProject(m_project, m_run);
    std::vector<InputFile> inputs = dataFilesOf(project, m_project);
    inputs.push_back({m_project, "project"});
    requireOutput(m_output, outputKind(format), inputs);
    const History& history = project.run().checkpoint.history;
    if (history.epochs() == 0)
        throw Error("the network has not been trained yet, so that there are no curves", m_project,
                    "Train it with \"netloom train\".");
    const QByteArray bytes = format == "csv" ? curvesCsv(history) : picture(project, QByteArray::fromStdString(format));
    writeCheckedFile(m_output, std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    tell("Written: " + m_output);
    return kGood;
}

} // namespace

const CommandInfo& curvesCommand()
{
    static const CommandInfo info{"curves", "Draw or write loss and metrics against epochs",
                                  makeCommand<CurvesCommand>};
    return info;
}

} // namespace netloom
