// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/golden.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

namespace netloom::golden {

namespace {

std::filesystem::path folder()
{
    if (const char* set = std::getenv("NETLOOM_GOLDEN_DIR"); set && *set)
        return set;
    return std::filesystem::path(NETLOOM_SOURCE_DIR) / "tests" / "golden";
}

std::vector<Json> read()
{
    std::vector<std::filesystem::path> paths;
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
        if (entry.path().extension() == ".json")
            paths.push_back(entry.path());
    std::sort(paths.begin(), paths.end());
    std::vector<Json> all;
    for (const auto& path : paths) {
        std::ifstream stream(path);
        if (!stream)
            throw std::runtime_error("cannot open " + path.string());
        Json file = Json::parse({std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()});
        file.set("file", path.filename().string());
        all.push_back(std::move(file));
    }
    return all;
}

void collect(const Json& value, std::vector<double>& out)
{
    if (value.is_array())
        for (const Json& element : value)
            collect(element, out);
    else
        out.push_back(value.get<double>());
}

std::string text(double number)
{
    char buffer[32];
    return {buffer, std::to_chars(buffer, buffer + sizeof buffer, number).ptr};
}

} // namespace

const std::vector<Json>& files()
{
    static const std::vector<Json> all = read();
    return all;
}

std::vector<Json> filesOfKind(std::string_view kind)
{
    std::vector<Json> found;
    for (const Json& file : files())
        if (file.at("kind").get<std::string>() == kind)
            found.push_back(file);
    if (found.empty())
        std::fprintf(stderr, "skipped: %s; no file of that kind in %s\n", std::string(kind).c_str(),
                     folder().string().c_str());
    return found;
}

std::string title(const Json& file, std::string_view group)
{
    return std::string(group) + " (" + file.at("file").get<std::string>() + ")";
}

std::vector<double> numbers(const Json& nested)
{
    std::vector<double> out;
    collect(nested, out);
    return out;
}

std::vector<Scalar> scalars(const Json& nested)
{
    const std::vector<double> values = numbers(nested);
    return {values.begin(), values.end()};
}

std::vector<double> doubles(const std::vector<Scalar>& values)
{
    return {values.begin(), values.end()};
}

Matrix samples(const Json& rows)
{
    const bool flat = rows.empty() || !rows.front().is_array();
    const auto count = static_cast<Index>(rows.size());
    const Index size = flat ? 1 : static_cast<Index>(rows.front().size());
    const std::vector<double> values = numbers(rows);
    Matrix out(size, count);
    for (Index j = 0; j < count; ++j)
        for (Index i = 0; i < size; ++i)
            out(i, j) = static_cast<Scalar>(values.at(static_cast<std::size_t>(j * size + i)));
    return out;
}

std::vector<double> numbers(const Matrix& samples)
{
    return {samples.data(), samples.data() + samples.size()};
}

ConstBlock block(const Matrix& matrix)
{
    return {matrix.data(), matrix.rows(), matrix.cols(), matrix.rows()};
}

MutableBlock block(Matrix& matrix)
{
    return {matrix.data(), matrix.rows(), matrix.cols(), matrix.rows()};
}

FieldValues fields(const Json& object, const std::vector<std::string>& without)
{
    FieldValues values;
    for (const auto& [key, value] : object.items()) {
        if (value.is_null() || std::find(without.begin(), without.end(), key) != without.end())
            continue;
        if (value.is_boolean())
            values.set(key, value.get<bool>());
        else if (value.is_number_integer())
            values.set(key, value.get<std::int64_t>());
        else if (value.is_number())
            values.set(key, value.get<double>());
        else if (value.is_string())
            values.set(key, value.get<std::string>());
        else {
            std::string list;
            for (const double number : numbers(value))
                list += (list.empty() ? "" : ", ") + text(number);
            values.set(key, list);
        }
    }
    return values;
}

std::string snakeCase(std::string_view name)
{
    std::string out;
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        if (upper && !out.empty())
            out += '_';
        out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

double tolerance(const Json& file)
{
    return file.at("tolerance").at(sizeof(Scalar) == sizeof(double) ? "float64" : "float32").get<double>();
}

double Comparison::errorOf(double got, double want)
{
    const double error = std::abs(got - want) / std::max(1.0, std::abs(want));
    return std::isnan(error) ? std::numeric_limits<double>::infinity() : error;
}

void Comparison::note(const std::string& place, double got, double want, double error, double allowed)
{
    ++m_count;
    m_largest = std::max(m_largest, error);
    if (!(error <= allowed))
        m_complaints.push_back(place + ": got " + text(got) + ", want " + text(want) + ", error " + text(error));
}

void Comparison::compare(const std::string& place, double got, double want, double allowance)
{
    note(place, got, want, errorOf(got, want), m_tolerance * allowance);
}

void Comparison::compare(const std::string& place, const std::vector<double>& got, const std::vector<double>& want)
{
    if (got.size() != want.size()) {
        m_complaints.push_back(place + ": got " + std::to_string(got.size()) + " values, want " +
                               std::to_string(want.size()));
        return;
    }
    for (std::size_t i = 0; i < got.size(); ++i)
        compare(place + "[" + std::to_string(i) + "]", got[i], want[i]);
}

void Comparison::compareEither(const std::string& place, double got, double want, double alternative)
{
    const bool other = errorOf(got, alternative) < errorOf(got, want);
    compare(place, got, other ? alternative : want);
}

std::string Comparison::report() const
{
    std::string out = m_group + ": " + std::to_string(m_count) + " values, largest error " + text(m_largest) +
                      ", allowed " + text(m_tolerance);
    for (std::size_t i = 0; i < std::min<std::size_t>(m_complaints.size(), 12); ++i)
        out += "\n  " + m_complaints[i];
    return out;
}

} // namespace netloom::golden
