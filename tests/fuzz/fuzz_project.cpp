// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/files/zip_archive.h"
#include "core/project/project_file.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace {

using namespace netloom;

/// What the bytes are: an archive, or a part of one whose checksums are made right, so that they get past them.
enum class Part { Archive, Header, Array };

std::string archiveWith(Part part, std::string bytes)
{
    static const std::string header =
        R"({"format": 1, "checkpoint": {"weights": [{"layer": "h1", "name": "kernel", "file": "a.npy"}]}})";
    std::vector<ZipMember> members{{"mimetype", "application/x-netloom", false}};
    if (part == Part::Header)
        members.push_back({"project.json", std::move(bytes), false});
    else
        members.push_back({"project.json", header, false});
    if (part == Part::Array)
        members.push_back({"a.npy", std::move(bytes), false});
    return zipBytes(members);
}

/// What could be read once must come back from our own file, which must be the same each time.
void check(const std::string& bytes)
{
    std::string first;
    try {
        first = projectBytes(projectFromBytes(bytes, "fuzz"));
    } catch (const Error&) {
        return;
    }
    try {
        if (projectBytes(projectFromBytes(first, "fuzz")) == first)
            return;
        std::fputs("the second file differs\n", stderr);
    } catch (const Error& e) {
        std::fputs(e.what(), stderr);
    }
    std::abort();
}

} // namespace

/// The first byte says what the rest is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size == 0)
        return 0;
    std::string bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    switch (data[0]) {
    case 'z':
        check(bytes);
        break;
    case 'n':
        check(archiveWith(Part::Array, std::move(bytes)));
        break;
    default:
        check(archiveWith(Part::Header, std::move(bytes)));
    }
    return 0;
}
