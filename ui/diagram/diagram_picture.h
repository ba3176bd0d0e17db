// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/blocks_layout.h"
#include "ui/diagram/diagram_links.h"
#include "ui/diagram/diagram_scene.h"

class QPainter;

namespace netloom {

struct PaintOptions;

/// A diagram ready to be drawn: what it shows, where everything is, which links there are. A plain value.
struct DiagramPicture {
    DiagramScene scene;
    DiagramStyle style;
    std::vector<DiagramColumn> columns;
    DiagramLayout layout;        ///< Neurons
    std::vector<GapLinks> gaps;  ///< Neurons; one per gap
    std::vector<GapLinks> ghost; ///< of the scene's other run; empty: none is shown
    BlocksLayout blocks;         ///< Blocks

    QSizeF size() const { return style.kind == DiagramKind::Blocks ? blocks.size : layout.size; }
    bool isEmpty() const { return columns.size() < 2; } ///< no layers
    bool weighted() const;                              ///< weights are shown
};

/// Whether what a colouring needs is known of a network.
bool isKnown(const DiagramScene& scene, ColoringNeeds needs);

/// Whether any unit has a bias that the colouring shows, or will have one at the end that is known already.
bool showsBiases(const DiagramPicture& picture);

/// "widest line: h1 0.66, h2 1.15": what the width of lines and the size of discs mean, as numbers.
QString numbersText(const DiagramPicture& picture);
/// The same in fewer words, and of fewer layers, where it would be wider.
QString numbersText(const DiagramPicture& picture, double width, const TextMeasure& measure);
/// As many of them as the picture has room for. Looks at all weights where there is a ghost.
QString shownNumbers(const DiagramPicture& picture);

/// @param area  to fill, see LayoutOptions; a height of 0: as high as suits
/// @param tight  no empty margins where the area is larger than needed
DiagramPicture makePicture(const DiagramScene& scene, const DiagramStyle& style, QSizeF area,
                           const TextMeasure& measure, bool tight = false);

/// Other values, same layout: the weights, gradients and the like that picture.scene has by now.
void updateLinks(DiagramPicture& picture);

/// The whole picture without its ground.
void paintContents(QPainter& painter, const DiagramPicture& picture, const PaintOptions& options);

} // namespace netloom
