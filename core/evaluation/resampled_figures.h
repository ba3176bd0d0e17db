// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/predicted_rows.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace netloom {

/// What a figure is, whatever its value.
struct FigureInfo {
    /// Rows of which classes there must be enough of for an interval.
    enum class Needs { Nothing, Positives, BothClasses, AllClasses };
    std::string key;  ///< in JSON: "balanced_accuracy"
    std::string name; ///< in words: "balanced accuracy"
    Needs needs = Needs::Nothing;
    bool higherIsBetter = true;
    bool inUnits = false;       ///< in units of the target
    const char* undefined = ""; ///< why there may be no value
};

/// The figures of a task in their order: those that are shown with an interval beside the yardsticks'.
const std::vector<FigureInfo>& figuresOf(Task task);

/// Those figures for rows that occur as often as they are told: prepared once (sorted by score, losses of each row),
/// then one pass over the rows for each resample. Sums in double.
class ResampledFigures
{
public:
    /// @param threshold  of two classes and of yes/no targets
    explicit ResampledFigures(const PredictedRows& rows, double threshold = 0.5);
    ~ResampledFigures();
    ResampledFigures(ResampledFigures&&) noexcept;

    /// One value for each of figuresOf(), nothing where it is undefined. May be called from several threads.
    void compute(std::span<const std::uint32_t> counts, std::span<std::optional<double>> values) const;
    /// Each row once.
    std::vector<std::optional<double>> values() const;

private:
    struct Prepared;
    std::unique_ptr<const Prepared> m_prepared;
};

} // namespace netloom
