// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/diagram_layout.h"

#include <QTest>

#include <vector>

namespace netloom::testing {

class FixedMeasure final : public TextMeasure
{
public:
    double width(const QString& text, TextRole) const override { return 6.0 * static_cast<double>(text.size()); }
};

inline const FixedMeasure measure;

inline DiagramColumn input(Index units, const QStringList& names = {})
{
    DiagramColumn column;
    column.role = DiagramRole::Input;
    column.name = QStringLiteral("input");
    column.kind = QStringLiteral("Input");
    column.setting = QStringLiteral("%1 features").arg(units);
    column.units = units;
    column.symbol = QStringLiteral("x");
    column.names = names;
    return column;
}

inline DiagramColumn layer(DiagramRole role, const QString& name, Index inputs, Index units, const QString& setting)
{
    DiagramColumn column;
    column.role = role;
    column.layer = 0;
    column.name = name;
    column.kind = role == DiagramRole::OneToOne ? QStringLiteral("Dropout") : QStringLiteral("Dense");
    column.setting = setting;
    column.inputs = inputs;
    column.units = units;
    column.parameters = role == DiagramRole::OneToOne ? 0 : (inputs + 1) * units;
    column.symbol = role == DiagramRole::Output     ? QStringLiteral("y")
                    : role == DiagramRole::OneToOne ? QString()
                                                    : QStringLiteral("h");
    return column;
}

/// inputs – a relu – dropout – b relu – dropout – outputs: the article's network with 10, 5, 3, 1.
inline std::vector<DiagramColumn> article(Index inputs, Index a, Index b, Index outputs)
{
    return {input(inputs),
            layer(DiagramRole::Hidden, QStringLiteral("h1"), inputs, a, QStringLiteral("relu")),
            layer(DiagramRole::OneToOne, QStringLiteral("drop1"), a, a, QStringLiteral("rate 0.20")),
            layer(DiagramRole::Hidden, QStringLiteral("h2"), a, b, QStringLiteral("relu")),
            layer(DiagramRole::OneToOne, QStringLiteral("drop2"), b, b, QStringLiteral("rate 0.20")),
            layer(DiagramRole::Output, QStringLiteral("output"), b, outputs, QStringLiteral("sigmoid"))};
}

inline QRectF circle(const ColumnItem& column, const UnitItem& unit)
{
    return QRectF(unit.center - QPointF(column.radius, column.radius), QSizeF(2 * column.radius, 2 * column.radius));
}

/// Everything that is drawn and must not touch anything else: texts, circles, legend samples.
inline std::vector<QRectF> solids(const DiagramLayout& layout)
{
    std::vector<QRectF> rects;
    for (const TextItem& text : layout.texts) {
        // The rectangle may be wider than its text, which is aligned within.
        const double width = measure.width(text.text, text.role);
        QRectF rect = text.rect;
        if (text.turn == TextTurn::Slanted)
            continue; // its rectangle is larger than what is drawn; see slantedNamesKeepApart()
        if (text.turn == TextTurn::Upward) {
            // As large as the longest of the names beside it.
        } else if (text.alignment & Qt::AlignRight) {
            rect.setLeft(rect.right() - width);
        } else if (text.alignment & Qt::AlignLeft) {
            rect.setRight(rect.left() + width);
        } else {
            rect = QRectF(rect.center().x() - width / 2, rect.top(), width, rect.height());
        }
        rects.push_back(rect);
    }
    for (const ColumnItem& column : layout.columns)
        for (const UnitItem& unit : column.units)
            rects.push_back(circle(column, unit));
    for (const LegendItem& item : layout.legend)
        rects.push_back(item.rect);
    return rects;
}

inline void checkNoCollisions(const DiagramLayout& layout)
{
    const QRectF page(QPointF(0, 0), layout.size);
    const std::vector<QRectF> rects = solids(layout);
    for (std::size_t i = 0; i < rects.size(); ++i) {
        QVERIFY2(page.contains(rects[i]), qPrintable(QStringLiteral("item %1 lies outside").arg(i)));
        for (std::size_t j = i + 1; j < rects.size(); ++j) {
            const QRectF common = rects[i] & rects[j];
            QVERIFY2(common.width() < 0.01 || common.height() < 0.01,
                     qPrintable(QStringLiteral("items %1 and %2 overlap").arg(i).arg(j)));
        }
    }
}

} // namespace netloom::testing
