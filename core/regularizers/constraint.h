// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/component.h"
#include "core/base/types.h"

#include <memory>

namespace netloom {

/// A tensor in memory: element (row, column) of a kernel [in][out] at data[row · rowStride + column · columnStride]. A
/// tensor of rank 1 has one column.
struct TensorView {
    Scalar* data = nullptr;
    Index rows = 0;
    Index columns = 0;
    Index rowStride = 1;
    Index columnStride = 0;

    Scalar& at(Index row, Index column) const { return data[row * rowStride + column * columnStride]; }
};

/// Puts weights back into a set after every step of the optimizer. Formulas: keras/src/constraints/constraints.py.
/// Stateless.
class Constraint
{
public:
    virtual ~Constraint() = default;
    virtual void apply(TensorView w) const = 0;
};

struct ConstraintInfo : ComponentInfo {
    std::unique_ptr<Constraint> (*make)(const FieldValues& values) = nullptr;
};

} // namespace netloom
