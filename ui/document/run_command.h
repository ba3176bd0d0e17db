// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"
#include "core/project/run.h"

#include <QUndoCommand>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace netloom {

/// What is done to one run. It is told by its id, as trainings add runs that are no steps of the undo stack.
struct RunEdit {
    /// One of its texts.
    struct Text {
        std::string Run::*field;
        std::string before;
        std::string after;
    };
    struct Deletion {
        std::optional<Run> run;         ///< while it is deleted
        std::vector<std::string> order; ///< ids of all runs as they were
        bool wasCurrent = false;        ///< it becomes the current one again
        std::string next;               ///< the one that was current instead; empty: the one before it
        Recipe recipe;                  ///< the columns as they were, where it was the current one
        int turn = 0;                   ///< in which it was the current one; 0: in none
        int nextTurn = 0;               ///< and the one after it
    };
    std::string id;
    std::optional<Text> text;
    std::optional<Deletion> deletion;
};

/// A deletion of a run, or another name or colour for it.
class RunCommand final : public QUndoCommand
{
public:
    using Apply = std::function<void(RunEdit&, bool done)>;

    /// @param isDone  what is done already, when the command is pushed
    RunCommand(const QString& text, std::shared_ptr<RunEdit> edit, Apply apply, bool isDone = false);

    void redo() override;
    void undo() override { m_apply(*m_edit, false); }
    const std::shared_ptr<RunEdit>& edit() const { return m_edit; }

private:
    std::shared_ptr<RunEdit> m_edit;
    Apply m_apply;
    bool m_isDone;
};

} // namespace netloom
