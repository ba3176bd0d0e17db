// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/base/types.h"

#include <Eigen/Core>

namespace netloom {

/// y = link(W x + b), in double precision. What ridge and logistic regression fit. A plain value.
struct LinearModel {
    enum class Link { Identity, Logistic, Softmax };

    Eigen::MatrixXd weights; ///< outputs × inputs
    Eigen::VectorXd bias;    ///< one per output
    Link link = Link::Identity;

    /// @param x  inputs × samples  @returns outputs × samples
    Matrix predict(const Matrix& x) const;
};

} // namespace netloom
