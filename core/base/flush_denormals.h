// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#if defined(__SSE2__)
#include <pmmintrin.h>
#include <xmmintrin.h>
#endif

namespace netloom {

/// While it lives, denormal numbers are zeros for this thread and the threads it starts. They slow a product down a
/// hundredfold and mean nothing for learning.
class FlushDenormals
{
public:
#if defined(__SSE2__)
    FlushDenormals() : m_before(_mm_getcsr())
    {
        _MM_SET_FLUSH_ZERO_MODE(_MM_FLUSH_ZERO_ON);
        _MM_SET_DENORMALS_ZERO_MODE(_MM_DENORMALS_ZERO_ON);
    }
    ~FlushDenormals()
    {
        _mm_setcsr(m_before);
    }
#else
    FlushDenormals() {}
#endif
    FlushDenormals(const FlushDenormals&) = delete;
    FlushDenormals& operator=(const FlushDenormals&) = delete;

private:
#if defined(__SSE2__)
    unsigned m_before;
#endif
};

} // namespace netloom
