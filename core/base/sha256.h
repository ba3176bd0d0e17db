// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace netloom {

/// SHA-256 (FIPS 180-4) of bytes that arrive in pieces.
class Sha256
{
public:
    Sha256();
    void add(std::string_view bytes);
    /// The digest as 64 lower-case hexadecimal digits. Nothing may be added afterwards.
    std::string hex();

private:
    void block(const unsigned char* data);

    std::array<std::uint32_t, 8> m_state;
    std::array<unsigned char, 64> m_pending{};
    std::size_t m_filled = 0;
    std::uint64_t m_bytes = 0;
};

/// Digest of bytes in memory.
std::string sha256(std::string_view bytes);

} // namespace netloom
