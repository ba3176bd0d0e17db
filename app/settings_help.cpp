// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/settings_help.h"

#include "app/output.h"
#include "core/project/settings.h"

#include <algorithm>

namespace netloom {

namespace {

std::string valuesOf(const FieldInfo& field)
{
    switch (field.type) {
    case FieldType::Boolean:
        return "yes|no";
    case FieldType::Choice: {
        std::string words;
        if (field.choices)
            for (const FieldChoice& choice : field.choices())
                words += (words.empty() ? "" : "|") + choice.key;
        return words;
    }
    case FieldType::Integer:
    case FieldType::Real: {
        std::string range = field.type == FieldType::Integer ? "a whole number" : "a number";
        if (field.min > -1e8)
            range += (field.minOpen ? " greater than " : " from ") + shortNumberText(field.min);
        if (field.max < 1e8)
            range += (field.maxOpen ? " to less than " : " to ") + shortNumberText(field.max);
        return range;
    }
    case FieldType::Text:
        return "text";
    }
    return {};
}

/// Words in lines of at most 110 characters, each after `indent` blanks.
std::string wrapped(const std::string& text, std::size_t indent)
{
    constexpr std::size_t width = 110;
    std::string out;
    std::string line;
    const auto flush = [&] {
        line.erase(line.find_last_not_of(' ') + 1);
        out += std::string(indent, ' ') + line + '\n';
        line.clear();
    };
    for (std::size_t at = 0; at < text.size();) {
        // Long lists of choices may be broken behind a bar.
        const std::size_t end = std::min(text.find_first_of(" |", at), text.size());
        const std::string word = text.substr(at, std::min(end + 1, text.size()) - at);
        if (!line.empty() && indent + line.size() + word.size() > width)
            flush();
        line += word;
        at = end + 1;
    }
    if (!line.empty())
        flush();
    return out;
}

} // namespace

std::string settingsHelp()
{
    std::string help = "Keys for --set, plain values in brackets (a suggested network has its own; those of another "
                       "optimizer, schedule or\nloss appear once it is chosen):\n";
    for (const FieldInfo& field : settingFields(TrainingConfig(), SplitConfig())) {
        const std::string initial = formatField(field.initial);
        help += "  " + field.key + (initial.empty() ? "" : " (" + initial + ")") + '\n';
        help += wrapped(field.help + " " + valuesOf(field), 6);
    }
    return help;
}

} // namespace netloom
