// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <Eigen/Core>

namespace netloom {

// Eigen's decompositions take long to compile: each is made in one source.

using RowMajorDoubles = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// X of A X = B for a symmetric A, of which the lower triangle is read (LDL^T with pivoting).
Eigen::MatrixXd solveSymmetric(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b);

/// Q and the diagonal of R of A = Q R (Householder), A at least as tall as wide.
struct ThinQr {
    RowMajorDoubles q; ///< as large as A, orthonormal columns
    Eigen::VectorXd diagonal;
};
ThinQr thinQr(const RowMajorDoubles& a);

} // namespace netloom
