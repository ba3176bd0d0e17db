// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/block.h"
#include "core/base/component.h"

#include <memory>

namespace netloom {

/// Activation functions with a hand-written kernel; the engine fuses these into the products.
enum class ActivationKernel { None, Linear, Relu, Tanh, Sigmoid, Softmax };

/// y = f(z), element by element or over a column (softmax). Stateless; safe from several threads.
class Activation
{
public:
    virtual ~Activation() = default;
    /// y may be z itself.
    virtual void forward(ConstBlock z, MutableBlock y) const = 0;
    /// Turns dL/dy in `d` into dL/dz in place.
    virtual void backward(ConstBlock z, ConstBlock y, MutableBlock d) const = 0;
    /// Whether backward() reads z (otherwise z need not be kept and may be null).
    virtual bool needsInput() const { return true; }
    virtual ActivationKernel kernel() const { return ActivationKernel::None; }
};

struct ActivationInfo : ComponentInfo {
    std::unique_ptr<Activation> (*make)(const FieldValues& values) = nullptr;
    const char* ofOneUnit = nullptr; ///< what a unit alone always becomes, where units are compared with each other
    /// In the diagram's description, e.g. "relu".
    std::string shortName() const { return type; }
};

} // namespace netloom
