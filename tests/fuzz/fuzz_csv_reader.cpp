// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fuzz/csv_invariants.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    netloom::checkCsvReader({reinterpret_cast<const char*>(data), size});
    return 0;
}
