// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/predict_command.h"

#include "app/exit_status.h"
#include "app/output.h"
#include "app/project_access.h"
#include "core/base/error.h"
#include "core/evaluation/predictions.h"
#include "core/files/checked_file.h"
#include "core/project/project_file.h"

namespace netloom {

int runPredict(const PredictArguments& arguments)
{
    if (!arguments.output.empty()) {
        refuseSameFile(arguments.output, arguments.data, "data");
        refuseSameFile(arguments.output, arguments.project, "project");
    }
    const Project project = readProject(arguments.project);
    const ParameterSet& weights = trainedWeights(project, arguments.weights);
    const FittedRecipe& fitted = trainedPreparation(project);
    const auto table = loadOtherTable(project, arguments.data, arguments.csv, arguments.quiet);
    const Predictions predictions = predictTable(project.run().network, weights, fitted, *table);
    if (!arguments.quiet)
        for (const std::string& remark : predictions.remarks)
            tell("warning: " + remark);
    const std::string csv = predictionsCsv(*table, fitted, predictions);
    if (arguments.output.empty()) {
        answer(csv);
        return kGood;
    }
    writeCheckedFile(arguments.output, csv);
    if (!arguments.quiet)
        tell("Written: " + arguments.output + " with predictions for " + countText(table->rows) + " rows");
    return kGood;
}

} // namespace netloom
