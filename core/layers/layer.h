// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"
#include "core/base/component.h"
#include "core/base/rng.h"
#include "core/base/types.h"
#include "core/regularizers/regularizer.h"

#include <string>
#include <vector>

namespace netloom {

class WorkerPool;

/// One weight array of a layer, as the layer wants it kept.
struct TensorSpec {
    std::string name;         ///< kernel, bias, gamma …
    std::vector<Index> shape; ///< Keras's shape, row-major: a kernel is [in][out]
    bool trainable = true;
    std::string initializer = "zeros";
    Regularizer regularizer{};
    ComponentSpec constraint{}; ///< type empty: none
    /// 0: stored as it is; otherwise a matrix stored in panels of so many columns (kernels.h), unused columns 0.
    Index panel = 0;

    Index count() const;   ///< numbers in the tensor
    Index storage() const; ///< numbers it takes in the parameter block
};

/// What a pass through the network is for.
struct Pass {
    bool training = false;
    std::int64_t iteration = 0; ///< of the optimizer; picks the random numbers of this pass
    WorkerPool* pool = nullptr;
};

/// An executable layer. Made from a spec, used by one thread, thrown away.
///
/// Blocks are sample-major (column j is sample j) with strides of whole vectors; unused rows of a block stay finite,
/// and 0 in gradients. The network owns the blocks; a layer keeps what backward() needs besides x and y.
class Layer
{
public:
    virtual ~Layer() = default;

    virtual Index outputs() const = 0;
    virtual std::vector<TensorSpec> tensors() const { return {}; }
    /// Where values and gradients of tensors() are in the parameter block, in that order (gradient null: not
    /// trainable).
    virtual void bind(const std::vector<Scalar*>&, const std::vector<Scalar*>&) {}
    /// Once before use; no allocation afterwards.
    virtual void allocate(Index /*maxBatch*/, Index /*inputStride*/, Index /*outputStride*/) {}
    /// The random stream of this layer.
    virtual void seed(const Rng&) {}
    /// Values in the parameter block have changed.
    virtual void parametersChanged() {}

    virtual void forward(ConstBlock x, MutableBlock y, const Pass& pass) = 0;
    /// dL/dy in `dy` may be overwritten; writes the gradients of the tensors and, where dx.data is not null, dL/dx.
    virtual void backward(ConstBlock x, ConstBlock y, MutableBlock dy, MutableBlock dx, const Pass& pass) = 0;

    /// Last layer only: the activation a loss may be fused with, and the logits of the last forward(). While fused,
    /// backward() takes dL/dz in dy.
    virtual ActivationKernel finalActivation() const { return ActivationKernel::None; }
    virtual void fuseWithLoss() {}
    virtual ConstBlock logits() const { return {}; }
};

/// n rounded up to whole vectors of the widest kernel.
inline Index paddedUnits(Index n)
{
    return (n + 15) / 16 * 16;
}

} // namespace netloom
