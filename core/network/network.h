// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/aligned_block.h"
#include "core/layers/layer.h"
#include "core/losses/loss.h"
#include "core/network/network_spec.h"
#include "core/network/parameters.h"
#include "core/network/passes.h"

#include <memory>
#include <vector>

namespace netloom {

/// An executable network, made from a spec: its parameters, and the passes through its layers. Used by one thread.
///
/// All values are in one block, trainable ones first, so that the optimizer is one pass; gradients in a block of the
/// same layout. Samples are columns.
class Network
{
public:
    /// How the numbers of a tensor lie in a block. Compact, row-major without gaps, is what SmallPasses compute on; it
    /// is taken only where the network is small enough for them.
    enum class Storage { Panels, CompactIfSmall };

    struct Tensor {
        int layer;
        TensorSpec spec;
        Index offset;
    };

    /// For samples of `inputs` numbers. @throws Error where a layer cannot be made (names the layer)
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
    Passes& passes() { return *m_passes; }
    const Passes& passes() const { return *m_passes; }

    double penalty() const; ///< L1 and L2 terms of the loss
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
    const std::string& layerName(int layer) const { return m_layers[static_cast<std::size_t>(layer)].name; }

private:
    struct NamedLayer {
        std::string name;
        std::unique_ptr<Layer> layer;
    };
    void placeTensors(bool compact);
    void bind(std::size_t layer);

    Index m_inputs;
    Index m_outputs = 0;
    Index m_maxBatch;
    std::vector<NamedLayer> m_layers;
    std::vector<Tensor> m_tensors;
    AlignedBlock m_values;
    AlignedBlock m_gradients;
    Index m_trainableSize = 0;
    bool m_hasPenalties = false;
    std::unique_ptr<Passes> m_passes;
};

} // namespace netloom
