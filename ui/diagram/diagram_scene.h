// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/recipe.h"
#include "core/network/network_spec.h"
#include "core/network/parameters.h"

#include <QSizeF>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace netloom {

enum class DiagramKind { Neurons, Blocks };
enum class DiagramColor { Structure, Weights };

/// Everything a diagram shows. A plain value; the same for window, exports and command line.
struct DiagramScene {
    NetworkSpec network;
    Index inputs = 0;
    std::vector<LayerShape> shapes;
    QStringList featureNames;                    ///< one per input, or empty
    QStringList outputNames;                     ///< one per output, or empty
    QString inputNote;                           ///< "30 features · standardised"
    std::shared_ptr<const ParameterSet> weights; ///< null: structure only
    int selectedLayer = -1;
};

/// How it is shown.
struct DiagramStyle {
    DiagramKind kind = DiagramKind::Neurons;
    DiagramColor color = DiagramColor::Structure;
    bool descriptions = true;
    bool dark = false;
};

} // namespace netloom
