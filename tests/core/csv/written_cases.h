// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace netloom::testing {

/// A case of the catalogue whose file is written by the test: too large to keep, no regular file, or one that changes.
struct WrittenCase {
    std::string name;     ///< "A34 file grows while it is read"
    std::string fixture;  ///< what the file is, in words
    std::string expected; ///< what run() must give
    /// Does it in an empty folder and tells what came out.
    std::function<std::string(const std::string& folder)> run;
};

std::vector<WrittenCase> writtenCases();

} // namespace netloom::testing
