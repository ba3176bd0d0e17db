// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace netloom {

/// One file in an archive.
struct ZipMember {
    std::string name;
    std::string bytes;
    bool compressed = false; ///< deflated, otherwise stored as it is

    bool operator==(const ZipMember&) const = default;
};

/// An archive of these members (one at least), in this order, made in memory. The same members give the same bytes: no
/// clock, no user.
/// @throws Error where a name is not allowed or there twice
std::string zipBytes(const std::vector<ZipMember>& members);

/// All members of an archive, in its order; entries of folders are left out. Nothing is written anywhere.
///
/// Checked before memory is asked for: names (relative, without "..", none twice), methods (stored, deflated; not
/// encrypted), sizes (together at most 64 MB + 100 times the archive), agreement of the two directories. Then every
/// checksum. @throws Error naming `where` and the member
std::vector<ZipMember> readZip(std::string_view bytes, const std::string& where);

} // namespace netloom
