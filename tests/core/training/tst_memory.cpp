// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/session.h"
#include "tests/support/training_setup.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <new>
#include <thread>

namespace {

/// So many allocations of other threads than the test's fail from now on.
std::atomic<int> failures{0};
/// So many before them do not.
std::atomic<int> spared{0};
std::thread::id testThread;

void* allocated(std::size_t size, std::size_t alignment)
{
    if (failures.load() > 0 && std::this_thread::get_id() != testThread) {
        if (spared.load() > 0) {
            --spared;
        } else {
            --failures;
            throw std::bad_alloc();
        }
    }
    void* memory = alignment > alignof(std::max_align_t)
                       ? std::aligned_alloc(alignment, (size + alignment - 1) / alignment * alignment)
                       : std::malloc(size > 0 ? size : 1);
    if (!memory)
        throw std::bad_alloc();
    return memory;
}

} // namespace

void* operator new(std::size_t size)
{
    return allocated(size, 0);
}
void* operator new(std::size_t size, std::align_val_t alignment)
{
    return allocated(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept
{
    std::free(memory);
}

using namespace netloom;

/// A training whose thread gets no memory: it ends with a message, and what was learned is kept.
class TestMemory : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { testThread = std::this_thread::get_id(); }
    void cleanup() { failures = 0; }

    void anEpochIsInTheHistoryWholeOrNotAtAll()
    {
        History history{{"loss", "accuracy", "val_loss"}, {{1, 2}, {3, 4}, {5, 6}}, -1, {}};
        for (int sparedColumns = 0; sparedColumns < 3; ++sparedColumns) {
            History tried = history;
            const std::vector<double> values{7, 8, 9};
            bool refused = false;
            std::thread thread([&] {
                spared = sparedColumns;
                failures = 1;
                try {
                    tried.append(values);
                } catch (const std::bad_alloc&) {
                    refused = true;
                }
                failures = 0;
            });
            thread.join();
            QVERIFY(refused);
            QVERIFY(tried == history);
            tried.append(values);
            QCOMPARE(tried.epochs(), std::size_t(3));
        }
    }

    void aSnapshotWithoutMemoryEndsTheTraining_data()
    {
        QTest::addColumn<int>("fail");
        QTest::newRow("once") << 1;
        QTest::newRow("for ever") << std::numeric_limits<int>::max();
    }
    void aSnapshotWithoutMemoryEndsTheTraining()
    {
        QFETCH(int, fail);
        TrainingConfig config = shortTraining();
        config.epochs = 1000000000;
        Session session;
        session.start(networkOf("dense 5 tanh, dense 1 sigmoid"), config, patternData(4, 1, 22, 9));
        QTRY_VERIFY(session.progress().epoch > 2);
        failures = fail;
        session.requestSnapshot();
        session.wait();
        failures = 0;
        const Progress p = session.progress();
        QCOMPARE(p.state, SessionState::Failed);
        QCOMPARE(p.reason, StopReason::Failure);
        QCOMPARE(QString::fromStdString(p.message),
                 QStringLiteral("There is not enough memory to go on; what was learned is kept. Close other programs "
                                "and continue."));
        QVERIFY(p.epoch > 2);
        const Checkpoint kept = session.checkpoint();
        QVERIFY(!kept.empty());
        for (const NamedTensor& tensor : kept.weights)
            for (const Scalar value : tensor.values)
                QVERIFY(std::isfinite(value));
        // From there it goes on.
        config.epochs = static_cast<Index>(kept.history.epochs()) + 2;
        Session again;
        again.start(networkOf("dense 5 tanh, dense 1 sigmoid"), config, patternData(4, 1, 22, 9), kept);
        again.wait();
        QCOMPARE(again.progress().state, SessionState::Finished);
    }
};

QTEST_GUILESS_MAIN(TestMemory)
#include "tst_memory.moc"
