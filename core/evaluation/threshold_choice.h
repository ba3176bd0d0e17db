// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/ranking.h"

#include <optional>
#include <string>

namespace netloom {

/// What a threshold is chosen for.
struct ThresholdRule {
    enum class Kind { F1, Youden, Cost };
    Kind kind = Kind::F1;
    double falsePositiveCost = 1; ///< Cost only; both at least 0
    double falseNegativeCost = 1;

    std::string name() const; ///< "F1", "Youden", "cost 1 for a false positive, 5 for a false negative"
    /// Cost: where probabilities are right, the best threshold is c_FP / (c_FP + c_FN) (Elkan 2001); else nothing, as
    /// where both cost nothing.
    std::optional<double> ofCalibratedProbabilities() const;
};

struct ThresholdChoice {
    double threshold = 0.5;
    double value = 0; ///< F1, TPR − FPR, or the mean cost of a row
    BinaryCounts counts;
};

/// The best of all cuts; of equally good ones the highest threshold. To be made on validation rows: on the rows that
/// are judged the choice is optimistic. Nothing without rows; F1 needs positives, Youden both classes.
std::optional<ThresholdChoice> chooseThreshold(const Ranking& ranking, const ThresholdRule& rule);

} // namespace netloom
