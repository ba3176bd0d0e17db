// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

namespace netloom {

/// A failure told to the user in one message: what happened, where, what to do next.
///
/// `where` names the place (file, line, column, layer, key) and may be empty; `remedy` is a sentence and may be empty.
/// Thrown by core, caught in ui and app, which show message() as plain text.
class Error : public std::runtime_error
{
public:
    explicit Error(std::string what, std::string where = {}, std::string remedy = {});

    const std::string& problem() const { return m_problem; }
    const std::string& where() const { return m_where; }
    const std::string& remedy() const { return m_remedy; }
    /// "where: problem. remedy" with control characters of foreign text escaped.
    std::string message() const { return what(); }

private:
    std::string m_problem;
    std::string m_where;
    std::string m_remedy;
};

/// Foreign text made safe for a message: control characters escaped, cut to `limit` characters with an ellipsis.
std::string quoted(std::string_view text, std::size_t limit = 80);

} // namespace netloom
