// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/probability_scores.h"

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

std::size_t classCount(const Eigen::MatrixXd& block)
{
    return static_cast<std::size_t>(block.rows() == 1 ? 2 : block.rows());
}

LogLoss averaged(std::vector<double> rows, std::span<const int> truth, std::size_t classes)
{
    LogLoss result;
    result.perClass.resize(classes);
    std::vector<double> sums(classes, 0.0);
    std::vector<double> counts(classes, 0.0);
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        sum += rows[i];
        sums[static_cast<std::size_t>(truth[i])] += rows[i];
        counts[static_cast<std::size_t>(truth[i])] += 1;
    }
    if (!rows.empty())
        result.value = sum / static_cast<double>(rows.size());
    for (std::size_t k = 0; k < classes; ++k)
        if (counts[k] > 0)
            result.perClass[k] = sums[k] / counts[k];
    result.rows = std::move(rows);
    return result;
}

/// Into the range in which scikit-learn 1.2.1 takes logarithms.
double clip(double p)
{
    constexpr double kSmallest = 0x1.0p-52;
    return std::clamp(p, kSmallest, 1 - kSmallest);
}

/// ln(1 + e^z) without overflow.
double softplus(double z)
{
    return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z)));
}

} // namespace

LogLoss logLoss(const Eigen::MatrixXd& probabilities, std::span<const int> truth)
{
    std::vector<double> rows(truth.size());
    Index clipped = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const auto column = probabilities.col(static_cast<Index>(i));
        double wanted = 0;
        double sum = 0;
        bool changed = false;
        if (column.size() == 1) {
            const double p = clip(column[0]);
            const double q = clip(1 - column[0]);
            changed = p != column[0];
            wanted = truth[i] == 1 ? p : q;
            sum = p + q;
        } else {
            for (Index k = 0; k < column.size(); ++k) {
                const double p = clip(column[k]);
                changed |= p != column[k];
                sum += p;
                if (k == truth[i])
                    wanted = p;
            }
        }
        clipped += changed ? 1 : 0;
        rows[i] = -std::log(wanted / sum);
    }
    LogLoss result = averaged(std::move(rows), truth, classCount(probabilities));
    result.clipped = clipped;
    return result;
}

LogLoss logLossOfLogits(const Eigen::MatrixXd& logits, std::span<const int> truth)
{
    std::vector<double> rows(truth.size());
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const auto z = logits.col(static_cast<Index>(i));
        if (z.size() == 1) {
            rows[i] = softplus(truth[i] == 1 ? -z[0] : z[0]);
            continue;
        }
        const double largest = z.maxCoeff();
        double sum = 0;
        for (Index k = 0; k < z.size(); ++k)
            sum += std::exp(z[k] - largest);
        rows[i] = std::log(sum) - (z[truth[i]] - largest);
    }
    return averaged(std::move(rows), truth, classCount(logits));
}

Brier brierScore(const Eigen::MatrixXd& probabilities, std::span<const int> truth)
{
    Brier result;
    result.rows.resize(truth.size());
    double sum = 0;
    double positives = 0;
    for (std::size_t i = 0; i < truth.size(); ++i) {
        const auto p = probabilities.col(static_cast<Index>(i));
        double squares = 0;
        if (p.size() == 1) {
            squares = (p[0] - truth[i]) * (p[0] - truth[i]);
        } else {
            for (Index k = 0; k < p.size(); ++k) {
                const double d = p[k] - (k == truth[i] ? 1 : 0);
                squares += d * d;
            }
        }
        result.rows[i] = squares;
        sum += squares;
        positives += truth[i];
    }
    if (truth.empty())
        return result;
    const auto n = static_cast<double>(truth.size());
    result.value = sum / n;
    if (probabilities.rows() == 1) {
        const double prevalence = positives / n;
        result.ofPrevalence = prevalence * (1 - prevalence);
        if (*result.ofPrevalence > 0)
            result.skill = 1 - *result.value / *result.ofPrevalence;
    }
    return result;
}

} // namespace netloom
