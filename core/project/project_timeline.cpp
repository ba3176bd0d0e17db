// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_timeline.h"

#include "core/base/error.h"

#include <algorithm>

namespace netloom {

namespace {

constexpr const char* kRemedy = "The file is damaged; open another copy of it.";
constexpr std::int64_t kMostStride = std::int64_t(1) << 40;

std::int64_t iterationOf(const Checkpoint& checkpoint)
{
    return checkpoint.counters.contains("iteration") ? checkpoint.counters.integer("iteration") : -1;
}

using Add = std::function<std::string(const char* folder, const NamedTensor& tensor, std::string bytes)>;
using Read = std::function<NpyArray(const std::string& file)>;

/// The same tensors of many sets, each as one array.
std::vector<ArrayEntry> stack(const char* folder, const std::vector<SharedParameters>& sets, const Add& add)
{
    std::vector<ArrayEntry> entries;
    for (std::size_t i = 0; !sets.empty() && i < sets.front().size(); ++i) {
        const NamedTensor& first = sets.front()[i];
        std::vector<Index> shape{static_cast<Index>(sets.size())};
        shape.insert(shape.end(), first.shape.axes().begin(), first.shape.axes().end());
        std::vector<Scalar> values;
        values.reserve(sets.size() * first.values.size());
        for (const SharedParameters& set : sets)
            values.insert(values.end(), set[i].values.begin(), set[i].values.end());
        entries.push_back({first.layer, first.name, first.trainable,
                           add(folder, first, npyBytes(shape, std::span<const Scalar>(values)))});
    }
    return entries;
}

/// @param count  how many sets there must be
std::vector<SharedParameters> unstack(const std::vector<ArrayEntry>& entries, std::size_t count, const Read& read,
                                      const std::string& where)
{
    std::vector<ParameterSet> sets(count);
    for (const ArrayEntry& entry : entries) {
        NpyArray array = read(entry.file);
        const auto* values = std::get_if<std::vector<float>>(&array.values);
        if (!values || array.shape.size() < 2 || array.shape.size() > Shape::kMostAxes + 1 ||
            array.shape.front() != static_cast<Index>(count))
            throw Error("the timeline's weights do not have their shape", where + ", " + entry.file, kRemedy);
        const Shape shape(std::span(array.shape).subspan(1));
        const auto size = static_cast<std::ptrdiff_t>(values->size() / count);
        for (std::size_t i = 0; i < count; ++i) {
            const auto start = values->begin() + static_cast<std::ptrdiff_t>(i) * size;
            sets[i].push_back({entry.layer, entry.name, shape, {start, start + size}, entry.trainable});
        }
    }
    return {std::make_move_iterator(sets.begin()), std::make_move_iterator(sets.end())};
}

bool sameTensors(const ParameterSet& a, const ParameterSet& b)
{
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const NamedTensor& x, const NamedTensor& y) {
        return x.layer == y.layer && x.name == y.name && x.shape == y.shape;
    });
}

} // namespace

StoredTimeline storeTimeline(const Checkpoint& checkpoint, const Add& add)
{
    StoredTimeline stored;
    const Timeline timeline = checkpoint.timeline.fitting(kTimelineFileBytes);
    stored.stride = timeline.stride();
    stored.iteration = iterationOf(checkpoint);
    std::vector<SharedParameters> weights;
    std::vector<SharedParameters> best;
    std::vector<SharedParameters> optimizer;
    for (const auto& frame : timeline.frames()) {
        std::int64_t place = StoredTimeline::kNoBest;
        if (!frame->bestWeights.empty()) {
            if (frame->bestWeights == frame->weights) {
                place = StoredTimeline::kOwnBest;
            } else {
                if (best.empty() || !(best.back() == frame->bestWeights))
                    best.push_back(frame->bestWeights);
                place = static_cast<std::int64_t>(best.size()) - 1;
            }
        }
        stored.frames.push_back({frame->epoch, frame->bestEpoch, place, frame->counters});
        weights.push_back(frame->weights);
        if (!frame->optimizerState.empty())
            optimizer.push_back(frame->optimizerState);
    }
    stored.weights = stack("weights", weights, add);
    stored.bestWeights = stack("best_weights", best, add);
    if (optimizer.size() == weights.size())
        stored.optimizer = stack("optimizer", optimizer, add);
    return stored;
}

Timeline restoreTimeline(const StoredTimeline& stored, const Checkpoint& checkpoint, const Read& read,
                         const std::string& where)
{
    const auto damaged = [&](const char* what) { throw Error(what, where + ", timeline", kRemedy); };
    const std::size_t count = stored.frames.size();
    if (count == 0)
        return {};
    if (count > Timeline::kMostFrames || stored.stride < 1 || stored.stride > kMostStride ||
        (stored.stride & (stored.stride - 1)) != 0)
        damaged("the number of stored epochs is not possible");
    std::int64_t bestCount = 0;
    for (const StoredTimeline::Frame& frame : stored.frames) {
        if (frame.best < StoredTimeline::kOwnBest || frame.best >= static_cast<std::int64_t>(count) ||
            frame.bestEpoch < -1 || frame.bestEpoch >= frame.epoch)
            damaged("the best epoch of a stored epoch is not possible");
        bestCount = std::max(bestCount, frame.best + 1);
    }
    const std::vector<SharedParameters> weights = unstack(stored.weights, count, read, where);
    const std::vector<SharedParameters> best =
        unstack(stored.bestWeights, static_cast<std::size_t>(bestCount), read, where);
    const std::vector<SharedParameters> optimizer = unstack(stored.optimizer, count, read, where);
    if (stored.iteration != iterationOf(checkpoint))
        return {};
    if (!sameTensors(weights.front(), checkpoint.weights) ||
        (bestCount > 0 && !sameTensors(best.front(), weights.front())))
        damaged("the stored epochs are of another network");
    Timeline timeline;
    while (timeline.stride() < stored.stride)
        timeline.coarsen();
    std::int64_t before = -1;
    for (std::size_t i = 0; i < count; ++i) {
        const StoredTimeline::Frame& frame = stored.frames[i];
        if (frame.epoch <= before || !timeline.wants(frame.epoch) ||
            frame.epoch > static_cast<std::int64_t>(checkpoint.history.epochs()))
            damaged("the numbers of the stored epochs are not possible");
        before = frame.epoch;
        const SharedParameters bestWeights = frame.best >= 0 ? best[static_cast<std::size_t>(frame.best)]
                                             : frame.best == StoredTimeline::kOwnBest ? weights[i]
                                                                                      : SharedParameters();
        timeline.append(
            {frame.epoch, static_cast<int>(frame.bestEpoch), weights[i], bestWeights, optimizer[i], frame.counters});
    }
    return timeline;
}

} // namespace netloom
