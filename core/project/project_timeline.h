// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/files/npy.h"
#include "core/project/project_json.h"

#include <functional>
#include <span>

namespace netloom {

/// Of a run's timeline as much as this goes into a project file.
constexpr std::size_t kTimelineFileBytes = std::size_t(4) << 20;

/// What project.json says of the timeline; `add` stores an array (folder such as "weights", layer, tensor, bytes of a
/// .npy) and returns its name in the archive.
StoredTimeline
storeTimeline(const Checkpoint& checkpoint,
              const std::function<std::string(const char* folder, const NamedTensor& tensor, std::string bytes)>& add);

/// The timeline back; `array` reads a member of the archive. Empty where the weights have been trained on by a version
/// that does not know timelines. @throws Error naming `where` where it is damaged
Timeline restoreTimeline(const StoredTimeline& stored, const Checkpoint& checkpoint,
                         const std::function<NpyArray(const std::string& file)>& array, const std::string& where);

} // namespace netloom
