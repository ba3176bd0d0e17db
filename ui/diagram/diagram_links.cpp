// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_links.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

struct Sums {
    double size = 0;
    double positive = 0;
    float largest = 0;
};

/// One pass over a kernel. Values that are not finite count as nothing: a diverged network is still drawn.
Sums summarise(const std::vector<Scalar>& values)
{
    Sums sums;
    constexpr std::size_t block = 4096; // float sums stay exact enough within a block, and vectorise
    for (std::size_t start = 0; start < values.size(); start += block) {
        const std::size_t end = std::min(values.size(), start + block);
        float size = 0;
        float largest = sums.largest;
        int positive = 0;
        for (std::size_t i = start; i < end; ++i) {
            const float w = static_cast<float>(values[i]);
            const float magnitude = std::abs(w) <= std::numeric_limits<float>::max() ? std::abs(w) : 0.0f;
            size += magnitude;
            largest = magnitude > largest ? magnitude : largest;
            positive += w > 0 ? 1 : 0;
        }
        sums.size += static_cast<double>(size);
        sums.positive += positive;
        sums.largest = largest;
    }
    return sums;
}

bool weaker(const LinkItem& a, const LinkItem& b)
{
    if (a.size != b.size)
        return a.size < b.size;
    return a.from != b.from ? a.from > b.from : a.to > b.to;
}

void chooseFull(GapLinks& gap, const ColumnItem& left, const ColumnItem& right, const DiagramColumn& column,
                const NamedTensor* kernel, Index limit, bool strongest)
{
    gap.full = true;
    gap.total = static_cast<double>(column.inputs) * static_cast<double>(column.units);
    Sums sums;
    if (kernel) {
        gap.weighted = true;
        sums = summarise(kernel->values);
        gap.largest = static_cast<double>(sums.largest);
    }
    const float scale = sums.largest > 0 ? 1.0f / sums.largest : 0.0f;
    gap.links.reserve(left.units.size() * right.units.size());
    for (std::size_t i = 0; i < left.units.size(); ++i) {
        for (std::size_t j = 0; j < right.units.size(); ++j) {
            LinkItem link{static_cast<int>(i), static_cast<int>(j), 0, 0};
            if (kernel) {
                const Index at = left.units[i].unit * column.units + right.units[j].unit;
                link.weight = static_cast<float>(kernel->values[static_cast<std::size_t>(at)]);
                const float size = std::abs(link.weight) * scale;
                link.size = size <= 1 ? size : (std::isnan(size) ? 0.0f : 1.0f);
            }
            gap.links.push_back(link);
        }
    }
    const auto most = static_cast<std::size_t>(limit);
    if (gap.links.size() > most) {
        gap.dropped = static_cast<double>(gap.links.size() - most);
        if (kernel && strongest) {
            const auto cut = gap.links.end() - static_cast<std::ptrdiff_t>(most);
            std::nth_element(gap.links.begin(), cut, gap.links.end(), weaker);
            gap.links.erase(gap.links.begin(), cut);
        } else {
            // An even choice keeps the picture symmetric where no link is more than another.
            std::vector<LinkItem> even;
            even.reserve(most);
            for (std::size_t k = 0; k < most; ++k)
                even.push_back(gap.links[k * gap.links.size() / most]);
            gap.links = std::move(even);
        }
    }
    if (!kernel)
        return;
    if (strongest)
        std::sort(gap.links.begin(), gap.links.end(), weaker);
    for (const LinkItem& link : gap.links) {
        if (std::isfinite(link.weight))
            sums.size -= static_cast<double>(std::abs(link.weight));
        sums.positive -= link.weight > 0 ? 1 : 0;
    }
    if (gap.rest() > 0) {
        gap.restMean = std::max(0.0, sums.size / gap.rest());
        gap.restPositive = std::clamp(sums.positive / gap.rest(), 0.0, 1.0);
    }
}

} // namespace

Index linkLimit(std::size_t gaps)
{
    return std::clamp<Index>(20000 / static_cast<Index>(std::max<std::size_t>(gaps, 1)), 40, 500);
}

const NamedTensor* kernelOf(const DiagramScene& scene, const DiagramColumn& column)
{
    if (!scene.weights || column.layer < 0 || !column.fullyLinked())
        return nullptr;
    const std::string& name = scene.network.layers[static_cast<std::size_t>(column.layer)].name;
    const NamedTensor* kernel = findTensor(*scene.weights, name, "kernel");
    const bool fits = kernel && kernel->shape == Shape{column.inputs, column.units} &&
                      static_cast<Index>(kernel->values.size()) == column.inputs * column.units;
    return fits ? kernel : nullptr;
}

std::vector<GapLinks> chooseLinks(const std::vector<DiagramColumn>& columns, const DiagramLayout& layout,
                                  const DiagramScene& scene, Index limit, bool strongest)
{
    std::vector<GapLinks> gaps;
    for (std::size_t i = 1; i < columns.size(); ++i) {
        GapLinks gap;
        const ColumnItem& left = layout.columns[i - 1];
        const ColumnItem& right = layout.columns[i];
        if (columns[i].fullyLinked()) {
            chooseFull(gap, left, right, columns[i], kernelOf(scene, columns[i]), limit, strongest);
        } else {
            gap.total = static_cast<double>(columns[i].units);
            const std::size_t pairs = std::min(left.units.size(), right.units.size());
            for (std::size_t u = 0; u < pairs; ++u)
                gap.links.push_back({static_cast<int>(u), static_cast<int>(u), 0, 0});
        }
        gaps.push_back(std::move(gap));
    }
    return gaps;
}

} // namespace netloom
