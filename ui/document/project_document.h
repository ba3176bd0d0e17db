// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/prepared_data.h"
#include "core/project/validate.h"
#include "core/suggestion/network_template.h"
#include "ui/document/change.h"

#include <QObject>
#include <QString>
#include <QUndoStack>

#include <memory>
#include <optional>

namespace netloom {

class CurrentModel;
class ExplainedPath;

/// A unit that is looked at: column 0 are the inputs, layer l is column l + 1; −1: none.
struct SelectedUnit {
    int column = -1;
    Index unit = -1;
    bool operator==(const SelectedUnit&) const = default;
};

/// The one door for edits of a project.
///
/// Every change is a QUndoCommand with a name; repeated edits of one field merge. Lives on the GUI thread. Training
/// results are not undo steps. Derived values (fitted data, faults, shapes) are kept up to date here, so that every
/// view asks the same place.
class ProjectDocument final : public QObject
{
    Q_OBJECT
public:
    explicit ProjectDocument(QObject* parent = nullptr);
    ~ProjectDocument() override;

    // What there is.
    bool isOpen() const; ///< false: start page
    const Project& project() const;
    const NetworkSpec& network() const { return project().run().network; }
    const TrainingConfig& training() const { return project().run().training; }
    const Table* table() const; ///< null: no data
    std::shared_ptr<const Table> sharedTable() const;
    const PreparedData* prepared() const; ///< null: no data, or it could not be prepared (see dataProblem())
    std::shared_ptr<const PreparedData> sharedPrepared() const;
    QString dataProblem() const;      ///< why the data cannot be used, in a sentence; empty: fine
    const TargetInfo* target() const; ///< null: no data
    Index inputs() const;             ///< size of the input layer
    QStringList featureNames() const; ///< one per input; empty without data
    std::vector<LayerShape> shapes() const;
    /// What a template makes for these data and settings; the rule's is what new data begin with. Null: no data, or
    /// they are being prepared.
    std::optional<Suggestion> suggestionOf(const NetworkTemplate& kind) const;
    /// Whether network and training are those of a suggestion.
    bool isSuggestion(const Suggestion& suggestion) const;
    /// Whether they are what the rule suggests for the data.
    bool followsRule() const;
    const std::vector<Fault>& faults() const;
    bool canTrain() const;    ///< data there and no fault is an error
    QString path() const;     ///< empty: never saved
    QString title() const;    ///< file name or name of the data, for the window title
    QString dataName() const; ///< file name or title of the sample, for the data chip; empty: no data
    const std::vector<CsvWarning>& warnings() const; ///< what was found while the data were read
    bool isPreparing() const; ///< a large table is being prepared beside the window; Change::Recipe follows
    bool isModified() const;
    /// What the whole window looks at.
    CurrentModel& currentModel() const;
    ExplainedPath& explainedPath() const;
    QUndoStack* undoStack() { return &m_undo; }
    int selectedLayer() const { return m_selected; } ///< -1: none; index in network().layers
    const SelectedUnit& selectedUnit() const { return m_selectedUnit; }
    Index selectedRow() const { return m_selectedRow; } ///< of the table, the one that is looked at; -1: none
    /// The preparation that the stored weights were trained with; the data's own unless the data were replaced since.
    std::shared_ptr<const FittedRecipe> trainedPreparation() const;

    // Whole projects. They throw core's Error; the document is unchanged then.
    void close();
    void adopt(Project project, std::shared_ptr<const Table> table, const QString& path = {},
               std::vector<CsvWarning> warnings = {}, std::shared_ptr<const PreparedData> prepared = {});
    /// There is something that no file holds yet (a running training, an autosave that was adopted): modified until
    /// saved.
    void markModified();
    /// What a file is to hold, as it is now: may be written on another thread, as weights are shared.
    struct Saving {
        Project project;
        QString path;
        std::uint64_t revision = 0;
    };
    Saving beginSave(const QString& path) const;
    /// It has been written. Clean afterwards, unless something has changed since. Nothing where another project, or a
    /// later save of this one, has come meanwhile.
    void endSave(const Saving& saving);

    // Edits: each is one undo step.
    void setNetwork(NetworkSpec network, const QString& text);
    void insertLayer(int index, const QString& type);
    /// Several, such as pasted ones; each gets a name of its own. The last one is selected.
    void insertLayers(int index, std::vector<LayerSpec> layers, const QString& text);
    void removeLayer(int index);
    void duplicateLayer(int index);
    void moveLayer(int from, int to);
    void renameLayer(int index, const QString& name);
    QString layerNameProblem(int index, const QString& name) const; ///< why it cannot be called so; empty: it can
    void setLayerField(int index, const QString& key, const FieldValue& value); ///< merges with the last of same field
    /// Network and training of a template (core/suggestion/network_template.h) for these data; without data its network
    /// alone, for the inputs there are.
    void applyTemplate(const QString& key);
    /// A network and its training, as one step.
    void applySuggestion(const Suggestion& suggestion, const QString& text);
    /// One unit more or less in a layer that is not the output; what the others have learned stays.
    void addUnit(int layer);
    void removeUnit(int layer, Index unit);
    void letOutputFollowTarget(); ///< takes back what was set by hand in the output layer
    void setTraining(TrainingConfig config, const QString& text, int mergeKey = -1);
    /// By the keys of core/training/settings.h; merges. A value that is refused changes nothing and emits refused().
    void setSetting(const QString& key, const QString& value);
    void setRecipe(Recipe recipe, const QString& text);
    /// What is done with one column; edits of the same `field` of it merge. The rows are divided by a column that gets
    /// the role Split, and no longer by one that loses it.
    void setColumnRecipe(const ColumnRecipe& column, const QString& field, const QString& text);
    void setSplit(SplitConfig split, const QString& text);
    /// Other columns than before get guessed roles. What a network has learned stays where the features and the target
    /// are the same. `warnings` are those of reading the table.
    void setData(DataReference reference, std::shared_ptr<const Table> table, std::vector<CsvWarning> warnings,
                 const QString& text);
    /// The same with roles and split, as one step.
    /// Columns computed from others come, change or go: the recipe with them, and the table that has them
    /// (withComputedColumns()).
    void setComputedColumns(Recipe recipe, std::shared_ptr<const Table> table, const QString& text);
    void setData(DataReference reference, std::shared_ptr<const Table> table, Recipe recipe, const SplitConfig& split,
                 std::vector<CsvWarning> warnings, const QString& text);

    /// Other weights for the network as it is, by hand; what is known of its training stays. Nothing where it was not
    /// trained.
    void setWeights(SharedParameters weights, const QString& text);
    void setResults(Checkpoint checkpoint, const QString& text); ///< what a training came to, as an edit
    void resetWeights(const QString& text); ///< back to a network that has not been trained; nothing where it was not

    // Not undo steps.
    void selectLayer(int index);
    void selectUnit(const SelectedUnit& unit);
    void selectRow(Index row);                 ///< plots, lists and panels follow
    void setCheckpoint(Checkpoint checkpoint); ///< results of training; marks the project modified
    /// A training is ending beside the window. Until takeResults() hands over what it has come to, `standIn` takes its
    /// place in the edits that follow: in the run, or in what undo brings back.
    void expectResults(Checkpoint standIn);
    bool expectsResults() const; ///< whether those of the current run are such a stand-in
    void takeResults(const Checkpoint& results);
    // Runs (core/project/run.h). Another current run begins a new undo stack, in which what was done to runs stays.
    void takeRun(std::size_t place);
    void addRun(const QString& name); ///< begins with network and settings of the current one, and becomes it
    /// The current run as it was trained before stays beside it (Project::keepRun).
    void keepRun(Run earlier, const QString& name);

    // Undo steps again.
    void removeRun(std::size_t place); ///< the last one stays; where it is the current one, undo makes it that again
    void renameRun(std::size_t place, const QString& name);
    QString runNameProblem(std::size_t place, const QString& name) const; ///< as layerNameProblem()
    void colorRun(std::size_t place, const QString& color);               ///< "#rrggbb"; empty: grey

    void setThumbnail(const QByteArray& png);

signals:
    /// Before another run becomes the current one, by an undo too: whoever trains should end that.
    void aboutToTakeRun();
    /// Before an edit, its undo or its redo, while everything is still as it was.
    void aboutToChange(netloom::Changes what);
    void changed(netloom::Changes what);
    void selectionChanged(int layer);
    void runsChanged();
    void rowSelected(netloom::Index row);
    void unitSelected(const netloom::SelectedUnit& unit);
    void modifiedChanged(bool modified);
    void saved(const QString& path);
    void refused(const QString& reason); ///< an edit that could not be made, in a sentence

private:
    class Private;
    std::unique_ptr<Private> d;
    QUndoStack m_undo;
    int m_selected = -1;
    Index m_selectedRow = -1;
    SelectedUnit m_selectedUnit;
};

} // namespace netloom
