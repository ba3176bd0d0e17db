// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/component.h"
#include "core/base/error.h"
#include "core/base/field.h"
#include "core/base/field_builders.h"
#include "core/base/parallel.h"
#include "core/base/rng.h"
#include "core/base/row_shares.h"
#include "core/base/sha256.h"
#include "core/base/shape.h"

#include <QTest>

#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <mutex>
#include <numeric>
#include <set>
#include <thread>

using namespace netloom;

namespace {

/// SplitMix64 as published by S. Vigna (prng.di.unimi.it/splitmix64.c).
std::uint64_t splitMix(std::uint64_t& state)
{
    std::uint64_t z = (state += 0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

std::vector<FieldChoice> fruits()
{
    return {{"apple", "Apple"}, {"pear", "Pear"}};
}

QString complaint(const FieldInfo& field, const FieldValue& value)
{
    return QString::fromStdString(checkField(field, value));
}

QString refusal(const FieldInfo& field, const char* text)
{
    try {
        parseField(field, text);
    } catch (const Error& error) {
        return QString::fromStdString(error.message());
    }
    return {};
}

} // namespace

/// What all rooms stand on: random streams, fields, errors, the pool of threads.
class TestBase : public QObject
{
    Q_OBJECT

private slots:
    void randomNumbersAreSplitMix()
    {
        // The first numbers for the seed 1234567, as many implementations list them (rosettacode.org/wiki/Pseudo-random
        // _numbers/Splitmix64).
        std::uint64_t state = 1234567;
        for (const std::uint64_t wanted : {6457827717110365317u, 3203168211198807973u, 9817491932198370423u,
                                           4593380528125082431u, 16408922859458223821u})
            QCOMPARE(splitMix(state), wanted);
        Rng rng(42, "shuffle");
        state = rng.key();
        for (std::uint64_t i = 0; i < 100; ++i) {
            QCOMPARE(rng.position(), i);
            QCOMPARE(rng.at(i), rng.next());
        }
        rng.seek(0);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(rng.next(), splitMix(state));
    }

    void streamsAreApart()
    {
        std::set<std::uint64_t> keys;
        for (std::uint64_t seed = 0; seed < 50; ++seed)
            for (const char* stream : {"", "init/0/kernel", "init/1/kernel", "shuffle/0", "shuffle/1", "layer/0"})
                keys.insert(Rng(seed, stream).key());
        QCOMPARE(keys.size(), std::size_t(300));
        QCOMPARE(Rng(7, "a").key(), Rng(7, "a").key());
    }

    void branchesOfAStreamAreApart()
    {
        const Rng stream(7, "shuffle");
        std::set<std::uint64_t> keys{stream.key(), Rng(8, "shuffle").branch(0).key(), Rng(7, "split").branch(0).key()};
        for (std::uint64_t number = 0; number < 1000; ++number)
            keys.insert(stream.branch(number).key());
        QCOMPARE(keys.size(), std::size_t(1003));
        Rng used = stream;
        used.next();
        QCOMPARE(used.branch(5).next(), stream.branch(5).next());
    }

    void uniformNumbers()
    {
        Rng rng(1, "uniform");
        double sum = 0;
        double squares = 0;
        const int n = 200000;
        for (int i = 0; i < n; ++i) {
            const double u = rng.uniform();
            QVERIFY(u >= 0 && u < 1);
            sum += u;
            squares += u * u;
        }
        QVERIFY(std::abs(sum / n - 0.5) < 4 * std::sqrt(1.0 / 12 / n));
        QVERIFY(std::abs(squares / n - 1.0 / 3) < 4 * std::sqrt(4.0 / 45 / n));
        QCOMPARE(Rng::toUnit(0), 0.0);
        QVERIFY(Rng::toUnit(~std::uint64_t(0)) < 1);
        for (int i = 0; i < 1000; ++i) {
            const double u = rng.uniform(-3, 5);
            QVERIFY(u >= -3 && u < 5);
        }
    }

    void normalNumbers()
    {
        Rng rng(2, "normal");
        const int n = 200000;
        double moments[5] = {};
        int within = 0;
        for (int i = 0; i < n; ++i) {
            const double x = rng.normal();
            QVERIFY(std::isfinite(x));
            double power = 1;
            for (double& moment : moments) {
                moment += power;
                power *= x;
            }
            within += std::abs(x) < 1 ? 1 : 0;
        }
        // Mean 0, variance 1, skewness 0, kurtosis 3; P(|x| < 1) = 0.6826895. Four standard errors each.
        QVERIFY(std::abs(moments[1] / n) < 4 * std::sqrt(1.0 / n));
        QVERIFY(std::abs(moments[2] / n - 1) < 4 * std::sqrt(2.0 / n));
        QVERIFY(std::abs(moments[3] / n) < 4 * std::sqrt(15.0 / n));
        QVERIFY(std::abs(moments[4] / n - 3) < 4 * std::sqrt(96.0 / n));
        QVERIFY(std::abs(within / double(n) - 0.6826895) < 4 * std::sqrt(0.6827 * 0.3173 / n));
    }

    void wholeNumbersAreEvenlySpread()
    {
        Rng rng(3, "below");
        const int n = 70000;
        std::vector<int> counts(7);
        for (int i = 0; i < n; ++i)
            ++counts.at(rng.below(7));
        double chi = 0; // 6 degrees of freedom: 22.46 is exceeded once in a thousand
        for (const int count : counts)
            chi += std::pow(count - n / 7.0, 2) / (n / 7.0);
        QVERIFY(chi < 22.46);
        for (int i = 0; i < 100; ++i)
            QCOMPARE(rng.below(1), std::uint64_t(0));
        const std::uint64_t large = (std::uint64_t(1) << 63) + 1; // nearly every second draw must be thrown away
        for (int i = 0; i < 100; ++i)
            QVERIFY(rng.below(large) < large);
    }

    void everyOrderIsEquallyLikely()
    {
        Rng rng(4, "shuffle");
        std::map<std::vector<int>, int> counts;
        const int n = 24000;
        for (int i = 0; i < n; ++i) {
            std::vector<int> items{0, 1, 2, 3};
            rng.shuffle(items);
            ++counts[items];
        }
        QCOMPARE(counts.size(), std::size_t(24));
        double chi = 0; // 23 degrees of freedom: 49.73 is exceeded once in a thousand
        for (const auto& [order, count] : counts)
            chi += std::pow(count - 1000.0, 2) / 1000;
        QVERIFY(chi < 49.73);
        std::vector<int> none;
        rng.shuffle(none);
        QVERIFY(none.empty());
    }

    void poolDoesEveryPartOnce_data()
    {
        QTest::addColumn<int>("threads");
        for (const int threads : {1, 2, 3, 4})
            QTest::newRow(qPrintable(QString::number(threads))) << threads;
    }
    void poolDoesEveryPartOnce()
    {
        QFETCH(int, threads);
        WorkerPool pool(threads);
        QCOMPARE(pool.threads(), threads);
        for (int job = 0; job < 2000; ++job) {
            const int parts = job % 17;
            std::vector<std::atomic<int>> done(static_cast<std::size_t>(parts));
            pool.run(parts, [&](int part) { done[static_cast<std::size_t>(part)] += 1; });
            for (const auto& count : done)
                QCOMPARE(count.load(), 1);
        }
        // After a rest the helpers sleep, and wake up again.
        QTest::qWait(5);
        std::atomic<int> sum = 0;
        pool.run(100, [&](int part) { sum += part; });
        QCOMPARE(sum.load(), 4950);
    }

    void poolRestsOnALentCore()
    {
        const int cores = std::max(2, static_cast<int>(std::thread::hardware_concurrency()));
        std::atomic<bool> lent = true;
        WorkerPool pool(cores);
        QCOMPARE(pool.atWork(), cores);
        pool.lendsCoreWhile(lent);
        QCOMPARE(pool.atWork(), cores - 1);
        QCOMPARE(pool.threads(), cores);
        std::mutex mutex;
        std::set<std::thread::id> workers;
        std::vector<int> done(64);
        pool.run(64, [&](int part) {
            ++done[static_cast<std::size_t>(part)];
            const std::lock_guard lock(mutex);
            workers.insert(std::this_thread::get_id());
        });
        QCOMPARE(done, std::vector<int>(64, 1));
        if (cores == 2)
            QCOMPARE(workers, std::set{std::this_thread::get_id()});
        lent = false;
        QCOMPARE(pool.atWork(), cores);

        // Where there are cores enough nobody is in the way.
        lent = true;
        WorkerPool one(1);
        one.lendsCoreWhile(lent);
        QCOMPARE(one.atWork(), 1);
        if (cores > 2) {
            WorkerPool few(2);
            few.lendsCoreWhile(lent);
            QCOMPARE(few.atWork(), 2);
        }
    }

    void fieldValuesKeepTheirOrder()
    {
        FieldValues values{{"b", true}, {"a", std::int64_t(3)}, {"b", false}};
        QCOMPARE(values.entries().size(), std::size_t(2));
        QCOMPARE(values.entries().front().first, std::string("b"));
        QCOMPARE(values.boolean("b"), false);
        QCOMPARE(values.integer("a"), std::int64_t(3));
        QCOMPARE(values.real("a"), 3.0);
        values.set("c", 2.5);
        values.set("d", std::string("pear"));
        QCOMPARE(values.real("c"), 2.5);
        QCOMPARE(values.text("d"), std::string("pear"));
        QVERIFY(values.contains("c"));
        values.remove("c");
        QVERIFY(!values.contains("c"));
        QVERIFY(!values.find("c"));
        const FieldValues same{{"d", std::string("pear")}, {"a", std::int64_t(3)}, {"b", false}};
        QVERIFY(values == same); // the order does not matter
        QVERIFY(!(values == FieldValues{{"d", std::string("pear")}}));
        QVERIFY(!(values == FieldValues{{"d", std::string("pear")}, {"a", 3.0}, {"b", false}}));
        QVERIFY_EXCEPTION_THROWN(values.integer("none"), Error);
        QVERIFY_EXCEPTION_THROWN(values.boolean("a"), Error);
        QVERIFY_EXCEPTION_THROWN(values.integer("b"), Error);
        QVERIFY_EXCEPTION_THROWN(values.real("d"), Error);
        QVERIFY_EXCEPTION_THROWN(values.text("a"), Error);
    }

    void fieldsAreChecked()
    {
        const FieldInfo rate = aboveField(realField("rate", "Rate", "", 0.5, 0, 1));
        QCOMPARE(complaint(rate, 0.5), QString());
        QCOMPARE(complaint(rate, std::int64_t(1)), QString());
        QCOMPARE(complaint(rate, 0.0), QStringLiteral("must be greater than 0 and at most 1, is 0"));
        QCOMPARE(complaint(rate, 1.5), QStringLiteral("must be greater than 0 and at most 1, is 1.5"));
        QVERIFY(!complaint(rate, std::nan("")).isEmpty());
        QVERIFY(!complaint(rate, std::numeric_limits<double>::infinity()).isEmpty());
        QCOMPARE(complaint(rate, std::string("much")), QStringLiteral("must be a number"));
        const FieldInfo share = belowField(realField("share", "Share", "", 0.5, 0, 1));
        QCOMPARE(complaint(share, 1.0), QStringLiteral("must be at least 0 and less than 1, is 1"));
        const FieldInfo units = integerField("units", "Units", "", 8, 1, 65536);
        QCOMPARE(complaint(units, std::int64_t(65536)), QString());
        QCOMPARE(complaint(units, std::int64_t(0)), QStringLiteral("must be at least 1 and at most 65536, is 0"));
        QCOMPARE(complaint(units, 8.0), QStringLiteral("must be a whole number"));
        const FieldInfo flag = booleanField("flag", "Flag", "", false);
        QCOMPARE(complaint(flag, true), QString());
        QCOMPARE(complaint(flag, std::int64_t(1)), QStringLiteral("must be true or false"));
        const FieldInfo fruit = choiceField("fruit", "Fruit", "", "apple", fruits);
        QCOMPARE(complaint(fruit, std::string("pear")), QString());
        QCOMPARE(complaint(fruit, std::string("plum")), QStringLiteral("must be one of apple, pear, is \"plum\""));
        QCOMPARE(complaint(fruit, true), QStringLiteral("must be one of the choices"));
        const FieldInfo words = textField("words", "Words", "", "");
        QCOMPARE(complaint(words, std::string()), QString());
        QCOMPARE(complaint(words, 1.0), QStringLiteral("must be a text"));
    }

    void textToValueAndBack()
    {
        const FieldInfo real = realField("rate", "Rate", "", 0.5, -10, 10);
        for (const double value : {0.1, 1e-7, -3.0, 0.30000000000000004, 10.0, 5e-324})
            QCOMPARE(std::get<double>(parseField(real, formatField(value))), value);
        QCOMPARE(std::get<double>(parseField(real, "+2")), 2.0);
        const FieldInfo units = integerField("units", "Units", "", 8, -5, 65536);
        for (const std::int64_t value : {std::int64_t(-5), std::int64_t(0), std::int64_t(65536)})
            QCOMPARE(std::get<std::int64_t>(parseField(units, formatField(value))), value);
        const FieldInfo flag = booleanField("flag", "Flag", "", false);
        for (const char* yes : {"true", "yes", "on", "1"})
            QCOMPARE(std::get<bool>(parseField(flag, yes)), true);
        for (const char* no : {"false", "no", "off", "0"})
            QCOMPARE(std::get<bool>(parseField(flag, no)), false);
        QCOMPARE(std::get<std::string>(parseField(choiceField("f", "F", "", "apple", fruits), "pear")),
                 std::string("pear"));

        QCOMPARE(refusal(real, "0,5"), QStringLiteral("rate: expected a number with a decimal point, found \"0,5\"."));
        QCOMPARE(refusal(real, "11"), QStringLiteral("rate: must be at least -10 and at most 10, is 11."));
        QCOMPARE(refusal(units, "2.5"), QStringLiteral("units: expected a whole number, found \"2.5\"."));
        QCOMPARE(refusal(flag, "maybe"), QStringLiteral("flag: expected true or false, found \"maybe\"."));
        for (const char* wrong : {"", " 1", "1 ", "1e400", "nan", "inf", "0x10", "+-1", "+", "--1"})
            QVERIFY2(!refusal(real, wrong).isEmpty(), wrong);
        for (const char* wrong : {"", "9223372036854775808", "1e3", "+-1", " 1"})
            QVERIFY2(!refusal(units, wrong).isEmpty(), wrong);
    }

    void fieldsThatDependOnOthers()
    {
        FieldInfo limit = realField("limit", "Limit", "", 1, 0, 9);
        limit.shownFor = "kind=apple|pear";
        const std::vector<FieldInfo> fields{textField("kind", "Kind", "", "none"), limit};
        QVERIFY(applies(fields[0], fields, {}));
        QVERIFY(!applies(limit, fields, {}));
        QVERIFY(applies(limit, fields, {{"kind", std::string("pear")}}));
        QVERIFY(!applies(limit, fields, {{"kind", std::string("pea")}}));
        QVERIFY(!applies(limit, {limit}, {}));
    }

    void valuesOfComponents()
    {
        const ComponentInfo info{"fruit", "Fruit", "", {realField("weight", "Weight", "", 0.2, 0, 9)}};
        QCOMPARE(std::get<double>(fieldOf(info, {}, "weight")), 0.2);
        QCOMPARE(std::get<double>(fieldOf(info, {{"weight", 0.5}}, "weight")), 0.5);
        QVERIFY_EXCEPTION_THROWN(fieldOf(info, {}, "height"), Error);
        const FieldValues all = withDefaults(info.fields, {{"colour", std::string("red")}});
        QCOMPARE(all.real("weight"), 0.2);
        QCOMPARE(all.text("colour"), std::string("red"));
    }

    void shapesHaveUpToFourAxes()
    {
        const Shape image{28, 14, 3};
        QCOMPARE(image.rank(), std::size_t(3));
        QCOMPARE(image[1], Index(14));
        QCOMPARE(image.size(), Index(1176));
        QCOMPARE(image.text(), std::string("28×14×3"));
        QVERIFY((std::vector<Index>(image.axes().begin(), image.axes().end()) == std::vector<Index>{28, 14, 3}));
        QCOMPARE(Shape().rank(), std::size_t(0));
        QCOMPARE(Shape().size(), Index(1)); // a single number
        QCOMPARE(Shape().text(), std::string("1"));
        QCOMPARE(Shape(7).rank(), std::size_t(1));
        QCOMPARE(Shape(7).size(), Index(7));
        QCOMPARE(Shape(0).size(), Index(0));
        QCOMPARE((Shape{2, 3, 4, 5}.size()), Index(120));
    }

    void everyRowIsInOneShare()
    {
        for (const Index threads : {1, 2, 3, 8})
            for (Index rows = 1; rows < 300; ++rows) {
                const RowShares shares(rows, threads);
                Index next = 0;
                for (int share = 0; share < shares.count(); ++share) {
                    QCOMPARE(shares.first(share), next);
                    QVERIFY(shares.rows(share) > 0);
                    QCOMPARE(shares.first(share) % RowShares::kTileRows, Index(0));
                    next += shares.rows(share);
                }
                QCOMPARE(next, rows);
            }
    }

    void sharesAreAsEqualAsTilesAllow()
    {
        const RowShares shares(128, 4); // 22 tiles: 6, 6, 5 and 5, of which the last is cut
        QCOMPARE(shares.count(), 4);
        QCOMPARE(shares.rows(0), Index(36));
        QCOMPARE(shares.rows(1), Index(36));
        QCOMPARE(shares.rows(2), Index(30));
        QCOMPARE(shares.rows(3), Index(26));
        QCOMPARE(RowShares(128, 1).count(), 1);
        QCOMPARE(RowShares(7, 8).count(), 2);
    }

    void shapesAreTheSameAxisByAxis()
    {
        QVERIFY(Shape(7) == Shape{7});
        QVERIFY((Shape{4, 6} != Shape{6, 4}));
        QVERIFY((Shape{4, 6} != Shape{24}));
        QVERIFY((Shape{8, 8, 1} != Shape{8, 8})); // an axis of one is an axis
        QVERIFY(Shape() != Shape(1));
        QVERIFY(Shape() != Shape(0));
        const std::vector<Index> axes{3, 5};
        QVERIFY((Shape(axes) == Shape{3, 5}));
    }

    void fiveAxesAreRefused()
    {
        try {
            static_cast<void>(Shape{1, 2, 3, 4, 5});
            QFAIL("it was taken");
        } catch (const Error& error) {
            QCOMPARE(error.message(), std::string("5 axes are more than the 4 that a shape can have."));
        }
    }

    void errorsAreSentences()
    {
        QCOMPARE(Error("it broke").message(), std::string("it broke."));
        QCOMPARE(Error("it broke", "line 3", "Mend it.").message(), std::string("line 3: it broke. Mend it."));
        QCOMPARE(Error("why?", "here").message(), std::string("here: why?"));
        const Error error("bad \n\x01 text", "a\tb");
        QCOMPARE(error.message(), std::string("a\\tb: bad \\n\\x01 text."));
        QCOMPARE(error.problem(), std::string("bad \n\x01 text"));
        QCOMPARE(error.where(), std::string("a\tb"));
        QVERIFY(error.remedy().empty());
        QCOMPARE(quoted("plain"), std::string("\"plain\""));
        QCOMPARE(quoted("a\rb\x7f"), std::string("\"a\\rb\\x7f\""));
        QCOMPARE(quoted("a\u202eb\u200b\u2028\u0085\u2066\ufeff"), // what would reorder, hide or break a line
                 std::string("\"a\\u202eb\\u200b\\u2028\\u0085\\u2066\\ufeff\""));
        QCOMPARE(quoted("עברית — 😀\u200d"), std::string("\"עברית — 😀\u200d\""));
        QCOMPARE(quoted("äöü", 2), std::string("\"äö…\"")); // characters, not bytes
        QCOMPARE(quoted("äöü", 3), std::string("\"äöü\""));
    }

    void sha256OfKnownTexts()
    {
        // FIPS 180-4 examples: the empty text, "abc", the text of 56 letters, a million times "a".
        QCOMPARE(sha256(""), std::string("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
        QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
                 std::string("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
        Sha256 hash;
        for (int i = 0; i < 10000; ++i)
            hash.add(std::string(100, 'a'));
        QCOMPARE(hash.hex(), std::string("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"));
    }
};

QTEST_GUILESS_MAIN(TestBase)
#include "tst_base.moc"
