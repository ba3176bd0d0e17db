// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/metrics/class_counts.h"

#include "core/metrics/target_view.h"

#include <cmath>

namespace netloom {

Counts& Counts::operator+=(const Counts& other)
{
    truePositives += other.truePositives;
    falsePositives += other.falsePositives;
    falseNegatives += other.falseNegatives;
    trueNegatives += other.trueNegatives;
    return *this;
}

void ClassCounts::reset(Index outputs)
{
    m_state.assign(static_cast<std::size_t>(4 * outputs), 0.0);
}

void ClassCounts::update(ConstBlock prediction, ConstBlock target)
{
    const TargetView view(target, prediction.rows);
    const bool byLargest = m_threshold <= 0 && prediction.rows > 1;
    const auto threshold = static_cast<Scalar>(m_threshold > 0 ? m_threshold : 0.5);
    for (Index j = 0; j < prediction.columns; ++j) {
        const Scalar* p = prediction.column(j);
        const Index largest = indexOfLargest(p, prediction.rows);
        for (Index i = 0; i < prediction.rows; ++i) {
            const bool said = byLargest ? i == largest : p[i] > threshold;
            const bool is = view.at(i, j) > Scalar(0.5);
            m_state[static_cast<std::size_t>(4 * i + (said ? (is ? 0 : 1) : (is ? 2 : 3)))] += 1;
        }
    }
}

Counts ClassCounts::counts(Index output) const
{
    const double* at = m_state.data() + 4 * output;
    return {at[0], at[1], at[2], at[3]};
}

} // namespace netloom
