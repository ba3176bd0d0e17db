// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/base/sha256.h"
#include "core/preparation/fitted_recipe.h"
#include "core/preparation/recipe.h"
#include "core/preparation/recipe_guess.h"
#include "core/samples/bundled.h"
#include "core/samples/samples.h"

#include <QCryptographicHash>
#include <QFile>
#include <QTest>

#include <cmath>
#include <numbers>
#include <set>

using namespace netloom;

namespace {

double at(const Table& table, const char* column, Index row)
{
    return table.columns[static_cast<std::size_t>(table.find(column))].numbers[static_cast<std::size_t>(row)];
}

bool isA(const Table& table, Index row)
{
    const Column& column = table.columns[static_cast<std::size_t>(table.find("class"))];
    return column.dictionary[static_cast<std::size_t>(column.codes[static_cast<std::size_t>(row)])] == "A";
}

double bump(double x, double y)
{
    const double centres[6][3] = {{-4, 2.5, 1}, {0, 2.5, -1}, {4, 2.5, 1}, {-4, -2.5, -1}, {0, -2.5, 1}, {4, -2.5, -1}};
    double best = 0;
    for (const auto& c : centres) {
        const double distance = std::sqrt((x - c[0]) * (x - c[0]) + (y - c[1]) * (y - c[1]));
        const double offer = distance < 2 ? c[2] * (1 - distance / 2) : 0;
        if (std::abs(offer) > std::abs(best))
            best = offer;
    }
    return best;
}

} // namespace

class TestSamples : public QObject
{
    Q_OBJECT
private slots:
    void listIsComplete();
    void bundledFilesAreInTheProgram_data();
    void bundledFilesAreInTheProgram();
    void bundledTables_data();
    void bundledTables();
    void creditsNameAuthorSourceAndLicence();
    void sameOptionsSamePoints_data();
    void sameOptionsSamePoints();
    void circleFollowsItsRule();
    void xorFollowsItsRule();
    void gaussianFollowsItsRule();
    void spiralFollowsItsRule();
    void moonsFollowTheirRule();
    void planeFollowsItsRule();
    void bumpsFollowTheirRule();
    void noiseMixesTheClasses_data();
    void noiseMixesTheClasses();
    void randomHasNothingToLearn();
    void refusesInWords();
    void sha256OfKnownTexts_data();
    void sha256OfKnownTexts();
};

void TestSamples::listIsComplete()
{
    const std::set<std::string> wanted{"iris",     "wine",   "breast_cancer", "digits", "circle", "xor",
                                       "gaussian", "spiral", "moons",         "plane",  "bumps",  "random"};
    std::set<std::string> found;
    for (const SampleInfo& sample : samples()) {
        found.insert(sample.key);
        QVERIFY(!sample.title.empty() && !sample.subtitle.empty() && !sample.credit.empty());
        QCOMPARE(findSample(sample.key), &sample);
        const Table table = loadSample(sample.key);
        QVERIFY(table.find(sample.target) >= 0);
        QCOMPARE(sample.twoFeatures, table.columns.size() == 3);
        for (const Column& column : table.columns)
            QCOMPARE(column.size(), table.rows);
    }
    QVERIFY(found == wanted);
    QVERIFY(findSample("nope") == nullptr);
    QVERIFY(findSample("function") != nullptr);
}

void TestSamples::bundledFilesAreInTheProgram_data()
{
    QTest::addColumn<QString>("key");
    for (const char* key : {"iris", "wine", "breast_cancer", "digits"})
        QTest::newRow(key) << key;
}

void TestSamples::bundledFilesAreInTheProgram()
{
    QFETCH(QString, key);
    QFile file(QString(NETLOOM_SOURCE_DIR "/resources/samples/%1.csv").arg(key));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY(bytes.toStdString() == bundledCsv(key.toStdString()));
}

void TestSamples::bundledTables_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("inputs");
    QTest::addColumn<QStringList>("classes");
    QTest::newRow("iris") << "iris" << 150 << 4 << QStringList{"setosa", "versicolor", "virginica"};
    QTest::newRow("wine") << "wine" << 178 << 13 << QStringList{"1", "2", "3"};
    QTest::newRow("breast_cancer") << "breast_cancer" << 569 << 30 << QStringList{"benign", "malignant"};
    QTest::newRow("digits") << "digits" << 1797 << 64 << QStringList{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
}

void TestSamples::bundledTables()
{
    QFETCH(QString, key);
    QFETCH(int, rows);
    QFETCH(int, inputs);
    QFETCH(QStringList, classes);
    const Table table = loadSample(key.toStdString());
    QCOMPARE(table.rows, Index(rows));
    const Recipe recipe = guessRecipe(table); // without being told the target
    const ColumnRecipe* target = recipe.find(findSample(key.toStdString())->target);
    QVERIFY(target && target->role == ColumnRole::Target);
    const FittedRecipe fitted = FittedRecipe::fit(recipe, table, rowsWithTarget(recipe, table));
    QCOMPARE(static_cast<int>(fitted.features().size()), inputs);
    QStringList names;
    for (const std::string& name : fitted.target().classes)
        names << QString::fromStdString(name);
    QCOMPARE(names, classes);
    QVERIFY(fitted.transform(table, rowsWithTarget(recipe, table)).x.allFinite());
}

void TestSamples::creditsNameAuthorSourceAndLicence()
{
    QFile file(NETLOOM_SOURCE_DIR "/resources/samples/DATA-LICENSES");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QString licences = QString::fromUtf8(file.readAll());
    for (const SampleInfo& sample : samples()) {
        if (sample.generated)
            continue;
        const QString credit = QString::fromStdString(sample.credit);
        QVERIFY2((credit.contains("CC BY 4.0") && credit.contains("doi 10.24432/")) || credit.contains("CC0 1.0"),
                 sample.key.c_str());
        QVERIFY(credit.contains("Changed"));
        QVERIFY(licences.contains(QString::fromStdString(sample.key + ".csv")));
    }
}

void TestSamples::sameOptionsSamePoints_data()
{
    QTest::addColumn<QString>("key");
    for (const SampleInfo& sample : samples())
        if (sample.generated)
            QTest::newRow(sample.key.c_str()) << QString::fromStdString(sample.key);
}

void TestSamples::sameOptionsSamePoints()
{
    QFETCH(QString, key);
    const Table one = loadSample(key.toStdString(), {200, 0.1, 5});
    const Table two = loadSample(key.toStdString(), {200, 0.1, 5});
    const Table other = loadSample(key.toStdString(), {200, 0.1, 6});
    QVERIFY(one.columns[0].numbers == two.columns[0].numbers);
    QVERIFY(one.columns.back().numbers == two.columns.back().numbers);
    QVERIFY(one.columns.back().codes == two.columns.back().codes);
    QVERIFY(one.columns[0].numbers != other.columns[0].numbers);
    if (key != "random")
        QCOMPARE(one.rows, Index(200));
}

void TestSamples::circleFollowsItsRule()
{
    const Table table = loadSample("circle", {1000, 0, 1});
    Index inside = 0;
    for (Index i = 0; i < table.rows; ++i) {
        const double radius = std::hypot(at(table, "x", i), at(table, "y", i));
        QVERIFY(radius < 2.5 || (radius >= 3.5 && radius < 5));
        QCOMPARE(isA(table, i), radius < 2.5);
        inside += radius < 2.5 ? 1 : 0;
    }
    QCOMPARE(inside, Index(500));
}

void TestSamples::xorFollowsItsRule()
{
    const Table table = loadSample("xor", {1000, 0, 1});
    for (Index i = 0; i < table.rows; ++i) {
        const double x = at(table, "x", i);
        const double y = at(table, "y", i);
        QVERIFY(std::abs(x) >= 0.3 && std::abs(x) <= 5.3 && std::abs(y) >= 0.3 && std::abs(y) <= 5.3);
        QCOMPARE(isA(table, i), (x > 0) == (y > 0));
    }
}

void TestSamples::gaussianFollowsItsRule()
{
    for (const double noise : {0.0, 0.5}) {
        const Table table = loadSample("gaussian", {4000, noise, 1});
        double sum = 0;
        double squares = 0;
        Index count = 0;
        for (Index i = 0; i < table.rows; ++i) {
            const double centre = isA(table, i) ? 2 : -2;
            count += isA(table, i) ? 1 : 0;
            for (const char* name : {"x", "y"}) {
                sum += at(table, name, i) - centre;
                squares += std::pow(at(table, name, i) - centre, 2);
            }
        }
        const double variance = 0.5 + 7 * noise;
        QCOMPARE(count, Index(2000));
        QVERIFY(std::abs(sum / 8000) < 4 * std::sqrt(variance / 8000));
        QVERIFY(std::abs(squares / 8000 / variance - 1) < 4 * std::sqrt(2.0 / 8000));
    }
}

void TestSamples::spiralFollowsItsRule()
{
    const Table table = loadSample("spiral", {600, 0, 1});
    std::set<int> steps[2];
    for (Index i = 0; i < table.rows; ++i) {
        const double x = at(table, "x", i);
        const double y = at(table, "y", i);
        const double share = std::hypot(x, y) / 5; // i/m
        const double angle = 3.5 * std::numbers::pi * share + (isA(table, i) ? 0 : std::numbers::pi);
        QVERIFY(std::abs(x - 5 * share * std::sin(angle)) < 1e-9);
        QVERIFY(std::abs(y - 5 * share * std::cos(angle)) < 1e-9);
        steps[isA(table, i) ? 0 : 1].insert(static_cast<int>(std::lround(share * 300)));
    }
    QCOMPARE(steps[0].size(), std::size_t(300));
    QCOMPARE(steps[1].size(), std::size_t(300));
}

void TestSamples::moonsFollowTheirRule()
{
    const Table table = loadSample("moons", {600, 0, 1});
    for (Index i = 0; i < table.rows; ++i) {
        const double x = at(table, "x", i) / 3 + 0.5;
        const double y = at(table, "y", i) / 3 + 0.25;
        const double centreX = isA(table, i) ? 0 : 1;
        const double height = isA(table, i) ? y : 0.5 - y;
        QVERIFY(std::abs(std::hypot(x - centreX, height) - 1) < 1e-9);
        QVERIFY(height >= 0);
    }
}

void TestSamples::planeFollowsItsRule()
{
    const Table table = loadSample("plane", {600, 0, 1});
    for (Index i = 0; i < table.rows; ++i) {
        QVERIFY(std::abs(at(table, "x", i)) <= 6 && std::abs(at(table, "y", i)) <= 6);
        QVERIFY(std::abs(at(table, "value", i) - (at(table, "x", i) + at(table, "y", i)) / 10) < 1e-12);
    }
}

void TestSamples::bumpsFollowTheirRule()
{
    const Table table = loadSample("bumps", {2000, 0, 1});
    Index flat = 0;
    for (Index i = 0; i < table.rows; ++i) {
        QVERIFY(std::abs(at(table, "value", i) - bump(at(table, "x", i), at(table, "y", i))) < 1e-12);
        flat += at(table, "value", i) == 0 ? 1 : 0;
    }
    // Six discs of radius 2 in a square of 12: 6·4π / 144 = 0.524 of the area, so 0.476 is flat.
    QVERIFY(std::abs(static_cast<double>(flat) / 2000 - 0.476) < 0.05);
}

void TestSamples::noiseMixesTheClasses_data()
{
    QTest::addColumn<QString>("key");
    for (const char* key : {"circle", "xor", "plane", "bumps"})
        QTest::newRow(key) << key;
}

void TestSamples::noiseMixesTheClasses()
{
    QFETCH(QString, key);
    const Table table = loadSample(key.toStdString(), {1000, 0.3, 1});
    Index off = 0;
    for (Index i = 0; i < table.rows; ++i) {
        const double x = at(table, "x", i);
        const double y = at(table, "y", i);
        if (key == "circle") {
            const double radius = std::hypot(x, y);
            QVERIFY(radius < 2.5 || (radius >= 3.5 && radius < 5)); // the cloud keeps its shape
            off += isA(table, i) != (radius < 2.5) ? 1 : 0;
        } else if (key == "xor") {
            off += isA(table, i) != (x * y >= 0) ? 1 : 0;
        } else {
            off += std::abs(at(table, "value", i) - (key == "plane" ? (x + y) / 10 : bump(x, y))) > 1e-9 ? 1 : 0;
        }
    }
    QVERIFY(off > 50);
}

void TestSamples::randomHasNothingToLearn()
{
    const Table table = loadSample("random");
    QCOMPARE(table.rows, Index(1000));
    QCOMPARE(table.columns.size(), std::size_t(11));
    double ones = 0;
    for (Index i = 0; i < 1000; ++i)
        ones += at(table, "y", i);
    QVERIFY(std::abs(ones - 500) < 4 * std::sqrt(250.0));
    for (int k = 1; k <= 10; ++k) {
        double product = 0;
        for (Index i = 0; i < 1000; ++i) {
            const double x = at(table, qPrintable(QString("x%1").arg(k)), i);
            QVERIFY(x >= 0 && x < 1);
            product += (x - 0.5) * (at(table, "y", i) - 0.5);
        }
        // independent: variance 1000 · 1/12 · 1/4
        QVERIFY(std::abs(product) < 4 * std::sqrt(1000.0 / 48));
    }
    QVERIFY(QString::fromStdString(findSample("random")->note).contains("nothing to learn"));
}

void TestSamples::refusesInWords()
{
    const auto message = [](const char* key, const GeneratorOptions& options) {
        try {
            loadSample(key, options);
        } catch (const Error& error) {
            return QString::fromStdString(error.message());
        }
        return QString();
    };
    QVERIFY(message("nope", {}).contains("\"nope\""));
    QVERIFY(message("circle", {0, 0, 1}).contains("0 points"));
    QVERIFY(message("circle", {10, 0.7, 1}).contains("0.7"));
    QVERIFY(message("circle", {10, std::nan(""), 1}).contains("noise"));
}

void TestSamples::sha256OfKnownTexts_data()
{
    QTest::addColumn<QByteArray>("text");
    // Lengths around the block size and its padding.
    for (const int length : {0, 3, 55, 56, 63, 64, 65, 119, 120, 1000})
        QTest::addRow("%d bytes", length) << QByteArray("abcdefg").repeated(length / 7 + 1).left(length);
    QTest::newRow("a million") << QByteArray(1000000, 'a');
}

void TestSamples::sha256OfKnownTexts()
{
    QFETCH(QByteArray, text);
    const std::string expected = QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex().toStdString();
    QCOMPARE(sha256(text.toStdString()), expected);
    Sha256 pieces;
    for (int i = 0; i < text.size(); i += 37)
        pieces.add(text.mid(i, 37).toStdString());
    QCOMPARE(pieces.hex(), expected);
    // FIPS 180-4, example "abc"
    QCOMPARE(sha256("abc"), std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

QTEST_APPLESS_MAIN(TestSamples)
#include "tst_samples.moc"
