// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/threshold_choice.h"

#include "core/data/column_values.h"

namespace netloom {

namespace {

/// What is chosen by, greater is better; in double precision, so cuts that differ by rounding alone are not equal.
double goodness(const BinaryCounts& counts, const ThresholdRule& rule)
{
    const auto tp = static_cast<double>(counts.tp);
    const auto fp = static_cast<double>(counts.fp);
    const auto fn = static_cast<double>(counts.fn);
    switch (rule.kind) {
    case ThresholdRule::Kind::F1:
        return 2 * tp / (2 * tp + fp + fn);
    case ThresholdRule::Kind::Youden:
        return tp / static_cast<double>(counts.positives()) - fp / static_cast<double>(counts.negatives());
    case ThresholdRule::Kind::Cost:
        break;
    }
    return -(rule.falsePositiveCost * fp + rule.falseNegativeCost * fn);
}

} // namespace

std::string ThresholdRule::name() const
{
    switch (kind) {
    case Kind::F1:
        return "F1";
    case Kind::Youden:
        return "Youden";
    case Kind::Cost:
        break;
    }
    return "cost " + numberLabel(falsePositiveCost) + " for a false positive, " + numberLabel(falseNegativeCost) +
           " for a false negative";
}

std::optional<double> ThresholdRule::ofCalibratedProbabilities() const
{
    if (kind != Kind::Cost || !(falsePositiveCost + falseNegativeCost > 0))
        return std::nullopt;
    return falsePositiveCost / (falsePositiveCost + falseNegativeCost);
}

std::optional<ThresholdChoice> chooseThreshold(const Ranking& ranking, const ThresholdRule& rule)
{
    using Kind = ThresholdRule::Kind;
    if (ranking.rows() == 0 || (rule.kind != Kind::Cost && ranking.positives() == 0) ||
        (rule.kind == Kind::Youden && ranking.negatives() == 0))
        return std::nullopt;
    std::size_t best = 0;
    double bestGoodness = goodness(ranking.counts(0), rule);
    for (std::size_t cut = 1; cut < ranking.cuts(); ++cut)
        if (const double one = goodness(ranking.counts(cut), rule); one > bestGoodness) {
            bestGoodness = one;
            best = cut;
        }
    double value = bestGoodness;
    if (rule.kind == Kind::Cost) // no cost at all is 0, not -0
        value = bestGoodness == 0 ? 0 : -bestGoodness / static_cast<double>(ranking.rows());
    return ThresholdChoice{ranking.threshold(best), value, ranking.counts(best)};
}

} // namespace netloom
