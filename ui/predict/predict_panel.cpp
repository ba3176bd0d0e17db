// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/predict/predict_panel.h"

#include "core/evaluation/predictions.h"
#include "core/files/checked_file.h"
#include "core/formats/predicted_file.h"
#include "core/network/parameter_count.h"
#include "core/project/weights_epoch.h"
#include "ui/document/current_model.h"
#include "ui/document/project_document.h"
#include "ui/document/reading_question.h"
#include "ui/evaluate/weights_choice.h"
#include "ui/explain/near_rows_label.h"
#include "ui/explain/what_if_box.h"
#include "ui/plots/bar_plot.h"
#include "ui/predict/drawing_pad.h"
#include "ui/predict/pixel_row.h"
#include "ui/predict/prediction_distribution.h"
#include "ui/predict/row_form.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/empty_state.h"
#include "ui/toolkit/failure_text.h"
#include "ui/toolkit/job.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/scrolled_page.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"
#include "ui/toolkit/wrapped_label.h"
#include "ui/training/training_controller.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kNearest = 3;
constexpr std::size_t kMostBars = 12;
constexpr Index kMostAtOnce = 100'000; ///< weights: a larger network takes longer than a frame to be built

} // namespace

class PredictPanel::Private
{
public:
    Private(PredictPanel& owner, ProjectDocument& projectDocument, TrainingController& controller)
        : q(owner), document(projectDocument), training(controller), reading(&owner)
    {
    }

    void build();
    void update();
    void refill();
    QWidget* buildPad();
    void fillForm(Index row);
    void showDrawing();
    void predictRow();
    void showAnswer(const Model& model, const Predictions& predictions);
    void showProblem(const QString& problem);
    void findNeighbours();
    void askForTable();
    void check(const std::shared_ptr<const Model>& model, const QString& input, const CsvOptions& wishes);
    void askForOutput(const std::shared_ptr<const Model>& model, const QString& input, const CsvOptions& wishes);
    void predictFile(const std::shared_ptr<const Model>& model, const QString& input, const QString& output,
                     const CsvOptions& wishes);
    void tellOfFile(const QString& text);
    void tellUnpredicted(const QString& input, const QString& problem);
    std::optional<WhatIfBox::Question> question() const;

    PredictPanel& q;
    ProjectDocument& document;
    TrainingController& training;
    QTimer later;
    Job<Predictions> answerJob;
    ReadingQuestion reading;
    Job<bool> checkJob;
    Job<QString> fileJob;
    std::shared_ptr<const PreparedData> shown; ///< what the form was made of

    ScrolledPage* scroll = nullptr;
    EmptyState* empty = nullptr; ///< without a table
    QLabel* state = nullptr;
    QWidget* content = nullptr;
    PixelRow pixels; ///< where the inputs are a picture
    bool drawing = false;
    QWidget* padBox = nullptr;
    DrawingPad* pad = nullptr;
    QToolButton* fields = nullptr; ///< the pixels as numbers
    RowForm* form = nullptr;
    QLabel* answer = nullptr;
    BarPlot* bars = nullptr;
    PredictionDistribution* distribution = nullptr;
    QLabel* remarks = nullptr;
    WhatIfBox* whatIf = nullptr;
    NearRowsLabel* near = nullptr;
    QPushButton* file = nullptr;
    QLabel* fileWords = nullptr;
};

void PredictPanel::Private::build()
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addWidget(new WeightsChoice(document, page));
    empty = new EmptyState(PredictPanel::tr("There are no data yet. With a CSV, its columns can be filled in here."),
                           PredictPanel::tr("Open a CSV…"), page);
    QObject::connect(empty, &EmptyState::clicked, &q, &PredictPanel::openDataRequested);
    column->addWidget(empty);
    state = mutedLabel(page);
    column->addWidget(state);
    content = new QWidget(page);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(8);
    answer = new WrappedLabel(content);
    answer->setObjectName(QStringLiteral("prediction"));
    QFont large = answer->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setWeight(QFont::DemiBold);
    answer->setFont(large);
    inside->addWidget(answer);
    bars = new BarPlot(content);
    bars->setAccessibleName(PredictPanel::tr("Probabilities"));
    inside->addWidget(bars);
    distribution = new PredictionDistribution(content);
    inside->addWidget(distribution);
    remarks = mutedLabel(content);
    remarks->setObjectName(QStringLiteral("warningRemark"));
    inside->addWidget(remarks);
    inside->addWidget(headingLabel(PredictPanel::tr("The row"), content));
    inside->addWidget(buildPad());
    form = new RowForm(content);
    inside->addWidget(form);
    whatIf = new WhatIfBox([this] { return question(); }, true, content);
    inside->addWidget(whatIf);
    inside->addWidget(headingLabel(PredictPanel::tr("Nearest training rows"), content));
    near = new NearRowsLabel(kNearest, content);
    inside->addWidget(near);
    inside->addWidget(headingLabel(PredictPanel::tr("A whole table"), content));
    file = new QPushButton(PredictPanel::tr("Predict a file…"), content);
    file->setObjectName(QStringLiteral("predictFile"));
    file->setToolTip(
        PredictPanel::tr("Every row of another table; the same table with predictions behind it is written"));
    inside->addWidget(file, 0, Qt::AlignLeft);
    fileWords = mutedLabel(content);
    fileWords->hide();
    inside->addWidget(fileWords);
    column->addWidget(content);
    column->addStretch(1);
    scroll = ScrolledPage::fill(q, page);

    later.setSingleShot(true);
    later.setInterval(250);
    QObject::connect(&later, &QTimer::timeout, &q, [this] { findNeighbours(); });
    QObject::connect(whatIf, &WhatIfBox::tried, form, &RowForm::showCells);
    QObject::connect(form, &RowForm::changed, &q, [this] {
        if (pixels.isPicture() && !drawing)
            pad->showPixels(pixels.pixels(form->row()));
        whatIf->clear();
        predictRow();
        later.start();
    });
    QObject::connect(file, &QPushButton::clicked, &q, [this] { askForTable(); });
    QObject::connect(&document, &ProjectDocument::rowSelected, &q, [this](Index row) {
        if (q.isVisible() && row >= 0 && !form->isEmpty() && shown == document.sharedPrepared())
            form->showRow(row);
    });
    QObject::connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (what & (Changes(Change::Weights) | Change::Data | Change::Recipe | Change::Split | Change::Network))
            update();
    });
    QObject::connect(&document.currentModel(), &CurrentModel::whichChanged, &q, [this] { update(); });
    QObject::connect(&training, &TrainingController::ended, &q, [this] { update(); });
}

void PredictPanel::Private::update()
{
    if (!q.isVisible())
        return;
    const auto model = document.isOpen() ? document.currentModel().model() : nullptr;
    const auto data = document.sharedPrepared();
    const bool there = model && model->preparation && data;
    content->setVisible(there);
    empty->setVisible(!document.table());
    state->setVisible(!there && document.table());
    state->setText(training.isRunning()
                       ? PredictPanel::tr("The network is being trained; it predicts here when it has stopped.")
                   : !model ? PredictPanel::tr("The network has not been trained yet. Press Train.")
                            : document.dataProblem());
    if (!there)
        return;
    if (shown != data)
        refill();
    const TargetInfo& target = model->preparation->target();
    QStringList classes;
    for (const std::string& name : target.classes)
        classes << fromUtf8(name);
    whatIf->setClasses(hasClasses(target.task) ? classes : QStringList());
    whatIf->clear();
    distribution->setSource({model, data});
    predictRow();
    later.start();
}

std::optional<WhatIfBox::Question> PredictPanel::Private::question() const
{
    QString why;
    const std::optional<ExplanationSource> source = ExplanationSource::of(document, why);
    if (!source || form->isEmpty())
        return {};
    return WhatIfBox::Question{*source, std::make_shared<const Table>(form->row()), 0};
}

void PredictPanel::Private::refill()
{
    shown = document.sharedPrepared();
    const Index row = document.selectedRow() >= 0 ? document.selectedRow() : firstRowToLookAt(shown);
    pixels = PixelRow(*shown);
    padBox->setVisible(pixels.isPicture());
    if (pixels.isPicture())
        pad->setPicture(pixels.side(), pixels.place());
    fillForm(row);
}

/// Hundreds of fields are made only where they are asked for.
void PredictPanel::Private::fillForm(Index row)
{
    const bool wanted = !pixels.isPicture() || fields->isChecked();
    form->setVisible(wanted);
    form->setTable(shown->table, shown->fitted.recipe(), shown->split.train, row, wanted);
}

QWidget* PredictPanel::Private::buildPad()
{
    padBox = new QWidget(content);
    auto* column = new QVBoxLayout(padBox);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    pad = new DrawingPad(padBox);
    column->addWidget(pad);
    auto* line = new QHBoxLayout;
    auto* clear = new QPushButton(PredictPanel::tr("Clear"), padBox);
    clear->setObjectName(QStringLiteral("clearDrawing"));
    fields = new QToolButton(padBox);
    fields->setObjectName(QStringLiteral("pixelFields"));
    fields->setText(PredictPanel::tr("Pixels as numbers"));
    fields->setCheckable(true);
    fields->setProperty("boxed", true);
    line->addWidget(clear);
    line->addWidget(fields);
    line->addStretch(1);
    column->addLayout(line);
    auto* words = mutedLabel(padBox);
    words->setText(
        PredictPanel::tr("Draw: what you draw is moved and scaled to where the pictures of the table have theirs."));
    column->addWidget(words);
    QObject::connect(clear, &QPushButton::clicked, pad, &DrawingPad::clear);
    QObject::connect(pad, &DrawingPad::drawn, &q, [this] { showDrawing(); });
    QObject::connect(fields, &QToolButton::toggled, &q, [this] {
        const Table kept = form->row();
        fillForm(std::max<Index>(0, document.selectedRow()));
        form->showCells(kept);
    });
    padBox->hide();
    return padBox;
}

void PredictPanel::Private::showDrawing()
{
    const QScopedValueRollback drawn(drawing, true);
    form->showCells(pixels.row(pad->pixels()));
}

void PredictPanel::Private::predictRow()
{
    answerJob.cancel();
    const auto model = document.currentModel().model();
    if (!model || form->isEmpty())
        return;
    if (parameterCount(model->weights) > kMostAtOnce) {
        answerJob.start(
            [model, row = form->row()](const std::stop_token&, const auto&) { return predictTable(*model, row); },
            [this, model](const Predictions& predictions) { showAnswer(*model, predictions); },
            [this](const QString& problem) { showProblem(problem); });
        return;
    }
    try {
        showAnswer(*model, predictTable(*model, form->row()));
    } catch (...) {
        showProblem(failureText(std::current_exception()));
    }
}

void PredictPanel::Private::showProblem(const QString& problem)
{
    answer->clear();
    bars->hide();
    remarks->setText(problem);
    remarks->show();
}

void PredictPanel::Private::showAnswer(const Model& model, const Predictions& predictions)
{
    const Vector output = predictions.output.col(0);
    const TargetInfo& target = model.preparation->target();
    const QString text = fromUtf8(model.preparation->predictionText(output));
    whatIf->setPredicted(text);
    BarPlot::Content made;
    made.signedColors = false;
    const auto add = [&](const std::string& name, double share) {
        made.bars.push_back({fromUtf8(name), {}, 0, share, QLocale().toString(share, 'f', 3), {}, {}, false});
    };
    if (target.task == Task::Binary) {
        add(target.classes[0], 1 - output[0]);
        add(target.classes[1], output[0]);
    } else if (target.task != Task::Regression) {
        for (Index k = 0; k < output.size(); ++k)
            add(target.names[static_cast<std::size_t>(k)], output[k]);
        std::stable_sort(made.bars.begin(), made.bars.end(),
                         [](const BarPlot::Bar& a, const BarPlot::Bar& b) { return a.to > b.to; });
        if (made.bars.size() > kMostBars)
            made.bars.resize(kMostBars);
    }
    bars->setVisible(!made.bars.empty());
    bars->setContent(std::move(made));
    if (target.task == Task::Regression && target.names.size() > 1) {
        QStringList lines;
        for (Index k = 0; k < output.size(); ++k)
            lines << QStringLiteral("%1: %2").arg(fromUtf8(target.names[static_cast<std::size_t>(k)]),
                                                  shortNumber(output[k]));
        answer->setText(lines.join(QLatin1Char('\n')));
    } else if (target.task == Task::Regression) {
        answer->setText(QStringLiteral("%1: %2").arg(fromUtf8(target.column), shortNumber(output[0])));
    } else if (target.task == Task::MultiBinary) {
        const bool any = (output.array() > Scalar(0.5)).any();
        answer->setText(any ? PredictPanel::tr("Yes: %1").arg(text) : PredictPanel::tr("No to all targets"));
    } else {
        answer->setText(QStringLiteral("%1: %2").arg(fromUtf8(target.column), text));
    }
    distribution->setPrediction(static_cast<double>(output[0]), PredictPanel::tr("this row"));
    QStringList lines;
    if (const std::string unfinished = unfinishedText(document.project().run()); !unfinished.empty())
        lines << fromUtf8(unfinished);
    for (const std::string& remark : predictions.remarks)
        lines << fromUtf8(remark);
    remarks->setText(lines.join(QLatin1Char('\n')));
    remarks->setVisible(!lines.isEmpty());
}

void PredictPanel::Private::findNeighbours()
{
    if (!shown || !q.isVisible() || training.isRunning())
        return;
    near->look(shown, std::make_shared<const Table>(form->row()), 0, -1);
}

void PredictPanel::Private::askForTable()
{
    const auto model = document.currentModel().model();
    const QString input = Dialogs::instance().openFile(&q, PredictPanel::tr("Predict the rows of a table"),
                                                       QStringLiteral("data"), Dialogs::tableFilter());
    if (input.isEmpty() || !model)
        return;
    file->setEnabled(false);
    tellOfFile(PredictPanel::tr("%1 is being read.").arg(QFileInfo(input).fileName()));
    reading.ask(
        document.project(), input, [this, model, input](const CsvOptions& wishes) { check(model, input, wishes); },
        [this] {
            file->setEnabled(true);
            fileWords->hide();
        });
}

/// Before it is asked where the predictions go: a table that does not fit is refused.
void PredictPanel::Private::check(const std::shared_ptr<const Model>& model, const QString& input,
                                  const CsvOptions& wishes)
{
    checkJob.start(
        [model, project = document.project(), in = input.toStdString(), wishes](const std::stop_token& stop,
                                                                                const auto&) {
            requirePredictable(project, *model, in, wishes, stop);
            return true;
        },
        [this, model, input, wishes](bool) {
            file->setEnabled(true);
            fileWords->hide();
            askForOutput(model, input, wishes);
        },
        [this, input](const QString& problem) { tellUnpredicted(input, problem); });
}

/// Where it is seen: the button stands at the end of a long page.
void PredictPanel::Private::tellOfFile(const QString& text)
{
    fileWords->setText(text);
    fileWords->show();
    QTimer::singleShot(0, &q, [this] { scroll->ensureWidgetVisible(fileWords, 0, 12); });
}

void PredictPanel::Private::tellUnpredicted(const QString& input, const QString& problem)
{
    file->setEnabled(true);
    fileWords->hide();
    Dialogs::instance().error(&q, PredictPanel::tr("%1 could not be predicted").arg(QFileInfo(input).fileName()),
                              problem);
}

void PredictPanel::Private::askForOutput(const std::shared_ptr<const Model>& model, const QString& input,
                                         const CsvOptions& wishes)
{
    const QString output = Dialogs::instance().saveFile(
        &q, PredictPanel::tr("Save the predictions"), QStringLiteral("data"), PredictPanel::tr("CSV (*.csv)"),
        QFileInfo(input).completeBaseName() + PredictPanel::tr("-predicted") + QStringLiteral(".csv"));
    if (output.isEmpty())
        return;
    if (QFileInfo(output) == QFileInfo(input)) {
        Dialogs::instance().error(
            &q, PredictPanel::tr("The predictions were not written"),
            PredictPanel::tr("They would replace the table they are made of. Choose another name."));
        return;
    }
    predictFile(model, input, output, wishes);
}

void PredictPanel::Private::predictFile(const std::shared_ptr<const Model>& model, const QString& input,
                                        const QString& output, const CsvOptions& wishes)
{
    file->setEnabled(false);
    tellOfFile(PredictPanel::tr("%1 is being predicted.").arg(QFileInfo(input).fileName()));
    fileJob.start(
        [model, project = document.project(), in = input.toStdString(), out = output.toStdString(),
         wishes](const std::stop_token& stop, const ProgressFunction& progress) {
            CheckedFileWriter written(out);
            const PredictedFile predicted = netloom::predictFile(
                project, *model, in, wishes, PredictedForm::AsRead, [&](std::string_view text) { written.write(text); },
                stop, progress);
            written.finish();
            QStringList lines{PredictPanel::tr("%1 rows predicted.").arg(wholeNumber(predicted.rows))};
            if (!predicted.encoding.empty())
                lines << PredictPanel::tr("The table is in %1, the predictions are in UTF-8.")
                             .arg(fromUtf8(predicted.encoding));
            for (const std::string& remark : predicted.warnings)
                lines << fromUtf8(remark);
            for (const CsvWarning& warning : predicted.reading)
                lines << withoutOptions(warning.text);
            for (const std::string& remark : predicted.remarks)
                lines << fromUtf8(remark);
            return lines.join(QLatin1Char('\n'));
        },
        [this, output](const QString& words) {
            file->setEnabled(true);
            tellOfFile(PredictPanel::tr("%1 written. ").arg(QFileInfo(output).fileName()) + words);
        },
        [this, input](const QString& problem) { tellUnpredicted(input, problem); });
}

PredictPanel::PredictPanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    d->build();
    d->content->hide();
}

PredictPanel::~PredictPanel() = default;

void PredictPanel::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    d->update();
}

} // namespace netloom
