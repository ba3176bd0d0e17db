// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace netloom {

namespace {

std::string escaped(std::string_view text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '\n')
            out += "\\n";
        else if (c == '\r')
            out += "\\r";
        else if (c == '\t')
            out += "\\t";
        else if (byte < 0x20 || byte == 0x7f) {
            out += "\\x";
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        } else
            out += c;
    }
    return out;
}

std::string sentence(const std::string& problem, const std::string& where, const std::string& remedy)
{
    std::string text = where.empty() ? problem : where + ": " + problem;
    if (!text.empty() && text.back() != '.' && text.back() != '?' && text.back() != '!')
        text += '.';
    if (!remedy.empty())
        text += ' ' + remedy;
    return escaped(text);
}

} // namespace

Error::Error(std::string what, std::string where, std::string remedy)
    : std::runtime_error(sentence(what, where, remedy)),
      m_problem(std::move(what)),
      m_where(std::move(where)),
      m_remedy(std::move(remedy))
{
}

std::string quoted(std::string_view text, std::size_t limit)
{
    std::size_t characters = 0;
    std::size_t bytes = 0;
    while (bytes < text.size()) {
        const bool starts = (static_cast<unsigned char>(text[bytes]) & 0xc0) != 0x80;
        if (starts && characters++ == limit)
            break;
        ++bytes;
    }
    std::string out(1, '"');
    out += escaped(text.substr(0, bytes));
    if (bytes < text.size())
        out += "…";
    return out + '"';
}

} // namespace netloom
