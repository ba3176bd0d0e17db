// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/passes.h"
#include "core/network/small_network.h"

#include <memory>

namespace netloom {

/// The passes of a small network, each one call of a kernel. Parameters and gradients are the network's blocks,
/// compact.
class SmallPasses final : public Passes
{
public:
    SmallPasses(std::unique_ptr<SmallNetwork> network, Index inputs, const Scalar* values, Scalar* gradients);

    ConstBlock load(const BatchRows& rows, Index first, Index count) override;
    void loadNext(const BatchRows& rows, Index count) override;
    ConstBlock next(Index count) override;
    ConstBlock forward(ConstBlock x, const Pass& pass) override;
    ConstBlock prediction(Index, Index count) override { return m_network->prediction(count); }
    ConstBlock logits(Index, Index count) override { return m_network->logits(count); }
    MutableBlock outputGradient(Index, Index count) override { return m_network->outputGradient(count); }
    void backward(ConstBlock x, const Pass& pass) override;
    void weightGradient(ConstBlock x, const Pass& pass, WorkerPool* pool) override;
    bool stepsItself(int) const override { return true; }
    void fuseWithLoss() override { m_network->fuseWithLoss(); }
    bool include(const Loss& loss, bool fused) override { return m_network->include(loss, fused); }
    int notFiniteLayer(Index count) const override { return m_network->notFiniteLayer(count); }

private:
    /// Stands for samples that the small network holds.
    ConstBlock loaded(Index count) const { return {nullptr, m_inputs, count, 0}; }

    std::unique_ptr<SmallNetwork> m_network;
    Index m_inputs;
    const Scalar* m_values;
    Scalar* m_gradients;
};

} // namespace netloom
