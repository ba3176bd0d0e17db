// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/project_document.h"

#include "core/base/error.h"
#include "core/preparation/computed_columns.h"
#include "ui/document/explained_path.h"
#include "ui/document/project_document_private.h"
#include "ui/toolkit/text.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace netloom {

ProjectDocument::ProjectDocument(QObject* parent) : QObject(parent), d(std::make_unique<Private>(*this))
{
    d->explained = new ExplainedPath(*this);
    connect(&m_undo, &QUndoStack::cleanChanged, this, [this] { d->announceModified(); });
}

ProjectDocument::~ProjectDocument()
{
    m_undo.disconnect(this);
    d->preparing.cancel();
}

bool ProjectDocument::isOpen() const
{
    return d->open;
}

const Project& ProjectDocument::project() const
{
    return d->project;
}

const Table* ProjectDocument::table() const
{
    return d->table.get();
}

std::shared_ptr<const Table> ProjectDocument::sharedTable() const
{
    return d->table;
}

const PreparedData* ProjectDocument::prepared() const
{
    return d->prepared.prepared.get();
}

std::shared_ptr<const PreparedData> ProjectDocument::sharedPrepared() const
{
    return d->prepared.prepared;
}

QString ProjectDocument::dataProblem() const
{
    if (d->preparing.isRunning())
        return tr("The data are being prepared.");
    return d->prepared.problem;
}

const TargetInfo* ProjectDocument::target() const
{
    return d->prepared.prepared ? &d->prepared.prepared->fitted.target() : nullptr;
}

Index ProjectDocument::inputs() const
{
    if (d->prepared.prepared)
        return static_cast<Index>(d->prepared.prepared->fitted.features().size());
    if (d->project.run().fitted)
        return static_cast<Index>(d->project.run().fitted->features().size());
    return d->project.run().network.inputs();
}

QStringList ProjectDocument::featureNames() const
{
    QStringList names;
    if (d->prepared.prepared)
        for (const Feature& feature : d->prepared.prepared->fitted.features())
            names.append(fromUtf8(feature.name));
    return names;
}

std::vector<LayerShape> ProjectDocument::shapes() const
{
    return d->shapes;
}

const std::vector<Fault>& ProjectDocument::faults() const
{
    return d->faults;
}

bool ProjectDocument::canTrain() const
{
    return d->open && d->prepared.prepared && std::none_of(d->faults.begin(), d->faults.end(), [](const Fault& fault) {
               return fault.severity == Fault::Severity::Error;
           });
}

QString ProjectDocument::path() const
{
    return d->path;
}

QString ProjectDocument::title() const
{
    if (!d->path.isEmpty())
        return QFileInfo(d->path).fileName();
    const QString name = dataName();
    return name.isEmpty() ? tr("Untitled") : name;
}

QString ProjectDocument::dataName() const
{
    const DataReference& data = d->project.data;
    switch (data.source) {
    case DataReference::Source::None:
        break;
    case DataReference::Source::File:
        return QFileInfo(fromUtf8(data.path)).fileName();
    case DataReference::Source::Sample:
        if (const SampleInfo* sample = findSample(data.sample))
            return fromUtf8(sample->title);
        return fromUtf8(data.sample);
    }
    return {};
}

const std::vector<CsvWarning>& ProjectDocument::warnings() const
{
    return d->warnings;
}

bool ProjectDocument::isPreparing() const
{
    return d->preparing.isRunning();
}

bool ProjectDocument::isModified() const
{
    return d->open && (!m_undo.isClean() || d->resultsModified);
}

void ProjectDocument::close()
{
    d->preparing.cancel();
    d->open = false;
    d->awaitedResults.reset();
    d->savedRevision = ++d->revision;
    d->awaited = {};
    d->deletedRuns.clear();
    Project none;
    d->project = std::move(none);
    d->release(d->letGo());
    d->kept.reset();
    d->warnings.clear();
    d->path.clear();
    d->prepared = {};
    d->resultsModified = false;
    m_undo.clear();
    d->refreshFaults();
    d->announceModified();
    selectLayer(-1);
    emit changed(Change::Everything);
}

void ProjectDocument::adopt(Project project, std::shared_ptr<const Table> table, const QString& path,
                            std::vector<CsvWarning> warnings, std::shared_ptr<const PreparedData> prepared)
{
    d->preparing.cancel();
    d->open = true;
    d->awaitedResults.reset();
    d->savedRevision = ++d->revision;
    d->awaited = {};
    d->deletedRuns.clear();
    d->kept.reset();
    d->project = std::move(project);
    d->release(d->letGo());
    try {
        d->table = withComputedColumns(table, d->project.recipe);
    } catch (const Error&) {
        d->table = std::move(table); // what is wrong with a formula is said when the data are prepared
    }
    d->warnings = std::move(warnings);
    d->path = path;
    d->resultsModified = false;
    d->prepared = {};
    m_undo.clear();
    if (prepared && prepared->table == d->table)
        d->prepared = {d->table, d->project.recipe, d->project.run().split, std::move(prepared), {}};
    else
        d->refreshPrepared();
    d->keepPreparation();
    d->refreshFaults();
    d->announceModified();
    m_selected = -1;
    selectRow(-1);
    emit changed(Change::Everything);
    emit selectionChanged(m_selected);
}

ExplainedPath& ProjectDocument::explainedPath() const
{
    return *d->explained;
}

CurrentModel& ProjectDocument::currentModel() const
{
    return *d->model;
}

void ProjectDocument::markModified()
{
    d->resultsModified = true;
    d->announceModified();
}

ProjectDocument::Saving ProjectDocument::beginSave(const QString& path) const
{
    Saving saving{d->project, path, d->revision};
    DataReference& data = saving.project.data;
    if (data.source == DataReference::Source::File)
        data.relativePath = QFileInfo(path).absoluteDir().relativeFilePath(fromUtf8(data.path)).toUtf8().toStdString();
    return saving;
}

void ProjectDocument::endSave(const Saving& saving)
{
    if (saving.revision < d->savedRevision)
        return; // of a project that has been closed meanwhile, or saved again
    d->savedRevision = saving.revision;
    d->project.data.relativePath = saving.project.data.relativePath;
    d->project.readOnly = false; // what was written has this version's format
    d->path = saving.path;
    if (saving.revision == d->revision) {
        d->resultsModified = false;
        m_undo.setClean();
    } else {
        m_undo.resetClean(); // no step of the undo stack is what was written
    }
    d->announceModified();
    emit saved(saving.path);
}

void ProjectDocument::selectLayer(int index)
{
    index = std::clamp(index, -1, static_cast<int>(d->project.run().network.layers.size()) - 1);
    if (index == m_selected)
        return;
    m_selected = index;
    emit selectionChanged(index);
}

void ProjectDocument::selectUnit(const SelectedUnit& unit)
{
    if (unit == m_selectedUnit)
        return;
    m_selectedUnit = unit;
    emit unitSelected(unit);
}

void ProjectDocument::selectRow(Index row)
{
    const Index rows = d->table ? d->table->rows : 0;
    row = row < rows ? std::max<Index>(row, -1) : -1;
    if (row == m_selectedRow)
        return;
    m_selectedRow = row;
    emit rowSelected(row);
}

std::shared_ptr<const FittedRecipe> ProjectDocument::trainedPreparation() const
{
    if (d->kept)
        return d->kept;
    if (d->prepared.prepared)
        return {d->prepared.prepared, &d->prepared.prepared->fitted};
    if (d->project.run().fitted)
        return std::make_shared<const FittedRecipe>(*d->project.run().fitted);
    return nullptr;
}

void ProjectDocument::setCheckpoint(Checkpoint checkpoint)
{
    ++d->revision;
    d->kept.reset();
    d->awaitedResults.reset();
    d->project.run().checkpoint = std::move(checkpoint);
    if (d->prepared.prepared)
        d->project.run().fitted = d->prepared.prepared->fitted;
    d->resultsModified = true;
    emit changed(Change::Weights);
    d->announceModified();
}

void ProjectDocument::setThumbnail(const QByteArray& png)
{
    d->project.thumbnailPng = png.toStdString();
}

} // namespace netloom
