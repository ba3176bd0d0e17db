// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/inference.h"
#include "core/network/shared_parameters.h"

#include <Eigen/Core>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>

namespace netloom {

/// What explanations ask: the values of prepared rows (inputs × rows), outputs × rows in double precision.
using ValueFunction = std::function<Eigen::MatrixXd(const Matrix& x)>;

/// Inputs that stand for one column of the table: a number, or all one-hot inputs of a text.
using InputGroup = std::vector<Index>;

/// How the outputs of a network become the values that are explained, one value per output.
struct OutputScale {
    /// Empty: the outputs as they are.
    std::function<Eigen::MatrixXd(const Eigen::MatrixXd& outputs)> values;
    /// d value[which] / d outputs, outputs × rows; empty where `values` is.
    std::function<Eigen::MatrixXd(const Eigen::MatrixXd& outputs, Index which)> slopes;
};

/// The first layer of a network cut open, in double precision: a row that differs in a few inputs costs a few columns
/// of the weights.
struct FirstLayer {
    Eigen::MatrixXd weights; ///< units × inputs
    Eigen::VectorXd bias;
    ValueFunction onwards; ///< values of z = weights × x + bias, units × rows
};

/// A network as the function that is explained, whole and cut behind any layer. Samples are columns. Used by one
/// thread.
class ExplainedNetwork
{
public:
    enum class Space {
        Output, ///< what the network answers
        Logit   ///< what its last activation is applied to
    };

    /// @throws Error where the weights do not fit the network
    ExplainedNetwork(NetworkSpec spec, SharedParameters weights, Index inputs, Space space, OutputScale scale = {});

    Index inputs() const { return m_inputs; }
    Index outputs() const { return m_shapes.back().outputs(); }
    /// In Space::Logit without a last layer that is but an activation.
    std::size_t layers() const { return m_spec.layers.size(); }
    const LayerSpec& layer(std::size_t layer) const { return m_spec.layers[layer]; }
    Index units(std::size_t layer) const { return m_shapes[layer].outputs(); }

    Eigen::MatrixXd values(const Matrix& x);
    /// d value[which] / d x, inputs × rows.
    Matrix gradient(const Matrix& x, Index which);

    /// Nothing where the first layer is not a dense one. Valid as long as this.
    std::optional<FirstLayer> firstLayer();

    Matrix layerOutput(std::size_t layer, const Matrix& x);
    /// What a layer applies its function to: the weighted sums of a dense one, else what the layer before gives.
    Matrix layerInput(std::size_t layer, const Matrix& x);
    /// d output of a unit / d x, inputs × rows.
    Matrix unitGradient(std::size_t layer, const Matrix& x, Index unit);

    /// From the outputs h (units × rows) of a layer on.
    Eigen::MatrixXd valuesFrom(std::size_t layer, const Matrix& h);
    Matrix gradientFrom(std::size_t layer, const Matrix& h, Index which);
    /// d output of a unit of the layer behind `layer` / d h, units × rows.
    Matrix nextUnitGradient(std::size_t layer, const Matrix& h, Index unit);

private:
    /// The layers from `first` to `last` as a network.
    Inference& part(std::size_t first, std::size_t last);
    Eigen::MatrixXd scaled(const Matrix& outputs) const;
    Matrix scaledGradient(Inference& network, const Matrix& x, const Matrix& outputs, Index which) const;

    NetworkSpec m_spec;
    SharedParameters m_weights;
    Index m_inputs;
    OutputScale m_scale;
    std::vector<LayerShape> m_shapes;
    std::map<std::pair<std::size_t, std::size_t>, std::unique_ptr<Inference>> m_parts;
    std::unique_ptr<Inference> m_onwards; ///< from the activation of the first layer on
};

} // namespace netloom
