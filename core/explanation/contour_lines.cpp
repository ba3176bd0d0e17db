// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/contour_lines.h"

#include <array>
#include <cmath>
#include <cstdint>
#include <map>

namespace netloom {

namespace {

/// An edge of the grid: to the right of or below a point.
using Edge = std::int64_t;

class Tracer
{
public:
    Tracer(std::span<const float> values, int width, int height, float level)
        : m_values(values), m_width(width), m_height(height), m_level(level)
    {
    }

    std::vector<ContourLine> lines()
    {
        for (int y = 0; y + 1 < m_height; ++y)
            for (int x = 0; x + 1 < m_width; ++x)
                cell(x, y);
        std::vector<ContourLine> found;
        // Lines that end at the border first, so that none of them is begun in its middle.
        for (const bool open : {true, false})
            for (const auto& [edge, ends] : m_links)
                if (m_left[edge] > 0 && (!open || ends.size() == 1))
                    found.push_back(follow(edge));
        return found;
    }

private:
    float at(int x, int y) const
    {
        return m_values[static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width) + static_cast<std::size_t>(x)];
    }
    Edge right(int x, int y) const { return 2 * (static_cast<Edge>(y) * m_width + x); }
    Edge below(int x, int y) const { return right(x, y) + 1; }

    void link(Edge a, Edge b)
    {
        m_links[a].push_back(b);
        m_links[b].push_back(a);
        ++m_left[a];
        ++m_left[b];
    }

    void cell(int x, int y)
    {
        const std::array<float, 4> corner{at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)};
        int shape = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            if (!std::isfinite(corner[i]))
                return;
            shape |= corner[i] > m_level ? 1 << i : 0;
        }
        const Edge top = right(x, y), bottom = right(x, y + 1), left = below(x, y), rightEdge = below(x + 1, y);
        switch (shape) {
        case 1:
        case 14:
            return link(left, top);
        case 2:
        case 13:
            return link(top, rightEdge);
        case 3:
        case 12:
            return link(left, rightEdge);
        case 4:
        case 11:
            return link(rightEdge, bottom);
        case 6:
        case 9:
            return link(top, bottom);
        case 7:
        case 8:
            return link(left, bottom);
        case 5:
        case 10: {
            const bool middle = (corner[0] + corner[1] + corner[2] + corner[3]) / 4 > m_level;
            if (middle == (shape == 5)) {
                link(top, rightEdge);
                link(left, bottom);
            } else {
                link(left, top);
                link(rightEdge, bottom);
            }
            return;
        }
        default:
            return;
        }
    }

    ContourPoint place(Edge edge) const
    {
        const Edge point = edge / 2;
        const int x = static_cast<int>(point % m_width);
        const int y = static_cast<int>(point / m_width);
        const bool across = edge % 2 == 0;
        const double a = static_cast<double>(at(x, y));
        const double b = static_cast<double>(across ? at(x + 1, y) : at(x, y + 1));
        const double share = a == b ? 0.5 : (static_cast<double>(m_level) - a) / (b - a);
        return across ? ContourPoint{x + share, static_cast<double>(y)}
                      : ContourPoint{static_cast<double>(x), y + share};
    }

    ContourLine follow(Edge edge)
    {
        ContourLine line{place(edge)};
        for (;;) {
            std::vector<Edge>& ways = m_links[edge];
            if (ways.empty())
                return line;
            const Edge next = ways.back();
            ways.pop_back();
            --m_left[edge];
            --m_left[next];
            std::vector<Edge>& back = m_links[next];
            for (std::size_t i = 0; i < back.size(); ++i)
                if (back[i] == edge) {
                    back.erase(back.begin() + static_cast<std::ptrdiff_t>(i));
                    break;
                }
            line.push_back(place(next));
            edge = next;
        }
    }

    std::span<const float> m_values;
    int m_width, m_height;
    float m_level;
    std::map<Edge, std::vector<Edge>> m_links;
    std::map<Edge, int> m_left; ///< links of an edge that no line has used
};

} // namespace

std::vector<ContourLine> contourLines(std::span<const float> values, int width, int height, float level)
{
    if (width < 2 || height < 2 || values.size() < static_cast<std::size_t>(width) * static_cast<std::size_t>(height))
        return {};
    return Tracer(values, width, height, level).lines();
}

} // namespace netloom
