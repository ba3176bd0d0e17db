// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace netloom::golden {
class Comparison;
}

/// Every case of the reference numbers that belongs to activations, losses, optimizers, schedules, callbacks, metrics,
/// regularizers, constraints and initializers; built once in single and once in double precision.
class GoldenMath : public QObject
{
    Q_OBJECT

private slots:
    void wrongValuesFail();
    void activations();
    void activationsOverColumns();
    void losses();
    void fusedLossesAgree();
    void optimizers();
    void schedules();
    void earlyStopping();
    void reduceLearningRate();
    void binaryMetrics();
    void multiclassMetrics();
    void regressionMetrics();
    void regularizersAndConstraints();
    void initializers();

private:
    /// Prints the report and fails where a value is wrong.
    static void finish(const netloom::golden::Comparison& comparison);
};
