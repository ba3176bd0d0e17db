// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/samples.h"

#include "core/base/error.h"
#include "core/csv/csv_reader.h"
#include "core/samples/bundled.h"
#include "core/samples/generators.h"

#include <algorithm>
#include <array>

namespace netloom {

namespace {

constexpr const char* kOwnWork = "Made by Netloom from a formula.";

/// The last one is not among those offered at the start: it needs a formula.
const auto& list()
{
    static const std::array all{
        SampleInfo{.key = "iris",
                   .title = "Iris",
                   .subtitle = "150 × 4 → 3 species",
                   .target = "species",
                   .credit = "R. A. Fisher (1936): Iris. UCI Machine Learning Repository, doi 10.24432/C56C76, "
                             "CC BY 4.0 (creativecommons.org/licenses/by/4.0). Changed: rows shuffled, header added."},
        SampleInfo{.key = "breast_cancer",
                   .title = "Breast cancer",
                   .subtitle = "569 × 30 → 2 classes",
                   .target = "diagnosis",
                   .credit = "W. Wolberg, O. Mangasarian, N. Street, W. Street (1995): Breast Cancer Wisconsin "
                             "(Diagnostic). UCI Machine Learning Repository, doi 10.24432/C5DW2B, CC BY 4.0 "
                             "(creativecommons.org/licenses/by/4.0). Changed: id column left out, rows shuffled, "
                             "header added.",
                   .note = "For learning only, not for medical use."},
        SampleInfo{.key = "digits",
                   .title = "Handwritten digits",
                   .subtitle = "1797 × 64 → 10 digits",
                   .target = "digit",
                   .credit = "E. Alpaydin, C. Kaynak (1998): Optical Recognition of Handwritten Digits (test part). "
                             "UCI Machine Learning Repository, doi 10.24432/C50P49, CC BY 4.0 "
                             "(creativecommons.org/licenses/by/4.0). Changed: rows shuffled, header added.",
                   .note = "Each row is a picture of 8 × 8 pixels, from 0 (empty) to 16 (ink)."},
        SampleInfo{.key = "wine",
                   .title = "Wine",
                   .subtitle = "178 × 13 → 3 cultivars",
                   .target = "cultivar",
                   .credit = "S. Aeberhard, M. Forina (1992): Wine. UCI Machine Learning Repository, "
                             "doi 10.24432/C5PC7J, CC BY 4.0 (creativecommons.org/licenses/by/4.0). "
                             "Changed: header added."},
        SampleInfo{.key = "random",
                   .title = "Random data",
                   .subtitle = "1000 × 10 → 2 classes",
                   .target = "y",
                   .credit = kOwnWork,
                   .note = "The target is a coin toss: there is nothing to learn here. What the network seems to learn "
                           "on the training rows, it has only memorised; on other rows it stays near one half.",
                   .generated = true},
        SampleInfo{.key = "circle",
                   .title = "Circle",
                   .subtitle = "2 classes",
                   .target = "class",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
        SampleInfo{.key = "xor",
                   .title = "Exclusive or",
                   .subtitle = "2 classes",
                   .target = "class",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
        SampleInfo{.key = "gaussian",
                   .title = "Gaussian",
                   .subtitle = "2 classes",
                   .target = "class",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
        SampleInfo{.key = "spiral",
                   .title = "Spiral",
                   .subtitle = "2 classes",
                   .target = "class",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
        SampleInfo{.key = "moons",
                   .title = "Moons",
                   .subtitle = "2 classes",
                   .target = "class",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
        SampleInfo{.key = "plane",
                   .title = "Plane",
                   .subtitle = "number",
                   .target = "value",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
        SampleInfo{.key = "bumps",
                   .title = "Bumps",
                   .subtitle = "number",
                   .target = "value",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
        SampleInfo{.key = "function",
                   .title = "Own function",
                   .subtitle = "a formula",
                   .target = "class",
                   .credit = kOwnWork,
                   .generated = true,
                   .twoFeatures = true},
    };
    return all;
}

} // namespace

std::span<const SampleInfo> samples()
{
    return std::span(list()).first(list().size() - 1);
}

const SampleInfo* findSample(std::string_view key)
{
    const auto found = std::find_if(list().begin(), list().end(), [&](const SampleInfo& s) { return s.key == key; });
    return found == list().end() ? nullptr : &*found;
}

Table loadSample(std::string_view key, const GeneratorOptions& options)
{
    for (const Generator& generator : generators())
        if (generator.key == key)
            return generator.make(options);
    const std::string_view csv = bundledCsv(key);
    if (csv.empty())
        throw Error("There is no sample " + quoted(key), {}, "Choose one from the start page.");
    return readCsvText(csv, std::string(key) + ".csv").table;
}

} // namespace netloom
