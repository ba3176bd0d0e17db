// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/samples/bundled.h"

#include <cstddef>

// The files are in the executable, so that samples need no installed data and work from any folder.
extern "C" {
extern const char netloom_sample_iris[];
extern const char netloom_sample_iris_end[];
extern const char netloom_sample_wine[];
extern const char netloom_sample_wine_end[];
extern const char netloom_sample_breast_cancer[];
extern const char netloom_sample_breast_cancer_end[];
extern const char netloom_sample_digits[];
extern const char netloom_sample_digits_end[];
}

namespace netloom {

std::string_view bundledCsv(std::string_view key)
{
    const auto bytes = [](const char* begin, const char* end) {
        return std::string_view(begin, static_cast<std::size_t>(end - begin));
    };
    if (key == "iris")
        return bytes(netloom_sample_iris, netloom_sample_iris_end);
    if (key == "wine")
        return bytes(netloom_sample_wine, netloom_sample_wine_end);
    if (key == "breast_cancer")
        return bytes(netloom_sample_breast_cancer, netloom_sample_breast_cancer_end);
    if (key == "digits")
        return bytes(netloom_sample_digits, netloom_sample_digits_end);
    return {};
}

} // namespace netloom
