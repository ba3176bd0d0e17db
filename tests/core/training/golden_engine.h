// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

/// The reference numbers of layers and whole trainings; built once in single and once in double precision. What cannot
/// be compared is named with the reason.
class GoldenEngine : public QObject
{
    Q_OBJECT

private slots:
    void everyFileHasATest();
    void dense();
    void batchNormalization();
    void layerNormalization();
    void dropout();
    void gaussianNoise();
    void classWeights();
    void validationSplit();
    void trajectories_data();
    void trajectories();
};
