// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/edge_labels.h"

#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_picture.h"
#include "ui/diagram/layout_texts.h"
#include "ui/toolkit/theme.h"

#include <QPainter>

#include <algorithm>
#include <map>

namespace netloom {

namespace {

constexpr double widestLabel = 150;
constexpr double labelHeight = 18;
constexpr double leastRoom = 48;    ///< between a circle and the edge, for a shortened name
constexpr double leastSlanted = 40; ///< px of a slanted name that say enough
constexpr int mostLevelLines = 3;   ///< of a level name
constexpr double levelGap = 4;      ///< between level names

class EdgeLabels
{
public:
    EdgeLabels(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const SeenPart& seen)
        : m_painter(painter), m_picture(picture), m_layout(picture.layout), m_theme(theme), m_seen(seen)
    {
    }

    /// Where the diagram goes down: in a strip at the left.
    void headingsAtLeft()
    {
        const double width = stripWidth() - 8;
        m_painter.fillRect(QRectF(0, 0, stripWidth(), m_seen.window.height()), withAlpha(m_theme.canvas, 0.88));
        for (const TextItem& item : m_layout.texts)
            if (item.role == TextRole::Title)
                heading(QRectF(6, m_seen.place(item.rect.center()).y() - 9, width, 18), item, width,
                        Qt::AlignLeft | Qt::AlignVCenter);
    }

    void headingsAtTop()
    {
        const double height = lineHeight(TextRole::Title) + 8;
        m_painter.fillRect(QRectF(0, 0, m_seen.window.width(), height), withAlpha(m_theme.canvas, 0.92));
        const auto& columns = m_layout.columns;
        const double room = columns.size() > 1 ? (columns[1].along - columns[0].along) * m_seen.scale - 8 : 200;
        const double right = m_seen.window.width();
        for (const TextItem& item : m_layout.texts) {
            if (item.role != TextRole::Title || item.rect.center().x() < columns.front().along - 1)
                continue;
            double x = m_seen.place(item.rect.center()).x();
            const double half = std::min(room, m_measure.width(item.full, TextRole::Title)) / 2 + 3;
            if (x > 0 && x < right && 2 * half < right)
                x = std::clamp(x, half, right - half); // whole, where its column is in sight
            heading(QRectF(x - room / 2, 0, room, height), item, room, Qt::AlignCenter);
        }
    }

    double stripWidth() const { return std::min(widestLabel, m_seen.window.width() / 4.0) + 8; }

    /// @param first  where they begin across the direction: a strip of headings may lie before
    void names(double first)
    {
        const bool down = m_layout.isDown();
        const double length = down ? m_seen.window.height() : m_seen.window.width();
        const double across = down ? m_seen.window.width() : m_seen.window.height();
        bool cleared = false;
        for (const TextItem& item : m_layout.texts) {
            const bool input =
                item.role == TextRole::Name && item.column == 0 && item.alignment.testFlag(Qt::AlignRight) != down;
            const bool output = item.role == TextRole::OutputName;
            if ((!input && !output) || item.continued)
                continue;
            const double begin = m_layout.along(m_seen.place(item.rect.topLeft()));
            const double end = m_layout.along(m_seen.place(item.rect.bottomRight()));
            const QPointF anchor = item.turn == TextTurn::Slanted ? item.slantStart() : item.rect.center();
            const double place = m_layout.across(m_seen.place(anchor));
            if (place < first || place > across || (input ? begin >= 0 : end <= length))
                continue;
            const ColumnItem& column = m_layout.columns[static_cast<std::size_t>(item.column)];
            const double circle = m_layout.along(m_seen.place(m_layout.point(column.along, 0)));
            // Where not even its links are in sight, or on other circles, a name would seem to be that of another
            // column.
            const auto neighbour = static_cast<std::size_t>(input ? 1 : std::max(item.column - 1, 0));
            if (neighbour < m_layout.columns.size()) {
                const double next = m_layout.along(m_seen.place(m_layout.point(m_layout.columns[neighbour].along, 0)));
                const double radius = m_layout.columns[neighbour].radius * m_seen.scale;
                const double wide = down ? 0 : std::min(widestLabel, m_measure.width(item.full, item.role)) + 12;
                if (circle < 0 || circle > length)
                    if (input ? next - radius < wide : next + radius > length - wide)
                        continue;
            }
            if (input ? end > widestLabel && circle > 0 : begin < length - widestLabel && circle < length)
                continue; // its own place still shows enough of it
            const bool slanted = item.turn == TextTurn::Slanted;
            if (slanted && end > leastSlanted)
                continue;              // so it does with the beginning of a slanted one
            if (slanted && !cleared) { // of all of them, before the first is written anew
                m_painter.fillRect(QRectF(0, 0, m_seen.window.width(), end), m_theme.canvas);
                cleared = true;
            }
            const double rest = input ? end : length - begin;
            const double own = slanted ? labelHeight : lineHeight(item.role) * m_seen.scale;
            const double radius = column.radius * m_seen.scale;
            const double pitch = column.pitch * m_seen.scale;
            const bool free = column.units.size() == 1 || pitch > 2 * radius + labelHeight;
            if (!down && circle > 0 && circle < length && rest < leastRoom && free) {
                // Above its circle; what is left of it in its own place goes.
                m_painter.fillRect(QRectF(input ? 0 : length - rest, place - own / 2, rest, own), m_theme.canvas);
                name(item, place - radius - labelHeight / 2, input, length, pitch, labelHeight, 0);
            } else {
                name(item, place, input, length, pitch, own, rest);
            }
        }
    }

    /// What stands below names, from left to right: a number without its beginning would be another one. All of a
    /// side are written anew where one would be cut.
    void notes(bool inputs)
    {
        const int column = inputs ? 0 : static_cast<int>(m_layout.columns.size()) - 1;
        const double length = m_seen.window.width();
        const auto isNote = [&](const TextItem& item) {
            return item.role == TextRole::Note && item.column == column &&
                   item.alignment.testFlag(inputs ? Qt::AlignRight : Qt::AlignLeft);
        };
        const auto rest = [&](const TextItem& item) {
            return inputs ? m_seen.place(item.rect.topRight()).x() : length - m_seen.place(item.rect.topLeft()).x();
        };
        const auto isCut = [&](const TextItem& item) {
            return isNote(item) && rest(item) > 0 && rest(item) < m_measure.width(item.text, item.role) * m_seen.scale;
        };
        if (std::none_of(m_layout.texts.begin(), m_layout.texts.end(), isCut))
            return;
        for (const TextItem& item : m_layout.texts) {
            if (!isNote(item))
                continue;
            const double room = rest(item);
            const double y = m_seen.place(item.rect.center()).y();
            const double own = lineHeight(item.role) * m_seen.scale;
            m_painter.fillRect(QRectF(inputs ? 0 : length - room, y - own / 2, room, own), m_theme.canvas);
            if (room < leastRoom)
                continue;
            label(QRectF(inputs ? 8 : length - room, y - labelHeight / 2, room - 4, labelHeight),
                  m_measure.elided(item.full, item.role, room - 4), item.role, m_theme.textMuted,
                  Qt::AlignLeft | Qt::AlignVCenter);
        }
    }

private:
    void label(const QRectF& rect, const QString& text, TextRole role, const QColor& color, Qt::Alignment alignment)
    {
        m_painter.setFont(diagramFont(role));
        m_painter.setPen(color);
        m_painter.drawText(rect, static_cast<int>(alignment) | Qt::TextSingleLine, text);
    }

    /// The names of the same column.
    QStringList besides(const TextItem& item) const
    {
        QStringList names;
        for (const TextItem& each : m_layout.texts)
            if (each.column == item.column && each.role == item.role && !each.continued)
                names << each.full;
        return names;
    }

    void heading(const QRectF& rect, const TextItem& item, double room, Qt::Alignment alignment)
    {
        const DiagramColumn& column = m_picture.columns[static_cast<std::size_t>(item.column)];
        label(rect, m_measure.elided(item.full, TextRole::Title, room), TextRole::Title,
              readable(roleColor(column.role, m_theme), m_theme.canvas), alignment);
    }

    /// @param place  across the direction of the diagram  @param pitch  room between it and the next
    /// @param own, rest  height of its line in its own place, and how much of that is seen
    void name(const TextItem& item, double place, bool input, double length, double pitch, double own, double rest)
    {
        const bool down = m_layout.isDown();
        if (down && inLines(item, pitch)) {
            nameInLines(item, place, input, length, pitch);
            return;
        }
        // Shortened it leaves the circle in sight; not where nothing would be left of it.
        const double most = !down && rest >= leastRoom ? std::min(widestLabel, rest - 12) : widestLabel;
        const QString text = m_measure.elided(item.full, item.role, most, besides(item));
        const double width = m_measure.width(text, item.role) + 8;
        m_painter.save();
        QRectF rect(input ? 4 : length - width - 4, place - labelHeight / 2, width, labelHeight);
        if (down) { // reads from bottom to top
            m_painter.translate(place, input ? width + 4 : length - 4);
            m_painter.rotate(-90);
            rect = QRectF(0, -labelHeight / 2, width, labelHeight);
        }
        // Up to the edge and as high as in its own place: what is left of it there would look like letters of another.
        const double more = std::max(0.0, (own - labelHeight) / 2);
        QRectF ground = rect.adjusted(0, -more, 0, more);
        if (down)
            ground.adjust(input ? 0 : -4, 0, input ? 4 : 0, 0);
        else if (input)
            ground.setCoords(0, ground.top(), std::max(ground.right(), rest), ground.bottom());
        else
            ground.setCoords(std::min(ground.left(), length - rest), ground.top(), length, ground.bottom());
        m_painter.fillRect(ground, m_theme.canvas);
        label(rect, text, item.role, m_theme.text, Qt::AlignCenter);
        m_painter.restore();
    }

    /// Whether all names of a column are whole in several level lines.
    bool inLines(const TextItem& item, double pitch)
    {
        const auto [known, isNew] = m_inLines.try_emplace(item.column, true);
        if (isNew)
            for (const QString& name : besides(item))
                for (const QString& line : wrappedName(name, mostLevelLines, item.role, m_measure))
                    known->second = known->second && m_measure.width(line, item.role) <= pitch - levelGap;
        return known->second;
    }

    /// Level, in lines that are no wider than the distance of circles.
    void nameInLines(const TextItem& item, double place, bool input, double length, double pitch)
    {
        const double width = pitch - levelGap;
        const QStringList lines = wrappedName(item.full, mostLevelLines, item.role, m_measure);
        const double line = lineHeight(item.role) - 2;
        const double height = line * static_cast<double>(lines.size()) + 4;
        QRectF rect(place - width / 2, input ? 0 : length - height, width, height);
        m_painter.fillRect(rect, m_theme.canvas);
        rect.setHeight(line);
        rect.translate(0, 2);
        for (const QString& each : lines) {
            label(rect, each, item.role, m_theme.text, Qt::AlignCenter);
            rect.translate(0, line);
        }
    }

    QPainter& m_painter;
    const DiagramPicture& m_picture;
    const DiagramLayout& m_layout;
    const Theme& m_theme;
    const SeenPart& m_seen;
    const FontMeasure m_measure;
    std::map<int, bool> m_inLines; ///< by column
};

} // namespace

void paintEdgeLabels(QPainter& painter, const DiagramPicture& picture, const Theme& theme, const SeenPart& seen)
{
    const DiagramLayout& layout = picture.layout;
    if (picture.style.kind != DiagramKind::Neurons || !layout.rows.empty())
        return;
    painter.save();
    painter.setRenderHint(QPainter::TextAntialiasing);
    EdgeLabels labels(painter, picture, theme, seen);
    QPointF corner = seen.place(layout.body.topLeft());
    for (const TextItem& item : layout.texts)
        if (item.role == TextRole::Title)
            corner.setY(std::min(corner.y(), seen.place(item.rect.topLeft()).y()));
    const bool atLeft = picture.style.descriptions && layout.isDown() && corner.x() < 0;
    if (!layout.isDown())
        for (const bool inputs : {true, false})
            labels.notes(inputs);
    labels.names(atLeft ? labels.stripWidth() : 0);
    if (atLeft)
        labels.headingsAtLeft();
    if (picture.style.descriptions && !layout.isDown() && corner.y() < 0)
        labels.headingsAtTop();
    painter.restore();
}

} // namespace netloom
