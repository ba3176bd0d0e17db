// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/project_files.h"

#include "core/base/error.h"
#include "core/formats/other_table.h"
#include "core/formats/recognize.h"
#include "core/project/new_project.h"
#include "core/project/project_file.h"
#include "core/suggestion/tutorial_network.h"
#include "ui/data/csv_import.h"
#include "ui/data/import_dialog.h"
#include "ui/document/project_summary.h"
#include "ui/shell/recent_files.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"

#include <QDir>
#include <QEventLoop>
#include <QFileInfo>
#include <QWidget>

#include <algorithm>

namespace netloom {

namespace {

const QString kSuffix = QStringLiteral("netloom");

QString projectFilter()
{
    return ProjectFiles::tr("Netloom projects (*.netloom)");
}

bool canBeMended(const CsvError& error)
{
    static constexpr std::string_view kClasses[] = {"encoding",  "field_too_long",   "no_rows",       "ragged",
                                                    "too_large", "too_many_columns", "unclosed_quote"};
    return std::find(std::begin(kClasses), std::end(kClasses), error.errorClass) != std::end(kClasses);
}

std::shared_ptr<const PreparedData> tryToPrepare(const std::shared_ptr<const Table>& table, const Project& project)
{
    try {
        return std::make_shared<const PreparedData>(prepare(table, project.recipe, project.run().split));
    } catch (const std::exception&) {
        return nullptr; // the document prepares again and keeps the reason
    }
}

} // namespace

/// What a worker brings back.
struct ProjectFiles::Loaded {
    Project project;
    std::shared_ptr<const Table> table;
    std::shared_ptr<const PreparedData> prepared;
    std::vector<CsvWarning> warnings;
    QString dataProblem;
    bool forNetwork = false;         ///< the table alone, for the network that is open
    std::optional<CsvError> refusal; ///< what is wrong with a table; nothing else is there then
    QString path;                    ///< of the project file; empty for data
    QString source;
    QString recovered; ///< the file of the recovery folder that it came from
    FileStamp stamp;
};

/// A project whose data are away opens all the same, and says why they are.
void ProjectFiles::readDataOf(const std::string& folder, Loaded& loaded, const std::stop_token& stop,
                              const ProgressFunction& progress)
{
    if (loaded.project.data.source == DataReference::Source::None)
        return;
    try {
        loaded.table = loadTable(loaded.project.data, folder, &loaded.warnings, stop, progress);
        loaded.prepared = tryToPrepare(loaded.table, loaded.project);
        if (loaded.prepared)
            loaded.table = loaded.prepared->table; // with its computed columns
    } catch (const Cancelled&) {
        throw;
    } catch (...) {
        loaded.dataProblem = failureText(std::current_exception());
    }
}

ProjectFiles::ProjectFiles(ProjectDocument& document, RecentFiles& recent, QWidget* window)
    : QObject(window), m_document(document), m_recent(recent), m_window(window), m_reading(window)
{
}

ProjectFiles::~ProjectFiles()
{
    m_job.cancel();
}

bool ProjectFiles::isProject(const QString& path)
{
    return isProjectFile(path.toStdString());
}

bool ProjectFiles::askToSave()
{
    emit aboutToAsk();
    if (!m_document.isModified())
        return true;
    QString question = tr("Save the changes to “%1”?").arg(m_document.title());
    if (m_document.path().isEmpty())
        question = m_document.project().data.source == DataReference::Source::File
                       ? tr("Save this project? It was made from %1, which stays as it is.").arg(m_document.dataName())
                       : tr("Save this project?");
    switch (Dialogs::instance().unsavedChanges(m_window, question)) {
    case Dialogs::SaveAnswer::Save:
        return save();
    case Dialogs::SaveAnswer::Discard:
        return true;
    case Dialogs::SaveAnswer::Cancel:
        break;
    }
    return false;
}

void ProjectFiles::closeProject()
{
    if (!askToSave())
        return;
    cancelLoading();
    emit aboutToReplace();
    m_document.close();
}

void ProjectFiles::newNetwork()
{
    if (!askToSave())
        return;
    cancelLoading();
    emit aboutToReplace();
    Project project;
    TableFacts facts;
    facts.inputs = project.run().network.inputs();
    facts.task = Task::Binary;
    project.run().network = tutorialNetwork().make(facts, 0, project.run().training).network;
    m_document.adopt(std::move(project), nullptr);
}

void ProjectFiles::chooseData()
{
    const QString path =
        Dialogs::instance().openFile(m_window, tr("Open a CSV"), QStringLiteral("data"), Dialogs::tableFilter());
    if (!path.isEmpty())
        open(path);
}

void ProjectFiles::chooseProject()
{
    const QString path = Dialogs::instance().openFile(
        m_window, tr("Open a project or a CSV"), QStringLiteral("project"),
        tr("Projects and tables (*.netloom *.csv *.tsv *.txt *.xlsx *.ods)") + QStringLiteral(";;") + projectFilter() +
            QStringLiteral(";;") + Dialogs::tableFilter());
    if (!path.isEmpty())
        open(path);
}

void ProjectFiles::chooseImport()
{
    const QString path = Dialogs::instance().openFile(m_window, tr("Open a CSV with reading options"),
                                                      QStringLiteral("data"), Dialogs::tableFilter());
    if (!path.isEmpty())
        importData(path);
}

void ProjectFiles::importData(const QString& path)
{
    cancelLoading();
    auto* dialog = new ImportDialog(new CsvImport(QFileInfo(path).absoluteFilePath()), m_window);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CsvImport& import = dialog->import();
        switch (askWhatFor(import.path())) {
        case DataUse::NewProject:
            if (askToSave())
                adoptImport(import);
            break;
        case DataUse::ThisNetwork:
            useData(import.reference(), import.sharedTable(), &import, import.warnings());
            break;
        case DataUse::None:
            break;
        }
    });
    dialog->open();
}

void ProjectFiles::adoptImport(const CsvImport& import)
{
    const int target = import.target();
    const auto table = import.sharedTable();
    const std::string name = target >= 0 ? table->columns[static_cast<std::size_t>(target)].name : std::string();
    load({}, import.name(),
         [table, name, reference = import.reference(), recipe = import.recipe(), split = import.split(),
          warnings = import.warnings(),
          source = import.path()](Loaded& loaded, const std::stop_token&, const ProgressFunction&) {
             loaded.table = table;
             loaded.project = newProject(reference, *table, name);
             loaded.project.recipe = recipe;
             loaded.project.run().split = split;
             loaded.prepared = tryToPrepare(table, loaded.project);
             if (loaded.prepared)
                 suggestNetwork(loaded.project, *table);
             loaded.warnings = warnings;
             loaded.source = source;
         });
}

void ProjectFiles::showReadingOptions()
{
    const Project& project = m_document.project();
    if (!m_document.isOpen() || project.data.source != DataReference::Source::File || !m_document.table())
        return;
    auto* import = new CsvImport(QString::fromStdString(project.data.path));
    import->continueFrom(project.data, project.recipe, project.run().split);
    auto* dialog = new ImportDialog(import, m_window);
    dialog->setAcceptText(tr("Apply"));
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const CsvImport& done = dialog->import();
        DataReference reference = done.reference();
        reference.relativePath = m_document.project().data.relativePath;
        m_document.setData(std::move(reference), done.sharedTable(), done.recipe(), done.split(), done.warnings(),
                           tr("Change reading options"));
    });
    dialog->open();
}

/// A drawn network without data is not thrown away for the first table that comes.
ProjectFiles::DataUse ProjectFiles::askWhatFor(const QString& path)
{
    if (!m_document.isOpen() || m_document.table() || m_document.project().data.source != DataReference::Source::None)
        return DataUse::NewProject;
    const int answer = Dialogs::instance().choose(
        m_window, tr("Give %1 to this network?").arg(QFileInfo(path).fileName()),
        tr("Its inputs and its output layer follow the columns of the table then; all other layers stay as they are."),
        {tr("Give it to this network"), tr("Start a new one")});
    return answer == 0 ? DataUse::ThisNetwork : answer == 1 ? DataUse::NewProject : DataUse::None;
}

void ProjectFiles::replaceData()
{
    const QString path = Dialogs::instance().openFile(m_window, tr("Open another table"), QStringLiteral("data"),
                                                      Dialogs::tableFilter());
    if (!path.isEmpty())
        giveData(QFileInfo(path).absoluteFilePath());
}

/// What a network was trained on says how other data of the same kind are read.
void ProjectFiles::giveData(const QString& path)
{
    const Project& project = m_document.project();
    if (project.run().checkpoint.empty()) {
        exchangeData(path, {});
        return;
    }
    m_reading.ask(project, path, [this, path](const CsvOptions& wishes) {
        exchangeData(path, otherTableOptions(m_document.project(), wishes));
    });
}

void ProjectFiles::exchangeData(const QString& path, const CsvOptions& wishes)
{
    load(
        {}, QFileInfo(path).fileName(),
        [file = path.toStdString(), wishes](Loaded& loaded, const std::stop_token& stop,
                                            const ProgressFunction& progress) {
            requireTable(file);
            loaded.project.data.source = DataReference::Source::File;
            loaded.project.data.path = file;
            loaded.project.data.csv = wishes;
            loaded.table = loadTable(loaded.project.data, {}, &loaded.warnings, stop, progress);
            loaded.forNetwork = true;
        },
        path);
}

void ProjectFiles::readDataAgain()
{
    const QString path = fromUtf8(m_document.project().data.path);
    load(
        {}, QFileInfo(path).fileName(),
        [reference = m_document.project().data](Loaded& loaded, const std::stop_token& stop,
                                                const ProgressFunction& progress) {
            loaded.project.data = reference;
            loaded.project.data.sha256.clear(); // that it is another one is known
            loaded.table = loadTable(loaded.project.data, {}, &loaded.warnings, stop, progress);
            loaded.forNetwork = true;
        },
        path);
}

/// What did not fit the data and was adapted is said.
void ProjectFiles::useData(const DataReference& reference, std::shared_ptr<const Table> table, const CsvImport* import,
                           std::vector<CsvWarning> warnings)
{
    const Index inputs = m_document.inputs();
    const std::vector<LayerShape> before = m_document.shapes();
    const bool trained = !m_document.project().run().checkpoint.empty();
    const QString text = tr("Use %1").arg(QFileInfo(fromUtf8(reference.path)).fileName());
    if (import)
        m_document.setData(reference, std::move(table), import->recipe(), import->split(), std::move(warnings), text);
    else
        m_document.setData(reference, std::move(table), std::move(warnings), text);
    if (!m_document.prepared())
        return; // why, the data panel says
    QStringList adapted;
    if (m_document.inputs() != inputs)
        adapted.append(tr("it has %1 inputs instead of %2").arg(m_document.inputs()).arg(inputs));
    const std::vector<LayerShape> after = m_document.shapes();
    if (!before.empty() && !after.empty() && after.back().outputs() != before.back().outputs())
        adapted.append(
            tr("its output layer has %1 units instead of %2").arg(after.back().outputs()).arg(before.back().outputs()));
    if (trained)
        adapted.append(m_document.project().run().checkpoint.empty()
                           ? tr("what was learned does not fit these columns; Undo brings it back")
                           : tr("its weights were kept, as the columns are the same"));
    emit message(adapted.isEmpty() ? tr("The network fits the data as it is.")
                                   : tr("The network follows the data: %1.").arg(adapted.join(QStringLiteral("; "))));
}

void ProjectFiles::openRecovered(const RecoveredProject& project)
{
    if (!askToSave())
        return;
    load(project.path, project.title,
         [project](Loaded& loaded, const std::stop_token& stop, const ProgressFunction& progress) {
             loaded.project = readProject(project.file.toStdString());
             loaded.recovered = project.file;
             // A project from somebody else may have been kept: its data are trusted no more than when it was opened.
             const std::string folder = QFileInfo(project.file).absolutePath().toStdString();
             readDataOf(folder, loaded, stop, progress);
         });
}

void ProjectFiles::open(const QString& path)
{
    const QString absolute = QFileInfo(path).absoluteFilePath();
    if (!isProject(absolute)) {
        switch (askWhatFor(absolute)) {
        case DataUse::ThisNetwork:
            giveData(absolute);
            return;
        case DataUse::None:
            return;
        case DataUse::NewProject:
            break;
        }
    }
    if (!askToSave())
        return;
    const std::string file = absolute.toStdString();
    const std::string folder = QFileInfo(absolute).absolutePath().toStdString();
    if (isProject(absolute)) {
        load(absolute, QFileInfo(absolute).fileName(),
             [file, folder, absolute](Loaded& loaded, const std::stop_token& stop, const ProgressFunction& progress) {
                 loaded.stamp = FileStamp::of(absolute); // before it is read: a change meanwhile counts
                 loaded.project = readProject(file);
                 readDataOf(folder, loaded, stop, progress);
             });
        return;
    }
    load(
        {}, QFileInfo(absolute).fileName(),
        [file](Loaded& loaded, const std::stop_token& stop, const ProgressFunction& progress) {
            requireTable(file);
            DataReference reference;
            reference.source = DataReference::Source::File;
            reference.path = file;
            loaded.table = loadTable(reference, {}, &loaded.warnings, stop, progress);
            loaded.project = newProject(reference, *loaded.table);
            loaded.prepared = tryToPrepare(loaded.table, loaded.project);
            loaded.source = QString::fromStdString(file);
        },
        absolute);
}

void ProjectFiles::openSample(const QString& key)
{
    if (!askToSave())
        return;
    cancelLoading();
    try {
        Loaded loaded;
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = key.toStdString();
        loaded.table = loadTable(reference, {}, &loaded.warnings);
        const SampleInfo* sample = findSample(reference.sample);
        loaded.project = newProject(reference, *loaded.table, sample ? sample->target : std::string());
        loaded.prepared = tryToPrepare(loaded.table, loaded.project);
        adopt(loaded);
    } catch (...) {
        Dialogs::instance().error(m_window, tr("This sample cannot be opened"), failureText(std::current_exception()));
    }
}

void ProjectFiles::locateData()
{
    const QString path = Dialogs::instance().openFile(m_window, tr("Where are the data?"), QStringLiteral("data"),
                                                      Dialogs::tableFilter());
    if (path.isEmpty() || !m_document.isOpen())
        return;
    const Project project = m_document.project();
    const std::string file = path.toStdString();
    load(m_document.path(), QFileInfo(path).fileName(),
         [project, file](Loaded& loaded, const std::stop_token& stop, const ProgressFunction& progress) {
             loaded.project = project;
             loaded.project.data.path = file;
             loaded.project.data.relativePath.clear();
             loaded.table = loadTable(loaded.project.data, {}, &loaded.warnings, stop, progress);
             loaded.prepared = tryToPrepare(loaded.table, loaded.project);
         });
}

void ProjectFiles::load(const QString& path, const QString& name,
                        std::function<void(Loaded&, std::stop_token, const ProgressFunction&)> read,
                        const QString& dataFile)
{
    const auto failed = [this, name](const QString& sentence) {
        emit loadingChanged({});
        Dialogs::instance().error(m_window, tr("%1 cannot be opened").arg(name), sentence);
    };
    m_job.start(
        [path, read = std::move(read)](const std::stop_token& stop, const ProgressFunction& progress) {
            auto loaded = std::make_shared<Loaded>();
            loaded->path = path;
            try {
                read(*loaded, stop, progress);
            } catch (const CsvError& error) {
                loaded->refusal = error;
            }
            return loaded;
        },
        [this, dataFile, failed](const std::shared_ptr<Loaded>& loaded) {
            if (!loaded->refusal) {
                emit loadingChanged({});
                if (loaded->forNetwork)
                    useData(loaded->project.data, std::move(loaded->table), nullptr, std::move(loaded->warnings));
                else
                    adopt(*loaded);
            } else if (!dataFile.isEmpty() && canBeMended(*loaded->refusal)) {
                emit loadingChanged({});
                importData(dataFile); // what other options could mend is shown where they are chosen
            } else {
                failed(withoutOptions(loaded->refusal->what()));
            }
        },
        failed);
    emit loadingChanged(name);
}

void ProjectFiles::adopt(Loaded& loaded)
{
    emit aboutToReplace();
    m_document.adopt(std::move(loaded.project), std::move(loaded.table), loaded.path, std::move(loaded.warnings),
                     std::move(loaded.prepared));
    m_stamp = loaded.stamp;
    if (!loaded.recovered.isEmpty()) {
        m_document.markModified();
        emit recovered(loaded.recovered);
    }
    const QString recent = loaded.path.isEmpty() ? loaded.source : loaded.path;
    if (!recent.isEmpty())
        m_recent.add(recent, loaded.path.isEmpty() ? QString() : projectSummary(m_document));
    if (!loaded.dataProblem.isEmpty())
        emit dataMissing(loaded.dataProblem);
}

void ProjectFiles::cancelLoading()
{
    m_reading.cancel();
    if (!m_job.isRunning())
        return;
    m_job.cancel();
    emit loadingChanged({});
}

bool ProjectFiles::save()
{
    if (m_document.path().isEmpty() || m_document.project().readOnly)
        return saveAs();
    return write(m_document.path());
}

bool ProjectFiles::saveAs()
{
    const QString name = QFileInfo(m_document.title()).completeBaseName() + QLatin1Char('.') + kSuffix;
    QString path = Dialogs::instance().saveFile(m_window, tr("Save the project"), QStringLiteral("project"),
                                                projectFilter(), name);
    if (path.isEmpty())
        return false;
    // Never over the data file, whatever was typed.
    if (QFileInfo(path).suffix().compare(kSuffix, Qt::CaseInsensitive) != 0) {
        path += QLatin1Char('.') + kSuffix;
        if (QFileInfo::exists(path) &&
            !Dialogs::instance().confirm(m_window, tr("Replace %1?").arg(QFileInfo(path).fileName()),
                                         tr("A file of that name is there already."), tr("Replace")))
            return false;
    }
    return write(path);
}

void ProjectFiles::holdSave()
{
    ++m_holds;
}

void ProjectFiles::releaseSave()
{
    if (m_holds > 0 && --m_holds == 0)
        emit saveReleased();
}

/// Beside the window: who called waits for it, but repainting, training and other input go on.
bool ProjectFiles::write(const QString& path)
{
    const FileStamp there = FileStamp::of(path);
    if (path == m_document.path() && m_stamp.exists() && there.exists() && !(there == m_stamp) &&
        !Dialogs::instance().confirm(m_window,
                                     tr("%1 has changed on the disk. Replace it?").arg(QFileInfo(path).fileName()),
                                     tr("It was written by another window or program since it was opened or saved "
                                        "here. \"Save as…\" keeps both."),
                                     tr("Replace")))
        return false;
    QEventLoop loop;
    if (m_writer.isRunning()) { // of a save that was asked for before this one
        connect(&m_writer, &BackgroundJob::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    emit aboutToSave();
    if (m_holds > 0) {
        connect(this, &ProjectFiles::saveReleased, &loop, &QEventLoop::quit);
        loop.exec();
    }
    const auto saving = std::make_shared<const ProjectDocument::Saving>(m_document.beginSave(path));
    const QString summary = projectSummary(m_document);
    bool written = false;
    QString problem;
    connect(&m_writer, &BackgroundJob::finished, &loop, &QEventLoop::quit, Qt::UniqueConnection);
    m_writer.start(
        [saving, file = path.toStdString()](const std::stop_token&, const auto&) {
            writeProject(saving->project, file);
            return true;
        },
        [&written](bool done) { written = done; }, [&problem](const QString& sentence) { problem = sentence; });
    loop.exec();
    if (m_writer.isRunning())
        return false; // the program ends: the file is still written whole, or not touched
    if (!written) {
        Dialogs::instance().error(m_window, tr("The project could not be saved"), problem);
        return false;
    }
    m_stamp = FileStamp::of(path);
    m_document.endSave(*saving);
    m_recent.add(path, summary);
    emit message(tr("Saved %1.").arg(QFileInfo(path).fileName()));
    return true;
}

} // namespace netloom
