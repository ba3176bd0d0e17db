// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/matrix.h"
#include "core/initializers/registry.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace netloom;

namespace {

std::vector<Scalar> drawn(const std::string& type, const std::vector<Index>& shape, std::uint64_t seed = 1)
{
    Index size = 1;
    for (const Index length : shape)
        size *= length;
    std::vector<Scalar> values(static_cast<std::size_t>(size), Scalar(-7));
    Rng rng(seed, "init");
    findInitializer(type)->fill(values, shape, rng);
    return values;
}

double largestOf(const std::vector<Scalar>& values)
{
    Scalar largest = 0;
    for (const Scalar value : values)
        largest = std::max(largest, std::abs(value));
    return static_cast<double>(largest);
}

} // namespace

/// Constants, bounds and orthogonality of first weights.
class TestInitializers : public QObject
{
    Q_OBJECT

private slots:
    void constantInitializers()
    {
        for (const Scalar value : drawn("zeros", {3, 4}))
            QCOMPARE(value, Scalar(0));
        for (const Scalar value : drawn("ones", {5}))
            QCOMPARE(value, Scalar(1));
        const std::vector<Scalar> wide{1, 0, 0, 0, 1, 0};
        QVERIFY(drawn("identity", {2, 3}) == wide);
        const std::vector<Scalar> tall{1, 0, 0, 1, 0, 0};
        QVERIFY(drawn("identity", {3, 2}) == tall);
    }

    void randomInitializersStayInBounds()
    {
        // Glorot: sqrt(6 / (in + out)); He: sqrt(6 / in); LeCun: sqrt(3 / in); a bias has as many inputs as outputs.
        const std::vector<std::pair<std::string, double>> limits{{"glorot_uniform", std::sqrt(6.0 / 60)},
                                                                 {"he_uniform", std::sqrt(6.0 / 20)},
                                                                 {"lecun_uniform", std::sqrt(3.0 / 20)},
                                                                 {"random_uniform", 0.05},
                                                                 {"truncated_normal", 0.1}};
        for (const auto& [type, limit] : limits) {
            const double largest = largestOf(drawn(type, {20, 40}));
            QVERIFY2(largest <= limit * (1 + 1e-6) && largest > 0.95 * limit, type.c_str());
        }
        const double bias = largestOf(drawn("glorot_uniform", {600}));
        QVERIFY(bias <= std::sqrt(6.0 / 1200) * (1 + 1e-6) && bias > 0.95 * std::sqrt(6.0 / 1200));
        const double third = largestOf(drawn("he_uniform", {5, 4, 40})); // receptive field of 5: 20 inputs
        QVERIFY(third <= std::sqrt(6.0 / 20) * (1 + 1e-6) && third > 0.95 * std::sqrt(6.0 / 20));
        for (const InitializerInfo* info : initializers()) {
            QVERIFY2(drawn(info->type, {7, 5}) == drawn(info->type, {7, 5}), info->type.c_str());
            const bool random = info->type != "zeros" && info->type != "ones" && info->type != "identity";
            QVERIFY2((drawn(info->type, {7, 5}, 2) != drawn(info->type, {7, 5})) == random, info->type.c_str());
        }
    }

    void orthogonalMatrices()
    {
        for (const auto& [rows, cols] : {std::pair<Index, Index>(6, 4), {4, 6}, {5, 5}, {1, 3}}) {
            const std::vector<Scalar> values = drawn("orthogonal", {rows, cols});
            Eigen::MatrixXd w(rows, cols);
            for (Index i = 0; i < rows; ++i)
                for (Index j = 0; j < cols; ++j)
                    w(i, j) = static_cast<double>(values[static_cast<std::size_t>(i * cols + j)]);
            const Eigen::MatrixXd product = rows < cols ? (w * w.transpose()).eval() : (w.transpose() * w).eval();
            QVERIFY(product.isIdentity(1e-5));
        }
        QCOMPARE(drawn("orthogonal", {0, 3}).size(), std::size_t(0));
    }
};

QTEST_GUILESS_MAIN(TestInitializers)

#include "tst_initializers.moc"
