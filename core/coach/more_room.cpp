// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/more_room.h"

#include "core/layers/registry.h"

#include <algorithm>

namespace netloom {

namespace {

/// Lightens what keeps the weights small. @returns whether there was anything
bool weakenBrakes(CoachRemedy& remedy)
{
    bool any = false;
    const auto lighten = [&any](FieldValues& fields, const char* key, double above, double factor, double most) {
        const FieldValue* value = fields.find(key);
        const double* number = value ? std::get_if<double>(value) : nullptr;
        if (!number || *number < above)
            return;
        fields.set(key, std::min(*number * factor, most));
        any = true;
    };
    for (LayerSpec& layer : remedy.network->layers) {
        for (const char* key : {"kernel_l1", "kernel_l2", "activity_l1", "activity_l2"})
            lighten(layer.fields, key, 0.003, 0.1, 0.003);
        if (layer.type == "dropout")
            lighten(layer.fields, "rate", 0.4, 0.5, 0.5);
    }
    lighten(remedy.training->optimizer.fields, "weight_decay", 1, 0.1, 1);
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
        layer.fields.set("units", std::max<std::int64_t>(32, std::min<std::int64_t>(2 * units, 4096)));
    }
    if (!hidden && last >= 0)
        network.layers.insert(
            network.layers.begin() + last,
            {"dense", freeLayerName(network, "h"), {{"units", std::int64_t{32}}, {"activation", "silu"}}});
}

} // namespace

MoreRoom moreRoom(const CoachCase& training)
{
    MoreRoom room;
    room.remedy.network = training->network;
    room.remedy.training = training->training;
    room.weakens = weakenBrakes(room.remedy);
    if (room.weakens) {
        room.remedy.title = "Weaken the brakes";
        room.why = "Penalties, weight decay and dropout keep a network from learning chance, and strong ones from "
                   "learning anything else. Here they are strong.";
        return room;
    }
    room.remedy.training.reset();
    enlarge(*room.remedy.network);
    room.remedy.title = "Make the network larger";
    room.why =
        "Its loss on its own training rows no longer falls, so it has no room for what they hold. More units can "
        "follow a more winding boundary.";
    return room;
}

} // namespace netloom
