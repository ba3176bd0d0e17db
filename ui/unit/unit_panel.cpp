// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/unit/unit_panel.h"

#include "core/base/error.h"
#include "core/evaluation/task_score.h"
#include "core/explanation/additivity.h"
#include "core/explanation/unit_report.h"
#include "ui/diagram/diagram_columns.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/plot_menu.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/scrolled_page.h"
#include "ui/toolkit/text.h"
#include "ui/training/training_controller.h"
#include "ui/unit/unit_histogram.h"
#include "ui/unit/unit_words.h"
#include "ui/unit/weight_dialog.h"

#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace netloom {

namespace {

constexpr std::size_t kTerms = 8; ///< bars of their own; the rest is told together
constexpr Index kRows = 5000;     ///< looked at over the data

/// What the job brings back.
struct Looked {
    UnitReport report;
    Index row = -1; ///< −1: none
};

struct Tried {
    std::string key;
    double with = 0;
    double without = 0;
    Index rows = 0;
};

std::vector<std::size_t> byMagnitude(std::size_t count, const std::function<double(std::size_t)>& value)
{
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t(0));
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return std::abs(value(a)) > std::abs(value(b)); });
    return order;
}

} // namespace

class UnitPanel::Private
{
public:
    Private(UnitPanel& owner, ProjectDocument& projectDocument, TrainingController& controller)
        : q(owner), document(projectDocument), training(controller)
    {
    }

    void build();
    void schedule();
    void start();
    void show(const Looked& looked);
    void showArithmetic(const UnitReport& report);
    void showWeights(const UnitReport& report);
    void showListens(const UnitReport& report);
    void tryOff();
    void switchOff();
    void setWeight();
    void applyWeights(ParameterSet weights, const QString& text);
    void say(const QString& why);
    void fitHeight();
    QString beforeName(Index unit) const;
    QString unitName() const;

    UnitPanel& q;
    ProjectDocument& document;
    TrainingController& training;
    QTimer later;
    Job<Looked> job;
    Job<Tried> tryJob;
    UnitReport report;
    SelectedUnit unit; ///< that `report` is of
    std::vector<DiagramColumn> columns;

    QWidget* page = nullptr;
    QLabel* state = nullptr;
    QWidget* content = nullptr;
    QLabel* title = nullptr;
    QLabel* subtitle = nullptr;
    QLabel* arithmeticTitle = nullptr;
    BarPlot* arithmetic = nullptr;
    QLabel* proof = nullptr;
    BarPlot* weights = nullptr;
    QLabel* listensTitle = nullptr;
    BarPlot* listens = nullptr;
    QLabel* rowsTitle = nullptr;
    UnitHistogramView* histogram = nullptr;
    QLabel* activity = nullptr;
    QWidget* offBox = nullptr;
    QLabel* off = nullptr;
    QPushButton* tryButton = nullptr;
    QPushButton* offButton = nullptr;
    QPushButton* setButton = nullptr;
};

void UnitPanel::Private::build()
{
    page = new QWidget;
    ScrolledPage::fill(q, page);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 8, 12, 12);
    column->setSpacing(8);
    state = mutedLabel(page);
    column->addWidget(state);
    content = new QWidget(page);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(6);
    title = headingLabel(QString(), content);
    inside->addWidget(title);
    subtitle = mutedLabel(content);
    inside->addWidget(subtitle);
    const auto plot = [&](const char* name, const QString& accessible) {
        auto* made = new BarPlot(content);
        made->setObjectName(QString::fromLatin1(name));
        made->setAccessibleName(accessible);
        inside->addWidget(made);
        addPictureActions(
            *made, accessible,
            [made](const QByteArray& format, double scale) { return made->picture(format, made->size(), scale); },
            [made] { return made->csv(); });
        return made;
    };
    arithmeticTitle = headingLabel(QString(), content);
    inside->addWidget(arithmeticTitle);
    arithmetic = plot("unitArithmetic", UnitPanel::tr("How the output comes about"));
    proof = mutedLabel(content);
    inside->addWidget(proof);
    inside->addWidget(headingLabel(UnitPanel::tr("Weights into it, strongest first"), content));
    weights = plot("unitWeights", UnitPanel::tr("Weights into the unit"));
    listensTitle = headingLabel(UnitPanel::tr("What it listens to, through the active paths"), content);
    inside->addWidget(listensTitle);
    listens = plot("unitListens", UnitPanel::tr("What the inputs add to it"));
    rowsTitle = headingLabel(QString(), content);
    inside->addWidget(rowsTitle);
    histogram = new UnitHistogramView(content);
    inside->addWidget(histogram);
    activity = mutedLabel(content);
    inside->addWidget(activity);
    offBox = new QWidget(content);
    auto* offColumn = new QVBoxLayout(offBox);
    offColumn->setContentsMargins(0, 4, 0, 0);
    offColumn->setSpacing(6);
    offColumn->addWidget(headingLabel(UnitPanel::tr("If this unit were off"), offBox));
    off = mutedLabel(offBox);
    off->setObjectName(QStringLiteral("unitOff"));
    offColumn->addWidget(off);
    inside->addWidget(offBox);
    const auto button = [&](const char* name, const QString& text, const QString& help) {
        auto* made = new QPushButton(text, content);
        made->setObjectName(QString::fromLatin1(name));
        made->setToolTip(help);
        return made;
    };
    tryButton = button("tryUnitOff", UnitPanel::tr("Try on the test rows"),
                       UnitPanel::tr("The score of the network with and without this unit; nothing is changed"));
    offButton = button("switchUnitOff", UnitPanel::tr("Switch it off"),
                       UnitPanel::tr("Sets the weights that leave it to 0; can be undone"));
    setButton = button("setUnitWeight", UnitPanel::tr("Set a weight…"),
                       UnitPanel::tr("Another value for one of its weights or its bias; can be undone"));
    for (QPushButton* each : {tryButton, offButton, setButton})
        inside->addWidget(each, 0, Qt::AlignLeft);
    // A heading that is wider than the panel would push all of its words under the panel's edge.
    for (QLabel* label : content->findChildren<QLabel*>())
        label->setWordWrap(true);
    column->addWidget(content);
    column->addStretch(1);

    later.setSingleShot(true);
    later.setInterval(80);
    QObject::connect(&later, &QTimer::timeout, &q, [this] { start(); });
    QObject::connect(tryButton, &QPushButton::clicked, &q, [this] { tryOff(); });
    QObject::connect(offButton, &QPushButton::clicked, &q, [this] { switchOff(); });
    QObject::connect(setButton, &QPushButton::clicked, &q, [this] { setWeight(); });
    QObject::connect(&document, &ProjectDocument::unitSelected, &q, [this] { schedule(); });
    QObject::connect(&document, &ProjectDocument::rowSelected, &q, [this] { schedule(); });
    QObject::connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (what & (Changes(Change::Weights) | Change::Data | Change::Recipe | Change::Split | Change::Network))
            schedule();
    });
    QObject::connect(&document.currentModel(), &CurrentModel::changed, &q, [this] { schedule(); });
    QObject::connect(&training, &TrainingController::ended, &q, [this] { schedule(); });
}

void UnitPanel::Private::schedule()
{
    if (q.isVisible() && !later.isActive())
        later.start();
}

void UnitPanel::Private::say(const QString& why)
{
    content->hide();
    state->setText(why);
    state->show();
    fitHeight();
}

void UnitPanel::Private::start()
{
    if (!q.isVisible())
        return;
    if (job.isRunning()) {
        later.start(); // weights that come faster than they are looked at would leave the panel without an answer
        return;
    }
    const SelectedUnit chosen = document.selectedUnit();
    const auto& model = document.currentModel().model();
    if (chosen.column < 0)
        return say(UnitPanel::tr("Click a unit in the diagram to see how its output comes about."));
    if (!model)
        return say(UnitPanel::tr("The network has not been trained yet."));
    columns = diagramColumns(diagramScene(document.network(), document.inputs(),
                                          model->preparation ? model->preparation.get() : nullptr, nullptr));
    if (chosen.column >= static_cast<int>(columns.size()))
        return say(UnitPanel::tr("Click a unit in the diagram to see how its output comes about."));
    const DiagramColumn& info = columns[static_cast<std::size_t>(chosen.column)];
    if (info.role == DiagramRole::Input)
        return say(UnitPanel::tr("%1 is an input: it passes on what the table holds. The Data and Explain panels say "
                                 "more about it.")
                       .arg(info.names.isEmpty() ? UnitPanel::tr("Input %1").arg(chosen.unit + 1)
                                                 : info.names.at(chosen.unit)));
    if (!info.fullyLinked())
        return say(oneToOneWords(document.network().layers[static_cast<std::size_t>(info.layer)], info.name,
                                 model->weights, chosen.unit));
    std::shared_ptr<const PreparedData> data = document.sharedPrepared();
    Index row = document.selectedRow();
    if (data && row < 0)
        row = data->split.test.empty() ? 0 : data->split.test.front();
    unit = chosen;
    job.start(
        [model, data, row, layer = static_cast<std::size_t>(info.layer), at = chosen.unit](const std::stop_token& stop,
                                                                                           const auto&) {
            Looked looked;
            Matrix sample;
            Matrix rows;
            std::vector<int> classes;
            std::size_t classCount = 0;
            if (data && model->preparation) {
                const FittedRecipe& fitted = *model->preparation;
                if (row >= 0 && row < data->table->rows) {
                    sample = fitted.transform(*data->table, {row}, false).x;
                    looked.row = row;
                }
                std::vector<Index> used;
                for (Index r = 0; r < static_cast<Index>(data->parts.size()) && static_cast<Index>(used.size()) < kRows;
                     ++r)
                    if (data->parts[static_cast<std::size_t>(r)] != RowPart::LeftOut)
                        used.push_back(r);
                rows = fitted.transform(*data->table, used, false).x;
                const Task task = fitted.target().task;
                if (hasClasses(task) && rows.cols() == static_cast<Index>(used.size())) {
                    classCount = fitted.target().classes.size();
                    const Eigen::MatrixXd truth = fitted.truth(*data->table, used);
                    for (Index i = 0; i < truth.cols(); ++i)
                        classes.push_back(std::isfinite(truth(0, i)) ? static_cast<int>(truth(0, i)) : -1);
                }
            }
            looked.report =
                unitReport(model->network, model->weights, layer, at, sample, rows, classes, classCount, stop);
            return looked;
        },
        [this](const Looked& looked) { show(looked); }, [this](const QString& problem) { say(problem); });
}

QString UnitPanel::Private::beforeName(Index from) const
{
    const DiagramColumn& before = columns[static_cast<std::size_t>(unit.column - 1)];
    return before.names.isEmpty() || before.role != DiagramRole::Input
               ? UnitPanel::tr("%1 · %2").arg(before.name).arg(from + 1)
               : before.names.at(from);
}

QString UnitPanel::Private::unitName() const
{
    return UnitPanel::tr("%1 unit %2").arg(columns[static_cast<std::size_t>(unit.column)].name).arg(unit.unit + 1);
}

void UnitPanel::Private::show(const Looked& looked)
{
    report = looked.report;
    state->hide();
    content->show();
    const DiagramColumn& info = columns[static_cast<std::size_t>(unit.column)];
    title->setText(
        UnitPanel::tr("%1 · unit %2 of %3 · %4").arg(info.name).arg(unit.unit + 1).arg(info.units).arg(info.setting));
    const QStringList classes = [this] {
        QStringList names;
        if (const TargetInfo* target = document.target())
            for (const std::string& name : target->classes)
                names << fromUtf8(name);
        return names;
    }();
    QString words = info.names.isEmpty() ? QString() : UnitPanel::tr("Says %1. ").arg(info.names.at(unit.unit));
    if (report.hasSample)
        words += UnitPanel::tr("%1 for row %2.").arg(shortSigned(report.output)).arg(looked.row + 1);
    subtitle->setText(words);
    subtitle->setVisible(!words.isEmpty());
    showArithmetic(report);
    showWeights(report);
    showListens(report);
    const bool overRows = !report.histogram.counts.empty();
    rowsTitle->setVisible(overRows);
    histogram->setVisible(overRows);
    activity->setVisible(overRows);
    if (overRows) {
        const bool perClass = report.histogram.counts.size() == static_cast<std::size_t>(classes.size());
        rowsTitle->setText(UnitPanel::tr("Over the rows"));
        histogram->setContent(report.histogram, perClass ? classes : QStringList(),
                              report.hasSample ? std::optional(report.output) : std::nullopt);
        activity->setText(activityWords(report, perClass ? classes : QStringList()));
    }
    const bool offable = canSwitchOff(document.network(), static_cast<std::size_t>(info.layer));
    offBox->setVisible(offable);
    tryButton->setVisible(offable && document.prepared() && !document.prepared()->split.test.empty());
    offButton->setVisible(offable);
    const bool editable = !training.isActive() && document.currentModel().which() == WhichWeights::Last &&
                          !document.currentModel().isLive();
    offButton->setEnabled(editable);
    setButton->setEnabled(editable);
    QString change;
    if (offable && report.hasSample && report.predictionOff.size() == report.prediction.size()) {
        QStringList parts;
        const DiagramColumn& last = columns.back();
        const auto byChange = byMagnitude(static_cast<std::size_t>(report.prediction.size()), [this](std::size_t i) {
            return report.predictionOff[static_cast<Index>(i)] - report.prediction[static_cast<Index>(i)];
        });
        for (std::size_t i = 0; i < std::min<std::size_t>(byChange.size(), 3); ++i) {
            const auto at = static_cast<Index>(byChange[i]);
            const QString with = shortSigned(report.prediction[at]);
            const QString without = shortSigned(report.predictionOff[at]);
            if (with != without)
                parts << UnitPanel::tr("%1 %2 → %3")
                             .arg(last.names.isEmpty() ? UnitPanel::tr("output %1").arg(at + 1) : last.names.at(at),
                                  with, without)
                             .replace(QStringLiteral(" → "), QStringLiteral("\u00a0→\u00a0"));
        }
        change = parts.isEmpty() ? UnitPanel::tr("For this row: no digit shown changes.")
                                 : UnitPanel::tr("For this row: %1").arg(parts.join(QStringLiteral(", ")));
    }
    off->setText(change);
    fitHeight();
}

/// The scroll area around the panel does not know that wrapped words are higher where it is narrow, and would squeeze
/// the plots for them.
void UnitPanel::Private::fitHeight()
{
    page->layout()->activate();
    page->setMinimumHeight(page->layout()->totalHeightForWidth(page->width()));
}

void UnitPanel::Private::showArithmetic(const UnitReport& r)
{
    arithmeticTitle->setVisible(r.hasSample);
    arithmetic->setVisible(r.hasSample);
    proof->setVisible(r.hasSample);
    if (!r.hasSample)
        return;
    arithmeticTitle->setText(UnitPanel::tr("How %1 comes about").arg(shortSigned(r.output)));
    BarPlot::Content made;
    double at = 0;
    const auto add = [&](const QString& name, const QString& value, double by, bool rest = false) {
        BarPlot::Bar bar;
        bar.name = name;
        bar.value = value;
        bar.from = at;
        bar.to = at + by;
        bar.text = signedNumber(by);
        bar.isRest = rest;
        at += by;
        made.bars.push_back(std::move(bar));
    };
    if (r.hasBias)
        add(UnitPanel::tr("bias"), QString(), r.bias);
    const auto order = byMagnitude(r.terms.size(), [&](std::size_t i) { return r.terms[i].product(); });
    double rest = 0;
    std::size_t others = 0;
    std::size_t silent = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const UnitTerm& term = r.terms[order[i]];
        if (term.product() == 0) {
            ++silent;
        } else if (i < kTerms || order.size() == kTerms + 1) {
            add(beforeName(term.from), QStringLiteral("%1 × %2").arg(shortSigned(term.value), shortSigned(term.weight)),
                term.product());
        } else {
            rest += term.product();
            ++others;
        }
    }
    if (others > 0)
        add(UnitPanel::tr("%1 smaller terms").arg(others), QString(), rest, true);
    BarPlot::Bar sum;
    sum.name = UnitPanel::tr("sum");
    sum.to = r.sum;
    sum.text = shortSigned(r.sum);
    sum.isRest = true;
    made.bars.push_back(sum);
    const DiagramColumn& info = columns[static_cast<std::size_t>(unit.column)];
    sum.name = UnitPanel::tr("%1 of it").arg(info.setting);
    sum.to = r.output;
    sum.text = shortSigned(r.output);
    made.bars.push_back(sum);
    arithmetic->setContent(std::move(made));
    QString words = UnitPanel::tr("The terms %1, compared with the engine’s own sum.")
                        .arg(fromUtf8(additivityText(std::abs(r.sum - r.logit), r.sum)));
    if (silent > 0)
        words.prepend(UnitPanel::tr("%1 units before it are 0 and add nothing. ").arg(silent));
    proof->setText(words);
}

void UnitPanel::Private::showWeights(const UnitReport& r)
{
    BarPlot::Content made;
    const auto order = byMagnitude(r.terms.size(), [&](std::size_t i) { return r.terms[i].weight; });
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), kTerms + 2); ++i) {
        const UnitTerm& term = r.terms[order[i]];
        BarPlot::Bar bar;
        bar.name = beforeName(term.from);
        bar.to = term.weight;
        bar.text = signedNumber(term.weight);
        made.bars.push_back(std::move(bar));
    }
    weights->setContent(std::move(made));
}

void UnitPanel::Private::showListens(const UnitReport& r)
{
    // Of the first layer its terms have said so already.
    const bool shown =
        r.hasSample && unit.column > 1 && columns.front().names.size() == static_cast<qsizetype>(r.listens.size());
    listensTitle->setVisible(shown);
    listens->setVisible(shown);
    if (!shown)
        return;
    BarPlot::Content made;
    const auto order = byMagnitude(r.listens.size(), [&](std::size_t i) { return r.listens[i]; });
    for (std::size_t i = 0; i < std::min<std::size_t>(order.size(), kTerms); ++i) {
        BarPlot::Bar bar;
        bar.name = columns.front().names.at(static_cast<qsizetype>(order[i]));
        bar.to = r.listens[order[i]];
        bar.text = signedNumber(bar.to);
        made.bars.push_back(std::move(bar));
    }
    listens->setContent(std::move(made));
}

void UnitPanel::Private::tryOff()
{
    const auto& model = document.currentModel().model();
    const std::shared_ptr<const PreparedData> data = document.sharedPrepared();
    if (!model || !data || !data->test || data->test->samples() == 0)
        return;
    const auto layer = static_cast<std::size_t>(columns[static_cast<std::size_t>(unit.column)].layer);
    tryJob.start(
        [model, data, layer, at = unit.unit](const std::stop_token&, const auto&) {
            const Dataset& test = *data->test;
            const Task task = data->fitted.target().task;
            const auto score = [&](const ParameterSet& parameters) {
                Inference inference(model->network, parameters, test.x.rows());
                return taskScore(task, inference.predict(test.x), test.y);
            };
            const TaskScore with = score(model->weights);
            const TaskScore without = score(withUnitOff(model->network, model->weights, test.x.rows(), layer, at));
            return Tried{with.key, with.value, without.value, test.samples()};
        },
        [this](const Tried& tried) {
            off->setText(off->text().section(QLatin1Char('\n'), 0, 0) + QLatin1Char('\n') +
                         UnitPanel::tr("On the %1 test rows: %2 %3 → %4")
                             .arg(wholeNumber(tried.rows), metricName(tried.key), metricText(tried.key, tried.with),
                                  metricText(tried.key, tried.without))
                             .replace(QStringLiteral(" → "), QStringLiteral("\u00a0→\u00a0")));
        },
        [this](const QString& problem) { off->setText(problem); });
}

void UnitPanel::Private::applyWeights(ParameterSet changed, const QString& text)
{
    document.setWeights(SharedParameters(std::move(changed)), text);
}

void UnitPanel::Private::switchOff()
{
    const auto& model = document.currentModel().model();
    if (!model)
        return;
    const auto layer = static_cast<std::size_t>(columns[static_cast<std::size_t>(unit.column)].layer);
    applyWeights(withUnitOff(model->network, model->weights, document.inputs(), layer, unit.unit),
                 UnitPanel::tr("Switch off %1").arg(unitName()));
}

void UnitPanel::Private::setWeight()
{
    const auto& model = document.currentModel().model();
    if (!model)
        return;
    QStringList names;
    std::vector<double> values;
    for (const UnitTerm& term : report.terms) {
        names << beforeName(term.from);
        values.push_back(term.weight);
    }
    if (report.hasBias) {
        names << UnitPanel::tr("bias");
        values.push_back(report.bias);
    }
    auto* dialog = new WeightDialog(unitName(), names, values, &q);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // Another unit may be chosen while it is asked: what was opened is what is set.
    const DiagramColumn& info = columns[static_cast<std::size_t>(unit.column)];
    const std::string& layer = document.network().layers[static_cast<std::size_t>(info.layer)].name;
    QObject::connect(dialog, &QDialog::accepted, &q,
                     [this, dialog, model, layer, at = unit.unit, units = info.units, name = unitName(),
                      weightCount = report.terms.size()] {
                         const auto place = static_cast<std::size_t>(dialog->chosen());
                         const bool bias = place == weightCount;
                         const auto number = static_cast<std::size_t>(at);
                         ParameterSet changed = model->weights;
                         for (NamedTensor& tensor : changed)
                             if (tensor.layer == layer && tensor.name == (bias ? "bias" : "kernel"))
                                 tensor.values[bias ? number : place * static_cast<std::size_t>(units) + number] =
                                     static_cast<Scalar>(dialog->value());
                         applyWeights(std::move(changed), bias ? UnitPanel::tr("Set the bias of %1").arg(name)
                                                               : UnitPanel::tr("Set a weight of %1").arg(name));
                     });
    dialog->open();
}

UnitPanel::UnitPanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    setObjectName(QStringLiteral("unitPanel"));
    d->build();
    d->say(tr("Click a unit in the diagram to see how its output comes about."));
}

UnitPanel::~UnitPanel() = default;

void UnitPanel::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    d->fitHeight();
}

void UnitPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->schedule();
}

} // namespace netloom
