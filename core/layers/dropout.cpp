// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/layers/dropout.h"

#include "core/kernels/dispatch.h"
#include "core/layers/one_to_one.h"

#include <algorithm>

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
        i.check = [](const FieldValues& v, const Shape&) -> std::vector<Remark> {
            const double rate = withDefaults(Dropout::info().fields, v).real("rate");
            if (rate == 1)
                return {{Severity::Warning, "rate", "A rate of 1 switches every unit off: nothing can be learned."}};
            if (rate > 0.8)
                return {{Severity::Warning, "rate",
                         "More than 80 % of the units are switched off; learning will be slow."}};
            return {};
        };
        i.make = [](const FieldValues& v, const Shape& input) -> std::unique_ptr<Layer> {
            return std::make_unique<Dropout>(withDefaults(Dropout::info().fields, v), input.size());
        };
        return i;
    }();
    return info;
}

Dropout::Dropout(const FieldValues& values, Index inputs) : m_units(inputs), m_rate(values.real("rate")) {}

void Dropout::allocate(Index maxBatch, Index outputStride, bool)
{
    m_stride = outputStride;
    m_mask.assign(static_cast<std::size_t>(maxBatch * outputStride), 0);
}

void Dropout::forward(ConstBlock x, MutableBlock y, const Pass& pass)
{
    if (!pass.training || m_rate == 0) {
        copyBlock(x, y);
        return;
    }
    const std::uint64_t key = m_stream.at(static_cast<std::uint64_t>(pass.iteration));
    DropoutJob job{};
    job.key1 = static_cast<std::uint32_t>(key);
    job.key2 = static_cast<std::uint32_t>(key >> 32);
    job.threshold = threshold(m_rate);
    job.scale = scale(m_rate);
    if (x.stride == m_stride && y.stride == m_stride) {
        run(job, x.data, y.data, pass.first * m_stride, x.columns * m_stride);
        return;
    }
    for (Index j = 0; j < x.columns; ++j)
        run(job, x.column(j), y.column(j), (pass.first + j) * m_stride, m_units);
}

std::uint32_t Dropout::threshold(double rate)
{
    return static_cast<std::uint32_t>(std::min(rate * 0x1.0p32, 4294967295.0));
}

void Dropout::run(DropoutJob& job, const Scalar* x, Scalar* y, Index place, Index n)
{
    job.x = x;
    job.y = y;
    job.mask = m_mask.data() + place;
    job.n = n;
    job.first = static_cast<std::uint32_t>(place);
    kernels().dropout(&job);
}

void Dropout::backward(ConstBlock, ConstBlock, MutableBlock dy, MutableBlock dx, const Pass& pass)
{
    if (!dx.data)
        return;
    if (!pass.training || m_rate == 0) {
        copyBlock({dy.data, dy.rows, dy.columns, dy.stride}, dx);
        return;
    }
    for (Index j = 0; j < dy.columns; ++j) {
        const Scalar* mask = m_mask.data() + (pass.first + j) * m_stride;
        for (Index u = 0; u < m_units; ++u)
            dx.column(j)[u] = dy.column(j)[u] * mask[u];
    }
}

} // namespace netloom
