// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/unit_painter.h"

#include "core/explanation/unit_activity.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/pixel_painter.h"
#include "ui/toolkit/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double labelRadius = 9.5; ///< smaller circles have no label inside
constexpr double biasRadius = 7;    ///< smaller circles show no bias
constexpr double smallestSign = 1.4;

/// The circles of one column and what is known of them.
class Units
{
public:
    Units(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column, bool biases)
        : m_painter(painter),
          m_picture(picture),
          m_theme(theme),
          m_item(picture.layout.columns[column]),
          m_column(picture.columns[column]),
          m_index(column),
          m_role(filled(roleColor(m_column.role, theme)))
    {
        const Coloring& coloring = *picture.style.coloring;
        const bool known = isKnown(picture.scene, coloring.needs);
        if (coloring.unitValues && known) {
            m_values.resize(m_item.units.size());
            coloring.unitValues(picture, column, m_values);
            m_largest = largestValue();
        }
        m_marks = !m_values.empty() && !coloring.scale.unit;
        if (coloring.needsWeights() && known) {
            if (biases)
                m_biases = biasMarks(picture, column);
            if (picture.scene.activity && m_column.role == DiagramRole::Hidden)
                m_activity = picture.scene.activity->column(column);
            if (m_activity && static_cast<Index>(m_activity->size()) != m_column.units)
                m_activity = nullptr;
        }
    }

    QRectF circle(std::size_t u) const
    {
        const double r = m_item.radius;
        return QRectF(m_item.units[u].center - QPointF(r, r), QSizeF(2 * r, 2 * r));
    }

    void paint(std::size_t u, bool text)
    {
        const QPointF center = m_item.units[u].center;
        if (paintTile(m_painter, m_picture, m_theme, m_index, m_item.units[u])) {
            paintBias(u);
            return;
        }
        const UnitActivity* activity = activityOf(u);
        if (isDropped(m_picture.scene, m_index, m_item.units[u].unit)) {
            paintOff(u);
            return;
        }
        const bool print = m_picture.style.medium != DiagramMedium::Screen;
        if (m_marks) {
            paintOutline(u, activity && activity->isDead());
            const auto value = static_cast<double>(m_values[u]);
            const double share = m_largest > 0 ? std::abs(value) / m_largest : 0;
            paintSign(m_painter, center, value, share, m_item.radius - 3.2, m_theme, m_theme.canvas);
        } else if (activity && (activity->isDead() || activity->isSaturated())) {
            paintOutline(u, true);
            paintBars(center, activity->isDead() ? 1 : 2);
        } else if (print && m_values.empty()) {
            paintForPrint(u);
        } else {
            QColor fill = m_role;
            if (!m_values.empty())
                fill = filled(m_picture.style.coloring->scale.unit(m_theme, m_values[u]));
            m_painter.setPen(Qt::NoPen);
            m_painter.setBrush(fill);
            m_painter.drawEllipse(circle(u));
            if (text && m_item.radius >= labelRadius)
                paintLabel(u, textOn(fill, m_theme.dark));
        }
        paintBias(u);
    }

private:
    /// Of the layer over the data, so that a small value looks small also where it is the only one; of the shown values
    /// where the data are not known.
    double largestValue() const
    {
        double largest = 0;
        for (const float value : m_values)
            if (std::isfinite(value))
                largest = std::max(largest, static_cast<double>(std::abs(value)));
        if (const NetworkActivity* activity = m_picture.scene.activity.get())
            if (const auto* units = activity->column(m_index))
                for (const UnitActivity& unit : *units)
                    largest = std::max({largest, std::abs(unit.smallest), std::abs(unit.largest)});
        return largest;
    }

    QColor filled(const QColor& color) const
    {
        const bool as = m_theme.dark || m_picture.style.medium == DiagramMedium::BlackWhite;
        return as ? color : readable(color, Qt::white);
    }

    const UnitActivity* activityOf(std::size_t u) const
    {
        return m_activity ? &(*m_activity)[static_cast<std::size_t>(m_item.units[u].unit)] : nullptr;
    }

    void paintOutline(std::size_t u, bool muted)
    {
        const bool grey = m_picture.style.medium == DiagramMedium::BlackWhite; // too light already to be muted
        const QColor color = !muted ? m_role : grey ? m_theme.text : withAlpha(m_role, 0.4);
        m_painter.setPen(QPen(color, std::min(2.0, m_item.radius / 5)));
        m_painter.setBrush(m_theme.canvas);
        m_painter.drawEllipse(circle(u).adjusted(1, 1, -1, -1));
    }

    void paintOff(std::size_t u)
    {
        QPen pen(withAlpha(m_role, 0.8), 1.3);
        pen.setDashPattern({2.6, 2.2});
        m_painter.setPen(pen);
        m_painter.setBrush(m_theme.canvas);
        m_painter.drawEllipse(circle(u).adjusted(0.8, 0.8, -0.8, -0.8));
    }

    /// Inputs are hollow, one-to-one layers dashed, others filled.
    void paintForPrint(std::size_t u)
    {
        const bool hollow = m_column.role == DiagramRole::Input || m_column.role == DiagramRole::OneToOne;
        const bool grey = m_picture.style.medium == DiagramMedium::BlackWhite;
        QPen pen(grey ? QColor(Qt::black) : m_role, 1.4);
        if (m_column.role == DiagramRole::OneToOne)
            pen.setDashPattern({2.2, 1.6});
        m_painter.setPen(pen);
        m_painter.setBrush(hollow ? m_theme.canvas : m_role);
        m_painter.drawEllipse(circle(u).adjusted(0.7, 0.7, -0.7, -0.7));
    }

    void paintBars(QPointF center, int bars)
    {
        const double half = std::max(1.6, m_item.radius * 0.3);
        m_painter.setPen(QPen(m_theme.textMuted, std::max(1.0, m_item.radius / 9)));
        for (int i = 0; i < bars; ++i) {
            const double y = bars == 1 ? 0 : (i == 0 ? -1 : 1) * std::max(1.2, m_item.radius * 0.16);
            m_painter.drawLine(center + QPointF(-half, y), center + QPointF(half, y));
        }
    }

    void paintLabel(std::size_t u, const QColor& color)
    {
        const QString label = unitLabel(m_column, m_item.units[u].unit);
        if (label.isEmpty())
            return;
        const QString letter = label.left(1);
        const QString index = label.mid(1);
        const double letterWidth = m_measure.width(letter, TextRole::Unit);
        const double indexWidth = index.isEmpty() ? 0 : m_measure.width(index, TextRole::Subscript) + 0.5;
        const double room = 2 * m_item.radius - 5;
        const double shrink = std::min({1.0, room / (letterWidth + indexWidth), m_item.radius / 12});
        m_painter.save();
        m_painter.translate(m_item.units[u].center);
        if (shrink < 1)
            m_painter.scale(shrink, shrink);
        m_painter.setPen(color);
        const double x = -(letterWidth + indexWidth) / 2;
        m_painter.setFont(diagramFont(TextRole::Unit));
        m_painter.drawText(QPointF(x, index.isEmpty() ? 3.8 : 3.0), letter);
        if (!index.isEmpty()) {
            m_painter.setFont(diagramFont(TextRole::Subscript));
            m_painter.drawText(QPointF(x + letterWidth + 0.5, 5.6), index);
        }
        m_painter.restore();
    }

    void paintBias(std::size_t u)
    {
        if (m_biases.empty() || m_biases[u].share <= 0)
            return;
        const BiasMark& mark = m_biases[u];
        paintBiasMark(m_painter, mark.center, mark.bias, mark.share, mark.radius, m_theme);
    }

    QPainter& m_painter;
    const DiagramPicture& m_picture;
    const Theme& m_theme;
    const ColumnItem& m_item;
    const DiagramColumn& m_column;
    const std::size_t m_index;
    const FontMeasure m_measure;
    QColor m_role;
    std::vector<float> m_values;
    double m_largest = 0;
    bool m_marks = false;
    std::vector<BiasMark> m_biases; ///< empty: none
    const std::vector<UnitActivity>* m_activity = nullptr;
};

} // namespace

std::vector<BiasMark> biasMarks(const DiagramPicture& picture, std::size_t column)
{
    const ColumnItem& item = picture.layout.columns[column];
    const Coloring& coloring = *picture.style.coloring;
    if (item.units.empty() || item.radius < biasRadius || !coloring.needsWeights() ||
        !isKnown(picture.scene, coloring.needs))
        return {};
    const NamedTensor* bias = biasOf(picture.scene, picture.columns[column]);
    if (!bias)
        return {};
    double largest = 0;
    for (const Scalar b : bias->values)
        if (std::isfinite(b))
            largest = std::max(largest, std::abs(static_cast<double>(b)));
    std::vector<BiasMark> marks;
    marks.reserve(item.units.size());
    for (const UnitItem& unit : item.units) {
        BiasMark mark{unit.center + QPointF(-0.72, 0.72) * item.radius, 0, 0, 0.34 * item.radius};
        const auto value = static_cast<double>(bias->values[static_cast<std::size_t>(unit.unit)]);
        if (std::isfinite(value) && value != 0 && !isDropped(picture.scene, column, unit.unit)) {
            mark.bias = value;
            mark.share = std::abs(value) / largest;
        }
        marks.push_back(mark);
    }
    return marks;
}

void paintSign(QPainter& painter, QPointF center, double value, double share, double radius, const Theme& theme,
               const QColor& ground)
{
    if (value == 0 || !std::isfinite(value)) {
        painter.setPen(QPen(theme.textMuted, 1.2));
        painter.drawLine(center - QPointF(0.45 * radius, 0), center + QPointF(0.45 * radius, 0));
        return;
    }
    const double r = std::max(smallestSign, radius * std::sqrt(std::min(share, 1.0)));
    painter.setPen(Qt::NoPen);
    painter.setBrush(value > 0 ? theme.positive : theme.negative);
    painter.drawEllipse(center, r, r);
    if (value > 0)
        return;
    painter.setBrush(ground);
    painter.drawEllipse(center, 0.5 * r, 0.5 * r);
}

void paintBiasMark(QPainter& painter, QPointF center, double bias, double share, double radius, const Theme& theme)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.canvas);
    const double around = std::max(smallestSign, radius * std::sqrt(share)) + biasGround;
    painter.drawEllipse(center, around, around);
    paintSign(painter, center, bias, share, radius, theme, theme.canvas);
}

void paintUnits(QPainter& painter, const DiagramPicture& picture, const Theme& theme, std::size_t column,
                const PaintOptions& options, bool text)
{
    const ColumnItem& item = picture.layout.columns[column];
    if (item.units.empty())
        return;
    const QPointF corner(item.radius, item.radius);
    const QRectF all(item.units.front().center - corner, item.units.back().center + corner);
    if (!options.exposed.isNull() && !options.exposed.intersects(all))
        return; // of a thousand columns most
    Units units(painter, picture, theme, column, options.biases);
    for (std::size_t u = 0; u < item.units.size(); ++u)
        if (options.exposed.isNull() || options.exposed.intersects(units.circle(u))) {
            if (options.beforeUnit)
                options.beforeUnit(column, u);
            units.paint(u, text);
        }
}

} // namespace netloom
