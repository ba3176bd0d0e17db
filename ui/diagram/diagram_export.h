// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "ui/diagram/diagram_scene.h"

#include <QByteArray>
#include <QImage>
#include <QSize>

#include <span>

namespace netloom {

struct ExportOptions {
    double width = 1200; ///< logical width in px; the height follows from the picture
    double scale = 1;    ///< PNG: pixels per logical px
    bool transparent = false;
    /// Area the picture is laid out in before it is scaled to `width`, so that it is the one on the screen (as many
    /// units folded). Empty: as wide as suits, as high as it needs.
    QSizeF area;
    /// A figure for print, so many mm wide: laid out for that size and never scaled, names `font` pt large. 0: by
    /// `width`.
    double figure = 0;
    double font = 7;
    ProgressFunction progress; ///< told while a PNG is made, 0 … 1; what it throws ends the work
    QString title;             ///< of the file: the project's name; empty: "Network diagram"
    QString comment;           ///< "seed 42, epoch 127": told in the file
};

/// A width in mm and a name: what journals and slides ask for.
struct FigurePreset {
    const char* key; ///< for the command line: "nature1"
    QString title;
    double width; ///< mm
    double font;  ///< pt
};
std::span<const FigurePreset> figurePresets();

/// Size of the picture in logical px before it is scaled to a width.
QSizeF diagramSize(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options);
/// What making a PNG takes.
struct PictureCost {
    QSize pixels;
    double bytes = 0;   ///< of memory
    double seconds = 0; ///< roughly

    bool isWorthTelling() const;
    QString text() const; ///< "0.6 GB of memory, about 20 s"
};
/// @throws Error when the picture is too large, naming the limit, or does not fit into the memory that is free
PictureCost diagramCost(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options);

/// The whole picture, legend and descriptions included. Same content, same bytes. Every file says what it shows in
/// words, with the five strongest links.
/// @throws Error when the size is not possible (names the limit)
QImage diagramImage(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options);
QByteArray diagramPng(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options);
QByteArray diagramSvg(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options);
/// A picture for LaTeX, with the package tikz alone.
QByteArray diagramTikz(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options);
QByteArray diagramPdf(const DiagramScene& scene, const DiagramStyle& style, const ExportOptions& options);

} // namespace netloom
