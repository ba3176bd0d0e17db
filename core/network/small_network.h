// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_block.h"
#include "core/layers/layer.h"
#include "core/losses/loss.h"
#include "core/network/passes.h"

#include <memory>
#include <vector>

namespace netloom {

/// The passes through a network that is too small for products of matrices to pay: Dense layers, each maybe with a
/// Dropout after it. Vectors hold samples, and a whole pass is one call of a kernel.
///
/// Same meaning and same random numbers as the layers' own passes; results differ in the last bits. The parameters are
/// in a block in which every tensor lies row-major behind the one before it. Used by one thread.
class SmallNetwork
{
public:
    /// Null where the network has other layers or is too large. Keeps pointers to the layers' random streams.
    static std::unique_ptr<SmallNetwork> make(const std::vector<const Layer*>& layers, Index inputs, Index maxBatch);

    /// The loss is computed on the logits: outputGradient() is dL/dz.
    void fuseWithLoss() { m_job.gradientOfLogits = 1; }
    /// Makes the loss part of forward(), after fuseWithLoss(). @returns false where there is no kernel for it
    bool include(const Loss& loss, bool fused);
    bool includesLoss() const { return m_job.loss != KernelNoLoss; }

    /// The batch of the passes, or the one after it, which next() makes the batch of the passes. Loaded early, it is
    /// there when the processor gets to it; behind a change of the weights it would have to wait for their way to
    /// memory.
    enum class Batch { Now, Next };
    /// The samples of a batch.
    void load(Batch batch, const BatchRows& source, Index count);
    void next();
    void forward(const Scalar* values, Index count, const Pass& pass);
    ConstBlock prediction(Index count);
    ConstBlock logits(Index count);
    /// Of the last forward(), with a loss included: sum over the samples of weight × loss.
    double lossSum() const { return m_job.lossSum; }
    /// dL/d prediction (dL/d logits when fused), to be filled before backward() unless a loss is included.
    MutableBlock outputGradient(Index count) { return {m_gradient, m_outputs, count, m_stride}; }
    void backward(const Scalar* values, Index count);
    /// After backward(): of all parameters, stored or, with pass.step, used up at once.
    void weightGradient(Scalar* gradients, const Pass& pass);
    /// First of the layers given to make() with an output that is not finite, or -1.
    int notFiniteLayer(Index count) const;

private:
    SmallNetwork() = default;
    /// Where a batch lies in the workspace.
    struct Rows {
        Index inputs = 0;
        Index targets = 0;
        Index weights = 0;
        Index loaded = 0; ///< samples; behind them is 0
        Index ones = 0;   ///< weights that are 1 already
        std::vector<SmallFactors> factors;
    };
    bool add(const Layer& layer, Index inputs);
    void place(Index maxBatch);
    std::vector<SmallFactors> listFactors(Index inputs, Index ones, Index zeros) const;
    void use(const Rows& rows);
    void loadTargets(Rows& rows, const BatchRows& source, Index count);
    void clearAfter(Index count);
    ConstBlock collected(Index place, Scalar* to, Index count);
    Scalar* row(Index place) { return m_work.data() + place; }
    const SmallLayer& last() const { return m_layers.back(); }

    const KernelTable* m_kernels = nullptr;
    std::vector<SmallLayer> m_layers;
    std::vector<const Rng*> m_streams; ///< of the Dropout after each; null: none
    std::vector<int> m_numbers;        ///< which of the layers given to make() is the Dense one
    Index m_inputs = 0;
    Index m_outputs = 0;
    Index m_parameters = 0;
    bool m_softmax = false;
    bool m_sparse = false;
    AlignedBlock m_work;
    Rows m_rows[2];
    int m_now = 0; ///< which of them the passes work on
    SmallJob m_job{};
    /// Several outputs, sample by sample, for those who want them so; one output has its numbers side by side anyway.
    AlignedBlock m_samplewise;
    Scalar* m_gradient = nullptr;
    Index m_stride = 1;
};

} // namespace netloom
