// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_block.h"
#include "core/network/passes.h"

#include <vector>

namespace netloom {

/// The passes layer by layer, in blocks of outputs and of gradients. The layers' parameters are bound already.
class LayerPasses final : public Passes
{
public:
    LayerPasses(std::vector<Layer*> layers, Index inputs, Index maxBatch);

    ConstBlock load(const BatchRows& rows, Index first, Index count) override;
    ConstBlock forward(ConstBlock x, const Pass& pass) override { return forwardTo(m_stages.size() - 1, x, pass); }
    ConstBlock prediction(Index first, Index count) override { return output(m_stages.size() - 1, first, count); }
    ConstBlock logits(Index first, Index count) override { return m_stages.back().layer->logits(first, count); }
    MutableBlock outputGradient(Index first, Index count) override;
    void backward(ConstBlock x, const Pass& pass) override;
    void weightGradient(ConstBlock x, const Pass& pass, WorkerPool* pool) override;
    bool stepsItself(int layer) const override;
    void fuseWithLoss() override;
    double activityPenalty(Index count) const override;
    int notFiniteLayer(Index count) const override;

    std::size_t layers() const { return m_stages.size(); }
    Index units(std::size_t layer) const { return m_stages[layer].units; }
    /// Of samples [first, first + count) of the last forward().
    ConstBlock output(std::size_t layer, Index first, Index count) const;
    /// forward() up to this layer. @returns its output
    ConstBlock forwardTo(std::size_t layer, ConstBlock x, const Pass& pass);
    /// In inference, what this layer applies its activation to (its output where it has none), valid until the next
    /// call.
    ConstBlock preActivation(std::size_t layer, ConstBlock x);
    /// From now on backward() goes on to dL/dx.
    void wantInputGradient();
    /// Of the first samples of the batch, after backward().
    ConstBlock inputGradient(Index count) const { return {m_inputGradient.data(), m_inputs, count, m_inputStride}; }

private:
    struct Stage {
        Layer* layer;
        Index units;
        Index stride;
        AlignedBlock output;
        AlignedBlock gradient;
    };
    void takeParameters() override;
    void addActivityGradient(Stage& stage, const Pass& pass, Index count);
    void weightGradientPart(int part, ConstBlock x, const Pass& pass);

    Index m_inputs;
    Index m_maxBatch;
    Index m_inputStride;
    AlignedBlock m_input;         ///< rows that were loaded in an order
    AlignedBlock m_inputGradient; ///< empty: nobody wants it
    AlignedBlock m_preActivation;
    std::vector<Stage> m_stages;
};

} // namespace netloom
