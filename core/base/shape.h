// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>

namespace netloom {

/// Sizes along up to four axes, outermost first as Keras and numpy have them: 10, 28×28×1. No axes: one number.
/// Samples lie flattened in a column whatever their shape. A plain value.
class Shape
{
public:
    static constexpr std::size_t kMostAxes = 4;

    constexpr Shape() = default;
    constexpr Shape(Index size) : m_axes{size}, m_rank(1) {} ///< one axis
    /// @throws Error where there are more than four
    constexpr Shape(std::initializer_list<Index> axes) : Shape(std::span(axes.begin(), axes.size())) {}
    constexpr explicit Shape(std::span<const Index> axes)
    {
        if (axes.size() > kMostAxes)
            refuse(axes.size());
        for (const Index size : axes)
            m_axes[m_rank++] = size;
    }

    constexpr std::size_t rank() const { return m_rank; }
    constexpr Index operator[](std::size_t axis) const { return m_axes[axis]; }
    constexpr std::span<const Index> axes() const { return {m_axes.data(), m_rank}; }
    /// Numbers in a sample or tensor of this shape.
    constexpr Index size() const
    {
        Index size = 1;
        for (const Index axis : axes())
            size *= axis;
        return size;
    }
    std::string text() const; ///< "28×28×1"; "1" without axes

    constexpr bool operator==(const Shape&) const = default; // sizes behind the last axis are 0

private:
    [[noreturn]] static void refuse(std::size_t axes);

    std::array<Index, kMostAxes> m_axes{};
    std::size_t m_rank = 0;
};

} // namespace netloom
