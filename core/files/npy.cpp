// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/npy.h"

#include "core/base/error.h"

#include <bit>
#include <charconv>
#include <cstring>

namespace netloom {

namespace {

static_assert(std::endian::native == std::endian::little, "arrays are stored little-endian, as they are in memory");

constexpr std::string_view kMagic("\x93NUMPY", 6);
constexpr std::size_t kAlignment = 64; // numpy's own, so that the values can be mapped
constexpr std::size_t kMostDimensions = 32;

[[noreturn]] void bad(const std::string& problem, const std::string& where)
{
    throw Error(problem, where, "The array is damaged, or of a kind that Netloom does not write.");
}

template<typename T>
std::string bytesOf(std::string_view descr, std::span<const Index> shape, std::span<const T> values)
{
    std::string header = "{'descr': '" + std::string(descr) + "', 'fortran_order': False, 'shape': (";
    for (std::size_t i = 0; i < shape.size(); ++i)
        header += (i == 0 ? "" : ", ") + std::to_string(shape[i]);
    header += shape.size() == 1 ? ",), }" : "), }";
    const std::size_t before = kMagic.size() + 4;
    const std::size_t total = (before + header.size() + 1 + kAlignment - 1) / kAlignment * kAlignment;
    header.append(total - before - header.size() - 1, ' ');
    header += '\n';

    std::string bytes(kMagic);
    bytes.reserve(total + values.size_bytes());
    bytes += '\x01';
    bytes += '\0';
    bytes += static_cast<char>(header.size() & 0xff);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    if (!values.empty())
        bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
    return bytes;
}

struct Header {
    std::string_view descr;
    bool fortranOrder = false;
    std::vector<Index> shape;
};

/// The Python dictionary of the header; only what numpy itself writes there.
class HeaderParser
{
public:
    HeaderParser(std::string_view text, const std::string& where) : m_text(text), m_where(where) {}

    Header parse()
    {
        Header header;
        unsigned seen = 0;
        expect('{');
        while (!accept('}')) {
            const std::string_view key = text();
            expect(':');
            const unsigned bit = key == "descr" ? 1 : key == "fortran_order" ? 2 : key == "shape" ? 4 : 0;
            if (bit == 0 || (seen & bit))
                bad("the entry " + netloom::quoted(key) + " is not expected in the header", m_where);
            seen |= bit;
            if (bit == 1)
                header.descr = text();
            else if (bit == 2)
                header.fortranOrder = boolean();
            else
                header.shape = shape();
            if (!accept(',')) {
                expect('}');
                break;
            }
        }
        blanks();
        if (seen != 7 || m_at != m_text.size())
            bad("the header is incomplete", m_where);
        return header;
    }

private:
    void blanks()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t'))
            ++m_at;
    }

    bool accept(char c)
    {
        blanks();
        if (m_at == m_text.size() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    void expect(char c)
    {
        if (!accept(c))
            bad("the header is not understood at byte " + std::to_string(m_at), m_where);
    }

    std::string_view text()
    {
        blanks();
        const char quote = m_at < m_text.size() && m_text[m_at] == '"' ? '"' : '\'';
        expect(quote);
        const std::size_t end = m_text.find(quote, m_at);
        if (end == std::string_view::npos)
            bad("the header is not understood at byte " + std::to_string(m_at), m_where);
        const std::string_view value = m_text.substr(m_at, end - m_at);
        m_at = end + 1;
        return value;
    }

    bool boolean()
    {
        blanks();
        for (const std::string_view word : {std::string_view("True"), std::string_view("False")})
            if (m_text.substr(m_at, word.size()) == word) {
                m_at += word.size();
                return word == "True";
            }
        bad("True or False is expected at byte " + std::to_string(m_at), m_where);
    }

    std::vector<Index> shape()
    {
        std::vector<Index> sizes;
        expect('(');
        while (!accept(')')) {
            blanks();
            Index size = 0;
            const auto result = std::from_chars(m_text.data() + m_at, m_text.data() + m_text.size(), size);
            if (result.ec != std::errc() || size < 0 || sizes.size() == kMostDimensions)
                bad("the shape is not understood at byte " + std::to_string(m_at), m_where);
            m_at = static_cast<std::size_t>(result.ptr - m_text.data());
            sizes.push_back(size);
            if (!accept(',')) {
                expect(')');
                break;
            }
        }
        return sizes;
    }

    std::string_view m_text;
    const std::string& m_where;
    std::size_t m_at = 0;
};

/// Number of values, if that many of `size` bytes each are exactly what is there.
std::size_t countOf(const std::vector<Index>& shape, std::size_t size, std::size_t bytes, const std::string& where)
{
    std::size_t count = 1;
    bool overflow = false;
    for (const Index n : shape)
        overflow = __builtin_mul_overflow(count, static_cast<std::size_t>(n), &count) || overflow;
    std::size_t needed = 0;
    overflow = __builtin_mul_overflow(count, size, &needed) || overflow;
    if (overflow || needed != bytes)
        bad("the shape asks for " + (overflow ? "more bytes than any memory has" : std::to_string(needed) + " bytes") +
                ", there are " + std::to_string(bytes),
            where);
    return count;
}

/// Values of Fortran order (first index fastest) in C order (last index fastest).
template<typename T>
std::vector<T> rowMajor(const std::vector<T>& values, const std::vector<Index>& shape)
{
    std::vector<T> result(values.size());
    std::vector<Index> at(shape.size(), 0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::size_t place = 0;
        for (std::size_t d = 0; d < shape.size(); ++d)
            place = place * static_cast<std::size_t>(shape[d]) + static_cast<std::size_t>(at[d]);
        result[place] = values[i];
        for (std::size_t d = 0; d < shape.size() && ++at[d] == shape[d]; ++d)
            at[d] = 0;
    }
    return result;
}

template<typename T>
NpyArray arrayOf(Header header, std::string_view data, const std::string& where)
{
    std::vector<T> values(countOf(header.shape, sizeof(T), data.size(), where));
    if (!values.empty())
        std::memcpy(values.data(), data.data(), data.size());
    if (header.fortranOrder && header.shape.size() > 1)
        values = rowMajor(values, header.shape);
    return {std::move(header.shape), std::move(values)};
}

} // namespace

std::string npyBytes(std::span<const Index> shape, std::span<const float> values)
{
    return bytesOf("<f4", shape, values);
}

std::string npyBytes(std::span<const Index> shape, std::span<const double> values)
{
    return bytesOf("<f8", shape, values);
}

std::string npyBytes(std::span<const Index> shape, std::span<const std::int64_t> values)
{
    return bytesOf("<i8", shape, values);
}

NpyArray readNpy(std::string_view bytes, const std::string& where)
{
    if (bytes.size() < kMagic.size() + 2 || !bytes.starts_with(kMagic))
        bad("this is not an array in numpy's format", where);
    const int version = static_cast<unsigned char>(bytes[kMagic.size()]);
    if (version < 1 || version > 3)
        bad("version " + std::to_string(version) + " of numpy's format is not known", where);
    const std::size_t lengthBytes = version == 1 ? 2 : 4;
    const std::size_t start = kMagic.size() + 2 + lengthBytes;
    if (bytes.size() < start)
        bad("the header is cut off", where);
    std::size_t length = 0;
    for (std::size_t i = 0; i < lengthBytes; ++i)
        length |= std::size_t(static_cast<unsigned char>(bytes[kMagic.size() + 2 + i])) << (8 * i);
    if (length > bytes.size() - start)
        bad("the header is cut off", where);
    Header header = HeaderParser(bytes.substr(start, length), where).parse();
    const std::string_view data = bytes.substr(start + length);
    if (header.descr == "<f4")
        return arrayOf<float>(std::move(header), data, where);
    if (header.descr == "<f8")
        return arrayOf<double>(std::move(header), data, where);
    if (header.descr == "<i8")
        return arrayOf<std::int64_t>(std::move(header), data, where);
    bad("numbers of the kind " + netloom::quoted(header.descr) + " are not known", where);
}

} // namespace netloom
