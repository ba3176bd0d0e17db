// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/commands.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/background_job.h"

#include <QHash>

namespace netloom {

class ProjectDocument::Private
{
public:
    explicit Private(ProjectDocument& document) : q(document) {}

    /// What a preparation was made from.
    struct Prepared {
        std::shared_ptr<const Table> table;
        Recipe recipe;
        SplitConfig split;
        std::shared_ptr<const PreparedData> prepared; // null: it failed
        QString problem;
    };

    static Prepared prepareNow(std::shared_ptr<const Table> table, const Recipe& recipe, const SplitConfig& split);
    int mergeId(const QString& key);
    void push(const QString& text, int mergeId, ProjectEdit edit);
    void pushNetwork(NetworkSpec network, const QString& text, int mergeId = -1);
    void pushPreparation(ProjectEdit edit, const QString& text, int mergeId = -1);
    void exchange(ProjectEdit& edit);
    bool equals(const ProjectEdit& edit) const;
    void followPrepared(NetworkSpec& network, TrainingConfig& training) const;
    Changes exchangeResults(const ProjectEdit& edit, const NetworkSpec& before, Index inputsBefore);
    void refreshPrepared();
    void startPreparing();
    void takePrepared(Prepared prepared);
    void refreshFaults();
    void announceModified();
    std::shared_ptr<const void> letGo(); ///< table and preparation, which are no longer the document's
    /// Gives a large thing back beside the window: returning hundreds of megabytes takes longer than a frame.
    void release(std::shared_ptr<const void> large);

    ProjectDocument& q;
    bool open = false;
    Project project;
    std::shared_ptr<const Table> table;
    std::vector<CsvWarning> warnings;
    QString path;
    Prepared prepared; // newest; its prepared is what the document shows
    std::vector<LayerShape> shapes;
    std::vector<Fault> faults;
    bool ruleFollowed = false; // the network was the rule's before the last preparation, and nobody has touched it
    bool resultsModified = false;
    bool modified = false;
    QHash<QString, int> mergeIds;
    BackgroundJob preparing;
    BackgroundJob releasing;
};

} // namespace netloom
