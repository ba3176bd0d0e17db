// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_links.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <string_view>

namespace netloom {

namespace {

struct Sums {
    double size = 0;
    double positive = 0;
    float largest = 0;
};

/// Values that are not finite count as nothing: a diverged network is still drawn.
float magnitudeOf(float value)
{
    const float size = std::abs(value);
    return size <= std::numeric_limits<float>::max() ? size : 0.0f;
}

/// So many sums side by side: one alone would have to be added up in order, a value after the other.
constexpr Index kLanes = 16;

template<typename Value>
void addBlock(Sums& sums, Index count, const Value& value)
{
    float size[kLanes] = {}; // float sums stay exact enough within a block
    float largest[kLanes] = {};
    int positive[kLanes] = {};
    const auto add = [&](Index lane, float v) {
        const float magnitude = magnitudeOf(v);
        size[lane] += magnitude;
        largest[lane] = magnitude > largest[lane] ? magnitude : largest[lane];
        positive[lane] += v > 0 ? 1 : 0;
    };
    Index i = 0;
    for (; i + kLanes <= count; i += kLanes)
        for (Index lane = 0; lane < kLanes; ++lane)
            add(lane, value(i + lane));
    for (; i < count; ++i)
        add(i % kLanes, value(i));
    for (Index lane = 0; lane < kLanes; ++lane) {
        sums.size += static_cast<double>(size[lane]);
        sums.positive += positive[lane];
        sums.largest = std::max(sums.largest, largest[lane]);
    }
}

/// One pass over the values of a gap.
Sums summarise(const LinkSource& source, Index inputs)
{
    Sums sums;
    constexpr Index block = 4096;
    if (!source.minus && !source.factor) {
        const Index count = inputs * source.outputs;
        for (Index start = 0; start < count; start += block)
            addBlock(sums, std::min(block, count - start),
                     [&](Index i) { return static_cast<float>(source.values[start + i]); });
        return sums;
    }
    for (Index from = 0; from < inputs; ++from)
        addBlock(sums, source.outputs, [&](Index to) { return source.at(from, to); });
    return sums;
}

bool weaker(const LinkItem& a, const LinkItem& b)
{
    const float left = magnitudeOf(a.value);
    const float right = magnitudeOf(b.value);
    if (left != right)
        return left < right;
    return a.from != b.from ? a.from > b.from : a.to > b.to;
}

void chooseFull(GapLinks& gap, const ColumnItem& left, const ColumnItem& right, const DiagramColumn& column,
                const LinkSource& source, Index limit, bool strongest)
{
    gap.full = true;
    gap.total = static_cast<double>(column.inputs) * static_cast<double>(column.units);
    gap.weighted = source.values != nullptr;
    Sums sums;
    if (gap.weighted) {
        sums = summarise(source, column.inputs);
        gap.largest = static_cast<double>(sums.largest);
    }
    const double all = sums.size;
    gap.links.reserve(left.units.size() * right.units.size());
    for (std::size_t i = 0; i < left.units.size(); ++i)
        for (std::size_t j = 0; j < right.units.size(); ++j)
            gap.links.push_back({static_cast<int>(i), static_cast<int>(j),
                                 gap.weighted ? source.at(left.units[i].unit, right.units[j].unit) : 0.0f, 0});
    // Of a wide gap the strongest few say more than a tangle of many.
    const bool wide = strongest && gap.weighted && gap.total > 4096;
    const auto most = static_cast<std::size_t>(wide ? std::min<Index>(limit, 120) : limit);
    if (gap.links.size() > most) {
        gap.dropped = static_cast<double>(gap.links.size() - most);
        if (gap.weighted && strongest) {
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
    if (!gap.weighted)
        return;
    if (strongest)
        std::sort(gap.links.begin(), gap.links.end(), weaker);
    for (const LinkItem& link : gap.links) {
        sums.size -= static_cast<double>(magnitudeOf(link.value));
        sums.positive -= link.value > 0 ? 1 : 0;
    }
    if (gap.rest() > 0) {
        gap.restMean = std::max(0.0, sums.size / gap.rest());
        gap.restPositive = std::clamp(sums.positive / gap.rest(), 0.0, 1.0);
        gap.restShare = all > 0 ? std::clamp(sums.size / all, 0.0, 1.0) : 0;
    }
}

void setScale(GapLinks& gap, double scale)
{
    gap.scale = scale;
    const float factor = scale > 0 ? static_cast<float>(1 / scale) : 0.0f;
    for (LinkItem& link : gap.links) {
        const float size = std::abs(link.value) * factor;
        link.size = size <= 1 ? size : (std::isnan(size) ? 0.0f : 1.0f);
    }
}

/// Parameters lie together by layer, in the order of the layers. Looked for around their place, a thousand layers need
/// no million looks.
const NamedTensor* tensorOf(const ParameterSet& parameters, const DiagramScene& scene, const DiagramColumn& column,
                            std::string_view name)
{
    if (column.layer < 0 || !column.fullyLinked() || parameters.empty())
        return nullptr;
    const auto layer = static_cast<std::size_t>(column.layer);
    const std::string& layerName = scene.network.layers[layer].name;
    const auto isOfLayer = [&](const NamedTensor& each) { return each.layer == layerName; };
    const std::size_t count = parameters.size();
    const std::size_t place = std::min(count * layer / scene.network.layers.size(), count - 1);
    std::size_t found = count;
    for (std::size_t off = 0; off < count && found == count; ++off) {
        if (off <= place && isOfLayer(parameters[place - off]))
            found = place - off;
        else if (place + off < count && isOfLayer(parameters[place + off]))
            found = place + off;
    }
    while (found > 0 && found < count && isOfLayer(parameters[found - 1]))
        --found;
    for (; found < count && isOfLayer(parameters[found]); ++found)
        if (parameters[found].name == name)
            return &parameters[found];
    return nullptr;
}

/// What the first chosen end of a strong link has more than the last one; importances lie in 0 … 1.
constexpr double strongWorth = 3;

struct StrongLink {
    float size;
    Index from, to;
};

/// The strongest of a layer, the strongest first.
std::vector<StrongLink> strongLinks(const LinkSource& source, const DiagramColumn& column, std::size_t most)
{
    const auto stronger = [](const StrongLink& a, const StrongLink& b) { return a.size > b.size; };
    std::vector<StrongLink> best; // a heap whose front is the weakest
    for (Index from = 0; from < column.inputs; ++from)
        for (Index to = 0; to < column.units; ++to) {
            const float size = magnitudeOf(source.at(from, to));
            if (best.size() == most && size <= best.front().size)
                continue;
            if (best.size() == most) {
                std::pop_heap(best.begin(), best.end(), stronger);
                best.pop_back();
            }
            best.push_back({size, from, to});
            std::push_heap(best.begin(), best.end(), stronger);
        }
    std::sort(best.begin(), best.end(), stronger);
    return best;
}

} // namespace

float LinkSource::at(Index from, Index to) const
{
    const Index place = from * outputs + to;
    float value = static_cast<float>(values[place]);
    if (minus)
        value -= static_cast<float>(minus[place]);
    return factor ? value * factor[from] : value;
}

bool isDropped(const DiagramScene& scene, std::size_t column, Index unit)
{
    return column < scene.dropped.size() && unit < static_cast<Index>(scene.dropped[column].size()) &&
           scene.dropped[column][static_cast<std::size_t>(unit)];
}

Index linkLimit(std::size_t gaps)
{
    return std::clamp<Index>(20000 / static_cast<Index>(std::max<std::size_t>(gaps, 1)), 40, 500);
}

const NamedTensor* kernelOf(const ParameterSet* parameters, const DiagramScene& scene, const DiagramColumn& column)
{
    const NamedTensor* kernel = parameters ? tensorOf(*parameters, scene, column, "kernel") : nullptr;
    const bool fits = kernel && kernel->shape == Shape{column.inputs, column.units} &&
                      std::ssize(kernel->values) == column.inputs * column.units;
    return fits ? kernel : nullptr;
}

const NamedTensor* kernelOf(const DiagramScene& scene, const DiagramColumn& column)
{
    return kernelOf(scene.weights.get(), scene, column);
}

const NamedTensor* biasOf(const DiagramScene& scene, const DiagramColumn& column)
{
    return biasOf(scene.weights.get(), scene, column);
}

const NamedTensor* biasOf(const ParameterSet* parameters, const DiagramScene& scene, const DiagramColumn& column)
{
    const NamedTensor* bias = parameters ? tensorOf(*parameters, scene, column, "bias") : nullptr;
    return bias && static_cast<Index>(bias->values.size()) == column.units ? bias : nullptr;
}

LinkSource linkSource(const DiagramScene& scene, const std::vector<DiagramColumn>& columns, const Coloring& coloring,
                      std::size_t gap)
{
    if (coloring.source)
        return coloring.source(scene, columns, gap);
    if (const NamedTensor* kernel = kernelOf(scene, columns[gap + 1]))
        return {kernel->values.data(), nullptr, nullptr, columns[gap + 1].units};
    return {};
}

std::vector<GapLinks> chooseLinks(const std::vector<DiagramColumn>& columns, const DiagramLayout& layout,
                                  const DiagramScene& scene, const Coloring& coloring, Index limit, bool strongest)
{
    std::vector<GapLinks> gaps;
    for (std::size_t i = 1; i < columns.size(); ++i) {
        GapLinks gap;
        const ColumnItem& left = layout.leftOf(i - 1);
        const ColumnItem& right = layout.columns[i];
        if (columns[i].fullyLinked()) {
            chooseFull(gap, left, right, columns[i], linkSource(scene, columns, coloring, i - 1), limit, strongest);
        } else if (!columns[i].mixes) {
            gap.total = static_cast<double>(columns[i].units);
            const std::size_t pairs = std::min(left.units.size(), right.units.size());
            for (std::size_t u = 0; u < pairs; ++u)
                gap.links.push_back({static_cast<int>(u), static_cast<int>(u), 0, 0});
        }
        std::erase_if(gap.links, [&](const LinkItem& link) {
            return isDropped(scene, i - 1, left.units[static_cast<std::size_t>(link.from)].unit) ||
                   isDropped(scene, i, right.units[static_cast<std::size_t>(link.to)].unit);
        });
        gaps.push_back(std::move(gap));
    }
    scaleLinks(gaps, LinkScale::PerLayer);
    return gaps;
}

std::vector<std::vector<double>> strongEnds(const DiagramScene& scene, const std::vector<DiagramColumn>& columns,
                                            const Coloring& coloring, std::size_t strongest)
{
    std::vector<std::vector<double>> ends(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i)
        ends[i].assign(static_cast<std::size_t>(std::max<Index>(columns[i].units, 0)), 0.0);
    std::vector<std::vector<StrongLink>> gaps;
    for (std::size_t gap = 0; gap + 1 < columns.size(); ++gap) {
        const DiagramColumn& column = columns[gap + 1];
        // Of a huge layer looking for them would be felt in the window, and its matrix shows more anyway.
        constexpr Index mostLinks = 4'000'000;
        const bool looked = column.fullyLinked() && column.inputs * column.units <= mostLinks;
        const LinkSource source = looked ? linkSource(scene, columns, coloring, gap) : LinkSource();
        gaps.push_back(source.values ? strongLinks(source, column, strongest) : std::vector<StrongLink>());
    }
    // A column has places for the links of both its gaps. One gap after the other gets the link that takes the fewest
    // new places, the strongest of these, so that each has as many as the others.
    std::vector<double*> order;
    const auto places = [&](std::size_t gap, const StrongLink& link) {
        const auto isFree = [&](std::size_t column, Index unit) {
            return columns[column].units <= static_cast<Index>(strongest) ||
                   ends[column][static_cast<std::size_t>(unit)] > 0;
        };
        return (isFree(gap, link.from) ? 0 : 1) + (isFree(gap + 1, link.to) ? 0 : 1);
    };
    for (bool left = true; left;) {
        left = false;
        for (std::size_t gap = 0; gap < gaps.size(); ++gap) {
            std::vector<StrongLink>& links = gaps[gap];
            if (links.empty())
                continue;
            left = true;
            const auto link =
                std::min_element(links.begin(), links.end(), [&](const StrongLink& a, const StrongLink& b) {
                    return places(gap, a) < places(gap, b);
                });
            for (double* end :
                 {&ends[gap][static_cast<std::size_t>(link->from)], &ends[gap + 1][static_cast<std::size_t>(link->to)]})
                if (*end == 0) {
                    *end = 1;
                    order.push_back(end);
                }
            links.erase(link);
        }
    }
    for (std::size_t i = 0; i < order.size(); ++i)
        *order[i] = 1 + strongWorth * (1 - static_cast<double>(i) / static_cast<double>(order.size()));
    return ends;
}

void scaleLinks(std::vector<GapLinks>& gaps, LinkScale scale)
{
    double largest = 0;
    for (const GapLinks& gap : gaps)
        largest = std::max(largest, gap.largest);
    for (GapLinks& gap : gaps)
        setScale(gap, scale == LinkScale::Common ? largest : gap.largest);
}

void scaleLinks(std::vector<GapLinks>& gaps, const std::vector<double>& scales)
{
    for (std::size_t i = 0; i < gaps.size(); ++i)
        setScale(gaps[i], std::max(gaps[i].largest, i < scales.size() ? scales[i] : 0.0));
}

} // namespace netloom
