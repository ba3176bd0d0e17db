// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace netloom {

/// An array as numpy.save() writes it. Values are in row-major order, whatever the file had.
struct NpyArray {
    std::vector<Index> shape; ///< empty: a single number
    std::variant<std::vector<float>, std::vector<double>, std::vector<std::int64_t>> values;

    bool operator==(const NpyArray&) const = default;
};

/// The bytes of a .npy file, format 1.0, little-endian, C order. The product of `shape` must be the number of values.
std::string npyBytes(std::span<const Index> shape, std::span<const float> values);
std::string npyBytes(std::span<const Index> shape, std::span<const double> values);
std::string npyBytes(std::span<const Index> shape, std::span<const std::int64_t> values);

/// Reads float32, float64 and int64, little-endian, C or Fortran order, formats 1.0 to 3.0. The shape is compared with
/// the bytes that are there before memory is asked for. @throws Error naming `where`
NpyArray readNpy(std::string_view bytes, const std::string& where);

} // namespace netloom
