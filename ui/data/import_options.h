// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <functional>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace netloom {

class CsvImport;
struct CsvOptions;

/// Left of an import's preview: how the file is read, what is predicted, how the rows are divided. Shows what was
/// found; what the user changes becomes a wish.
class ImportOptions final : public QWidget
{
    Q_OBJECT
public:
    explicit ImportOptions(CsvImport& import, QWidget* parent = nullptr);

private:
    void buildFormat();
    void buildSheet();
    void buildRareFormat();
    void buildTarget();
    void buildSplit();
    QFormLayout* section(const QString& title);
    void addRow(QFormLayout* form, const QString& title, QWidget* editor, const QString& help);
    void updateFormat();
    void updateSheet();
    void updateTarget();
    void updateSplit();
    void splitEdited();
    void edit(const std::function<void(CsvOptions&)>& change);

    CsvImport& m_import;
    QComboBox* m_sheet = nullptr; ///< of XLSX and ODS files, as the range
    QLineEdit* m_range = nullptr;
    QFormLayout* m_format = nullptr;
    QComboBox* m_delimiter = nullptr;
    QComboBox* m_quote = nullptr;
    QComboBox* m_decimal = nullptr;
    QComboBox* m_encoding = nullptr;
    QComboBox* m_header = nullptr;
    QLineEdit* m_missing = nullptr;
    QComboBox* m_ragged = nullptr;
    QToolButton* m_more = nullptr;
    QWidget* m_rare = nullptr; ///< what few files need
    QComboBox* m_thousands = nullptr;
    QComboBox* m_units = nullptr;
    QLineEdit* m_comment = nullptr;
    QSpinBox* m_rows = nullptr;
    QPushButton* m_reset = nullptr;
    QComboBox* m_target = nullptr;
    QLabel* m_task = nullptr;
    QLabel* m_train = nullptr;
    QDoubleSpinBox* m_validation = nullptr;
    QDoubleSpinBox* m_test = nullptr;
    QComboBox* m_order = nullptr;
    QLabel* m_arguments = nullptr;
};

} // namespace netloom
