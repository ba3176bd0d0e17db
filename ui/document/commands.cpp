// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/commands.h"

#include <algorithm>

namespace netloom {

EditCommand::EditCommand(const QString& text, int mergeId, ProjectEdit edit, Exchange exchange, Equal equal)
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
    if (!other->m_edit.results.checkpoint.empty())
        return false;
    absorb(other->m_edit);
    if (m_equal(m_edit)) {
        m_exchange(m_edit); // changes nothing but brings weights back that fit again
        setObsolete(true);
    }
    return true;
}

void EditCommand::absorb(ProjectEdit before)
{
    if (!m_edit.network)
        m_edit.network = std::move(before.network);
    if (!m_edit.training)
        m_edit.training = std::move(before.training);
    if (!m_edit.recipe)
        m_edit.recipe = std::move(before.recipe);
    if (!m_edit.split)
        m_edit.split = std::move(before.split);
    if (!m_edit.data) {
        m_edit.data = std::move(before.data);
        m_edit.table = std::move(before.table);
    }
}

} // namespace netloom
