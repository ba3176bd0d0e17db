// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/reduce_lr_on_plateau.h"

#include <algorithm>

namespace netloom {

ReduceLrOnPlateau::ReduceLrOnPlateau(const PlateauConfig& config)
    : m_config(config), m_mode(monitorMode(config.mode, config.monitor)), m_best(worstValue(m_mode))
{
}

double ReduceLrOnPlateau::epochEnded(double value, double rate)
{
    if (m_cooldownLeft > 0) {
        --m_cooldownLeft;
        m_wait = 0;
    }
    if (improves(m_mode, value, m_best, m_config.minDelta)) {
        m_best = value;
        m_wait = 0;
        return rate;
    }
    if (m_cooldownLeft > 0)
        return rate;
    ++m_wait;
    if (m_wait < m_config.patience || !(rate > m_config.minLearningRate))
        return rate;
    m_cooldownLeft = m_config.cooldown;
    m_wait = 0;
    return std::max(rate * m_config.factor, m_config.minLearningRate);
}

void ReduceLrOnPlateau::save(FieldValues& values) const
{
    values.set("reduce_lr.best", m_best);
    values.set("reduce_lr.wait", m_wait);
    values.set("reduce_lr.cooldown_left", m_cooldownLeft);
}

void ReduceLrOnPlateau::restore(const FieldValues& values)
{
    m_best = values.real("reduce_lr.best");
    m_wait = values.integer("reduce_lr.wait");
    m_cooldownLeft = values.integer("reduce_lr.cooldown_left");
}

} // namespace netloom
