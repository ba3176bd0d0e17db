// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/linear_model.h"

namespace netloom {

namespace {

void applySoftmax(Eigen::MatrixXd& z)
{
    for (Index j = 0; j < z.cols(); ++j) {
        auto column = z.col(j).array();
        column = (column - column.maxCoeff()).exp();
        column /= column.sum();
    }
}

} // namespace

Matrix LinearModel::predict(const Matrix& x) const
{
    // In pieces: a copy of a large table in double precision is never made.
    constexpr Index kPiece = 4096;
    Matrix result(weights.rows(), x.cols());
    for (Index first = 0; first < x.cols(); first += kPiece) {
        const Index count = std::min(kPiece, x.cols() - first);
        Eigen::MatrixXd z = weights * x.middleCols(first, count).cast<double>();
        z.colwise() += bias;
        if (link == Link::Logistic)
            z = (1 + (-z.array()).exp()).inverse();
        else if (link == Link::Softmax)
            applySoftmax(z);
        result.middleCols(first, count) = z.cast<Scalar>();
    }
    return result;
}

} // namespace netloom
