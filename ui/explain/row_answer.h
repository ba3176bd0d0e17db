// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/row_explanation.h"
#include "ui/explain/explanation_source.h"

#include <memory>
#include <optional>
#include <string>

namespace netloom {

/// What One row asks: which prediction is explained, in what, against what.
struct RowQuestion {
    ExplanationSource source;
    Index row = 0;
    int output = -1; ///< -1: the predicted class
    ExplainedScale scale = ExplainedScale::Default;
    std::string backgroundClass; ///< empty: training rows of all classes

    bool operator==(const RowQuestion&) const = default;
    /// The same but for the output, of which Shapley values hold all.
    bool isAnsweredWith(RowQuestion other) const
    {
        other.output = output;
        return other == *this;
    }
};

/// The answer to a RowQuestion.
struct RowAnswer {
    RowQuestion question;
    std::shared_ptr<const RowExplanation> explanation; ///< Shapley values
    std::optional<RowExplanation> gradients;           ///< where they were asked for
    std::string actual;                                ///< what the table says
};

/// @param known  an earlier answer: its parts are used again where the question is the same; may be null
/// @throws Error, Cancelled
RowAnswer answerRow(const RowQuestion& question, bool gradients, const RowAnswer* known, const std::stop_token& stop,
                    const ProgressFunction& progress);

} // namespace netloom
