// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/csv/csv_result.h"
#include "core/project/project.h"

#include <QUndoCommand>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace netloom {

/// The parts of a project that an edit replaces; absent parts stay as they are.
struct ProjectEdit {
    std::optional<NetworkSpec> network;
    std::optional<TrainingConfig> training;
    std::optional<Recipe> recipe;
    std::optional<SplitConfig> split;
    std::optional<DataReference> data;
    std::shared_ptr<const Table> table; ///< with `data`

    /// Weights that do not fit the other side of the edit. They change places with the project's when the edit is done
    /// or undone, so that undo brings a trained network back as it was.
    struct Results {
        using Step = std::function<void(Checkpoint&)>;

        Checkpoint checkpoint;
        std::optional<FittedRecipe> fitted;
        /// They stand in for what a training that ends will hand over: what has been done to them, in order, will be
        /// done to that.
        std::optional<std::vector<Step>> awaited;

        void change(const Step& step);
    };
    Results results;
    std::optional<Results> otherBest = {}; ///< the project's, as they were before their best was forgotten, or after it
    bool exchangesResults = false;         ///< whatever else it does: the results are what is edited
    std::optional<std::vector<CsvWarning>> warnings = {}; ///< with `data` that were read: what was found meanwhile

    /// Adds parts that this edit does not have yet, so that both are undone as one.
    void absorb(ProjectEdit before);
};

/// Whether two edits, done one after the other, keep for undo what the same training had come to.
bool sameTraining(const ProjectEdit& older, const ProjectEdit& newer);

/// Swaps parts of the project in and out. Repeated edits of one field become one step; a step that ends where it began
/// vanishes.
class EditCommand final : public QUndoCommand
{
public:
    /// Puts the edit's parts into the project and the project's into the edit, and announces it.
    using Exchange = std::function<void(ProjectEdit&)>;
    /// Whether the project's parts equal the edit's.
    using Equal = std::function<bool(const ProjectEdit&)>;

    /// @param edit  may be kept by the caller, who adds what follows from it later (ProjectEdit::absorb)
    EditCommand(const QString& text, int mergeId, std::shared_ptr<ProjectEdit> edit, Exchange exchange, Equal equal);

    int id() const override { return m_mergeId; } ///< -1: never merges
    void redo() override { m_exchange(*m_edit); }
    void undo() override { m_exchange(*m_edit); }
    bool mergeWith(const QUndoCommand* newer) override;
    const std::shared_ptr<ProjectEdit>& edit() const { return m_edit; }

private:
    int m_mergeId;
    std::shared_ptr<ProjectEdit> m_edit; // once done: what was there before
    Exchange m_exchange;
    Equal m_equal;
};

} // namespace netloom
