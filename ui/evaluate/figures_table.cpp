// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/figures_table.h"

#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"

#include <QHeaderView>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

/// Amounts with three digits: 50.6k, 1.2M.
QString shortAmount(double value)
{
    const double size = std::abs(value);
    if (size < 1e4 || size >= 1e9)
        return FiguresTable::text(value);
    const bool millions = size >= 1e6;
    const double shown = value / (millions ? 1e6 : 1e3);
    return QLocale().toString(shown, 'f', std::abs(shown) < 99.95 ? 1 : 0) +
           (millions ? QStringLiteral("M") : QStringLiteral("k"));
}

/// @param whole  as the figure itself is written; else as narrow as can be: shares with two decimals, amounts with
/// three
///               digits
QString intervalText(const Figure& figure, bool whole = false)
{
    if (!figure.interval)
        return QStringLiteral("–");
    constexpr double kRounding = 1e-9;
    const bool share = figure.interval->high <= 1 + kRounding && figure.interval->low >= 0;
    const auto end = [&](double value) {
        return whole ? FiguresTable::text(value) : share ? QLocale().toString(value, 'f', 2) : shortAmount(value);
    };
    return QStringLiteral("%1…%2").arg(end(figure.interval->low), end(figure.interval->high));
}

/// Abbreviations as the field writes them; the tool tip has the whole name.
QString shortName(const FigureInfo& info)
{
    static const std::pair<const char*, const char*> list[] = {
        {"balanced_accuracy", "bal. accuracy"},
        {"mcc", "Matthews corr."},
        {"cohen_kappa", "Cohen's kappa"},
        {"auc", "ROC AUC"},
        {"average_precision", "avg. precision"},
        {"macro_precision", "precision, macro"},
        {"macro_recall", "recall, macro"},
        {"macro_f1", "F1, macro"},
        {"weighted_f1", "F1, weighted"},
        {"auc_macro", "AUC, macro"},
        {"exact_match", "all right"},
        {"binary_accuracy", "accuracy"},
        {"root_mean_squared_error", "RMSE"},
        {"mean_absolute_error", "MAE"},
        {"median_absolute_error", "median |error|"},
        {"mean_residual", "mean residual"},
        {"mean_absolute_percentage_error", "MAPE"},
        {"wape", "WAPE"},
        {"explained_variance", "explained var."},
        {"correlation", "correlation"},
        {"log_loss", "log loss"},
        {"brier", "Brier score"},
    };
    for (const auto& [key, name] : list)
        if (info.key == key)
            return QString::fromLatin1(name);
    return fromUtf8(info.name);
}

QString tipOf(const Figure& figure)
{
    QStringList lines{fromUtf8(figure.info.name)};
    if (figure.value)
        lines << QLocale().toString(*figure.value, 'g', 8);
    else
        lines << fromUtf8(figure.info.undefined);
    if (figure.interval)
        lines << FiguresTable::tr("95 % interval: %1. It tells the luck of these rows, not that of the training.")
                     .arg(intervalText(figure, true));
    if (figure.probablyTooNarrow)
        lines << FiguresTable::tr("With so few rows it is probably too narrow.");
    if (!figure.note.empty())
        lines << fromUtf8(figure.note);
    return QStringLiteral("<p>%1</p>").arg(lines.join(QLatin1Char('\n')).toHtmlEscaped().replace('\n', "<br>"));
}

} // namespace

FiguresTable::FiguresTable(QWidget* parent) : QTableWidget(parent)
{
    setEditTriggers(NoEditTriggers);
    setSelectionMode(SingleSelection);
    setTabKeyNavigation(false);
    setCornerButtonEnabled(false);
    setWordWrap(false);
    setShowGrid(false);
    setTextElideMode(Qt::ElideMiddle);
    QFont smaller = font(); // five columns shall fit into a dock
    smaller.setPointSizeF(smaller.pointSizeF() * 0.92);
    setFont(smaller);
    horizontalHeader()->setFont(smaller);
    horizontalHeader()->setMinimumSectionSize(24);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    verticalHeader()->hide();
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 7);
}

QString FiguresTable::text(const std::optional<double>& value)
{
    if (!value)
        return QStringLiteral("–");
    const double size = std::abs(*value);
    if (size > 0 && size < 10 && size >= 0.0005)
        return QLocale().toString(*value, 'f', 3);
    if (size >= 1000 && size < 1e9) // money and the like: as people write it
        return QLocale().toString(std::round(*value), 'f', 0);
    if (size > 0 && size < 0.0005)
        return QLocale().toString(*value, 'g', 2);
    return size == 0 ? QStringLiteral("0") : shortNumber(*value);
}

void FiguresTable::begin(const QStringList& columns)
{
    clear();
    setRowCount(0);
    setColumnCount(static_cast<int>(columns.size()));
    setHorizontalHeaderLabels(columns);
    if (QTableWidgetItem* first = horizontalHeaderItem(0))
        first->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int c = 0; c < columns.size(); ++c)
        horizontalHeaderItem(c)->setToolTip(columns[c]);
}

void FiguresTable::put(int row, int column, const QString& text, const QString& tip, bool strong)
{
    if (row >= rowCount())
        setRowCount(row + 1);
    auto* item = new QTableWidgetItem(text);
    item->setTextAlignment((column == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    item->setToolTip(tip);
    if (strong) {
        QFont bold = font();
        bold.setWeight(QFont::DemiBold);
        item->setFont(bold);
    }
    setItem(row, column, item);
}

void FiguresTable::end()
{
    // Narrow columns of numbers; the names take what is left, down to what can still be read.
    constexpr int kRoom = 9;     // around a text
    constexpr int kHeadRoom = 4; // what the head of a column needs beyond
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    for (int c = 0; c < columnCount(); ++c) {
        int width = horizontalHeader()->fontMetrics().horizontalAdvance(horizontalHeaderItem(c)->text()) + kHeadRoom;
        for (int r = 0; r < rowCount(); ++r)
            if (const QTableWidgetItem* each = item(r, c))
                width = std::max(width, QFontMetrics(each->font().resolve(font())).horizontalAdvance(each->text()));
        setColumnWidth(c, width + kRoom);
    }
    m_wanted = columnWidth(0);
    fitNames();
    const int height =
        horizontalHeader()->sizeHint().height() + rowCount() * verticalHeader()->defaultSectionSize() + 14;
    setFixedHeight(height);
}

void FiguresTable::showPart(const PartEvaluation& part)
{
    const bool yardsticks = !part.linearName.empty();
    QStringList columns{tr("%1 rows").arg(wholeNumber(part.rows.size())), tr("value"), tr("95 %")};
    if (yardsticks)
        columns << tr("linear") << tr("const.");
    begin(columns);
    if (yardsticks) {
        horizontalHeaderItem(3)->setToolTip(fromUtf8(part.linearName));
        horizontalHeaderItem(4)->setToolTip(fromUtf8(part.constantName));
    }
    int row = 0;
    for (const Figure& figure : part.figures) {
        const QString tip = tipOf(figure);
        put(row, 0, shortName(figure.info), tip);
        put(row, 1, text(figure.value), tip, true);
        put(row, 2, intervalText(figure), tip);
        if (figure.probablyTooNarrow || !figure.interval)
            item(row, 2)->setForeground(palette().color(QPalette::Disabled, QPalette::Text));
        if (yardsticks) {
            put(row, 3, text(figure.linear), tip);
            put(row, 4, text(figure.constant), tip);
        }
        ++row;
    }
    end();
}

void FiguresTable::showParts(const std::vector<PartEvaluation>& parts)
{
    QStringList columns{tr("figure")};
    for (const PartEvaluation& part : parts)
        columns << fromUtf8(part.part);
    begin(columns);
    put(0, 0, tr("rows"));
    for (std::size_t p = 0; p < parts.size(); ++p)
        put(0, static_cast<int>(p) + 1, wholeNumber(parts[p].rows.size()));
    for (std::size_t f = 0; f < parts.front().figures.size(); ++f) {
        const int row = static_cast<int>(f) + 1;
        put(row, 0, shortName(parts.front().figures[f].info), tipOf(parts.front().figures[f]));
        for (std::size_t p = 0; p < parts.size(); ++p)
            put(row, static_cast<int>(p) + 1, text(parts[p].figures[f].value), tipOf(parts[p].figures[f]), true);
    }
    end();
}

void FiguresTable::showClasses(const PartEvaluation& part)
{
    begin({tr("class"), tr("rows"), tr("precision"), tr("recall"), tr("F1"), tr("AUC")});
    int row = 0;
    const auto add = [&](const QString& name, const ClassFigures& figures, const Ranking* ranking) {
        const auto interval = [](const std::optional<Interval>& of) {
            return of ? tr("95 %: %1…%2").arg(text(of->low), text(of->high)) : tr("Undefined: no rows.");
        };
        put(row, 0, name, name);
        put(row, 1, wholeNumber(figures.support));
        put(row, 2, text(figures.precision), interval(figures.precisionInterval));
        put(row, 3, text(figures.recall), interval(figures.recallInterval));
        put(row, 4, text(figures.f1));
        put(row, 5, text(ranking ? ranking->auc() : std::nullopt));
        ++row;
    };
    const auto average = [&](const QString& name, const std::optional<AveragedFigures>& figures) {
        if (!figures)
            return;
        put(row, 0, name);
        put(row, 1, {});
        put(row, 2, text(figures->precision));
        put(row, 3, text(figures->recall));
        put(row, 4, text(figures->f1));
        put(row, 5, {});
        ++row;
    };
    if (part.multiclass) {
        const CountFigures& figures = part.multiclass->figures;
        for (std::size_t k = 0; k < figures.perClass.size(); ++k)
            add(fromUtf8(part.rows.target.classes[k]), figures.perClass[k], &part.multiclass->rankings[k]);
        average(tr("macro"), figures.macro);
        average(tr("weighted"), figures.weighted);
        average(tr("micro"), figures.micro);
    } else {
        for (const BinaryEvaluation& each : part.binary) {
            if (each.figures.perClass.size() == 2 && !each.negative.empty())
                add(fromUtf8(each.negative), each.figures.perClass[0], nullptr);
            if (!each.figures.perClass.empty())
                add(fromUtf8(each.positive), each.figures.perClass.back(), &each.ranking);
            if (part.binary.size() == 1) {
                average(tr("macro"), each.figures.macro);
                average(tr("weighted"), each.figures.weighted);
            }
        }
    }
    end();
}

void FiguresTable::showGroups(const QStringList& names, const std::vector<std::vector<Figure>>& figures,
                              const std::vector<Index>& rows)
{
    QStringList columns{tr("group"), tr("rows")};
    if (!figures.empty())
        for (const Figure& figure : figures.front())
            columns << fromUtf8(figure.info.name);
    begin(columns);
    for (std::size_t g = 0; g < figures.size(); ++g) {
        const int row = static_cast<int>(g);
        put(row, 0, names.value(row), names.value(row));
        put(row, 1, wholeNumber(rows[g]));
        for (std::size_t f = 0; f < figures[g].size(); ++f)
            put(row, static_cast<int>(f) + 2, text(figures[g][f].value), tipOf(figures[g][f]));
    }
    end();
}

void FiguresTable::fitNames()
{
    int others = 0;
    for (int c = 1; c < columnCount(); ++c)
        others += columnWidth(c);
    const int least = std::min(m_wanted, fontMetrics().averageCharWidth() * 13);
    setColumnWidth(0, std::max(std::min(m_wanted, viewport()->width() - others), least));
}

void FiguresTable::resizeEvent(QResizeEvent* event)
{
    QTableWidget::resizeEvent(event);
    if (columnCount() > 0)
        fitNames();
}

QString FiguresTable::asText() const
{
    QStringList lines;
    QStringList head;
    for (int c = 0; c < columnCount(); ++c)
        head << horizontalHeaderItem(c)->text();
    lines << head.join(QLatin1Char('\t'));
    for (int r = 0; r < rowCount(); ++r) {
        QStringList cells;
        for (int c = 0; c < columnCount(); ++c)
            cells << (item(r, c) ? item(r, c)->text() : QString());
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace netloom
