// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/network.h"
#include "core/training/batches.h"
#include "tests/support/training_setup.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace netloom;

namespace {

constexpr Index kRows = 10;
constexpr Index kBatch = 4;

/// Row r has the input r, the target 10 r and the weight r + 1.
Dataset numberedRows()
{
    Dataset rows;
    rows.x.resize(1, kRows);
    rows.y.resize(1, kRows);
    rows.weights.resize(kRows);
    for (Index r = 0; r < kRows; ++r) {
        rows.x(0, r) = static_cast<Scalar>(r);
        rows.y(0, r) = static_cast<Scalar>(10 * r);
        rows.weights(r) = static_cast<Scalar>(r + 1);
    }
    return rows;
}

TrainingConfig config(bool shuffle)
{
    TrainingConfig config = shortTraining();
    config.batchSize = kBatch;
    config.shuffle = shuffle;
    return config;
}

/// The rows in the order in which they are trained on; `ahead`: the next batch is loaded before each is done with.
std::vector<Index> trained(const std::string& layers, bool shuffle, Index epochs, bool ahead)
{
    const Dataset rows = numberedRows();
    Network network(networkOf(layers), 1, kBatch, Network::Storage::CompactIfSmall);
    Batches batches(rows, config(shuffle), kBatch, network.passes(), true);
    std::vector<Index> order;
    for (Index epoch = 0; epoch < epochs; ++epoch) {
        batches.startEpoch(epoch);
        for (Index batch = 0; batch < batches.perEpoch(); ++batch) {
            const Index count = batches.begin(batch);
            for (Index place = 0; place < count; place += 2) { // in shares
                const Index n = std::min<Index>(2, count - place);
                if (!network.passes().loadsAhead()) {
                    const ConstBlock x = batches.load(place, n);
                    for (Index j = 0; j < n; ++j)
                        if (x.column(j)[0] * 10 != batches.target(place, n).column(j)[0])
                            return {-1}; // inputs of another row than the targets
                } else if (place == 0) {
                    batches.load(0, count);
                }
            }
            if (batches.x().columns != count)
                return {-2};
            for (Index j = 0; j < count; ++j) {
                order.push_back(static_cast<Index>(batches.target(j, 1).data[0]) / 10);
                if (*batches.weights(j) != static_cast<Scalar>(order.back() + 1))
                    return {-3};
            }
            if (ahead)
                batches.loadNext(epoch, epoch + 1 == epochs);
        }
    }
    return order;
}

const char* const kSmall = "dense 1 linear";
const char* const kLarge = "dense 3 elu, dense 1 linear";

} // namespace

class TestBatches : public QObject
{
    Q_OBJECT

private slots:
    void everyRowOncePerEpoch()
    {
        std::vector<Index> file(kRows);
        std::iota(file.begin(), file.end(), Index(0));
        for (const char* layers : {kSmall, kLarge}) {
            QVERIFY(trained(layers, false, 1, false) == file);
            std::vector<Index> two = trained(layers, true, 2, false);
            QCOMPARE(two.size(), std::size_t(2 * kRows));
            QVERIFY(!std::equal(two.begin(), two.begin() + kRows, two.begin() + kRows)); // each epoch has its own order
            std::sort(two.begin(), two.begin() + kRows);
            std::sort(two.begin() + kRows, two.end());
            QVERIFY(std::equal(file.begin(), file.end(), two.begin()));
            QVERIFY(std::equal(file.begin(), file.end(), two.begin() + kRows));
        }
    }

    void theOrderDependsOnSeedAndEpochOnly()
    {
        const std::vector<Index> order = trained(kSmall, true, 3, false);
        QVERIFY(trained(kLarge, true, 3, false) == order);
        QVERIFY(trained(kSmall, true, 3, true) == order);
        QVERIFY(trained(kLarge, true, 3, true) == order);
        // An epoch alone has the order that it has after others.
        const Dataset rows = numberedRows();
        Network network(networkOf(kLarge), 1, kBatch);
        Batches batches(rows, config(true), kBatch, network.passes(), true);
        QCOMPARE(batches.rows(), kRows);
        QCOMPARE(batches.perEpoch(), Index(3));
        batches.startEpoch(2);
        QCOMPARE(batches.begin(2), Index(2)); // the last batch has what is left
        QCOMPARE(batches.load(0, 2).columns, Index(2));
        QCOMPARE(static_cast<Index>(batches.target(0, 2).column(1)[0]), 10 * order.back());
    }
};

QTEST_GUILESS_MAIN(TestBatches)
#include "tst_batches.moc"
