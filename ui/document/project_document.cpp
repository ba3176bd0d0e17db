// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/document/project_document.h"

#include "core/base/error.h"
#include "core/io/project_file.h"
#include "core/layers/registry.h"
#include "core/training/settings.h"
#include "ui/document/background_job.h"
#include "ui/document/commands.h"

#include <QDir>
#include <QFileInfo>
#include <QHash>

#include <algorithm>

namespace netloom
{

namespace
{

// Preparing that many cells takes about as long as a frame.
constexpr Index kCellsPreparedDirectly = 200'000;

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool isLarge(const Table& table)
{
    return table.rows * static_cast<Index>(table.columns.size()) > kCellsPreparedDirectly;
}

} // namespace

class ProjectDocument::Private
{
public:
    explicit Private(ProjectDocument& document) : q(document) {}

    /// What a preparation was made from.
    struct Prepared {
        std::shared_ptr<const Table> table;
        Recipe recipe;
        SplitConfig split;
        std::shared_ptr<const Workspace> workspace; // null: it failed
        QString problem;
    };

    static Prepared prepareNow(std::shared_ptr<const Table> table, const Recipe& recipe, const SplitConfig& split);
    int mergeId(const QString& key);
    void push(const QString& text, int mergeId, ProjectEdit edit);
    void pushNetwork(NetworkSpec network, const QString& text, int mergeId = -1);
    void pushPreparation(ProjectEdit edit, const QString& text);
    void exchange(ProjectEdit& edit);
    bool equals(const ProjectEdit& edit) const;
    Changes exchangeResults(const ProjectEdit& edit, const NetworkSpec& before, Index inputsBefore);
    void refreshWorkspace();
    void startPreparing();
    void takePrepared(Prepared prepared);
    void refreshFaults();
    void announceModified();

    ProjectDocument& q;
    bool open = false;
    Project project;
    std::shared_ptr<const Table> table;
    std::vector<CsvWarning> warnings;
    QString path;
    Prepared prepared; // newest; its workspace is what the document shows
    std::vector<LayerShape> shapes;
    std::vector<Fault> faults;
    bool resultsModified = false;
    bool modified = false;
    QHash<QString, int> mergeIds;
    BackgroundJob preparing;
};

ProjectDocument::Private::Prepared ProjectDocument::Private::prepareNow(std::shared_ptr<const Table> table,
                                                                        const Recipe& recipe, const SplitConfig& split)
{
    Prepared result{table, recipe, split, nullptr, {}};
    try {
        result.workspace = std::make_shared<const Workspace>(prepare(std::move(table), recipe, split));
    } catch (const std::exception& e) {
        result.problem = QString::fromUtf8(e.what());
    }
    return result;
}

int ProjectDocument::Private::mergeId(const QString& key)
{
    const auto found = mergeIds.constFind(key);
    if (found != mergeIds.cend())
        return *found;
    const int id = static_cast<int>(mergeIds.size());
    mergeIds.insert(key, id);
    return id;
}

void ProjectDocument::Private::push(const QString& text, int id, ProjectEdit edit)
{
    if (!open || equals(edit))
        return;
    q.m_undo.push(new EditCommand(
        text, id, std::move(edit), [this](ProjectEdit& e) { exchange(e); },
        [this](const ProjectEdit& e) { return equals(e); }));
}

void ProjectDocument::Private::pushNetwork(NetworkSpec network, const QString& text, int id)
{
    ProjectEdit edit;
    if (const TargetInfo* target = q.target()) {
        TrainingConfig training = project.training;
        followTarget(network, training, *target);
        if (!(training == project.training))
            edit.training = std::move(training);
    }
    edit.network = std::move(network);
    push(text, id, std::move(edit));
}

void ProjectDocument::Private::pushPreparation(ProjectEdit edit, const QString& text)
{
    const std::shared_ptr<const Table> newTable = edit.data ? edit.table : table;
    if (newTable && !isLarge(*newTable)) {
        const Recipe& recipe = edit.recipe ? *edit.recipe : project.recipe;
        const SplitConfig& split = edit.split ? *edit.split : project.split;
        prepared = prepareNow(newTable, recipe, split);
        if (prepared.workspace) {
            NetworkSpec network = project.network;
            TrainingConfig training = project.training;
            followTarget(network, training, prepared.workspace->fitted.target());
            if (!(network == project.network))
                edit.network = std::move(network);
            if (!(training == project.training))
                edit.training = std::move(training);
        }
    }
    push(text, -1, std::move(edit));
}

bool ProjectDocument::Private::equals(const ProjectEdit& edit) const
{
    return (!edit.network || *edit.network == project.network) &&
           (!edit.training || *edit.training == project.training) && (!edit.recipe || *edit.recipe == project.recipe) &&
           (!edit.split || *edit.split == project.split) &&
           (!edit.data || (*edit.data == project.data && edit.table == table));
}

void ProjectDocument::Private::exchange(ProjectEdit& edit)
{
    Changes what;
    const NetworkSpec networkBefore = project.network;
    const Index inputsBefore = q.inputs();
    if (edit.network) {
        std::swap(*edit.network, project.network);
        what |= Change::Network;
    }
    if (edit.training) {
        std::swap(*edit.training, project.training);
        what |= Change::Training;
    }
    if (edit.recipe) {
        std::swap(*edit.recipe, project.recipe);
        what |= Change::Recipe;
    }
    if (edit.split) {
        std::swap(*edit.split, project.split);
        what |= Change::Split;
    }
    if (edit.data) {
        std::swap(*edit.data, project.data);
        std::swap(edit.table, table);
        what |= Change::Data;
    }
    const bool preparedAnew = edit.recipe || edit.split || edit.data;
    if (preparedAnew)
        refreshWorkspace();

    std::vector<std::pair<std::string, std::string>> renames;
    if (preparedAnew || !weightsFit(networkBefore, inputsBefore, project.network, q.inputs(), renames)) {
        if (!project.checkpoint.empty() || !edit.results.checkpoint.empty())
            what |= Change::Weights;
        std::swap(edit.results.checkpoint, project.checkpoint);
        std::swap(edit.results.fitted, project.fitted);
    } else if (!renames.empty() && !project.checkpoint.empty()) {
        renameLayers(project.checkpoint, renames);
        what |= Change::Weights;
    } else if (project.checkpoint.empty() && !edit.results.checkpoint.empty()) {
        // A merged step came back to where it began, and so do the weights.
        std::swap(edit.results.checkpoint, project.checkpoint);
        std::swap(edit.results.fitted, project.fitted);
        what |= Change::Weights;
    }

    refreshFaults();
    const int last = static_cast<int>(project.network.layers.size()) - 1;
    emit q.changed(what);
    if (q.m_selected > last)
        q.selectLayer(last);
}

void ProjectDocument::Private::refreshWorkspace()
{
    if (prepared.table == table && prepared.recipe == project.recipe && prepared.split == project.split) {
        preparing.cancel();
        return;
    }
    if (!table) {
        prepared = {};
        return;
    }
    if (isLarge(*table)) {
        prepared = {};
        startPreparing();
        return;
    }
    preparing.cancel();
    prepared = prepareNow(table, project.recipe, project.split);
}

void ProjectDocument::Private::startPreparing()
{
    auto result = std::make_shared<Prepared>();
    preparing.start(
        [this, result, tab = table, recipe = project.recipe,
         split = project.split](const std::stop_token&, const BackgroundJob::Progress&) -> BackgroundJob::Done {
            result->table = tab;
            result->recipe = recipe;
            result->split = split;
            std::string problem;
            try {
                result->workspace = std::make_shared<const Workspace>(prepare(tab, recipe, split));
            } catch (const std::exception& e) {
                problem = e.what();
            }
            return [this, result, problem] {
                result->problem = fromUtf8(problem);
                takePrepared(std::move(*result));
            };
        },
        [](const std::exception_ptr&) {});
}

void ProjectDocument::Private::takePrepared(Prepared ready)
{
    prepared = std::move(ready);
    Changes what = Change::Recipe;
    if (const TargetInfo* target = q.target()) {
        ProjectEdit follow{project.network, project.training, {}, {}, {}, {}, {}};
        followTarget(*follow.network, *follow.training, *target);
        if (!equals(follow)) {
            exchange(follow);
            // It follows from the edit that was made last, so it is undone together with it.
            const int last = q.m_undo.index() - 1;
            if (last >= 0)
                static_cast<EditCommand*>(const_cast<QUndoCommand*>(q.m_undo.command(last)))->absorb(std::move(follow));
        }
    }
    refreshFaults();
    emit q.changed(what);
}

void ProjectDocument::Private::refreshFaults()
{
    shapes = layerShapes(project.network, q.inputs());
    faults = validate(project.network, project.training, q.inputs(), q.target());
}

void ProjectDocument::Private::announceModified()
{
    const bool now = q.isModified();
    if (now == modified)
        return;
    modified = now;
    emit q.modifiedChanged(now);
}

ProjectDocument::ProjectDocument(QObject* parent) : QObject(parent), d(std::make_unique<Private>(*this))
{
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

const Workspace* ProjectDocument::workspace() const
{
    return d->prepared.workspace.get();
}

QString ProjectDocument::dataProblem() const
{
    if (d->preparing.isRunning())
        return tr("The data are being prepared.");
    return d->prepared.problem;
}

const TargetInfo* ProjectDocument::target() const
{
    return d->prepared.workspace ? &d->prepared.workspace->fitted.target() : nullptr;
}

Index ProjectDocument::inputs() const
{
    if (d->prepared.workspace)
        return static_cast<Index>(d->prepared.workspace->fitted.features().size());
    if (d->project.fitted)
        return static_cast<Index>(d->project.fitted->features().size());
    return d->project.network.inputs;
}

QStringList ProjectDocument::featureNames() const
{
    QStringList names;
    if (d->prepared.workspace)
        for (const Feature& feature : d->prepared.workspace->fitted.features())
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
    return d->open && d->prepared.workspace && std::none_of(d->faults.begin(), d->faults.end(), [](const Fault& fault) {
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
    d->project = {};
    d->table.reset();
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
                            std::vector<CsvWarning> warnings, std::shared_ptr<const Workspace> prepared)
{
    d->preparing.cancel();
    d->open = true;
    d->project = std::move(project);
    d->table = std::move(table);
    d->warnings = std::move(warnings);
    d->path = path;
    d->resultsModified = false;
    d->prepared = {};
    m_undo.clear();
    if (prepared && prepared->table == d->table)
        d->prepared = {d->table, d->project.recipe, d->project.split, std::move(prepared), {}};
    else
        d->refreshWorkspace();
    d->refreshFaults();
    d->announceModified();
    m_selected = -1;
    emit changed(Change::Everything);
    emit selectionChanged(m_selected);
}

void ProjectDocument::markRecovered()
{
    d->resultsModified = true;
    d->announceModified();
}

void ProjectDocument::save(const QString& path)
{
    DataReference& data = d->project.data;
    if (data.source == DataReference::Source::File)
        data.relativePath = QFileInfo(path).absoluteDir().relativeFilePath(fromUtf8(data.path)).toUtf8().toStdString();
    writeProject(d->project, path.toStdString());
    d->path = path;
    d->resultsModified = false;
    m_undo.setClean();
    d->announceModified();
    emit saved(path);
}

void ProjectDocument::setNetwork(NetworkSpec network, const QString& text)
{
    d->pushNetwork(std::move(network), text);
}

void ProjectDocument::insertLayer(int index, const QString& type)
{
    const LayerInfo* info = findLayerType(type.toStdString());
    if (!info)
        return;
    NetworkSpec network = d->project.network;
    index = std::clamp(index, 0, static_cast<int>(network.layers.size()));
    LayerSpec layer{info->type, freeLayerName(network, info->namePrefix), {}};
    const bool hidden = index <= outputLayer(network);
    if (hidden && info->type == "dense")
        layer.fields.set("activation", std::string("relu"));
    network.layers.insert(network.layers.begin() + index, std::move(layer));
    d->pushNetwork(std::move(network), tr("Add %1").arg(fromUtf8(info->title)));
    selectLayer(index);
}

void ProjectDocument::removeLayer(int index)
{
    NetworkSpec network = d->project.network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    const QString name = fromUtf8(network.layers[static_cast<std::size_t>(index)].name);
    network.layers.erase(network.layers.begin() + index);
    const int last = static_cast<int>(network.layers.size()) - 1;
    d->pushNetwork(std::move(network), tr("Remove %1").arg(name));
    selectLayer(std::min(index, last));
}

void ProjectDocument::duplicateLayer(int index)
{
    NetworkSpec network = d->project.network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    LayerSpec copy = network.layers[static_cast<std::size_t>(index)];
    const QString text = tr("Duplicate %1").arg(fromUtf8(copy.name));
    const LayerInfo* info = findLayerType(copy.type);
    copy.name = freeLayerName(network, info ? info->namePrefix : copy.name);
    // A copy of the output stands before it, so that the output stays the output.
    const int place = index == outputLayer(network) ? index : index + 1;
    network.layers.insert(network.layers.begin() + place, std::move(copy));
    d->pushNetwork(std::move(network), text);
    selectLayer(place);
}

void ProjectDocument::moveLayer(int from, int to)
{
    NetworkSpec network = d->project.network;
    const int count = static_cast<int>(network.layers.size());
    to = std::clamp(to, 0, std::max(count - 1, 0));
    if (from < 0 || from >= count || from == to)
        return;
    LayerSpec layer = network.layers[static_cast<std::size_t>(from)];
    const QString text = tr("Move %1").arg(fromUtf8(layer.name));
    network.layers.erase(network.layers.begin() + from);
    network.layers.insert(network.layers.begin() + to, std::move(layer));
    d->pushNetwork(std::move(network), text);
    selectLayer(to);
}

void ProjectDocument::renameLayer(int index, const QString& name)
{
    NetworkSpec network = d->project.network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    LayerSpec& layer = network.layers[static_cast<std::size_t>(index)];
    const std::string wanted = name.trimmed().left(60).toStdString();
    if (wanted == layer.name)
        return;
    if (wanted.empty()) {
        emit refused(tr("A layer needs a name."));
        return;
    }
    for (const LayerSpec& other : network.layers)
        if (other.name == wanted) {
            emit refused(tr("Another layer is already called %1.").arg(name.trimmed()));
            return;
        }
    const QString text = tr("Rename %1").arg(fromUtf8(layer.name));
    layer.name = wanted;
    d->pushNetwork(std::move(network), text);
}

void ProjectDocument::setLayerField(int index, const QString& key, const FieldValue& value)
{
    NetworkSpec network = d->project.network;
    if (index < 0 || index >= static_cast<int>(network.layers.size()))
        return;
    LayerSpec& layer = network.layers[static_cast<std::size_t>(index)];
    const LayerInfo* info = findLayerType(layer.type);
    QString title = key;
    if (info)
        for (const FieldInfo& field : info->fields)
            if (field.key == key.toStdString()) {
                const std::string complaint = checkField(field, value);
                if (!complaint.empty()) {
                    emit refused(tr("%1 %2.").arg(fromUtf8(field.title), fromUtf8(complaint)));
                    return;
                }
                title = fromUtf8(field.title).toLower();
            }
    const QString text = tr("Change %1 of %2").arg(title, fromUtf8(layer.name));
    layer.fields.set(key.toStdString(), value);
    if (index == outputLayer(network) && (key == QLatin1String("units") || key == QLatin1String("activation")))
        network.outputFollowsTarget = false;
    d->pushNetwork(std::move(network), text, d->mergeId(QStringLiteral("layer/%1/%2").arg(index).arg(key)));
}

void ProjectDocument::suggest()
{
    const TargetInfo* info = target();
    NetworkSpec network =
        suggestNetwork(inputs(), info ? info->outputs() : 1, info ? info->activation() : std::string_view("linear"));
    network.inputs = d->project.network.inputs;
    d->pushNetwork(std::move(network), tr("Suggest a network"));
}

void ProjectDocument::letOutputFollowTarget()
{
    NetworkSpec network = d->project.network;
    network.outputFollowsTarget = true;
    d->pushNetwork(std::move(network), tr("Let the output follow the target"));
}

void ProjectDocument::setTraining(TrainingConfig config, const QString& text, int mergeKey)
{
    ProjectEdit edit;
    edit.training = std::move(config);
    if (const TargetInfo* info = target()) {
        NetworkSpec network = d->project.network;
        followTarget(network, *edit.training, *info);
    }
    d->push(text, mergeKey < 0 ? -1 : d->mergeId(QStringLiteral("training/%1").arg(mergeKey)), std::move(edit));
}

void ProjectDocument::setSetting(const QString& key, const QString& value)
{
    TrainingConfig config = d->project.training;
    SplitConfig split = d->project.split;
    QString title = key;
    try {
        for (const FieldInfo& field : settingFields(config, split))
            if (field.key == key.toStdString())
                title = fromUtf8(field.title).toLower();
        netloom::setSetting(config, split, key.toStdString(), value.toStdString());
    } catch (const std::exception& e) {
        emit refused(QString::fromUtf8(e.what()));
        return;
    }
    const QString text = tr("Change %1").arg(title);
    if (!(split == d->project.split)) {
        setSplit(std::move(split), text);
        return;
    }
    ProjectEdit edit;
    edit.training = std::move(config);
    d->push(text, d->mergeId(QStringLiteral("setting/") + key), std::move(edit));
}

void ProjectDocument::setRecipe(Recipe recipe, const QString& text)
{
    ProjectEdit edit;
    edit.recipe = std::move(recipe);
    d->pushPreparation(std::move(edit), text);
}

void ProjectDocument::setSplit(SplitConfig split, const QString& text)
{
    ProjectEdit edit;
    edit.split = std::move(split);
    d->pushPreparation(std::move(edit), text);
}

void ProjectDocument::setData(DataReference reference, std::shared_ptr<const Table> table, const QString& text)
{
    ProjectEdit edit;
    edit.data = std::move(reference);
    edit.table = std::move(table);
    d->pushPreparation(std::move(edit), text);
}

void ProjectDocument::selectLayer(int index)
{
    index = std::clamp(index, -1, static_cast<int>(d->project.network.layers.size()) - 1);
    if (index == m_selected)
        return;
    m_selected = index;
    emit selectionChanged(index);
}

void ProjectDocument::setCheckpoint(Checkpoint checkpoint)
{
    d->project.checkpoint = std::move(checkpoint);
    if (d->prepared.workspace)
        d->project.fitted = d->prepared.workspace->fitted;
    d->resultsModified = true;
    emit changed(Change::Weights);
    d->announceModified();
}

void ProjectDocument::clearCheckpoint()
{
    if (d->project.checkpoint.empty() && d->project.checkpoint.history.epochs() == 0)
        return;
    d->project.checkpoint = {};
    d->project.fitted.reset();
    d->resultsModified = true;
    emit changed(Change::Weights);
    d->announceModified();
}

void ProjectDocument::setThumbnail(const QByteArray& png)
{
    d->project.thumbnailPng = png.toStdString();
}

} // namespace netloom
