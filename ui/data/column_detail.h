// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <string>

class QLabel;
class QVBoxLayout;

namespace netloom {

class ChoiceBox;
class ClassOrder;
class ElidedLabel;
class FieldForm;
class HistogramView;
class ProjectDocument;
class TableStatistics;
struct Column;
struct ColumnRecipe;

/// One column of the data: how its values are spread, what is remarkable about it, and what is done to it before the
/// network sees it. Every edit is a command on the document.
class ColumnDetail final : public QWidget
{
    Q_OBJECT
public:
    ColumnDetail(ProjectDocument& document, TableStatistics& statistics, QWidget* parent = nullptr);

    void setColumn(int index); ///< in the table; -1: none
    int column() const { return m_index; }

private:
    void build();
    QWidget* buildComputed();
    void update();
    void updateFacts(const Column& column, const ColumnRecipe& recipe);
    void updatePreparation(const Column& column, const ColumnRecipe& recipe);
    QStringList classesOf(const Column& column, const ColumnRecipe& recipe) const;
    ColumnRecipe recipe() const; ///< of the column shown
    void editFormula();
    void edit(const QString& field, const ColumnRecipe& changed, const QString& what);

    ProjectDocument& m_document;
    TableStatistics& m_statistics;
    int m_index = -1;
    ElidedLabel* m_name = nullptr;
    ChoiceBox* m_role = nullptr;
    QLabel* m_reason = nullptr;
    QWidget* m_computed = nullptr; ///< formula, and what can be done with it
    QLabel* m_formula = nullptr;
    QLabel* m_facts = nullptr;
    HistogramView* m_histogram = nullptr;
    QLabel* m_remarks = nullptr;
    QLabel* m_heading = nullptr;
    FieldForm* m_form = nullptr;
    ClassOrder* m_classes = nullptr;
    QLabel* m_steps = nullptr;
};

} // namespace netloom
