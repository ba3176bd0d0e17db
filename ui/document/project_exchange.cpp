// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/follow_target.h"
#include "ui/document/project_document_private.h"

#include "core/project/weights_fit.h"

#include <algorithm>

namespace netloom {

namespace {

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

// Preparing that many cells takes about as long as a frame.
constexpr Index kCellsPreparedDirectly = 200'000;

bool isLarge(const Table& table)
{
    return table.rows * static_cast<Index>(table.columns.size()) > kCellsPreparedDirectly;
}

Changes changesOf(const ProjectEdit& edit)
{
    Changes what;
    what.setFlag(Change::Network, edit.network.has_value());
    what.setFlag(Change::Training, edit.training.has_value());
    what.setFlag(Change::Recipe, edit.recipe.has_value());
    what.setFlag(Change::Split, edit.split.has_value());
    what.setFlag(Change::Data, edit.data.has_value());
    return what;
}

} // namespace

ProjectDocument::Private::Prepared ProjectDocument::Private::prepareNow(std::shared_ptr<const Table> table,
                                                                        const Recipe& recipe, const SplitConfig& split)
{
    Prepared result{table, recipe, split, nullptr, {}};
    try {
        result.prepared = std::make_shared<const PreparedData>(prepare(std::move(table), recipe, split));
    } catch (const std::exception& e) {
        result.problem = QString::fromUtf8(e.what());
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

void ProjectDocument::Private::push(const QString& text, int id, ProjectEdit edit)
{
    if (!open || equals(edit))
        return;
    q.m_undo.push(new EditCommand(
        text, id, std::move(edit), [this](ProjectEdit& e) { exchange(e); },
        [this](const ProjectEdit& e) { return equals(e); }));
}

void ProjectDocument::Private::pushNetwork(NetworkSpec network, const QString& text, int id)
{
    ProjectEdit edit;
    if (const TargetInfo* target = q.target()) {
        TrainingConfig training = project.training;
        followTarget(network, training, *target);
        if (!(training == project.training))
            edit.training = std::move(training);
    }
    edit.network = std::move(network);
    push(text, id, std::move(edit));
}

void ProjectDocument::Private::pushPreparation(ProjectEdit edit, const QString& text, int id)
{
    if (open && !equals(edit)) {
        emit q.aboutToChange(changesOf(edit));
        ruleFollowed = project.checkpoint.empty() && q.followsRule();
    }
    const std::shared_ptr<const Table> newTable = edit.data ? edit.table : table;
    if (newTable && !isLarge(*newTable)) {
        const Recipe& recipe = edit.recipe ? *edit.recipe : project.recipe;
        const SplitConfig& split = edit.split ? *edit.split : project.split;
        prepared = prepareNow(newTable, recipe, split);
        if (prepared.prepared) {
            NetworkSpec network = project.network;
            TrainingConfig training = project.training;
            followPrepared(network, training);
            if (!(network == project.network))
                edit.network = std::move(network);
            if (!(training == project.training))
                edit.training = std::move(training);
        }
    }
    push(text, id, std::move(edit));
}

void ProjectDocument::Private::followPrepared(NetworkSpec& network, TrainingConfig& training) const
{
    followTarget(network, training, prepared.prepared->fitted.target());
    if (!ruleFollowed)
        return;
    if (const auto rule = q.suggestionOf(*networkTemplates().front())) {
        const Index inputs = network.inputs;
        network = rule->network;
        network.inputs = inputs;
        training = rule->training;
    }
}

bool ProjectDocument::Private::equals(const ProjectEdit& edit) const
{
    return (!edit.network || *edit.network == project.network) &&
           (!edit.training || *edit.training == project.training) && (!edit.recipe || *edit.recipe == project.recipe) &&
           (!edit.split || *edit.split == project.split) &&
           (!edit.data || (*edit.data == project.data && edit.table == table));
}

void ProjectDocument::Private::exchange(ProjectEdit& edit)
{
    const Changes parts = changesOf(edit);
    emit q.aboutToChange(parts);
    Changes what = parts;
    const NetworkSpec networkBefore = project.network;
    const Index inputsBefore = q.inputs();
    if (edit.network) {
        std::swap(*edit.network, project.network);
    }
    if (edit.training) {
        std::swap(*edit.training, project.training);
    }
    if (edit.recipe) {
        std::swap(*edit.recipe, project.recipe);
    }
    if (edit.split) {
        std::swap(*edit.split, project.split);
    }
    if (edit.data) {
        std::swap(*edit.data, project.data);
        std::swap(edit.table, table);
    }
    const bool preparedAnew = edit.recipe || edit.split || edit.data;
    if (preparedAnew)
        refreshPrepared();

    std::vector<std::pair<std::string, std::string>> renames;
    if (preparedAnew || !weightsFit(networkBefore, inputsBefore, project.network, q.inputs(), renames)) {
        if (!project.checkpoint.empty() || !edit.results.checkpoint.empty())
            what |= Change::Weights;
        std::swap(edit.results.checkpoint, project.checkpoint);
        std::swap(edit.results.fitted, project.fitted);
    } else if (!renames.empty() && !project.checkpoint.empty()) {
        renameLayers(project.checkpoint, renames);
        what |= Change::Weights;
    } else if (project.checkpoint.empty() && !edit.results.checkpoint.empty()) {
        // A merged step came back to where it began, and so do the weights.
        std::swap(edit.results.checkpoint, project.checkpoint);
        std::swap(edit.results.fitted, project.fitted);
        what |= Change::Weights;
    }

    refreshFaults();
    const int last = static_cast<int>(project.network.layers.size()) - 1;
    emit q.changed(what);
    if (q.m_selected > last)
        q.selectLayer(last);
}

void ProjectDocument::Private::refreshPrepared()
{
    if (prepared.table == table && prepared.recipe == project.recipe && prepared.split == project.split) {
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
    prepared = prepareNow(table, project.recipe, project.split);
}

void ProjectDocument::Private::startPreparing()
{
    auto result = std::make_shared<Prepared>();
    preparing.start(
        [this, result, tab = table, recipe = project.recipe,
         split = project.split](const std::stop_token&, const BackgroundJob::Progress&) -> BackgroundJob::Done {
            result->table = tab;
            result->recipe = recipe;
            result->split = split;
            std::string problem;
            try {
                result->prepared = std::make_shared<const PreparedData>(prepare(tab, recipe, split));
            } catch (const std::exception& e) {
                problem = e.what();
            }
            return [this, result, problem] {
                result->problem = fromUtf8(problem);
                takePrepared(std::move(*result));
            };
        },
        [](const std::exception_ptr&) {});
}

void ProjectDocument::Private::takePrepared(Prepared ready)
{
    prepared = std::move(ready);
    Changes what = Change::Recipe;
    if (q.target()) {
        ProjectEdit follow{project.network, project.training, {}, {}, {}, {}, {}};
        followPrepared(*follow.network, *follow.training);
        ruleFollowed = false;
        if (!equals(follow)) {
            exchange(follow);
            // It follows from the edit that was made last, so it is undone together with it.
            const int last = q.m_undo.index() - 1;
            if (last >= 0)
                static_cast<EditCommand*>(const_cast<QUndoCommand*>(q.m_undo.command(last)))->absorb(std::move(follow));
        }
    }
    refreshFaults();
    emit q.changed(what);
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
        [large = std::move(large)](const std::stop_token&, const BackgroundJob::Progress&) mutable {
            large.reset();
            return BackgroundJob::Done();
        },
        [](const std::exception_ptr&) {});
}

void ProjectDocument::Private::refreshFaults()
{
    shapes = layerShapes(project.network, q.inputs());
    faults = validate(project.network, project.training, q.inputs(), q.target());
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
