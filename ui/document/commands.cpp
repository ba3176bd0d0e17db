// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/commands.h"

#include <algorithm>

namespace netloom {

EditCommand::EditCommand(const QString& text, int mergeId, std::shared_ptr<ProjectEdit> edit, Exchange exchange,
                         Equal equal)
    : QUndoCommand(text),
      m_mergeId(mergeId),
      m_edit(std::move(edit)),
      m_exchange(std::move(exchange)),
      m_equal(std::move(equal))
{
}

bool EditCommand::mergeWith(const QUndoCommand* newer)
{
    const auto* other = dynamic_cast<const EditCommand*>(newer);
    if (!other || other->m_mergeId != m_mergeId)
        return false;
    // Trained in between: undo shall find those weights again, so this stays a step of its own.
    if (!other->m_edit->results.checkpoint.empty() && !sameTraining(*m_edit, *other->m_edit))
        return false;
    m_edit->absorb(*other->m_edit);
    setText(newer->text());
    if (m_equal(*m_edit)) {
        m_exchange(*m_edit); // changes nothing but brings weights back that fit again
        setObsolete(true);
    }
    return true;
}

bool sameTraining(const ProjectEdit& older, const ProjectEdit& newer)
{
    return older.exchangesResults && newer.exchangesResults &&
           older.results.checkpoint.counters == newer.results.checkpoint.counters;
}

void ProjectEdit::Results::change(const Step& step)
{
    step(checkpoint);
    if (awaited)
        awaited->push_back(step);
}

void ProjectEdit::absorb(ProjectEdit before)
{
    if (!network)
        network = std::move(before.network);
    if (!training)
        training = std::move(before.training);
    if (!recipe)
        recipe = std::move(before.recipe);
    if (!split)
        split = std::move(before.split);
    const auto weights = [](const std::optional<Results>& of) -> const SharedParameters& {
        return of->checkpoint.weights;
    };
    // Trained in between: what was best by then is what undo brings back.
    if (!otherBest || (before.otherBest && !(weights(before.otherBest) == weights(otherBest))))
        otherBest = std::move(before.otherBest);
    if (!data) {
        data = std::move(before.data);
        table = std::move(before.table);
        warnings = std::move(before.warnings);
    }
}

} // namespace netloom
