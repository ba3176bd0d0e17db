// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"
#include "core/evaluation/confusion.h"

#include <Eigen/Core>

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace netloom {

/// How well scores put the positive rows above the negative ones: what ROC, precision-recall, gain and lift are drawn
/// from. The rows are sorted once; a moved threshold costs one search.
///
/// Distinct scores s_1 > … > s_m make m + 1 cuts: cut 0 calls no row positive, cut i all rows with a score of at least
/// s_i. Rows of equal score move together. Figures whose denominator is 0 are not there.
class Ranking
{
public:
    Ranking() = default; ///< of no rows
    /// @param scores  finite  @param positive  0 or 1 for each
    Ranking(std::span<const double> scores, std::span<const std::uint8_t> positive);

    Index rows() const { return m_positives + m_negatives; }
    Index positives() const { return m_positives; }
    Index negatives() const { return m_negatives; }

    std::size_t cuts() const { return m_scores.size() + 1; }
    /// Distinct scores, falling; cut i + 1 begins to include scores()[i].
    const std::vector<double>& scores() const { return m_scores; }
    /// A threshold that makes this cut under the rule "positive where the score is above": between two neighbouring
    /// scores, s_1 for cut 0, s_m / 2 for the last (−1 where s_m is 0). The same counts under "at least".
    double threshold(std::size_t cut) const;
    /// The cut that a threshold makes.
    std::size_t cutAt(double threshold) const;
    BinaryCounts counts(std::size_t cut) const;
    BinaryCounts countsAt(double threshold) const { return counts(cutAt(threshold)); }

    std::optional<double> falsePositiveRate(std::size_t cut) const; ///< none without negatives
    std::optional<double> truePositiveRate(std::size_t cut) const;  ///< recall; none without positives
    std::optional<double> precision(std::size_t cut) const;         ///< none at cut 0

    /// P(score of a positive > that of a negative) + ½ P(equal), from mid-ranks; not Keras's AUC of 200 thresholds.
    std::optional<double> auc() const;
    /// Standard error of auc() after DeLong, DeLong and Clarke-Pearson, Biometrics 1988; needs two rows of each class.
    std::optional<double> aucStandardError() const;
    /// Sum over the cuts of (recall − recall before) × precision: steps, nothing interpolated.
    std::optional<double> averagePrecision() const;
    /// Largest distance of the two rates: the Kolmogorov–Smirnov statistic of the scores.
    std::optional<double> ks() const;
    /// Share of all positives among this fraction (0…1) of the rows, highest scores first; rows of equal score count in
    /// proportion, so the order of the file does not matter.
    std::optional<double> gain(double fraction) const;
    std::optional<double> lift(double fraction) const; ///< gain / fraction; none at 0

private:
    std::vector<double> m_scores;
    std::vector<Index> m_truePositives{0}; ///< of each cut
    std::vector<Index> m_falsePositives{0};
    Index m_positives = 0;
    Index m_negatives = 0;
};

/// Hand and Till's one-against-one: mean over the pairs of classes that both occur of ½ (A(i|j) + A(j|i)), each the
/// area under the curve of one class's probability on the rows of the two. Hand and Till, Machine Learning 2001.
/// @param probabilities  classes × rows  @returns nothing where fewer than two classes occur
std::optional<double> aucOneVersusOne(const Eigen::MatrixXd& probabilities, std::span<const int> truth);

} // namespace netloom
