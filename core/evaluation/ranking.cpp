// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/ranking.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

namespace netloom {

Ranking::Ranking(std::span<const double> scores, std::span<const std::uint8_t> positive)
{
    std::vector<std::pair<double, std::uint8_t>> sorted(scores.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
        sorted[i] = {scores[i], positive[i]};
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        ++(sorted[i].second ? m_positives : m_negatives);
        if (i + 1 < sorted.size() && sorted[i + 1].first == sorted[i].first)
            continue;
        m_scores.push_back(sorted[i].first);
        m_truePositives.push_back(m_positives);
        m_falsePositives.push_back(m_negatives);
    }
}

double Ranking::threshold(std::size_t cut) const
{
    if (m_scores.empty())
        return 0.5;
    if (cut == 0)
        return m_scores.front();
    const double above = m_scores[cut - 1];
    if (cut == m_scores.size())
        return above == 0 ? -1 : above / 2;
    const double below = m_scores[cut];
    const double middle = below + (above - below) / 2;
    return middle >= above ? below : middle;
}

std::size_t Ranking::cutAt(double threshold) const
{
    const auto end = std::lower_bound(m_scores.begin(), m_scores.end(), threshold, std::greater<>());
    return static_cast<std::size_t>(end - m_scores.begin());
}

BinaryCounts Ranking::counts(std::size_t cut) const
{
    const Index tp = m_truePositives[cut];
    const Index fp = m_falsePositives[cut];
    return {tp, fp, m_positives - tp, m_negatives - fp};
}

std::optional<double> Ranking::falsePositiveRate(std::size_t cut) const
{
    if (m_negatives == 0)
        return std::nullopt;
    return static_cast<double>(m_falsePositives[cut]) / static_cast<double>(m_negatives);
}

std::optional<double> Ranking::truePositiveRate(std::size_t cut) const
{
    if (m_positives == 0)
        return std::nullopt;
    return static_cast<double>(m_truePositives[cut]) / static_cast<double>(m_positives);
}

std::optional<double> Ranking::precision(std::size_t cut) const
{
    const Index called = m_truePositives[cut] + m_falsePositives[cut];
    if (called == 0)
        return std::nullopt;
    return static_cast<double>(m_truePositives[cut]) / static_cast<double>(called);
}

std::optional<double> Ranking::auc() const
{
    if (m_positives == 0 || m_negatives == 0)
        return std::nullopt;
    double twice = 0; // pairs in the right order count 2, ties 1
    for (std::size_t cut = 1; cut < cuts(); ++cut) {
        const auto negatives = static_cast<double>(m_falsePositives[cut] - m_falsePositives[cut - 1]);
        twice += negatives * static_cast<double>(m_truePositives[cut] + m_truePositives[cut - 1]);
    }
    return twice / (2 * static_cast<double>(m_positives) * static_cast<double>(m_negatives));
}

std::optional<double> Ranking::aucStandardError() const
{
    if (m_positives < 2 || m_negatives < 2)
        return std::nullopt;
    const auto p = static_cast<double>(m_positives);
    const auto n = static_cast<double>(m_negatives);
    const double area = *auc();
    double ofPositives = 0;
    double ofNegatives = 0;
    for (std::size_t cut = 1; cut < cuts(); ++cut) {
        const auto tp = static_cast<double>(m_truePositives[cut]);
        const auto fp = static_cast<double>(m_falsePositives[cut]);
        const auto tpBefore = static_cast<double>(m_truePositives[cut - 1]);
        const auto fpBefore = static_cast<double>(m_falsePositives[cut - 1]);
        const double below = (n - (fp + fpBefore) / 2) / n - area;
        const double above = (tp + tpBefore) / 2 / p - area;
        ofPositives += (tp - tpBefore) * below * below;
        ofNegatives += (fp - fpBefore) * above * above;
    }
    return std::sqrt(ofPositives / (p - 1) / p + ofNegatives / (n - 1) / n);
}

std::optional<double> Ranking::averagePrecision() const
{
    if (m_positives == 0)
        return std::nullopt;
    double sum = 0;
    for (std::size_t cut = 1; cut < cuts(); ++cut)
        sum += static_cast<double>(m_truePositives[cut] - m_truePositives[cut - 1]) * *precision(cut);
    return sum / static_cast<double>(m_positives);
}

std::optional<double> Ranking::ks() const
{
    if (m_positives == 0 || m_negatives == 0)
        return std::nullopt;
    double largest = 0;
    for (std::size_t cut = 0; cut < cuts(); ++cut)
        largest = std::max(largest, std::abs(*truePositiveRate(cut) - *falsePositiveRate(cut)));
    return largest;
}

std::optional<double> Ranking::gain(double fraction) const
{
    if (m_positives == 0)
        return std::nullopt;
    const double wanted = std::clamp(fraction, 0.0, 1.0) * static_cast<double>(rows());
    const auto called = [&](std::size_t cut) {
        return static_cast<double>(m_truePositives[cut] + m_falsePositives[cut]);
    };
    std::size_t low = 0;
    std::size_t high = m_scores.size();
    while (high - low > 1) {
        const std::size_t middle = (low + high) / 2;
        (called(middle) <= wanted ? low : high) = middle;
    }
    const double share = (wanted - called(low)) / (called(high) - called(low));
    const auto before = static_cast<double>(m_truePositives[low]);
    const auto after = static_cast<double>(m_truePositives[high]);
    return (before + share * (after - before)) / static_cast<double>(m_positives);
}

std::optional<double> Ranking::lift(double fraction) const
{
    const std::optional<double> share = gain(fraction);
    if (!share || fraction <= 0)
        return std::nullopt;
    return *share / fraction;
}

std::optional<double> aucOneVersusOne(const Eigen::MatrixXd& probabilities, std::span<const int> truth)
{
    const auto area = [&](int positive, int negative) {
        std::vector<double> scores;
        std::vector<std::uint8_t> isPositive;
        for (std::size_t i = 0; i < truth.size(); ++i)
            if (truth[i] == positive || truth[i] == negative) {
                scores.push_back(probabilities(positive, static_cast<Index>(i)));
                isPositive.push_back(truth[i] == positive ? 1 : 0);
            }
        return Ranking(scores, isPositive).auc();
    };
    double sum = 0;
    double pairs = 0;
    for (int i = 0; i < probabilities.rows(); ++i)
        for (int j = i + 1; j < probabilities.rows(); ++j)
            if (const auto one = area(i, j)) {
                sum += (*one + *area(j, i)) / 2;
                pairs += 1;
            }
    if (pairs == 0)
        return std::nullopt;
    return sum / pairs;
}

} // namespace netloom
