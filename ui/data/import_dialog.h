// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QTimer>

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace netloom {

class CsvImport;
class ImportHeader;
class ImportModel;

/// How a CSV file is read: its first rows as they are understood, with type, role and missing cells over each column;
/// every guess can be changed. Reads beside the window; Cancel works at any moment.
class ImportDialog final : public QDialog
{
    Q_OBJECT
public:
    /// Takes the import over and starts it.
    explicit ImportDialog(CsvImport* import, QWidget* parent = nullptr);

    CsvImport& import() { return *m_import; }
    void setAcceptText(const QString& text); ///< of the button that ends it, "Import" unless told

public slots:
    void goToNextProblem();

protected:
    void changeEvent(QEvent* event) override;

private:
    QWidget* buildTitle();
    QWidget* buildTable();
    QWidget* buildFooter();
    void fitColumns();
    void update();
    void updateRemarks();
    void showColumnMenu(QPoint at);

    CsvImport* m_import;
    ImportModel* m_model = nullptr;
    ImportHeader* m_header = nullptr;
    QTableView* m_view = nullptr;
    QLabel* m_title = nullptr;
    QLabel* m_summary = nullptr;
    QLabel* m_sign = nullptr;
    QLabel* m_remarks = nullptr;
    QProgressBar* m_progress = nullptr;
    QPushButton* m_problem = nullptr;
    QPushButton* m_sample = nullptr;
    QPushButton* m_accept = nullptr;
    QTimer m_tick;
    int m_fitted = -1; ///< columns that have their widths
    bool m_fittedReady = false;
};

} // namespace netloom
