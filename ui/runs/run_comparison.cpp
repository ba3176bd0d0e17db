// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/run_comparison.h"

#include "core/evaluation/candidates.h"
#include "core/project/run_differences.h"
#include "core/project/settings.h"
#include "ui/document/project_document.h"
#include "ui/evaluate/figures_table.h"
#include "ui/runs/run_tables.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/text_lines.h"
#include "ui/toolkit/value_text.h"

#include <QHeaderView>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

enum FigureColumn { FigureName, Current, Chosen, Difference };

/// As the forms have it: "AdamW", not "adamw".
QString settingWords(const Run& run, const std::string& key, const std::string& text)
{
    for (const FieldInfo& field : settingFields(run.training, run.split))
        if (field.key == key)
            return fieldText(field, text);
    return fromUtf8(text);
}

/// "-0.021 ± 0.035": half the interval's width; it need not lie evenly about the difference.
QString differenceText(const FigureDifference& each, bool withInterval)
{
    if (!each.difference)
        return QStringLiteral("–");
    QString text = FiguresTable::text(each.difference);
    if (each.interval && withInterval)
        text += QStringLiteral(" ± ") + FiguresTable::text((each.interval->high - each.interval->low) / 2);
    return text.replace(QLatin1Char(' '), QChar(QChar::Nbsp));
}

std::vector<std::string> featureNames(const Run& run)
{
    return run.fitted ? run.fitted->featureNames() : std::vector<std::string>();
}

/// "Only here: mean radius, mean area"
QString onlyIn(const std::vector<std::string>& these, const std::vector<std::string>& others)
{
    constexpr qsizetype kMost = 200;
    QStringList names;
    for (const std::string& name : these)
        if (std::ranges::find(others, name) == others.end())
            names << fromUtf8(name);
    return names.isEmpty() ? RunComparison::tr("All of these the other run has too")
                           : RunComparison::tr("Only here: %1").arg(shortened(names.join(QStringLiteral(", ")), kMost));
}

} // namespace

QString briefNetwork(const Run& run)
{
    return fromUtf8(networkTitle(run.network, run.training)).section(QLatin1Char(','), 0, 0);
}

QString runName(const Run& run)
{
    return run.name.empty() ? fromUtf8(run.id) : fromUtf8(run.name);
}

RunComparison::RunComparison(const ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_title(headingLabel({}, this)),
      m_settings(runTable("differences", {tr("Setting"), {}, {}}, this)),
      m_figures(runTable("comparedFigures", {tr("Figure"), {}, {}, tr("Diff.")}, this)),
      m_words(mutedLabel(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 6, 0, 0);
    column->setSpacing(6);
    m_title->setWordWrap(true);
    column->addWidget(m_title);
    m_settings->setAccessibleName(tr("Settings that differ"));
    m_settings->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_settings->setTextElideMode(Qt::ElideRight);
    m_settings->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_settings->horizontalHeader()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    column->addWidget(m_settings);
    m_figures->setAccessibleName(tr("Figures of both"));
    m_figures->horizontalHeaderItem(Difference)->setToolTip(tr("Difference: this one less the other"));
    QFont smaller = m_figures->font(); // four columns shall fit into a dock
    smaller.setPointSizeF(smaller.pointSizeF() * 0.92);
    m_figures->setFont(smaller);
    m_figures->horizontalHeader()->setFont(smaller);
    giveRest(*m_figures, FigureName);
    column->addWidget(m_figures);
    column->addWidget(m_words);
}

void RunComparison::compareWith(int place)
{
    const Project& project = m_document.project();
    const auto at = static_cast<std::size_t>(std::max(place, 0));
    const bool other = m_document.isOpen() && place >= 0 && at != project.current && at < project.runs.size();
    setVisible(other);
    if (!other) {
        m_job.cancel();
        m_on.reset();
        return;
    }
    const Run& chosen = project.runs[at];
    m_title->setText(tr("%1 beside %2").arg(runName(project.run()), runName(chosen)));
    // The runs' names where they are short enough for a narrow column.
    const QString roles[] = {tr("This"), tr("Other")};
    const QString names[] = {runName(project.run()), runName(chosen)};
    const int most = fontMetrics().horizontalAdvance(QStringLiteral("0.00000"));
    const bool brief =
        std::ranges::all_of(names, [&](const QString& name) { return fontMetrics().horizontalAdvance(name) <= most; });
    for (QTableWidget* table : {m_settings, m_figures})
        for (int i = 0; i < 2; ++i) {
            table->horizontalHeaderItem(Current + i)->setText(brief ? names[i] : roles[i]);
            table->horizontalHeaderItem(Current + i)
                ->setToolTip(QStringLiteral("<p>%1: %2</p>").arg(roles[i], names[i].toHtmlEscaped()));
        }
    showSettings(chosen);
    const std::shared_ptr<const PreparedData> prepared = m_document.sharedPrepared();
    const std::optional<Model> a = modelOf(project.run());
    const std::optional<Model> b = modelOf(chosen);
    if (a && b && prepared && prepared == m_on && a->weights.shares(m_a) && b->weights.shares(m_b))
        return;
    m_job.cancel();
    m_figures->hide();
    m_on.reset();
    m_found.reset();
    const bool sameParts = chosen.split == project.run().split;
    if (!prepared || prepared->split.test.empty() || !a || !b || !a->preparation || !b->preparation || !sameParts) {
        m_words->setText(!a || !b     ? tr("Figures are compared once both are trained.")
                         : !sameParts ? tr("The two divide the rows differently: one has learned rows that test the "
                                           "other, so their figures cannot be compared.")
                         : prepared && prepared->split.test.empty() ? tr("There are no test rows to compare on.")
                                                                    : m_document.dataProblem());
        return;
    }
    m_a = a->weights;
    m_b = b->weights;
    m_on = prepared;
    m_words->setText(tr("Being compared."));
    m_job.start(
        [prepared, a = *a, b = *b](const std::stop_token& stop, const ProgressFunction& progress) {
            const auto rows = [&](const Model& model) {
                return predictRows(model, targetRows(*model.preparation, *prepared->table, prepared->split.test));
            };
            return std::make_shared<const ModelComparison>(
                compareModels(rows(a), rows(b), 0.5, 0.5, EvaluationOptions(), stop, progress));
        },
        [this](const std::shared_ptr<const ModelComparison>& found) {
            m_found = found;
            showFigures();
        },
        [this](const QString& problem) { m_words->setText(problem); });
}

void RunComparison::showSettings(const Run& chosen)
{
    const Run& current = m_document.project().run();
    const std::vector<RunDifference> differences = runDifferences(current, chosen);
    const std::vector<std::string> inputs = featureNames(current);
    const std::vector<std::string> others = featureNames(chosen);
    const bool columns = !inputs.empty() && !others.empty() && inputs != others;
    const auto rows = static_cast<int>(differences.size());
    m_settings->setVisible(rows > 0 || columns);
    m_settings->setRowCount(rows + (columns ? 1 : 0));
    if (columns) {
        const QString texts[] = {tr("Inputs"), wholeNumber(static_cast<Index>(inputs.size())),
                                 wholeNumber(static_cast<Index>(others.size()))};
        const QString tips[] = {texts[0], onlyIn(inputs, others), onlyIn(others, inputs)};
        for (int c = 0; c < 3; ++c) {
            auto* item = new QTableWidgetItem(texts[c]);
            item->setToolTip(QStringLiteral("<p>%1</p>").arg(tips[c].toHtmlEscaped()));
            m_settings->setItem(rows, c, item);
        }
    }
    for (std::size_t i = 0; i < differences.size(); ++i) {
        const RunDifference& each = differences[i];
        QString name = fromUtf8(each.name);
        if (!name.isEmpty())
            name[0] = name[0].toUpper();
        const bool layers = each.key == "layers"; // as the list above tells them, whole in the tip
        const QString whole[] = {name, settingWords(current, each.key, each.a), settingWords(chosen, each.key, each.b)};
        const QString texts[] = {name, layers ? briefNetwork(current) : whole[1],
                                 layers ? briefNetwork(chosen) : whole[2]};
        for (int c = 0; c < 3; ++c) {
            auto* item = new QTableWidgetItem(texts[c].isEmpty() ? QStringLiteral("–") : texts[c]);
            item->setToolTip(QStringLiteral("<p>%1</p>").arg(whole[c].toHtmlEscaped()));
            m_settings->setItem(static_cast<int>(i), c, item);
        }
    }
    fitHeight(*m_settings);
}

/// Whether the intervals of the differences fit beside names that can be read.
bool RunComparison::isWide() const
{
    return width() >= 30 * QFontMetrics(m_figures->font()).averageCharWidth() + 160;
}

void RunComparison::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (!m_on || !m_found)
        return;
    // A scroll bar that comes with the height of the names, and goes without it, would come and go for ever.
    constexpr int kScrollBar = 20;
    if (isWide() != m_wide)
        showFigures();
    else if (width() < m_laidOutWidth || width() > m_laidOutWidth + kScrollBar)
        layOutFigures();
}

void RunComparison::showFigures()
{
    const ModelComparison& found = *m_found;
    m_wide = isWide();
    m_figures->setRowCount(static_cast<int>(found.figures.size()));
    for (std::size_t i = 0; i < found.figures.size(); ++i) {
        const FigureDifference& each = found.figures[i];
        const QString texts[] = {FiguresTable::briefName(each.info), FiguresTable::text(each.a),
                                 FiguresTable::text(each.b), differenceText(each, m_wide)};
        const bool clear = each.containsZero() && !*each.containsZero();
        QString sure = clear ? tr("The 95 % interval of the difference does not contain 0.")
                             : tr("By these rows the two cannot be told apart.");
        if (each.interval)
            sure = tr("95 % interval: %1 to %2. %3")
                       .arg(FiguresTable::text(each.interval->low), FiguresTable::text(each.interval->high), sure);
        for (int c = 0; c <= Difference; ++c) {
            auto* item = new QTableWidgetItem(texts[c]);
            const QString tip = c == Difference ? sure : c == FigureName ? fromUtf8(each.info.name) : texts[c];
            item->setToolTip(QStringLiteral("<p>%1</p>").arg(tip.toHtmlEscaped()));
            if (clear && c == Difference) {
                QFont bold = m_figures->font();
                bold.setWeight(QFont::DemiBold);
                item->setFont(bold);
            }
            m_figures->setItem(static_cast<int>(i), c, item);
        }
    }
    alignNumbers(*m_figures, Current);
    layOutFigures();
    m_figures->show();
    QString words = tr("On the same %1 test rows. A bold difference is one whose 95 % interval does not reach 0.")
                        .arg(wholeNumber(static_cast<Index>(found.rows.size())));
    if (m_wide)
        words += QLatin1Char(' ') + tr("± is half of that interval.");
    if (found.mcNemar)
        words += QLatin1Char(' ') +
                 tr("Rows that only this one gets right: %1; only the other: %2 (McNemar's exact p = %3).")
                     .arg(wholeNumber(found.mcNemar->onlyA), wholeNumber(found.mcNemar->onlyB),
                          shortNumber(found.mcNemar->exact));
    m_words->setText(words);
}

/// The numbers' columns no wider than they must be, the names in as many lines as they need in the rest.
void RunComparison::layOutFigures()
{
    const QFontMetrics metrics(font()); // of the style's headings
    m_laidOutWidth = width();
    int names = m_laidOutWidth;
    for (int c = Current; c <= Difference; ++c) {
        int width = metrics.horizontalAdvance(m_figures->horizontalHeaderItem(c)->text());
        for (int row = 0; row < m_figures->rowCount(); ++row)
            width = std::max(
                width,
                QFontMetrics(m_figures->item(row, c)->font()).horizontalAdvance(m_figures->item(row, c)->text()));
        m_figures->horizontalHeader()->setSectionResizeMode(c, QHeaderView::Fixed);
        m_figures->horizontalHeader()->resizeSection(c, width + 11);
        names -= width + 11;
    }
    const QFontMetrics small(m_figures->font());
    for (int row = 0; row < m_figures->rowCount(); ++row) {
        QTableWidgetItem* name = m_figures->item(row, FigureName);
        name->setText(inLines(FiguresTable::briefName(m_found->figures[static_cast<std::size_t>(row)].info), small,
                              names - 20, 2));
        const int lines = 1 + static_cast<int>(name->text().count(QLatin1Char('\n')));
        m_figures->setRowHeight(row, lines * small.height() + 8);
    }
    fitHeight(*m_figures);
}

} // namespace netloom
