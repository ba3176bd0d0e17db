// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace netloom {

/// Every key of --set with what may stand there, its default and what it means, a line or two each.
std::string settingsHelp();

} // namespace netloom
