// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/threshold_choice.h"

#include "core/data/column_values.h"

namespace netloom {

namespace {

/// Greater is better. Youden's difference times positives times negatives is whole, so that ties are exact.
double goodness(const BinaryCounts& counts, const ThresholdRule& rule)
{
    const auto tp = static_cast<double>(counts.tp);
    const auto fp = static_cast<double>(counts.fp);
    const auto fn = static_cast<double>(counts.fn);
    switch (rule.kind) {
    case ThresholdRule::Kind::F1:
        return 2 * tp / (2 * tp + fp + fn);
    case ThresholdRule::Kind::Youden:
        return tp * static_cast<double>(counts.negatives()) - fp * static_cast<double>(counts.positives());
    case ThresholdRule::Kind::Cost:
        break;
    }
    return -(rule.falsePositiveCost * fp + rule.falseNegativeCost * fn);
}

double value(double goodness, const BinaryCounts& counts, const ThresholdRule& rule)
{
    switch (rule.kind) {
    case ThresholdRule::Kind::F1:
        return goodness;
    case ThresholdRule::Kind::Youden:
        return static_cast<double>(counts.tp) / static_cast<double>(counts.positives()) -
               static_cast<double>(counts.fp) / static_cast<double>(counts.negatives());
    case ThresholdRule::Kind::Cost:
        break;
    }
    return goodness == 0 ? 0 : -goodness / static_cast<double>(counts.rows());
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
    const BinaryCounts counts = ranking.counts(best);
    return ThresholdChoice{ranking.threshold(best), value(bestGoodness, counts, rule), counts};
}

} // namespace netloom
