// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "ui/document/project_document.h"
#include "ui/document/reading_question.h"
#include "ui/document/recovery_folder.h"
#include "ui/shell/file_stamp.h"
#include "ui/toolkit/job.h"

#include <QString>

class QWidget;

namespace netloom {

class CsvImport;
class RecentFiles;

/// Opening and saving: what File menu, start page, drops and the command line all go through. Asks before changes are
/// lost, loads beside the window, tells failures as sentences.
class ProjectFiles final : public QObject
{
    Q_OBJECT
public:
    ProjectFiles(ProjectDocument& document, RecentFiles& recent, QWidget* window);
    ~ProjectFiles() override; ///< cancels what is being loaded

    bool isLoading() const { return m_job.isRunning(); }
    double progress() const { return m_job.progress(); }

    static bool isProject(const QString& path); ///< by its content, or by its name where it cannot be read

public slots:
    bool askToSave();    ///< true: nothing unsaved is left, go on
    void closeProject(); ///< back to the start page
    void newNetwork();   ///< a network without data, to be drawn
    void chooseData();
    void replaceData();   ///< asks for another table for the open network; one undo step
    void readDataAgain(); ///< the data file of the open project as it is now; one undo step
    void chooseProject();
    void chooseImport();                  ///< asks for a data file, then how it is read
    void importData(const QString& path); ///< shows how the file is read; imported when accepted
    void showReadingOptions();            ///< the same for the file of the open project; one undo step when accepted
    void open(const QString& path);       ///< a project or a data file; data may be given to a network without any
    void openRecovered(const netloom::RecoveredProject& project); ///< modified then, until it is saved
    void openSample(const QString& key);
    void locateData(); ///< asks where the data of the open project are
    bool save();       ///< true: written. The window lives on meanwhile
    bool saveAs();
    void cancelLoading();
    void holdSave();    ///< during aboutToSave(): something of the project is still on its way
    void releaseSave(); ///< it has arrived

signals:
    void aboutToAsk();                        ///< whether to save comes next: last chance to tell what has changed
    void aboutToReplace();                    ///< another project takes the place of this one: stop what works on it
    void aboutToSave();                       ///< last chance to add what belongs into the file; see holdSave()
    void saveReleased();                      ///< nothing holds it any more
    void loadingChanged(const QString& name); ///< a file is being loaded; empty: no longer
    void dataMissing(const QString& reason);  ///< the project is open, its data could not be loaded
    void message(const QString& text);
    void recovered(const QString& file); ///< what an ended program left in this file is open now

private:
    struct Loaded;
    void load(const QString& path, const QString& name,
              std::function<void(Loaded&, std::stop_token, const ProgressFunction&)> read,
              const QString& dataFile = {});
    static void readDataOf(const std::string& folder, Loaded& loaded, const std::stop_token& stop,
                           const ProgressFunction& progress);
    void adopt(Loaded& loaded);
    enum class DataUse { NewProject, ThisNetwork, None };
    DataUse askWhatFor(const QString& path);
    void giveData(const QString& path);
    void exchangeData(const QString& path, const CsvOptions& wishes);
    void useData(const DataReference& reference, std::shared_ptr<const Table> table, const CsvImport* import,
                 std::vector<CsvWarning> warnings);
    bool write(const QString& path);
    void adoptImport(const CsvImport& import);

    ProjectDocument& m_document;
    RecentFiles& m_recent;
    QWidget* m_window;
    ReadingQuestion m_reading;
    Job<std::shared_ptr<Loaded>> m_job;
    Job<bool> m_writer;
    int m_holds = 0;
    FileStamp m_stamp; ///< of the project's file as it was read or written last
};

} // namespace netloom
