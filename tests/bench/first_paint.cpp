// SPDX-License-Identifier: GPL-3.0-or-later
// Loaded before Qt (LD_PRELOAD): ends a program right after its first picture is on the screen and prints its memory.
#include <QBackingStore>

#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <unistd.h>

namespace {

long kilobytes(const char* key)
{
    long value = 0;
    char line[256];
    std::FILE* status = std::fopen("/proc/self/status", "r");
    while (status && std::fgets(line, sizeof line, status))
        if (std::strncmp(line, key, std::strlen(key)) == 0)
            std::sscanf(line + std::strlen(key), ": %ld", &value);
    if (status)
        std::fclose(status);
    return value;
}

} // namespace

__attribute__((visibility("default"))) void QBackingStore::flush(const QRegion& region, QWindow* window,
                                                                 const QPoint& offset)
{
    using Flush = void (*)(QBackingStore*, const QRegion&, QWindow*, const QPoint&);
    static const auto original =
        reinterpret_cast<Flush>(dlsym(RTLD_NEXT, "_ZN13QBackingStore5flushERK7QRegionP7QWindowRK6QPoint"));
    original(this, region, window, offset);
    std::printf("%ld %ld\n", kilobytes("VmRSS"), kilobytes("RssAnon"));
    std::fflush(stdout);
    _exit(0);
}
