// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QString>

#include <span>
#include <string_view>
#include <vector>

namespace netloom {

struct DiagramColumn;
struct DiagramPicture;
struct DiagramScene;
struct LinkItem;
struct LinkSource;
struct Theme;

/// Colour and width of a link.
struct LinkLook {
    QColor color;
    double width = 1;                                             ///< picture units
    enum class Line { Solid, Hollow, Dotted } line = Line::Solid; ///< Hollow: dashed where it is thin
};

/// What has to be known of the network before it can be coloured; all but Nothing need the weights as well.
enum class ColoringNeeds { Nothing, Weights, Start, Gradients, Row };

/// The links between a column and the next one, as a colouring is asked about them: all with all.
struct ColoredGap {
    const DiagramPicture& picture;
    const Theme& theme;
    std::size_t gap;
};

/// How values become colours.
struct ColorScale {
    /// The look of links by their values, all of a gap at once.
    void (*links)(const ColoredGap& gap, std::span<const float> values, std::span<LinkLook> looks);
    /// What stands for all links of a gap that are not drawn one by one.
    QColor (*rest)(const ColoredGap& gap);
    /// A circle by its value; null where the colouring has no values of units.
    QColor (*unit)(const Theme& theme, float value) = nullptr;
};

enum class LegendSample {
    None,
    Link,   ///< solid
    Hollow, ///< with a core in the ground's colour
    Band,
    OneToOne, ///< dotted
    Bracket,  ///< across a column
    Positive, ///< a circle with a disc in it
    Negative, ///< a circle with a ring in it
    Zero,     ///< a circle with a bar in it
    Bias,     ///< a small disc and a small ring
    Off,      ///< a dashed circle
};

/// A text of the legend, and what is drawn before it.
struct LegendLine {
    LegendSample sample = LegendSample::None;
    QColor Theme::*color = nullptr; ///< of the sample
    QString text;
};

struct ColoringLegend {
    std::vector<LegendLine> lines;
    QString missing;               ///< said instead while the weights it needs are not there
    QColor Theme::*rest = nullptr; ///< sample for links that are not drawn one by one
};

/// One meaning of the diagram's colours. Window, command line, painters and legend walk the list of all.
///
/// Values are asked for by whole gaps and columns, never link by link. A colouring that needs weights is not asked
/// where there are none: links are grey there and circles have their layer's colour.
struct Coloring {
    std::string_view key; ///< for --color
    QString title;
    QString help; ///< one sentence without a full stop
    ColoringNeeds needs = ColoringNeeds::Nothing;
    /// Where the links of a gap have their values from, which also tell the strongest ones; null: the weights.
    LinkSource (*source)(const DiagramScene& scene, const std::vector<DiagramColumn>& columns,
                         std::size_t gap) = nullptr;
    /// A value for each of these links of the gap; null: all 0.
    void (*linkValues)(const ColoredGap& gap, std::span<const LinkItem> links, std::span<float> values) = nullptr;
    /// A value for each shown unit of a column; null: circles have their layer's colour. Where the scale has no colour
    /// for them they are drawn as discs and rings inside the circles, by their share of the column's largest.
    void (*unitValues)(const DiagramPicture& picture, std::size_t column, std::span<float> values) = nullptr;
    ColorScale scale;
    ColoringLegend legend;

    bool needsWeights() const { return needs != ColoringNeeds::Nothing; }
};

/// All, in the order in which they are offered. The first one needs nothing: diagrams start with it.
std::span<const Coloring* const> colorings();

const Coloring* findColoring(std::string_view key); ///< or null

/// The first one that shows weights, which is worth watching while they move; null where none does.
const Coloring* liveColoring();

} // namespace netloom
