// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden_json.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace netloom::golden {

namespace {

Json from(const nlohmann::json& value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    if (value.is_number())
        return value.get<double>();
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_null())
        return {};
    Json out = value.is_array() ? Json::array() : Json::object();
    for (const auto& [key, item] : value.items()) {
        if (value.is_array())
            out.push_back(from(item));
        else
            out.set(key, from(item));
    }
    return out;
}

nlohmann::json to(const Json& value)
{
    if (value.is_boolean())
        return value.get<bool>();
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    if (value.is_number())
        return value.get<double>();
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_null())
        return nullptr;
    if (value.is_array()) {
        nlohmann::json list = nlohmann::json::array();
        for (const Json& item : value)
            list.push_back(to(item));
        return list;
    }
    nlohmann::json object = nlohmann::json::object();
    for (const auto& [key, item] : value.items())
        object[key] = to(item);
    return object;
}

} // namespace

Json Json::array()
{
    Json json;
    json.m_kind = Kind::List;
    return json;
}

Json Json::object()
{
    Json json;
    json.m_kind = Kind::Object;
    return json;
}

Json Json::parse(const std::string& text)
{
    return from(nlohmann::json::parse(text));
}

std::string Json::dump() const
{
    return to(*this).dump();
}

void Json::push_back(Json value)
{
    require(is_array());
    m_items.push_back(std::move(value));
}

const Json* Json::find(std::string_view name) const
{
    const auto found = std::lower_bound(m_names.begin(), m_names.end(), name);
    if (found == m_names.end() || *found != name)
        return nullptr;
    return &m_items[static_cast<std::size_t>(found - m_names.begin())];
}

const Json& Json::at(std::string_view name) const
{
    const Json* member = find(name);
    if (!member)
        throw std::out_of_range("the reference has no " + std::string(name));
    return *member;
}

void Json::set(const std::string& name, Json value)
{
    require(is_object());
    const auto found = std::lower_bound(m_names.begin(), m_names.end(), name);
    const auto place = m_items.begin() + (found - m_names.begin());
    if (found != m_names.end() && *found == name) {
        *place = std::move(value);
        return;
    }
    m_items.insert(place, std::move(value));
    m_names.insert(found, name);
}

std::vector<std::pair<std::string, const Json&>> Json::items() const
{
    std::vector<std::pair<std::string, const Json&>> all;
    for (std::size_t i = 0; i < m_names.size(); ++i)
        all.emplace_back(m_names[i], m_items[i]);
    return all;
}

} // namespace netloom::golden
