// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/matrix.h"
#include "core/network/layer_passes.h"
#include "core/network/network.h"

#include <vector>

namespace netloom {

/// A network with its weights, ready to be asked: predictions, the output of any layer, and how the outputs move with
/// the inputs. Nothing is dropped and no noise is added. Used by one thread; made once and asked again and again, when
/// it asks for no memory but that of the results.
///
/// Samples are columns, of any number. A sample with a NaN among its inputs has NaN in every result, whatever the
/// layers make of it: a comparison in a layer would turn a missing number into an ordinary one.
class Inference
{
public:
    static constexpr Index kBatch = 256;

    /// Samples are passed in batches of `maxBatch`. @throws Error where the weights do not fit the network
    Inference(const NetworkSpec& spec, const ParameterSet& weights, Index inputs, Index maxBatch = kBatch);
    Inference(const Inference&) = delete;
    Inference& operator=(const Inference&) = delete;

    Index inputs() const { return m_network.inputs(); }
    Index outputs() const { return m_network.outputs(); }

    // All of these: @throws Error where samples, layer or output are not those of the network.
    Matrix predict(const Matrix& x);
    /// Of a layer of the spec, its units x samples.
    Matrix output(std::size_t layer, const Matrix& x);
    /// Of every layer of the spec, in one pass.
    std::vector<Matrix> outputsOfLayers(const Matrix& x);
    /// What the layer applies its activation to; its output where it has none.
    Matrix logits(std::size_t layer, const Matrix& x);
    /// Of one output of the network: d output / d input, inputs x samples.
    Matrix inputGradient(const Matrix& x, Index output);
    /// Of anything that depends on the outputs: `outputGradient` has its derivatives, outputs x samples.
    Matrix inputGradient(const Matrix& x, const Matrix& outputGradient);

private:
    void checkLayer(std::size_t layer) const;
    void checkSamples(const Matrix& x) const;
    template<typename Ask>
    Matrix batchwise(const Matrix& x, Index rows, const Ask& ask);
    template<typename Fill>
    Matrix gradient(const Matrix& x, const Fill& fill);

    Network m_network;
    LayerPasses& m_passes;
};

} // namespace netloom
