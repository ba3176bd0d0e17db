// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/coach/oversized_network.h"

#include "core/base/count_text.h"
#include "core/coach/coach_words.h"
#include "core/evaluation/candidates.h"
#include "core/layers/registry.h"

#include <algorithm>

namespace netloom {

namespace {

/// Halves the hidden layers until there are at most `most` weights. @returns by how much they were divided
int shrink(NetworkSpec& network, Index inputs, Index most)
{
    int divisor = 1;
    const int last = outputLayer(network);
    while (parameterCount(network, inputs) > most) {
        bool any = false;
        for (int i = 0; i < last; ++i) {
            LayerSpec& layer = network.layers[static_cast<std::size_t>(i)];
            if (layer.type != "dense")
                continue;
            const std::int64_t units = std::get<std::int64_t>(fieldOf(*findLayerType("dense"), layer.fields, "units"));
            if (units < 8)
                continue;
            layer.fields.set("units", units / 2);
            any = true;
        }
        if (!any)
            break;
        divisor *= 2;
    }
    return divisor;
}

std::optional<CoachRemark> lookForOversizedNetwork(const CoachCase& training)
{
    const Index rows = training->data->data.train->samples();
    const Index inputs = training->data->data.train->x.rows();
    const Index weights = parameterCount(training->network, inputs);
    if (weights < 10'000 || weights < 50 * rows)
        return std::nullopt;
    CoachRemark remark;
    remark.text = "The network has " + countText(weights) + " weights for " + countText(rows) +
                  " training rows: " + countText(weights / std::max<Index>(rows, 1)) + " for each row.";
    remark.why =
        "It can learn every row by heart and takes long for each epoch. A smaller one is trained sooner, can be "
        "drawn, and is often as good on new rows; with fewer weights to move it needs more epochs, each far shorter.";
    CoachRemedy remedy;
    remedy.network = training->network;
    const int divisor = shrink(*remedy.network, inputs, std::max<Index>(1000, 10 * rows));
    if (divisor == 1)
        return remark;
    remedy.training = training->training;
    remedy.training->epochs = std::min<std::int64_t>(divisor * remedy.training->epochs, 100'000);
    remedy.title = "Smaller network, " + countText(remedy.training->epochs, "epoch");
    remark.remedy = std::move(remedy);
    return remark;
}

} // namespace

const CoachRule& oversizedNetworkRule()
{
    static const CoachRule rule{"oversized_network", "Network far larger than its data", lookForOversizedNetwork};
    return rule;
}

} // namespace netloom
