// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

#include <sys/mman.h>

namespace netloom {

/// Bytes of a file or of a decoded text, not initialised on purpose, followed by line ends so that a parser can look a
/// few bytes ahead and always meets the end of a line.
class TextBuffer
{
public:
    static constexpr std::size_t padding = 64;

    TextBuffer() : TextBuffer(0) {}
    /// @throws std::bad_alloc
    explicit TextBuffer(std::size_t size) : m_bytes(allocate(size + padding)), m_size(size)
    {
        if (!m_bytes)
            throw std::bad_alloc();
        std::memset(m_bytes.get() + size, '\n', padding);
    }
    explicit TextBuffer(std::string_view text) : TextBuffer(text.size())
    {
        if (!text.empty())
            std::memcpy(m_bytes.get(), text.data(), text.size());
    }

    char* data() { return m_bytes.get(); }
    const char* data() const { return m_bytes.get(); }
    std::size_t size() const { return m_size; }
    std::string_view view() const { return {m_bytes.get(), m_size}; }
    /// Makes the text shorter; the padding follows.
    void truncate(std::size_t size)
    {
        m_size = size;
        std::memset(m_bytes.get() + size, '\n', padding);
    }

private:
    static char* allocate(std::size_t bytes)
    {
        if (bytes < kHugePage)
            return static_cast<char*>(std::malloc(bytes));
        // Large pages: a file of 200 MB would cost 50,000 page faults otherwise.
        void* const memory = std::aligned_alloc(kHugePage, (bytes + kHugePage - 1) / kHugePage * kHugePage);
        if (memory)
            ::madvise(memory, bytes, MADV_HUGEPAGE);
        return static_cast<char*>(memory);
    }
    static constexpr std::size_t kHugePage = std::size_t{2} << 20;

    struct Free {
        void operator()(char* bytes) const { std::free(bytes); }
    };
    std::unique_ptr<char, Free> m_bytes;
    std::size_t m_size = 0;
};

} // namespace netloom
