// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/early_stopping.h"

#include <cmath>

namespace netloom {

EarlyStopping::EarlyStopping(const EarlyStoppingConfig& config)
    : m_config(config), m_mode(monitorMode(config.mode, config.monitor)), m_best(worstValue(m_mode))
{
}

EarlyStopping::Verdict EarlyStopping::epochEnded(Index epoch, double value)
{
    Verdict verdict;
    if (epoch < m_config.startFromEpoch)
        return verdict;
    ++m_wait;
    const double minDelta = std::abs(m_config.minDelta);
    if (improves(m_mode, value, m_best, minDelta)) {
        m_best = value;
        m_bestEpoch = epoch;
        verdict.newBest = true;
        if (!m_config.hasBaseline || improves(m_mode, value, m_config.baseline, minDelta))
            m_wait = 0;
        return verdict;
    }
    if (m_wait >= m_config.patience && epoch > 0) {
        m_stoppedEpoch = epoch;
        verdict.stop = true;
    }
    return verdict;
}

void EarlyStopping::save(FieldValues& values) const
{
    values.set("early_stopping.best", m_best);
    values.set("early_stopping.best_epoch", m_bestEpoch);
    values.set("early_stopping.wait", m_wait);
    values.set("early_stopping.stopped_epoch", m_stoppedEpoch);
}

void EarlyStopping::restore(const FieldValues& values)
{
    m_best = values.real("early_stopping.best");
    m_bestEpoch = values.integer("early_stopping.best_epoch");
    m_wait = values.integer("early_stopping.wait");
    m_stoppedEpoch = values.integer("early_stopping.stopped_epoch");
}

} // namespace netloom
