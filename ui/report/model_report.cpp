// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/model_report.h"

#include "core/data/column_values.h"
#include "core/losses/registry.h"
#include "core/network/network_spec.h"
#include "core/network/parameter_count.h"
#include "core/optimizers/registry.h"
#include "core/project/rebuild_commands.h"
#include "core/project/settings.h"
#include "core/project/weights_epoch.h"
#include "core/schedules/registry.h"
#include "ui/diagram/diagram_export.h"
#include "ui/evaluate/evaluation_picture.h"
#include "ui/evaluate/figures_table.h"
#include "ui/explain/explanation_plots.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/matrix_plot.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QCoreApplication>
#include <QDate>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double kScale = 2; // of pictures, so that they are sharp in print
constexpr int kWidth = 720;  // of the page, in logical pixels
constexpr int kDiagramHeight = 530;
constexpr int kPlotWidth = 420; // three fit on a page, with their words
constexpr int kPlotHeight = 230;
constexpr int kBarsWidth = 560;
constexpr int kMatrixWidth = 440;
constexpr std::size_t kGroupsBelow = 7; // so many have a row each
constexpr std::size_t kColumnsListed = 60;
constexpr std::size_t kColumnsDrawn = 15;
constexpr std::size_t kContributions = 6; // of an explained row
constexpr std::size_t kOutputsDrawn = 4;  // with plots of their own

QString tr(const char* text)
{
    return QCoreApplication::translate("ModelReport", text);
}

/// Writes the sections.
class Writer
{
public:
    Writer(ReportDocument& document, const ReportFigures& figures) : m_document(document), f(figures) {}

    void write();

private:
    using Rows = ReportDocument::Rows;

    void summary();
    void data();
    void classes();
    void model();
    void performance();
    void subgroups();
    void errors();
    void explanation();
    QString rangeOf(const Column& column) const;
    void writeRanges();
    void use();
    void reproduce();

    void plot(const EvaluationPlot& plot, std::size_t output, const QString& of);
    void plots();
    template<typename Content>
    void drawCurves(const QString& name, Content content);
    void drawBars(const QString& name, BarPlot::Content content, const QString& words);
    template<typename Plot>
    void draw(const QString& name, const Plot& plot, const QSize& size, const QString& words);

    const PartEvaluation& judged() const { return f.parts[f.judged]; }
    static QString stated() { return tr("not stated"); }

    ReportDocument& m_document;
    const ReportFigures& f;
};

void Writer::plot(const EvaluationPlot& plot, std::size_t output, const QString& of)
{
    PlotContent content = plot.make({judged(), output, f.subject.data->table.get(), -1});
    if (content.series.empty())
        return;
    m_document.minor(of.isEmpty() ? plot.title : tr("%1: %2").arg(plot.title, of));
    drawCurves(QStringLiteral("%1%2").arg(QLatin1String(plot.key)).arg(output), std::move(content));
}

/// Of each output, or of the class that is ranked worst where there are many.
void Writer::plots()
{
    const QStringList names = outputNames(judged());
    std::vector<std::size_t> outputs;
    for (std::size_t i = 0; i < static_cast<std::size_t>(names.size()); ++i)
        outputs.push_back(i);
    const bool many = outputs.size() > kOutputsDrawn;
    if (many) {
        const auto area = [&](std::size_t output) {
            const Ranking* ranking = rankingOf(judged(), output);
            return ranking && ranking->auc() ? *ranking->auc() : 1.0;
        };
        const auto worst = std::min_element(outputs.begin(), outputs.end(),
                                            [&](std::size_t a, std::size_t b) { return area(a) < area(b); });
        outputs = {*worst};
    }
    for (const char* key : {"roc", "calibration", "predicted", "residuals"}) {
        const auto list = evaluationPlots();
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const auto& each) { return QLatin1String(each.key) == key; });
        if (judged().multiclass && QLatin1String(key) == QLatin1String("calibration")) {
            plot(*found, 0, {}); // of the predicted class, whichever it is
            continue;
        }
        for (const std::size_t output : outputs) {
            const QString name = names.value(static_cast<int>(output));
            plot(*found, output,
                 names.size() < 2 ? QString()
                 : many && rankingOf(judged(), output)
                     ? tr("%1, of %2 the one ranked worst").arg(name).arg(names.size())
                 : many ? tr("%1, the first of %2").arg(name).arg(names.size())
                        : name);
        }
    }
}

void Writer::summary()
{
    const TargetInfo& target = f.subject.data->fitted.target();
    m_document.title(
        tr("Report on %1")
            .arg(f.subject.projectName.empty() ? tr("an unsaved project") : fromUtf8(f.subject.projectName)));
    m_document.paragraph(
        tr("Made by Netloom on %1.").arg(QLocale::c().toString(QDate::currentDate(), QStringLiteral("yyyy-MM-dd"))),
        true);
    m_document.heading(tr("Summary"));
    m_document.paragraph(tr("A neural network predicts %1 from %2 columns. What it is for is %3.")
                             .arg(fromUtf8(target.column))
                             .arg(f.columns.size())
                             .arg(stated()));
    if (!judged().figures.empty() && judged().figures.front().value) {
        const Figure& first = judged().figures.front();
        QString text = tr("On %1 %2 rows: %3 %4")
                           .arg(wholeNumber(judged().rows.size()), fromUtf8(judged().part), fromUtf8(first.info.name),
                                FiguresTable::text(first.info, first.value));
        if (first.interval)
            text += tr(" (95 % interval %1 to %2)")
                        .arg(FiguresTable::text(first.info, first.interval->low),
                             FiguresTable::text(first.info, first.interval->high));
        if (first.constant)
            text += tr("; always the %1: %2")
                        .arg(fromUtf8(judged().constantName), FiguresTable::text(first.info, first.constant));
        if (first.linear)
            text += tr("; %1: %2").arg(fromUtf8(judged().linearName), FiguresTable::text(first.info, first.linear));
        m_document.paragraph(text + QLatin1Char('.'));
    }
    m_document.minor(tr("Known weaknesses"));
    if (f.weaknesses.empty())
        m_document.paragraph(tr("None was found automatically on these rows. That is no proof that there are none."));
    for (const std::string& each : f.weaknesses)
        m_document.paragraph(fromUtf8(each));
}

void Writer::data()
{
    m_document.heading(tr("Data"));
    const DataReference& reference = f.subject.project.data;
    const PreparedData& prepared = *f.subject.data;
    Rows rows;
    if (reference.source == DataReference::Source::File) {
        rows.push_back({tr("File"), QFileInfo(fromUtf8(reference.path)).fileName()});
        rows.push_back({tr("SHA-256"), fromUtf8(reference.sha256)});
    } else {
        rows.push_back({tr("Sample"), fromUtf8(reference.sample)});
    }
    rows.push_back(
        {tr("Rows and columns"),
         QStringLiteral("%1 × %2").arg(wholeNumber(prepared.table->rows)).arg(prepared.table->columns.size())});
    rows.push_back({tr("Source, licence, period, population"), stated()});
    const SplitConfig& split = f.subject.project.run().split;
    rows.push_back(
        {tr("Division"), tr("%1 training, %2 validation, %3 test rows; order %4, seed %5")
                             .arg(wholeNumber(static_cast<Index>(prepared.split.train.size())),
                                  wholeNumber(static_cast<Index>(prepared.split.validation.size())),
                                  wholeNumber(static_cast<Index>(prepared.split.test.size())),
                                  fromUtf8(settingText(f.subject.project.run().training, split, "split.order")),
                                  fromUtf8(settingText(f.subject.project.run().training, split, "split.seed")))});
    if (f.repeated)
        rows.push_back(
            {tr("Repeated rows"),
             *f.repeated == 0
                 ? tr("no %1 row is equal to a training row").arg(fromUtf8(judged().part))
                 : tr("%1 of %2 %3 rows are equal to a training row, so that the figures may flatter the "
                      "network")
                       .arg(wholeNumber(*f.repeated), wholeNumber(judged().rows.size()), fromUtf8(judged().part))});
    m_document.table({}, rows);
    m_document.minor(tr("Columns"));
    Rows columns;
    const std::vector<ColumnRecipe>& recipes = f.subject.model.preparation->recipe().columns;
    for (const ColumnRecipe& each : recipes) {
        // The target is never left out.
        if (columns.size() >= kColumnsListed && each.role != ColumnRole::Target)
            continue;
        const Index place = prepared.table->find(each.column);
        const bool ignored = each.role == ColumnRole::Ignore;
        QStringList steps;
        for (const std::string& step : f.subject.model.preparation->steps(each.column))
            steps << fromUtf8(step);
        columns.push_back(
            {fromUtf8(each.column),
             ignored ? each.reason.empty() ? tr("left out") : tr("left out: %1").arg(fromUtf8(each.reason))
             : each.role == ColumnRole::Target ? tr("target")
                                               : tr("used"),
             place < 0 ? QString() : wholeNumber(prepared.table->columns[static_cast<std::size_t>(place)].missing),
             steps.join(QStringLiteral(", "))});
    }
    m_document.table({tr("column"), tr("use"), tr("missing cells"), tr("preparation, fitted on the training rows")},
                     columns);
    if (const std::size_t left = recipes.size() - columns.size(); left > 0)
        m_document.paragraph(tr("And %1 more columns.").arg(wholeNumber(static_cast<Index>(left))), true);
    classes();
}

/// How many rows of each class there are.
void Writer::classes()
{
    const TargetInfo& target = f.subject.data->fitted.target();
    if (!hasClasses(target.task) || target.classes.size() > kColumnsListed)
        return;
    Rows rows;
    for (std::size_t k = 0; k < target.classes.size(); ++k) {
        QStringList row{fromUtf8(target.classes[k])};
        for (const PartEvaluation& part : f.parts) {
            const std::vector<int> truth = part.rows.classes();
            row << wholeNumber(std::count(truth.begin(), truth.end(), static_cast<int>(k)));
        }
        rows.push_back(row);
    }
    m_document.minor(tr("Rows of each class"));
    QStringList head{fromUtf8(target.column)};
    for (const PartEvaluation& part : f.parts)
        head << fromUtf8(part.part);
    m_document.table(head, rows);
}

void Writer::model()
{
    m_document.heading(tr("Model"));
    const Run& run = f.subject.project.run();
    DiagramStyle style;
    style.coloring = findColoring("weights");
    ExportOptions options;
    options.width = kWidth;
    options.scale = kScale;
    const DiagramScene scene =
        diagramScene(f.subject.model.network, static_cast<Index>(f.subject.model.preparation->features().size()),
                     f.subject.model.preparation.get(), f.subject.model.weights.pointer());
    const QByteArray diagram = diagramPng(scene, style, options);
    const QSize drawn = QImage::fromData(diagram, "PNG").size().scaled(kWidth, kDiagramHeight, Qt::KeepAspectRatio);
    m_document.picture(QStringLiteral("diagram"), diagram, drawn.width(), tr("The network"));
    const LossInfo* loss = findLoss(run.training.loss.type);
    const auto setting = [&](const char* key) { return fromUtf8(settingText(run.training, run.split, key)); };
    const auto titleOf = [](const ComponentInfo* info, const QString& key) {
        return info ? fromUtf8(info->title) : key;
    };
    const auto epochs = static_cast<Index>(run.checkpoint.history.epochs());
    const auto trainingRows = static_cast<Index>(f.subject.data->split.train.size());
    const Index batch = std::clamp<Index>(run.training.batchSize, 1, std::max<Index>(trainingRows, 1));
    const QString optimizer = setting("optimizer");
    const QString schedule = setting("schedule");
    Rows rows{{tr("Layers"), fromUtf8(formatLayers(run.network.layers))},
              {tr("Parameters"), wholeNumber(parameterCount(f.subject.model.weights))},
              {tr("Loss"), loss ? fromUtf8(loss->title) : fromUtf8(run.training.loss.type)},
              {tr("Optimizer, learning rate, schedule"),
               QStringLiteral("%1, %2, %3")
                   .arg(titleOf(findOptimizer(optimizer.toStdString()), optimizer), setting("learning_rate"),
                        titleOf(findSchedule(schedule.toStdString()), schedule).toLower())},
              {tr("Epochs run"), tr("%1 of at most %2, each of %3 steps of %4 rows")
                                     .arg(wholeNumber(epochs), wholeNumber(run.training.epochs),
                                          wholeNumber((trainingRows + batch - 1) / batch), wholeNumber(batch))},
              {tr("Duration, machine"), tr("not recorded: the steps tell how long the training is on any machine")},
              {tr("Weights reported on"), fromUtf8(weightsEpochText(run, f.subject.which))},
              {tr("Seed"), QString::number(run.training.seed)},
              {tr("Arithmetic"), tr("32-bit floating point")},
              {tr("Program"), QStringLiteral("Netloom %1").arg(QCoreApplication::applicationVersion())}};
    if (f.subject.project.runs.size() > 1)
        rows.push_back(
            {tr("Trainings in the project"), tr("%1; choosing the best of several makes its figures a little too good")
                                                 .arg(f.subject.project.runs.size())});
    m_document.table({}, rows);
    if (run.checkpoint.history.epochs() > 0)
        m_document.picture(
            QStringLiteral("curves"),
            curvesPicture(run.checkpoint.history, loss ? fromUtf8(loss->title) : QString(), "png", kWidth, kScale),
            kWidth, tr("Loss and metric of each epoch"));
}

void Writer::performance()
{
    m_document.heading(tr("Performance"));
    QStringList head{tr("figure")};
    for (std::size_t p = 0; p < f.parts.size(); ++p) {
        const PartEvaluation& part = f.parts[p];
        if (part.rows.size() == 0)
            continue;
        head << tr("%1 (%2 rows)").arg(fromUtf8(part.part), wholeNumber(part.rows.size()));
        if (p == f.judged)
            head << tr("95 % interval");
    }
    head << fromUtf8(judged().linearName) << fromUtf8(judged().constantName);
    Rows rows;
    for (std::size_t i = 0; i < judged().figures.size(); ++i) {
        QStringList row{fromUtf8(judged().figures[i].info.name)};
        for (std::size_t p = 0; p < f.parts.size(); ++p) {
            if (f.parts[p].rows.size() == 0)
                continue;
            const Figure& figure = f.parts[p].figures[i];
            row << FiguresTable::text(figure.info, figure.value);
            if (p == f.judged)
                row << (figure.interval ? tr("%1 to %2")
                                              .arg(FiguresTable::text(figure.interval->low),
                                                   FiguresTable::text(figure.interval->high))
                                        : QStringLiteral("–"));
        }
        const Figure& yardstick = judged().figures[i];
        row << FiguresTable::text(yardstick.info, yardstick.linear)
            << FiguresTable::text(yardstick.info, yardstick.constant);
        rows.push_back(row);
    }
    m_document.table(head, rows);
    m_document.paragraph(
        tr("The 95 % intervals are of the %1 rows: Wilson's for shares, percentile bootstrap over rows with %2 "
           "resamples "
           "for the others. They tell the luck of these rows, not that of the training. The last two columns are "
           "yardsticks: %3 and %4, fitted on the training rows, on the same %1 rows.")
            .arg(fromUtf8(judged().part), wholeNumber(judged().resamples), fromUtf8(judged().linearName),
                 fromUtf8(judged().constantName)),
        true);
    for (const std::string& remark : judged().remarks)
        m_document.paragraph(fromUtf8(remark));
    if (judged().part == "validation")
        m_document.paragraph(
            tr("No test rows were held back. The best epoch may have been chosen by these validation rows, so that "
               "the figures may flatter the network."));
    if (!judged().binary.empty())
        m_document.paragraph(
            tr("A row is called positive where its probability is above %1; this threshold was not chosen on any rows.")
                .arg(FiguresTable::text(judged().threshold)));
    plots();
}

void Writer::subgroups()
{
    if (f.groups.empty()) {
        m_document.heading(tr("By subgroup"));
        m_document.paragraph(
            tr("not stated: no column was chosen whose groups of rows are to be compared (netloom report --by COLUMN)"),
            true);
        return;
    }
    m_document.heading(tr("By %1").arg(fromUtf8(f.subject.by)));
    QStringList head{tr("group"), tr("rows")};
    const std::vector<Figure>& figures = f.groups.front().figures;
    for (const Figure& figure : figures)
        head << FiguresTable::briefName(figure.info);
    Rows rows;
    for (const Subgroup& group : f.groups) {
        QStringList row{fromUtf8(group.name), wholeNumber(static_cast<Index>(group.rows.size()))};
        for (const Figure& figure : group.figures)
            row << FiguresTable::text(figure.info, figure.value);
        rows.push_back(row);
    }
    if (rows.size() < kGroupsBelow && !figures.empty()) { // a column each: there are more figures than groups
        Rows turned;
        for (qsizetype i = 1; i < head.size(); ++i) {
            turned.push_back({i == 1 ? head[i] : fromUtf8(figures[static_cast<std::size_t>(i - 2)].info.name)});
            for (const QStringList& row : rows)
                turned.back() << row[i];
        }
        head = {tr("figure")};
        for (const QStringList& row : rows)
            head << row.front();
        rows = std::move(turned);
    }
    m_document.table(head, rows);
    m_document.paragraph(tr("– where there are fewer than 20 rows."), true);
}

void Writer::errors()
{
    m_document.heading(tr("Errors"));
    const std::size_t matrices = judged().multiclass ? 1 : judged().binary.size();
    for (std::size_t i = 0; i < matrices; ++i) {
        const NamedConfusion confusion = confusionOf(judged(), i);
        if (confusion.matrix.classes() > 20)
            continue;
        MatrixPlot widget;
        widget.setMatrix(confusion.matrix, confusion.classes);
        if (matrices > 1)
            m_document.minor(outputNames(judged()).value(static_cast<int>(i)));
        draw(QStringLiteral("matrix%1").arg(i), widget, {kMatrixWidth, widget.sizeHint().height()},
             tr("Confusion matrix"));
    }
    if (judged().multiclass)
        for (const Confusion& each : judged().multiclass->largestConfusions)
            m_document.paragraph(fromUtf8(each.words(judged().rows.target.classes)) + QLatin1Char('.'));
    for (const NumberEvaluation& each : judged().numbers) {
        m_document.minor(tr("Worst rows of %1").arg(fromUtf8(each.target)));
        Rows rows;
        for (const WorstRow& worst : worstRows(each.residuals, 5)) {
            const auto at = static_cast<Index>(worst.place);
            const auto output = static_cast<Index>(&each - judged().numbers.data());
            rows.push_back({wholeNumber(judged().rows.rows[worst.place] + 1),
                            shortNumber(judged().rows.truth(output, at)), shortNumber(judged().rows.output(output, at)),
                            shortNumber(worst.residual)});
        }
        m_document.table({tr("row"), tr("actual"), tr("predicted"), tr("actual − predicted")}, rows);
    }
}

/// With its words below.
template<typename Content>
void Writer::drawCurves(const QString& name, Content content)
{
    XyPlot widget;
    widget.setTheme(Theme::light());
    widget.setContent(std::move(content.series), std::move(content.axes));
    draw(name, widget, {kPlotWidth, kPlotHeight}, content.words);
    m_document.paragraph(content.words, true);
}

void Writer::drawBars(const QString& name, BarPlot::Content content, const QString& words)
{
    BarPlot widget;
    widget.setContent(std::move(content));
    draw(name, widget, {kBarsWidth, widget.sizeHint().height()}, words);
}

/// @param words  for those who cannot see it
template<typename Plot>
void Writer::draw(const QString& name, const Plot& plot, const QSize& size, const QString& words)
{
    m_document.picture(name, plot.picture("png", size, kScale), size.width(), words);
}

void Writer::explanation()
{
    m_document.heading(tr("Explanation"));
    if (f.importance) {
        m_document.minor(tr("Which columns matter"));
        drawBars(QStringLiteral("importance"), importanceContent(*f.importance, f.columns, kColumnsDrawn),
                 tr("Importance of the columns"));
        m_document.paragraph(
            tr("How much worse one figure (%1) gets when a column is shuffled among the %2 rows: mean and standard "
               "deviation of 10 shuffles.")
                .arg(fromUtf8(f.importance->figureName), fromUtf8(judged().part)),
            true);
    }
    for (const ReportFigures::Effect& effect : f.effects) {
        DependenceContent content = dependenceContent(effect.dependence, effect.place, fromUtf8(effect.column),
                                                      predictionTitle(effect.output, effect.scale));
        m_document.minor(outputNames(judged()).size() > 1
                             ? tr("Along %1: %2").arg(fromUtf8(effect.column), fromUtf8(effect.output))
                             : tr("Along %1").arg(fromUtf8(effect.column)));
        drawCurves(QStringLiteral("effect%1").arg(&effect - f.effects.data()), std::move(content));
    }
    for (const ReportFigures::ExplainedRow& row : f.rows) {
        const RowExplanation& e = row.explanation;
        m_document.minor(tr("Row %1: %2").arg(wholeNumber(e.row + 1), fromUtf8(row.why)));
        m_document.paragraph(fromUtf8(e.words()) +
                             (row.actual.empty() ? QString() : tr(" The table says %1.").arg(fromUtf8(row.actual))));
        drawBars(QStringLiteral("row%1").arg(&row - f.rows.data()), waterfallContent(e, kContributions),
                 tr("What each column adds"));
    }
    if (!f.rows.empty()) {
        const RowExplanation& e = f.rows.front().explanation;
        m_document.paragraph(fromUtf8(e.proof()) + tr(" They tell what the network computed, not what causes what."),
                             true);
    }
}

/// What the training rows hold of a column: "7.691 to 27.22", or its words.
QString Writer::rangeOf(const Column& column) const
{
    if (column.kind == ColumnKind::Text) {
        QStringList words;
        for (std::size_t i = 0; i < std::min<std::size_t>(8, column.dictionary.size()); ++i)
            words << fromUtf8(column.dictionary[i]);
        if (column.dictionary.size() > 8)
            words << tr("and %1 more").arg(column.dictionary.size() - 8);
        return words.join(QStringLiteral(", "));
    }
    Index low = -1;
    Index high = -1;
    for (const Index row : f.subject.data->split.train) {
        const double value = column.numbers[static_cast<std::size_t>(row)];
        if (!std::isfinite(value))
            continue;
        low = low < 0 || value < column.numbers[static_cast<std::size_t>(low)] ? row : low;
        high = high < 0 || value > column.numbers[static_cast<std::size_t>(high)] ? row : high;
    }
    if (low < 0)
        return {};
    return column.text(low) == column.text(high)
               ? tr("always %1").arg(fromUtf8(column.text(low)))
               : tr("%1 to %2").arg(fromUtf8(column.text(low)), fromUtf8(column.text(high)));
}

/// Columns of one range stand together where many have the same: the pixels of a picture.
void Writer::writeRanges()
{
    const Table& data = *f.subject.data->table;
    Rows each; // name, range
    Rows together;
    for (const std::string& name : f.columns) {
        const Index place = data.find(name);
        const QString range = place < 0 ? QString() : rangeOf(data.columns[static_cast<std::size_t>(place)]);
        if (range.isEmpty())
            continue;
        each.push_back({fromUtf8(name), range});
        const auto same =
            std::find_if(together.begin(), together.end(), [&](const QStringList& row) { return row[0] == range; });
        if (same == together.end())
            together.push_back({range, fromUtf8(name)});
        else
            (*same)[1] += QStringLiteral(", ") + fromUtf8(name);
    }
    if (2 * together.size() <= each.size()) {
        m_document.table({}, together);
        return;
    }
    if (const std::size_t all = each.size(); all > kColumnsListed) {
        each.resize(kColumnsListed);
        each.push_back({tr("and %1 more").arg(all - kColumnsListed), {}});
    }
    m_document.table({}, each);
}

void Writer::use()
{
    m_document.heading(tr("Use"));
    m_document.paragraph(tr("Intended use, use that is not intended, who may be harmed, contact: %1.").arg(stated()));
    m_document.minor(tr("Range of the inputs in training"));
    writeRanges();
    m_document.paragraph(
        tr("Outside these ranges nothing is known of the network. What to monitor: whether new rows stay inside "
           "them, and "
           "whether the figures above hold on new rows with a known %1.")
            .arg(fromUtf8(f.subject.data->fitted.target().column)));
}

void Writer::reproduce()
{
    m_document.heading(tr("Reproduce"));
    const Run& run = f.subject.project.run();
    m_document.table({},
                     {{tr("SHA-256 of the weights"), fromUtf8(f.weightsHash)},
                      {tr("SHA-256 of the data"),
                       f.subject.project.data.sha256.empty() ? stated() : fromUtf8(f.subject.project.data.sha256)}});
    m_document.minor(tr("The network made again"));
    m_document.paragraph(
        tr("From the table alone, in the folder where it is. The same data and seed give the same weights, as their "
           "SHA-256 tells, if the network was trained in one go."));
    if (editedWhileTrained(run))
        m_document.paragraph(tr("Settings were changed while it was trained, as the marks on its curves tell; the "
                                "commands train with the last ones from the beginning, and come to other weights."));
    m_document.preformatted(fromUtf8(
        rebuildCommands(f.subject.project, *f.subject.data->table,
                        QFileInfo(fromUtf8(f.subject.project.data.path)).fileName().toStdString(), "rebuilt.netloom")));
    m_document.minor(tr("The report made again"));
    m_document.preformatted(
        QStringLiteral("netloom report %1 -o report.html%2%3")
            .arg(f.subject.projectName.empty() ? QStringLiteral("PROJECT.netloom") : fromUtf8(f.subject.projectName),
                 f.subject.which == WhichWeights::Best ? QStringLiteral(" --weights best") : QString(),
                 f.subject.by.empty() ? QString() : QStringLiteral(" --by \"%1\"").arg(fromUtf8(f.subject.by))));
    m_document.minor(tr("Settings"));
    m_document.paragraph(tr("Every setting, as netloom new --set KEY=VALUE takes it:"));
    QJsonObject settings;
    for (const FieldInfo& field : settingFields(run.training, run.split))
        settings.insert(fromUtf8(field.key), fromUtf8(settingText(run.training, run.split, field.key)));
    m_document.preformatted(QString::fromUtf8(QJsonDocument(settings).toJson(QJsonDocument::Indented)));
}

void Writer::write()
{
    summary();
    data();
    model();
    performance();
    subgroups();
    errors();
    explanation();
    use();
    reproduce();
}

} // namespace

ReportDocument modelReport(const ReportFigures& figures)
{
    ReportDocument document;
    Writer(document, figures).write();
    return document;
}

} // namespace netloom
