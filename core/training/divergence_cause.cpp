// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/divergence_cause.h"

#include "core/base/error.h"

#include <algorithm>
#include <array>

namespace netloom {

namespace {

/// Standardised numbers stay far below; products of larger ones leave the range of 32 bits within a few layers.
constexpr double kLarge = 1e4;

const std::string* activationOf(const LayerSpec& layer)
{
    const FieldValue* value = layer.fields.find("activation");
    return value ? std::get_if<std::string>(value) : nullptr;
}

/// The activation of the last layer that has one.
std::string outputActivation(const NetworkSpec& network)
{
    for (auto layer = network.layers.rbegin(); layer != network.layers.rend(); ++layer) {
        if (const std::string* activation = activationOf(*layer))
            return *activation;
        if (layer->type == "dense")
            break;
    }
    return "linear";
}

bool isNeverNegative(const std::string& activation)
{
    static constexpr std::array<std::string_view, 8> kNames{"relu",     "relu6",       "sigmoid",      "softmax",
                                                            "softplus", "exponential", "hard_sigmoid", "binary_step"};
    return std::find(kNames.begin(), kNames.end(), activation) != kNames.end();
}

} // namespace

std::string divergenceCause(const NetworkSpec& network, const TrainingConfig& training, const Divergence& found)
{
    if (!found.finiteData)
        return "The data contain numbers that are not finite. ";
    for (const LayerSpec& layer : network.layers)
        if (const std::string* activation = activationOf(layer); activation && *activation == "exponential")
            return "The activation exponential of layer " + quoted(layer.name) +
                   " leaves the range of numbers where its input passes 88; softplus grows more slowly, or lower the "
                   "learning rate. ";
    const std::string output = outputActivation(network);
    if (training.loss.type == "poisson" && !isNeverNegative(output))
        return "The loss Poisson takes the logarithm of the prediction, and the output activation " + output +
               " lets it become negative; use softplus or exponential. ";
    if (found.firstStep)
        return found.largestTarget > std::max(found.largestInput, kLarge)
                   ? "The numbers of the target are too large; standardise it. "
                   : "The numbers in the data are too large; standardise the columns. ";
    return "The learning rate is probably too large; lower it, or clip the gradients. ";
}

} // namespace netloom
