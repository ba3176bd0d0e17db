// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/curves_command.h"

#include "app/exit_status.h"
#include "app/output.h"
#include "app/picture_format.h"
#include "app/project_access.h"
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/losses/registry.h"
#include "core/project/project_file.h"
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

} // namespace

int runCurves(const CurvesArguments& arguments)
{
    const std::string format = outputFormat(arguments.output, {"png", "svg", "pdf", "csv"});
    refuseSameFile(arguments.output, arguments.project, "project");
    const Project project = readProject(arguments.project);
    const History& history = project.run().checkpoint.history;
    if (history.epochs() == 0)
        throw Error("the network has not been trained yet, so that there are no curves", arguments.project,
                    "Train it with \"netloom train\".");
    const QByteArray bytes =
        format == "csv" ? curvesCsv(history)
                        : curvesPicture(history, lossTitle(project.run().training), QByteArray::fromStdString(format),
                                        static_cast<int>(arguments.width), arguments.scale, arguments.dark);
    writeCheckedFile(arguments.output, std::string_view(bytes.data(), static_cast<std::size_t>(bytes.size())));
    tell("Written: " + arguments.output);
    return kGood;
}

} // namespace netloom
