// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/table.h"
#include "core/preparation/recipe.h"

#include <QTimer>
#include <QWidget>

#include <functional>
#include <memory>
#include <vector>

class QVBoxLayout;

namespace netloom {

/// The input columns of a table as a form: sliders over the range of the rows, choices between the words, dates.
class RowForm final : public QWidget
{
    Q_OBJECT
public:
    explicit RowForm(QWidget* parent = nullptr);

    /// Makes it anew; its values are those of a row.
    /// @param rows  that ranges are taken from  @param withFields  false: the row alone, to be filled by showCells()
    void setTable(std::shared_ptr<const Table> table, const Recipe& recipe, const std::vector<Index>& rows, Index row,
                  bool withFields = true);
    void showRow(Index row);          ///< takes over the values of a row of the table; emits changed()
    void showCells(const Table& row); ///< takes over the cells of a row made elsewhere; emits changed()
    /// One row with all columns of the table: the form's values, the others as in the row that was shown.
    const Table& row() const { return m_row; }
    bool isEmpty() const { return m_row.columns.empty(); }

signals:
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Field {
        std::size_t column;
        std::function<void()> show; ///< puts what is in the row into its widgets
    };
    /// A name and its editors, which stand below it where it would be cut beside them.
    struct Line {
        QBoxLayout* layout;
        QLabel* name;
    };
    QBoxLayout* addLine(const std::string& name);
    void arrange(const Line& line) const;
    void addFields(int most);
    const Column& source(std::size_t column) const; ///< the whole column of a cell of the row
    void addField(std::size_t column);
    void addNumber(std::size_t column, double low, double high);
    void addChoice(std::size_t column, const QStringList& words);
    void addDate(std::size_t column);
    void setNumber(std::size_t column, double value);

    std::shared_ptr<const Table> m_table;
    Table m_row;
    std::vector<Index> m_rows; ///< that ranges are taken from
    std::vector<Field> m_fields;
    std::vector<Line> m_lines;
    std::vector<std::size_t> m_toCome; ///< columns whose fields are still to be made, the next one last
    QTimer m_more;
    QWidget* m_content = nullptr;
    QVBoxLayout* m_column = nullptr;
    QWidget* m_block = nullptr; ///< has the fields that are being made
    QVBoxLayout* m_blockColumn = nullptr;
    bool m_showing = false;
};

} // namespace netloom
