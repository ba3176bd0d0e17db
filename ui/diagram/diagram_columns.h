// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_scene.h"

#include <QColor>
#include <QString>
#include <QStringList>

#include <vector>

namespace netloom {

struct Theme;

/// Colour and manner of a column: green, blue or red.
enum class DiagramRole { Input, Hidden, OneToOne, Output };

/// One column of the diagram in words and numbers: the input, or one layer. No geometry.
struct DiagramColumn {
    DiagramRole role = DiagramRole::Hidden;
    int layer = -1;   ///< index in NetworkSpec::layers; -1: the input
    QString name;     ///< as the user wrote it, safe to draw
    QString kind;     ///< "Dense", "Dropout"
    QString setting;  ///< "relu", "rate 0.20", "30 features"
    Index inputs = 0; ///< units of the column before
    Index units = 0;
    Index parameters = 0;
    bool bias = true;
    bool mixes = false; ///< without weights, but every unit looks at all: LayerNormalization, Softmax
    QString symbol;     ///< "x", "h" or "y"; empty: circles without a label
    QStringList names;  ///< one per unit, or empty: feature or class names

    bool fullyLinked() const { return role == DiagramRole::Hidden || role == DiagramRole::Output; }
};

/// The columns of a scene from left to right; the first is the input.
std::vector<DiagramColumn> diagramColumns(const DiagramScene& scene);

QColor roleColor(DiagramRole role, const Theme& theme);

} // namespace netloom
