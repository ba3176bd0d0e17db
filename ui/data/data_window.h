// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QDialog>

#include <vector>

class QLabel;
class QStackedWidget;
class QTableView;
class QToolButton;

namespace netloom {

class ChoiceBox;
class ColumnDetail;
class ColumnsView;
class ElidedLabel;
class ProjectDocument;
class RowsModel;
class TableStatistics;
struct Table;

/// The data in a window of their own: all that is known of the columns, or the rows, part by part. Not modal.
class DataWindow final : public QDialog
{
    Q_OBJECT
public:
    enum class Page { Columns, Rows };

    DataWindow(ProjectDocument& document, TableStatistics& statistics, QWidget* parent = nullptr);

    void showPage(Page page);
    /// Rows that were chosen elsewhere, with a title such as "5 rows of south predicted as east".
    void showChosen(const QString& title, std::vector<Index> rows);
    void setFolds(std::vector<std::vector<Index>> folds); ///< rows tested in each, offered beside the parts

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void updateLive();
    QWidget* buildBar();
    QWidget* buildColumns(TableStatistics& statistics);
    QWidget* buildRows();
    void update();
    void updateParts();
    void fitRows();

    ProjectDocument& m_document;
    TableStatistics& m_statistics;
    QLabel* m_title = nullptr;
    ElidedLabel* m_summary = nullptr;
    QToolButton* m_columnsButton = nullptr;
    QToolButton* m_rowsButton = nullptr;
    ChoiceBox* m_part = nullptr;
    QStackedWidget* m_pages = nullptr;
    QLabel* m_remarks = nullptr;
    QTableView* m_rows = nullptr;
    RowsModel* m_rowsModel = nullptr;
    QString m_chosenTitle;
    const Table* m_fitted = nullptr; ///< table whose columns have their widths
};

} // namespace netloom
