// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/evaluation/part_metrics.h"
#include "core/files/json.h"
#include "core/files/npy.h"
#include "core/files/zip_archive.h"
#include "core/project/prepared_data.h"
#include "core/project/project_file.h"
#include "core/training/session.h"
#include "tests/core/project/sample_project.h"
#include "tests/support/edit_tensor.h"
#include "tests/support/message_of.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <algorithm>
#include <clocale>
#include <cmath>
#include <limits>

using namespace netloom;
using namespace netloom::testing;

namespace {

/// The members of a project with one of them changed.
template<typename Change>
std::string changed(const Project& project, const char* name, Change change)
{
    std::vector<ZipMember> members = readZip(projectBytes(project), "p");
    const auto found = std::find_if(members.begin(), members.end(), [&](const ZipMember& m) { return m.name == name; });
    change(*found);
    return zipBytes(members);
}

std::string replaced(std::string text, const std::string& from, const std::string& to)
{
    const std::size_t at = text.find(from);
    return at == std::string::npos ? "not found: " + from : text.replace(at, from.size(), to);
}

std::string withJson(const Project& project, const std::string& from, const std::string& to)
{
    return changed(project, "project.json", [&](ZipMember& m) { m.bytes = replaced(m.bytes, from, to); });
}

} // namespace

class TestProject : public QObject
{
    Q_OBJECT

private slots:
    void everythingComesBack()
    {
        const Project project = fullProject();
        const std::string bytes = projectBytes(project);
        const Project again = projectFromBytes(bytes, "full.netloom");
        QCOMPARE(QString::fromStdString(difference(project, again)), QString());
        QVERIFY(!again.readOnly);
        QVERIFY(projectBytes(again) == bytes);
    }

    void aNewProjectComesBack()
    {
        const Project project;
        const Project again = projectFromBytes(projectBytes(project), "new.netloom");
        QCOMPARE(QString::fromStdString(difference(project, again)), QString());
    }

    void aTrainedProjectComesBack()
    {
        const Project project = trainedProject();
        QVERIFY(!project.run().checkpoint.optimizerState.empty());
        QVERIFY(project.run().fitted.has_value());
        const std::string bytes = projectBytes(project);
        const Project again = projectFromBytes(bytes, "iris.netloom");
        QCOMPARE(QString::fromStdString(difference(project, again)), QString());
        QVERIFY(projectBytes(again) == bytes);
        QVERIFY(projectBytes(project) == bytes);
    }

    void trainingGoesOnAsIfItHadNeverStopped()
    {
        const Project begun = trainedProject();
        const Project loaded = projectFromBytes(projectBytes(begun), "iris.netloom");
        const auto finish = [](const Project& project, const std::optional<Checkpoint>& from) {
            DataReference reference = project.data;
            const PreparedData prepared = prepare(loadTable(reference, {}), project.recipe, project.run().split);
            Session session;
            session.start(project.run().network, project.run().training, prepared.data, from);
            session.wait();
            Project result = project;
            result.run().checkpoint = session.checkpoint();
            return result;
        };
        const Project whole = finish(begun, std::nullopt);
        const Project continued = finish(loaded, loaded.run().checkpoint);
        QCOMPARE(continued.run().checkpoint.history.epochs(), std::size_t(3));
        QCOMPARE(QString::fromStdString(difference(whole, continued)), QString());
    }

    void oneOfThreeRunsGoesOnWithTheSameBits()
    {
        Project project = trainedProject(); // its run stands in the middle of an epoch
        const Run begun = project.run();
        project.addRun("wider").network.layers.front().fields.set("units", std::int64_t(9));
        project.addRun("untouched");
        QCOMPARE(project.runs.size(), std::size_t(3));
        QVERIFY(project.run().checkpoint.empty());
        const Project read = projectFromBytes(projectBytes(project), "three.netloom");
        QCOMPARE(QString::fromStdString(difference(project, read)), QString());
        DataReference reference = read.data;
        const PreparedData prepared = prepare(loadTable(reference, {}), read.recipe, begun.split);
        const auto trained = [&](const Run& run, const std::optional<Checkpoint>& from) {
            Session session;
            session.start(run.network, run.training, prepared.data, from);
            session.wait();
            return session.checkpoint();
        };
        const Run* stored = read.findRun(begun.id);
        QVERIFY(stored);
        QVERIFY(trained(*stored, stored->checkpoint) == trained(begun, std::nullopt));
    }

    void runsComeBackWhicheverIsCurrent()
    {
        Project project = fullProject();
        project.current = 1;
        const std::string bytes = projectBytes(project);
        const Project again = projectFromBytes(bytes, "full.netloom");
        QCOMPARE(QString::fromStdString(difference(project, again)), QString());
        QVERIFY(projectBytes(again) == bytes);
        // The current run's weights are where a reader of the file looks for them.
        const std::vector<ZipMember> members = readZip(bytes, "p");
        QCOMPARE(members[2].name, std::string("weights/h1/kernel.npy"));
        QVERIFY(members[2].bytes.ends_with(std::string("\0\0\340\100\0\0\0\101", 8))); // 7 and 8
    }

    void formatOneOpensAsBefore()
    {
        const QString folder = QStringLiteral(NETLOOM_SOURCE_DIR "/tests/data/format_1/");
        const Project full = readProject((folder + "full.netloom").toStdString());
        QCOMPARE(QString::fromStdString(difference(full, fullProjectOfFormat1())), QString());
        QVERIFY(!full.readOnly);

        // Recorded with the program that wrote it, on its test rows.
        const Project iris = readProject((folder + "iris.netloom").toStdString());
        QCOMPARE(iris.run().network.inputs(), Index(4));
        QCOMPARE(iris.run().training.enabledCallback("early_stopping")->fields.integer("patience"), Index(50));
        QCOMPARE(iris.run().training.enabledCallback("reduce_lr_on_plateau")->fields.integer("patience"), Index(3));
        DataReference reference = iris.data;
        const PreparedData prepared = prepare(loadTable(reference, {}), iris.recipe, iris.run().split);
        const PartMetrics metrics =
            partMetrics(modelWith(iris.run().network, iris.run().checkpoint.weights, *iris.run().fitted),
                        iris.run().training, *prepared.test);
        QCOMPARE(*metrics.find("loss"), 1.8434088826179504);
        QCOMPARE(*metrics.find("accuracy"), 0.08695652173913043);
        // Its training goes on.
        TrainingConfig config = iris.run().training;
        config.epochs = 8;
        Session session;
        session.start(iris.run().network, config, prepared.data, iris.run().checkpoint);
        session.wait();
        QCOMPARE(session.checkpoint().history.epochs(), std::size_t(8));
    }

    void formatOneKnowsItsMembers()
    {
        const auto text = [](const char* json) {
            const std::string bytes = changed(fullProject(), "project.json", [&](ZipMember& m) { m.bytes = json; });
            return messageOf([&] { projectFromBytes(bytes, "p.netloom"); });
        };
        QCOMPARE(text("{\"format\": 1, \"zzz\": 1}"),
                 QStringLiteral("p.netloom, project.json, zzz: this member is not known. Correct the file, or open "
                                "another copy of it."));
        QVERIFY(text("{\"format\": 1, \"training\": {\"reduce_lr\": {\"zzz\": 1}}}")
                    .contains(", training.reduce_lr.zzz: this member is not known"));
        QVERIFY(text("{\"format\": 1, \"training\": {\"reduce_lr\": {\"patience\": true}}}")
                    .contains("callbacks[0].fields.patience: "));
        QCOMPARE(text("{\"format\": 1}"), QStringLiteral("no error"));
    }

    void aNewerFormatIsReadOnly()
    {
        std::string text = withJson(fullProject(), "\"format\": 2", "\"format\": 3, \"later\": [1]");
        const Project project = projectFromBytes(text, "newer.netloom");
        QVERIFY(project.readOnly);
        Project expected = fullProject();
        expected.unknownFields.insert(expected.unknownFields.begin(), {"later", JsonValue::List{std::int64_t(1)}});
        QCOMPARE(QString::fromStdString(difference(expected, project)), QString());
    }

    void aNewerFormatThatIsNotUnderstoodSaysSo()
    {
        const std::string bytes =
            changed(fullProject(), "project.json", [](ZipMember& m) { m.bytes = "{\"format\": 3, \"runs\": {}}"; });
        const QString message = messageOf([&] { projectFromBytes(bytes, "newer.netloom"); });
        QVERIFY2(message.contains("newer version of Netloom"), qPrintable(message));
    }

    void mimeTypeIsFirstAndStored()
    {
        // The MIME database looks for "PK" at 0, "mimetype" at 30 and the type itself at 38.
        const std::string bytes = projectBytes(fullProject());
        QCOMPARE(bytes.substr(0, 4), std::string("PK\3\4"));
        QCOMPARE(bytes.substr(30, 8), std::string("mimetype"));
        QCOMPARE(bytes.substr(38, 21), std::string("application/x-netloom"));
    }

    void membersAreNamedAfterWhatTheyHold()
    {
        QStringList names;
        for (const ZipMember& member : readZip(projectBytes(fullProject()), "p"))
            names << QString::fromStdString(member.name);
        QCOMPARE(names, (QStringList{"mimetype",
                                     "project.json",
                                     "weights/h1/kernel.npy",
                                     "weights/h1/bias.npy",
                                     "weights/%2E.%2Fdrop%20%221%22/%2E..npy",
                                     "weights/%2E.%2Fdrop%2520/%.npy",
                                     "best_weights/h1/kernel.npy",
                                     "optimizer/h1/kernel/m.npy",
                                     "optimizer/h1/kernel/m~2.npy",
                                     "history/loss.npy",
                                     "history/val%20loss%2F1.npy",
                                     "runs/b-2/weights/h1/kernel.npy",
                                     "runs/b-2/weights/c/kernel.npy",
                                     "runs/b-2/optimizer/h1/kernel/m.npy",
                                     "runs/b-2/optimizer/h1/kernel/m~2.npy",
                                     "runs/b-2/history/loss.npy",
                                     "runs/b-2/history/val%20loss%2F1.npy",
                                     "thumbnail.png",
                                     "notes/later.txt",
                                     "weights/old/kernel.npy"}));
    }

    void numpyReadsTheWeights()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("p.netloom").toStdString();
        Project project = trainedProject();
        writeProject(project, path);
        QProcess python;
        python.start("/usr/bin/python3", {"-c",
                                          "import sys, numpy\n"
                                          "z = numpy.load(sys.argv[1])\n"
                                          "w = z['weights/' + sys.argv[2] + '/kernel']\n"
                                          "print(w.dtype, *w.shape, repr(float(w.ravel()[1])))",
                                          QString::fromStdString(path),
                                          QString::fromStdString(project.run().checkpoint.weights.front().layer)});
        if (!python.waitForFinished() || python.exitCode() != 0)
            QSKIP("numpy is not installed");
        const NamedTensor& kernel = project.run().checkpoint.weights.front();
        const QStringList words = QString::fromUtf8(python.readAllStandardOutput()).split(QRegularExpression("\\s+"));
        QCOMPARE(words.mid(0, 3),
                 (QStringList{"float32", QString::number(kernel.shape[0]), QString::number(kernel.shape[1])}));
        QCOMPARE(words.at(3).toDouble(), double(kernel.values[1]));
    }

    void filesSayWhichTheyAre()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("no.netloom").toStdString();
        QVERIFY(messageOf([&] { readProject(path); }).contains("not there"));
        QFile csv(folder.filePath("table.netloom"));
        QVERIFY(csv.open(QIODevice::WriteOnly) && csv.write("a,b\n1,2\n") > 0);
        csv.close();
        const QString message = messageOf([&] { readProject(csv.fileName().toStdString()); });
        QVERIFY2(message.startsWith("table.netloom: "), qPrintable(message));
        const std::string zip = zipBytes({{"word/document.xml", "x", true}});
        QVERIFY(messageOf([&] { projectFromBytes(zip, "a.docx"); }).contains("not a Netloom project"));
    }

    void damagedContentIsRefused_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* from, const char* to, const char* expected) {
            const bool elsewhere = *expected == '~'; // not in project.json
            QTest::addRow("%s", to) << from << to
                                    << (elsewhere ? QStringLiteral("p.netloom") + QLatin1String(expected + 1)
                                                  : QStringLiteral("p.netloom, project.json") + expected);
        };
        row("\"format\": 2", "\"format\": 0", ", format: a number from 1 on");
        row("\"format\": 2", "\"format\": \"2\"", ", format: a whole number is expected");
        row("\"format\": 2", "\"format\": 2.0", ", format: a whole number is expected");
        row("\"format\": 2,", "", ": the format number is missing");
        row("\"epochs\": 7", "\"epochs\": 7, \"zzz\": 1", ", runs[0].training.zzz: this member is not known");
        row("\"current\": \"run1\"", "\"current\": \"run9\"", ", current: the id of a run is expected");
        row("\"id\": \"run1\"", "\"id\": \"b-2\"", ", runs[1].id: an id of its own");
        row("\"id\": \"run1\"", "\"id\": \"../x\"", ", runs[0].id: an id of its own");
        row("\"runs\": [", "\"runs\": [3, ", ", runs[0]: an object is expected");
        row("\"runs\": [", "\"runs\": [], \"more\": [", ", runs: a list with a run is expected");
        row("\"type\": \"reduce_lr_on_plateau\"", "\"type\": \"early_stopping\"",
            ", runs[0].training.callbacks[1].type: a callback that is not in the list yet");
        row("\"enabled\": true", "\"enabled\": 1", ", runs[0].training.callbacks[0].enabled: true or false");
        row("\"source\": \"file\"", "\"source\": \"web\"", ", data.source: \"web\" is not known");
        row("\"delimiter\": \"tab\"", "\"delimiter\": \"long\"", ", data.csv.delimiter: \"long\"");
        row("\"x=1\", \"text\"", "\"x=1\", \"colour\"", ", data.csv.types[0]: a column");
        row("\"points\": 321", "\"points\": 1.5", ", data.generator.points: a whole number");
        row("\"seed\": 7", "\"seed\": -7", ", runs[0].split.seed: a whole number that is not negative");
        row("\"role\": \"target\"", "\"role\": \"boss\"", ", recipe, recipe[0].role: \"boss\" is not known");
        row("\"input_shape\": [3]", "\"input_shape\": [-1]", ", runs[0].network.input_shape: sizes from 0 on");
        row("\"input_shape\": [3]", "\"input_shape\": []", ", runs[0].network.input_shape: one to four sizes");
        row("\"input_shape\": [3]", "\"input_shape\": [99999, 99999]", ", runs[0].network.input_shape: sizes from 0");
        row("\"name\": \"h1\"", "\"name\": \"\"", ", runs[0].network.layers[0].name: a name");
        row("\"name\": \"h1\"", "\"name\": \"…\"", ", runs[0].network.layers[2].name: a name that no other");
        row("\"units\": 2", "\"units\": \"2\"", ", runs[0].network.layers[0].fields.units: a whole number");
        row("\"units\": 2", "\"units\": null", ", runs[0].network.layers[0].fields.units: a number, a text");
        row("\"rate\": 0.1", "\"rate\": true", ", runs[0].network.layers[1].fields.rate: a number");
        row("\"epochs\": 7", "\"epochs\": 7e0", ", runs[0].training.epochs: a whole number");
        row("\"patience\": 3", "\"patience\": {}", ", runs[0].training.callbacks[0].fields.patience: a");
        row("\"nesterov\": true", "\"nesterov\": 1", ", runs[0].training.optimizer.fields.nesterov: true or false");
        row("\"k\": 3", "\"k\": 3.5", ", runs[0].training.metrics[1].fields.k: a whole number");
        row("\"best\": {", "\"best\": {\"a\": 1,", ", runs[0].checkpoint.counters.best: a number, a text");
        row("\"best_epoch\": 1", "\"best_epoch\": 2", ": the best epoch is not in the history");
        row("\"best_epoch\": 1", "\"best_epoch\": -2", ", runs[0].checkpoint.best_epoch: a number of an epoch");
        row("\"data\": {", "\"data\": {,", ", line 3, column");
        row("\"validation\": 0.1", "\"validation\": true", ", runs[0].split.validation: a number is expected");
        row("\"validation\": 0.1", "\"validation\": \"much\"",
            ", runs[0].split.validation: a number is expected, found \"much\"");
        row("\"has_baseline\": true", "\"has_baseline\": \"yes\"",
            ", runs[0].training.callbacks[0].fields.has_baseline: true or false is expected");
        row("\"order\": \"file\"", "\"order\": 1", ", runs[0].split.order: a text is expected");
        row("\"decay_rate\": 0.3", "\"decay_rate\": [0.3]",
            ", runs[0].training.schedule.fields.decay_rate: a number, a text");
        row("\"activation\": \"relu\"", "\"activation\": 3",
            ", runs[0].network.layers[0].fields.activation: a text is expected");
        row("\"history\": [", "\"history\": {\"a\": [", ", line "); // and the bracket behind it is the wrong one
        row("\"counters\": {", "\"counters\": [], \"counter\": {",
            ", runs[0].checkpoint.counters: an object with values");
        row("\"metrics\": [", "\"metrics\": 3, \"metric\": [", ", runs[0].training.metrics: a list is expected");
        row("\"split\": {", "\"split\": 1, \"other\": {", ", runs[0].split: an object is expected");
        row("\"x=1\", \"text\"", "\"x=1\", 3", ", data.csv.types[0]: a column");
        row("\"bytes\": 9223372036854775807", "\"bytes\": 9223372036854775808", ", data.bytes: a whole number");
        row("\"file\": \"weights/h1/bias.npy\"", "\"file\": \"weights/h1/kernel.npy\"",
            "~, weights/h1/kernel.npy: two entries of project.json share this array");
    }
    void damagedContentIsRefused()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, expected);
        const std::string bytes = withJson(fullProject(), from.toStdString(), to.toStdString());
        const QString message = messageOf([&] { projectFromBytes(bytes, "p.netloom"); });
        QVERIFY2(message.startsWith(expected), qPrintable(message));
    }

    void numbersMayBeWrittenOtherwise()
    {
        // A whole number where a number is expected, and the numbers that JSON has no word for.
        Project project = fullProject();
        project.run().split.validation = 0;
        project.run().training.optimizer.fields.set("momentum", 1.0);
        project.run().checkpoint.counters.set("minus nan", -std::nan(""));
        std::vector<ZipMember> members = readZip(projectBytes(project), "p");
        std::string& json = members[1].bytes;
        json = replaced(replaced(json, "\"validation\": 0.0", "\"validation\": 0"), "\"momentum\": 1.0",
                        "\"momentum\": 1");
        const Project read = projectFromBytes(zipBytes(members), "p");
        QCOMPARE(QString::fromStdString(difference(project, read)), QString());
        json = replaced(json, "\"validation\": 0", "\"validation\": \"-inf\"");
        QVERIFY(projectFromBytes(zipBytes(members), "p").run().split.validation ==
                -std::numeric_limits<double>::infinity());
    }

    void membersThatAreNotTogether()
    {
        std::vector<ZipMember> members = readZip(projectBytes(fullProject()), "p");
        members.erase(members.begin() + 1);
        QCOMPARE(messageOf([&] { projectFromBytes(zipBytes(members), "p.netloom"); }),
                 QStringLiteral("p.netloom: project.json is missing. The file is damaged; open another copy of it."));
        members.erase(members.begin());
        QCOMPARE(
            messageOf([&] { projectFromBytes(zipBytes(members), "p.netloom"); }),
            QStringLiteral("p.netloom: this archive is not a Netloom project. Choose a project file (*.netloom)."));
        Project twice = fullProject();
        twice.run().checkpoint.history.keys[1] = "loss";
        QVERIFY(messageOf([&] {
                    projectFromBytes(projectBytes(twice), "p.netloom");
                }).startsWith(QStringLiteral("p.netloom, history/loss~2.npy: the history has this column twice.")));
    }

    void moreThanAnyoneDraws()
    {
        Project layers;
        for (int i = 0; i <= 10000; ++i)
            layers.run().network.layers.push_back({"dropout", std::to_string(i), {}});
        QVERIFY(messageOf([&] { projectBytes(layers); })
                    .startsWith(QStringLiteral(
                        "project.json, runs[0].network.layers: the project cannot be saved: there are too "
                        "many layers.")));
        Project metrics;
        metrics.run().training.metrics.assign(1001, {"accuracy", {}});
        QVERIFY(messageOf([&] { projectBytes(metrics); })
                    .startsWith(
                        QStringLiteral("project.json, runs[0].training.metrics: the project cannot be saved: there are "
                                       "too many metrics.")));
        Project inputs;
        inputs.run().network.setInputs(1000000001);
        QVERIFY(messageOf([&] { projectBytes(inputs); }).contains(QLatin1String("sizes from 0 on are expected")));
    }

    void longNamesAndColumnsWithoutNumbers()
    {
        Project project = fullProject();
        editTensor(project.run().checkpoint.weights, 0,
                   [&](NamedTensor& t) { t.layer = std::string(300, 'x'); }); // only the name of the member is cut
        editTensor(project.run().checkpoint.weights, 1, [&](NamedTensor& t) { t.layer = std::string(300, 'x'); });
        editTensor(project.run().checkpoint.weights, 1, [&](NamedTensor& t) { t.name = "kernel"; });
        project.run().checkpoint.history.bestEpoch = -1;
        project.run().checkpoint.history.columns = {{}, {}};
        const Project read = projectFromBytes(projectBytes(project), "p");
        QCOMPARE(QString::fromStdString(difference(project, read)), QString());
        project.run().checkpoint.history.columns.clear(); // keys of a training that has not begun
        QCOMPARE(projectFromBytes(projectBytes(project), "p").run().checkpoint.history.epochs(), std::size_t(0));
    }

    void damagedArraysAreRefused_data()
    {
        QTest::addColumn<QByteArray>("member");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const std::vector<Index> one{6};
        const std::vector<Index> three{1, 1, 1, 2, 3};
        const std::vector<double> doubles(6);
        const std::vector<float> floats(6);
        const QByteArray f8 = QByteArray::fromStdString(npyBytes(one, std::span<const double>(doubles)));
        const QByteArray f4 = QByteArray::fromStdString(npyBytes(three, std::span<const float>(floats)));
        QTest::newRow("type") << QByteArray("weights/h1/kernel.npy") << f8 << "float32 are expected";
        QTest::newRow("rank") << QByteArray("weights/h1/kernel.npy") << f4 << "one to four dimensions";
        QTest::newRow("cut") << QByteArray("weights/h1/kernel.npy") << f4.left(140) << "there are 12";
        QTest::newRow("empty") << QByteArray("weights/h1/bias.npy") << QByteArray() << "numpy's format";
        QTest::newRow("longer") << QByteArray("history/loss.npy") << f8 << "not equally long";
        QTest::newRow("history") << QByteArray("history/loss.npy") << f4 << "float64 numbers";
    }
    void damagedArraysAreRefused()
    {
        QFETCH(QByteArray, member);
        QFETCH(QByteArray, bytes);
        QFETCH(QString, expected);
        const std::string file =
            changed(fullProject(), member.constData(), [&](ZipMember& m) { m.bytes = bytes.toStdString(); });
        const QString message = messageOf([&] { projectFromBytes(file, "p.netloom"); });
        QVERIFY2(message.contains(expected) && message.startsWith("p.netloom, "), qPrintable(message));
    }

    void anAbsentArrayIsNamed()
    {
        const std::string file = changed(fullProject(), "weights/h1/bias.npy", [](ZipMember& m) { m.name = "other"; });
        const QString message = messageOf([&] { projectFromBytes(file, "p.netloom"); });
        QVERIFY2(message.startsWith("p.netloom, weights/h1/bias.npy: the array is missing"), qPrintable(message));
    }

    void aSaveKilledAtAnyMomentLosesNothing()
    {
        QTemporaryDir folder;
        const QString file = folder.filePath("p.netloom");
        for (int kill = 0; kill < 15; ++kill) {
            QProcess saving;
            saving.start(SAVE_LOOP, {file});
            QVERIFY(saving.waitForReadyRead());                             // has saved once
            QThread::usleep(static_cast<unsigned long>(kill * 397 % 5000)); // the moment is what this test varies
            saving.kill();
            QVERIFY(saving.waitForFinished());
            QCOMPARE(QProcess::execute(SAVE_LOOP, {"--check", file}), 0);
            const QStringList left =
                QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
            QCOMPARE(left, QStringList{"p.netloom"});
        }
    }

    void aProjectThatCouldNotBeReadAgainIsNotWritten()
    {
        QTemporaryDir folder;
        const std::string path = folder.filePath("p.netloom").toStdString();
        writeProject(fullProject(), path);
        Project shape = fullProject();
        editTensor(shape.run().checkpoint.weights, 0, [&](NamedTensor& t) { t.values.pop_back(); });
        Project recipe = fullProject();
        recipe.recipe.columns[0].imputeConstant = std::nan("");
        for (const Project& project : {shape, recipe})
            QVERIFY(messageOf([&] { writeProject(project, path); }).contains("cannot be saved"));
        QCOMPARE(QString::fromStdString(difference(readProject(path), fullProject())), QString());
    }

    void aDecimalCommaChangesNothing()
    {
        QTemporaryDir folder;
        QProcess localedef;
        localedef.start("localedef", {"-i", "de_DE", "-f", "UTF-8", folder.filePath("de_DE.UTF-8")});
        localedef.waitForFinished();
        const std::string bytes = projectBytes(fullProject());
        const QByteArray before = qgetenv("LOCPATH");
        qputenv("LOCPATH", folder.path().toUtf8());
        const bool german = std::setlocale(LC_ALL, "de_DE.UTF-8") != nullptr;
        before.isNull() ? qunsetenv("LOCPATH") : qputenv("LOCPATH", before);
        const bool comma = german && *std::localeconv()->decimal_point == ',';
        const std::string inGerman = projectBytes(fullProject());
        const std::string difference = netloom::testing::difference(projectFromBytes(bytes, "p"), fullProject());
        std::setlocale(LC_ALL, "C.UTF-8");
        if (!comma)
            QSKIP("the German locale cannot be made here");
        QVERIFY(inGerman == bytes);
        QCOMPARE(QString::fromStdString(difference), QString());
    }

    void everyTruncationIsRefused()
    {
        const std::string good = projectBytes(fullProject());
        for (std::size_t length = 0; length < good.size(); ++length)
            QVERIFY2(messageOf([&] { projectFromBytes(good.substr(0, length), "p"); }).startsWith("p"),
                     qPrintable(QString::number(length)));
    }

    void everyChangedByteIsNoticedOrHarmless()
    {
        const Project project = fullProject();
        const std::string good = projectBytes(project);
        for (std::size_t i = 0; i < good.size(); ++i) {
            std::string bytes = good;
            bytes[i] = static_cast<char>(bytes[i] ^ (1 << (i % 8)));
            try {
                const std::string what = difference(project, projectFromBytes(bytes, "p"));
                QVERIFY2(what.empty(), qPrintable(QString("byte %1: %2").arg(i).arg(what.c_str())));
            } catch (const Error&) {
            }
        }
    }

    void contentThatWasChangedEverywhereIsReadOrRefused()
    {
        // Below the checksums: every byte of project.json and of an array's header.
        const Project project = fullProject();
        std::vector<ZipMember> members = readZip(projectBytes(project), "p");
        for (std::size_t m : {std::size_t(1), std::size_t(2)}) {
            const std::string good = members[m].bytes;
            const std::size_t step = good.size() > 1000 ? 3 : 1;
            for (std::size_t i = 0; i < good.size(); i += step) {
                members[m].bytes = good;
                members[m].bytes[i] = static_cast<char>(good[i] ^ (1 << (i % 7)));
                try {
                    projectFromBytes(zipBytes(members), "p");
                } catch (const Error&) {
                }
            }
            members[m].bytes = good;
        }
    }
};

QTEST_APPLESS_MAIN(TestProject)
#include "tst_project.moc"
