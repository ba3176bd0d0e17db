// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/cross_validation_dialog.h"

#include "core/base/error.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/value_text.h"
#include "ui/training/progress_text.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kClassesShown = 12;
constexpr int kWidth = 760;
constexpr double kSecondsBeforeEstimate = 1;

FieldInfo foldsField()
{
    FieldInfo field;
    field.key = "folds";
    field.title = "Folds";
    field.help = "In how many parts the rows are divided; each is the test part once.";
    field.type = FieldType::Integer;
    field.initial = std::int64_t(5);
    field.min = 2;
    field.max = 1000;
    return field;
}

QTableWidget* table(const char* name, const QString& title, QWidget* parent)
{
    auto* view = new QTableWidget(parent);
    view->setObjectName(QString::fromLatin1(name));
    view->setAccessibleName(title);
    view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setTabKeyNavigation(false);
    view->setCornerButtonEnabled(false);
    view->setWordWrap(false);
    view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->horizontalHeader()->setHighlightSections(false);
    view->verticalHeader()->setHighlightSections(false);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 8);
    return view;
}

QTableWidgetItem* cell(const QString& text, bool strong = false)
{
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    if (strong) {
        QFont font;
        font.setWeight(QFont::DemiBold);
        item->setFont(font);
    }
    return item;
}

/// All rows are seen without scrolling, up to a limit.
void fitHeight(QTableWidget& view, int most)
{
    const int rows = std::min(view.rowCount(), most);
    view.setFixedHeight(view.horizontalHeader()->sizeHint().height() +
                        rows * view.verticalHeader()->defaultSectionSize() + 14);
}

} // namespace

CrossValidationDialog::CrossValidationDialog(ProjectDocument& document, QWidget* parent)
    : QDialog(parent), m_document(document)
{
    setObjectName(QStringLiteral("crossValidation"));
    setWindowTitle(tr("Cross-validation"));
    build();
    m_tick.setInterval(50);
    connect(&m_tick, &QTimer::timeout, this, &CrossValidationDialog::showProgress);
    connect(&document, &ProjectDocument::changed, this, [this] {
        if (!m_document.isOpen()) {
            stop();
            hide();
        }
        update();
    });
    update();
    resize(kWidth, heightForWidth(kWidth));
}

CrossValidationDialog::~CrossValidationDialog()
{
    m_job.cancel();
}

void CrossValidationDialog::build()
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(10);
    auto* what =
        new QLabel(tr("The rows are divided into folds. For each fold a new network is trained on the other rows, "
                      "preparation included, and tested on the fold, which it has never seen. The project and "
                      "its weights stay as they are."),
                   this);
    what->setWordWrap(true);
    what->setObjectName(QStringLiteral("muted"));
    column->addWidget(what);
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    auto* label = new QLabel(tr("Folds"), this);
    label->setObjectName(QStringLiteral("fieldLabel"));
    m_folds = new NumberBox(foldsField(), this);
    m_folds->setObjectName(QStringLiteral("folds"));
    m_folds->setAccessibleName(tr("Folds"));
    m_folds->setToolTip(fromUtf8(foldsField().help));
    m_folds->setValue(std::int64_t(5));
    m_folds->setFixedWidth(80);
    label->setBuddy(m_folds);
    m_start = new QPushButton(tr("Start"), this);
    m_start->setObjectName(QStringLiteral("start"));
    m_start->setProperty("primary", true);
    m_start->setDefault(true);
    m_stop = new QPushButton(tr("Stop"), this);
    m_stop->setObjectName(QStringLiteral("stop"));
    m_stop->setAutoDefault(false);
    m_bar = new QProgressBar(this);
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress"));
    QSizePolicy room = m_bar->sizePolicy();
    room.setRetainSizeWhenHidden(true); // the buttons stay where they are
    m_bar->setSizePolicy(room);
    row->addWidget(label);
    row->addWidget(m_folds);
    row->addWidget(m_start);
    row->addWidget(m_stop);
    row->addWidget(m_bar, 1);
    column->addLayout(row);
    m_state = new QLabel(this);
    m_state->setObjectName(QStringLiteral("state"));
    m_problem = new QLabel(this);
    m_problem->setObjectName(QStringLiteral("fieldRemark"));
    m_remarks = new QLabel(this);
    m_remarks->setObjectName(QStringLiteral("muted"));
    for (QLabel* text : {m_state, m_problem, m_remarks}) {
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        column->addWidget(text);
    }
    m_plan = new QLabel(this);
    m_plan->setObjectName(QStringLiteral("plan"));
    m_plan->setTextFormat(Qt::PlainText);
    m_plan->setWordWrap(true);
    column->addWidget(m_plan);
    m_metrics = table("metrics", tr("Metrics on the rows tested"), this);
    column->addWidget(m_metrics);
    m_confusionTitle = new QLabel(tr("All rows tested: actual class per line, predicted class per column"), this);
    m_confusionTitle->setObjectName(QStringLiteral("heading"));
    column->addWidget(m_confusionTitle);
    m_confusion = table("confusion", m_confusionTitle->text(), this);
    column->addWidget(m_confusion);
    column->addStretch(1);
    auto* buttons = new QHBoxLayout;
    m_copy = new QPushButton(tr("Copy"), this);
    m_copy->setObjectName(QStringLiteral("copy"));
    m_copy->setToolTip(tr("Copies the metrics as a table"));
    auto* close = new QPushButton(tr("Close"), this);
    for (QPushButton* button : {m_copy, close})
        button->setAutoDefault(false);
    buttons->addStretch(1);
    buttons->addWidget(m_copy);
    buttons->addWidget(close);
    column->addLayout(buttons);
    connect(m_folds, &NumberBox::edited, this, [this] { showPlan(); });
    connect(m_folds, &NumberBox::refused, this, [this](const QString& reason) {
        m_problem->setText(reason);
        update();
    });
    connect(m_start, &QPushButton::clicked, this, &CrossValidationDialog::start);
    connect(m_stop, &QPushButton::clicked, this, &CrossValidationDialog::stop);
    connect(m_copy, &QPushButton::clicked, this, &CrossValidationDialog::copy);
    connect(close, &QPushButton::clicked, this, &QDialog::close);
}

void CrossValidationDialog::update()
{
    const bool running = isRunning();
    const bool accepted = m_folds->refusal().isEmpty();
    m_start->setEnabled(!running && accepted && m_document.canTrain());
    m_start->setToolTip(!accepted ? m_folds->refusal()
                        : m_document.canTrain()
                            ? QString()
                            : tr("The network cannot be trained yet; the Layers and Data panels say why"));
    m_stop->setEnabled(running);
    m_folds->setEnabled(!running);
    m_bar->setVisible(running);
    m_copy->setVisible(m_result != nullptr);
    m_metrics->setVisible(m_result != nullptr);
    showPlan();
    const bool classes = m_result && !m_result->confusion.empty() && m_result->classes.size() <= kClassesShown;
    m_confusionTitle->setVisible(classes);
    m_confusion->setVisible(classes);
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_remarks->setVisible(m_result && !m_remarks->text().isEmpty());
    m_state->setVisible(!m_state->text().isEmpty());
}

/// What will be done and what comes of it, until there is a result.
void CrossValidationDialog::showPlan()
{
    const PreparedData* prepared = m_document.prepared();
    m_plan->setVisible(!m_result && prepared && m_document.target() && m_folds->refusal().isEmpty());
    if (m_plan->isHidden())
        return;
    const Index folds = std::get<std::int64_t>(m_folds->value());
    const auto rows = static_cast<Index>(prepared->split.train.size() + prepared->split.validation.size() +
                                         prepared->split.test.size());
    const Index tested = std::max<Index>(1, rows / folds);
    QStringList lines;
    lines << tr("%1 networks will be trained one after another, each for up to %2 epochs on about %3 of the %4 rows, "
                "and tested on the other %5. That takes about %1 times as long as one training. You can go on "
                "working meanwhile, or stop.")
                 .arg(wholeNumber(folds), wholeNumber(m_document.training().epochs), wholeNumber(rows - tested),
                      wholeNumber(rows), wholeNumber(tested));
    QStringList metrics;
    for (const ComponentSpec& metric : m_document.training().metrics)
        metrics << metricName(metric.type);
    metrics.prepend(tr("loss"));
    lines << tr("You get the mean of each figure (%1) over the folds, and how far the folds are apart: how much of a "
                "score is the luck of the division.")
                 .arg(metrics.join(QStringLiteral(", ")));
    if (hasClasses(m_document.target()->task))
        lines << tr("And one table of all rows, actual class against predicted class, each predicted by a network that "
                    "has not seen it.");
    m_plan->setText(lines.join(QStringLiteral("\n\n")));
}

void CrossValidationDialog::start()
{
    const std::shared_ptr<const Table> source = m_document.sharedTable();
    if (!source || isRunning() || !m_folds->refusal().isEmpty())
        return;
    const Project& project = m_document.project();
    const Index folds = std::get<std::int64_t>(m_folds->value());
    m_source = source;
    m_foldsAtWork = folds;
    m_result.reset();
    m_problem->clear();
    m_job.start(
        [source, folds, recipe = project.recipe, split = project.run().split, network = project.run().network,
         training = project.run().training](const std::stop_token& stop, const auto& tell) {
            return std::make_shared<const CrossValidation>(
                crossValidate(*source, recipe, split, network, training, folds, stop, tell));
        },
        [this](std::shared_ptr<const CrossValidation> result) { showResult(std::move(result)); },
        [this](const QString& sentence) { fail(sentence); });
    m_tick.start();
    m_running.start();
    showProgress();
    update();
}

void CrossValidationDialog::stop()
{
    if (!isRunning())
        return;
    m_job.cancel();
    m_tick.stop();
    m_state->setText(tr("Stopped."));
    update();
}

void CrossValidationDialog::showProgress()
{
    CrossValidationProgress progress = m_job.progress();
    if (progress.folds == 0)
        progress.folds = m_foldsAtWork; // nothing is told before the end of the first epoch
    const QLocale locale;
    m_bar->setValue(static_cast<int>(progress.share * 1000));
    QString text = tr("Fold %1 of %2, epoch %3 of %4")
                       .arg(locale.toString(static_cast<qlonglong>(std::min(progress.fold + 1, progress.folds))),
                            locale.toString(static_cast<qlonglong>(progress.folds)),
                            locale.toString(static_cast<qlonglong>(progress.epoch)),
                            locale.toString(static_cast<qlonglong>(progress.epochs)));
    const double seconds = static_cast<double>(m_running.elapsed()) / 1000;
    if (seconds > kSecondsBeforeEstimate && progress.share > 0)
        text += tr(" · about %1 left").arg(durationText(seconds * (1 - progress.share) / progress.share));
    m_state->setText(text);
    m_state->show();
}

void CrossValidationDialog::fail(const QString& sentence)
{
    m_tick.stop();
    m_state->clear();
    m_problem->setText(sentence);
    update();
}

void CrossValidationDialog::showResult(std::shared_ptr<const CrossValidation> result)
{
    m_tick.stop();
    m_result = std::move(result);
    const QLocale locale;
    QStringList remarks;
    for (std::size_t i = 0; i < m_result->folds.size(); ++i)
        if (const FoldResult& fold = m_result->folds[i]; !fold.message.empty())
            remarks.append(
                tr("Fold %1: %2").arg(locale.toString(static_cast<qlonglong>(i) + 1), fromUtf8(fold.message)));
    m_remarks->setText(remarks.mid(0, 3).join(QLatin1Char('\n')));
    Index rows = 0;
    for (const FoldResult& fold : m_result->folds)
        rows += static_cast<Index>(fold.split.test.size());
    m_state->setText(tr("%1 networks, %2 rows, each tested once")
                         .arg(locale.toString(static_cast<qlonglong>(m_result->folds.size())),
                              locale.toString(static_cast<qlonglong>(rows))));
    showMetrics();
    showConfusion();
    update();
    resize(width(), std::max(height(), sizeHint().height()));
    // Rows of another table that was opened meanwhile are not those of the folds.
    if (m_document.sharedTable() == m_source)
        emit resultChanged();
    m_source.reset();
}

void CrossValidationDialog::showMetrics()
{
    const int folds = static_cast<int>(m_result->folds.size());
    m_metrics->clear();
    m_metrics->setRowCount(static_cast<int>(m_result->metrics.size()));
    m_metrics->setColumnCount(2 + folds);
    QStringList header{tr("Mean"), tr("± Deviation")};
    for (int i = 1; i <= folds; ++i)
        header.append(tr("Fold %1").arg(QLocale().toString(i)));
    m_metrics->setHorizontalHeaderLabels(header);
    for (int row = 0; row < m_metrics->rowCount(); ++row) {
        const MetricSpread& metric = m_result->metrics[static_cast<std::size_t>(row)];
        m_metrics->setVerticalHeaderItem(row, new QTableWidgetItem(metricName(metric.key)));
        m_metrics->setItem(row, 0, cell(metricText(metric.key, metric.mean), true));
        m_metrics->setItem(row, 1, cell(metricText(metric.key, metric.deviation), true));
        for (int fold = 0; fold < folds && fold < static_cast<int>(metric.values.size()); ++fold)
            m_metrics->setItem(row, 2 + fold,
                               cell(metricText(metric.key, metric.values[static_cast<std::size_t>(fold)])));
    }
    m_metrics->resizeColumnsToContents();
    fitHeight(*m_metrics, 8);
}

void CrossValidationDialog::showConfusion()
{
    const std::vector<std::string>& classes = m_result->classes;
    m_confusion->clear();
    if (m_result->confusion.empty() || classes.size() > kClassesShown)
        return;
    const int count = static_cast<int>(classes.size());
    m_confusion->setRowCount(count);
    m_confusion->setColumnCount(count);
    QStringList names;
    for (const std::string& name : classes)
        names.append(shortened(valueLabel(name), 18));
    m_confusion->setHorizontalHeaderLabels(names);
    m_confusion->setVerticalHeaderLabels(names);
    for (int actual = 0; actual < count; ++actual)
        for (int predicted = 0; predicted < count; ++predicted)
            m_confusion->setItem(
                actual, predicted,
                cell(QLocale().toString(static_cast<qlonglong>(
                         m_result->confusion[static_cast<std::size_t>(actual)][static_cast<std::size_t>(predicted)])),
                     actual == predicted));
    m_confusion->resizeColumnsToContents();
    fitHeight(*m_confusion, 8);
}

void CrossValidationDialog::copy() const
{
    QStringList lines;
    QStringList header{tr("Metric")};
    for (int c = 0; c < m_metrics->columnCount(); ++c)
        header.append(m_metrics->horizontalHeaderItem(c)->text());
    lines.append(header.join(QLatin1Char('\t')));
    for (int r = 0; r < m_metrics->rowCount(); ++r) {
        QStringList line{m_metrics->verticalHeaderItem(r)->text()};
        for (int c = 0; c < m_metrics->columnCount(); ++c)
            line.append(m_metrics->item(r, c) ? m_metrics->item(r, c)->text() : QString());
        lines.append(line.join(QLatin1Char('\t')));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')) + QLatin1Char('\n'));
}

} // namespace netloom
