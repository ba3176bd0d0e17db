// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/data_panel.h"

#include "ui/data/cell_delegate.h"
#include "ui/data/column_detail.h"
#include "ui/data/columns_view.h"
#include "ui/data/computed_column_dialog.h"
#include "ui/data/data_window.h"
#include "ui/data/generator_form.h"
#include "ui/data/split_form.h"
#include "ui/data/table_statistics.h"
#include "ui/document/project_document.h"
#include "ui/evaluate/cross_validation_dialog.h"
#include "ui/toolkit/empty_state.h"
#include "ui/toolkit/flow_layout.h"
#include "ui/toolkit/scrolled_page.h"
#include "ui/toolkit/value_text.h"
#include "ui/toolkit/wrapped_label.h"

#include <QLabel>
#include <QLocale>
#include <QPointer>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>

namespace netloom {

class DataPanel::Private
{
public:
    Private(DataPanel& panel, ProjectDocument& doc) : q(panel), document(doc), statistics(doc) {}

    void build();
    QWidget* buildTop();
    void update();
    void show(DataWindow::Page page);
    QPushButton* link(const QString& text, const char* name, const QString& tip, QWidget* parent);

    DataPanel& q;
    ProjectDocument& document;
    TableStatistics statistics;
    QLabel* title = nullptr;
    QLabel* problem = nullptr;
    QLabel* remarks = nullptr;
    QPushButton* reading = nullptr;
    QPushButton* rows = nullptr;
    QPushButton* computed = nullptr;
    QPushButton* validation = nullptr;
    SplitForm* split = nullptr;
    ColumnsView* view = nullptr;
    QSplitter* splitter = nullptr; ///< the columns, and what is known of the chosen one
    QWidget* emptyPage = nullptr;  ///< without a table
    ColumnDetail* detail = nullptr;
    QPointer<DataWindow> window;
    QPointer<CrossValidationDialog> folds;
    std::vector<std::vector<Index>> testedRows; ///< of the last cross-validation, fold by fold
    const Table* testedTable = nullptr;         ///< which it was done with
};

QPushButton* DataPanel::Private::link(const QString& text, const char* name, const QString& tip, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QString::fromLatin1(name));
    button->setProperty("link", true);
    button->setToolTip(tip);
    return button;
}

QWidget* DataPanel::Private::buildTop()
{
    auto* top = new QWidget(&q);
    auto* column = new QVBoxLayout(top);
    column->setContentsMargins(12, 0, 12, 8);
    column->setSpacing(8);
    const auto label = [top](const char* name) {
        auto* text = new WrappedLabel(top);
        text->setObjectName(QString::fromLatin1(name));
        return text;
    };
    title = label("heading");
    problem = label("fieldRemark");
    remarks = label("warningRemark");
    column->addWidget(title);
    column->addWidget(problem);
    auto* links = new FlowLayout(9, 4);
    links->setContentsMargins(-3, 0, 0, 0); // links have a frame for the focus
    rows = link(DataPanel::tr("Show data…"), "columnsAndRows",
                DataPanel::tr("All that is known of the columns, and the rows of each part, in a window of their own"),
                top);
    reading = link(DataPanel::tr("Reading options…"), "readingOptions",
                   DataPanel::tr("How the file is read: delimiter, types, roles"), top);
    computed = link(DataPanel::tr("Compute a column…"), "computeColumn",
                    DataPanel::tr("A further input from a formula over the columns, such as x*x"), top);
    links->addWidget(rows);
    links->addWidget(reading);
    column->addLayout(links);
    column->addWidget(remarks);
    column->addWidget(new GeneratorForm(document, top));
    split = new SplitForm(document, top);
    column->addWidget(split);
    validation = link(DataPanel::tr("Cross-validation…"), "crossValidationLink",
                      DataPanel::tr("Tries the network on every row, fold by fold"), top);
    QObject::connect(validation, &QPushButton::clicked, &q, &DataPanel::showCrossValidation);
    auto* below = new FlowLayout(9, 4);
    below->setContentsMargins(-3, 0, 0, 0);
    below->addWidget(validation);
    below->addWidget(computed);
    column->addLayout(below);
    return top;
}

void DataPanel::Private::build()
{
    auto* content = new QWidget;
    ScrolledPage::fill(q, content); // where the panel is too low for the form and some rows of the table
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 8, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildTop());
    emptyPage = new QWidget(&q);
    auto* emptyColumn = new QVBoxLayout(emptyPage);
    emptyColumn->setContentsMargins(12, 0, 12, 8);
    auto* empty =
        new EmptyState(DataPanel::tr("A CSV's columns become the network's inputs and what it learns to predict."),
                       DataPanel::tr("Open a CSV…"), emptyPage);
    QObject::connect(empty, &EmptyState::clicked, &q, &DataPanel::openDataRequested);
    emptyColumn->addWidget(empty);
    emptyColumn->addStretch(1);
    column->addWidget(emptyPage, 1);
    splitter = new QSplitter(Qt::Vertical, &q);
    splitter->setHandleWidth(1);
    splitter->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored); // what is left, but not below its minimum
    splitter->setChildrenCollapsible(false);
    auto* table = new QWidget(splitter);
    auto* inside = new QHBoxLayout(table);
    inside->setContentsMargins(CellDelegate::kMargin, 0, 0, 0); // cells stand under the text above
    view = new ColumnsView(document, statistics, true, table);
    inside->addWidget(view);
    table->setMinimumHeight(96);
    detail = new ColumnDetail(document, statistics);
    auto* scroll = new ScrolledPage(detail, splitter);
    scroll->setObjectName(QStringLiteral("columnDetail"));
    scroll->setMinimumHeight(96);
    splitter->addWidget(table);
    splitter->addWidget(scroll);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({300, 300});
    column->addWidget(splitter, 1);

    QObject::connect(view, &ColumnsView::columnChosen, detail, &ColumnDetail::setColumn);
    QObject::connect(reading, &QPushButton::clicked, &q, &DataPanel::readingOptionsRequested);
    QObject::connect(computed, &QPushButton::clicked, &q, &DataPanel::computeColumn);
    QObject::connect(rows, &QPushButton::clicked, &q, &DataPanel::showColumns);
    QObject::connect(&statistics, &TableStatistics::changed, &q, [this] { update(); });
    QObject::connect(&document, &ProjectDocument::changed, &q, [this](Changes what) {
        if (what & (Changes(Change::Data) | Change::Recipe | Change::Split))
            update();
    });
    detail->setColumn(view->currentIndex().row());
    update();
}

void DataPanel::Private::update()
{
    const Table* table = document.table();
    const QLocale locale;
    emptyPage->setVisible(!table);
    splitter->setVisible(table != nullptr);
    title->setText(!table ? DataPanel::tr("No data")
                          : DataPanel::tr("%1 · %2 rows, %3 columns")
                                .arg(document.dataName(), locale.toString(static_cast<qlonglong>(table->rows)),
                                     locale.toString(static_cast<qlonglong>(table->columns.size()))));
    QString trouble = document.dataProblem();
    if (trouble.isEmpty() && document.target() && document.target()->task == Task::None)
        for (const Fault& fault : document.faults())
            if (fault.layer < 0 && fault.field.empty())
                trouble = fromUtf8(fault.text);
    problem->setText(trouble);
    problem->setVisible(!trouble.isEmpty());
    QStringList sentences;
    if (const TableStats* stats = statistics.table())
        for (const DataRemark& remark : stats->remarks)
            sentences.append(fromUtf8(remark.text));
    remarks->setText(sentences.mid(0, 1).join(QString()) +
                     (sentences.size() > 1 ? DataPanel::tr(" And %1 more.").arg(sentences.size() - 1) : QString()));
    remarks->setToolTip(sentences.isEmpty() ? QString()
                                            : QStringLiteral("<p>%1</p>")
                                                  .arg(sentences.mid(0, 20)
                                                           .join(QLatin1Char('\n'))
                                                           .toHtmlEscaped()
                                                           .replace(QLatin1Char('\n'), QStringLiteral("<br>"))));
    remarks->setVisible(!sentences.isEmpty());
    reading->setVisible(table && document.project().data.source == DataReference::Source::File);
    rows->setVisible(table != nullptr);
    computed->setVisible(table != nullptr);
    computed->setEnabled(!document.isPreparing());
    split->setVisible(table != nullptr);
    validation->setVisible(table != nullptr);
}

void DataPanel::Private::show(DataWindow::Page page)
{
    if (!document.table())
        return;
    if (!window) {
        window = new DataWindow(document, statistics, q.window());
        if (testedTable == document.table())
            window->setFolds(testedRows);
    }
    window->showPage(page);
    window->show();
    window->raise();
    window->activateWindow();
}

DataPanel::DataPanel(ProjectDocument& document, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document))
{
    d->build();
}

DataPanel::~DataPanel()
{
    delete d->folds.data();
    delete d->window.data(); // it refers to the statistics
}

void DataPanel::showColumns()
{
    d->show(DataWindow::Page::Columns);
}

void DataPanel::showCrossValidation()
{
    if (!d->document.table())
        return;
    if (!d->folds) {
        d->folds = new CrossValidationDialog(d->document, window());
        connect(d->folds, &CrossValidationDialog::resultChanged, this, [this] {
            d->testedRows.clear();
            for (const FoldResult& fold : d->folds->result()->folds)
                d->testedRows.push_back(fold.split.test);
            d->testedTable = d->document.table();
            if (d->window)
                d->window->setFolds(d->testedRows);
        });
    }
    d->folds->show();
    d->folds->raise();
    d->folds->activateWindow();
}

void DataPanel::showChosenRows(const QString& title, const std::vector<Index>& rows)
{
    d->show(DataWindow::Page::Rows);
    if (d->window)
        d->window->showChosen(title, rows);
}

void DataPanel::computeColumn()
{
    if (!d->document.table())
        return;
    auto* dialog = new ComputedColumnDialog(d->document, {}, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void DataPanel::showRows()
{
    d->show(DataWindow::Page::Rows);
}

} // namespace netloom
