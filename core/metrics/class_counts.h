// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/metrics/metric.h"

namespace netloom {

/// Outcomes of yes-or-no decisions.
struct Counts {
    double truePositives = 0;
    double falsePositives = 0;
    double falseNegatives = 0;
    double trueNegatives = 0;

    Counts& operator+=(const Counts& other);
};

/// A metric made from the decisions counted for every output over an epoch.
class ClassCounts : public Metric
{
public:
    void reset(Index outputs) override;
    void update(ConstBlock prediction, ConstBlock target) override;
    std::vector<double> state() const override { return m_state; }
    void setState(const std::vector<double>& state) override { m_state = state; }

protected:
    /// @param threshold  outputs above it count as yes; 0: 0.5 for a single output, the largest one for several
    explicit ClassCounts(double threshold) : m_threshold(threshold) {}

    Index outputs() const { return static_cast<Index>(m_state.size()) / 4; }
    Counts counts(Index output) const;

private:
    double m_threshold;
    std::vector<double> m_state; ///< four counts per output, in the order of Counts
};

} // namespace netloom
