// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/part_evaluation.h"

#include <QTableWidget>

#include <vector>

namespace netloom {

/// The figures of a part beside those of the yardsticks, or of all parts side by side. As high as its content.
class FiguresTable final : public QTableWidget
{
    Q_OBJECT
public:
    explicit FiguresTable(QWidget* parent = nullptr);

    void showPart(const PartEvaluation& part);
    void showParts(const std::vector<PartEvaluation>& parts);
    void showClasses(const PartEvaluation& part); ///< precision, recall … of each class
    /// By subgroup, each a name, its rows and its figures: a column for each of a few, a row for each of many.
    void showGroups(const QStringList& names, const std::vector<std::vector<Figure>>& figures,
                    const std::vector<Index>& rows);
    QString asText() const; ///< cells divided by tabs

    /// "0.964", "–" where it is undefined.
    static QString text(const std::optional<double>& value);
    /// Three decimals where the figure has no unit: digits below are luck.
    static QString text(const FigureInfo& info, const std::optional<double>& value);
    /// "RMSE": as narrow as the field writes it.
    static QString briefName(const FigureInfo& info);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    /// Of a column. The brief text stands where the other would make the table wider than its room.
    struct Head {
        QString text;
        QString brief = {};
        QString tip = {};
        bool wraps = false; ///< its text takes the lines it needs, or is cut, where its numbers need less width
    };

    void begin(std::vector<Head> heads);
    void put(int row, int column, const QString& text, const QString& tip = {}, bool strong = false);
    void end();
    void fit();
    int widthOf(int column, bool brief) const;
    QString belowText(int row, int column) const;
    void shareRoom(int room);

    std::vector<Head> m_heads;
    QStringList m_names; ///< of the rows, uncut
    std::vector<int>
        m_folds; ///< columns that stand below those before them where there is little room, first ones first
};

} // namespace netloom
