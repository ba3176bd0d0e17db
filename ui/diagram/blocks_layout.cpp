// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/blocks_layout.h"

#include "ui/diagram/column_text.h"
#include "ui/toolkit/number_text.h"

#include <QLocale>

#include <algorithm>

namespace netloom {

namespace {

constexpr double padding = 24;
constexpr double leastWidth = 172;
constexpr double mostWidth = 280;  ///< longer names are cut
constexpr double around = 14 + 12; ///< of the texts in a block
constexpr double titleHeight = 52;
constexpr double rowHeight = 17;
constexpr double blockPadding = 10;
constexpr double arrowLength = 38;
constexpr double rowGap = 44;

/// A layer's share of all parameters: "75 %", "< 1 %".
QString shareText(Index parameters, Index all)
{
    const double share = 100.0 * static_cast<double>(parameters) / static_cast<double>(std::max<Index>(all, 1));
    return share > 0 && share < 1 ? QStringLiteral("< 1 %")
                                  : QStringLiteral("%1 %").arg(QLocale().toString(share, 'f', 0));
}

/// @param all  parameters of the network  @param inner  room for text; 0: nothing is cut
BlockItem makeBlock(const DiagramColumn& column, const QString& inputNote, Index all, double inner,
                    const TextMeasure& measure)
{
    const auto cut = [&](const QString& text, TextRole role, double room) {
        return inner > 0 ? measure.elided(text, role, room) : text;
    };
    BlockItem block;
    block.layer = column.layer;
    block.role = column.role;
    block.fullName = column.name;
    block.name = cut(column.name, TextRole::Title, inner);
    QString kind = column.kind;
    const auto addRow = [&](const QString& label, const QString& value) {
        const double room = inner - measure.width(label, TextRole::Note) - 10;
        block.rows.push_back({label, cut(value, TextRole::Note, room), value});
    };
    if (column.role == DiagramRole::Input) {
        const auto parts = inputNote.split(QStringLiteral(" · "));
        if (parts.size() > 1)
            kind += QStringLiteral(" · ") + drawable(parts.mid(1).join(QStringLiteral(" · ")));
        addRow(QStringLiteral("Features"), wholeNumber(column.units));
        addRow(QStringLiteral("Output"), QStringLiteral("(batch, %1)").arg(wholeNumber(column.units)));
        addRow(QStringLiteral("Parameters"), wholeNumber(0));
    } else {
        if (!column.setting.isEmpty())
            kind += QStringLiteral(" · ") + column.setting;
        addRow(QStringLiteral("Input"), QStringLiteral("(batch, %1)").arg(wholeNumber(column.inputs)));
        addRow(QStringLiteral("Output"), QStringLiteral("(batch, %1)").arg(wholeNumber(column.units)));
        addRow(QStringLiteral("Parameters"),
               column.parameters > 0 && column.parameters < all
                   ? QStringLiteral("%1 · %2").arg(wholeNumber(column.parameters), shareText(column.parameters, all))
                   : wholeNumber(column.parameters));
    }
    block.kind = cut(kind, TextRole::Note, inner);
    return block;
}

} // namespace

BlocksLayout layoutBlocks(const std::vector<DiagramColumn>& columns, const QString& inputNote, QSizeF area,
                          const TextMeasure& measure, bool tight)
{
    BlocksLayout out;
    if (columns.empty())
        return out;
    const int count = static_cast<int>(columns.size());
    Index parameters = 0;
    for (const DiagramColumn& column : columns)
        parameters += column.parameters;
    // As wide as the words need, within reason.
    double widest = leastWidth - around;
    for (const DiagramColumn& column : columns) {
        const BlockItem whole = makeBlock(column, inputNote, parameters, 0, measure);
        widest =
            std::max({widest, measure.width(whole.name, TextRole::Title), measure.width(whole.kind, TextRole::Note)});
        for (const BlockRow& row : whole.rows)
            widest = std::max(widest,
                              measure.width(row.label, TextRole::Note) + 12 + measure.width(row.value, TextRole::Note));
    }
    const double inner = std::min(widest, mostWidth - around);
    const double blockWidth = inner + around;
    const double height = titleHeight + 3 * rowHeight + blockPadding;
    const double step = blockWidth + arrowLength;
    const int fitting = std::max(1, static_cast<int>((area.width() - 2 * padding + arrowLength) / step));
    const int lines = (count + fitting - 1) / fitting;
    // As even as possible: 4 + 2 blocks become 3 + 3.
    const int perLine = (count + lines - 1) / lines;
    const double usedWidth = perLine * step - arrowLength;
    const double usedHeight = lines * (height + rowGap) - rowGap;
    const double summaryHeight = lineHeight(TextRole::Note) + 18;
    out.size = QSizeF(std::max(tight ? 0.0 : area.width(), usedWidth + 2 * padding),
                      std::max(tight ? 0.0 : area.height(), usedHeight + summaryHeight + 2 * padding));
    const double left = (out.size.width() - usedWidth) / 2;
    const double top = (out.size.height() - usedHeight - summaryHeight) / 2;

    for (int i = 0; i < count; ++i) {
        BlockItem block = makeBlock(columns[static_cast<std::size_t>(i)], inputNote, parameters, inner, measure);
        const int line = i / perLine;
        block.rect = QRectF(left + (i % perLine) * step, top + line * (height + rowGap), blockWidth, height);
        if (i > 0) {
            const QRectF& from = out.blocks.back().rect;
            const QRectF& to = block.rect;
            if (i % perLine != 0) {
                out.arrows.push_back(
                    QPolygonF({QPointF(from.right() + 5, from.center().y()), QPointF(to.left() - 5, to.center().y())}));
            } else {
                const double middle = (from.bottom() + to.top()) / 2;
                out.arrows.push_back(
                    QPolygonF({QPointF(from.center().x(), from.bottom() + 5), QPointF(from.center().x(), middle),
                               QPointF(to.center().x(), middle), QPointF(to.center().x(), to.top() - 5)}));
            }
        }
        out.blocks.push_back(std::move(block));
    }
    out.summary =
        QStringLiteral("%1 %2 · %3 %4")
            .arg(wholeNumber(count - 1), count == 2 ? QStringLiteral("layer") : QStringLiteral("layers"),
                 wholeNumber(parameters), parameters == 1 ? QStringLiteral("parameter") : QStringLiteral("parameters"));
    out.summaryRect = QRectF(0, top + usedHeight + 18, out.size.width(), lineHeight(TextRole::Note));
    return out;
}

} // namespace netloom
