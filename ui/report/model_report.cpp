// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/model_report.h"

#include "core/data/column_values.h"
#include "core/losses/registry.h"
#include "core/network/network_spec.h"
#include "core/project/settings.h"
#include "ui/diagram/diagram_export.h"
#include "ui/evaluate/evaluation_picture.h"
#include "ui/evaluate/figures_table.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/curves_picture.h"
#include "ui/plots/matrix_plot.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDate>
#include <QPageSize>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QTextDocument>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double kScale = 2; // of pictures, so that they are sharp in print
constexpr int kWidth = 720;  // of the page, in logical pixels
constexpr std::size_t kColumnsListed = 20;

QString tr(const char* text)
{
    return QCoreApplication::translate("ModelReport", text);
}

const char* const kStyle =
    "body{font-family:'Inter','Noto Sans',sans-serif;font-size:10.5pt;color:#1d2430;max-width:760px;margin:24px auto;"
    "line-height:1.45}h1{font-size:18pt;margin:0 0 4px}h2{font-size:13pt;margin:26px 0 6px;border-bottom:1px solid "
    "#d5dae3}"
    "h3{font-size:11pt;margin:14px 0 4px}table{border-collapse:collapse;margin:6px 0}th,td{padding:3px 10px 3px 0;"
    "text-align:left;vertical-align:top;border-bottom:1px solid #e4e8ef}th{color:#5b6472;font-weight:600}"
    ".muted{color:#5b6472}img{max-width:100%}code,pre{font-family:monospace;font-size:9pt;white-space:pre-wrap}";

} // namespace

/// Collects text and pictures.
class ModelReport::Writer
{
public:
    Writer(ModelReport& report, const ReportFigures& figures) : m_report(report), f(figures) {}

    void write();

private:
    using Rows = std::vector<QStringList>;

    void summary();
    void data();
    void model();
    void performance();
    void subgroups();
    void errors();
    void explanation();
    void use();
    void reproduce();

    void heading(const QString& text) { m_report.m_body += QStringLiteral("<h2>%1</h2>").arg(text.toHtmlEscaped()); }
    void minor(const QString& text) { m_report.m_body += QStringLiteral("<h3>%1</h3>").arg(text.toHtmlEscaped()); }
    void paragraph(const QString& text, bool muted = false)
    {
        m_report.m_body += QStringLiteral("<p%2>%1</p>").arg(text.toHtmlEscaped(), muted ? " class=\"muted\"" : "");
    }
    void table(const QStringList& head, const Rows& rows);
    void picture(const QString& name, const QByteArray& png, int width, const QString& words);
    void plot(const char* key);

    const PartEvaluation& judged() const { return f.parts[f.judged]; }
    static QString stated() { return tr("not stated"); }

    ModelReport& m_report;
    const ReportFigures& f;
};

void ModelReport::Writer::table(const QStringList& head, const Rows& rows)
{
    QString text = QStringLiteral("<table>");
    if (!head.isEmpty()) {
        text += QStringLiteral("<tr>");
        for (const QString& cell : head)
            text += QStringLiteral("<th>%1</th>").arg(cell.toHtmlEscaped());
        text += QStringLiteral("</tr>");
    }
    for (const QStringList& row : rows) {
        text += QStringLiteral("<tr>");
        for (const QString& cell : row)
            text += QStringLiteral("<td>%1</td>").arg(cell.toHtmlEscaped());
        text += QStringLiteral("</tr>");
    }
    m_report.m_body += text + QStringLiteral("</table>");
}

void ModelReport::Writer::picture(const QString& name, const QByteArray& png, int width, const QString& words)
{
    if (png.isEmpty())
        return;
    m_report.m_pngs.insert(name, png);
    m_report.m_body += QStringLiteral("<p><img src=\"netloom:%1\" width=\"%2\" alt=\"%3\"></p>")
                           .arg(name)
                           .arg(width)
                           .arg(words.toHtmlEscaped());
}

void ModelReport::Writer::plot(const char* key)
{
    for (const EvaluationPlot& each : evaluationPlots()) {
        if (QLatin1String(each.key) != QLatin1String(key))
            continue;
        PlotContent content = each.make({judged(), 0, f.subject.data->table.get(), -1});
        if (content.series.empty())
            return;
        XyPlot widget;
        widget.setTheme(Theme::light());
        widget.setContent(std::move(content.series), std::move(content.axes));
        minor(each.title);
        const QSize size(440, 300);
        picture(QString::fromLatin1(key), widget.picture("png", size, kScale), size.width(), content.words);
        paragraph(content.words, true);
        return;
    }
}

void ModelReport::Writer::summary()
{
    const TargetInfo& target = f.subject.data->fitted.target();
    m_report.m_title =
        tr("Report on %1")
            .arg(f.subject.projectName.empty() ? tr("an unsaved project") : fromUtf8(f.subject.projectName));
    m_report.m_body += QStringLiteral("<h1>%1</h1>").arg(m_report.m_title.toHtmlEscaped());
    paragraph(
        tr("Made by Netloom on %1.").arg(QLocale::c().toString(QDate::currentDate(), QStringLiteral("yyyy-MM-dd"))),
        true);
    heading(tr("1. Summary"));
    paragraph(tr("Purpose: %1. A neural network predicts %2 from %3 columns.")
                  .arg(stated(), fromUtf8(target.column))
                  .arg(f.columns.size()));
    if (!judged().figures.empty() && judged().figures.front().value) {
        const Figure& first = judged().figures.front();
        QString text = tr("On %1 %2 rows: %3 %4")
                           .arg(wholeNumber(judged().rows.size()), fromUtf8(judged().part), fromUtf8(first.info.name),
                                FiguresTable::text(first.value));
        if (first.interval)
            text += tr(" (95 % interval %1 to %2)")
                        .arg(FiguresTable::text(first.interval->low), FiguresTable::text(first.interval->high));
        if (first.constant)
            text += tr("; %1: %2").arg(fromUtf8(judged().constantName), FiguresTable::text(first.constant));
        if (first.linear)
            text += tr("; %1: %2").arg(fromUtf8(judged().linearName), FiguresTable::text(first.linear));
        paragraph(text + QLatin1Char('.'));
    }
    minor(tr("Known weaknesses"));
    if (f.weaknesses.empty())
        paragraph(tr("None was found automatically on these rows. That is no proof that there are none."));
    for (const std::string& each : f.weaknesses)
        paragraph(fromUtf8(each));
}

void ModelReport::Writer::data()
{
    heading(tr("2. Data"));
    const DataReference& reference = f.subject.project.data;
    const PreparedData& prepared = *f.subject.data;
    Rows rows;
    if (reference.source == DataReference::Source::File) {
        rows.push_back({tr("File"), fromUtf8(reference.path)});
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
    table({}, rows);
    minor(tr("Columns"));
    Rows columns;
    for (const ColumnRecipe& each : f.subject.model.preparation->recipe().columns) {
        if (columns.size() == kColumnsListed) {
            columns.push_back({tr("and more"), {}, {}, {}});
            break;
        }
        const Index place = prepared.table->find(each.column);
        const bool ignored = each.role == ColumnRole::Ignore;
        QStringList steps;
        for (const std::string& step : f.subject.model.preparation->steps(each.column))
            steps << fromUtf8(step);
        columns.push_back(
            {fromUtf8(each.column),
             ignored                           ? tr("left out")
             : each.role == ColumnRole::Target ? tr("target")
                                               : tr("used"),
             place < 0 ? QString() : wholeNumber(prepared.table->columns[static_cast<std::size_t>(place)].missing),
             steps.join(QStringLiteral(", "))});
    }
    table({tr("column"), tr("use"), tr("missing cells"), tr("preparation, fitted on the training rows")}, columns);
}

void ModelReport::Writer::model()
{
    heading(tr("3. Model"));
    const Run& run = f.subject.project.run();
    DiagramStyle style;
    for (const Coloring* coloring : colorings())
        if (coloring->needsWeights())
            style.coloring = coloring;
    ExportOptions options;
    options.width = kWidth;
    options.scale = kScale;
    const DiagramScene scene =
        diagramScene(f.subject.model.network, static_cast<Index>(f.subject.model.preparation->features().size()),
                     f.subject.model.preparation.get(), f.subject.model.weights.pointer());
    picture(QStringLiteral("diagram"), diagramPng(scene, style, options), kWidth, tr("The network"));
    const bool best = f.subject.which == WhichWeights::Best && !run.checkpoint.bestWeights.empty();
    const LossInfo* loss = findLoss(run.training.loss.type);
    Rows rows{{tr("Layers"), fromUtf8(formatLayers(run.network.layers))},
              {tr("Loss"), loss ? fromUtf8(loss->title) : fromUtf8(run.training.loss.type)},
              {tr("Optimizer"), fromUtf8(run.training.optimizer.type)},
              {tr("Epochs run"), wholeNumber(static_cast<Index>(run.checkpoint.history.epochs()))},
              {tr("Weights reported on"),
               best ? tr("of the best epoch, %1, by the validation loss").arg(run.checkpoint.history.bestEpoch + 1)
                    : tr("after the last epoch")},
              {tr("Seed"), QString::number(run.training.seed)},
              {tr("Arithmetic"), tr("32-bit floating point")},
              {tr("Program"), QStringLiteral("Netloom %1").arg(QCoreApplication::applicationVersion())}};
    table({}, rows);
    if (run.checkpoint.history.epochs() > 0)
        picture(QStringLiteral("curves"),
                curvesPicture(run.checkpoint.history, loss ? fromUtf8(loss->title) : QString(), "png", kWidth, kScale),
                kWidth, tr("Loss and metric of each epoch"));
}

void ModelReport::Writer::performance()
{
    heading(tr("4. Performance"));
    QStringList head{tr("figure")};
    for (const PartEvaluation& part : f.parts)
        head << tr("%1 (%2 rows)").arg(fromUtf8(part.part), wholeNumber(part.rows.size()));
    head << fromUtf8(judged().linearName) << fromUtf8(judged().constantName);
    Rows rows;
    for (std::size_t i = 0; i < judged().figures.size(); ++i) {
        QStringList row{fromUtf8(judged().figures[i].info.name)};
        for (std::size_t p = 0; p < f.parts.size(); ++p) {
            const Figure& figure = f.parts[p].figures[i];
            QString text = FiguresTable::text(figure.value);
            if (figure.interval && p == f.judged)
                text += QStringLiteral(" [%1, %2]")
                            .arg(FiguresTable::text(figure.interval->low), FiguresTable::text(figure.interval->high));
            row << text;
        }
        row << FiguresTable::text(judged().figures[i].linear) << FiguresTable::text(judged().figures[i].constant);
        rows.push_back(row);
    }
    table(head, rows);
    paragraph(tr("In brackets 95 % intervals on the %1 rows: Wilson's for shares, percentile bootstrap over rows with "
                 "%2 resamples "
                 "for the others. They tell the luck of these rows, not that of the training. The last two columns are "
                 "%3 and "
                 "%4, fitted on the training rows, on the same %1 rows.")
                  .arg(fromUtf8(judged().part), wholeNumber(judged().resamples), fromUtf8(judged().linearName),
                       fromUtf8(judged().constantName)),
              true);
    for (const std::string& remark : judged().remarks)
        paragraph(fromUtf8(remark));
    if (!judged().binary.empty())
        paragraph(
            tr("A row is called positive where its probability is above %1; this threshold was not chosen on any rows.")
                .arg(FiguresTable::text(judged().threshold)));
    for (const char* key : {"roc", "calibration", "predicted", "residuals"})
        plot(key);
}

void ModelReport::Writer::subgroups()
{
    if (f.groups.empty())
        return;
    heading(tr("5. By %1").arg(fromUtf8(f.subject.by)));
    QStringList head{tr("group"), tr("rows")};
    for (const Figure& figure : f.groups.front().figures)
        head << fromUtf8(figure.info.name);
    Rows rows;
    for (const Subgroup& group : f.groups) {
        QStringList row{fromUtf8(group.name), wholeNumber(static_cast<Index>(group.rows.size()))};
        for (const Figure& figure : group.figures)
            row << FiguresTable::text(figure.value);
        rows.push_back(row);
    }
    table(head, rows);
    paragraph(tr("– where there are fewer than 20 rows."), true);
}

void ModelReport::Writer::errors()
{
    heading(tr("6. Errors"));
    const std::size_t matrices = judged().multiclass ? 1 : judged().binary.size();
    for (std::size_t i = 0; i < matrices; ++i) {
        const NamedConfusion confusion = confusionOf(judged(), i);
        if (confusion.matrix.classes() > 20)
            continue;
        MatrixPlot widget;
        widget.setMatrix(confusion.matrix, confusion.classes);
        const QSize size(440, widget.sizeHint().height());
        picture(QStringLiteral("matrix%1").arg(i), widget.picture("png", size, kScale), size.width(),
                tr("Confusion matrix"));
    }
    if (judged().multiclass)
        for (const Confusion& each : judged().multiclass->largestConfusions)
            paragraph(fromUtf8(each.words(judged().rows.target.classes)) + QLatin1Char('.'));
    for (const NumberEvaluation& each : judged().numbers) {
        minor(tr("Worst rows of %1").arg(fromUtf8(each.target)));
        Rows rows;
        for (const WorstRow& worst : worstRows(each.residuals, 5)) {
            const auto at = static_cast<Index>(worst.place);
            const auto output = static_cast<Index>(&each - judged().numbers.data());
            rows.push_back({wholeNumber(judged().rows.rows[worst.place] + 1),
                            shortNumber(judged().rows.truth(output, at)), shortNumber(judged().rows.output(output, at)),
                            shortNumber(worst.residual)});
        }
        table({tr("row"), tr("actual"), tr("predicted"), tr("difference")}, rows);
    }
}

void ModelReport::Writer::explanation()
{
    heading(tr("7. Explanation"));
    if (f.importance) {
        minor(tr("Which columns matter"));
        BarPlot widget;
        BarPlot::Content content;
        content.signedColors = false;
        for (const std::size_t at : f.importance->order) {
            if (content.bars.size() == 15)
                break;
            const double mean = f.importance->permutation.mean[at];
            const double sd = f.importance->permutation.sd[at];
            content.bars.push_back(
                {fromUtf8(f.columns[at]), {}, 0, mean, shortNumber(mean), mean - sd, mean + sd, false});
        }
        widget.setContent(std::move(content));
        const QSize size(560, widget.sizeHint().height());
        picture(QStringLiteral("importance"), widget.picture("png", size, kScale), size.width(),
                tr("Importance of the columns"));
        paragraph(tr("How much worse the %1 gets when a column is shuffled among the %2 rows: mean and standard "
                     "deviation of 10 "
                     "times.")
                      .arg(fromUtf8(f.importance->figureName), fromUtf8(judged().part)),
                  true);
    }
    for (const ReportFigures::ExplainedRow& row : f.rows) {
        const RowExplanation& e = row.explanation;
        minor(tr("Row %1: %2").arg(wholeNumber(e.row + 1), fromUtf8(row.why)));
        paragraph(fromUtf8(e.words()) +
                  (row.actual.empty() ? QString() : tr(" The table says %1.").arg(fromUtf8(row.actual))));
        Rows rows;
        double rest = 0;
        for (std::size_t i = 0; i < e.contributions.size(); ++i) {
            if (i < 6)
                rows.push_back({fromUtf8(e.contributions[i].name), fromUtf8(shortCell(e.contributions[i].cell)),
                                shortNumber(e.contributions[i].value)});
            else
                rest += e.contributions[i].value;
        }
        if (e.contributions.size() > 6)
            rows.push_back({tr("%1 others").arg(e.contributions.size() - 6), {}, shortNumber(rest)});
        table({tr("column"), tr("value"), tr("adds, in %1").arg(fromUtf8(e.scaleName))}, rows);
    }
    if (!f.rows.empty()) {
        const RowExplanation& e = f.rows.front().explanation;
        paragraph((e.pairs == 0
                       ? tr("Exact Shapley values of the columns against %1; largest additivity gap %2.")
                       : tr("Shapley values of the columns from sampled orders against %1; largest additivity gap %2."))
                          .arg(fromUtf8(e.background), shortNumber(e.gap)) +
                      tr(" They tell what the network computed, not what causes what."),
                  true);
    }
}

void ModelReport::Writer::use()
{
    heading(tr("8. Use"));
    Rows rows{{tr("Intended use"), stated()},
              {tr("Not intended use"), stated()},
              {tr("Who may be harmed"), stated()},
              {tr("Contact"), stated()}};
    table({}, rows);
    minor(tr("Range of the inputs in training"));
    Rows ranges;
    const Table& data = *f.subject.data->table;
    for (const std::string& name : f.columns) {
        if (ranges.size() == kColumnsListed) {
            ranges.push_back({tr("and more"), {}});
            break;
        }
        const Index place = data.find(name);
        if (place < 0)
            continue;
        const Column& column = data.columns[static_cast<std::size_t>(place)];
        if (column.kind == ColumnKind::Text) {
            QStringList words;
            for (std::size_t i = 0; i < std::min<std::size_t>(8, column.dictionary.size()); ++i)
                words << fromUtf8(column.dictionary[i]);
            if (column.dictionary.size() > 8)
                words << tr("and %1 more").arg(column.dictionary.size() - 8);
            ranges.push_back({fromUtf8(name), words.join(QStringLiteral(", "))});
            continue;
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
        if (low >= 0)
            ranges.push_back(
                {fromUtf8(name), tr("%1 to %2").arg(fromUtf8(column.text(low)), fromUtf8(column.text(high)))});
    }
    table({}, ranges);
    paragraph(tr("Outside these ranges nothing is known of the network. What to monitor: whether new rows stay inside "
                 "them, and "
                 "whether the figures above hold on new rows with a known %1.")
                  .arg(fromUtf8(f.subject.data->fitted.target().column)));
}

void ModelReport::Writer::reproduce()
{
    heading(tr("9. Reproduce"));
    const Run& run = f.subject.project.run();
    QStringList settings;
    for (const FieldInfo& field : settingFields(run.training, run.split))
        settings << QStringLiteral("%1=%2").arg(fromUtf8(field.key),
                                                fromUtf8(settingText(run.training, run.split, field.key)));
    m_report.m_body += QStringLiteral("<pre>%1</pre>").arg(settings.join(QLatin1Char('\n')).toHtmlEscaped());
    paragraph(tr("The same seed gives the same weights. This report is made again by:"));
    m_report.m_body +=
        QStringLiteral("<pre>netloom report %1 -o report.html%2%3</pre>")
            .arg((f.subject.projectName.empty() ? QStringLiteral("PROJECT.netloom") : fromUtf8(f.subject.projectName))
                     .toHtmlEscaped(),
                 f.subject.which == WhichWeights::Best ? QStringLiteral(" --weights best") : QString(),
                 f.subject.by.empty() ? QString()
                                      : QStringLiteral(" --by \"%1\"").arg(fromUtf8(f.subject.by)).toHtmlEscaped());
}

void ModelReport::Writer::write()
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

ModelReport::ModelReport(const ReportFigures& figures)
{
    Writer(*this, figures).write();
}

QByteArray ModelReport::html() const
{
    QString body = m_body;
    for (auto picture = m_pngs.begin(); picture != m_pngs.end(); ++picture)
        body.replace(
            QStringLiteral("\"netloom:%1\"").arg(picture.key()),
            QStringLiteral("\"data:image/png;base64,%1\"").arg(QString::fromLatin1(picture.value().toBase64())));
    return QStringLiteral(
               "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>%1</title><style>%2</style>"
               "</head><body>%3</body></html>\n")
        .arg(m_title.toHtmlEscaped(), QLatin1String(kStyle), body)
        .toUtf8();
}

QByteArray ModelReport::pdf() const
{
    QTextDocument document;
    for (auto picture = m_pngs.begin(); picture != m_pngs.end(); ++picture)
        document.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("netloom:") + picture.key()),
                             QImage::fromData(picture.value()));
    document.setDefaultStyleSheet(QStringLiteral(
        "h1{font-size:16pt}h2{font-size:12pt}h3{font-size:10pt}p,td,th{font-size:8.5pt}pre{font-size:7pt}"
        "th{color:#5b6472;text-align:left}td,th{padding:2px 8px 2px 0}.muted{color:#5b6472}"));
    // A page of paper is narrower than one on the screen.
    constexpr int kPageWidth = 500;
    QString body = m_body;
    static const QRegularExpression width(QStringLiteral("(netloom:[a-z0-9_]+\" width=\")([0-9]+)"));
    for (auto match = width.match(body); match.hasMatch(); match = width.match(body, match.capturedEnd()))
        if (match.captured(2).toInt() > kPageWidth)
            body.replace(match.capturedStart(2), match.capturedLength(2), QString::number(kPageWidth));
    document.setHtml(body);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(m_title);
    writer.setCreator(QStringLiteral("Netloom"));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(15, 15, 15, 15), QPageLayout::Millimeter);
    document.print(&writer);
    return bytes;
}

} // namespace netloom
