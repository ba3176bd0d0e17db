// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_vector.h"

#include "ui/diagram/blocks_painter.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/ghost_links.h"
#include "ui/diagram/paint_options.h"
#include "ui/diagram/vector_device.h"

#include <QPainter>

namespace netloom {

namespace {

QString roleName(DiagramRole role)
{
    switch (role) {
    case DiagramRole::Input:
        return QStringLiteral("input");
    case DiagramRole::Output:
        return QStringLiteral("output");
    case DiagramRole::OneToOne:
        return QStringLiteral("one-to-one");
    case DiagramRole::Hidden:
        break;
    }
    return QStringLiteral("hidden");
}

/// A name of letters, digits and dashes, else the column's number behind a point, which such names do not have.
QString idOf(const QString& name, std::size_t column)
{
    QString id = QStringLiteral("layer-");
    bool plain = !name.isEmpty();
    for (const QChar c : name) {
        plain =
            plain && (c.unicode() < 0x80 && (c.isLetterOrNumber() || c == QLatin1Char('-') || c == QLatin1Char('_')));
        if (plain)
            id += c;
    }
    return plain ? id : QStringLiteral("layer.%1").arg(column);
}

TextAnchor anchorOf(const TextItem& text)
{
    if (text.alignment.testFlag(Qt::AlignRight))
        return TextAnchor::End;
    return text.alignment.testFlag(Qt::AlignHCenter) ? TextAnchor::Middle : TextAnchor::Start;
}

} // namespace

void writeDiagram(VectorWriter& writer, const DiagramPicture& picture, const QSizeF& size, double factor, bool ground)
{
    const Theme theme = diagramTheme(picture.style);
    VectorDevice device(writer, size);
    QPainter painter(&device);
    if (ground)
        painter.fillRect(QRectF(QPointF(0, 0), size), theme.dark ? theme.canvas : QColor(Qt::white));
    painter.scale(factor, factor);
    PaintOptions options;
    options.scale = 0;
    options.ground = ground;
    if (picture.style.kind == DiagramKind::Blocks) {
        writer.beginGroup(QStringLiteral("blocks"), QStringLiteral("blocks"), QStringLiteral("blocks"));
        paintBlocks(painter, picture, theme, options);
        writer.endGroup();
        painter.end();
        return;
    }
    options.beforeText = [&](const TextItem& text) { device.setAnchor(anchorOf(text)); };
    options.beforeLink = [&](std::size_t gap, const LinkItem& link) {
        writer.setTitle(describeLink(picture, static_cast<int>(gap), link));
    };
    options.beforeUnit = [&](std::size_t column, std::size_t unit) {
        device.setAnchor(TextAnchor::Middle);
        writer.setTitle(describeUnit(picture, static_cast<int>(column), static_cast<int>(unit)));
    };
    const auto group = [&](const QString& id, const QString& label, const QString& role, const auto& paint) {
        writer.beginGroup(id, label, role);
        paint();
        writer.endGroup();
    };
    group(QStringLiteral("frame"), QStringLiteral("frame"), QStringLiteral("frame"),
          [&] { paintFrame(painter, picture, theme, options); });
    if (!picture.ghost.empty())
        group(QStringLiteral("ghost"), QStringLiteral("ghost"), QStringLiteral("ghost"),
              [&] { paintGhost(painter, picture, theme); });
    for (std::size_t i = 0; i < picture.layout.columns.size(); ++i) {
        const DiagramColumn& column = picture.columns[i];
        const QString id = idOf(column.name, i);
        group(id, column.name, roleName(column.role), [&] {
            if (i > 0)
                group(id + QStringLiteral(".links"), QStringLiteral("links"), QStringLiteral("links"),
                      [&] { paintGap(painter, picture, theme, i - 1, options); });
            group(id + QStringLiteral(".units"), QStringLiteral("units"), QStringLiteral("units"),
                  [&] { paintColumn(painter, picture, theme, i, options); });
            group(id + QStringLiteral(".labels"), QStringLiteral("labels"), QStringLiteral("labels"),
                  [&] { paintTexts(painter, picture, theme, static_cast<int>(i), options); });
        });
    }
    group(QStringLiteral("legend"), QStringLiteral("legend"), QStringLiteral("legend"), [&] {
        paintLegend(painter, picture, theme, options);
        device.setAnchor(TextAnchor::Middle);
        paintNumbers(painter, picture, theme, shownNumbers(picture));
    });
    painter.end();
}

} // namespace netloom
