// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/training/resume.h"
#include "ui/document/project_document_private.h"

namespace netloom {

void ProjectDocument::expectResults(Checkpoint standIn)
{
    ++d->revision;
    d->kept.reset();
    d->project.run().checkpoint = std::move(standIn);
    if (d->prepared.prepared)
        d->project.run().fitted = d->prepared.prepared->fitted;
    d->awaitedResults.emplace();
    d->resultsModified = true;
    d->announceModified();
}

bool ProjectDocument::expectsResults() const
{
    return d->awaitedResults.has_value();
}

void ProjectDocument::takeResults(const Checkpoint& results)
{
    const auto put = [&results](Checkpoint& place, std::optional<std::vector<ProjectEdit::Results::Step>>& awaited) {
        const auto steps = std::exchange(awaited, std::nullopt);
        if (!steps)
            return false;
        Checkpoint changed = results;
        try {
            for (const ProjectEdit::Results::Step& step : *steps)
                if (!changed.empty())
                    step(changed);
        } catch (const Error&) {
            return false; // the stand-in is what there is
        }
        place = std::move(changed);
        return true;
    };
    for (int i = 0; i < m_undo.count(); ++i)
        if (const auto* command = dynamic_cast<const EditCommand*>(m_undo.command(i))) {
            ProjectEdit::Results& kept = command->edit()->results;
            put(kept.checkpoint, kept.awaited);
            if (auto& other = command->edit()->otherBest)
                put(other->checkpoint, other->awaited);
        }
    ++d->revision;
    if (put(d->project.run().checkpoint, d->awaitedResults))
        emit changed(Change::Weights);
}

void ProjectDocument::Private::changeResults(const ProjectEdit::Results::Step& step)
{
    step(project.run().checkpoint);
    if (awaitedResults)
        awaitedResults->push_back(step);
}

void ProjectDocument::Private::exchangeBest(ProjectEdit& edit)
{
    const Checkpoint& now = project.run().checkpoint;
    if (edit.otherBest && edit.otherBest->checkpoint.weights == now.weights &&
        edit.otherBest->checkpoint.history.epochs() == now.history.epochs()) {
        swapResults(*edit.otherBest);
        return;
    }
    edit.otherBest = {now, project.run().fitted, awaitedResults};
    changeResults(forgetBest);
}

void ProjectDocument::Private::swapResults(ProjectEdit::Results& results)
{
    std::swap(results.checkpoint, project.run().checkpoint);
    std::swap(results.fitted, project.run().fitted);
    std::swap(results.awaited, awaitedResults);
}

} // namespace netloom
