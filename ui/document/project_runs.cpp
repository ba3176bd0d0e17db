// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/follow_target.h"
#include "ui/document/project_document_private.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"

#include <algorithm>
#include <iterator>

namespace netloom {

namespace {

QString nameInStep(const Run& run)
{
    constexpr int kMost = 40; // as it stands in a menu
    return shortened(fromUtf8(run.name.empty() ? run.id : run.name), kMost);
}

} // namespace

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

/// Another run is the current one afterwards.
void ProjectDocument::Private::changeCurrent(int newTurn, const std::function<void()>& change)
{
    const Changes what = Changes(Change::Network) | Change::Training | Change::Split | Change::Recipe | Change::Weights;
    emit q.aboutToTakeRun();
    emit q.aboutToChange(what);
    change();
    turn = newTurn;
    ++revision;
    awaited = {};
    awaitedResults.reset();
    refreshPrepared();
    keepPreparation();
    if (const TargetInfo* target = q.target())
        followTarget(project.run().network, project.run().training, *target);
    refreshFaults();
    q.selectLayer(-1);
    emit q.changed(what);
    emit q.runsChanged();
}

/// As above, by no step of the undo stack. What could be undone was of the run before, but for what was done to runs.
void ProjectDocument::Private::switchRun(const std::function<void()>& change)
{
    changeCurrent(++lastTurn, [&] {
        change();
        takeRecipe();
        resultsModified = true;
        std::vector<std::pair<QString, std::shared_ptr<RunEdit>>> stays;
        for (int i = 0; i < q.m_undo.index(); ++i)
            if (const auto* command = dynamic_cast<const RunCommand*>(q.m_undo.command(i)))
                stays.emplace_back(command->text(), command->edit());
        q.m_undo.clear();
        for (auto& [text, edit] : stays) {
            if (edit->deletion)
                edit->deletion->wasCurrent = false; // another one has been chosen since
            pushRun(text, std::move(edit), true);
        }
    });
    announceModified();
}

void ProjectDocument::Private::pushRun(const QString& text, std::shared_ptr<RunEdit> edit, bool isDone)
{
    q.m_undo.push(new RunCommand(
        text, std::move(edit), [this](RunEdit& e, bool done) { applyRun(e, done); }, isDone));
}

std::size_t ProjectDocument::Private::placeOf(const std::string& id) const
{
    const auto found = std::ranges::find(project.runs, id, &Run::id);
    return static_cast<std::size_t>(found - project.runs.begin());
}

/// Nothing where the run has gone.
void ProjectDocument::Private::applyRun(RunEdit& edit, bool done)
{
    if (edit.deletion) {
        if (done)
            deleteRun(edit.id, *edit.deletion);
        else
            restoreRun(*edit.deletion);
        return;
    }
    const std::size_t place = placeOf(edit.id);
    if (!edit.text || place == project.runs.size())
        return;
    ++revision;
    project.runs[place].*edit.text->field = done ? edit.text->after : edit.text->before;
    emit q.runsChanged();
}

void ProjectDocument::Private::deleteRun(const std::string& id, RunEdit::Deletion& deletion)
{
    const std::size_t place = placeOf(id);
    if (place == project.runs.size() || project.runs.size() < 2)
        return;
    deletion.order.clear();
    for (const Run& run : project.runs)
        deletion.order.push_back(run.id);
    deletion.wasCurrent = place == project.current;
    const auto remove = [&] {
        deletion.run = std::move(project.runs[place]);
        project.removeRun(place);
    };
    if (!deletion.wasCurrent) {
        ++revision;
        remove();
        emit q.runsChanged();
        return;
    }
    deletion.turn = turn;
    if (deletion.nextTurn == 0)
        deletion.nextTurn = ++lastTurn;
    changeCurrent(deletion.nextTurn, [&] {
        deletion.recipe = project.recipe;
        remove();
        if (const std::size_t found = placeOf(deletion.next); found < project.runs.size())
            project.current = found;
        takeRecipe();
    });
}

/// It comes back before the next one of those that followed it, or behind the last one of those before it.
void ProjectDocument::Private::restoreRun(RunEdit::Deletion& deletion)
{
    if (!deletion.run)
        return;
    const auto restore = [&] {
        const std::vector<std::string>& order = deletion.order;
        const auto own = std::ranges::find(order, deletion.run->id);
        const auto exists = [&](const std::string& id) { return placeOf(id) < project.runs.size(); };
        const auto later = std::find_if(own, order.end(), exists);
        const auto earlier = std::find_if(std::reverse_iterator(own), order.rend(), exists);
        const std::size_t place = later != order.end()      ? placeOf(*later)
                                  : earlier != order.rend() ? placeOf(*earlier) + 1
                                                            : project.runs.size();
        project.runs.insert(project.runs.begin() + static_cast<std::ptrdiff_t>(place), std::move(*deletion.run));
        deletion.run.reset();
        if (project.current >= place)
            ++project.current;
        return place;
    };
    if (!deletion.wasCurrent) {
        ++revision;
        restore();
        emit q.runsChanged();
        return;
    }
    changeCurrent(deletion.turn, [&] {
        deletion.next = project.run().id;
        project.current = restore();
        project.recipe = deletion.recipe;
    });
}

/// The id of a new run is not that of one that was deleted, which may come back.
void ProjectDocument::Private::renewId()
{
    std::string& id = project.run().id;
    for (int number = fromUtf8(id).mid(3).toInt(); deletedRuns.contains(id);) {
        id = "run"; // as Project::freeRunId() makes them
        id.append(std::to_string(++number));
    }
}

void ProjectDocument::takeRun(std::size_t place)
{
    if (d->open && place < d->project.runs.size() && place != d->project.current)
        d->switchRun([&] { d->project.current = place; });
}

void ProjectDocument::addRun(const QString& name)
{
    if (d->open)
        d->switchRun([&] {
            d->project.addRun(name.toStdString());
            d->renewId();
        });
}

void ProjectDocument::keepRun(Run earlier, const QString& name)
{
    if (!d->open)
        return;
    ++d->revision;
    d->project.keepRun(std::move(earlier), name.toStdString());
    d->renewId();
    emit runsChanged();
    markModified();
}

void ProjectDocument::removeRun(std::size_t place)
{
    if (!d->open || place >= d->project.runs.size() || d->project.runs.size() < 2)
        return;
    const Run& run = d->project.runs[place];
    d->deletedRuns.insert(run.id);
    const QString text = tr("Delete run %1").arg(nameInStep(run));
    d->pushRun(text, std::make_shared<RunEdit>(RunEdit{run.id, {}, RunEdit::Deletion()}));
}

void ProjectDocument::renameRun(std::size_t place, const QString& name)
{
    if (!d->open || place >= d->project.runs.size() || d->project.runs[place].name == name.toStdString())
        return;
    const Run& run = d->project.runs[place];
    const QString text = tr("Rename run %1").arg(nameInStep(run));
    d->pushRun(text,
               std::make_shared<RunEdit>(RunEdit{run.id, RunEdit::Text{&Run::name, run.name, name.toStdString()}, {}}));
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
    const Run& run = d->project.runs[place];
    const QString text = tr("Change colour of run %1").arg(nameInStep(run));
    d->pushRun(text, std::make_shared<RunEdit>(
                         RunEdit{run.id, RunEdit::Text{&Run::color, run.color, color.toStdString()}, {}}));
}

} // namespace netloom
