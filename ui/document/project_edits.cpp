// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/layers/registry.h"
#include "core/preparation/computed_columns.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/follow_target.h"
#include "core/project/settings.h"
#include "core/project/unit_edit.h"
#include "ui/document/project_document_private.h"
#include "ui/toolkit/failure_text.h"
#include "ui/toolkit/text.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr qsizetype kLongestName = 60;

} // namespace

void ProjectDocument::setNetwork(NetworkSpec network, const QString& text)
{
    d->pushNetwork(std::move(network), text);
}

void ProjectDocument::insertLayer(int index, const QString& type)
{
    const LayerInfo* info = findLayerType(type.toStdString());
    if (!info)
        return;
    NetworkSpec network = d->project.run().network;
    index = std::clamp(index, 0, static_cast<int>(network.layers.size()));
    LayerSpec layer{info->type, freeLayerName(network, info->namePrefix), {}};
    const bool hidden = index <= outputLayer(network);
    if (hidden && info->type == "dense")
        layer.fields.set("activation", std::string("relu"));
    network.layers.insert(network.layers.begin() + index, std::move(layer));
    d->pushNetwork(std::move(network), tr("Add %1").arg(fromUtf8(info->title)));
    selectLayer(index);
}

void ProjectDocument::insertLayers(int index, std::vector<LayerSpec> layers, const QString& text)
{
    if (layers.empty())
        return;
    NetworkSpec network = d->project.run().network;
    index = std::clamp(index, 0, static_cast<int>(network.layers.size()));
    const int last = index + static_cast<int>(layers.size()) - 1;
    for (LayerSpec& layer : layers) {
        const LayerInfo* info = findLayerType(layer.type);
        layer.name = freeLayerName(network, info ? info->namePrefix : layer.type);
        network.layers.insert(network.layers.begin() + index++, std::move(layer));
    }
    d->pushNetwork(std::move(network), text);
    selectLayer(last);
}

void ProjectDocument::removeLayer(int index)
{
    NetworkSpec network = d->project.run().network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    const QString name = fromUtf8(network.layers[static_cast<std::size_t>(index)].name);
    network.layers.erase(network.layers.begin() + index);
    const int last = static_cast<int>(network.layers.size()) - 1;
    d->pushNetwork(std::move(network), tr("Remove %1").arg(name));
    selectLayer(std::min(index, last));
}

void ProjectDocument::duplicateLayer(int index)
{
    NetworkSpec network = d->project.run().network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    LayerSpec copy = network.layers[static_cast<std::size_t>(index)];
    const QString text = tr("Duplicate %1").arg(fromUtf8(copy.name));
    const LayerInfo* info = findLayerType(copy.type);
    copy.name = freeLayerName(network, info ? info->namePrefix : copy.name);
    // A copy of the output stands before it, so that the output stays the output.
    const int place = index == outputLayer(network) ? index : index + 1;
    network.layers.insert(network.layers.begin() + place, std::move(copy));
    d->pushNetwork(std::move(network), text);
    selectLayer(place);
}

void ProjectDocument::moveLayer(int from, int to)
{
    NetworkSpec network = d->project.run().network;
    const int count = static_cast<int>(network.layers.size());
    to = std::clamp(to, 0, std::max(count - 1, 0));
    if (from < 0 || from >= count || from == to)
        return;
    LayerSpec layer = network.layers[static_cast<std::size_t>(from)];
    const QString text = tr("Move %1").arg(fromUtf8(layer.name));
    network.layers.erase(network.layers.begin() + from);
    network.layers.insert(network.layers.begin() + to, std::move(layer));
    d->pushNetwork(std::move(network), text);
    selectLayer(to);
}

void ProjectDocument::renameLayer(int index, const QString& name)
{
    NetworkSpec network = d->project.run().network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    LayerSpec& layer = network.layers[static_cast<std::size_t>(index)];
    const std::string wanted = name.trimmed().left(kLongestName).toStdString();
    if (wanted == layer.name)
        return;
    if (const QString problem = layerNameProblem(index, name); !problem.isEmpty()) {
        emit refused(problem);
        return;
    }
    const QString text = tr("Rename %1").arg(fromUtf8(layer.name));
    layer.name = wanted;
    d->pushNetwork(std::move(network), text);
}

QString ProjectDocument::layerNameProblem(int index, const QString& name) const
{
    const std::string wanted = name.trimmed().left(kLongestName).toStdString();
    if (wanted.empty())
        return tr("A layer needs a name.");
    const auto& layers = network().layers;
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (static_cast<int>(i) != index && layers[i].name == wanted)
            return tr("Another layer is already called %1.").arg(name.trimmed());
    return {};
}

void ProjectDocument::setLayerField(int index, const QString& key, const FieldValue& value)
{
    NetworkSpec network = d->project.run().network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    LayerSpec& layer = network.layers[static_cast<std::size_t>(index)];
    const LayerInfo* info = findLayerType(layer.type);
    QString title = key;
    if (info)
        for (const FieldInfo& field : info->fields)
            if (field.key == key.toStdString()) {
                const std::string complaint = checkField(field, value);
                if (!complaint.empty()) {
                    emit refused(tr("%1 %2.").arg(fromUtf8(field.title), fromUtf8(complaint)));
                    return;
                }
                title = fromUtf8(field.title).toLower();
            }
    const QString text = tr("Change %1 of %2").arg(title, fromUtf8(layer.name));
    layer.fields.set(key.toStdString(), value);
    const int merge = d->mergeId(QStringLiteral("layer/%1/%2").arg(index).arg(key));
    const auto at = static_cast<std::size_t>(index);
    if (key == QLatin1String("units") && canEditUnits(network, at)) {
        d->pushUnits(std::move(network), at, merge);
        return;
    }
    if (index == outputLayer(network) && (key == QLatin1String("units") || key == QLatin1String("activation")))
        network.outputFollowsTarget = false;
    d->pushNetwork(std::move(network), text, merge);
}

std::optional<Suggestion> ProjectDocument::suggestionOf(const NetworkTemplate& kind) const
{
    if (!prepared() || prepared()->facts.task == Task::None)
        return {};
    Suggestion suggestion =
        kind.make(prepared()->facts, static_cast<Index>(prepared()->split.validation.size()), training());
    followTarget(suggestion.network, suggestion.training, *target());
    return suggestion;
}

bool ProjectDocument::isSuggestion(const Suggestion& suggestion) const
{
    // Inputs are counted by the data, so they are no choice.
    return suggestion.network.layers == network().layers && suggestion.training == training();
}

bool ProjectDocument::followsRule() const
{
    const std::optional<Suggestion> rule = suggestionOf(*networkTemplates().front());
    return rule && isSuggestion(*rule);
}

void ProjectDocument::applyTemplate(const QString& key)
{
    const NetworkTemplate* kind = findNetworkTemplate(key.toStdString());
    if (!kind || !isOpen())
        return;
    if (const auto suggestion = suggestionOf(*kind)) {
        applySuggestion(*suggestion, fromUtf8(kind->title));
        return;
    }
    TableFacts facts;
    facts.rows = 1000; // nobody knows how many there will be
    facts.inputs = inputs();
    facts.task = Task::Binary;
    NetworkSpec network = kind->make(facts, 0, training()).network;
    network.inputShape = d->project.run().network.inputShape;
    d->pushNetwork(std::move(network), fromUtf8(kind->title));
}

void ProjectDocument::applySuggestion(const Suggestion& suggestion, const QString& text)
{
    ProjectEdit edit;
    edit.network = suggestion.network;
    edit.network->inputShape = d->project.run().network.inputShape;
    edit.training = suggestion.training;
    d->push(text, -1, std::move(edit));
}

void ProjectDocument::letOutputFollowTarget()
{
    NetworkSpec network = d->project.run().network;
    network.outputFollowsTarget = true;
    d->pushNetwork(std::move(network), tr("Let the output follow the target"));
}

void ProjectDocument::setTraining(TrainingConfig config, const QString& text, int mergeKey)
{
    ProjectEdit edit;
    edit.training = std::move(config);
    if (const TargetInfo* info = target()) {
        NetworkSpec network = d->project.run().network;
        followTarget(network, *edit.training, *info);
    }
    d->push(text, mergeKey < 0 ? -1 : d->mergeId(QStringLiteral("training/%1").arg(mergeKey)), std::move(edit));
}

void ProjectDocument::setSetting(const QString& key, const QString& value)
{
    TrainingConfig config = d->project.run().training;
    SplitConfig split = d->project.run().split;
    QString title = key;
    try {
        for (const FieldInfo& field : settingFields(config, split))
            if (field.key == key.toStdString())
                title = fromUtf8(field.title).toLower();
        netloom::setSetting(config, split, key.toStdString(), value.toStdString());
    } catch (...) {
        emit refused(failureText(std::current_exception()));
        return;
    }
    const QString text = tr("Change %1").arg(title);
    ProjectEdit edit;
    if (!(split == d->project.run().split)) {
        edit.split = std::move(split);
        d->pushPreparation(std::move(edit), text, d->mergeId(QStringLiteral("setting/") + key));
        return;
    }
    edit.training = std::move(config);
    d->push(text, d->mergeId(QStringLiteral("setting/") + key), std::move(edit));
}

void ProjectDocument::setRecipe(Recipe recipe, const QString& text)
{
    ProjectEdit edit;
    edit.recipe = std::move(recipe);
    d->pushPreparation(std::move(edit), text);
}

void ProjectDocument::setColumnRecipe(const ColumnRecipe& column, const QString& field, const QString& text)
{
    ProjectEdit edit;
    edit.recipe = d->project.recipe;
    for (ColumnRecipe& own : edit.recipe->columns) {
        if (own.column != column.column)
            continue;
        // A column that names the parts is there to divide the rows by.
        SplitConfig split = d->project.run().split;
        if (column.role == ColumnRole::Split && own.role != ColumnRole::Split)
            split.order = column.column;
        else if (own.role == ColumnRole::Split && column.role != ColumnRole::Split && split.order == own.column)
            split.order = SplitConfig().order;
        if (!(split == d->project.run().split))
            edit.split = std::move(split);
        own = column;
    }
    const QString key = QStringLiteral("column/%1/%2").arg(fromUtf8(column.column), field);
    d->pushPreparation(std::move(edit), text, d->mergeId(key));
}

void ProjectDocument::setSplit(SplitConfig split, const QString& text)
{
    ProjectEdit edit;
    edit.split = std::move(split);
    d->pushPreparation(std::move(edit), text);
}

void ProjectDocument::setWeights(SharedParameters weights, const QString& text)
{
    const Checkpoint& stored = d->project.run().checkpoint;
    if (stored.empty() || stored.weights == weights)
        return;
    Checkpoint edited = stored;
    edited.weights = std::move(weights);
    setResults(std::move(edited), text);
}

void ProjectDocument::setResults(Checkpoint checkpoint, const QString& text)
{
    ProjectEdit edit;
    edit.exchangesResults = true;
    edit.results.checkpoint = std::move(checkpoint);
    if (!edit.results.checkpoint.empty())
        edit.results.fitted = d->project.run().fitted;
    d->push(text, -1, std::move(edit));
}

void ProjectDocument::resetWeights(const QString& text)
{
    const Checkpoint& checkpoint = d->project.run().checkpoint;
    if (checkpoint.empty() && checkpoint.history.epochs() == 0)
        return;
    ProjectEdit edit;
    edit.exchangesResults = true;
    d->push(text, -1, std::move(edit));
}

void ProjectDocument::setData(DataReference reference, std::shared_ptr<const Table> table,
                              std::vector<CsvWarning> warnings, const QString& text)
{
    ProjectEdit edit;
    std::vector<std::string> columns;
    for (const ColumnRecipe& column : d->project.recipe.columns)
        if (column.formula.empty())
            columns.push_back(column.column);
    const bool same = std::equal(columns.begin(), columns.end(), table->columns.begin(), table->columns.end(),
                                 [](const std::string& a, const Column& b) { return a == b.name; });
    if (!same)
        edit.recipe = guessRecipe(*table);
    edit.data = std::move(reference);
    d->completeData(edit, std::move(table));
    edit.warnings = std::move(warnings);
    d->pushPreparation(std::move(edit), text);
}

void ProjectDocument::setComputedColumns(Recipe recipe, std::shared_ptr<const Table> table, const QString& text)
{
    ProjectEdit edit;
    edit.data = d->project.data;
    edit.table = std::move(table);
    edit.recipe = std::move(recipe);
    d->pushPreparation(std::move(edit), text);
}

/// Other data keep the computed columns that they can give.
void ProjectDocument::Private::completeData(ProjectEdit& edit, std::shared_ptr<const Table> data) const
{
    Recipe recipe = edit.recipe ? *edit.recipe : project.recipe;
    takeOverComputed(project.recipe, recipe, *data);
    try {
        edit.table = withComputedColumns(data, recipe);
    } catch (const Error&) { // columns of the same names, of another kind
        std::erase_if(recipe.columns, [](const ColumnRecipe& column) { return !column.formula.empty(); });
        edit.table = std::move(data);
    }
    if (!(recipe == project.recipe))
        edit.recipe = std::move(recipe);
}

void ProjectDocument::setData(DataReference reference, std::shared_ptr<const Table> table, Recipe recipe,
                              const SplitConfig& split, std::vector<CsvWarning> warnings, const QString& text)
{
    ProjectEdit edit;
    edit.data = std::move(reference);
    edit.recipe = std::move(recipe);
    d->completeData(edit, std::move(table));
    edit.split = split;
    edit.warnings = std::move(warnings);
    d->pushPreparation(std::move(edit), text);
}

} // namespace netloom
