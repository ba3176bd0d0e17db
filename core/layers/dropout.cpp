// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/dropout.h"

#include "core/layers/one_to_one.h"

namespace netloom {

const LayerInfo& Dropout::info()
{
    static const LayerInfo info = [] {
        LayerInfo i = oneToOneLayer(
            "dropout", "Dropout",
            "Switches off a random share of units in every training step, so that none is relied upon.", "drop");
        i.fields = {{.key = "rate",
                     .title = "Rate",
                     .help = "Share of units that is switched off in each training step.",
                     .type = FieldType::Real,
                     .initial = 0.2,
                     .min = 0,
                     .max = 1,
                     .step = 0.05}};
        i.make = [](const FieldValues& v, Index inputs) -> std::unique_ptr<Layer> {
            return std::make_unique<Dropout>(withDefaults(Dropout::info().fields, v), inputs);
        };
        return i;
    }();
    return info;
}

Dropout::Dropout(const FieldValues& values, Index inputs) : m_units(inputs), m_rate(values.real("rate")) {}

void Dropout::allocate(Index maxBatch, Index, Index)
{
    m_mask.assign(static_cast<std::size_t>(maxBatch * m_units), 0);
}

void Dropout::forward(ConstBlock x, MutableBlock y, const Pass& pass)
{
    if (!pass.training || m_rate == 0) {
        copyBlock(x, y);
        return;
    }
    // Two 32-bit draws from each 64-bit number: u >= rate as a comparison of whole numbers.
    const auto threshold = static_cast<std::uint64_t>(m_rate * 0x1.0p32);
    const Scalar scale = m_rate < 1 ? static_cast<Scalar>(1 / (1 - m_rate)) : 0;
    const auto count = static_cast<std::uint64_t>(x.columns * m_units);
    const std::uint64_t start =
        static_cast<std::uint64_t>(pass.iteration) * ((static_cast<std::uint64_t>(m_mask.size()) + 1) / 2);
    Scalar* mask = m_mask.data();
    for (std::uint64_t i = 0; i < count; i += 2) {
        const std::uint64_t bits = m_stream.at(start + i / 2);
        mask[i] = (bits & 0xffffffffu) >= threshold ? scale : 0;
        if (i + 1 < count)
            mask[i + 1] = (bits >> 32) >= threshold ? scale : 0;
    }
    for (Index j = 0; j < x.columns; ++j) {
        const Scalar* in = x.column(j);
        Scalar* out = y.column(j);
        for (Index u = 0; u < m_units; ++u)
            out[u] = in[u] * mask[j * m_units + u];
    }
}

void Dropout::backward(ConstBlock, ConstBlock, MutableBlock dy, MutableBlock dx, const Pass& pass)
{
    if (!dx.data)
        return;
    if (!pass.training || m_rate == 0) {
        copyBlock({dy.data, dy.rows, dy.columns, dy.stride}, dx);
        return;
    }
    for (Index j = 0; j < dy.columns; ++j)
        for (Index u = 0; u < m_units; ++u)
            dx.column(j)[u] = dy.column(j)[u] * m_mask[static_cast<std::size_t>(j * m_units + u)];
}

} // namespace netloom
