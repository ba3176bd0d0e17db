// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preparation/split.h"
#include "tests/core/data/table_builder.h"

#include <QTest>

#include <set>

using namespace netloom;
using namespace netloom::testing;

namespace {

SplitConfig config(double validation, double test, std::string order, std::uint64_t seed = 42)
{
    return {validation, test, std::move(order), seed};
}

/// Every row exactly once.
bool covers(const Split& split, const std::vector<Index>& rows)
{
    std::vector<Index> all = split.train;
    all.insert(all.end(), split.validation.begin(), split.validation.end());
    all.insert(all.end(), split.test.begin(), split.test.end());
    std::sort(all.begin(), all.end());
    return all == rows;
}

Index countOf(const std::vector<Index>& rows, const Column& column, std::string_view word)
{
    return std::count_if(rows.begin(), rows.end(), [&](Index row) {
        const std::int32_t code = column.codes[static_cast<std::size_t>(row)];
        return code >= 0 && column.dictionary[static_cast<std::size_t>(code)] == word;
    });
}

Column classes(const std::vector<std::pair<std::string, int>>& sizes)
{
    std::vector<std::string> words;
    for (const auto& [word, count] : sizes)
        words.insert(words.end(), static_cast<std::size_t>(count), word);
    return texts("class", words);
}

template<typename Work>
QString messageOf(Work work)
{
    try {
        work();
    } catch (const Error& error) {
        return QString::fromStdString(error.message());
    }
    return {};
}

} // namespace

class TestSplit : public QObject
{
    Q_OBJECT
private slots:
    void fileOrderIsConsecutive_data();
    void fileOrderIsConsecutive();
    void onlyGivenRowsAreDivided();
    void everyRowKnowsItsPart();
    void sameSeedSameRows();
    void shuffledMixesTheRows();
    void stratifiedKeepsTheShares();
    void rareClassesStayInTraining();
    void stratifiedByNumbersAndBooleans();
    void columnOfWords();
    void columnOfBooleans();
    void columnOfTimes();
    void refusesInWords_data();
    void refusesInWords();
    void foldsCoverAllRowsOnce();
    void foldsAreStratified();
    void foldsForTestingFollowTheOrder();
    void foldsForTestingCanBeWatched();
};

void TestSplit::fileOrderIsConsecutive_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("validation");
    QTest::addColumn<double>("test");
    QTest::addColumn<QList<int>>("sizes");
    // The sizes of the reference scores: n·7/10 in whole numbers.
    QTest::newRow("breast_cancer") << 569 << 0.0 << 0.3 << QList<int>{398, 0, 171};
    QTest::newRow("california_housing") << 20640 << 0.0 << 0.3 << QList<int>{14448, 0, 6192};
    QTest::newRow("digits") << 1797 << 0.0 << 0.3 << QList<int>{1257, 0, 540};
    QTest::newRow("8760 rows") << 8760 << 0.0 << 0.3 << QList<int>{6132, 0, 2628};
    QTest::newRow("351 rows") << 351 << 0.0 << 0.3 << QList<int>{245, 0, 106};
    QTest::newRow("diabetes") << 442 << 0.0 << 0.3 << QList<int>{309, 0, 133};
    // Keras's validation_split: floor of 90 · (1 - .9) = 8.99…98
    QTest::newRow("Keras, 90 rows") << 90 << 0.9 << 0.0 << QList<int>{8, 82, 0};
    QTest::newRow("Keras, 10 rows") << 10 << 0.25 << 0.0 << QList<int>{7, 3, 0};
    QTest::newRow("three parts") << 100 << 0.15 << 0.15 << QList<int>{70, 15, 15};
    QTest::newRow("three parts, odd") << 105 << 0.1 << 0.2 << QList<int>{73, 11, 21};
    QTest::newRow("all for training") << 7 << 0.0 << 0.0 << QList<int>{7, 0, 0};
}

void TestSplit::fileOrderIsConsecutive()
{
    QFETCH(int, rows);
    QFETCH(double, validation);
    QFETCH(double, test);
    QFETCH(QList<int>, sizes);
    const std::vector<Index> all = firstRows(rows);
    const Split split = makeSplit(config(validation, test, "file"), Table{{}, rows}, all, nullptr);
    QCOMPARE(static_cast<int>(split.train.size()), sizes[0]);
    QCOMPARE(static_cast<int>(split.validation.size()), sizes[1]);
    QCOMPARE(static_cast<int>(split.test.size()), sizes[2]);
    QVERIFY(covers(split, all));
    QCOMPARE(split.train.front(), Index(0));
    QCOMPARE(split.train.back(), Index(sizes[0] - 1));
    if (sizes[2] > 0)
        QCOMPARE(split.test.back(), Index(rows - 1));
}

void TestSplit::onlyGivenRowsAreDivided()
{
    const std::vector<Index> rows{2, 3, 5, 7, 11, 13, 17, 19, 23, 29};
    const Split split = makeSplit(config(0.2, 0.3, "file"), Table{{}, 40}, rows, nullptr);
    QCOMPARE(split.train, (std::vector<Index>{2, 3, 5, 7, 11}));
    QCOMPARE(split.validation, (std::vector<Index>{13, 17}));
    QCOMPARE(split.test, (std::vector<Index>{19, 23, 29}));
}

void TestSplit::everyRowKnowsItsPart()
{
    const Split split{{5, 0}, {2}, {1, 4}};
    const std::vector<RowPart> expected = {RowPart::Train,   RowPart::Test, RowPart::Validation,
                                           RowPart::LeftOut, RowPart::Test, RowPart::Train};
    QVERIFY(partsOf(split, 6) == expected);
}

void TestSplit::sameSeedSameRows()
{
    const Column target = classes({{"a", 60}, {"b", 40}});
    const Table data = table({target});
    for (const char* order : {"shuffled", "stratified"}) {
        const Split one = makeSplit(config(0.15, 0.15, order, 1), data, firstRows(100), &target);
        QVERIFY(one == makeSplit(config(0.15, 0.15, order, 1), data, firstRows(100), &target));
        QVERIFY(one != makeSplit(config(0.15, 0.15, order, 2), data, firstRows(100), &target));
        QVERIFY(covers(one, firstRows(100)));
    }
}

void TestSplit::shuffledMixesTheRows()
{
    const Split split = makeSplit(config(0.15, 0.15, "stratified"), Table{{}, 1000}, firstRows(1000), nullptr);
    QCOMPARE(split.train.size(), std::size_t(700));
    QCOMPARE(split.validation.size(), std::size_t(150));
    QCOMPARE(split.test.size(), std::size_t(150));
    // Of the last 300 rows about 90 are neither in validation nor … : hypergeometric, sd 6.
    const auto late = std::count_if(split.train.begin(), split.train.end(), [](Index row) { return row >= 700; });
    QVERIFY2(late > 170 && late < 250, qPrintable(QString::number(late)));
}

void TestSplit::stratifiedKeepsTheShares()
{
    // iris: 105 rows for training, 35 of each species in the reference
    const Column target = classes({{"setosa", 50}, {"versicolor", 50}, {"virginica", 50}});
    const Table data = table({target});
    const Split split = makeSplit(config(0, 0.3, "stratified"), data, firstRows(150), &target);
    for (const char* word : {"setosa", "versicolor", "virginica"}) {
        QCOMPARE(countOf(split.train, target, word), Index(35));
        QCOMPARE(countOf(split.test, target, word), Index(15));
    }
    // 9, 5, 1 of 15 rows, 5 for testing: quotas 3, 1.67, 0.33, so 3, 2, 0.
    const Column uneven = classes({{"x", 9}, {"y", 5}, {"z", 1}});
    const Split small = makeSplit(config(0, 1.0 / 3, "stratified"), table({uneven}), firstRows(15), &uneven);
    QCOMPARE(countOf(small.test, uneven, "x"), Index(3));
    QCOMPARE(countOf(small.test, uneven, "y"), Index(2));
    QCOMPARE(countOf(small.test, uneven, "z"), Index(0));
}

void TestSplit::rareClassesStayInTraining()
{
    std::vector<std::pair<std::string, int>> sizes;
    for (int i = 0; i < 10; ++i)
        sizes.emplace_back(std::string(1, static_cast<char>('a' + i)), i < 5 ? 1 : 2);
    const Column target = classes(sizes);
    const Split split = makeSplit(config(0.1, 0.2, "stratified"), table({target}), firstRows(15), &target);
    QVERIFY(covers(split, firstRows(15)));
    QCOMPARE(split.test.size() + split.validation.size(), std::size_t(5));
    for (const auto& [word, count] : sizes)
        QVERIFY(countOf(split.train, target, word) >= 1);
}

void TestSplit::stratifiedByNumbersAndBooleans()
{
    std::vector<double> values(90, 0);
    std::fill(values.begin() + 60, values.end(), 1);
    const auto ones = [&](const Column& column) {
        const Split split = makeSplit(config(0, 0.1, "stratified"), table({column}), firstRows(90), &column);
        return std::count_if(split.test.begin(), split.test.end(), [](Index row) { return row >= 60; });
    };
    QCOMPARE(ones(numbers("n", values)), 3);
    QCOMPARE(ones(booleans("b", values, "no", "yes")), 3);
}

void TestSplit::columnOfWords()
{
    const Column part = texts("part", {"Train", "test", "VAL", "training", "valid", "train"});
    const Split split = makeSplit(config(0.1, 0.1, "part"), table({part}), firstRows(6), nullptr);
    QCOMPARE(split.train, (std::vector<Index>{0, 3, 5}));
    QCOMPARE(split.validation, (std::vector<Index>{2, 4}));
    QCOMPARE(split.test, (std::vector<Index>{1}));
}

void TestSplit::columnOfBooleans()
{
    QVERIFY(messageOf([] {
                makeSplit(config(0, 0, "part"), table({texts("part", {"test", "val", "dev"})}), firstRows(3), nullptr);
            }).contains(QLatin1String("No row is marked for training")));
    const auto split = [](const char* name) {
        return makeSplit(config(0, 0, name), table({booleans(name, {1, 0, 1}, "no", "yes")}), firstRows(3), nullptr);
    };
    QCOMPARE(split("is_train").train, (std::vector<Index>{0, 2}));
    QCOMPARE(split("is_train").test, (std::vector<Index>{1}));
    QCOMPARE(split("holdout").train, (std::vector<Index>{1}));
    QCOMPARE(split("validation").validation, (std::vector<Index>{0, 2}));
}

void TestSplit::columnOfTimes()
{
    const Column when = numbers("when", {50, 10, 40, 20, 30}, ColumnKind::DateTime);
    const Split split = makeSplit(config(0.2, 0.2, "when"), table({when}), firstRows(5), nullptr);
    QCOMPARE(split.train, (std::vector<Index>{1, 3, 4}));
    QCOMPARE(split.validation, (std::vector<Index>{2}));
    QCOMPARE(split.test, (std::vector<Index>{0}));
}

void TestSplit::refusesInWords_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<double>("validation");
    QTest::addColumn<double>("test");
    QTest::addColumn<QString>("order");
    QTest::addColumn<QString>("words");
    QTest::newRow("no rows") << 0 << 0.1 << 0.1 << "file"
                             << "no rows";
    QTest::newRow("no validation rows") << 3 << 0.1 << 0.1 << "file"
                                        << "The validation part would be empty with 3 rows";
    QTest::newRow("no test rows") << 3 << 0.0 << 1e-12 << "file"
                                  << "The test part would be empty with 3 rows";
    QTest::newRow("negative") << 10 << -0.1 << 0.1 << "file"
                              << "split.validation";
    QTest::newRow("not a number") << 10 << 0.1 << std::nan("") << "file"
                                  << "split.test";
    QTest::newRow("too much") << 10 << 0.5 << 0.5 << "file"
                              << "no rows for training";
    QTest::newRow("no training row") << 2 << 0.4 << 0.4 << "shuffled"
                                     << "training part would be empty";
    QTest::newRow("no validation row") << 2 << 0.15 << 0.15 << "file"
                                       << "validation part would be empty with 2 rows";
    QTest::newRow("unknown column") << 10 << 0.1 << 0.1 << "fold"
                                    << "no column \"fold\"";
    QTest::newRow("unknown word") << 3 << 0.1 << 0.1 << "words"
                                  << "column \"words\", row 2";
    QTest::newRow("missing cell") << 3 << 0.1 << 0.1 << "gaps"
                                  << "column \"gaps\", row 3";
}

void TestSplit::refusesInWords()
{
    QFETCH(int, rows);
    QFETCH(double, validation);
    QFETCH(double, test);
    QFETCH(QString, order);
    QFETCH(QString, words);
    const Table data = table({texts("words", {"train", "perhaps", "test"}), numbers("gaps", {1, 2, kMissing})});
    const QString message =
        messageOf([&] { makeSplit(config(validation, test, order.toStdString()), data, firstRows(rows), nullptr); });
    QVERIFY2(message.contains(words), qPrintable(message));
}

void TestSplit::foldsCoverAllRowsOnce()
{
    const std::vector<Split> folds = makeFolds(3, firstRows(10), nullptr, 7);
    QCOMPARE(folds.size(), std::size_t(3));
    std::multiset<Index> held;
    for (const Split& fold : folds) {
        QVERIFY(covers(fold, firstRows(10)));
        QVERIFY(fold.test.empty());
        QVERIFY(fold.validation.size() == 3 || fold.validation.size() == 4);
        held.insert(fold.validation.begin(), fold.validation.end());
    }
    const std::vector<Index> all = firstRows(10);
    QVERIFY(held == std::multiset<Index>(all.begin(), all.end()));
    QVERIFY(makeFolds(3, firstRows(10), nullptr, 7) == folds);
    QVERIFY(makeFolds(3, firstRows(10), nullptr, 8) != folds);
    QVERIFY(messageOf([] { makeFolds(1, firstRows(10), nullptr, 7); }).contains("1 folds"));
    QVERIFY(messageOf([] { makeFolds(11, firstRows(10), nullptr, 7); }).contains("11 folds"));
}

void TestSplit::foldsAreStratified()
{
    const Column target = classes({{"a", 20}, {"b", 10}, {"c", 5}});
    for (const Split& fold : makeFolds(5, firstRows(35), &target, 3)) {
        QCOMPARE(countOf(fold.validation, target, "a"), Index(4));
        QCOMPARE(countOf(fold.validation, target, "b"), Index(2));
        QCOMPARE(countOf(fold.validation, target, "c"), Index(1));
    }
}

void TestSplit::foldsForTestingFollowTheOrder()
{
    const Table data = table({classes({{"a", 7}, {"b", 4}}), numbers("time", {5, 9, 1, 8, 2, 7, 3, 10, 4, 6, 11})});
    const Column* target = &data.columns[0];
    const std::vector<Index> rows = firstRows(11);
    const auto folds = [&](const char* order, Index k) {
        return makeFolds(k, config(0.2, 0.2, order), data, rows, target, false);
    };
    for (const char* order : {"shuffled", "stratified", "file", "time", "class"}) {
        std::multiset<Index> tested;
        for (const Split& fold : folds(order, 4)) {
            QVERIFY(covers(fold, rows));
            QVERIFY(fold.validation.empty());
            QVERIFY(fold.test.size() == 2 || fold.test.size() == 3);
            tested.insert(fold.test.begin(), fold.test.end());
        }
        QVERIFY(tested == std::multiset<Index>(rows.begin(), rows.end()));
        QVERIFY(folds(order, 4) == folds(order, 4));
    }
    QVERIFY(folds("file", 4)[1].test == std::vector<Index>({2, 3, 4}));
    QVERIFY(folds("time", 11)[2].test == std::vector<Index>({6})); // the third in time
    QVERIFY(folds("time", 11)[10].test == std::vector<Index>({10}));
    QVERIFY(folds("shuffled", 4) != folds("file", 4));
    for (const char* order : {"stratified", "class"}) // words name parts, not folds
        for (const Split& fold : folds(order, 4))
            QCOMPARE(countOf(fold.test, *target, "b"), Index(1));
    QVERIFY(makeFolds(4, config(0, 0, "shuffled", 1), data, rows, target, false) !=
            makeFolds(4, config(0, 0, "shuffled", 2), data, rows, target, false));
    QVERIFY(messageOf([&] { folds("file", 12); }).contains("12 folds"));
    QVERIFY(messageOf([&] { folds("nowhere", 2); }).contains("no column \"nowhere\""));
}

void TestSplit::foldsForTestingCanBeWatched()
{
    const Table data = table({classes({{"a", 60}, {"b", 40}})});
    const std::vector<Index> rows = firstRows(100);
    // 0.15 of all rows beside 0.15 for testing is 0.15 / 0.85 of the others: of 80 rows 14.1, which gives 65 and 15.
    for (const char* order : {"shuffled", "stratified", "file"}) {
        for (const Split& fold : makeFolds(5, config(0.15, 0.15, order), data, rows, &data.columns[0], true)) {
            QVERIFY(covers(fold, rows));
            QCOMPARE(fold.test.size(), std::size_t(20));
            QCOMPARE(fold.validation.size(), std::size_t(15));
            if (QByteArray(order) == "stratified")
                QCOMPARE(countOf(fold.validation, data.columns[0], "b"), Index(6));
        }
    }
    for (const Split& fold : makeFolds(5, config(0, 0.2, "file"), data, rows, &data.columns[0], true))
        QVERIFY(fold.validation.empty());
}

QTEST_APPLESS_MAIN(TestSplit)
#include "tst_split.moc"
