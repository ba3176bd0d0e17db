// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/network/parameters.h"
#include "core/preparation/fitted_recipe.h"
#include "ui/diagram/coloring.h"

#include <QSizeF>
#include <QString>
#include <QStringList>

#include <memory>
#include <vector>

namespace netloom {

enum class DiagramKind { Neurons, Blocks };

/// One column of the table on its way to the inputs: what is done to it, and which inputs it becomes.
struct PreparedColumn {
    QString name;
    QStringList steps;  ///< "median 44.5", "standardised"
    Index first = 0;    ///< its first input
    QStringList labels; ///< one for each of its inputs: the category; empty where the column is one number
};

/// Everything a diagram shows. A plain value; the same for window, exports and command line.
struct DiagramScene {
    NetworkSpec network;
    Index inputs = 0;
    std::vector<LayerShape> shapes;
    QStringList featureNames;                    ///< one per input, or empty
    std::vector<PreparedColumn> preparation;     ///< in the order of the inputs; empty: no data
    QStringList outputNames;                     ///< one per output, or empty
    QString inputNote;                           ///< "30 features · standardised"
    std::shared_ptr<const ParameterSet> weights; ///< null: structure only
    int selectedLayer = -1;
};

/// How it is shown.
struct DiagramStyle {
    DiagramKind kind = DiagramKind::Neurons;
    const Coloring* coloring = colorings().front(); ///< never null
    bool descriptions = true;
    bool preparation = false; ///< the columns of the table and what is done to them, before the inputs
    bool dark = false;
};

/// The scene of a project: shapes, names, trained weights. `fitted` may be null (no data).
DiagramScene diagramScene(const NetworkSpec& network, Index inputs, const FittedRecipe* fitted,
                          std::shared_ptr<const ParameterSet> weights);

} // namespace netloom
