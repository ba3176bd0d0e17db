// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace netloom {

/// A word of a command line for a POSIX shell: as it is where nothing in it is special, else in single quotes.
std::string shellQuoted(const std::string& text);

} // namespace netloom
