// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

namespace netloom {

namespace {

/// Length of the UTF-8 character that begins here where it is one that is not seen but changes how the text around it
/// is shown: controls of C1, line and paragraph separators, marks that turn the direction of writing, spaces without
/// width. Else 0. `code` is its number.
std::size_t unseenAt(std::string_view text, std::size_t at, unsigned& code)
{
    const auto byte = [&](std::size_t i) {
        return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U;
    };
    if (byte(0) == 0xc2 && byte(1) >= 0x80 && byte(1) < 0xa0) {
        code = byte(1);
        return 2;
    }
    if ((byte(0) != 0xe2 && byte(0) != 0xef) || (byte(1) & 0xc0) != 0x80 || (byte(2) & 0xc0) != 0x80)
        return 0;
    code = (byte(0) & 0x0fU) << 12 | (byte(1) & 0x3fU) << 6 | (byte(2) & 0x3fU);
    const bool unseen = code == 0x200b || (code >= 0x2028 && code <= 0x202e) || code == 0x2060 ||
                        (code >= 0x2066 && code <= 0x2069) || code == 0xfeff;
    return unseen ? 3 : 0;
}

std::string escaped(std::string_view text)
{
    static constexpr char kHex[] = "0123456789abcdef";
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        unsigned code = 0;
        if (const std::size_t length = unseenAt(text, i, code)) {
            out += "\\u";
            for (int shift = 12; shift >= 0; shift -= 4)
                out += kHex[(code >> shift) & 15];
            i += length - 1;
            continue;
        }
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
