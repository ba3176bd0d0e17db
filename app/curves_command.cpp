// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/losses/registry.h"
#include "ui/plots/curves_csv.h"
#include "ui/plots/curves_picture.h"

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
    bool m_dark = false;
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
}

int CurvesCommand::run()
{
    const Offscreen offscreen(Offscreen::Use::Widgets);
    const std::string format = outputFormat(m_output, {"png", "svg", "pdf", "csv"});
    const Project project = openProject(m_project, m_run);
    std::vector<InputFile> inputs = dataFilesOf(project, m_project);
    inputs.push_back({m_project, "project"});
    requireOutput(m_output, outputKind(format), inputs);
    const History& history = project.run().checkpoint.history;
    if (history.epochs() == 0)
        throw Error("the network has not been trained yet, so that there are no curves", m_project,
                    "Train it with \"netloom train\".");
    const QByteArray bytes =
        format == "csv" ? curvesCsv(history)
                        : curvesPicture(history, lossTitle(project.run().training), QByteArray::fromStdString(format),
                                        static_cast<int>(m_width), m_scale, m_dark);
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
