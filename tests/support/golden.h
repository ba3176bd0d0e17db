// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activations/activation.h"
#include "core/base/field.h"
#include "core/base/matrix.h"
#include "core/base/types.h"
#include "tests/support/golden_json.h"

#include <string>
#include <string_view>
#include <vector>

namespace netloom::golden {

/// The files of reference numbers: those ending in .json in the folder NETLOOM_GOLDEN_DIR, or in tests/golden where
/// that is not set, by name. Each is a JSON object with a "kind"; its name is added as "file".
/// @throws std::runtime_error naming the file that cannot be read
const std::vector<Json>& files();

/// Those of a kind. Says so where there is none.
std::vector<Json> filesOfKind(std::string_view kind);

/// "group (file)", for reports.
std::string title(const Json& file, std::string_view group);

/// All numbers of nested lists, row-major; a single number gives one.
std::vector<double> numbers(const Json& nested);

/// The same in the number type of this build.
std::vector<Scalar> scalars(const Json& nested);
std::vector<double> doubles(const std::vector<Scalar>& values);

/// Row-major nested rows (one row is one sample) as a matrix with one column per sample. A flat list gives one row.
Matrix samples(const Json& rows);

/// A matrix with one column per sample back to row-major numbers.
std::vector<double> numbers(const Matrix& samples);

ConstBlock block(const Matrix& matrix);
MutableBlock block(Matrix& matrix);

/// JSON object to field values: Keras's argument names stay, null is left out, lists become "1, 2, 3".
FieldValues fields(const Json& object, const std::vector<std::string>& without = {});

/// Keras's names as types of ours: "ExponentialDecay" gives "exponential_decay".
std::string snakeCase(std::string_view name);

/// The file's tolerance for the number type of this build.
double tolerance(const Json& file);

/// Comparisons of a group: |got - want| <= tolerance · max(1, |want|), element by element. NaN never agrees.
class Comparison
{
public:
    Comparison(std::string group, double tolerance) : m_group(std::move(group)), m_tolerance(tolerance) {}

    /// @param allowance  times the tolerance
    void compare(const std::string& place, double got, double want, double allowance = 1);
    void compare(const std::string& place, const std::vector<double>& got, const std::vector<double>& want);
    /// Either of two values is right.
    void compareEither(const std::string& place, double got, double want, double alternative);

    bool good() const { return m_complaints.empty(); }
    /// Largest error relative to max(1, |want|).
    double largestError() const { return m_largest; }
    std::size_t count() const { return m_count; }
    /// Group, number of values, largest error, and the first complaints.
    std::string report() const;

private:
    static double errorOf(double got, double want);
    void note(const std::string& place, double got, double want, double error, double allowed);

    std::string m_group;
    double m_tolerance;
    double m_largest = 0;
    std::size_t m_count = 0;
    std::vector<std::string> m_complaints;
};

} // namespace netloom::golden
