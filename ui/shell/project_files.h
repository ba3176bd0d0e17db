// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/progress.h"
#include "ui/document/project_document.h"
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
    void chooseProject();
    void chooseImport();                  ///< asks for a data file, then how it is read
    void importData(const QString& path); ///< shows how the file is read; imported when accepted
    void showReadingOptions();            ///< the same for the file of the open project; one undo step when accepted
    void open(const QString& path);       ///< a project or a data file
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

private:
    struct Loaded;
    void load(const QString& path, const QString& name,
              std::function<void(Loaded&, std::stop_token, const ProgressFunction&)> read,
              const QString& dataFile = {});
    void adopt(Loaded& loaded);
    bool write(const QString& path);
    void adoptImport(const CsvImport& import);

    ProjectDocument& m_document;
    RecentFiles& m_recent;
    QWidget* m_window;
    Job<std::shared_ptr<Loaded>> m_job;
    Job<bool> m_writer;
    int m_holds = 0;
};

/// "30-5-3-1 · accuracy 96.5 %" or "30-5-3-1 · not trained", for lists of projects.
QString projectSummary(const ProjectDocument& document);

} // namespace netloom
