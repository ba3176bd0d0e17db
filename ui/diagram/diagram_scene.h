// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/network_spec.h"
#include "core/network/parameters.h"
#include "core/preparation/fitted_recipe.h"
#include "ui/diagram/coloring.h"
#include "ui/diagram/diagram_direction.h"
#include "ui/diagram/link_scale.h"
#include "ui/diagram/unit_choice.h"

#include <QSizeF>
#include <QString>
#include <QStringList>

#include <map>
#include <memory>
#include <set>
#include <vector>

namespace netloom {

struct NetworkActivity;
struct PixelPictures;
struct RowActivity;

/// Boundary has a scene of its own (boundary_scene.h).
enum class DiagramKind { Neurons, Blocks, Boundary };

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
    QStringList featureNames;                      ///< one per input, or empty
    std::vector<PreparedColumn> preparation;       ///< in the order of the inputs; empty: no data
    QStringList outputNames;                       ///< one per output, or empty
    QString inputNote;                             ///< "30 features · standardised"
    std::shared_ptr<const ParameterSet> weights;   ///< null: structure only
    bool fresh = false;                            ///< the weights are those that training would start from
    std::shared_ptr<const ParameterSet> start;     ///< weights before the training; null: not known
    std::shared_ptr<const ParameterSet> gradients; ///< of the loss, as the weights; null: not known
    std::shared_ptr<const ParameterSet> ghost;     ///< of another run, drawn behind; null: none
    QString ghostName;                             ///< that run
    /// Column by column, of layers that switch units off while they learn: what they switched off in the last batch,
    /// for its first row. Columns that do not, and all while nothing is learned step by step, are empty.
    std::vector<std::vector<bool>> dropped;
    std::shared_ptr<const PixelPictures> pixels; ///< where the inputs are a picture; null: they are none
    /// What flows through the links for one column of the table, in that row (pathConductance()); null: all that flows.
    std::shared_ptr<const ParameterSet> paths;
    std::shared_ptr<const RowActivity> row;          ///< the row that is looked at; null: none
    std::shared_ptr<const NetworkActivity> activity; ///< of all units over the data; null: not known
    /// Of every unit, column by column (unitImportance()); null: not known.
    std::shared_ptr<const std::vector<std::vector<double>>> importance;
    /// Weights whose strongest links say, with `importance`, which units are shown where not all fit; null: `weights`.
    std::shared_ptr<const ParameterSet> chosenBy;
    /// Column by column, units that were shown before: they stay unless others matter much more. Empty: none.
    std::vector<std::vector<Index>> kept;
    int selectedLayer = -1;
};

/// What a diagram is drawn for. In figures for print names are as large as the text around them, circles small, and
/// kinds of units told by their outline; in black and white by that and grey alone.
enum class DiagramMedium { Screen, Figure, BlackWhite };

/// How much descriptions say of a layer where there is little room: everything, its activation and units, or its name;
/// then the legend goes without numbers too.
enum class HeadingWords { All, Few, Names };

/// How it is shown.
struct DiagramStyle {
    DiagramKind kind = DiagramKind::Neurons;
    const Coloring* coloring = colorings().front(); ///< never null
    bool descriptions = true;
    bool legend = true;
    HeadingWords words = HeadingWords::All;
    bool preparation = false; ///< the columns of the table and what is done to them, before the inputs
    DiagramDirection direction = DiagramDirection::Right;
    bool runs = false;   ///< Neurons: equal layers that follow each other are one column
    bool pixels = false; ///< inputs that are pixels are drawn as their picture
    bool ghost = false;  ///< the scene's other run is drawn behind
    bool dark = false;
    DiagramMedium medium = DiagramMedium::Screen;
    UnitOrder order = UnitOrder::Network;
    LinkScale scale = LinkScale::PerLayer;
    std::map<int, Index> unfolded; ///< columns with as many units as are to be shown
    std::set<int> matrices;        ///< gaps whose links are drawn as a matrix of cells
    std::map<int, Index> wanted;   ///< columns with a unit that must not be folded away
};

/// The scene of a project: shapes, names, trained weights. `fitted` may be null (no data).
DiagramScene diagramScene(const NetworkSpec& network, Index inputs, const FittedRecipe* fitted,
                          std::shared_ptr<const ParameterSet> weights);

} // namespace netloom
