// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/predict_command.h"

#include "app/common_arguments.h"
#include "app/exit_status.h"
#include "app/output.h"
#include "app/output_file.h"
#include "app/project_access.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/formats/predicted_file.h"

namespace netloom {

namespace {

class PredictCommand final : public Command
{
public:
    void declare(Arguments& arguments) override;
    int run() override;

private:
    std::string m_project;
    std::string m_run;
    std::string m_data;
    std::string m_output; ///< empty: stdout
    CsvOptions m_csv;
    WhichWeights m_weights = WhichWeights::Last;
    bool m_asRead = false;
    bool m_quiet = false;
};

void PredictCommand::declare(Arguments& arguments)
{
    addProject(arguments, m_project);
    addRun(arguments, m_run);
    arguments.text("DATA", m_data, "", "CSV file with the columns that the network was trained with").required = true;
    arguments.text("-o,--output", m_output, "CSV", "the same rows with predictions; stdout when not given");
    addWeights(arguments, m_weights);
    arguments.flag("--as-read", m_asRead,
                   "with the delimiter, decimal mark and byte order mark of DATA; comma and decimal point otherwise");
    arguments.flag("--quiet", m_quiet, "no remarks on the data");
    addCsvOptions(arguments, m_csv);
}

int PredictCommand::run()
{
    const Project project = openProject(m_project, m_run);
    if (!m_output.empty()) {
        std::vector<InputFile> inputs = dataFilesOf(project, m_project);
        inputs.push_back({m_project, "project"});
        inputs.push_back({m_data, "data"});
        requireOutput(m_output, OutputKind::Csv, inputs);
    }
    const Model model = trainedModel(project, m_weights);
    const PredictedForm form = m_asRead ? PredictedForm::AsRead : PredictedForm::Plain;
    PredictedFile predicted;
    if (m_output.empty()) {
        predicted = predictFile(project, model, m_data, m_csv, form, [](std::string_view text) { answer(text); });
    } else {
        CheckedFileWriter file(m_output);
        predicted = predictFile(project, model, m_data, m_csv, form, [&](std::string_view text) { file.write(text); });
        file.finish();
    }
    for (const std::string& warning : predicted.warnings)
        tell("warning: " + warning);
    if (m_quiet)
        return kGood;
    tellWarnings(predicted.reading);
    for (const std::string& remark : predicted.remarks)
        tell("warning: " + remark);
    if (!m_output.empty())
        tell("Written: " + m_output + " with predictions for " + countText(predicted.rows) + " rows" +
             (predicted.encoding.empty() ? "" : ", in UTF-8 (the data are in " + predicted.encoding + ")"));
    return kGood;
}

} // namespace

const CommandInfo& predictCommand()
{
    static const CommandInfo info{"predict", "Predict the rows of a CSV file", makeCommand<PredictCommand>};
    return info;
}

} // namespace netloom
