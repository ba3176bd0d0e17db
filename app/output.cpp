// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/output.h"

#include "core/base/error.h"
#include "core/csv/inspect.h"

#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <system_error>
#include <unistd.h>

namespace netloom {

namespace {

/// @returns errno of the write that failed, or 0
int writeAll(int descriptor, std::string_view text)
{
    while (!text.empty()) {
        const ssize_t count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count < 0 ? errno : EIO;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return 0;
}

} // namespace

void answer(std::string_view text)
{
    if (const int problem = writeAll(STDOUT_FILENO, text))
        throw Error("the answer cannot be written: " + std::generic_category().message(problem), "standard output");
}

void tell(std::string_view line)
{
    // Nobody can be told where stderr is closed; the exit status still says how it went.
    writeAll(STDERR_FILENO, std::string(line) + '\n');
}

void tellWarnings(const std::vector<CsvWarning>& warnings)
{
    for (const CsvWarning& warning : warnings) {
        const bool counted = warning.count < 2 || warning.text.find_first_of("0123456789") != std::string::npos;
        tell("warning: " + warningText(warning) + (counted ? "" : " (" + countText(warning.count) + ")"));
    }
}

std::string numberText(double value)
{
    if (!std::isfinite(value))
        return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
    std::array<char, 32> text{};
    const auto [end, problem] = std::to_chars(text.data(), text.data() + text.size(), value);
    return {text.data(), end};
}

std::string shortNumberText(double value)
{
    if (!std::isfinite(value))
        return numberText(value);
    std::array<char, 32> text{};
    const auto [end, problem] =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, 4);
    // General form turns to exponents at 10000 already.
    if (std::abs(value) >= 10000 && std::abs(value) < 1e9)
        return countText(std::llround(value));
    return {text.data(), end};
}

} // namespace netloom
