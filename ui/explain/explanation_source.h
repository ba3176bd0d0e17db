// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_model.h"
#include "ui/document/project_document.h"

#include <QString>

#include <memory>
#include <optional>

namespace netloom {

/// What an explanation is made of: the current model and the data, as they are now. May go to a worker.
struct ExplanationSource {
    std::shared_ptr<const Model> model;
    std::shared_ptr<const PreparedData> data;

    /// Nothing where there is no trained network or no data; `why` says so in a sentence then.
    static std::optional<ExplanationSource> of(const ProjectDocument& document, QString& why);
    /// @throws Error
    ExplainedModel explained(ExplainedScale scale) const { return {*model, data->table, data->split.train, scale}; }
    bool operator==(const ExplanationSource&) const = default;
};

/// The row that is explained or predicted where none has been chosen: the first test row, else the first one.
Index firstRowToLookAt(const std::shared_ptr<const PreparedData>& data);

/// Whether a target's outputs can be told as log-odds or probabilities.
bool hasProbabilities(Task task);

/// Decimals that show the largest of these numbers with three digits.
int decimalsFor(double largest);

} // namespace netloom
