// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/io/json.h"
#include "core/io/npy.h"
#include "core/io/project_file.h"
#include "core/io/workspace.h"
#include "core/io/zip_archive.h"
#include "core/training/session.h"
#include "tests/core/io/sample_project.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace netloom;
using namespace netloom::testing;

namespace {

template<typename Work>
QString messageOf(Work work)
{
    try {
        work();
    } catch (const Error& e) {
        return QString::fromStdString(e.message());
    }
    return QStringLiteral("no error");
}

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
        QVERIFY(!project.checkpoint.optimizerState.empty());
        QVERIFY(project.fitted.has_value());
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
            const Workspace workspace = prepare(loadTable(reference, {}), project.recipe, project.split);
            Session session;
            session.start(project.network, project.training, workspace.data, from);
            session.wait();
            Project result = project;
            result.checkpoint = session.checkpoint();
            return result;
        };
        const Project whole = finish(begun, std::nullopt);
        const Project continued = finish(loaded, loaded.checkpoint);
        QCOMPARE(continued.checkpoint.history.epochs(), std::size_t(3));
        QCOMPARE(QString::fromStdString(difference(whole, continued)), QString());
    }

    void aNewerFormatIsReadOnly()
    {
        std::string text = withJson(fullProject(), "\"format\": 1", "\"format\": 2, \"invented\": [1]");
        const Project project = projectFromBytes(text, "newer.netloom");
        QVERIFY(project.readOnly);
        QCOMPARE(QString::fromStdString(difference(fullProject(), project)), QString());
    }
};

QTEST_APPLESS_MAIN(TestProject)
#include "tst_project.moc"
