// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <exception>

namespace netloom {

/// Thrown where a job was cancelled.
class Cancelled : public std::exception
{
public:
    const char* what() const noexcept override { return "cancelled"; }
};

} // namespace netloom
