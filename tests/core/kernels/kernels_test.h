// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/kernels.h"

#include <QObject>

/// The hot loops of every CPU level this machine has against plain loops; built once in single and once in double
/// precision.
class KernelsTest : public QObject
{
    Q_OBJECT

private slots:
    void levels();
    void chosenLevel();
    void aLowerLevelCanBeChosen();
    void products_data();
    void products();
    void productsOfSomeRows_data();
    void productsOfSomeRows();
    void gradientsOfWeights_data();
    void gradientsOfWeights();
    void transposed_data();
    void transposed();
    void sumsOfColumns_data();
    void sumsOfColumns();
    void activations_data();
    void activations();
    void notFiniteNumbersAreFound_data();
    void notFiniteNumbersAreFound();
    void rules_data();
    void rules();
    void rulesInProducts_data();
    void rulesInProducts();
    void shares_data();
    void shares();
    void lossesOfLogits_data();
    void lossesOfLogits();
    void masks_data();
    void masks();

private:
    static void everyLevel();
    static const KernelTable& table(int level);
};
