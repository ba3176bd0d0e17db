// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/thinned_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

} // namespace

ThinnedCurve::Bucket ThinnedCurve::emptyBucket()
{
    return {{0, kInfinity}, {0, -kInfinity}, kInfinity};
}

void ThinnedCurve::Bucket::take(std::size_t index, double value)
{
    if (!std::isfinite(value))
        return;
    if (value < low.value)
        low = {index, value};
    if (value > high.value)
        high = {index, value};
    if (value > 0)
        lowestPositive = std::min(lowestPositive, value);
}

void ThinnedCurve::Bucket::take(const Bucket& later)
{
    if (later.low.value < low.value)
        low = later.low;
    if (later.high.value > high.value)
        high = later.high;
    lowestPositive = std::min(lowestPositive, later.lowestPositive);
}

void ThinnedCurve::Bucket::write(bool positive, std::size_t first, std::vector<Point>& result) const
{
    Point a = low;
    Point b = high;
    if (!(a.value <= b.value) || (positive && b.value <= 0)) {
        result.push_back({first, kNothing});
        return;
    }
    if (positive && a.value <= 0)
        a = {b.index, lowestPositive};
    if (b.index < a.index)
        std::swap(a, b);
    result.push_back(a);
    if (b.index != a.index || b.value != a.value)
        result.push_back(b);
}

void ThinnedCurve::clear()
{
    *this = {};
}

void ThinnedCurve::append(std::span<const double> values)
{
    if (m_size == 0)
        m_lowestPositive = kInfinity;
    for (const double value : values) {
        if (m_size == m_buckets.size() * m_stride) {
            if (m_buckets.size() == kBuckets) {
                for (std::size_t i = 0; i < kBuckets / 2; ++i) {
                    m_buckets[i] = m_buckets[2 * i];
                    m_buckets[i].take(m_buckets[2 * i + 1]);
                }
                m_buckets.resize(kBuckets / 2);
                m_stride *= 2;
            }
            m_buckets.push_back(emptyBucket());
        }
        m_buckets.back().take(m_size++, value);
        if (!std::isfinite(value))
            continue;
        const bool first = isEmpty();
        m_lowest = first ? value : std::min(m_lowest, value);
        m_highest = first ? value : std::max(m_highest, value);
        if (value > 0)
            m_lowestPositive = std::min(m_lowestPositive, value);
    }
}

void ThinnedCurve::points(bool positive, std::vector<Point>& result) const
{
    result.clear();
    for (std::size_t i = 0; i < m_buckets.size(); ++i)
        m_buckets[i].write(positive, i * m_stride, result);
}

void ThinnedCurve::points(std::span<const double> values, std::size_t first, std::size_t last, std::size_t width,
                          bool positive, std::vector<Point>& result, Buckets buckets)
{
    result.clear();
    last = std::min(last, values.size());
    if (first >= last)
        return;
    width = std::max<std::size_t>(width, 1);
    std::size_t stride = std::max<std::size_t>(1, 2 * (last - first) / width);
    const double share =
        2 * std::log(static_cast<double>(last) / static_cast<double>(first + 1)) / static_cast<double>(width);
    for (std::size_t from = first; from < last; from += stride) {
        if (buckets == Buckets::Logarithmic)
            stride = std::max<std::size_t>(1, static_cast<std::size_t>(static_cast<double>(from + 1) * share));
        Bucket bucket = emptyBucket();
        for (std::size_t i = from; i < std::min(from + stride, last); ++i)
            bucket.take(i, values[i]);
        bucket.write(positive, from, result);
    }
    // What is equal to the end of a curve, far before it, does not stand for it.
    if (const double end = values[last - 1];
        result.back().index < last - 1 && std::isfinite(end) && (!positive || end > 0))
        result.push_back({last - 1, end});
}

} // namespace netloom
