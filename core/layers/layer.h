// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"
#include "core/base/component.h"
#include "core/base/remark.h"
#include "core/base/rng.h"
#include "core/base/shape.h"
#include "core/base/types.h"
#include "core/kernels/kernels.h"
#include "core/regularizers/regularizer.h"

#include <memory>
#include <string>
#include <vector>

namespace netloom {

/// One weight array of a layer, as the layer wants it kept.
struct TensorSpec {
    std::string name; ///< kernel, bias, gamma …
    Shape shape;      ///< Keras's, row-major: a kernel is [in][out]
    bool trainable = true;
    std::string initializer = "zeros";
    Regularizer regularizer{};
    ComponentSpec constraint{}; ///< type empty: none
    /// 0: stored as it is; otherwise a matrix stored in panels of so many columns (kernels.h), unused columns 0.
    Index panel = 0;

    Index count() const { return shape.size(); }
    Index storage() const; ///< numbers it takes in the parameter block
};

/// Where gradients go as soon as they are there, for optimizers with a kernel: blocks of one layout.
struct WeightStep {
    UpdateRule rule{};
    const Scalar* gradients = nullptr; ///< start of the gradient block; tells the places of a tensor in the others
    Scalar* values = nullptr;
    Scalar* m = nullptr;
    Scalar* v = nullptr;
    int* notFinite = nullptr; ///< set to 1 where a weight has become infinite or NaN
};

/// What a pass through the network is for.
struct Pass {
    bool training = false;
    std::int64_t iteration = 0;       ///< of the optimizer; picks the random numbers of this pass
    Index first = 0;                  ///< place in the batch of the first sample handed over
    Index batch = 0;                  ///< samples of the whole batch; 0: those handed over are all
    const WeightStep* step = nullptr; ///< null: gradients are stored
};

/// What a layer is to a SmallNetwork.
struct SmallPart {
    enum class Kind { None, Dense, Dropout };
    Kind kind = Kind::None;
    bool bias = false;
    ActivationKernel activation = ActivationKernel::None;
    double rate = 0;
    const Rng* stream = nullptr; ///< the layer's own
};

/// An executable layer. Made from a spec, used by one training, thrown away.
///
/// Blocks are sample-major (column j is sample j) with strides of whole vectors; unused rows of a block stay finite,
/// and 0 in gradients. The network owns the blocks; a layer keeps what backward() needs besides x and y.
///
/// Where samplewise(), forward() and backward() may be called for disjoint parts of a batch from several threads at
/// once; weightGradient() comes after all of them, its parts from several threads at once too.
class Layer
{
public:
    virtual ~Layer() = default;

    virtual Index outputs() const = 0;
    virtual std::vector<TensorSpec> tensors() const { return {}; }
    /// Where values and gradients of tensors() are in the parameter block, in that order (gradient null: not
    /// trainable).
    virtual void bind(const std::vector<Scalar*>&, const std::vector<Scalar*>&) {}
    /// Once before use; no allocation afterwards. `isFirst`: nobody wants dL/dx.
    virtual void allocate(Index /*maxBatch*/, Index /*outputStride*/, bool /*isFirst*/) {}
    /// The random stream of this layer.
    virtual void seed(const Rng&) {}
    /// Values in the parameter block have changed other than by weightGradient().
    virtual void parametersChanged() {}
    /// Once before the passes of a training step, on one thread.
    virtual void prepareStep() {}

    /// Whether a sample's output and gradient depend on that sample alone, and backward() writes no weights' gradient.
    virtual bool samplewise() const { return true; }
    /// Penalty of the outputs, per sample of the batch; the network adds it and its gradient.
    virtual Regularizer activityRegularizer() const { return {}; }
    virtual void forward(ConstBlock x, MutableBlock y, const Pass& pass) = 0;
    /// In inference: what the layer applies its activation to. @returns false where it has none
    virtual bool preActivation(ConstBlock /*x*/, MutableBlock /*z*/) const { return false; }
    /// dL/dy in `dy` may be overwritten; writes, where dx.data is not null, dL/dx. Layers that are not samplewise write
    /// the gradients of their tensors too.
    virtual void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) = 0;

    /// Number of parts in which weightGradient() can be computed for a batch; 0: there is nothing to compute.
    virtual int gradientParts(Index /*batch*/) const { return 0; }
    /// Gradients of the tensors over the whole batch, from what backward() left in dy; a share of them. With pass.step
    /// they are used up at once and the weights change.
    virtual void weightGradient(int /*part*/, ConstBlock /*x*/, ConstBlock /*dy*/, const Pass& /*pass*/) {}

    /// Last layer only: the activation a loss may be fused with, and the logits of the last forward(). While fused,
    /// backward() takes dL/dz in dy.
    virtual ActivationKernel finalActivation() const { return ActivationKernel::None; }
    virtual void fuseWithLoss() {}
    virtual ConstBlock logits(Index /*first*/, Index /*count*/) const { return {}; }

    /// For networks small enough that one kernel makes their passes; kind None: this layer does not take part.
    virtual SmallPart smallPart() const { return {}; }
};

/// How the diagram draws a layer.
enum class LayerRole {
    Units,    ///< neurons of its own (Dense): fully linked to the column before
    OneToOne, ///< no neurons of its own (Dropout, normalisation, noise, activation): linked one to one
};

/// What a layer type publishes. `values` may lack fields; they then have their initial value.
struct LayerInfo : ComponentInfo {
    std::string namePrefix; ///< for automatic names: "h" gives h1, h2 …; "drop" gives drop1 …
    LayerRole role = LayerRole::Units;
    /// Shape of a sample behind the layer, for its shape before it. Layers that make nothing of axes take a sample as
    /// shape.size() numbers.
    Shape (*output)(const FieldValues& values, const Shape& input) = nullptr;
    /// Trainable and not trainable weights together (as Keras's summary counts them).
    Index (*parameterCount)(const FieldValues& values, const Shape& input) = nullptr;
    /// Multiply-add operations for one sample in inference.
    Index (*multiplyAdds)(const FieldValues& values, const Shape& input) = nullptr;
    /// What speaks against these values, in order by themselves, for samples of this shape; null: nothing ever does.
    std::vector<Remark> (*check)(const FieldValues& values, const Shape& input) = nullptr;
    /// Makes the executable layer. Fields have been validated.
    std::unique_ptr<Layer> (*make)(const FieldValues& values, const Shape& input) = nullptr;
};

/// n rounded up to whole vectors of the widest kernel.
inline Index paddedUnits(Index n)
{
    return (n + 15) / 16 * 16;
}

} // namespace netloom
