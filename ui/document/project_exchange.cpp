// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/follow_target.h"
#include "ui/document/project_document_private.h"
#include "ui/toolkit/failure_text.h"

#include "core/project/weights_fit.h"
#include "core/training/resume.h"

#include <algorithm>

namespace netloom {

namespace {

// Preparing that many cells takes about as long as a frame.
constexpr Index kCellsPreparedDirectly = 200'000;

bool isLarge(const Table& table)
{
    return table.rows * static_cast<Index>(table.columns.size()) > kCellsPreparedDirectly;
}

bool sameFeatures(const FittedRecipe& a, const FittedRecipe& b)
{
    return a.featureNames() == b.featureNames() && a.target() == b.target();
}

Changes changesOf(const ProjectEdit& edit)
{
    Changes what;
    what.setFlag(Change::Network, edit.network.has_value());
    what.setFlag(Change::Training, edit.training.has_value());
    what.setFlag(Change::Recipe, edit.recipe.has_value());
    what.setFlag(Change::Split, edit.split.has_value());
    what.setFlag(Change::Data, edit.data.has_value());
    what.setFlag(Change::Weights, edit.exchangesResults);
    return what;
}

} // namespace

ProjectDocument::Private::Prepared ProjectDocument::Private::prepareNow(std::shared_ptr<const Table> table,
                                                                        const Recipe& recipe, const SplitConfig& split)
{
    Prepared result{table, recipe, split, nullptr, {}};
    try {
        result.prepared = std::make_shared<const PreparedData>(prepare(std::move(table), recipe, split));
    } catch (...) {
        result.problem = failureText(std::current_exception());
    }
    return result;
}

int ProjectDocument::Private::mergeId(const QString& key)
{
    const auto found = mergeIds.constFind(key);
    if (found != mergeIds.cend())
        return *found;
    const int id = static_cast<int>(mergeIds.size());
    mergeIds.insert(key, id);
    return id;
}

/// @returns the edit as the undo stack holds it; null where it changes nothing
std::shared_ptr<ProjectEdit> ProjectDocument::Private::push(const QString& text, int id, ProjectEdit edit)
{
    if (!open || equals(edit))
        return nullptr;
    auto shared = std::make_shared<ProjectEdit>(std::move(edit));
    const auto exchangeInTurn = [this, own = turn](ProjectEdit& e) {
        if (own == turn) // a deletion that is done again may leave another run as the current one
            exchange(e);
    };
    q.m_undo.push(
        new EditCommand(text, id, shared, exchangeInTurn, [this](const ProjectEdit& e) { return equals(e); }));
    // Merged, it has become part of the step before.
    const auto* last = dynamic_cast<const EditCommand*>(q.m_undo.command(q.m_undo.index() - 1));
    const bool isThis = last && (last->edit() == shared || (id >= 0 && last->id() == id));
    return isThis ? last->edit() : nullptr;
}

void ProjectDocument::Private::pushNetwork(NetworkSpec network, const QString& text, int id)
{
    ProjectEdit edit;
    if (const TargetInfo* target = q.target()) {
        TrainingConfig training = project.run().training;
        followTarget(network, training, *target);
        if (!(training == project.run().training))
            edit.training = std::move(training);
    }
    edit.network = std::move(network);
    push(text, id, std::move(edit));
}

void ProjectDocument::Private::pushPreparation(ProjectEdit edit, const QString& text, int id)
{
    if (!open || equals(edit))
        return;
    emit q.aboutToChange(changesOf(edit));
    const bool ruleFollowed = project.run().checkpoint.empty() && q.followsRule();
    const std::shared_ptr<const Table> newTable = edit.data ? edit.table : table;
    if (newTable && !isLarge(*newTable)) {
        const Recipe& recipe = edit.recipe ? *edit.recipe : project.recipe;
        const SplitConfig& split = edit.split ? *edit.split : project.run().split;
        prepared = prepareNow(newTable, recipe, split);
        if (prepared.prepared) {
            NetworkSpec network = project.run().network;
            TrainingConfig training = project.run().training;
            followPrepared(network, training, ruleFollowed);
            if (!(network == project.run().network))
                edit.network = std::move(network);
            if (!(training == project.run().training))
                edit.training = std::move(training);
        }
    }
    const std::shared_ptr<ProjectEdit> done = push(text, id, std::move(edit));
    if (preparing.isRunning())
        awaited = {done, ruleFollowed, project.run().network, project.run().training};
}

void ProjectDocument::Private::followPrepared(NetworkSpec& network, TrainingConfig& training, bool rule) const
{
    followTarget(network, training, prepared.prepared->fitted.target());
    if (!rule)
        return;
    if (const auto suggested = q.suggestionOf(*networkTemplates().front())) {
        const Shape input = network.inputShape;
        network = suggested->network;
        network.inputShape = input;
        training = suggested->training;
    }
}

bool ProjectDocument::Private::equals(const ProjectEdit& edit) const
{
    return (!edit.exchangesResults || edit.results.checkpoint == project.run().checkpoint) &&
           (!edit.network || *edit.network == project.run().network) &&
           (!edit.training || *edit.training == project.run().training) &&
           (!edit.recipe || *edit.recipe == project.recipe) && (!edit.split || *edit.split == project.run().split) &&
           (!edit.data || (*edit.data == project.data && edit.table == table));
}

void ProjectDocument::Private::exchange(ProjectEdit& edit)
{
    const Changes parts = changesOf(edit);
    emit q.aboutToChange(parts);
    Changes what = parts;
    const NetworkSpec networkBefore = project.run().network;
    const Index inputsBefore = q.inputs();
    if (edit.network) {
        std::swap(*edit.network, project.run().network);
    }
    if (edit.training) {
        std::swap(*edit.training, project.run().training);
    }
    if (edit.recipe) {
        std::swap(*edit.recipe, project.recipe);
    }
    if (edit.split) {
        std::swap(*edit.split, project.run().split);
    }
    if (edit.data) {
        std::swap(*edit.data, project.data);
        std::swap(edit.table, table);
        if (edit.warnings)
            std::swap(*edit.warnings, warnings);
    }
    ++revision;
    const bool preparedAnew = edit.recipe || edit.split || edit.data;
    if (preparedAnew)
        refreshPrepared();
    // An edit from before a large table was prepared, undone after it, brings back a network that did not know the
    // target yet.
    if (const TargetInfo* target = q.target())
        followTarget(project.run().network, project.run().training, *target);

    std::vector<std::pair<std::string, std::string>> renames;
    const bool sameColumns = edit.data && !edit.split && edit.data->source == DataReference::Source::File &&
                             project.data.source == DataReference::Source::File && keepsMeaning();
    if (edit.exchangesResults || (preparedAnew && !sameColumns) ||
        !weightsFit(networkBefore, inputsBefore, project.run().network, q.inputs(), renames)) {
        if (!project.run().checkpoint.empty() || !edit.results.checkpoint.empty())
            what |= Change::Weights;
        swapResults(edit.results);
    } else if (!renames.empty() && !project.run().checkpoint.empty()) {
        changeResults([renames](Checkpoint& checkpoint) { renameLayers(checkpoint, renames); });
        what |= Change::Weights;
    } else if (project.run().checkpoint.empty() && !edit.results.checkpoint.empty()) {
        // A merged step came back to where it began, and so do the weights.
        swapResults(edit.results);
        what |= Change::Weights;
    } else if (!project.run().checkpoint.empty() && (sameColumns || edit.network)) {
        exchangeBest(edit);
        what |= Change::Weights;
    }
    if (preparedAnew)
        keepPreparation();
    if (edit.data)
        q.selectRow(-1);

    refreshFaults();
    const int last = static_cast<int>(project.run().network.layers.size()) - 1;
    emit q.changed(what);
    if (q.m_selected > last)
        q.selectLayer(last);
}

/// Whether the weights mean with these data what they meant with those they were trained on.
bool ProjectDocument::Private::keepsMeaning() const
{
    const std::optional<FittedRecipe>& trained = project.run().fitted;
    return trained && prepared.prepared && sameFeatures(*trained, prepared.prepared->fitted);
}

/// The weights go on with the preparation they know, where the data's own has other numbers.
void ProjectDocument::Private::keepPreparation()
{
    kept.reset();
    if (!project.run().checkpoint.empty() && keepsMeaning() &&
        project.run().fitted->toJson() != prepared.prepared->fitted.toJson())
        kept = std::make_shared<const FittedRecipe>(*project.run().fitted);
}

void ProjectDocument::Private::refreshPrepared()
{
    if (prepared.table == table && prepared.recipe == project.recipe && prepared.split == project.run().split) {
        preparing.cancel();
        return;
    }
    if (!table) {
        release(std::move(prepared.prepared));
        prepared = {};
        return;
    }
    if (isLarge(*table)) {
        release(std::move(prepared.prepared));
        prepared = {};
        startPreparing();
        return;
    }
    preparing.cancel();
    prepared = prepareNow(table, project.recipe, project.run().split);
}

void ProjectDocument::Private::startPreparing()
{
    awaited = {};
    preparing.start([tab = table, recipe = project.recipe, split = project.run().split](
                        const std::stop_token&, const auto&) { return prepareNow(tab, recipe, split); },
                    [this](Prepared ready) { takePrepared(std::move(ready)); });
}

void ProjectDocument::Private::takePrepared(Prepared ready)
{
    prepared = std::move(ready);
    keepPreparation();
    const Awaited asked = std::exchange(awaited, {});
    if (q.target()) {
        // Whoever has changed the network since has taken it over.
        const bool untouched = asked.network == project.run().network && asked.training == project.run().training;
        ProjectEdit follow{project.run().network, project.run().training, {}, {}, {}, {}, {}};
        followPrepared(*follow.network, *follow.training, asked.ruleFollowed && untouched);
        if (!equals(follow)) {
            exchange(follow);
            // It follows from the edit that asked for the preparation, so it is undone together with it.
            if (const std::shared_ptr<ProjectEdit> edit = asked.edit.lock(); edit && untouched)
                edit->absorb(std::move(follow));
        }
    }
    refreshFaults();
    emit q.changed(Change::Recipe);
}

std::shared_ptr<const void> ProjectDocument::Private::letGo()
{
    auto both = std::make_shared<std::pair<std::shared_ptr<const Table>, std::shared_ptr<const PreparedData>>>(
        std::move(table), std::move(prepared.prepared));
    table.reset();
    prepared = {};
    return both;
}

void ProjectDocument::Private::release(std::shared_ptr<const void> large)
{
    if (!large)
        return;
    releasing.start(
        [large = std::move(large)](const std::stop_token&, const auto&) mutable {
            large.reset();
            return true;
        },
        [](bool) {});
}

void ProjectDocument::Private::refreshFaults()
{
    shapes = layerShapes(project.run().network, q.inputs());
    faults = validate(project.run().network, project.run().training, q.inputs(), q.target());
}

void ProjectDocument::Private::announceModified()
{
    const bool now = q.isModified();
    if (now == modified)
        return;
    modified = now;
    emit q.modifiedChanged(now);
}

} // namespace netloom
