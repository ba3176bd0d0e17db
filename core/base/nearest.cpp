// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/nearest.h"

#include "core/base/error.h"

#include <algorithm>
#include <numeric>

namespace netloom {

namespace {

constexpr std::size_t kLongestTyped = 80;

/// Insertions, deletions and replacements of letters between two words (Levenshtein).
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t(0));
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

} // namespace

std::string didYouMean(std::string_view typed, const std::vector<std::string>& known)
{
    typed = typed.substr(0, kLongestTyped);
    const std::string* best = nullptr;
    std::size_t least = typed.size() / 3 + 2; // a third of the letters wrong is still a slip
    for (const std::string& word : known)
        if (const std::size_t d = distance(typed, word); d < least) {
            least = d;
            best = &word;
        }
    if (best)
        return "Did you mean " + quoted(*best) + "?";
    std::string all;
    for (const std::string& word : known)
        all += (all.empty() ? "" : ", ") + word;
    return "Known are " + all + ".";
}

} // namespace netloom
