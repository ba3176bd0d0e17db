// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

/// Numbers at the edge: logits of ±1e4, probabilities of 0 and 1, one sample, constant columns. Everything stays finite
/// and has the value that the formulas of Keras have in the limit.
class TestEdges : public QObject
{
    Q_OBJECT

private slots:
    void activationsFarOut_data();
    void activationsFarOut();
    void softmaxFarOut();
    void crossentropiesOfLogits();
    void crossentropiesOfCertainties();
    void everyLossStaysFinite_data();
    void everyLossStaysFinite();
    void everyMetricOfOneSample_data();
    void everyMetricOfOneSample();
    void constantColumnsAreNormalised();
    void oneSampleIsNormalised();
    void trainingOnCertainties_data();
    void trainingOnCertainties();
};
