// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/block.h"
#include "core/base/component.h"
#include "core/base/types.h"
#include "core/preparation/target.h"

#include <memory>
#include <string>
#include <vector>

namespace netloom {

/// A metric over an epoch: reset, update per batch, read. Allocates nothing in update() once reset for a size.
class Metric
{
public:
    virtual ~Metric() = default;
    /// Before an epoch; `outputs` is fixed afterwards.
    virtual void reset(Index outputs) = 0;
    virtual void update(ConstBlock prediction, ConstBlock target) = 0;
    virtual double value() const = 0;
    /// Running sums, so that an epoch can be stopped and continued at any batch.
    virtual std::vector<double> state() const = 0;
    virtual void setState(const std::vector<double>& state) = 0;
};

struct MetricInfo : ComponentInfo {
    bool higherIsBetter = true;
    std::vector<Task> tasks; ///< for whose targets it is meant
    /// The key in the history; "accuracy" resolves to binary, categorical or sparse by the shapes, as in Keras.
    std::unique_ptr<Metric> (*make)(const FieldValues& values, Index outputs, Index targetRows) = nullptr;
};

} // namespace netloom
