// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/link_canvas.h"

#include "ui/diagram/link_curve.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace netloom {

namespace {

constexpr int lanes = 4;
typedef float Floats __attribute__((vector_size(16)));
typedef qint32 Ints __attribute__((vector_size(16)));
typedef quint32 Pixels __attribute__((vector_size(16)));
typedef quint16 Halves __attribute__((vector_size(16))); ///< two channels of each of four pixels

constexpr quint32 evenChannels = 0xff00ff;

Floats each(float value)
{
    return Floats{} + value;
}

Floats least(Floats a, Floats b)
{
    return a < b ? a : b;
}

Floats most(Floats a, Floats b)
{
    return a > b ? a : b;
}

/// Over all lanes.
template<typename Better>
float reduced(Floats a, const Better& better)
{
    a = better(a, __builtin_shufflevector(a, a, 2, 3, 0, 1));
    a = better(a, __builtin_shufflevector(a, a, 1, 0, 3, 2));
    return a[0];
}

float smallest(Floats a)
{
    return reduced(a, least);
}

float largest(Floats a)
{
    return reduced(a, most);
}

/// To five digits, of what is not negative; the library's takes one after the other.
Floats root(Floats a)
{
    Floats inverse = reinterpret_cast<Floats>(0x5f375a86 - (reinterpret_cast<Ints>(a) >> 1));
    inverse *= 1.5f - 0.5f * a * inverse * inverse;
    inverse *= 1.5f - 0.5f * a * inverse * inverse;
    return a * inverse;
}

/// Of what is not negative.
Halves nearest(Floats a)
{
    const Pixels whole = reinterpret_cast<Pixels>(__builtin_convertvector(a + 0.5f, Ints));
    return reinterpret_cast<Halves>(whole | whole << 16);
}

/// Times a/255, rounded; as in Qt's own blending.
Halves scaled(Halves channels, Halves a)
{
    const Halves product = channels * a;
    return (product + (product >> 8) + 0x80) >> 8;
}

/// A colour as it is laid over four pixels that it covers to their shares.
struct Cover {
    Cover(quint32 source, Halves shares)
        : even(scaled(reinterpret_cast<Halves>(Pixels{} + (source & evenChannels)), shares)),
          odd(scaled(reinterpret_cast<Halves>(Pixels{} + ((source >> 8) & evenChannels)), shares))
    {
        const Pixels rest = 255 - (reinterpret_cast<Pixels>(odd) >> 16);
        under = reinterpret_cast<Halves>(rest | rest << 16);
    }

    Pixels over(Pixels ground) const
    {
        const Halves left = even + scaled(reinterpret_cast<Halves>(ground & evenChannels), under);
        const Halves right = odd + scaled(reinterpret_cast<Halves>((ground >> 8) & evenChannels), under);
        return reinterpret_cast<Pixels>(left) | reinterpret_cast<Pixels>(right) << 8;
    }

    Halves even, odd;
    Halves under; ///< what of the ground is left, of 255
};

/// Up to four pixels beside each other in the direction of the diagram.
struct Row {
    void lay(quint32* pixels, const Cover& cover) const
    {
        Pixels ground{};
        if (whole) {
            std::memcpy(&ground, pixels, sizeof ground);
            ground = cover.over(ground);
            std::memcpy(pixels, &ground, sizeof ground);
            return;
        }
        for (int i = 0; i < count; ++i)
            ground[i] = pixels[i * along];
        ground = cover.over(ground);
        for (int i = 0; i < count; ++i)
            pixels[i * along] = ground[i];
    }

    int count;
    qsizetype along;
    bool whole; ///< four that lie beside each other in memory
};

/// Of each step from `at` on; the last one stands for those that are missing.
Floats stepsOf(const std::vector<float>& values, int at, int count)
{
    Floats steps;
    if (count == lanes) {
        std::memcpy(&steps, values.data() + at, sizeof steps);
        return steps;
    }
    for (int i = 0; i < lanes; ++i)
        steps[i] = values[static_cast<std::size_t>(at + std::min(i, count - 1))];
    return steps;
}

/// The course of every link: how far it has come at a share of the way, and how steeply.
struct Course {
    float share;
    float steep;
};

constexpr int courseSteps = 1024; ///< between them straight: a thousandth of a pixel at a rise of a thousand

const std::vector<Course>& courses()
{
    static const std::vector<Course> table = [] {
        std::vector<Course> made;
        double t = 0;
        for (int i = 0; i <= courseSteps; ++i) {
            for (int k = 0; k < 4; ++k) // from the neighbour's root, Newton's method is there at once
                t = std::clamp(t - (linkAlong(t) - static_cast<double>(i) / courseSteps) / linkAlongSlope(t), 0.0, 1.0);
            made.push_back(
                {static_cast<float>(linkAcross(t)), static_cast<float>(6 * t * (1 - t) / linkAlongSlope(t))});
        }
        return made;
    }();
    return table;
}

} // namespace

LinkCurve::LinkCurve(double from, double to, int length)
    : x0(static_cast<float>(from)), first(std::max(0, static_cast<int>(std::floor(from))))
{
    const int last = std::min(length, static_cast<int>(std::ceil(to)));
    const std::vector<Course>& table = courses();
    for (int x = first; x < last; ++x) {
        const double at = std::clamp((x + 0.5 - from) / (to - from), 0.0, 1.0) * courseSteps;
        const auto before = std::min(static_cast<std::size_t>(at), table.size() - 2);
        const auto part = static_cast<float>(at - static_cast<double>(before));
        const Course& a = table[before];
        const Course& b = table[before + 1];
        share.push_back(a.share + (b.share - a.share) * part);
        steep.push_back((a.steep + (b.steep - a.steep) * part) / static_cast<float>(to - from));
        steepest = std::max(steepest, steep.back());
    }
}

std::pair<int, int> LinkCurve::seen(int begin, int end, float y0, float rise, float beyond, float height) const
{
    const int count = static_cast<int>(share.size());
    const int from = std::clamp(begin - first, 0, count);
    auto low = share.begin() + from;
    auto high = share.begin() + std::clamp(end - first, from, count);
    const auto narrow = [&](const auto& isBefore, const auto& isWithin) {
        low = std::partition_point(low, high, isBefore);
        high = std::partition_point(low, high, isWithin);
    };
    if (rise >= 0)
        narrow([&](float at) { return y0 + rise * at <= -beyond; },
               [&](float at) { return y0 + rise * at < height + beyond; });
    else
        narrow([&](float at) { return y0 + rise * at >= height + beyond; },
               [&](float at) { return y0 + rise * at > -beyond; });
    return {static_cast<int>(low - share.begin()), static_cast<int>(high - share.begin())};
}

LinkStroke::LinkStroke(double y0, double y1, double width, const QColor& color, double dashScale)
    : first(static_cast<float>(y0)),
      rise(static_cast<float>(y1 - y0)),
      thickness(static_cast<float>(width)),
      dash(static_cast<float>(hollowDash[0] * dashScale)),
      period(static_cast<float>((hollowDash[0] + hollowDash[1]) * dashScale)),
      source(qPremultiply(color.rgba()))
{
}

LinkCanvas::LinkCanvas(QImage& image, bool down, int begin, int end)
    : m_begin(begin),
      m_end(end),
      m_bits(reinterpret_cast<quint32*>(image.bits())),
      m_along(down ? image.bytesPerLine() / 4 : 1),
      m_across(down ? 1 : image.bytesPerLine() / 4),
      m_height(down ? image.width() : image.height())
{
}

void LinkCanvas::line(const LinkCurve& curve, const LinkStroke& line) const
{
    const float steepest = std::abs(line.rise) * curve.steepest;
    const float halfWidth = line.thickness / 2;
    const float height = static_cast<float>(m_height);
    const float beyond = halfWidth * std::sqrt(1 + steepest * steepest) + std::max(1.0f, steepest) / 2 + 1;
    const auto [begin, end] = curve.seen(m_begin, m_end, line.first, line.rise, beyond, height);
    const Floats none{};
    for (int at = begin; at < end; at += lanes) {
        const int count = std::min(lanes, end - at);
        const Floats slope = std::abs(line.rise) * stepsOf(curve.steep, at, count);
        const Floats up = line.rise * stepsOf(curve.share, at, count);
        const Floats y = line.first + up;
        const Floats half = halfWidth * root(1 + slope * slope);
        // Within a column the line moves by its slope: the profile over the height is a box blurred by that.
        const Floats ramp = most(slope, each(1));
        const Floats perPixel = 255 / ramp;
        const Floats reach = half + ramp / 2;
        Floats full = least(2 * half * perPixel, each(255));
        // Most pixels of a wide line lie on the plateau, where nothing has to be computed anew.
        const Floats inner = reach - full / perPixel;
        if (line.period > 0) {
            // By the distance from the beginning: nearly as long as the line, and the same in every part drawn.
            const Floats x = static_cast<float>(curve.first + at) - curve.x0 + Floats{0.5f, 1.5f, 2.5f, 3.5f};
            const Floats periods = root(x * x + up * up) / line.period;
            const Floats begun = __builtin_convertvector(__builtin_convertvector(periods, Ints), Floats);
            full = (periods - begun) * line.period < line.dash ? full : none;
            if (largest(full) <= 0)
                continue;
        }
        const int top = static_cast<int>(std::max(smallest(y - reach), 0.0f));
        const int bottom = static_cast<int>(std::clamp(largest(y + reach) + 1, 0.0f, height));
        const int flat =
            std::min(static_cast<int>(std::max(largest(y - inner) + 0.5f, static_cast<float>(top))), bottom);
        const int flatEnd = std::clamp(static_cast<int>(std::max(smallest(y + inner) + 0.5f, 0.0f)), flat, bottom);
        const Row row{count, m_along, count == lanes && m_along == 1};
        quint32* pixels = m_bits + top * m_across + (curve.first + at) * m_along;
        const auto ramps = [&](int from, int to) {
            for (int i = from; i < to; ++i, pixels += m_across) {
                const Floats off = static_cast<float>(i) + 0.5f - y;
                const Floats coverage = (reach - (off < none ? -off : off)) * perPixel;
                row.lay(pixels, Cover(line.source, nearest(least(most(coverage, none), full))));
            }
        };
        ramps(top, flat);
        if (flat < flatEnd) {
            const Cover plateau(line.source, nearest(full));
            for (int i = flat; i < flatEnd; ++i, pixels += m_across)
                row.lay(pixels, plateau);
        }
        ramps(flatEnd, bottom);
    }
}

void LinkCanvas::bands(const LinkCurve& curve, const std::vector<LinkBand>& bands, const QColor& color) const
{
    const quint32 source = qPremultiply(color.rgba());
    std::vector<std::pair<double, double>> spans;
    const int last = std::min(m_end, curve.first + static_cast<int>(curve.steps()));
    for (int x = std::max(m_begin, curve.first); x < last; ++x) {
        const auto share = static_cast<double>(curve.share[static_cast<std::size_t>(x - curve.first)]);
        spans.clear();
        for (const LinkBand& band : bands)
            spans.emplace_back(band.top0 + (band.top1 - band.top0) * share,
                               band.bottom0 + (band.bottom1 - band.bottom0) * share);
        std::sort(spans.begin(), spans.end());
        for (std::size_t i = 0; i < spans.size();) {
            auto [top, bottom] = spans[i++];
            while (i < spans.size() && spans[i].first <= bottom)
                bottom = std::max(bottom, spans[i++].second);
            span(x, top, bottom, source);
        }
    }
}

void LinkCanvas::span(int x, double top, double bottom, quint32 source) const
{
    top = std::max(top, 0.0);
    bottom = std::min(bottom, static_cast<double>(m_height));
    const int last = std::min(m_height, static_cast<int>(std::ceil(bottom)));
    const auto at = [&](int row) { return m_bits + row * m_across + x * m_along; };
    const Row one{1, m_along, false};
    const Cover whole(source, nearest(each(255)));
    for (int row = static_cast<int>(top); row < last; ++row) {
        const double coverage = std::min(bottom, row + 1.0) - std::max(top, static_cast<double>(row));
        one.lay(at(row), coverage >= 1 ? whole : Cover(source, nearest(each(static_cast<float>(coverage * 255)))));
    }
}

} // namespace netloom
