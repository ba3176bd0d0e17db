// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/samples/generator_options.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace netloom {

/// A bundled or generated data set. Hand-written list; one entry of the list makes it appear on the start page.
struct SampleInfo {
    std::string key =
        {}; ///< iris, breast_cancer, digits, wine, random, circle, xor, gaussian, spiral, moons, plane, bumps, function
    std::string title = {};    ///< "Breast cancer"
    std::string subtitle = {}; ///< "569 × 30 → malignant?"
    std::string target = {};   ///< target column
    std::string credit = {};   ///< author, source and licence; shown with the sample
    std::string note = {};     ///< shown in the window, e.g. that there is nothing to learn
    bool generated = false;
    bool twoFeatures = false;
};

/// Those offered at the start. "function" is not among them, as it needs a formula; findSample() knows it.
std::span<const SampleInfo> samples();
const SampleInfo* findSample(std::string_view key); ///< null where unknown
/// The sample's table. @throws Error for an unknown key
Table loadSample(std::string_view key, const GeneratorOptions& options = {});

} // namespace netloom
