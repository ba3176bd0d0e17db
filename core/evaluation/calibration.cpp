// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/calibration.h"

#include "core/data/number_summary.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

double sigmoid(double z)
{
    return z >= 0 ? 1 / (1 + std::exp(-z)) : std::exp(z) / (1 + std::exp(z));
}

/// ln(1 + e^z) without overflow.
double softplus(double z)
{
    return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z)));
}

std::vector<double> binEdges(std::span<const double> probability, std::size_t bins, Binning binning)
{
    std::vector<double> edges(bins + 1);
    std::vector<double> sorted;
    if (binning == Binning::Quantile) {
        sorted.assign(probability.begin(), probability.end());
        std::sort(sorted.begin(), sorted.end());
    }
    for (std::size_t i = 0; i <= bins; ++i) {
        const double share = static_cast<double>(i) / static_cast<double>(bins);
        edges[i] = sorted.empty() ? share : quantile(sorted, share);
    }
    return edges;
}

/// Minus log-likelihood of logit = a + b z.
double logisticLoss(std::span<const double> z, std::span<const std::uint8_t> positive, double a, double b)
{
    double sum = 0;
    for (std::size_t i = 0; i < z.size(); ++i) {
        const double logit = a + b * z[i];
        sum += softplus(positive[i] ? -logit : logit);
    }
    return sum;
}

struct Line {
    double a = 0;
    double b = 0;
};

/// Newton's method with halved steps; convex, and the minimum is finite where the classes overlap.
Line fitLine(std::span<const double> z, std::span<const std::uint8_t> positive, Line start, bool slope)
{
    Line line = start;
    double loss = logisticLoss(z, positive, line.a, line.b);
    for (int iteration = 0; iteration < 100; ++iteration) {
        double ga = 0;
        double gb = 0;
        double haa = 0;
        double hab = 0;
        double hbb = 0;
        for (std::size_t i = 0; i < z.size(); ++i) {
            const double p = sigmoid(line.a + line.b * z[i]);
            const double error = p - (positive[i] ? 1 : 0);
            const double w = p * (1 - p);
            ga += error;
            gb += error * z[i];
            haa += w;
            hab += w * z[i];
            hbb += w * z[i] * z[i];
        }
        const double determinant = slope ? haa * hbb - hab * hab : haa;
        if (!(determinant > 0))
            break;
        const double da = slope ? (hbb * ga - hab * gb) / determinant : ga / haa;
        const double db = slope ? (haa * gb - hab * ga) / determinant : 0;
        const double step = std::max(std::abs(da) / (1 + std::abs(line.a)), std::abs(db) / (1 + std::abs(line.b)));
        if (step < 1e-6) { // what is left after it is the square of that
            line.a -= da;
            line.b -= db;
            break;
        }
        double length = 1;
        double next = logisticLoss(z, positive, line.a - da, line.b - db);
        while (!(next <= loss) && length > 1e-6) {
            length /= 2;
            next = logisticLoss(z, positive, line.a - length * da, line.b - length * db);
        }
        line.a -= length * da;
        line.b -= length * db;
        loss = next;
    }
    return line;
}

std::string shortText(double value)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, 2);
    return end.ec == std::errc() ? std::string(text, end.ptr) : std::string("large");
}

} // namespace

std::size_t calibrationBins(Index rows)
{
    return rows < 200 ? 5 : 10;
}

CalibrationCurve calibrationCurve(std::span<const double> probability, std::span<const std::uint8_t> positive,
                                  std::size_t bins, Binning binning)
{
    CalibrationCurve curve;
    curve.edges = binEdges(probability, bins, binning);
    std::vector<CalibrationBin> all(bins);
    std::vector<double> sums(bins, 0.0);
    const auto first = curve.edges.begin() + 1;
    const auto last = curve.edges.end() - 1;
    for (std::size_t i = 0; i < probability.size(); ++i) {
        const auto bin = static_cast<std::size_t>(std::lower_bound(first, last, probability[i]) - first);
        ++all[bin].count;
        all[bin].positives += positive[i];
        sums[bin] += probability[i];
    }
    double expected = 0;
    double largest = 0;
    for (std::size_t i = 0; i < bins; ++i) {
        CalibrationBin& bin = all[i];
        if (bin.count == 0)
            continue;
        const auto count = static_cast<double>(bin.count);
        bin.bin = i;
        bin.low = curve.edges[i];
        bin.high = curve.edges[i + 1];
        bin.meanPredicted = sums[i] / count;
        bin.observed = static_cast<double>(bin.positives) / count;
        bin.interval = wilsonInterval(bin.positives, bin.count);
        const double gap = std::abs(bin.observed - bin.meanPredicted);
        expected += count * gap;
        largest = std::max(largest, gap);
        curve.bins.push_back(bin);
    }
    if (!probability.empty()) {
        curve.ece = expected / static_cast<double>(probability.size());
        curve.mce = largest;
    }
    return curve;
}

CalibrationCurve topLabelCalibration(const Eigen::MatrixXd& probabilities, std::span<const int> truth, std::size_t bins,
                                     Binning binning)
{
    std::vector<double> largest(truth.size());
    std::vector<std::uint8_t> correct(truth.size());
    for (std::size_t i = 0; i < truth.size(); ++i) {
        Index best = 0;
        largest[i] = probabilities.col(static_cast<Index>(i)).maxCoeff(&best);
        correct[i] = best == truth[i] ? 1 : 0;
    }
    return calibrationCurve(largest, correct, bins, binning);
}

std::optional<double> classwiseCalibrationError(const Eigen::MatrixXd& probabilities, std::span<const int> truth,
                                                std::size_t bins)
{
    if (truth.empty())
        return std::nullopt;
    double sum = 0;
    std::vector<double> p(truth.size());
    std::vector<std::uint8_t> positive(truth.size());
    for (Index k = 0; k < probabilities.rows(); ++k) {
        for (std::size_t i = 0; i < truth.size(); ++i) {
            p[i] = probabilities(k, static_cast<Index>(i));
            positive[i] = truth[i] == k ? 1 : 0;
        }
        sum += *calibrationCurve(p, positive, bins).ece;
    }
    return sum / static_cast<double>(probabilities.rows());
}

std::string RecalibrationLine::words() const
{
    const std::string number = " (slope " + shortText(slope) + ")";
    if (slope < 0)
        return "the probabilities go the wrong way" + number;
    if (slope < 0.8)
        return "the probabilities are too extreme" + number;
    if (slope > 1.25)
        return "the probabilities are too cautious" + number;
    return "the probabilities are spread about right" + number;
}

std::optional<RecalibrationLine> recalibrationLine(std::span<const double> logits,
                                                   std::span<const std::uint8_t> positive)
{
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    double lowest[2] = {kInfinity, kInfinity};
    double highest[2] = {-kInfinity, -kInfinity};
    double count = 0;
    double predicted = 0;
    for (std::size_t i = 0; i < logits.size(); ++i) {
        if (!std::isfinite(logits[i]))
            return std::nullopt;
        const std::size_t k = positive[i] ? 1 : 0;
        lowest[k] = std::min(lowest[k], logits[i]);
        highest[k] = std::max(highest[k], logits[i]);
        count += positive[i] ? 1 : 0;
        predicted += sigmoid(logits[i]);
    }
    const bool oneClass = lowest[0] == kInfinity || lowest[1] == kInfinity;
    if (oneClass || lowest[1] >= highest[0] || lowest[0] >= highest[1])
        return std::nullopt;
    const Line both = fitLine(logits, positive, {0, 1}, true);
    const Line shift = fitLine(logits, positive, {0, 1}, false);
    const auto rows = static_cast<double>(logits.size());
    return RecalibrationLine{both.a, both.b, shift.a, predicted / rows, count / rows};
}

} // namespace netloom
