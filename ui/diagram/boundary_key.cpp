// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_key.h"

#include "ui/diagram/boundary_marks.h"
#include "ui/diagram/text_measure.h"
#include "ui/diagram/unit_painter.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QImage>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr double keyLine = 18;
constexpr int mostNamed = 12;   ///< classes
constexpr double scaleBar = 90; ///< of the colours of numbers
constexpr double scaleGap = 6;

QString scaleNumber(double value)
{
    const bool plain = std::abs(value) >= 1000 && std::abs(value) < 1e6;
    QString text = plain ? QLocale().toString(value, 'f', 0) : QLocale().toString(value, 'g', 3);
    return withMinus(std::move(text));
}

/// From the lowest number's colour to the highest one's.
QImage scaleImage(const BoundaryScene& scene, const Theme& theme)
{
    constexpr int steps = 64;
    QImage image(steps, 1, QImage::Format_RGB32);
    for (int x = 0; x < steps; ++x)
        image.setPixelColor(x, 0, numberColor(scene, scene.low + (scene.high - scene.low) * x / (steps - 1), theme));
    return image;
}

} // namespace

BoundaryKey::BoundaryKey(const BoundaryScene& scene, double width, bool network)
    : m_scene(scene), m_width(width), m_network(network)
{
    addEntries();
    place();
}

/// What the colours of numbers mean, and which points are which.
void BoundaryKey::addScale()
{
    const BoundaryScene& scene = m_scene;
    const auto beyond = [&](bool below) {
        return std::any_of(scene.points.begin(), scene.points.end(), [&](const MapPoint& point) {
            return below ? point.value < scene.low : point.value > scene.high;
        });
    };
    const QString low = (beyond(true) ? QStringLiteral("≤ ") : QString()) + scaleNumber(scene.low);
    const QString high = (beyond(false) ? QStringLiteral("≥ ") : QString()) + scaleNumber(scene.high);
    const FontMeasure measure;
    const double before = measure.width(low, TextRole::Note) + scaleGap;
    const double behind = measure.width(high, TextRole::Note) + scaleGap;
    const double width = before + scaleBar + behind;
    m_entries.push_back({width, scene.targetName(), [=, &scene](QPainter& painter, const Theme& theme, QPointF at) {
                             const QRectF bar(at.x() - width / 2 + before, at.y() - 5, scaleBar, 10);
                             painter.drawImage(bar, scaleImage(scene, theme));
                             painter.setPen(QPen(theme.borderStrong, 1));
                             painter.setBrush(Qt::NoBrush);
                             painter.drawRect(bar);
                             painter.setFont(diagramFont(TextRole::Note));
                             painter.setPen(theme.textMuted);
                             painter.drawText(QRectF(at.x() - width / 2, at.y() - 9, before, 18),
                                              Qt::AlignLeft | Qt::AlignVCenter, low);
                             painter.drawText(QRectF(bar.right(), at.y() - 9, behind, 18),
                                              Qt::AlignRight | Qt::AlignVCenter, high);
                         }});
    for (const bool validation : {false, true})
        if (std::any_of(scene.points.begin(), scene.points.end(),
                        [&](const MapPoint& point) { return point.validation == validation; }))
            m_entries.push_back({10, validation ? QStringLiteral("validation row") : QStringLiteral("training row"),
                                 [&scene, validation](QPainter& painter, const Theme& theme, QPointF at) {
                                     MapPoint point;
                                     point.value = (scene.low + scene.high) / 2;
                                     point.validation = validation;
                                     paintMapPoint(painter, scene, theme, point, at);
                                 }});
}

void BoundaryKey::addEntries()
{
    const BoundaryScene& scene = m_scene;
    const auto point = [&](const QString& text, int group, bool hollow, bool wrong) {
        m_entries.push_back(
            {10, text, [&scene, group, hollow, wrong](QPainter& painter, const Theme& theme, QPointF at) {
                 paintMapPoint(painter, scene, theme, {0, 0, group, 0, hollow, wrong}, at);
             }});
    };
    const auto line = [&](const QString& text, Qt::PenStyle style, double width) {
        m_entries.push_back({26, text, [style, width](QPainter& painter, const Theme& theme, QPointF at) {
                                 painter.setPen(QPen(theme.text, width, style));
                                 painter.drawLine(at - QPointF(13, 0), at + QPointF(13, 0));
                             }});
    };
    if (scene.task == Task::MultiBinary) {
        point(QStringLiteral("%1: no").arg(scene.targetName()), 0, false, false);
        point(QStringLiteral("%1: yes").arg(scene.targetName()), 1, false, false);
    } else if (hasClasses(scene.task)) {
        const auto classes = static_cast<int>(scene.classes.size());
        const int named = classes > mostNamed ? mostNamed - 1 : classes;
        for (int k = 0; k < named; ++k)
            point(scene.classes.at(k), k, false, false);
        if (named < classes)
            m_entries.push_back(
                {0, QStringLiteral("and %1 more").arg(classes - named), [](QPainter&, const Theme&, QPointF) {}});
    }
    if (!tellsNumbers(scene)) {
        point(QStringLiteral("hollow: validation"), 0, true, false);
        point(QStringLiteral("wrong"), 0, true, true);
    }
    if (scene.task == Task::Binary || scene.task == Task::MultiBinary) {
        line(QStringLiteral("p = 0.5"), Qt::SolidLine, 2);
        if (!scene.decisionOnly)
            line(QStringLiteral("0.1 and 0.9"), Qt::DashLine, 1.2);
    } else if (scene.task == Task::Multiclass) {
        line(QStringLiteral("boundary"), Qt::SolidLine, 2);
    } else {
        addScale();
        line(QStringLiteral("equal values"), Qt::SolidLine, 1);
    }
    const ParameterSet* weights = m_network ? scene.network.weights.get() : nullptr;
    if (weights && std::any_of(weights->begin(), weights->end(), [](const NamedTensor& tensor) {
            return tensor.name == "bias" &&
                   std::any_of(tensor.values.begin(), tensor.values.end(), [](Scalar b) { return b != 0; });
        }))
        m_entries.push_back({22, QStringLiteral("bias + / −"), [](QPainter& painter, const Theme& theme, QPointF at) {
                                 paintSign(painter, at - QPointF(6, 0), 1, 1, 4, theme, theme.canvas);
                                 paintSign(painter, at + QPointF(6, 0), -1, 1, 4, theme, theme.canvas);
                             }});
    if (!scene.others.isEmpty())
        m_entries.push_back({0, scene.others, [](QPainter&, const Theme&, QPointF) {}});
}

void BoundaryKey::place()
{
    const FontMeasure measure;
    QPointF at;
    for (Entry& entry : m_entries) {
        const double room = m_width - entry.indent();
        const double most = std::max(60.0, entry.sample > 0 ? std::min({room, 200.0, m_width / 3}) : room);
        entry.text = measure.elided(entry.text, TextRole::Note, most);
        const double own = entry.indent() + measure.width(entry.text, TextRole::Note);
        if (at.x() > 0 && at.x() + own > m_width)
            at = {0, at.y() + keyLine};
        entry.at = at;
        at.rx() += own + 18;
    }
}

double BoundaryKey::height() const
{
    return keyLine + 12 + (m_entries.empty() ? 0 : m_entries.back().at.y());
}

void BoundaryKey::paint(QPainter& painter, const Theme& theme, QPointF topLeft) const
{
    for (const Entry& entry : m_entries) {
        const QPointF left = topLeft + QPointF(0, 2 + keyLine / 2) + entry.at;
        entry.draw(painter, theme, left + QPointF(entry.sample / 2, 0));
        painter.setFont(diagramFont(TextRole::Note));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(left + QPointF(entry.indent(), -9), QSizeF(m_width, 18)),
                         Qt::AlignLeft | Qt::AlignVCenter, entry.text);
    }
}

} // namespace netloom
