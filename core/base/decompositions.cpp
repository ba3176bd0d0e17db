// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/decompositions.h"

#include <Eigen/Cholesky>
#include <Eigen/QR>

namespace netloom {

Eigen::MatrixXd solveSymmetric(const Eigen::MatrixXd& a, const Eigen::MatrixXd& b)
{
    return a.ldlt().solve(b);
}

ThinQr thinQr(const RowMajorDoubles& a)
{
    const Eigen::HouseholderQR<RowMajorDoubles> qr(a);
    return {qr.householderQ() * RowMajorDoubles::Identity(a.rows(), a.cols()), qr.matrixQR().diagonal()};
}

} // namespace netloom
