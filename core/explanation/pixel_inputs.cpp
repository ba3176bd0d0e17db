// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/pixel_inputs.h"

#include "core/base/cancelled.h"
#include "core/network/inference.h"
#include "core/network/layer_units.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr Index leastSide = 5;
constexpr Index mostRows = 1000; ///< that are looked at

/// "p07", "Pixel 12", "px_1_2".
bool isPixelName(const std::string& name)
{
    std::string letters;
    std::size_t i = 0;
    for (; i < name.size() && std::isalpha(static_cast<unsigned char>(name[i])); ++i)
        letters += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
    if (letters != "p" && letters != "px" && letters != "pix" && letters != "pixel")
        return false;
    bool digits = false;
    for (; i < name.size(); ++i) {
        const auto c = static_cast<unsigned char>(name[i]);
        if (std::isdigit(c))
            digits = true;
        else if (c != '_' && c != ' ' && c != '-' && c != 'x')
            return false;
    }
    return digits;
}

/// The columns of the pixels; empty where one is not there.
std::vector<const Column*> columnsOf(const Table& table, const std::vector<std::string>& names)
{
    std::vector<const Column*> columns;
    for (const std::string& name : names) {
        const Index place = table.find(name);
        if (place < 0 || table.columns[static_cast<std::size_t>(place)].numbers.empty())
            return {};
        columns.push_back(&table.columns[static_cast<std::size_t>(place)]);
    }
    return columns;
}

} // namespace

Index pixelSide(const std::vector<std::string>& names)
{
    const auto side = static_cast<Index>(std::lround(std::sqrt(static_cast<double>(names.size()))));
    const bool square = side >= leastSide && static_cast<std::size_t>(side * side) == names.size();
    return square && std::all_of(names.begin(), names.end(), isPixelName) ? side : 0;
}

PixelPictures pixelPictures(const NetworkSpec& network, const ParameterSet& weights, const Table& table,
                            const FittedRecipe& fitted, const std::vector<Index>& trainRows, Index row,
                            const std::stop_token& stop)
{
    PixelPictures pictures;
    const std::vector<std::string> names = fitted.featureNames();
    const Index side = pixelSide(names);
    const std::vector<const Column*> columns = columnsOf(table, names);
    if (side == 0 || columns.size() != names.size())
        return pictures;
    pictures.side = side;
    double low = 0;
    double high = 0;
    for (const Column* column : columns)
        for (const double value : column->numbers)
            if (std::isfinite(value)) {
                low = std::min(low, value);
                high = std::max(high, value);
            }
    const auto shade = [&](double value) {
        return high > low && std::isfinite(value) ? static_cast<float>((value - low) / (high - low)) : 0.0f;
    };
    std::vector<Index> rows = trainRows;
    rows.resize(std::min<std::size_t>(rows.size(), mostRows));
    for (const Column* column : columns) {
        double sum = 0;
        Index count = 0;
        for (const Index r : rows)
            if (!column->isMissing(r)) {
                sum += column->numbers[static_cast<std::size_t>(r)];
                ++count;
            }
        pictures.mean.push_back(count > 0 ? shade(sum / static_cast<double>(count)) : 0.0f);
        if (row >= 0 && row < table.rows)
            pictures.row.push_back(column->isMissing(row) ? 0.0f
                                                          : shade(column->numbers[static_cast<std::size_t>(row)]));
    }

    while (pictures.layer < network.layers.size() && !hasUnits(network.layers[pictures.layer]))
        ++pictures.layer;
    if (pictures.layer == network.layers.size() || rows.empty())
        return pictures;
    const Matrix x = fitted.transform(table, rows, false).x;
    Inference inference(network, weights, x.rows());
    const Matrix outputs = inference.output(pictures.layer, x);
    const Eigen::VectorXf mean = x.cast<float>().rowwise().mean();
    std::vector<Index> order(static_cast<std::size_t>(x.cols()));
    for (Index unit = 0; unit < outputs.rows(); ++unit) {
        if (stop.stop_requested())
            throw Cancelled();
        std::iota(order.begin(), order.end(), Index(0));
        const auto most = static_cast<std::size_t>(std::min<Index>(drivingRows, x.cols()));
        std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(most), order.end(),
                          [&](Index a, Index b) {
                              const Scalar left = outputs(unit, a);
                              const Scalar right = outputs(unit, b);
                              return left != right ? left > right : a < b;
                          });
        Eigen::VectorXf sum = Eigen::VectorXf::Zero(x.rows());
        for (std::size_t i = 0; i < most; ++i)
            sum += x.col(order[i]).cast<float>();
        sum = sum / static_cast<float>(most) - mean;
        pictures.tiles.emplace_back(sum.data(), sum.data() + sum.size());
    }
    return pictures;
}

} // namespace netloom
