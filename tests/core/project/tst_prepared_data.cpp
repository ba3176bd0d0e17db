// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/preparation/recipe_guess.h"
#include "core/project/follow_target.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/project/validate.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace netloom;

namespace {

Recipe recipeOf(const Table& table, std::string_view target)
{
    return guessRecipe(table, target);
}

std::shared_ptr<const Table> sample(const char* key)
{
    return std::make_shared<const Table>(loadSample(key));
}

template<typename Work>
QString messageOf(Work work)
{
    try {
        work();
    } catch (const std::exception& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

void write(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestPreparedData : public QObject
{
    Q_OBJECT
private slots:
    void loadsFileWithSizeAndHash();
    void triesTheProjectFolderFirst();
    void foreignProjectsReadNoFilesOutsideTheirFolder_data();
    void foreignProjectsReadNoFilesOutsideTheirFolder();
    void tellsWhenTheFileChanged();
    void loadsSamplesWithOptions();
    void refusesInWords();
    void cancels();
    void preparesAllParts();
    void leavesOutRowsWithoutTarget();
    void emptyPartsAreEmptySets();
    void sameInputSameBits();
    void newProjectsFitTheirData();
    void theOutputFollowsTheTargetUnlessToldOtherwise();
    void rowsThatSayTheirPart();
};

void TestPreparedData::loadsFileWithSizeAndHash()
{
    DataReference reference;
    reference.source = DataReference::Source::File;
    reference.path = NETLOOM_SOURCE_DIR "/resources/samples/iris.csv";
    std::vector<CsvWarning> warnings;
    const auto table = loadTable(reference, {}, &warnings);
    QCOMPARE(table->rows, Index(150));
    QFile file(NETLOOM_SOURCE_DIR "/resources/samples/iris.csv");
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QCOMPARE(reference.bytes, std::int64_t(bytes.size()));
    QCOMPARE(reference.sha256, QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString());
    QCOMPARE(reference.csv.delimiter, std::optional<char>(','));
    QVERIFY(warnings.empty());
}

void TestPreparedData::triesTheProjectFolderFirst()
{
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("project"));
    write(folder.filePath("far.csv"), "a,b\n1,2\n3,4\n");
    write(folder.filePath("project/near.csv"), "a,b\n1,2\n3,4\n5,6\n");
    DataReference reference;
    reference.source = DataReference::Source::File;
    reference.path = folder.filePath("far.csv").toStdString();
    reference.relativePath = "near.csv";
    QCOMPARE(loadTable(reference, folder.filePath("project").toStdString())->rows, Index(3));
    QCOMPARE(reference.path, folder.filePath("project/near.csv").toStdString());
    reference = {};
    reference.source = DataReference::Source::File;
    reference.path = folder.filePath("far.csv").toStdString();
    reference.relativePath = "gone.csv";
    loadTable(reference, {}); // its size and hash are in the reference then
    reference.relativePath = "gone.csv";
    QCOMPARE(loadTable(reference, folder.filePath("project").toStdString())->rows, Index(2));
}

void TestPreparedData::foreignProjectsReadNoFilesOutsideTheirFolder_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("relative");
    QTest::newRow("absolute") << "secret.csv"
                              << "";
    QTest::newRow("up") << ""
                        << "../secret.csv";
    QTest::newRow("down and up") << ""
                                 << "sub/../../secret.csv";
    QTest::newRow("link") << ""
                          << "link.csv";
    QTest::newRow("folder of the same beginning") << "project2/secret.csv"
                                                  << "";
}

void TestPreparedData::foreignProjectsReadNoFilesOutsideTheirFolder()
{
    QFETCH(const QString, path);
    QFETCH(const QString, relative);
    QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkpath("project/sub") && QDir(folder.path()).mkdir("project2"));
    write(folder.filePath("secret.csv"), "a,b\n1,2\n3,4\n");
    write(folder.filePath("project2/secret.csv"), "a,b\n1,2\n3,4\n");
    QVERIFY(QFile::link(folder.filePath("secret.csv"), folder.filePath("project/link.csv")));
    DataReference reference;
    reference.source = DataReference::Source::File;
    reference.path = path.isEmpty() ? std::string() : folder.filePath(path).toStdString();
    reference.relativePath = relative.toStdString();
    const std::string project = folder.filePath("project").toStdString();
    const QString refusal = messageOf([&] { loadTable(reference, project); });
    QVERIFY2(refusal.contains("outside its folder") && refusal.contains("secret.csv"), qPrintable(refusal));
    // The right hash, but another size; then the file that the project was saved with.
    reference.bytes = 7;
    reference.sha256 = QCryptographicHash::hash("a,b\n1,2\n3,4\n", QCryptographicHash::Sha256).toHex().toStdString();
    QVERIFY(messageOf([&] { loadTable(reference, project); }).contains("outside its folder"));
    reference.bytes = 12;
    QCOMPARE(loadTable(reference, project)->rows, Index(2));
}

void TestPreparedData::tellsWhenTheFileChanged()
{
    QTemporaryDir folder;
    write(folder.filePath("d.csv"), "a,b\n1,2\n3,4\n");
    DataReference reference;
    reference.source = DataReference::Source::File;
    reference.path = folder.filePath("d.csv").toStdString();
    loadTable(reference, {});
    std::vector<CsvWarning> warnings;
    loadTable(reference, {}, &warnings);
    QVERIFY(warnings.empty());
    write(folder.filePath("d.csv"), "a,b\n1,2\n3,5\n");
    loadTable(reference, {}, &warnings);
    QCOMPARE(warnings.size(), std::size_t(1));
    QVERIFY(QString::fromStdString(warnings[0].text).contains("has changed"));
}

void TestPreparedData::loadsSamplesWithOptions()
{
    DataReference reference;
    reference.source = DataReference::Source::Sample;
    reference.sample = "spiral";
    reference.generator = {123, 0.1, 9};
    const auto table = loadTable(reference, {});
    QCOMPARE(table->rows, Index(123));
    QVERIFY(table->columns[0].numbers == loadSample("spiral", {123, 0.1, 9}).columns[0].numbers);
}

void TestPreparedData::refusesInWords()
{
    DataReference reference;
    QVERIFY(messageOf([&] { loadTable(reference, {}); }).contains("no data"));
    reference.source = DataReference::Source::File;
    reference.relativePath = "gone.csv";
    QVERIFY(messageOf([&] { loadTable(reference, "/"); }).contains("\"gone.csv\""));
    reference.path = "/nowhere/gone.csv";
    QVERIFY(messageOf([&] { loadTable(reference, {}); }).contains("/nowhere/gone.csv"));
    const auto iris = sample("iris");
    QVERIFY(messageOf([&] {
                prepare(iris, recipeOf(*iris, "species"), {0.5, 0.5, "shuffled", 1});
            }).contains("training"));
    auto empty = std::make_shared<Table>(*iris);
    for (Column& column : empty->columns)
        if (column.name == "species")
            std::fill(column.codes.begin(), column.codes.end(), -1);
    QVERIFY(messageOf([&] { prepare(empty, recipeOf(*iris, "species"), {}); }).contains("No row has a target"));
}

void TestPreparedData::cancels()
{
    std::stop_source stop;
    stop.request_stop();
    DataReference reference;
    reference.source = DataReference::Source::File;
    reference.path = NETLOOM_SOURCE_DIR "/resources/samples/digits.csv";
    QVERIFY_EXCEPTION_THROWN(loadTable(reference, {}, nullptr, stop.get_token()), Cancelled);
}

void TestPreparedData::preparesAllParts()
{
    const auto iris = sample("iris");
    const PreparedData prepared = prepare(iris, recipeOf(*iris, "species"), {0.2, 0.2, "stratified", 42});
    QCOMPARE(prepared.data.train->samples(), Index(90));
    QCOMPARE(prepared.data.validation->samples(), Index(30));
    QCOMPARE(prepared.test->samples(), Index(30));
    QCOMPARE(prepared.data.train->rows, prepared.split.train);
    // 30, 10 and 10 of each of the 50 flowers of a species
    for (Index species = 0; species < 3; ++species) {
        QCOMPARE(prepared.data.train->y.row(species).sum(), Scalar(30));
        QCOMPARE(prepared.data.validation->y.row(species).sum(), Scalar(10));
        QCOMPARE(prepared.test->y.row(species).sum(), Scalar(10));
    }
    // Standardised on the training rows: there and only there the mean is 0 and the deviation 1.
    for (Index feature = 0; feature < 4; ++feature) {
        const auto row = prepared.data.train->x.row(feature).cast<double>();
        QVERIFY(std::abs(row.mean()) < 1e-6);
        QVERIFY(std::abs(row.squaredNorm() / 90 - 1) < 1e-5);
        QVERIFY(std::abs(prepared.test->x.row(feature).cast<double>().mean()) > 1e-6);
    }
}

void TestPreparedData::leavesOutRowsWithoutTarget()
{
    const auto table = std::make_shared<const Table>(readCsv(NETLOOM_SOURCE_DIR "/tests/data/carnet_bom.csv").table);
    const PreparedData prepared = prepare(table, recipeOf(*table, "Sexe"), {0, 0.3, "file", 42});
    QCOMPARE(prepared.data.train->samples() + prepared.test->samples(), Index(54));
    QCOMPARE(prepared.data.train->samples(), Index(37)); // floor(54 · 0.7)
    QCOMPARE(prepared.warnings.size(), std::size_t(1));
    QCOMPARE(prepared.warnings[0].count, Index(6));
}

void TestPreparedData::emptyPartsAreEmptySets()
{
    const auto iris = sample("iris");
    const PreparedData prepared = prepare(iris, recipeOf(*iris, "species"), {0, 0, "shuffled", 42});
    QCOMPARE(prepared.data.train->samples(), Index(150));
    QCOMPARE(prepared.data.validation->samples(), Index(0));
    QCOMPARE(prepared.test->samples(), Index(0));
    QCOMPARE(prepared.test->x.rows(), Index(4));
}

void TestPreparedData::sameInputSameBits()
{
    const auto wine = sample("wine");
    const PreparedData one = prepare(wine, recipeOf(*wine, "cultivar"), {});
    const PreparedData two = prepare(wine, recipeOf(*wine, "cultivar"), {});
    QVERIFY(one.split == two.split);
    QVERIFY(one.data.train->x == two.data.train->x);
    QCOMPARE(one.fitted.toJson(), two.fitted.toJson());
}

void TestPreparedData::newProjectsFitTheirData()
{
    const auto project = [](const char* key, std::string_view target = {}) {
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = key;
        return newProject(reference, loadSample(key), target);
    };
    const Project iris = project("iris");
    QCOMPARE(iris.run().network.inputs(), Index(4));
    QCOMPARE(iris.run().network.layers.back().fields.integer("units"), std::int64_t(3));
    QCOMPARE(iris.run().network.layers.back().fields.text("activation"), std::string("softmax"));
    QCOMPARE(iris.run().training.loss.type, std::string("categorical_crossentropy"));
    QCOMPARE(iris.run().training.metrics.front().type, std::string("accuracy"));
    QCOMPARE(iris.run().split.test, 0.15);
    // A points sample has the rule's network like any other table: 350 training rows of two inputs.
    const Project spiral = project("spiral");
    QCOMPARE(spiral.run().network.inputs(), Index(2));
    QCOMPARE(spiral.run().network.layers.back().name, std::string("output"));
    QCOMPARE(spiral.run().network.layers.back().fields.text("activation"), std::string("sigmoid"));
    QCOMPARE(spiral.run().training.batchSize, Index(32));
    QCOMPARE(spiral.run().training.epochs, Index(500)); // 5,000 steps of 11 an epoch
    QCOMPARE(spiral.run().training.optimizer.fields.real("learning_rate"), 0.01);
    QVERIFY(validate(spiral.run().network, spiral.run().training, 2, nullptr).empty());
    // Another target than the sample's own: a number is predicted.
    const Project width = project("iris", "petal width (cm)");
    QCOMPARE(width.run().training.loss.type, std::string("mean_squared_error"));
    QCOMPARE(width.run().training.metrics.front().type, std::string("r2_score"));
    QCOMPARE(width.run().network.layers.back().fields.text("activation"), std::string("linear"));
    // Few rows are all for training.
    const Table few = readCsvText("x,y\n1,1\n2,0\n3,1\n4,0\n", "few.csv").table;
    const Project small = newProject({}, few);
    QCOMPARE(small.run().split.validation, 0.0);
    QCOMPARE(small.run().split.test, 0.0);
    QCOMPARE(small.run().network.layers.back().fields.integer("units"), std::int64_t(1));
}

void TestPreparedData::theOutputFollowsTheTargetUnlessToldOtherwise()
{
    TargetInfo info;
    info.task = Task::Multiclass;
    info.names = {"a", "b", "c"};
    NetworkSpec network;
    network.layers = parseLayers("dense 2 relu, dense 1 sigmoid");
    TrainingConfig config;
    const NetworkSpec before = network;
    followTarget(network, config, {});
    QVERIFY(network == before && config == TrainingConfig()); // no target: nothing to follow
    network.outputFollowsTarget = false;
    config.lossFollowsTarget = false;
    config.metricsFollowTarget = false;
    const TrainingConfig kept = config;
    const NetworkSpec own = network;
    followTarget(network, config, info);
    QVERIFY(network == own && config == kept);
    network.outputFollowsTarget = true;
    config.lossFollowsTarget = true;
    config.metricsFollowTarget = true;
    followTarget(network, config, info);
    QCOMPARE(network.layers.back().fields.integer("units"), std::int64_t(3));
    QCOMPARE(config.loss.type, std::string("categorical_crossentropy"));
    const ComponentSpec weighted{"categorical_crossentropy", {{"label_smoothing", 0.1}}};
    config.loss = weighted;
    followTarget(network, config, info);
    QVERIFY(config.loss == weighted); // the right loss keeps its values
    NetworkSpec none;
    followTarget(none, config, info);
    QVERIFY(none.layers.empty());
}

void TestPreparedData::rowsThatSayTheirPart()
{
    std::string text = "x,part,y\n";
    for (int i = 0; i < 30; ++i)
        text += std::to_string(i) + (i < 20 ? ",train," : i < 25 ? ",validation," : ",test,") + (i % 2 ? "a\n" : "b\n");
    const auto table = std::make_shared<const Table>(readCsvText(text, "t.csv").table);
    const Project project = newProject({}, *table, "y");
    QCOMPARE(project.run().split.order, std::string("part"));
    const PreparedData prepared = prepare(table, project.recipe, project.run().split);
    QCOMPARE(prepared.data.train->samples(), Index(20));
    QCOMPARE(prepared.data.validation->samples(), Index(5));
    QCOMPARE(prepared.test->rows.front(), Index(25));
}

QTEST_APPLESS_MAIN(TestPreparedData)
#include "tst_prepared_data.moc"
