// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/evaluate/figures_table.h"

#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/text_lines.h"
#include "ui/toolkit/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr std::size_t kGroupsBeside = 5; // that have a column each; of more, each has a row
constexpr int kLinesOfHead = 3;          // of a head that wraps
constexpr int kLettersOfHead = 4;        // that a line of it has at least
constexpr int kFigureMargin = 2;         // pixels beside the text of a cell
constexpr int kBelow = Qt::UserRole;     // what is written below the text

/// Amounts with three digits: 50.6k, 1.2M, in the unit of the larger end.
QString shortAmount(double value, double largest)
{
    if (largest < 1e4 || largest >= 1e9)
        return FiguresTable::text(value);
    const bool millions = largest >= 1e6;
    const double shown = value / (millions ? 1e6 : 1e3);
    return withMinus(QLocale().toString(shown, 'f', std::abs(shown) < 99.95 ? 1 : 0)) +
           (millions ? QStringLiteral("M") : QStringLiteral("k"));
}

/// @param whole  as the figure itself is written; else as narrow as can be: shares with two decimals, amounts with
///               three digits
QString intervalText(const Figure& figure, bool whole = false)
{
    if (!figure.interval)
        return QStringLiteral("–");
    constexpr double kRounding = 1e-9;
    const auto [low, high] = std::pair(figure.interval->low, figure.interval->high);
    const bool share = high <= 1 + kRounding && low >= 0;
    const double largest = std::max(std::abs(low), std::abs(high));
    const auto end = [&](double value) {
        return whole   ? FiguresTable::text(value)
               : share ? QLocale().toString(value, 'f', 2)
                       : shortAmount(value, largest);
    };
    return QStringLiteral("%1…%2").arg(end(low), end(high));
}

/// Abbreviations as the field writes them; the tool tip has the whole name.
QString shortName(const FigureInfo& info)
{
    static const std::pair<const char*, const char*> list[] = {
        {"balanced_accuracy", "bal. accuracy"},
        {"mcc", "MCC"},
        {"cohen_kappa", "Cohen's κ"},
        {"auc", "ROC AUC"},
        {"average_precision", "avg. prec."},
        {"macro_precision", "macro prec."},
        {"macro_recall", "macro recall"},
        {"macro_f1", "macro F1"},
        {"weighted_f1", "weighted F1"},
        {"auc_macro", "macro AUC"},
        {"exact_match", "all right"},
        {"binary_accuracy", "accuracy"},
        {"root_mean_squared_error", "RMSE"},
        {"mean_absolute_error", "MAE"},
        {"median_absolute_error", "median AE"},
        {"mean_residual", "mean residual"},
        {"mean_absolute_percentage_error", "MAPE"},
        {"wape", "WAPE"},
        {"explained_variance", "expl. variance"},
        {"correlation", "correlation"},
        {"log_loss", "log loss"},
        {"brier", "Brier score"},
    };
    for (const auto& [key, name] : list)
        if (info.key == key)
            return QString::fromUtf8(name);
    return fromUtf8(info.name);
}

/// Of a line of a table with many columns.
QString symbolOf(const FigureInfo& info)
{
    static const std::pair<const char*, const char*> list[] = {{"balanced_accuracy", "bal. acc."},
                                                               {"average_precision", "AP"},
                                                               {"median_absolute_error", "MedAE"},
                                                               {"mean_residual", "bias"},
                                                               {"explained_variance", "EV"},
                                                               {"correlation", "r"},
                                                               {"cohen_kappa", "κ"},
                                                               {"auc", "AUC"},
                                                               {"brier", "Brier"},
                                                               {"macro_precision", "macro P"},
                                                               {"macro_recall", "macro R"},
                                                               {"weighted_f1", "wtd. F1"},
                                                               {"specificity", "spec."},
                                                               {"precision", "prec."}};
    for (const auto& [key, name] : list)
        if (info.key == key)
            return QString::fromUtf8(name);
    return shortName(info);
}

/// A word per line, for the head of a narrow column.
QString inWords(QString text)
{
    return text.replace(QLatin1Char(' '), QLatin1Char('\n'));
}

/// Amounts with three digits; the tool tip has them whole.
QString shortFigure(const Figure& figure)
{
    return figure.value && std::abs(*figure.value) >= 1e4 ? shortAmount(*figure.value, std::abs(*figure.value))
                                                          : FiguresTable::text(figure.info, figure.value);
}

QString tipOf(const Figure& figure)
{
    QStringList lines{fromUtf8(figure.info.name)};
    if (figure.value)
        lines << withPower(QLocale().toString(*figure.value, 'g', 8));
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

/// Cells with narrower margins than the style's, and with what has no column of its own below the text.
class FigureDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem cell = option;
        initStyleOption(&cell, index);
        if (cell.state.testFlag(QStyle::State_Selected))
            painter->fillRect(cell.rect, cell.palette.color(QPalette::Highlight));
        const QRect place = cell.rect.adjusted(kFigureMargin, 0, -kFigureMargin, 0);
        const QString below = index.data(kBelow).toString();
        painter->save();
        painter->setPen(cell.palette.color(QPalette::Text));
        painter->setFont(cell.font);
        const int line = below.isEmpty() ? place.height() : place.height() / 2;
        painter->drawText(QRect(place.left(), place.top(), place.width(), line), cell.displayAlignment, cell.text);
        if (!below.isEmpty()) {
            painter->setFont(static_cast<const QWidget*>(parent())->font());
            painter->setPen(Theme::current().textMuted);
            painter->drawText(QRect(place.left(), place.top() + line, place.width(), line), cell.displayAlignment,
                              below);
        }
        painter->restore();
    }
};

} // namespace

FiguresTable::FiguresTable(QWidget* parent) : QTableWidget(parent)
{
    setEditTriggers(NoEditTriggers);
    setItemDelegate(new FigureDelegate(this));
    horizontalHeader()->setStyleSheet(QStringLiteral("QHeaderView::section { padding: 4px %1px; }").arg(kFigureMargin));
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
    horizontalHeader()->setMinimumSectionSize(16);
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
    constexpr double kRounding = 1e-12;
    const double size = std::abs(*value);
    if (size < kRounding)
        return QStringLiteral("0");
    if (size < 10 && size >= 0.0005)
        return withMinus(QLocale().toString(*value, 'f', 3));
    if (size >= 1000 && size < 1e9) // money and the like: as people write it
        return withMinus(QLocale().toString(std::round(*value), 'f', 0));
    if (size < 0.0005)
        return withPower(QLocale().toString(*value, 'g', 1));
    return shortNumber(*value);
}

QString FiguresTable::text(const FigureInfo& info, const std::optional<double>& value)
{
    constexpr double kSmallest = 0.0005;
    return value && *value != 0 && !info.inUnits && std::abs(*value) < kSmallest ? QLocale().toString(0.0, 'f', 3)
                                                                                 : text(value);
}

QString FiguresTable::briefName(const FigureInfo& info)
{
    return shortName(info);
}

void FiguresTable::begin(std::vector<Head> heads)
{
    clear();
    for (const int column : m_folds)
        setColumnHidden(column, false);
    m_folds.clear();
    m_heads = std::move(heads);
    m_names.clear();
    setRowCount(0);
    setColumnCount(static_cast<int>(m_heads.size()));
    for (int c = 0; c < columnCount(); ++c) {
        const Head& head = m_heads[static_cast<std::size_t>(c)];
        auto* item = new QTableWidgetItem(head.text);
        item->setTextAlignment((c == 0 ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
        item->setToolTip(head.tip.isEmpty() ? head.text : head.tip);
        setHorizontalHeaderItem(c, item);
    }
}

void FiguresTable::put(int row, int column, const QString& text, const QString& tip, bool strong)
{
    if (row >= rowCount())
        setRowCount(row + 1);
    if (column == 0)
        m_names << text;
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
    horizontalHeader()->setSectionResizeMode(QHeaderView::Interactive);
    fit();
}

/// What stands below the column before it; a count says what it counts.
QString FiguresTable::belowText(int row, int column) const
{
    const QString text = item(row, column) ? item(row, column)->text() : QString();
    return column > 1 || text.isEmpty() ? text : tr("%1 rows").arg(text);
}

/// Without the room around the text.
int FiguresTable::widthOf(int column, bool brief) const
{
    const Head& head = m_heads[static_cast<std::size_t>(column)];
    const QString& text = brief && !head.brief.isEmpty() ? head.brief : head.text;
    const QFontMetrics headed = horizontalHeader()->fontMetrics();
    int width = headed.size(0, text).width() + 1;
    if (head.wraps && brief)
        width = std::min(width, headed.averageCharWidth() * kLettersOfHead);
    for (int r = 0; r < rowCount(); ++r) {
        const QTableWidgetItem* each = item(r, column);
        const QString whole = column == 0 ? m_names.value(r) : each ? each->text() : QString();
        const QFont own = each ? each->font().resolve(font()) : font();
        width = std::max(width, QFontMetrics(own).horizontalAdvance(whole) + 1);
    }
    return width;
}

/// Narrow columns of numbers; the names take what is left. Where that is little, heads are brief and gaps small, then
/// columns stand below those before them, before the table has to be scrolled.
void FiguresTable::fit()
{
    struct Step {
        int room;          // around a text
        bool brief;        // heads
        int leastOfName;   // characters
        std::size_t folds; // how many of m_folds
    };
    const std::size_t all = m_folds.size();
    const Step steps[] = {{12, false, 13, 0}, {12, true, 13, 0},   {8, true, 11, 0},   {12, false, 13, 1},
                          {8, true, 11, 1},   {12, true, 13, all}, {8, true, 11, all}, {4, true, 6, 1},
                          {4, true, 6, all},  {2, true, 5, all}};
    const int whole = viewport()->width();
    int names = 0;
    const auto isNarrow = [](const Step& step) { return step.leastOfName < 11; }; // then the first head is brief, too
    const auto isFolded = [this](const Step& step, int column) {
        const auto end = m_folds.begin() + static_cast<std::ptrdiff_t>(step.folds);
        return std::find(m_folds.begin(), end, column) != end;
    };
    const auto fits = [&](const Step& step) {
        int others = 0;
        for (int c = 1; c < columnCount(); ++c) {
            if (isFolded(step, c))
                continue;
            int width = widthOf(c, step.brief);
            if (isFolded(step, c + 1))
                width = std::max(width, widthOf(c + 1, step.brief));
            setColumnWidth(c, width + step.room);
            others += width + step.room;
        }
        const int wanted = widthOf(0, isNarrow(step)) + step.room;
        const Head& first = m_heads.front();
        const QString& headed = isNarrow(step) && !first.brief.isEmpty() ? first.brief : first.text;
        const int head = horizontalHeader()->fontMetrics().size(0, headed).width() + 1;
        const int least =
            std::min(wanted, std::max(head, fontMetrics().averageCharWidth() * step.leastOfName) + step.room);
        names = std::clamp(whole - others, least, wanted);
        return others + least <= whole;
    };
    const auto* taken = std::find_if(std::begin(steps), std::end(steps),
                                     [&](const Step& step) { return step.folds <= all && fits(step); });
    const bool scrolled = taken == std::end(steps);
    if (scrolled) { // then with room
        taken = &steps[1];
        fits(*taken);
    }
    setColumnWidth(0, names);
    shareRoom(whole - horizontalHeader()->length());
    const auto headText = [&](int column) {
        const Head& head = m_heads[static_cast<std::size_t>(column)];
        if (head.wraps)
            return inLines(head.text, horizontalHeader()->fontMetrics(), columnWidth(column) - 2 * kFigureMargin,
                           kLinesOfHead);
        const bool brief = column == 0 ? isNarrow(*taken) : taken->brief;
        return brief && !head.brief.isEmpty() ? head.brief : head.text;
    };
    const bool folded = taken->folds > 0;
    for (int c = 0; c < columnCount(); ++c) {
        const bool below = c + 1 < columnCount() && isFolded(*taken, c + 1);
        // An interval and a number of rows are known without a head.
        horizontalHeaderItem(c)->setText(below && c > 1 ? headText(c) + QLatin1Char('\n') + headText(c + 1)
                                                        : headText(c));
        setColumnHidden(c, isFolded(*taken, c));
        for (int r = 0; r < rowCount(); ++r)
            if (QTableWidgetItem* each = item(r, c))
                each->setData(kBelow, below ? belowText(r, c + 1) : QString());
    }
    QStringList shown = elidedApart(m_names, fontMetrics(), names - 2 * kFigureMargin);
    if (folded && m_folds.front() > 1) // the rows have a second line
        for (qsizetype r = 0; r < shown.size(); ++r)
            shown[r] = inLines(m_names[r], fontMetrics(), names - 2 * kFigureMargin, 2);
    for (int r = 0; r < rowCount(); ++r)
        if (QTableWidgetItem* each = item(r, 0))
            each->setText(shown.value(r));
    const int row = fontMetrics().height() * (folded ? 2 : 1) + 7;
    verticalHeader()->setDefaultSectionSize(row);
    const int bar = !scrolled ? 2 : horizontalScrollBar()->sizeHint().height() + 2;
    setFixedHeight(horizontalHeader()->sizeHint().height() + rowCount() * row + bar);
}

/// What is left goes to the columns whose heads wrap, as far as they can use it.
void FiguresTable::shareRoom(int room)
{
    const QFontMetrics headed = horizontalHeader()->fontMetrics();
    const auto wanted = [&](int column) {
        return headed.horizontalAdvance(m_heads[static_cast<std::size_t>(column)].text) + 2 * kFigureMargin + 1;
    };
    std::vector<int> columns;
    for (int c = 0; c < columnCount(); ++c)
        if (m_heads[static_cast<std::size_t>(c)].wraps && columnWidth(c) < wanted(c))
            columns.push_back(c);
    // The least in want first: what they leave is there for the others.
    std::sort(columns.begin(), columns.end(),
              [&](int a, int b) { return wanted(a) - columnWidth(a) < wanted(b) - columnWidth(b); });
    for (std::size_t i = 0; i < columns.size() && room > 0; ++i) {
        const int share =
            std::min(room / static_cast<int>(columns.size() - i), wanted(columns[i]) - columnWidth(columns[i]));
        setColumnWidth(columns[i], columnWidth(columns[i]) + share);
        room -= share;
    }
}

void FiguresTable::showPart(const PartEvaluation& part)
{
    const bool yardsticks = !part.linearName.empty();
    const QString rows = part.rows.size() == 1 ? tr("1 row") : tr("%1 rows").arg(wholeNumber(part.rows.size()));
    std::vector<Head> heads{{rows, inWords(rows)}, {tr("value")}, {tr("95 %"), {}, tr("95 % interval")}};
    if (yardsticks) {
        heads.push_back({tr("linear"), tr("lin."), fromUtf8(part.linearName)});
        heads.push_back({tr("const."), {}, fromUtf8(part.constantName)});
    }
    begin(std::move(heads));
    int row = 0;
    for (const Figure& figure : part.figures) {
        const QString tip = tipOf(figure);
        put(row, 0, shortName(figure.info), tip);
        put(row, 1, FiguresTable::text(figure.info, figure.value), tip, true);
        put(row, 2, intervalText(figure), tip);
        if (figure.probablyTooNarrow || !figure.interval)
            item(row, 2)->setForeground(palette().color(QPalette::Disabled, QPalette::Text));
        if (yardsticks) {
            put(row, 3, FiguresTable::text(figure.info, figure.linear), tip);
            put(row, 4, FiguresTable::text(figure.info, figure.constant), tip);
        }
        ++row;
    }
    m_folds = yardsticks ? std::vector<int>{2, 4} : std::vector<int>{2};
    end();
}

void FiguresTable::showParts(const std::vector<PartEvaluation>& parts)
{
    std::vector<Head> heads{{tr("figure")}};
    for (const PartEvaluation& part : parts)
        heads.push_back({fromUtf8(part.part)});
    begin(std::move(heads));
    put(0, 0, tr("rows"));
    for (std::size_t p = 0; p < parts.size(); ++p)
        put(0, static_cast<int>(p) + 1, wholeNumber(parts[p].rows.size()));
    for (std::size_t f = 0; f < parts.front().figures.size(); ++f) {
        const int row = static_cast<int>(f) + 1;
        put(row, 0, shortName(parts.front().figures[f].info), tipOf(parts.front().figures[f]));
        for (std::size_t p = 0; p < parts.size(); ++p)
            put(row, static_cast<int>(p) + 1, FiguresTable::text(parts[p].figures[f].info, parts[p].figures[f].value),
                tipOf(parts[p].figures[f]), true);
    }
    end();
}

void FiguresTable::showClasses(const PartEvaluation& part)
{
    begin({{tr("class")},
           {tr("rows")},
           {tr("precision"), tr("prec."), tr("precision")},
           {tr("recall")},
           {tr("F1")},
           {tr("AUC"), {}, tr("area under the ROC curve")}});
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
    m_folds = {1};
    end();
}

void FiguresTable::showGroups(const QStringList& names, const std::vector<std::vector<Figure>>& figures,
                              const std::vector<Index>& rows)
{
    if (figures.empty() || figures.size() > kGroupsBeside) {
        std::vector<Head> heads{{tr("group")}, {tr("rows")}};
        if (!figures.empty())
            for (const Figure& figure : figures.front())
                heads.push_back({shortName(figure.info), inWords(shortName(figure.info)), fromUtf8(figure.info.name)});
        begin(std::move(heads));
        for (std::size_t g = 0; g < figures.size(); ++g) {
            const int row = static_cast<int>(g);
            put(row, 0, names.value(row), names.value(row));
            put(row, 1, wholeNumber(rows[g]));
            for (std::size_t f = 0; f < figures[g].size(); ++f)
                put(row, static_cast<int>(f) + 2, shortFigure(figures[g][f]), tipOf(figures[g][f]));
        }
        m_folds = {1};
        end();
        return;
    }
    std::vector<Head> heads{{tr("figure")}};
    for (const QString& name : names)
        heads.push_back({name, {}, name, true});
    begin(std::move(heads));
    put(0, 0, tr("rows"));
    for (std::size_t f = 0; f < figures.front().size(); ++f)
        put(static_cast<int>(f) + 1, 0, symbolOf(figures.front()[f].info), fromUtf8(figures.front()[f].info.name));
    for (std::size_t g = 0; g < figures.size(); ++g) {
        const int column = static_cast<int>(g) + 1;
        put(0, column, wholeNumber(rows[g]));
        for (std::size_t f = 0; f < figures[g].size(); ++f)
            put(static_cast<int>(f) + 1, column, shortFigure(figures[g][f]), tipOf(figures[g][f]));
    }
    end();
}

void FiguresTable::resizeEvent(QResizeEvent* event)
{
    QTableWidget::resizeEvent(event);
    if (columnCount() > 0 && event->size().width() != event->oldSize().width())
        fit();
}

QString FiguresTable::asText() const
{
    QStringList lines;
    QStringList head;
    for (int c = 0; c < columnCount(); ++c)
        head << m_heads[static_cast<std::size_t>(c)].text;
    lines << head.join(QLatin1Char('\t'));
    for (int r = 0; r < rowCount(); ++r) {
        QStringList cells;
        for (int c = 0; c < columnCount(); ++c)
            cells << (c == 0 ? m_names.value(r) : item(r, c) ? item(r, c)->text() : QString());
        lines << cells.join(QLatin1Char('\t'));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace netloom
