// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <string>
#include <vector>

class QCPItemText;
class QCustomPlot;

namespace netloom {

class EpochLine;
struct Theme;

/// What a plot of a history says under the cursor: a line at the epoch, and beside it a box with the values there.
class HistoryReadout
{
public:
    struct Value {
        QString name; ///< of the curve, or of the line across
        QString value;
        std::string key{};         ///< of the history
        bool amongSeveral = false; ///< quantities in one plot: the value of the validation rows then joins the other
    };
    /// Whole rows, the epoch (1 …) first.
    static QString text(int epoch, const std::vector<Value>& curves, const QStringList& events,
                        const std::vector<Value>& levels);

    /// On the layer "cursor"; the items belong to the plot.
    explicit HistoryReadout(QCustomPlot& plot);
    void setTheme(const Theme& theme);
    /// @param shorter  instead, where the text has no room beside the line
    void show(int epoch, const QString& text, const QString& shorter);
    void hide();
    void raise(); ///< the box, above items of its layer that came after it

private:
    QCustomPlot& m_plot;
    EpochLine* m_line;
    QCPItemText* m_box;
};

} // namespace netloom
