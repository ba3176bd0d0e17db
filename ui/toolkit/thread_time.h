// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace netloom {

/// Processor time that the calling thread has taken so far, in seconds.
double threadSeconds();

} // namespace netloom
