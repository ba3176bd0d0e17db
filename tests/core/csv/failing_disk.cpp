// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/csv/failing_disk.h"

#include <cerrno>
#include <cstddef>

#include <sys/syscall.h>
#include <unistd.h>

namespace netloom::testing {

off_t failingOffset = -1;

} // namespace netloom::testing

// Stands in for the system's: the only way to meet a failing disk.
extern "C" ssize_t pread(int descriptor, void* out, std::size_t bytes, off_t offset)
{
    using netloom::testing::failingOffset;
    if (failingOffset >= 0 && offset + static_cast<off_t>(bytes) > failingOffset) {
        if (offset >= failingOffset) {
            errno = EIO;
            return -1;
        }
        bytes = static_cast<std::size_t>(failingOffset - offset);
    }
    return ::syscall(SYS_pread64, descriptor, out, bytes, offset);
}
