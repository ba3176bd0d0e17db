// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/gaussian_dropout.h"

#include "core/base/field_builders.h"
#include "core/layers/normal_draws.h"
#include "core/layers/one_to_one.h"

#include <cmath>

namespace netloom {

const LayerInfo& GaussianDropout::info()
{
    static const LayerInfo info = [] {
        LayerInfo i =
            oneToOneLayer("gaussian_dropout", "Gaussian dropout",
                          "Multiplies by random numbers around 1 in training: a gentler kind of dropout.", "gdrop");
        i.fields = {
            belowField(realField("rate", "Rate", "Spread of the factors; as the rate of a dropout.", 0.2, 0, 1))};
        i.fields.front().step = 0.05;
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<GaussianDropout>(withDefaults(GaussianDropout::info().fields, v), input.size());
        };
        return i;
    }();
    return info;
}

GaussianDropout::GaussianDropout(const FieldValues& values, Index inputs) : m_units(inputs), m_rate(values.real("rate"))
{
}

void GaussianDropout::allocate(Index maxBatch, Index, bool)
{
    m_factors.assign(static_cast<std::size_t>(maxBatch * m_units), 1);
}

void GaussianDropout::forward(ConstBlock x, MutableBlock y, const Pass& pass)
{
    if (!pass.training || m_rate == 0) {
        copyBlock(x, y);
        return;
    }
    const double stddev = std::sqrt(m_rate / (1 - m_rate));
    NormalDraws draws(m_stream, pass.iteration, pass.first * m_units);
    Scalar* factor = m_factors.data() + pass.first * m_units;
    for (Index j = 0; j < x.columns; ++j)
        for (Index u = 0; u < m_units; ++u, ++factor) {
            *factor = static_cast<Scalar>(1 + stddev * draws.next());
            y.column(j)[u] = x.column(j)[u] * *factor;
        }
}

void GaussianDropout::backward(ConstBlock, ConstBlock, MutableBlock dy, MutableBlock dx, const Pass& pass)
{
    if (!dx.data)
        return;
    if (!pass.training || m_rate == 0) {
        copyBlock({dy.data, dy.rows, dy.columns, dy.stride}, dx);
        return;
    }
    const Scalar* factor = m_factors.data() + pass.first * m_units;
    for (Index j = 0; j < dy.columns; ++j)
        for (Index u = 0; u < m_units; ++u)
            dx.column(j)[u] = dy.column(j)[u] * *factor++;
}

} // namespace netloom
