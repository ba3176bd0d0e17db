// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/initializers/orthogonal.h"

#include "core/base/decompositions.h"

#include <algorithm>

namespace netloom {

namespace {

void fill(std::span<Scalar> values, std::span<const Index> shape, Rng& rng)
{
    const Index columns = shape.empty() ? 1 : shape.back();
    const Index rows = columns > 0 ? static_cast<Index>(values.size()) / columns : 0;
    if (rows == 0)
        return;
    const Index tall = std::max(rows, columns);
    const Index narrow = std::min(rows, columns);
    RowMajorDoubles drawn(tall, narrow);
    for (Index i = 0; i < drawn.size(); ++i)
        drawn.data()[i] = rng.normal();
    ThinQr qr = thinQr(drawn);
    for (Index j = 0; j < narrow; ++j)
        if (qr.diagonal(j) < 0) // with R's diagonal positive the result is spread evenly over all such matrices
            qr.q.col(j) *= -1;
    for (Index row = 0; row < rows; ++row)
        for (Index column = 0; column < columns; ++column)
            values[static_cast<std::size_t>(row * columns + column)] =
                static_cast<Scalar>(rows < columns ? qr.q(column, row) : qr.q(row, column));
}

} // namespace

const InitializerInfo& orthogonalInitializer()
{
    static const InitializerInfo info{
        {"orthogonal",
         "Orthogonal",
         "Random directions at right angles to each other; keeps signals alive in deep networks.",
         {}},
        fill};
    return info;
}

} // namespace netloom
