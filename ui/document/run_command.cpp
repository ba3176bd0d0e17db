// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/run_command.h"

#include <utility>

namespace netloom {

RunCommand::RunCommand(const QString& text, std::shared_ptr<RunEdit> edit, Apply apply, bool isDone)
    : QUndoCommand(text), m_edit(std::move(edit)), m_apply(std::move(apply)), m_isDone(isDone)
{
}

void RunCommand::redo()
{
    if (!std::exchange(m_isDone, false))
        m_apply(*m_edit, true);
}

} // namespace netloom
