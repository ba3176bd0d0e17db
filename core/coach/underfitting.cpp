// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/underfitting.h"

#include "core/coach/coach_words.h"
#include "core/layers/registry.h"

#include <algorithm>

namespace netloom {

namespace {

/// Lightens what keeps the weights small. @returns whether there was anything
bool weakenBrakes(CoachRemedy& remedy)
{
    bool any = false;
    const auto lighten = [&any](FieldValues& fields, const char* key, double above, double factor) {
        const FieldValue* value = fields.find(key);
        const double* number = value ? std::get_if<double>(value) : nullptr;
        if (!number || *number < above)
            return;
        fields.set(key, *number * factor);
        any = true;
    };
    for (LayerSpec& layer : remedy.network->layers) {
        for (const char* key : {"kernel_l1", "kernel_l2", "activity_l1", "activity_l2"})
            lighten(layer.fields, key, 0.003, 0.1);
        if (layer.type == "dropout")
            lighten(layer.fields, "rate", 0.4, 0.5);
    }
    lighten(remedy.training->optimizer.fields, "weight_decay", 1, 0.1);
    return any;
}

void enlarge(NetworkSpec& network)
{
    const int last = outputLayer(network);
    bool hidden = false;
    for (int i = 0; i < last; ++i) {
        LayerSpec& layer = network.layers[static_cast<std::size_t>(i)];
        if (layer.type != "dense")
            continue;
        hidden = true;
        const std::int64_t units = std::get<std::int64_t>(fieldOf(*findLayerType("dense"), layer.fields, "units"));
        layer.fields.set("units", std::max<std::int64_t>(8, std::min<std::int64_t>(2 * units, 4096)));
    }
    if (!hidden && last >= 0)
        network.layers.insert(
            network.layers.begin() + last,
            {"dense", freeLayerName(network, "h"), {{"units", std::int64_t{16}}, {"activation", "silu"}}});
}

/// Epochs until the rate had fallen to a half of its highest for good: after them every loss is flat.
std::size_t epochsOfSteps(const History& history, std::size_t epochs)
{
    const HistoryColumn* rates = history.find("learning_rate");
    if (!rates || rates->size() < epochs)
        return epochs;
    const double half = 0.5 * *std::max_element(rates->begin(), rates->begin() + static_cast<std::ptrdiff_t>(epochs));
    std::size_t last = epochs;
    while (last > 3 && (*rates)[last - 1] < half)
        --last;
    return last;
}

/// Whether the last fifth of the epochs had more than its small share of the fall.
bool wasFalling(std::span<const double> loss)
{
    const std::size_t fifth = std::max<std::size_t>(1, loss.size() / 5);
    const double fall = loss.front() - loss.back();
    return fall > 0 && loss[loss.size() - 1 - fifth] - loss.back() > 0.05 * fall;
}

std::optional<CoachRemark> lookForUnderfitting(const CoachCase& training)
{
    const std::span<const double> loss = training.loss();
    if (training.hasDiverged() || !training.hasWeights() || loss.size() < 5 || !training.behind())
        return std::nullopt;
    CoachRemark remark;
    remark.epoch = training.epochs();
    remark.first = 1;
    remark.last = training.epochs();
    remark.text = "The network has learned less than there is to learn: " + behindText(*training.behind()) + ".";
    CoachRemedy remedy;
    remedy.network = training->network;
    remedy.training = training->training;
    const bool falling = wasFalling(loss.first(epochsOfSteps(training->history, loss.size())));
    if (weakenBrakes(remedy)) {
        remedy.title = "Weaken the brakes";
        remark.why = "Penalties, weight decay and dropout keep a network from learning chance, and strong ones from "
                     "learning anything else. Here they are strong.";
    } else if (falling) {
        remedy.network.reset();
        remedy.training->epochs = 2 * remedy.training->epochs;
        remedy.title = "Train for twice as many epochs";
        remark.why = "The training loss was still falling when the training ended. More epochs let it go on.";
    } else {
        remedy.training.reset();
        enlarge(*remedy.network);
        remedy.title = "Make the network larger";
        remark.why = "Its loss on its own training rows no longer falls, so it has no room for what they hold. More "
                     "units can follow a more winding boundary.";
    }
    remark.remedy = std::move(remedy);
    return remark;
}

} // namespace

const CoachRule& underfittingRule()
{
    static const CoachRule rule{"underfitting", "Underfitting", lookForUnderfitting};
    return rule;
}

} // namespace netloom
