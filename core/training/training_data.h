// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/dataset.h"

#include <memory>

namespace netloom {

/// What a training works on. Shared, never changed.
struct TrainingData {
    std::shared_ptr<const Dataset> train;
    std::shared_ptr<const Dataset> validation; ///< may be null or empty
};

} // namespace netloom
