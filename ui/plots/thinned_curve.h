// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace netloom {

/// A growing curve as so many lowest and highest points that a plot of any width looks the same.
///
/// Values are numbered from 0. Appending costs the same however long the curve is: values fall into buckets of equal
/// width, and when there are too many of these, every two become one. NaN and infinity are gaps.
class ThinnedCurve
{
public:
    struct Point {
        std::size_t index = 0;
        double value = 0; ///< NaN: a gap
    };

    void clear();
    void append(std::span<const double> values);
    std::size_t size() const { return m_size; }
    std::size_t stride() const { return m_stride; }           ///< values per bucket
    bool isEmpty() const { return !(m_lowest <= m_highest); } ///< no finite value yet
    double lowest() const { return m_lowest; }                ///< finite values only
    double highest() const { return m_highest; }
    double lowestPositive() const { return m_lowestPositive; } ///< infinity: none

    /// The whole curve, in order, at most two points per bucket.
    /// @param positive  values not above 0 become gaps, as on a logarithmic axis
    void points(bool positive, std::vector<Point>& result) const;
    /// How the values of a part are shared out: as many to each bucket, or so that on a logarithmic axis of their
    /// numbers each bucket is as wide.
    enum class Buckets { Even, Logarithmic };
    /// Part [first, last) of a curve whose values are all at hand, thinned to about `width` points.
    static void points(std::span<const double> values, std::size_t first, std::size_t last, std::size_t width,
                       bool positive, std::vector<Point>& result, Buckets buckets = Buckets::Even);

    static constexpr std::size_t kBuckets = 1024; ///< there are at most so many

private:
    struct Bucket {
        Point low, high;
        double lowestPositive = 0;
        void take(std::size_t index, double value);
        void take(const Bucket& later);
        void write(bool positive, std::size_t first, std::vector<Point>& result) const;
    };
    static Bucket emptyBucket();

    std::vector<Bucket> m_buckets;
    std::size_t m_size = 0;
    std::size_t m_stride = 1;
    double m_lowest = 1;
    double m_highest = 0;
    double m_lowestPositive = 0;
};

} // namespace netloom
