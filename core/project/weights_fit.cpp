// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/weights_fit.h"

#include <algorithm>

namespace netloom {

bool weightsFit(const NetworkSpec& from, Index fromInputs, const NetworkSpec& to, Index toInputs,
                std::vector<std::pair<std::string, std::string>>& renames)
{
    struct Weighted {
        const LayerSpec* layer;
        LayerShape shape;
    };
    const auto weighted = [](const NetworkSpec& spec, Index inputs) {
        std::vector<Weighted> result;
        const std::vector<LayerShape> shapes = layerShapes(spec, inputs);
        for (std::size_t i = 0; i < spec.layers.size(); ++i)
            if (shapes[i].parameters > 0)
                result.push_back({&spec.layers[i], shapes[i]});
        return result;
    };
    const auto a = weighted(from, fromInputs);
    const auto b = weighted(to, toInputs);
    if (a.size() != b.size())
        return false;
    renames.clear();
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].layer->type != b[i].layer->type || a[i].shape.inputs() != b[i].shape.inputs() ||
            a[i].shape.outputs() != b[i].shape.outputs() || a[i].shape.parameters != b[i].shape.parameters)
            return false;
        if (a[i].layer->name != b[i].layer->name)
            renames.emplace_back(a[i].layer->name, b[i].layer->name);
    }
    // Layers of equal size that changed places are not renamed ones.
    for (const auto& [oldName, newName] : renames)
        for (const Weighted& old : a)
            if (old.layer->name == newName)
                return false;
    return true;
}

void renameLayers(Checkpoint& checkpoint, const std::vector<std::pair<std::string, std::string>>& renames)
{
    for (SharedParameters* shared : {&checkpoint.weights, &checkpoint.bestWeights, &checkpoint.optimizerState}) {
        ParameterSet renamed = *shared;
        for (NamedTensor& tensor : renamed) {
            const auto found =
                std::find_if(renames.begin(), renames.end(), [&](const auto& r) { return r.first == tensor.layer; });
            if (found != renames.end())
                tensor.layer = found->second;
        }
        *shared = std::move(renamed);
    }
    checkpoint.timeline.renameLayers(renames);
}

} // namespace netloom
