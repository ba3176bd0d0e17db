// SPDX-License-Identifier: GPL-3.0-or-later
// save_loop FILE [TIMES]   saves two projects in turn, for ever or so many times
// save_loop --check FILE   0 where the file is one of the two, whole, or is not there; 1 otherwise
// For tests that kill it at any moment, or make its system calls fail.
#include "core/base/error.h"
#include "core/files/checked_file.h"
#include "core/project/project_file.h"

#include <charconv>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

using namespace netloom;

namespace {

/// Two projects of different length, large enough that a save is more than one system call.
Project projectOf(int which)
{
    Project project;
    project.run().network.layers = {{"dense", which == 0 ? "h1" : "a_longer_name", {{"units", std::int64_t(100)}}}};
    const Index rows = which == 0 ? 300 : 700;
    NamedTensor kernel{project.run().network.layers[0].name, "kernel", {rows, 100}, {}, true};
    kernel.values.assign(static_cast<std::size_t>(rows) * 100, static_cast<Scalar>(which));
    project.run().checkpoint.weights = {kernel};
    return project;
}

int check(const std::string& path)
{
    if (!std::filesystem::exists(path))
        return 0;
    try {
        const std::string bytes = readWholeFile(path);
        if (bytes == projectBytes(projectOf(0)) || bytes == projectBytes(projectOf(1))) {
            readProject(path); // removes what a killed save left
            return 0;
        }
        std::fputs("the file is neither of the two\n", stderr);
    } catch (const Error& e) {
        std::fprintf(stderr, "%s\n", e.what());
    }
    return 1;
}

int save(const std::string& path, long times)
{
    const Project projects[] = {projectOf(0), projectOf(1)};
    for (long i = 0; i < times; ++i) {
        try {
            writeProject(projects[i % 2], path);
        } catch (const Error& e) {
            std::fprintf(stderr, "%s\n", e.what());
            return 1;
        }
        if (i == 0) {
            std::puts("saved once");
            std::fflush(stdout);
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    if (argc == 3 && std::string_view(argv[1]) == "--check")
        return check(argv[2]);
    if (argc != 2 && argc != 3)
        return 2;
    long times = 1000000000;
    if (argc == 3) {
        const std::string_view text = argv[2];
        if (std::from_chars(text.data(), text.data() + text.size(), times).ec != std::errc())
            return 2;
    }
    return save(argv[1], times);
}
