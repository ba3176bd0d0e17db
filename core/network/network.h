// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_block.h"
#include "core/layers/layer.h"
#include "core/losses/loss.h"
#include "core/network/network_spec.h"
#include "core/network/parameters.h"
#include "core/network/small_network.h"

#include <memory>
#include <vector>

namespace netloom {

/// An executable network, made from a spec. Used by one thread.
///
/// All values are in one block, trainable ones first, so that the optimizer is one pass; gradients in a block of the
/// same layout. Samples are columns.
class Network
{
public:
    /// How the numbers of a tensor lie in a block. Compact, row-major without gaps, is what a SmallNetwork computes on;
    /// it is taken only where the network is one.
    enum class Storage { Panels, CompactIfSmall };

    struct Tensor {
        int layer;
        TensorSpec spec;
        Index offset;
    };

    /// @throws Error where a layer cannot be made (names the layer)
    Network(const NetworkSpec& spec, Index inputs, Index maxBatch, Storage storage = Storage::Panels);

    Index inputs() const { return m_inputs; }
    Index outputs() const { return m_outputs; }
    Index maxBatch() const { return m_maxBatch; }

    /// Draws every tensor from its own stream of the seed.
    void initialise(std::uint64_t seed);
    ParameterSet parameters() const { return read(m_values); }
    /// @throws Error where names or shapes do not fit
    void setParameters(const ParameterSet& parameters);
    /// Another block of the trainable layout as named tensors (optimizer slots), and back.
    ParameterSet read(const AlignedBlock& block) const;
    void write(const ParameterSet& from, AlignedBlock& block) const;

    /// Where the loss is computed on the logits, backward() takes dL/dz of the last layer. Not where the last layer's
    /// outputs have a penalty, whose gradient belongs to them.
    bool fuseWith(const Loss& loss);
    /// Before the passes of a training step, on one thread.
    void prepareStep();
    /// Null unless this is one. Its load() takes the samples of a batch; the block x of the passes may be null then.
    /// With a loss included forward() returns nothing and the output's gradient is there already.
    SmallNetwork* small() { return m_small.get(); }
    const SmallNetwork* small() const { return m_small.get(); }
    /// Prediction for the samples at pass.first of the batch, valid until they are passed again. Parts of a batch may
    /// be passed on several threads at once where samplewise().
    ConstBlock forward(ConstBlock x, const Pass& pass);
    /// Of samples of the batch, as forward() left it.
    ConstBlock prediction(Index first, Index count) const
    {
        return m_small ? m_small->prediction(count) : outputOf(m_layers.size() - 1, first, count);
    }
    ConstBlock logits(Index first, Index count) const
    {
        return m_small ? m_small->logits(count) : m_layers.back().layer->logits(first, count);
    }
    /// dL/d prediction (or dL/d logits when fused), to be filled before backward().
    MutableBlock outputGradient(Index first, Index count);
    void backward(ConstBlock x, const Pass& pass);
    bool samplewise() const { return m_samplewise; }
    /// After backward() of a whole batch: number of parts of the weights' gradients, and one of them.
    int gradientParts(Index batch) const;
    void weightGradient(int part, ConstBlock x, const Pass& pass);
    /// Whether weightGradient() with a WeightStep changes this tensor's weights (others have their gradients stored).
    bool stepsItself(const Tensor& tensor) const;
    void parametersChanged();

    double penalty() const; ///< L1 and L2 terms of the loss
    /// The terms of the outputs of the last forward(), divided by the number of samples. Source:
    /// keras/src/layers/layer.py from 3.14 on, Keras 2.
    double activityPenalty(Index count) const;
    bool penalisesActivity() const { return m_penalisesActivity; }
    void addPenaltyGradients();
    bool hasPenalties() const { return m_hasPenalties; }

    AlignedBlock& values() { return m_values; }
    const AlignedBlock& values() const { return m_values; }
    AlignedBlock& gradients() { return m_gradients; }
    const AlignedBlock& gradients() const { return m_gradients; }
    Index trainableSize() const { return m_trainableSize; } ///< of the block, padding included

    /// A tensor's numbers out of a block as Keras has them (row-major), and back. `numbers` holds spec.count().
    static void unpack(const Tensor& tensor, const AlignedBlock& block, Scalar* numbers);
    static void pack(const Tensor& tensor, const Scalar* numbers, AlignedBlock& block);
    const std::vector<Tensor>& tensors() const { return m_tensors; } ///< in model order
    /// First layer with an output of the last forward() that is not finite, or -1.
    int notFiniteLayer(Index batch) const;
    const std::string& layerName(int layer) const { return m_layers[static_cast<std::size_t>(layer)].name; }

private:
    struct Stage {
        std::string name;
        std::unique_ptr<Layer> layer;
        Index units;
        Index stride;
        AlignedBlock output;
        AlignedBlock gradient;
    };
    void placeTensors();
    void addActivityGradient(Stage& stage, const Pass& pass, Index count);
    void prepareStage(std::size_t number);
    ConstBlock outputOf(std::size_t stage, Index first, Index count) const;

    Index m_inputs;
    Index m_outputs = 0;
    Index m_maxBatch;
    std::vector<Stage> m_layers;
    std::vector<Tensor> m_tensors;
    AlignedBlock m_values;
    AlignedBlock m_gradients;
    Index m_trainableSize = 0;
    bool m_hasPenalties = false;
    bool m_penalisesActivity = false;
    bool m_samplewise = true;
    std::unique_ptr<SmallNetwork> m_small; ///< null: the layers make the passes
};

} // namespace netloom
