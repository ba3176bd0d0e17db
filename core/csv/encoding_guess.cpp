// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/csv/encoding_guess.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <unordered_set>

namespace netloom {

namespace {

constexpr std::size_t kSample = std::size_t{256} << 10;
constexpr std::size_t kFewest = 4; ///< characters, below which nothing is told from two bytes each

class Sample
{
public:
    explicit Sample(std::string_view bytes) : m_bytes(bytes) {}

    std::size_t size() const { return m_bytes.size(); }
    unsigned at(std::size_t i) const { return i < m_bytes.size() ? static_cast<unsigned char>(m_bytes[i]) : 0; }
    bool isLetter(std::size_t i) const { return (at(i) | 0x20U) - 'a' < 26U || at(i) >= 0x80; }
    bool isDigit(std::size_t i) const { return at(i) - '0' < 10U; }
    std::string_view text(std::size_t begin, std::size_t end) const { return m_bytes.substr(begin, end - begin); }

private:
    std::string_view m_bytes;
};

bool within(unsigned byte, unsigned first, unsigned last)
{
    return byte >= first && byte <= last;
}

// GB 2312 in two bytes past 0xa0 each, its common characters first; EUC-JP looks alike but is full of kana.
std::optional<Encoding> asChinese(const Sample& sample)
{
    std::size_t pairs = 0;
    std::size_t common = 0;
    std::size_t kana = 0;
    std::size_t others = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const unsigned lead = sample.at(i);
        if (lead < 0x80)
            continue;
        const unsigned trail = sample.at(i + 1);
        if (i + 1 == sample.size())
            break; // the sample was cut here
        if (within(lead, 0xa1, 0xf7) && within(trail, 0xa1, 0xfe)) {
            ++pairs;
            common += within(lead, 0xb0, 0xd7) || within(lead, 0xa1, 0xa9);
            kana += within(lead, 0xa4, 0xa5);
        } else if (within(lead, 0x81, 0xfe) && trail >= 0x30 && trail != 0x7f && trail != 0xff) {
            ++others;
        } else {
            return std::nullopt;
        }
        ++i;
    }
    if (pairs < kFewest || common * 10 < pairs * 7 || others * 20 > pairs)
        return std::nullopt;
    return kana * 5 > pairs ? Encoding::EucJp : Encoding::Gb18030;
}

// Shift-JIS: kana and the common half of the kanji.
std::optional<Encoding> asJapanese(const Sample& sample)
{
    std::size_t pairs = 0;
    std::size_t common = 0;
    std::size_t half = 0;
    for (std::size_t i = 0; i < sample.size(); ++i) {
        const unsigned lead = sample.at(i);
        if (lead < 0x80)
            continue;
        if (within(lead, 0xa1, 0xdf)) {
            ++half;
            continue;
        }
        if (i + 1 == sample.size())
            break;
        const unsigned trail = sample.at(i + 1);
        if ((!within(lead, 0x81, 0x9f) && !within(lead, 0xe0, 0xfc)) || trail < 0x40 || trail == 0x7f || trail > 0xfc)
            return std::nullopt;
        ++pairs;
        common += within(lead, 0x81, 0x83) || within(lead, 0x88, 0x98);
        ++i;
    }
    if (pairs < kFewest || common * 10 < pairs * 7 || half * 2 > pairs)
        return std::nullopt;
    return Encoding::ShiftJis;
}

// Words of bytes past 0x7f alone, without Latin letters beside them; which of both encodings, the most frequent letters
// tell: о е а и н т с р в л.
std::optional<Encoding> asCyrillic(const Sample& sample)
{
    constexpr std::array<unsigned, 10> kIn1251 = {0x0e, 0x05, 0x00, 0x08, 0x0d, 0x12, 0x11, 0x10, 0x02, 0x0b};
    constexpr std::array<unsigned, 10> kInKoi8 = {0x0f, 0x05, 0x01, 0x09, 0x0e, 0x14, 0x13, 0x12, 0x17, 0x0c};
    std::size_t high = 0;
    std::size_t inWords = 0;
    std::size_t run = 0;
    std::size_t in1251 = 0;
    std::size_t inKoi8 = 0;
    std::size_t late = 0; // small letters of windows-1251, but for the first ones of words
    std::size_t early = 0;
    for (std::size_t i = 0; i <= sample.size(); ++i) {
        const unsigned byte = sample.at(i);
        if (byte < 0x80) {
            const bool touchesLatin = sample.isLetter(i) || (i > run && sample.isLetter(i - run - 1));
            inWords += run >= 3 && !touchesLatin ? run : 0;
            run = 0;
            continue;
        }
        ++high;
        ++run;
        if (byte < 0xc0)
            continue;
        in1251 += std::find(kIn1251.begin(), kIn1251.end(), byte & 0x1fU) != kIn1251.end();
        inKoi8 += std::find(kInKoi8.begin(), kInKoi8.end(), byte & 0x1fU) != kInKoi8.end();
        late += run > 1 && byte >= 0xe0;
        early += run > 1 && byte < 0xe0;
    }
    if (inWords * 2 < high || inWords < kFewest)
        return std::nullopt;
    // Words begin with a capital, if anything does: small letters behind are the surest sign.
    const double by1251 = static_cast<double>(in1251) + 0.3 * static_cast<double>(late);
    const double byKoi8 = static_cast<double>(inKoi8) + 0.3 * static_cast<double>(early);
    return byKoi8 > by1251 ? Encoding::Koi8R : Encoding::Windows1251;
}

// What the bytes of one word are a sign of.
struct Origin {
    std::size_t high = 0; ///< bytes past 0x7f
    std::size_t east = 0;
    std::size_t west = 0;
};

// Letters of windows-1250 that would be signs in Western text, or would not stand there within a word.
void lookForOrigin(const Sample& sample, std::size_t begin, std::size_t end, Origin& origin)
{
    const auto isVowel = [](unsigned byte) {
        return byte >= 0x80 || std::string_view("aeiouyAEIOUY").find(static_cast<char>(byte)) != std::string_view::npos;
    };
    for (std::size_t i = begin; i < end; ++i) {
        const unsigned byte = sample.at(i);
        if (byte < 0x80)
            continue;
        ++origin.high;
        const bool before = i > begin;
        const bool behind = i + 1 < end;
        switch (byte) {
        case 0x8a: // Š and Ž, which Western text has in foreign names only
        case 0x8d:
        case 0x8e:
        case 0x8f:
        case 0x9a:
        case 0x9d:
        case 0x9e:
        case 0x9f:
        case 0xaf:
        case 0xb9:
        case 0xbc:
        case 0xbe:
            origin.east += before || behind;
            break;
        case 0xa3: // £ stands before digits
        case 0xa5:
            origin.east += behind;
            origin.west += sample.isDigit(i + 1);
            break;
        case 0xaa: // ª and º stand behind one letter or a digit
        case 0xba:
            origin.east += before && behind;
            break;
        case 0xbf: // ¿ opens a sentence
            origin.east += before;
            origin.west += !before && behind;
            break;
        case 0xb3: { // m³
            const bool cubic = before && sample.at(i - 1) == 'm' && !behind;
            origin.east += (before || behind) && !cubic;
            break;
        }
        case 0xec: // ì and ù end words
        case 0xf9:
            origin.east += before && behind;
            origin.west += before && !behind;
            break;
        case 0xe3: // ão
            origin.east += behind && sample.at(i + 1) != 'o' && sample.at(i + 1) != 'e';
            origin.west += sample.at(i + 1) == 'o' || sample.at(i + 1) == 'e';
            break;
        case 0xef: // ï stands beside a vowel
            origin.east += before && !isVowel(sample.at(i - 1));
            break;
        case 0xf5:
        case 0xfb:
            origin.east += sample.at(i + 1) != 'e' && sample.at(i + 1) != 't' && sample.at(i + 1) != 'r';
            break;
        case 0xf8: // ø has no accent behind it
            origin.east += behind && sample.at(i + 1) >= 0x80;
            break;
        case 0xe0:
        case 0xe5:
            ++origin.west;
            break;
        default:
            break;
        }
    }
}

// Every word once: a class label in each row says no more than one.
bool isCentralEuropean(const Sample& sample)
{
    std::unordered_set<std::string_view> seen;
    Origin origin;
    for (std::size_t begin = 0; begin < sample.size();) {
        std::size_t end = begin;
        while (end < sample.size() && sample.isLetter(end))
            ++end;
        if (end > begin && seen.insert(sample.text(begin, end)).second)
            lookForOrigin(sample, begin, end, origin);
        begin = end + 1;
    }
    return origin.east > origin.west && origin.east * 10 >= origin.high;
}

} // namespace

Encoding guessEncoding(std::string_view bytes, const Utf8Check& check)
{
    // From the start of the line with the first such byte, so that no character is cut.
    const std::size_t at = check.firstInvalid == Utf8Check::npos ? 0 : std::min(check.firstInvalid, bytes.size());
    const std::size_t line = bytes.substr(0, at).find_last_of("\r\n");
    std::string_view window = bytes.substr(line == std::string_view::npos ? 0 : line + 1, kSample);
    if (window.size() == kSample) {
        const std::size_t end = window.find_last_of("\r\n");
        window = window.substr(0, end == std::string_view::npos ? window.size() : end);
    }
    const Sample sample(window);
    for (const auto guess : {asChinese, asJapanese, asCyrillic}) {
        if (const std::optional<Encoding> found = guess(sample))
            return *found;
    }
    if (isCentralEuropean(sample))
        return Encoding::Windows1250;
    return check.c1 ? Encoding::Windows1252 : Encoding::Latin1;
}

Encoding guessEncoding(std::string_view bytes, const Utf8Check& check, std::string_view usual)
{
    constexpr std::size_t kLookedAt = std::size_t{1} << 20;
    const std::optional<Encoding> known = usual.empty() ? std::nullopt : encodingFromName(usual);
    const bool wide = known == Encoding::Utf16Le || known == Encoding::Utf16Be;
    if (!known || known == Encoding::Utf8 || wide)
        return guessEncoding(bytes, check);
    // The last character may be cut.
    const std::size_t spoiled = isSingleByte(*known) ? 0 : 1;
    return decode(bytes.substr(0, kLookedAt), *known).replaced <= spoiled ? *known : guessEncoding(bytes, check);
}

} // namespace netloom
