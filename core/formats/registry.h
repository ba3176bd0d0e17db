// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/formats/format.h"

#include <span>

namespace netloom {

/// Every format, in the order in which they are asked: the first that matches is it, and the last one matches always.
/// Hand-written.
std::span<const FileFormat> fileFormats();
/// The format a glimpse at a file tells.
const FileFormat& formatOf(const FileGlimpse& glimpse);

} // namespace netloom
