// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/project/unit_edit.h"
#include "ui/document/project_document_private.h"
#include "ui/toolkit/text.h"

namespace netloom {

void ProjectDocument::addUnit(int layer)
{
    const auto at = static_cast<std::size_t>(layer);
    NetworkSpec network = d->project.run().network;
    if (layer < 0 || !canEditUnits(network, at)) {
        emit refused(tr("The units of this layer follow what comes before or behind it."));
        return;
    }
    network.layers[at].fields.set("units", std::int64_t(d->unitsOf(at) + 1));
    d->pushUnits(std::move(network), at, -1);
}

void ProjectDocument::removeUnit(int layer, Index unit)
{
    const auto at = static_cast<std::size_t>(layer);
    NetworkSpec network = d->project.run().network;
    if (layer < 0 || !canEditUnits(network, at)) {
        emit refused(tr("The units of this layer follow what comes before or behind it."));
        return;
    }
    const Index units = d->unitsOf(at);
    if (units < 2) {
        emit refused(tr("A layer has at least one unit; remove the layer instead."));
        return;
    }
    LayerSpec& spec = network.layers[at];
    spec.fields.set("units", std::int64_t(units - 1));
    const QString text = tr("Remove unit %1 of %2").arg(unit + 1).arg(fromUtf8(spec.name));
    d->pushKeeping(std::move(network), text, -1,
                   [at, unit, inputs = inputs()](const NetworkSpec& from, const NetworkSpec&) {
                       return [at, unit, inputs, from](Checkpoint& results) {
                           results = withUnitsRemoved(results, from, inputs, at, unit);
                       };
                   });
}

Index ProjectDocument::Private::unitsOf(std::size_t layer) const
{
    return layer < shapes.size() ? shapes[layer].outputs() : 0;
}

void ProjectDocument::Private::pushUnits(NetworkSpec network, std::size_t layer, int id)
{
    const QString name = fromUtf8(network.layers[layer].name);
    const Index inputs = q.inputs();
    const Index more = layerShapes(network, inputs)[layer].outputs() - unitsOf(layer);
    const QString text = more == 1 && id < 0 ? tr("Add a unit to %1").arg(name)
                         : more < 0 && !project.run().checkpoint.empty()
                             ? tr("Change units of %1; the last ones go").arg(name)
                             : tr("Change units of %1").arg(name);
    const std::uint64_t seed = project.run().training.seed;
    pushKeeping(std::move(network), text, id, [=](const NetworkSpec& from, const NetworkSpec& to) {
        return [=](Checkpoint& results) { results = withUnits(results, from, to, inputs, layer, seed); };
    });
}

/// An edit of the network after which what was learned goes on with other units. Repeated, it begins each time with
/// what there was before the first, so that units that go and come back are the same.
void ProjectDocument::Private::pushKeeping(NetworkSpec network, const QString& text, int id, const Carry& carry)
{
    const Run& run = project.run();
    if (!open || network == run.network)
        return;
    // A training that runs hands over what it has learned, so that the edit can go on with it.
    emit q.aboutToChange(Changes(Change::Network) | Change::Weights);
    if (run.checkpoint.empty()) {
        pushNetwork(std::move(network), text, id);
        return;
    }
    ProjectEdit edit;
    edit.exchangesResults = true;
    edit.results = {run.checkpoint, run.fitted, awaitedResults};
    NetworkSpec from = run.network;
    const QUndoStack& stack = q.m_undo;
    const auto* last = dynamic_cast<const EditCommand*>(stack.command(stack.index() - 1));
    if (id >= 0 && last && last->id() == id && stack.cleanIndex() != stack.index() && last->edit()->network &&
        sameTraining(*last->edit(), edit)) {
        edit.results = last->edit()->results;
        from = *last->edit()->network;
    }
    try {
        edit.results.change(carry(from, network));
    } catch (const Error&) { // weights of a network that had faults since
        pushNetwork(std::move(network), text, id);
        return;
    }
    edit.network = std::move(network);
    push(text, id, std::move(edit));
}

} // namespace netloom
