// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_window.h"

#include "ui/data/cell_delegate.h"
#include "ui/data/column_detail.h"
#include "ui/data/columns_view.h"
#include "ui/data/parting_line.h"
#include "ui/data/rows_model.h"
#include "ui/data/table_statistics.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/screen_room.h"
#include "ui/toolkit/scrolled_page.h"
#include "ui/toolkit/value_text.h"

#include <QButtonGroup>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

constexpr int kRowsMeasured = 30;
constexpr int kColumnsMeasured = 200;
constexpr RowsModel::Part kParts[] = {RowsModel::Part::All, RowsModel::Part::Train, RowsModel::Part::Validation,
                                      RowsModel::Part::Test, RowsModel::Part::LeftOut};

} // namespace

DataWindow::DataWindow(ProjectDocument& document, TableStatistics& statistics, QWidget* parent)
    : QDialog(parent), m_document(document), m_statistics(statistics)
{
    setObjectName(QStringLiteral("dataWindow"));
    setWindowTitle(tr("Columns and rows"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildBar());
    column->addWidget(partingLine(this));
    m_pages = new QStackedWidget(this);
    m_pages->addWidget(buildColumns(statistics));
    m_pages->addWidget(buildRows());
    column->addWidget(m_pages, 1);
    connect(&statistics, &TableStatistics::changed, this, &DataWindow::update);
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (!m_document.isOpen())
            hide();
        else if (what & (Changes(Change::Data) | Change::Recipe | Change::Split))
            update();
    });
    resize(withinScreen(*this, {1340, 760}));
    showPage(Page::Columns);
    update();
}

QWidget* DataWindow::buildBar()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(20, 12, 20, 12);
    row->setSpacing(12);
    m_title = new QLabel(bar);
    m_title->setTextFormat(Qt::PlainText);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_summary = new ElidedLabel(20, bar);
    m_summary->setObjectName(QStringLiteral("muted"));
    row->addWidget(m_title);
    row->addWidget(m_summary, 1);
    m_part = new ChoiceBox(bar);
    m_part->setObjectName(QStringLiteral("part"));
    m_part->setAccessibleName(tr("Rows shown"));
    m_part->setToolTip(tr("Which rows are listed"));
    m_part->setMinimumWidth(m_part->fontMetrics().horizontalAdvance(tr("Validation (1,000,000)")) + 40);
    connect(m_part, &QComboBox::activated, this, [this](int index) {
        const int parts = static_cast<int>(std::size(kParts));
        if (index < parts)
            m_rowsModel->setPart(kParts[index]);
        else if (index - parts < m_rowsModel->folds())
            m_rowsModel->setFold(index - parts);
        m_rows->scrollToTop();
    });
    row->addWidget(m_part);
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    auto* group = new QButtonGroup(this);
    const auto segment = [&](const QString& text, const char* name, const char* place, Page page) {
        auto* button = new QToolButton(bar);
        button->setText(text);
        button->setObjectName(QString::fromLatin1(name));
        button->setProperty("segment", QString::fromLatin1(place));
        button->setCheckable(true);
        button->setFocusPolicy(Qt::StrongFocus);
        group->addButton(button);
        segments->addWidget(button);
        connect(button, &QToolButton::clicked, this, [this, page] { showPage(page); });
        return button;
    };
    m_columnsButton = segment(tr("Columns"), "columnsPage", "first", Page::Columns);
    m_rowsButton = segment(tr("Rows"), "rowsPage", "last", Page::Rows);
    row->addLayout(segments);
    return bar;
}

QWidget* DataWindow::buildColumns(TableStatistics& statistics)
{
    auto* page = new QWidget(this);
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    auto* splitter = new QSplitter(Qt::Horizontal, page);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    auto* table = new QWidget(splitter);
    auto* inside = new QHBoxLayout(table);
    inside->setContentsMargins(20 - CellDelegate::kMargin, 6, 0, 0); // cells stand under the title
    auto* view = new ColumnsView(m_document, statistics, false, table);
    inside->addWidget(view);
    auto* detail = new ColumnDetail(m_document, statistics);
    auto* scroll = new ScrolledPage(detail, splitter);
    scroll->setMinimumWidth(280);
    splitter->addWidget(table);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({1010, 330});
    connect(view, &ColumnsView::columnChosen, detail, &ColumnDetail::setColumn);
    detail->setColumn(view->currentIndex().row());
    outer->addWidget(splitter, 1);
    m_remarks = new QLabel(page);
    m_remarks->setObjectName(QStringLiteral("warningRemark"));
    m_remarks->setTextFormat(Qt::PlainText);
    m_remarks->setWordWrap(true);
    m_remarks->setContentsMargins(20, 10, 20, 10);
    outer->addWidget(m_remarks);
    return page;
}

QWidget* DataWindow::buildRows()
{
    m_rowsModel = new RowsModel(m_document, this);
    m_rows = new QTableView(this);
    m_rows->setObjectName(QStringLiteral("rows"));
    m_rows->setAccessibleName(tr("Rows of the data"));
    m_rows->setModel(m_rowsModel);
    m_rows->setItemDelegate(new CellDelegate(m_rows));
    m_rows->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_rows->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_rows->setWordWrap(false);
    m_rows->setTabKeyNavigation(false);
    m_rows->setCornerButtonEnabled(false);
    m_rows->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_rows->horizontalHeader()->setHighlightSections(false);
    m_rows->verticalHeader()->setHighlightSections(false);
    m_rows->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_rows->verticalHeader()->setDefaultSectionSize(m_rows->fontMetrics().height() + 8);
    connect(m_rowsModel, &QAbstractItemModel::modelReset, this, &DataWindow::updateParts);
    return m_rows;
}

void DataWindow::showPage(Page page)
{
    const bool rows = page == Page::Rows;
    m_pages->setCurrentIndex(rows ? 1 : 0);
    (rows ? m_rowsButton : m_columnsButton)->setChecked(true);
    m_part->setVisible(rows);
    updateLive();
}

void DataWindow::showChosen(const QString& title, std::vector<Index> rows)
{
    m_chosenTitle = title;
    m_rowsModel->showChosen(std::move(rows));
    showPage(Page::Rows);
    m_rows->scrollToTop();
}

void DataWindow::setFolds(std::vector<std::vector<Index>> folds)
{
    m_rowsModel->setFolds(std::move(folds));
}

void DataWindow::updateLive()
{
    m_rowsModel->setLive(isVisible() && m_rowsButton->isChecked());
}

void DataWindow::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    updateLive();
}

void DataWindow::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    updateLive();
}

void DataWindow::update()
{
    const Table* table = m_document.table();
    const QLocale locale;
    m_title->setText(table ? m_document.dataName() : tr("No data"));
    QStringList facts;
    if (table)
        facts.append(tr("%1 rows × %2 columns")
                         .arg(locale.toString(static_cast<qlonglong>(table->rows)),
                              locale.toString(static_cast<qlonglong>(table->columns.size()))));
    const TableStats* stats = m_statistics.table();
    if (stats && !stats->classBalance.empty()) {
        Index all = 0;
        for (const auto& [label, count] : stats->classBalance)
            all += count;
        QStringList shares;
        for (const auto& [label, count] : stats->classBalance)
            if (shares.size() < 4)
                shares.append(tr("%1 %2 %").arg(
                    shortened(valueLabel(label), 24),
                    locale.toString(100.0 * static_cast<double>(count) / static_cast<double>(all), 'f', 0)));
        if (stats->classBalance.size() > 4)
            shares.append(tr("and %1 more classes").arg(stats->classBalance.size() - 4));
        facts.append(shares.join(QStringLiteral(", ")));
    }
    m_summary->setText(facts.join(QStringLiteral(" · ")));
    QStringList remarks;
    if (stats)
        for (const DataRemark& remark : stats->remarks)
            remarks.append(fromUtf8(remark.text));
    m_remarks->setText(remarks.mid(0, 4).join(QLatin1Char('\n')));
    m_remarks->setVisible(!remarks.isEmpty());
}

void DataWindow::updateParts()
{
    m_part->clear();
    for (const RowsModel::Part part : kParts)
        m_part->addItem(QStringLiteral("%1 (%2)").arg(
            RowsModel::partTitle(part), QLocale().toString(static_cast<qlonglong>(m_rowsModel->rowsIn(part)))));
    for (int fold = 0; fold < m_rowsModel->folds(); ++fold)
        m_part->addItem(tr("Fold %1 (%2)")
                            .arg(QLocale().toString(fold + 1),
                                 QLocale().toString(static_cast<qlonglong>(m_rowsModel->rowsInFold(fold)))));
    if (m_rowsModel->showsChosen()) {
        m_part->addItem(m_chosenTitle);
        m_part->setCurrentIndex(m_part->count() - 1);
        fitRows();
        return;
    }
    const auto* at = std::find(std::begin(kParts), std::end(kParts), m_rowsModel->part());
    m_part->setCurrentIndex(m_rowsModel->fold() >= 0 ? static_cast<int>(std::size(kParts)) + m_rowsModel->fold()
                                                     : static_cast<int>(at - std::begin(kParts)));
    fitRows();
}

void DataWindow::fitRows()
{
    // Once for a table; later the widths are the user's.
    if (m_fitted == m_document.table() || !m_document.table())
        return;
    m_fitted = m_document.table();
    const QFontMetrics metrics = m_rows->fontMetrics();
    const int rows = std::min(kRowsMeasured, m_rowsModel->rowCount());
    for (int c = 0; c < std::min(kColumnsMeasured, m_rowsModel->columnCount()); ++c) {
        int width = metrics.horizontalAdvance(m_rowsModel->headerData(c, Qt::Horizontal, Qt::DisplayRole).toString());
        for (int r = 0; r < rows; ++r)
            width = std::max(width, metrics.horizontalAdvance(m_rowsModel->index(r, c).data().toString()));
        m_rows->setColumnWidth(c, std::clamp(width + 18, 56, 240));
    }
}

} // namespace netloom
