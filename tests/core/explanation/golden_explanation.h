// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/explanation/explained_network.h"
#include "tests/support/golden.h"

#include <QObject>

namespace netloom::golden {

/// "accuracy", "neg_log_loss", "auc", "r2", "neg_mse" of one output.
double scoreOf(const std::string& score, const Eigen::RowVectorXd& p, const std::vector<double>& y);
/// "permutation_importance" of a file.
void compareImportance(Comparison& c, ExplainedNetwork& network, const std::vector<InputGroup>& groups, const Matrix& x,
                       const Json& set);

} // namespace netloom::golden

class TestGoldenExplanation : public QObject
{
    Q_OBJECT

private slots:
    void shapleyGrouped();
    void shapleySingleColumns();
    void shapleySampled();
    void integratedGradients();
    void integratedGradientsOfSingleColumns();
    void dependence();
    void unitSensitivities();
};
