// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

/// Metrics by hand-calculated numbers that the reference files do not hold.
class TestMetrics : public QObject
{
    Q_OBJECT

private slots:
    void accuracyGoesByTheShapes();
    void decisionsByHand();
    void areasByHand();
    void lossesAsMetrics();
    void stateOfEveryMetric();
};
