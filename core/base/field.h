// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace netloom {

/// One value of a field: a switch, a whole number, a number, or a text (choices are stored by their key).
using FieldValue = std::variant<bool, std::int64_t, double, std::string>;

enum class FieldType { Boolean, Integer, Real, Choice, Text };

struct FieldChoice {
    std::string key;   ///< as stored and typed, e.g. "relu"
    std::string title; ///< as shown, e.g. "ReLU"
};

/// Description of one editable value. Forms, file format, command line, validation and help are made from it.
struct FieldInfo {
    std::string key;   ///< snake_case, Keras's argument name where there is one
    std::string title; ///< sentence case
    std::string help;  ///< one plain sentence
    FieldType type = FieldType::Real;
    FieldValue initial = 0.0;
    double min = 0;                                  ///< numbers: smallest value allowed
    double max = 1e9;                                ///< numbers: largest value allowed
    bool minOpen = false;                            ///< min itself is not allowed
    bool maxOpen = false;                            ///< max itself is not allowed
    double step = 0;                                 ///< numbers: step of a spin box; 0 lets the form choose
    std::vector<FieldChoice> (*choices)() = nullptr; ///< FieldType::Choice: what can be chosen, in menu order
    bool advanced = false;                           ///< forms show it under "More"
    /// "key=choice|choice": the field means something only while that field has one of these values; else forms hide
    /// it.
    std::string shownFor{};
};

/// Values by key, in the order in which they were set. A plain value: copied, compared, stored.
class FieldValues
{
public:
    FieldValues() = default;
    FieldValues(std::initializer_list<std::pair<std::string, FieldValue>> values);

    bool contains(std::string_view key) const;
    const FieldValue* find(std::string_view key) const; ///< null where absent
    void set(std::string_view key, FieldValue value);
    void remove(std::string_view key);

    /// @throws Error where the key is absent or of another type (whole numbers are accepted as real ones)
    bool boolean(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    double real(std::string_view key) const;
    const std::string& text(std::string_view key) const;

    const std::vector<std::pair<std::string, FieldValue>>& entries() const { return m_entries; }
    bool operator==(const FieldValues& other) const; ///< order does not matter

private:
    std::vector<std::pair<std::string, FieldValue>> m_entries;
};

/// All fields with their initial values, then `overrides` on top.
FieldValues withDefaults(const std::vector<FieldInfo>& fields, const FieldValues& overrides = {});

/// Whether a field means something beside these values (FieldInfo::shownFor).
bool applies(const FieldInfo& field, const std::vector<FieldInfo>& fields, const FieldValues& values);

/// The complaint about a value in words ("must be at least 1, is 0"), or an empty string when it is fine.
std::string checkField(const FieldInfo& field, const FieldValue& value);

/// Text to value by the field's type; "0.5", "true"/"false"/"yes"/"no"/"on"/"off", a choice's key. Locale-free.
/// @throws Error naming the key, the text, and what is expected
FieldValue parseField(const FieldInfo& field, std::string_view text);

/// Value to text so that parseField() gives it back exactly (shortest form of numbers). Locale-free.
std::string formatField(const FieldValue& value);

} // namespace netloom
