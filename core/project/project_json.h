// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/project.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// Number of the format that this version writes, and the newest that it understands whole.
constexpr std::int64_t kProjectFormat = 2;

/// An array of the project that has a file of its own in the archive.
struct ArrayEntry {
    std::string layer;
    std::string name; ///< of the tensor; of the column in a history
    bool trainable = true;
    std::string file; ///< name in the archive
};

/// A run's timeline (core/training/timeline.h): its frames, whose tensors are stacked along a first axis of their
/// arrays.
struct StoredTimeline {
    struct Frame {
        std::int64_t epoch = 0;
        std::int64_t bestEpoch = -1;
        std::int64_t best = kNoBest; ///< place among the best weights, which frames share
        FieldValues counters;
    };
    static constexpr std::int64_t kNoBest = -1;
    static constexpr std::int64_t kOwnBest = -2; ///< the frame's weights are the best ones

    std::int64_t stride = 1;
    std::int64_t iteration = 0; ///< of the state it belongs to: a version that did not know it has trained on otherwise
    std::vector<Frame> frames;
    std::vector<ArrayEntry> weights;
    std::vector<ArrayEntry> bestWeights;
    std::vector<ArrayEntry> optimizer;
};

/// The arrays of one run.
struct RunArrays {
    std::vector<ArrayEntry> weights;
    std::vector<ArrayEntry> bestWeights;
    std::vector<ArrayEntry> optimizer;
    std::vector<ArrayEntry> history; ///< in the order of the keys
    StoredTimeline timeline;
};

/// project.json: all of a project but its arrays, picture and unknown members, and where its arrays are.
struct ProjectHeader {
    Project project;
    std::vector<RunArrays> arrays; ///< of each run
};

std::string projectHeaderText(const ProjectHeader& header);
/// An older format is read as what it says in this one (format_1.h). A newer format is read as far as it is understood;
/// the project is then read-only.
/// @throws Error naming `where` and the path within the JSON
ProjectHeader projectHeaderFromText(std::string_view text, const std::string& where);

} // namespace netloom
