// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/types.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace netloom {

/// Gradient clipping as Keras has it; at most one may be set (0: off).
struct Clipping {
    double norm = 0;       ///< each tensor by itself
    double globalNorm = 0; ///< all tensors together
    double value = 0;      ///< each element
};

/// The update rule, element by element, so that it can run over any part of the parameter block while it is in cache.
///
/// The engine owns the slots (moments …): one block per slot, as long as the parameter block, filled with
/// slotInitial(). Everything that is the same for all elements is computed in begin() from the 0-based iteration alone,
/// so training can go on from any batch. Padding elements have gradient 0 and must stay 0.
class Optimizer
{
public:
    virtual ~Optimizer() = default;
    virtual std::vector<std::string> slotNames() const = 0; ///< e.g. {"m", "v"}
    virtual Scalar slotInitial(std::size_t) const { return 0; }
    /// Before the updates of one step. `rate` is the learning rate of this step. Called on one thread.
    virtual void begin(std::int64_t iteration, double rate) = 0;
    /// w, g and every slot at the same range of n elements. Called for disjoint ranges, maybe from several threads.
    virtual void update(Scalar* w, const Scalar* g, Scalar* const* slots, Index n) const = 0;
    Clipping clipping() const { return m_clipping; }
    double learningRate() const { return m_learningRate; }
    /// The update with its numbers, for the engine's fused kernels; kind "" means: only update() may be used.
    struct Fused {
        std::string kind; ///< "sgd", "momentum", "adam"
        double rate = 0, beta1 = 0, beta2 = 0, epsilon = 0;
        double correction = 1; ///< adam: sqrt(1 - beta2^t) / (1 - beta1^t)
        double shrink = 1;     ///< adam: factor of the weights, of decoupled weight decay
    };
    virtual const Fused* fused() const { return nullptr; } ///< valid after begin()

protected:
    Clipping m_clipping;
    double m_learningRate = 0.001;
};

struct OptimizerInfo : ComponentInfo {
    std::unique_ptr<Optimizer> (*make)(const FieldValues& values) = nullptr;
};

} // namespace netloom
