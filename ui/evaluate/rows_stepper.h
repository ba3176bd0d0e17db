// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/types.h"

#include <QWidget>

#include <vector>

class QLabel;
class QToolButton;

namespace netloom {

class ElidedLabel;
class ProjectDocument;

/// Rows that were chosen in a plot or a matrix: what they are, and one after the other as the selected row.
class RowsStepper final : public QWidget
{
    Q_OBJECT
public:
    explicit RowsStepper(ProjectDocument& document, QWidget* parent = nullptr);

    /// @param title  "5 rows of south predicted as east"
    void setRows(const QString& title, std::vector<Index> rows);
    void clear();

signals:
    void tableRequested(const QString& title, const std::vector<netloom::Index>& rows);

private:
    void step(int by);
    void update();

    ProjectDocument& m_document;
    ElidedLabel* m_title;
    QLabel* m_place;
    QToolButton* m_back;
    QToolButton* m_next;
    QString m_words;
    std::vector<Index> m_rows;
    int m_at = 0;
};

} // namespace netloom
