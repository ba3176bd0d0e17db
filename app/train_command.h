// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/command.h"

namespace netloom {

/// Trains a project and writes it with its weights. A signal stops it within a batch, with the state saved.
const CommandInfo& trainCommand();

} // namespace netloom
