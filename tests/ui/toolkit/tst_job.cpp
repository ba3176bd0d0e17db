// SPDX-License-Identifier: GPL-3.0-or-later
// Work beside the window: its result comes back with its type, its exceptions as sentences.
#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <memory>
#include <new>
#include <stdexcept>
#include <thread>

using namespace netloom;

namespace {

struct Fold {
    int fold = -1;
    int epoch = -1;
};

template<typename Thrown>
QString textOf(const Thrown& thrown, const QString& noMemory = {})
{
    return failureText(std::make_exception_ptr(thrown), noMemory);
}

} // namespace

class TestJob final : public QObject
{
    Q_OBJECT

private slots:
    void aResultComesBackOnTheThreadOfTheWindow()
    {
        Job<std::unique_ptr<int>> job; // cannot be copied, so it is the worker's own that comes
        QSignalSpy finished(&job, &BackgroundJob::finished);
        const auto window = std::this_thread::get_id();
        std::thread::id worked;
        std::thread::id handed;
        int result = 0;
        bool before = false;
        job.start(
            [&](const std::stop_token&, const auto&) {
                worked = std::this_thread::get_id();
                return std::make_unique<int>(42);
            },
            [&](std::unique_ptr<int> value) {
                handed = std::this_thread::get_id();
                result = *value;
                before = finished.isEmpty();
            },
            [](const QString& sentence) { QFAIL(qPrintable(sentence)); });
        QVERIFY(job.isRunning());
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(result, 42);
        QVERIFY(worked != window);
        QVERIFY(handed == window);
        QVERIFY(before); // the signal comes after the result
        QVERIFY(!job.isRunning());
    }

    void whatIsToldOfTheProgressHasATypeToo()
    {
        Job<int, Fold> job;
        QCOMPARE(job.progress().fold, -1);
        std::atomic<bool> goOn = false;
        job.start(
            [&](const std::stop_token&, const auto& tell) {
                tell({2, 17});
                while (!goOn)
                    std::this_thread::yield();
                return 0;
            },
            [](int) {});
        QTRY_COMPARE(job.progress().fold, 2);
        QCOMPARE(job.progress().epoch, 17);
        goOn = true;
        QTRY_VERIFY(!job.isRunning());
        QCOMPARE(job.progress().fold, -1); // nothing runs
    }

    void whatIsThrownIsOneSentence()
    {
        Job<int> job;
        QSignalSpy finished(&job, &BackgroundJob::finished);
        QStringList sentences;
        bool done = false;
        job.start([](const std::stop_token&, const auto&) -> int { throw Error("no rows", "D.csv", "Add some."); },
                  [&](int) { done = true; }, [&](const QString& sentence) { sentences.append(sentence); });
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(sentences, QStringList{QStringLiteral("D.csv: no rows. Add some.")});
        QVERIFY(!done);
    }

    void whereMemoryRunsOutTheJobSaysItsOwnSentence()
    {
        Job<int> job;
        job.setNoMemoryText(QStringLiteral("Choose a smaller picture."));
        QString said;
        job.start([](const std::stop_token&, const auto&) -> int { throw std::bad_alloc(); }, [](int) {},
                  [&](const QString& sentence) { said = sentence; });
        QTRY_COMPARE(said, QStringLiteral("Choose a smaller picture."));
    }

    void aCancelledSaysNothing()
    {
        Job<int> job;
        QSignalSpy finished(&job, &BackgroundJob::finished);
        int said = 0;
        job.start([](const std::stop_token&, const auto&) -> int { throw Cancelled(); }, [&](int) { ++said; },
                  [&](const QString&) { ++said; });
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(said, 0);
    }

    void whoWantsToHearOfNoFailureNeedNot()
    {
        Job<int> job;
        QSignalSpy finished(&job, &BackgroundJob::finished);
        job.start([](const std::stop_token&, const auto&) -> int { throw std::runtime_error("lost"); }, [](int) {});
        QTRY_COMPARE(finished.count(), 1);
    }

    void aStartTakesThePlaceOfTheOneBefore()
    {
        Job<int> job;
        QSignalSpy finished(&job, &BackgroundJob::finished);
        std::atomic<bool> stopped = false;
        QList<int> results;
        const auto take = [&](int value) { results.append(value); };
        job.start(
            [&](const std::stop_token& stop, const auto&) {
                while (!stop.stop_requested())
                    std::this_thread::yield();
                stopped = true;
                return 1;
            },
            take);
        job.start(
            [&](const std::stop_token&, const auto&) {
                while (!stopped) // so that the first result is there before the second
                    std::this_thread::yield();
                return 2;
            },
            take);
        QTRY_COMPARE(finished.count(), 1);
        QCOMPARE(results, QList<int>{2});
    }

    void sentencesOfExceptions()
    {
        QCOMPARE(textOf(std::runtime_error("cannot be read")), QStringLiteral("cannot be read"));
        QCOMPARE(textOf(std::runtime_error("Größe unbekannt")), QStringLiteral("Größe unbekannt"));
        QCOMPARE(textOf(std::bad_alloc()), QStringLiteral("There is not enough memory for it."));
        QCOMPARE(textOf(std::runtime_error("x"), QStringLiteral("no memory")), QStringLiteral("x"));
        QVERIFY(textOf(Cancelled()).isEmpty());
        QVERIFY(!textOf(3).isEmpty()); // something that is no exception
    }

    void aFailureBesideItsFieldDoesNotNameThePlace()
    {
        QCOMPARE(failureTextHere(Error("the weight is negative", "class_weights", "Give a weight of at least 0.")),
                 QStringLiteral("The weight is negative. Give a weight of at least 0."));
        QCOMPARE(failureTextHere(Error("Nothing is there", "row 3")), QStringLiteral("Nothing is there."));
    }

    void namesAndCountsAsText()
    {
        QCOMPARE(fromUtf8("Größe"), QStringLiteral("Größe"));
        QCOMPARE(fromUtf8(std::string_view("a\0b", 3)).size(), 3);
        const QLocale before;
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
        QCOMPARE(wholeNumber(1234567), QStringLiteral("1,234,567"));
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        QCOMPARE(wholeNumber(1234567), QStringLiteral("1.234.567"));
        QLocale::setDefault(before);
    }
};

QTEST_GUILESS_MAIN(TestJob)

#include "tst_job.moc"
