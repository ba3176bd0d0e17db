// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/small_passes.h"

namespace netloom {

SmallPasses::SmallPasses(std::unique_ptr<SmallNetwork> network, Index inputs, const Scalar* values, Scalar* gradients)
    : m_network(std::move(network)), m_inputs(inputs), m_values(values), m_gradients(gradients)
{
    m_loadsAhead = true;
}

ConstBlock SmallPasses::load(const BatchRows& rows, Index, Index count)
{
    m_network->load(SmallNetwork::Batch::Now, rows, count);
    return loaded(count);
}

void SmallPasses::loadNext(const BatchRows& rows, Index count)
{
    m_network->load(SmallNetwork::Batch::Next, rows, count);
}

ConstBlock SmallPasses::next(Index count)
{
    m_network->next();
    return loaded(count);
}

ConstBlock SmallPasses::forward(ConstBlock x, const Pass& pass)
{
    if (x.data)
        m_network->load(SmallNetwork::Batch::Now, {.x = x.data, .xStride = x.stride}, x.columns);
    m_network->forward(m_values, x.columns, pass);
    if (!m_network->includesLoss())
        return m_network->prediction(x.columns);
    m_lossSum = m_network->lossSum();
    return {};
}

void SmallPasses::backward(ConstBlock x, const Pass&)
{
    m_network->backward(m_values, x.columns);
}

void SmallPasses::weightGradient(ConstBlock, const Pass& pass, WorkerPool*)
{
    m_network->weightGradient(m_gradients, pass);
}

} // namespace netloom
