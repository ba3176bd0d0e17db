// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/preparation/recipe.h"
#include "ui/toolkit/job.h"

#include <QDialog>

#include <memory>

class QLabel;
class QLineEdit;
class QPushButton;

namespace netloom {

class ProjectDocument;

/// A column computed from others by a formula: its name, the formula with what may stand in it, and what comes out for
/// the first rows. Accepted, the column is added or changed as one undo step; a large table is computed beside the
/// window.
class ComputedColumnDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @param column  one that is there, to be changed; empty: a new one
    ComputedColumnDialog(ProjectDocument& document, std::string column, QWidget* parent = nullptr);

    void accept() override;

private:
    void build();
    void fillChoices(QPushButton* columns, QPushButton* functions);
    void insert(const QString& text, int back = 0);
    void preview();
    std::optional<Recipe> changedRecipe(QString* problem) const;
    void setProblem(const QString& text);

    ProjectDocument& m_document;
    std::string m_column;
    std::shared_ptr<const Table> m_firstRows; ///< of the file's columns, and computed ones before this
    QLineEdit* m_name;
    QLineEdit* m_formula;
    QLabel* m_problem;
    QLabel* m_values;
    QPushButton* m_ok;
    Job<std::shared_ptr<const Table>> m_job;
};

/// Removes a computed column, and those that are computed from it, as one undo step.
void removeComputedColumn(ProjectDocument& document, const std::string& column);

} // namespace netloom
