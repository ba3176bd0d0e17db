// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace netloom {

enum class Severity {
    Error,   ///< cannot work
    Warning, ///< unlikely to be meant
};

/// What a component has to say against the values it was given, or the place where it stands, in words.
struct Remark {
    Severity severity = Severity::Error;
    std::string field; ///< key of the field, empty where the whole component is meant
    std::string text;  ///< one sentence

    bool operator==(const Remark&) const = default;
};

} // namespace netloom
