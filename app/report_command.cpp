// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/report_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/offscreen.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "ui/report/model_report.h"

#include <QCoreApplication>

#include <filesystem>

namespace netloom {

namespace {

class ReportCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    std::string m_project;
    std::string m_run;
    std::string m_output;
    std::string m_data;
    std::string m_by;
    WhichWeights m_weights = WhichWeights::Last;
};

void ReportCommand::declare(Arguments& arguments)
{
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.text("-o,--output", m_output, "FILE", "file to write: *.html or *.pdf").required = true;
    arguments.text("--data", m_data, "CSV", "the project's table, where it has moved or lies outside its folder");
    arguments.text("--by", m_by, "COLUMN",
                   "the figures for each word, or each quarter of the numbers, of a column too");
    addWeights(arguments, m_weights);
}

int ReportCommand::run()
{
    const Offscreen offscreen(Offscreen::Use::Widgets);
    QCoreApplication::setApplicationVersion(QStringLiteral(NETLOOM_VERSION));
    const std::string format = outputFormat(m_output, {"html", "pdf"});
    Project project = openProject(m_project, m_run);
    std::vector<InputFile> read = dataFilesOf(project, m_project);
    read.push_back({m_project, "project"});
    read.push_back({m_data, "data"});
    requireOutput(m_output, format == "pdf" ? OutputKind::Pdf : OutputKind::Html, read);
    const Model model = trainedModel(project, m_weights);
    auto data = std::make_shared<const PreparedData>(
        prepare(loadProjectTable(project, m_project, m_data), project.recipe, project.run().split));
    if (!m_by.empty() && data->table->find(m_by) < 0)
        throw UsageError("--by: the table has no column " + netloom::quoted(m_by));
    const std::string name = std::filesystem::path(m_project).filename().string();
    const ReportDocument report =
        modelReport(reportFigures({std::move(project), name, std::move(data), model, m_weights, m_by}));
    const QByteArray bytes = format == "pdf" ? report.pdf() : report.html();
    writeCheckedFile(m_output, std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
    tell("Written: " + m_output);
    return kGood;
}

} // namespace

const CommandInfo& reportCommand()
{
    static const CommandInfo info{"report", "One document on a trained network that a stranger can read",
                                  makeCommand<ReportCommand>};
    return info;
}

} // namespace netloom
