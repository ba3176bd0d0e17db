// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/curves_layout.h"

#include <QToolButton>

namespace netloom {

/// The button that chooses how curves are drawn: the layout, which is remembered from start to start, smoothing and
/// logarithmic axes, and what else is measured while a network trains.
class AxesMenu final : public QToolButton
{
    Q_OBJECT
public:
    explicit AxesMenu(QWidget* parent = nullptr);

    CurvesLayout layout() const { return m_layout; }
    QAction* smooth() const { return m_smooth; }
    QAction* epochsLog() const { return m_epochsLog; }
    QAction* metricLog() const { return m_metricLog; }
    QAction* measureLoss() const { return m_measureLoss; }
    QAction* measureNorms() const { return m_measureNorms; }

signals:
    void layoutChosen();

private:
    void addLayouts(QMenu& menu);

    CurvesLayout m_layout;
    QAction* m_smooth = nullptr;
    QAction* m_epochsLog = nullptr;
    QAction* m_metricLog = nullptr;
    QAction* m_measureLoss = nullptr;
    QAction* m_measureNorms = nullptr;
};

} // namespace netloom
