// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/files/zip_names.h"

#include <cstdint>

namespace netloom {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMember = "PK\x03\x04"sv;
constexpr std::string_view kEntry = "PK\x01\x02"sv;
constexpr std::string_view kEnd = "PK\x05\x06"sv;
constexpr std::size_t kMemberSize = 30;
constexpr std::size_t kEntrySize = 46;
constexpr std::size_t kEndSize = 22;
constexpr std::size_t kLargeEndSize = 76; ///< what archives of more than 4 GB have between directory and end
constexpr std::size_t kMostNames = 10000;

/// `count` bytes as a number, lowest first; they must be there.
std::size_t number(std::string_view bytes, std::size_t at, std::size_t count)
{
    std::uint32_t value = 0;
    for (std::size_t i = count; i-- > 0;)
        value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
    return value;
}

/// Whether a record of at least `size` bytes with this signature stands at the beginning.
bool isRecord(std::string_view bytes, std::string_view signature, std::size_t size)
{
    return bytes.size() >= size && bytes.starts_with(signature);
}

/// From the headers in front of the members, until one of them does not say where the next is.
void addFromMembers(std::string_view bytes, std::vector<std::string>& names)
{
    constexpr std::size_t kSizesFollow = 8;
    while (isRecord(bytes, kMember, kMemberSize) && names.size() < kMostNames) {
        const std::size_t packed = number(bytes, 18, 4);
        const std::size_t length = number(bytes, 26, 2);
        const std::size_t skip = kMemberSize + length + number(bytes, 28, 2) + packed;
        if (kMemberSize + length > bytes.size())
            return;
        names.emplace_back(bytes.substr(kMemberSize, length));
        if ((number(bytes, 6, 2) & kSizesFollow) != 0 || skip > bytes.size())
            return;
        bytes.remove_prefix(skip);
    }
}

/// From the directory at the end, where it lies in `tail` as a whole.
void addFromDirectory(std::string_view tail, std::vector<std::string>& names)
{
    const std::size_t end = tail.rfind(kEnd);
    if (end == std::string_view::npos || tail.size() - end < kEndSize)
        return;
    const std::size_t size = number(tail, end + 12, 4);
    for (const std::size_t between : {std::size_t(0), kLargeEndSize}) {
        if (size + between > end)
            return;
        std::string_view directory = tail.substr(end - between - size, size);
        if (!directory.starts_with(kEntry))
            continue;
        while (isRecord(directory, kEntry, kEntrySize) && names.size() < kMostNames) {
            const std::size_t length = number(directory, 28, 2);
            const std::size_t skip = kEntrySize + length + number(directory, 30, 2) + number(directory, 32, 2);
            if (skip > directory.size())
                return;
            names.emplace_back(directory.substr(kEntrySize, length));
            directory.remove_prefix(skip);
        }
        return;
    }
}

} // namespace

std::vector<std::string> zipNames(std::string_view head, std::string_view tail)
{
    std::vector<std::string> names;
    addFromDirectory(tail, names);
    if (names.empty()) // cut off, or the directory is larger than what was looked at
        addFromMembers(head, names);
    return names;
}

} // namespace netloom
