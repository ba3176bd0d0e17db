// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_scene.h"

#include "core/data/column_values.h"
#include "ui/diagram/column_text.h"
#include "ui/toolkit/number_text.h"

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

/// A step as the diagram has room for it.
QString shortStep(const std::string& step)
{
    QString text = QString::fromStdString(step);
    text.remove(QStringLiteral(" for missing"));
    text.replace(QStringLiteral("rows with a missing cell left out"), QStringLiteral("rows left out"));
    text.replace(QStringLiteral("scaled by median and interquartile range"), QStringLiteral("robust"));
    text.replace(QStringLiteral("scaled to 0…1"), QStringLiteral("0…1"));
    text.replace(QStringLiteral("clipped to "), QStringLiteral("clip "));
    text.replace(QStringLiteral(" categories and missing"), QStringLiteral(" and missing"));
    // Of a fill value four digits tell enough.
    QStringList words = text.split(QLatin1Char(' '));
    for (QString& word : words)
        if (const auto value = labelNumber(word.toStdString()))
            word = word.size() > 6 ? settingNumber(*value) : withMinus(word);
    return words.join(QLatin1Char(' '));
}

std::vector<PreparedColumn> preparationOf(const FittedRecipe& fitted)
{
    std::vector<PreparedColumn> prepared;
    Index last = -1;
    for (std::size_t i = 0; i < fitted.features().size(); ++i) {
        const Feature& feature = fitted.features()[i];
        if (feature.column < 0 || feature.column >= static_cast<Index>(fitted.recipe().columns.size()))
            return {};
        const std::string& name = fitted.recipe().columns[static_cast<std::size_t>(feature.column)].column;
        if (feature.column != last) {
            PreparedColumn column;
            column.name = drawable(QString::fromStdString(name));
            for (const std::string& step : fitted.steps(name))
                column.steps.append(drawable(shortStep(step)));
            column.first = static_cast<Index>(i);
            prepared.push_back(std::move(column));
            last = feature.column;
        }
        // "Island = Biscoe" is Biscoe of Island; "Island = (missing)" has no category.
        const bool category = feature.name.size() > name.size() + 3;
        prepared.back().labels.append(category ? drawable(QString::fromStdString(feature.name.substr(name.size() + 3)))
                                               : QString());
    }
    return prepared;
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
    scene.preparation = preparationOf(*fitted);
    for (const std::string& name : fitted->target().names)
        scene.outputNames.append(QString::fromStdString(name));
    const QString step = commonStep(*fitted);
    if (!step.isEmpty())
        scene.inputNote += QStringLiteral(" · ") + step;
    return scene;
}

} // namespace netloom
