// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/explain/row_page.h"

#include "core/explanation/additivity.h"
#include "ui/document/current_model.h"
#include "ui/document/explained_path.h"
#include "ui/explain/explanation_plots.h"
#include "ui/explain/explanation_source.h"
#include "ui/explain/near_rows_label.h"
#include "ui/explain/row_answer.h"
#include "ui/explain/what_if_box.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/decision_plot.h"
#include "ui/plots/plot_menu.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/empty_state.h"
#include "ui/toolkit/flow_layout.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/wrapped_label.h"
#include "ui/training/training_controller.h"

#include <QCheckBox>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kRowBars = 12; // the rest are told together until they are asked for
constexpr std::size_t kNearest = 5;
// Places in the list of plots.
constexpr int kDecision = 1;
constexpr int kGradients = 2;

FieldInfo rowField()
{
    FieldInfo field;
    field.key = "row";
    field.title = "Row";
    field.type = FieldType::Integer;
    field.initial = std::int64_t(1);
    field.min = 1;
    field.max = 1e15;
    return field;
}

QLabel* words(QWidget* parent)
{
    auto* label = new WrappedLabel(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setFocusPolicy(Qt::NoFocus);
    return label;
}

QString partName(RowPart part)
{
    switch (part) {
    case RowPart::Train:
        return RowPage::tr("training row");
    case RowPart::Validation:
        return RowPage::tr("validation row");
    case RowPart::Test:
        return RowPage::tr("test row");
    case RowPart::LeftOut:
        break;
    }
    return RowPage::tr("row without a part");
}

} // namespace

class RowPage::Private
{
public:
    Private(RowPage& owner, ProjectDocument& projectDocument, TrainingController& controller)
        : q(owner), document(projectDocument), training(controller)
    {
    }

    void build();
    void schedule();
    void start();
    void show(std::shared_ptr<const RowAnswer> result);
    void clearResult();
    void showBars();
    void step(int by);
    std::optional<WhatIfBox::Question> question() const; ///< the row of "what would have to change"
    void updateChoices();
    Index row() const;
    ExplainedScale wantedScale() const;

    RowPage& q;
    ProjectDocument& document;
    TrainingController& training;
    QTimer later;
    QTimer tick;
    QTimer stale; ///< runs out where an explanation takes longer than a moment
    Job<std::shared_ptr<const RowAnswer>> job;
    std::shared_ptr<const RowAnswer> result;
    bool allBars = false;

    EmptyState* empty = nullptr; ///< without a table
    QLabel* state = nullptr;
    QWidget* content = nullptr;
    NumberBox* number = nullptr;
    QLabel* part = nullptr;
    ChoiceBox* output = nullptr;
    ChoiceBox* scale = nullptr;
    ChoiceBox* background = nullptr;
    ChoiceBox* kind = nullptr;
    QProgressBar* bar = nullptr;
    BarPlot* bars = nullptr;
    DecisionPlot* decision = nullptr;
    QLabel* sentence = nullptr;
    QLabel* proof = nullptr;
    QLabel* lit = nullptr;
    WhatIfBox* whatIfBox = nullptr;
    NearRowsLabel* near = nullptr;
};

Index RowPage::Private::row() const
{
    return document.selectedRow() >= 0 ? document.selectedRow() : firstRowToLookAt(document.sharedPrepared());
}

ExplainedScale RowPage::Private::wantedScale() const
{
    return static_cast<ExplainedScale>(scale->currentData().toInt());
}

void RowPage::Private::build()
{
    auto* column = new QVBoxLayout(&q);
    column->setContentsMargins(12, 4, 12, 12);
    column->setSpacing(8);
    empty = new EmptyState(RowPage::tr("There are no data to explain predictions of."), RowPage::tr("Open a CSV…"), &q);
    QObject::connect(empty, &EmptyState::clicked, &q, &RowPage::openDataRequested);
    column->addWidget(empty);
    state = words(&q);
    state->setObjectName(QStringLiteral("muted"));
    column->addWidget(state);
    content = new QWidget(&q);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(8);

    auto* line = new FlowLayout(4, 2);
    auto* label = new QLabel(RowPage::tr("Row"), content);
    label->setObjectName(QStringLiteral("fieldLabel"));
    line->addWidget(label);
    number = new NumberBox(rowField(), content);
    number->setObjectName(QStringLiteral("explainedRow"));
    number->setAccessibleName(RowPage::tr("Row to be explained"));
    number->setFixedWidth(84);
    line->addWidget(number);
    for (const int by : {-1, 1}) {
        auto* button = new QToolButton(content);
        button->setText(by < 0 ? QStringLiteral("‹") : QStringLiteral("›"));
        button->setAccessibleName(by < 0 ? RowPage::tr("Row before") : RowPage::tr("Next row"));
        QObject::connect(button, &QToolButton::clicked, &q, [this, by] { step(by); });
        line->addWidget(button);
    }
    part = new QLabel(content);
    part->setObjectName(QStringLiteral("muted"));
    line->addWidget(part);
    for (QLabel* each : {label, part})
        each->setMinimumHeight(number->sizeHint().height()); // in the middle of the line
    inside->addLayout(line);
    const auto choice = [&](const char* name, const QString& accessible) {
        auto* box = new ChoiceBox(content);
        box->setObjectName(QString::fromLatin1(name));
        box->setAccessibleName(accessible);
        inside->addWidget(box);
        return box;
    };
    output = choice("output", RowPage::tr("Class or target"));
    scale = choice("scale", RowPage::tr("Scale"));
    scale->setToolTip(
        RowPage::tr("Log-odds are what a network with two classes adds up; probabilities are easier to read"));
    background = choice("background", RowPage::tr("Compared with"));
    background->setToolTip(
        RowPage::tr("The prediction is explained against the mean of these rows; others, another question"));
    kind = choice("kind", RowPage::tr("Plot"));
    kind->addItems({RowPage::tr("Waterfall"), RowPage::tr("Decision plot"), RowPage::tr("Integrated gradients")});
    bar = new QProgressBar(content);
    bar->setTextVisible(false);
    bar->hide();
    inside->addWidget(bar);
    bars = new BarPlot(content);
    bars->setObjectName(QStringLiteral("waterfall"));
    bars->setAccessibleName(RowPage::tr("What each column added"));
    inside->addWidget(bars);
    addPictureActions(
        *bars, RowPage::tr("explanation"),
        [this](const QByteArray& format, double s) { return bars->picture(format, bars->size(), s); },
        [this] { return bars->csv(); });
    decision = new DecisionPlot(content);
    decision->setObjectName(QStringLiteral("decision"));
    decision->hide();
    inside->addWidget(decision);
    addPictureActions(
        *decision, RowPage::tr("decision"),
        [this](const QByteArray& format, double s) { return decision->picture(format, decision->size(), s); },
        [this] { return decision->csv(); });
    sentence = words(content);
    inside->addWidget(sentence);
    proof = words(content);
    proof->setObjectName(QStringLiteral("muted"));
    inside->addWidget(proof);
    lit = words(content);
    lit->setObjectName(QStringLiteral("litPath"));
    inside->addWidget(lit);
    const auto tellPath = [this] {
        const ExplainedPath& path = document.explainedPath();
        lit->setText(
            path.isChosen()
                ? RowPage::tr("The diagram shows which links carry %1, by integrated gradients from the mean row "
                              "to this one: their sum may differ from the Shapley value at the bar. Click the "
                              "bar again for all.")
                      .arg(fromUtf8(path.column()))
                : RowPage::tr("Click a bar: the diagram shows which links carry it."));
    };
    tellPath();
    QObject::connect(&document.explainedPath(), &ExplainedPath::changed, &q, tellPath);

    whatIfBox = new WhatIfBox([this] { return question(); }, false, content);
    inside->addWidget(whatIfBox);

    inside->addWidget(headingLabel(RowPage::tr("Nearest training rows"), content));
    near = new NearRowsLabel(kNearest, content);
    inside->addWidget(near);
    column->addWidget(content);
    column->addStretch(1);

    later.setSingleShot(true);
    later.setInterval(120);
    QObject::connect(&later, &QTimer::timeout, &q, [this] { start(); });
    stale.setSingleShot(true);
    stale.setInterval(200);
    QObject::connect(&stale, &QTimer::timeout, &q, [this] { clearResult(); });
    tick.setInterval(100);
    QObject::connect(&tick, &QTimer::timeout, &q, [this] {
        bar->setVisible(job.isRunning() && job.progress() > 0);
        bar->setValue(static_cast<int>(100 * job.progress()));
        if (!job.isRunning())
            tick.stop();
    });
    QObject::connect(number, &NumberBox::edited, &q,
                     [this](const FieldValue& value) { document.selectRow(std::get<std::int64_t>(value) - 1); });
    for (ChoiceBox* box : {output, scale, background})
        QObject::connect(box, &QComboBox::activated, &q, [this] { schedule(); });
    QObject::connect(kind, &QComboBox::activated, &q, [this](int index) {
        bars->setVisible(index != kDecision);
        decision->setVisible(index == kDecision);
        lit->setVisible(result && index != kDecision); // it speaks of bars
        if (index == kGradients && result && !result->gradients)
            schedule();
        else if (result)
            showBars();
    });
    QObject::connect(bars, &BarPlot::barClicked, &q, [this](int at) {
        const auto& all = bars->content().bars;
        if (at < 0)
            return;
        const BarPlot::Bar& chosen = all[static_cast<std::size_t>(at)];
        if (chosen.isRest) {
            allBars = true;
            showBars();
        } else if (result) {
            document.selectRow(row()); // the diagram shows the same
            document.explainedPath().choose(chosen.name.toStdString(), result->explanation->output);
        }
    });
    QObject::connect(&document, &ProjectDocument::rowSelected, &q, [this] { schedule(); });
    QObject::connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (what & (Changes(Change::Weights) | Change::Data | Change::Recipe | Change::Split | Change::Network)) {
            if (what.testFlag(Change::Everything))
                result.reset();
            schedule();
        }
    });
    QObject::connect(&document.currentModel(), &CurrentModel::whichChanged, &q, [this] { schedule(); });
    QObject::connect(&training, &TrainingController::ended, &q, [this] { schedule(); });
}

void RowPage::Private::schedule()
{
    if (q.isVisible())
        later.start();
}

void RowPage::Private::step(int by)
{
    const Index rows = document.table() ? document.table()->rows : 0;
    if (rows > 0)
        document.selectRow((row() + by + rows) % rows);
}

/// The lists say what there is to choose for this target; a choice that still fits stays.
void RowPage::Private::updateChoices()
{
    const TargetInfo& target = *document.target();
    const auto refill = [](ChoiceBox* box, const QStringList& texts, const QList<int>& data = {}) {
        const QString before = box->currentText();
        box->clear();
        for (int i = 0; i < texts.size(); ++i)
            box->addItem(texts[i], data.isEmpty() ? i : data[i]);
        box->setCurrentIndex(std::max(0, box->findText(before)));
    };
    QStringList outputs;
    if (target.task == Task::Multiclass)
        outputs << RowPage::tr("The predicted class");
    for (const std::string& name : target.names)
        outputs << fromUtf8(name);
    QList<int> places;
    for (int i = 0; i < outputs.size(); ++i)
        places << (target.task == Task::Multiclass ? i - 1 : i);
    refill(output, outputs, places);
    output->setVisible(outputs.size() > 1);
    scale->setVisible(hasProbabilities(target.task));
    if (hasProbabilities(target.task)) {
        const bool two = target.task != Task::Multiclass;
        const QString odds = RowPage::tr("On the scale of log-odds");
        const QString share = RowPage::tr("On the scale of probabilities");
        const int oddsKey = static_cast<int>(ExplainedScale::LogOdds);
        const int shareKey = static_cast<int>(ExplainedScale::Probability);
        refill(scale, two ? QStringList{odds, share} : QStringList{share, odds},
               two ? QList<int>{oddsKey, shareKey} : QList<int>{shareKey, oddsKey});
    }
    QStringList backgrounds{RowPage::tr("Against training rows")};
    if (hasClasses(target.task))
        for (const std::string& name : target.classes)
            backgrounds << RowPage::tr("Against rows of %1").arg(fromUtf8(name));
    refill(background, backgrounds);
    background->setVisible(backgrounds.size() > 1);
    QStringList names;
    for (const std::string& name : target.classes)
        names << fromUtf8(name);
    whatIfBox->setClasses(hasClasses(target.task) ? names : QStringList());
}

void RowPage::Private::start()
{
    if (!q.isVisible() || training.isRunning())
        return;
    QString why;
    const std::optional<ExplanationSource> source = ExplanationSource::of(document, why);
    content->setVisible(source.has_value());
    empty->setVisible(!document.table());
    state->setVisible(!source && document.table());
    state->setText(why);
    if (!source) {
        job.cancel();
        return;
    }
    updateChoices();
    number->setValue(std::int64_t(row() + 1));
    part->setText(partName(source->data->parts[static_cast<std::size_t>(row())]));
    const int which = background->currentIndex();
    const std::string className =
        which > 0 ? document.target()->classes[static_cast<std::size_t>(which - 1)] : std::string();
    const RowQuestion asked{*source, row(), output->isVisibleTo(content) ? output->currentData().toInt() : -1,
                            scale->isVisibleTo(content) ? wantedScale() : ExplainedScale::Default, className};
    tick.start();
    job.start(
        [asked, known = result, gradients = kind->currentIndex() == kGradients](const std::stop_token& stop,
                                                                                const ProgressFunction& progress) {
            return std::make_shared<const RowAnswer>(answerRow(asked, gradients, known.get(), stop, progress));
        },
        [this](std::shared_ptr<const RowAnswer> made) { show(std::move(made)); },
        [this](const QString& problem) {
            stale.stop();
            content->hide();
            state->setText(problem);
            state->show();
        });
    if (!result || result->explanation->row != row())
        stale.start();
    near->look(source->data, source->data->table, row(), row());
}

/// What stands here is not of the row that is looked at.
void RowPage::Private::clearResult()
{
    result.reset();
    bars->setContent({});
    decision->setContent({});
    sentence->setText(RowPage::tr("Being computed."));
    proof->clear();
    lit->hide();
}

void RowPage::Private::show(std::shared_ptr<const RowAnswer> made)
{
    if (!result || result->explanation->row != made->explanation->row) {
        allBars = false;
        whatIfBox->clear();
    }
    stale.stop();
    lit->setVisible(kind->currentIndex() != kDecision);
    result = std::move(made);
    const RowExplanation& e = *result->explanation;
    whatIfBox->setPredicted(fromUtf8(e.predictedText));
    showBars();
    QString text = fromUtf8(e.words());
    if (!result->actual.empty())
        text += QLatin1Char('\n') + RowPage::tr("The table says %1.").arg(fromUtf8(result->actual));
    sentence->setText(text.replace(QLatin1Char('_'), QStringLiteral("_\u200b"))); // long names may break there
}

void RowPage::Private::showBars()
{
    const RowExplanation& e = *result->explanation;
    const std::size_t most = allBars ? 0 : kRowBars;
    const bool gradients = kind->currentIndex() == kGradients && result->gradients;
    bars->setContent(gradients ? gradientsContent(*result->gradients, most) : waterfallContent(e, most));
    if (gradients) {
        proof->setText(
            RowPage::tr("Integrated gradients on the straight way from the average of the same rows to this one. They "
                        "%1: the difference between the two predictions.")
                .arg(fromUtf8(additivityText(result->gradients->gap, result->gradients->value))));
    } else {
        const QString whiskers =
            e.pairs == 0 ? QString() : QLatin1Char(' ') + RowPage::tr("Whiskers are 95 % intervals.");
        proof->setText(fromUtf8(e.proof()) + whiskers);
    }
    decision->setContent(decisionContent(e, most));
}

std::optional<WhatIfBox::Question> RowPage::Private::question() const
{
    QString why;
    const std::optional<ExplanationSource> source = ExplanationSource::of(document, why);
    if (!source)
        return {};
    return WhatIfBox::Question{*source, source->data->table, row()};
}

RowPage::RowPage(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->build();
    d->content->hide();
}

RowPage::~RowPage() = default;

void RowPage::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->schedule();
}

} // namespace netloom
