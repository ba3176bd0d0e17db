// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/block.h"
#include "core/layers/layer.h"

namespace netloom {

class Loss;
class WorkerPool;

/// Rows of a data set, of which a batch is made.
struct BatchRows {
    const Scalar* x = nullptr; ///< of row 0; a row's inputs, and its targets, are side by side
    const Scalar* y = nullptr; ///< null where no loss is included in the passes
    Index yRows = 0;
    const Scalar* weights = nullptr; ///< null: all 1
    const Index* order = nullptr;    ///< numbers of the rows to load; null: one after the other
    Index xStride = 0;
};

/// The way of a batch through a network and back: layer by layer (LayerPasses), or all layers of a small network in one
/// call (SmallPasses). The network owns the parameters.
///
/// Parts of a batch may be passed on several threads at once where samplewise(); load() with them, weightGradient()
/// after all of them.
class Passes
{
public:
    virtual ~Passes() = default;

    /// Rows as the samples of the batch from `first` on. Rows in an order are copied, others may stay where they are.
    /// @returns the x of the passes; for the whole batch, the first part's with all columns
    virtual ConstBlock load(const BatchRows& rows, Index first, Index count) = 0;
    /// Whether the batch after this one can be loaded before the weights change for it: that is worth while where a
    /// pass takes less time than the way of the weights to memory.
    bool loadsAhead() const { return m_loadsAhead; }
    virtual void loadNext(const BatchRows&, Index /*count*/) {}
    /// Makes the batch of loadNext() that of the passes. @returns their x
    virtual ConstBlock next(Index /*count*/) { return {}; }

    /// Before the passes of a training step, on one thread.
    void prepareStep()
    {
        if (m_parametersChanged)
            takeParameters();
        m_parametersChanged = false;
    }
    /// Parameters have changed other than by weightGradient().
    void parametersChanged() { m_parametersChanged = true; }

    /// x is what load() or next() returned, or any samples. @returns the prediction for the samples at pass.first of
    /// the batch, valid until they are passed again; nothing where the loss is included
    virtual ConstBlock forward(ConstBlock x, const Pass& pass) = 0;
    /// Of samples of the batch, as forward() left them.
    virtual ConstBlock prediction(Index first, Index count) = 0;
    virtual ConstBlock logits(Index first, Index count) = 0;
    /// dL/d prediction (dL/d logits when fused), to be filled before backward() unless the loss is included.
    virtual MutableBlock outputGradient(Index first, Index count) = 0;
    virtual void backward(ConstBlock x, const Pass& pass) = 0;
    /// After backward() of a whole batch: the gradients of all parameters, stored or, with pass.step, used up at once
    /// where stepsItself(). `pool` may be null.
    virtual void weightGradient(ConstBlock x, const Pass& pass, WorkerPool* pool = nullptr) = 0;
    /// Whether weightGradient() with a WeightStep changes this layer's weights (others have their gradients stored).
    virtual bool stepsItself(int layer) const = 0;

    /// The loss is computed on the logits. Once, before use.
    virtual void fuseWithLoss() = 0;
    /// Makes the loss a part of forward(), after fuseWithLoss() where that is called. @returns false where the passes
    /// cannot
    virtual bool include(const Loss&, bool /*fused*/) { return false; }
    /// Of the last forward(), with a loss included: sum over the samples of weight × loss.
    double lossSum() const { return m_lossSum; }

    bool samplewise() const { return m_samplewise; }
    bool penalisesActivity() const { return m_penalisesActivity; }
    /// The penalties of the outputs of the last forward(), divided by the number of samples. Source:
    /// keras/src/layers/layer.py from 3.14 on, Keras 2.
    virtual double activityPenalty(Index /*count*/) const { return 0; }
    /// First layer with an output of the last forward() that is not finite, or -1.
    virtual int notFiniteLayer(Index count) const = 0;

protected:
    Passes() = default;
    virtual void takeParameters() {}

    bool m_loadsAhead = false;
    bool m_samplewise = true;
    bool m_penalisesActivity = false;
    double m_lossSum = 0;

private:
    bool m_parametersChanged = true;
};

} // namespace netloom
