// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace netloom {

/// An element as it opens: names without the prefix of their namespace.
struct XmlElement {
    std::string_view name;
    std::vector<std::pair<std::string_view, std::string_view>> attributes;

    /// Empty where there is none.
    std::string_view attribute(std::string_view wanted) const;
};

/// What is called while a document is gone through, in its order.
struct XmlCalls {
    std::function<void(const XmlElement&)> open;
    std::function<void(std::string_view name)> close;
    std::function<void(std::string_view text)> text;
};

/// Goes through a document once, without keeping it. Entities of its own and elements more than 128 deep are refused.
/// @throws Error naming `where`; what the calls throw
void scanXml(std::string_view bytes, const std::string& where, const XmlCalls& calls);

} // namespace netloom
