// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/picture_format.h"

#include "app/usage_error.h"
#include "core/base/error.h"
#include "core/data/column_values.h"

#include <algorithm>
#include <filesystem>

namespace netloom {

std::string outputFormat(const std::string& path, const std::vector<std::string>& allowed)
{
    std::string ending = lowerCase(std::filesystem::path(path).extension().string());
    if (!ending.empty())
        ending.erase(0, 1);
    if (std::find(allowed.begin(), allowed.end(), ending) != allowed.end())
        return ending;
    std::string list;
    for (const std::string& format : allowed)
        list += (list.empty() ? "." : ", .") + format;
    throw UsageError("the name " + netloom::quoted(path, 255) + " must end in one of " + list);
}

} // namespace netloom
