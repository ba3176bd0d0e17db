// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace netloom {

std::string_view sourceName(DataReference::Source source)
{
    switch (source) {
    case DataReference::Source::File:
        return "file";
    case DataReference::Source::Sample:
        return "sample";
    case DataReference::Source::None:
        break;
    }
    return "none";
}

const Run* Project::findRun(std::string_view id) const
{
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const Run& run) { return run.id == id; });
    return found == runs.end() ? nullptr : &*found;
}

std::string Project::freeRunId() const
{
    int largest = 0;
    for (const Run& run : runs) {
        const std::string_view id = run.id;
        int number = 0;
        if (id.starts_with("run") && std::from_chars(id.data() + 3, id.data() + id.size(), number).ec == std::errc())
            largest = std::max(largest, number);
    }
    std::string id = "run";
    return id.append(std::to_string(largest + 1));
}

Run& Project::addRun(std::string name)
{
    Run added = run();
    added.id = freeRunId();
    added.name = std::move(name);
    added.color.clear();
    added.fitted.reset();
    added.checkpoint = {};
    added.unknown.clear();
    runs.push_back(std::move(added));
    current = runs.size() - 1;
    return run();
}

void Project::keepRun(Run earlier, std::string name)
{
    std::string id = freeRunId();
    run().id = std::move(id);
    run().name = std::move(name);
    run().color.clear();
    runs.insert(runs.begin() + static_cast<std::ptrdiff_t>(current), std::move(earlier));
    ++current;
}

void Project::removeRun(std::size_t place)
{
    if (runs.size() < 2 || place >= runs.size())
        return;
    runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(place));
    if (current > place || current == runs.size())
        --current;
}

} // namespace netloom
