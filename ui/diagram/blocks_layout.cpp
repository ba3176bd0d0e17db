// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/blocks_layout.h"

#include "ui/diagram/column_text.h"
#include "ui/toolkit/number_text.h"

#include <QLocale>

#include <algorithm>

namespace netloom {

namespace {

constexpr double blocksPadding = 24;
constexpr double leastWidth = 172;
constexpr double mostWidth = 280;  ///< longer names are cut
constexpr double around = 14 + 12; ///< of the texts in a block
constexpr double blockTitleHeight = 52;
constexpr double rowHeight = 17;
constexpr double blockPadding = 10;
constexpr double arrowLength = 38;
constexpr double blocksRowGap = 44;
constexpr int suitedColumn = 12; ///< blocks below each other where the height is free

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

BlocksLayout layoutBlocks(const std::vector<DiagramColumn>& columns, const QString& inputNote,
                          DiagramDirection direction, QSizeF area, const TextMeasure& measure, bool tight)
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
    const double height = blockTitleHeight + 3 * rowHeight + blockPadding;
    const bool down = direction == DiagramDirection::Down;
    const double summaryHeight = lineHeight(TextRole::Note) + 18;
    const double step = (down ? height : blockWidth) + arrowLength;
    const double lineStep = (down ? blockWidth : height) + blocksRowGap;
    double room = down ? area.height() - summaryHeight : area.width();
    if (down && area.height() <= 0) {
        // No more columns than fit side by side: words of a narrowed picture could not be read.
        const int beside = std::max(1, static_cast<int>((area.width() - 2 * blocksPadding + blocksRowGap) / lineStep));
        room = std::max(suitedColumn, (count + beside - 1) / beside) * step + 2 * blocksPadding;
    }
    const int fitting = std::max(1, static_cast<int>((room - 2 * blocksPadding + arrowLength) / step));
    const int lines = (count + fitting - 1) / fitting;
    // As even as possible: 4 + 2 blocks become 3 + 3.
    const int perLine = (count + lines - 1) / lines;
    const double usedAlong = perLine * step - arrowLength;
    const double usedAcross = lines * lineStep - blocksRowGap;
    const double usedWidth = down ? usedAcross : usedAlong;
    const double usedHeight = down ? usedAlong : usedAcross;
    out.size = QSizeF(std::max(tight ? 0.0 : area.width(), usedWidth + 2 * blocksPadding),
                      std::max(tight ? 0.0 : area.height(), usedHeight + summaryHeight + 2 * blocksPadding));
    const double left = (out.size.width() - usedWidth) / 2;
    const double top = (out.size.height() - usedHeight - summaryHeight) / 2;

    for (int i = 0; i < count; ++i) {
        BlockItem block = makeBlock(columns[static_cast<std::size_t>(i)], inputNote, parameters, inner, measure);
        const double along = (i % perLine) * step;
        const double across = (i / perLine) * lineStep;
        block.rect = QRectF(left + (down ? across : along), top + (down ? along : across), blockWidth, height);
        if (i > 0) {
            const QRectF& from = out.blocks.back().rect;
            const QRectF& to = block.rect;
            const QPointF rightOf(from.right() + 5, from.center().y());
            const QPointF below(from.center().x(), from.bottom() + 5);
            const QPointF leftOf(to.left() - 5, to.center().y());
            const QPointF above(to.center().x(), to.top() - 5);
            const double middleX = (from.right() + to.left()) / 2;
            const double middleY = (from.bottom() + to.top()) / 2;
            if (i % perLine != 0)
                out.arrows.push_back(down ? QPolygonF({below, above}) : QPolygonF({rightOf, leftOf}));
            else if (down)
                out.arrows.push_back(
                    QPolygonF({rightOf, QPointF(middleX, rightOf.y()), QPointF(middleX, leftOf.y()), leftOf}));
            else
                out.arrows.push_back(
                    QPolygonF({below, QPointF(below.x(), middleY), QPointF(above.x(), middleY), above}));
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
