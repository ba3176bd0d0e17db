// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/document/commands.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/document/run_command.h"
#include "ui/toolkit/job.h"

#include <QHash>

#include <set>
#include <string>

namespace netloom {

class ProjectDocument::Private
{
public:
    explicit Private(ProjectDocument& document) : q(document), model(new CurrentModel(document)) {}

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
    std::shared_ptr<ProjectEdit> push(const QString& text, int mergeId, ProjectEdit edit);
    void pushNetwork(NetworkSpec network, const QString& text, int mergeId = -1);
    /// What `carry` makes of the results of one network for another.
    using Carry = std::function<ProjectEdit::Results::Step(const NetworkSpec& from, const NetworkSpec& to)>;
    void pushKeeping(NetworkSpec network, const QString& text, int mergeId, const Carry& carry);
    void pushUnits(NetworkSpec network, std::size_t layer, int mergeId);
    Index unitsOf(std::size_t layer) const; // as the network is; 0: there is no such layer
    void changeResults(const ProjectEdit::Results::Step& step);
    /// The weights stay; what is best of them is decided anew, and is as it was when the edit is undone.
    void exchangeBest(ProjectEdit& edit);
    void swapResults(ProjectEdit::Results& results);
    void completeData(ProjectEdit& edit, std::shared_ptr<const Table> data) const;
    void pushPreparation(ProjectEdit edit, const QString& text, int mergeId = -1);
    void exchange(ProjectEdit& edit);
    bool equals(const ProjectEdit& edit) const;
    void followPrepared(NetworkSpec& network, TrainingConfig& training, bool rule) const;
    void takeRecipe();
    void changeCurrent(int newTurn, const std::function<void()>& change);
    void switchRun(const std::function<void()>& change);
    void pushRun(const QString& text, std::shared_ptr<RunEdit> edit, bool isDone = false);
    void applyRun(RunEdit& edit, bool done);
    void deleteRun(const std::string& id, RunEdit::Deletion& deletion);
    void restoreRun(RunEdit::Deletion& deletion);
    std::size_t placeOf(const std::string& id) const; ///< number of runs: there is none
    void renewId();
    bool keepsMeaning() const;
    void keepPreparation();
    void refreshPrepared();
    void startPreparing();
    void takePrepared(Prepared prepared);
    void refreshFaults();
    void announceModified();
    std::shared_ptr<const void> letGo(); ///< table and preparation, which are no longer the document's
    /// Gives a large thing back beside the window: returning hundreds of megabytes takes longer than a frame.
    void release(std::shared_ptr<const void> large);

    ProjectDocument& q;
    CurrentModel* model;                // a child of the document
    ExplainedPath* explained = nullptr; // another
    bool open = false;
    Project project;
    std::shared_ptr<const Table> table;
    std::vector<CsvWarning> warnings;
    QString path;
    Prepared prepared; // newest; its prepared is what the document shows
    /// Of the weights, where they were trained on other data with the same features; null: that of `prepared`.
    std::shared_ptr<const FittedRecipe> kept;
    std::vector<LayerShape> shapes;
    std::vector<Fault> faults;
    /// The edit that asked for the preparation that runs: what follows from it becomes part of it.
    struct Awaited {
        std::weak_ptr<ProjectEdit> edit;
        bool ruleFollowed = false; // the network was the rule's before
        NetworkSpec network;       // as the edit left it
        TrainingConfig training;
    };
    Awaited awaited;
    std::uint64_t revision = 0;      // of what a file holds; never goes back
    std::uint64_t savedRevision = 0; // newest that a file holds, or with which this project came
    /// As in ProjectEdit::Results, of the current run's.
    std::optional<std::vector<ProjectEdit::Results::Step>> awaitedResults;
    /// Counts how often another run has become the current one. Edits are done and undone in their own turn alone.
    int turn = 1;
    int lastTurn = 1;
    std::set<std::string> deletedRuns; ///< ids
    bool resultsModified = false;
    bool modified = false;
    QHash<QString, int> mergeIds;
    Job<Prepared> preparing;
    Job<bool> releasing;
};

} // namespace netloom
