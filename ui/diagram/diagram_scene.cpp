// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_export.h"

#include <QLocale>

namespace netloom {

namespace {

/// What was done to the inputs, where it is the same for all of them: "standardised".
QString commonStep(const FittedRecipe& fitted)
{
    QString common;
    Index last = -1;
    for (const Feature& feature : fitted.features()) {
        if (feature.column == last)
            continue;
        last = feature.column;
        if (feature.column < 0 || feature.column >= static_cast<Index>(fitted.recipe().columns.size()))
            return {};
        const auto steps = fitted.steps(fitted.recipe().columns[static_cast<std::size_t>(feature.column)].column);
        if (steps.empty())
            return {};
        const QString step = QString::fromStdString(steps.back());
        if (!common.isEmpty() && common != step)
            return {};
        common = step;
    }
    return common;
}

} // namespace

DiagramScene diagramScene(const NetworkSpec& network, Index inputs, const FittedRecipe* fitted,
                          std::shared_ptr<const ParameterSet> weights)
{
    DiagramScene scene;
    scene.network = network;
    scene.inputs = inputs;
    scene.shapes = layerShapes(network, inputs);
    scene.weights = std::move(weights);
    scene.inputNote = inputs == 1 ? QStringLiteral("1 feature")
                                  : QStringLiteral("%1 features").arg(QLocale().toString(qlonglong(inputs)));
    if (!fitted)
        return scene;
    for (const std::string& name : fitted->featureNames())
        scene.featureNames.append(QString::fromStdString(name));
    for (const std::string& name : fitted->target().names)
        scene.outputNames.append(QString::fromStdString(name));
    const QString step = commonStep(*fitted);
    if (!step.isEmpty())
        scene.inputNote += QStringLiteral(" · ") + step;
    return scene;
}

} // namespace netloom
