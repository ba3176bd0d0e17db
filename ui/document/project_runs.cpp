// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/follow_target.h"
#include "ui/document/project_document_private.h"

#include <algorithm>

namespace netloom {

/// Columns are chosen for all runs together; a run that was trained on others comes with those.
void ProjectDocument::Private::takeRecipe()
{
    const Run& run = project.run();
    if (run.checkpoint.empty() || !run.fitted)
        return;
    const Recipe& trained = run.fitted->recipe();
    const bool sameTable = std::equal(
        trained.columns.begin(), trained.columns.end(), project.recipe.columns.begin(), project.recipe.columns.end(),
        [](const ColumnRecipe& a, const ColumnRecipe& b) { return a.column == b.column; });
    if (sameTable)
        project.recipe = trained;
}

/// Another run is the current one afterwards. What could be undone was of the one before.
void ProjectDocument::Private::switchRun(const std::function<void()>& change)
{
    const Changes what = Changes(Change::Network) | Change::Training | Change::Split | Change::Recipe | Change::Weights;
    emit q.aboutToChange(what);
    change();
    takeRecipe();
    ++revision;
    awaited = {};
    awaitedResults.reset();
    q.m_undo.clear();
    refreshPrepared();
    keepPreparation();
    if (const TargetInfo* target = q.target())
        followTarget(project.run().network, project.run().training, *target);
    refreshFaults();
    resultsModified = true;
    q.selectLayer(-1);
    emit q.changed(what);
    emit q.runsChanged();
    announceModified();
}

void ProjectDocument::takeRun(std::size_t place)
{
    if (d->open && place < d->project.runs.size() && place != d->project.current)
        d->switchRun([&] { d->project.current = place; });
}

void ProjectDocument::addRun(const QString& name)
{
    if (d->open)
        d->switchRun([&] { d->project.addRun(name.toStdString()); });
}

void ProjectDocument::keepRun(Run earlier, const QString& name)
{
    if (!d->open)
        return;
    ++d->revision;
    d->project.keepRun(std::move(earlier), name.toStdString());
    emit runsChanged();
    markModified();
}

void ProjectDocument::removeRun(std::size_t place)
{
    if (!d->open || place >= d->project.runs.size() || d->project.runs.size() < 2)
        return;
    if (place == d->project.current) {
        d->switchRun([&] { d->project.removeRun(place); });
        return;
    }
    ++d->revision;
    d->project.removeRun(place);
    emit runsChanged();
    markModified();
}

void ProjectDocument::renameRun(std::size_t place, const QString& name)
{
    if (!d->open || place >= d->project.runs.size() || d->project.runs[place].name == name.toStdString())
        return;
    ++d->revision;
    d->project.runs[place].name = name.toStdString();
    emit runsChanged();
    markModified();
}

QString ProjectDocument::runNameProblem(std::size_t place, const QString& name) const
{
    const std::string wanted = name.trimmed().toStdString();
    for (std::size_t i = 0; i < d->project.runs.size(); ++i) {
        const Run& other = d->project.runs[i];
        if (i != place && !wanted.empty() && (other.name == wanted || other.id == wanted))
            return tr("Another run is already called %1.").arg(name.trimmed());
    }
    return {};
}

void ProjectDocument::colorRun(std::size_t place, const QString& color)
{
    if (!d->open || place >= d->project.runs.size() || d->project.runs[place].color == color.toStdString())
        return;
    ++d->revision;
    d->project.runs[place].color = color.toStdString();
    emit runsChanged();
    markModified();
}

} // namespace netloom
