// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_painter.h"

#include "core/explanation/contour_lines.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/paint_options.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/round_step.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace netloom {

namespace {

constexpr double boundaryPadding = 20;
constexpr double axisRoom = 52; ///< right of and below the map
constexpr double keyLine = 18;
constexpr int mostNamed = 12; ///< classes in the key
constexpr double leastMap = 40;
constexpr double leastKeyed = 200; ///< height of a picture with a key
constexpr double foldRoom = 42;    ///< of "22 more"
constexpr double leastTile = 22;
constexpr double mostTile = 34;
constexpr std::size_t levels = 7; ///< contours of numbers
constexpr double scaleBar = 90;   ///< of the key's colours of numbers
constexpr double scaleGap = 6;

QString boundaryNumber(double value)
{
    const double size = std::abs(value);
    QString text = size >= 1e4 && size < 1e9 && value == std::round(value) ? QLocale().toString(value, 'f', 0)
                                                                           : QLocale().toString(value, 'g', 4);
    return withMinus(std::move(text));
}

/// Round numbers within a range, about `count` of them.
std::vector<double> ticks(double low, double high, int count)
{
    const double raw = (high - low) / count;
    if (!(raw > 0) || !std::isfinite(raw))
        return {};
    const double step = roundStep(raw);
    std::vector<double> values;
    for (double v = std::ceil(low / step) * step; v <= high + 1e-9 * step; v += step)
        values.push_back(std::abs(v) < 1e-9 * step ? 0 : v);
    return values;
}

QColor shade(const QColor& color, const QColor& ground, double share)
{
    return mixed(ground, color, std::clamp(share, 0.0, 1.0));
}

struct Range {
    float low = 0, high = 0;
};

Range rangeOf(const std::vector<float>& values)
{
    Range range{std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity()};
    for (const float v : values)
        if (std::isfinite(v)) {
            range.low = std::min(range.low, v);
            range.high = std::max(range.high, v);
        }
    return range.low <= range.high ? range : Range{};
}

bool hasNumbers(const BoundaryScene& scene)
{
    return scene.task == Task::Regression || scene.task == Task::None;
}

/// Of a number, on the map and in the points.
QColor numberColor(const BoundaryScene& scene, double value, const Theme& theme)
{
    const double span = scene.high - scene.low;
    const double share = span > 0 ? std::clamp((value - scene.low) / span, 0.0, 1.0) : 0;
    return shade(theme.positive, theme.canvas, 0.05 + 0.8 * share);
}

QImage mapImage(const BoundaryScene& scene, const Theme& theme)
{
    const int n = scene.map.cells;
    QImage image(n, n, QImage::Format_RGB32);
    const auto& outputs = scene.map.outputs;
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            const auto at = static_cast<std::size_t>(y * n + x);
            QColor color = theme.canvas;
            if (!std::isfinite(outputs.front()[at])) {
                color = theme.border;
            } else if (scene.task == Task::Multiclass) {
                std::size_t best = 0;
                float second = 0;
                for (std::size_t k = 1; k < outputs.size(); ++k)
                    if (outputs[k][at] > outputs[best][at])
                        best = k;
                for (std::size_t k = 0; k < outputs.size(); ++k)
                    if (k != best)
                        second = std::max(second, outputs[k][at]);
                const double margin = static_cast<double>(outputs[best][at] - second);
                color = shade(classColor(static_cast<int>(best), theme.dark), theme.canvas,
                              scene.decisionOnly ? 0.6 : 0.12 + 0.55 * margin);
            } else if (hasNumbers(scene)) {
                color = numberColor(scene, static_cast<double>(outputs.front()[at]), theme);
            } else {
                const double p = static_cast<double>(outputs.front()[at]);
                const double sure = scene.decisionOnly ? 0.75 : 0.75 * std::abs(2 * p - 1);
                color = shade(p > 0.5 ? theme.positive : theme.negative, theme.canvas, sure);
            }
            image.setPixelColor(x, y, color);
        }
    return image;
}

QImage tileImage(const std::vector<float>& values, int n, const Theme& theme)
{
    QImage image(n, n, QImage::Format_RGB32);
    float largest = 0;
    for (const float v : values)
        if (std::isfinite(v))
            largest = std::max(largest, std::abs(v));
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            const float v = values[static_cast<std::size_t>(y * n + x)];
            const double share = largest > 0 && std::isfinite(v) ? static_cast<double>(std::abs(v) / largest) : 0;
            image.setPixelColor(x, y, shade(v < 0 ? theme.negative : theme.positive, theme.canvas, 0.85 * share));
        }
    return image;
}

QPainterPath pathOf(const std::vector<ContourLine>& lines, const QRectF& rect, int cells)
{
    QPainterPath path;
    const auto place = [&](const ContourPoint& p) {
        return QPointF(rect.left() + (p.x + 0.5) / cells * rect.width(),
                       rect.top() + (p.y + 0.5) / cells * rect.height());
    };
    for (const ContourLine& line : lines) {
        path.moveTo(place(line.front()));
        for (std::size_t i = 1; i < line.size(); ++i)
            path.lineTo(place(line[i]));
    }
    return path;
}

void addContours(BoundaryPicture& picture)
{
    const BoundaryScene& scene = picture.scene;
    const int n = scene.map.cells;
    const auto add = [&](const std::vector<float>& values, float level, bool dashed, const QString& text) {
        const std::vector<ContourLine> lines = contourLines(values, n, n, level);
        if (lines.empty())
            return;
        BoundaryPicture::Contour contour{pathOf(lines, picture.map, n), dashed, text, {}};
        const auto longest = std::max_element(lines.begin(), lines.end(),
                                              [](const auto& a, const auto& b) { return a.size() < b.size(); });
        const ContourPoint middle = (*longest)[longest->size() / 2];
        contour.textAt = QPointF(picture.map.left() + (middle.x + 0.5) / n * picture.map.width(),
                                 picture.map.top() + (middle.y + 0.5) / n * picture.map.height());
        picture.contours.push_back(std::move(contour));
    };
    const auto& outputs = scene.map.outputs;
    if (scene.task == Task::Multiclass) {
        for (std::size_t k = 0; k < outputs.size(); ++k) {
            std::vector<float> lead(outputs[k]);
            for (std::size_t i = 0; i < lead.size(); ++i) {
                float other = 0;
                for (std::size_t j = 0; j < outputs.size(); ++j)
                    if (j != k)
                        other = std::max(other, outputs[j][i]);
                lead[i] -= other;
            }
            add(lead, 0, false, {});
        }
    } else if (hasNumbers(scene)) {
        const Range range = rangeOf(outputs.front());
        for (const double level :
             ticks(static_cast<double>(range.low), static_cast<double>(range.high), static_cast<int>(levels)))
            add(outputs.front(), static_cast<float>(level), false, boundaryNumber(level));
    } else {
        add(outputs.front(), 0.5f, false, {});
        if (!scene.decisionOnly) {
            add(outputs.front(), 0.1f, true, {});
            add(outputs.front(), 0.9f, true, {});
        }
    }
}

/// Disc, triangle, square, diamond, pentagon …: classes are told apart without their colours.
QPainterPath marker(QPointF center, int group, double size)
{
    QPainterPath path;
    if (group % 6 == 0) {
        path.addEllipse(center, size, size);
        return path;
    }
    constexpr std::array<int, 6> corners{0, 3, 4, 4, 5, 6};
    const int n = corners[static_cast<std::size_t>(group % 6)];
    const double turn = group % 6 == 2 ? M_PI / 4 : 0;
    const double r = size * (n == 3 ? 1.3 : 1.15);
    for (int i = 0; i < n; ++i) {
        const double angle = -M_PI / 2 + turn + 2 * M_PI * i / n;
        const QPointF p = center + r * QPointF(std::cos(angle), std::sin(angle));
        i == 0 ? path.moveTo(p) : path.lineTo(p);
    }
    path.closeSubpath();
    return path;
}

QColor groupColor(const BoundaryScene& scene, int group, const Theme& theme)
{
    if (scene.task == Task::Binary || scene.task == Task::MultiBinary)
        return group == 1 ? theme.positive : theme.negative;
    if (scene.task == Task::Multiclass)
        return classColor(group, theme.dark);
    return theme.text;
}

void paintPoint(QPainter& painter, const BoundaryScene& scene, const Theme& theme, const MapPoint& point, QPointF at)
{
    constexpr double size = 3.6;
    if (hasNumbers(scene)) {
        constexpr int diamond = 3;
        painter.setPen(QPen(theme.text, 1));
        painter.setBrush(numberColor(scene, point.value, theme));
        painter.drawPath(marker(at, point.validation ? diamond : 0, size));
        return;
    }
    const QColor color = groupColor(scene, point.group, theme);
    painter.setPen(QPen(point.validation ? color : theme.canvas, point.validation ? 1.6 : 1));
    painter.setBrush(point.validation ? theme.canvas : color);
    painter.drawPath(marker(at, point.group, size));
    if (!point.wrong)
        return;
    painter.setPen(QPen(theme.text, 1.4));
    for (const double side : {-1.0, 1.0})
        painter.drawLine(at + QPointF(-size, side * -size), at + QPointF(size, side * size));
}

void paintAxes(QPainter& painter, const BoundaryPicture& picture, const Theme& theme)
{
    const QRectF& map = picture.map;
    const BoundaryMap& values = picture.scene.map;
    painter.setFont(diagramFont(TextRole::Note));
    const double line = lineHeight(TextRole::Note);
    const int count = std::clamp(static_cast<int>(map.width() / 44), 1, 5);
    for (const double v : ticks(values.across.low, values.across.high, count)) {
        const double x = picture.toPicture(v, values.up.low).x();
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.drawLine(QPointF(x, map.bottom()), QPointF(x, map.bottom() + 4));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(x - 40, map.bottom() + 5, 80, line), Qt::AlignHCenter | Qt::AlignTop,
                         boundaryNumber(v));
    }
    for (const double v : ticks(values.up.low, values.up.high, std::clamp(static_cast<int>(map.height() / 24), 1, 5))) {
        const double y = picture.toPicture(values.across.low, v).y();
        painter.setPen(QPen(theme.borderStrong, 1));
        painter.drawLine(QPointF(map.right(), y), QPointF(map.right() + 4, y));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(map.right() + 7, y - line / 2, axisRoom - 4, line), Qt::AlignLeft | Qt::AlignVCenter,
                         boundaryNumber(v));
    }
    painter.setFont(diagramFont(TextRole::OutputName));
    painter.setPen(theme.text);
    const FontMeasure measure;
    const QString across = drawable(QString::fromStdString(values.across.name));
    const QString up = drawable(QString::fromStdString(values.up.name));
    painter.drawText(QRectF(map.left(), map.bottom() + 6 + line, map.width(), 18), Qt::AlignCenter,
                     measure.elided(across, TextRole::OutputName, map.width(), {up}));
    painter.save();
    painter.translate(map.right() + axisRoom - 4, map.center().y());
    painter.rotate(-90);
    painter.drawText(QRectF(-map.height() / 2, -9, map.height(), 18), Qt::AlignCenter,
                     measure.elided(up, TextRole::OutputName, map.height(), {across}));
    painter.restore();
}

/// What a mark of the map means; the mark is `sample` wide.
struct KeyEntry {
    double sample;
    QString text;
    double indent() const { return sample > 0 ? sample + 6 : 0; }
    std::function<void(QPainter&, const Theme&, QPointF)> draw;
};

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

/// What the colours of numbers mean, and which points are which.
void addScale(std::vector<KeyEntry>& entries, const BoundaryScene& scene)
{
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
    entries.push_back({width, scene.classes.value(0), [=, &scene](QPainter& painter, const Theme& theme, QPointF at) {
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
            entries.push_back({10, validation ? QStringLiteral("validation row") : QStringLiteral("training row"),
                               [&scene, validation](QPainter& painter, const Theme& theme, QPointF at) {
                                   MapPoint point;
                                   point.value = (scene.low + scene.high) / 2;
                                   point.validation = validation;
                                   paintPoint(painter, scene, theme, point, at);
                               }});
}

std::vector<KeyEntry> keyEntries(const BoundaryScene& scene)
{
    std::vector<KeyEntry> entries;
    const auto point = [&](const QString& text, int group, bool hollow, bool wrong) {
        entries.push_back({10, text, [&scene, group, hollow, wrong](QPainter& painter, const Theme& theme, QPointF at) {
                               paintPoint(painter, scene, theme, {0, 0, group, 0, hollow, wrong}, at);
                           }});
    };
    const auto line = [&](const QString& text, Qt::PenStyle style, double width) {
        entries.push_back({26, text, [style, width](QPainter& painter, const Theme& theme, QPointF at) {
                               painter.setPen(QPen(theme.text, width, style));
                               painter.drawLine(at - QPointF(13, 0), at + QPointF(13, 0));
                           }});
    };
    if (scene.task == Task::MultiBinary) {
        point(QStringLiteral("%1: no").arg(scene.classes.value(0)), 0, false, false);
        point(QStringLiteral("%1: yes").arg(scene.classes.value(0)), 1, false, false);
    } else if (hasClasses(scene.task)) {
        const auto classes = static_cast<int>(scene.classes.size());
        const int named = classes > mostNamed ? mostNamed - 1 : classes;
        for (int k = 0; k < named; ++k)
            point(scene.classes.at(k), k, false, false);
        if (named < classes)
            entries.push_back(
                {0, QStringLiteral("and %1 more").arg(classes - named), [](QPainter&, const Theme&, QPointF) {}});
    }
    if (!hasNumbers(scene)) {
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
        addScale(entries, scene);
        line(QStringLiteral("equal values"), Qt::SolidLine, 1);
    }
    if (!scene.others.isEmpty())
        entries.push_back({0, scene.others, [](QPainter&, const Theme&, QPointF) {}});
    return entries;
}

/// An entry's text as it is shown, and its left upper corner, counted from the key's.
struct KeyPlace {
    QString text;
    QPointF at;
};

/// In as many lines as they need.
std::vector<KeyPlace> keyPlaces(const std::vector<KeyEntry>& entries, double width)
{
    const FontMeasure measure;
    std::vector<KeyPlace> places;
    QPointF at;
    for (const KeyEntry& entry : entries) {
        const double most =
            std::max(60.0, std::min(width - entry.indent(), entry.sample > 0 ? std::min(200.0, width / 3) : width));
        const QString shown = measure.elided(entry.text, TextRole::Note, most);
        const double own = entry.indent() + measure.width(shown, TextRole::Note);
        if (at.x() > 0 && at.x() + own > width)
            at = {0, at.y() + keyLine};
        places.push_back({shown, at});
        at.rx() += own + 18;
    }
    return places;
}

double keyWidth(const QSizeF& size)
{
    return size.width() - 2 * boundaryPadding;
}

/// Below all.
double keyRoom(const std::vector<KeyPlace>& places)
{
    return keyLine + 12 + (places.empty() ? 0 : places.back().at.y());
}

void paintKey(QPainter& painter, const BoundaryPicture& picture, const Theme& theme)
{
    const std::vector<KeyEntry> entries = keyEntries(picture.scene);
    const std::vector<KeyPlace> places = keyPlaces(entries, keyWidth(picture.size));
    const double top = picture.size.height() - keyRoom(places) + 2;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const QPointF left = QPointF(boundaryPadding, top + keyLine / 2) + places[i].at;
        entries[i].draw(painter, theme, left + QPointF(entries[i].sample / 2, 0));
        painter.setFont(diagramFont(TextRole::Note));
        painter.setPen(theme.textMuted);
        painter.drawText(QRectF(left + QPointF(entries[i].indent(), -9), QSizeF(keyWidth(picture.size), 18)),
                         Qt::AlignLeft | Qt::AlignVCenter, places[i].text);
    }
}

/// What the colours of the map say.
QString mapTitle(const BoundaryScene& scene)
{
    switch (scene.task) {
    case Task::Binary:
        return scene.decisionOnly ? QStringLiteral("predicted class")
                                  : QStringLiteral("probability of %1").arg(scene.classes.value(1));
    case Task::Multiclass:
        return scene.decisionOnly ? QStringLiteral("predicted class")
                                  : QStringLiteral("predicted class, fainter where less sure");
    case Task::MultiBinary:
        return QStringLiteral("probability of %1").arg(scene.classes.value(0));
    case Task::Regression:
    case Task::None:
        break;
    }
    return QStringLiteral("predicted %1").arg(scene.classes.value(0));
}

/// Over the map and over the columns of units, in the padding above them.
void paintTitles(QPainter& painter, const BoundaryPicture& picture, const Theme& theme)
{
    const FontMeasure measure;
    const double line = lineHeight(TextRole::Title);
    const auto write = [&](double center, double bottom, double room, const QString& text, TextRole role,
                           const QColor& color) {
        painter.setFont(diagramFont(role));
        painter.setPen(color);
        painter.drawText(QRectF(center - room / 2, bottom - line, room, line), Qt::AlignCenter,
                         measure.elided(text, role, room));
    };
    const QRectF& map = picture.map;
    write(map.center().x(), map.top() - 1, std::min(2 * map.center().x(), map.width() + axisRoom),
          mapTitle(picture.scene), TextRole::Note, theme.textMuted);
    const auto& columns = picture.network.layout.columns;
    for (std::size_t i = 0; i < picture.tiles.size(); ++i) {
        const double room = columns.size() > 1 ? columns[1].along - columns[0].along - 6 : 120;
        write(columns[i].along, boundaryPadding, room, picture.network.columns[i].name.toUpper(), TextRole::Title,
              readable(roleColor(picture.network.columns[i].role, theme), theme.canvas));
    }
}

} // namespace

QRectF BoundaryPicture::tile(std::size_t column, std::size_t unit) const
{
    const ColumnItem& item = network.layout.columns[column];
    const double side = std::min(std::max(item.pitch - 5, leastTile), mostTile);
    return QRectF(item.units[unit].center - QPointF(side / 2, side / 2), QSizeF(side, side));
}

QPointF BoundaryPicture::toPicture(double across, double up) const
{
    return {map.left() + (scene.map.placeAcross(across) + 0.5) / scene.map.cells * map.width(),
            map.top() + (scene.map.placeUp(up) + 0.5) / scene.map.cells * map.height()};
}

QPointF BoundaryPicture::valueAt(QPointF point) const
{
    const BoundaryMap& m = scene.map;
    return {m.across.low + (point.x() - map.left()) / map.width() * (m.across.high - m.across.low),
            m.up.high - (point.y() - map.top()) / map.height() * (m.up.high - m.up.low)};
}

QString BoundaryPicture::readout(QPointF point) const
{
    if (isEmpty() || !map.contains(point))
        return {};
    const int n = scene.map.cells;
    const int x = std::clamp(static_cast<int>((point.x() - map.left()) / map.width() * n), 0, n - 1);
    const int y = std::clamp(static_cast<int>((point.y() - map.top()) / map.height() * n), 0, n - 1);
    const auto at = static_cast<std::size_t>(y * n + x);
    const QPointF value = valueAt(point);
    QStringList said;
    for (std::size_t k = 0; k < scene.map.outputs.size() && said.size() < 4; ++k) {
        const QString name =
            scene.task == Task::Binary ? scene.classes.value(1) : scene.classes.value(static_cast<qsizetype>(k));
        const double v = static_cast<double>(scene.map.outputs[k][at]);
        said << (hasClasses(scene.task) || scene.task == Task::MultiBinary
                     ? QStringLiteral("p(%1) = %2").arg(name, QLocale().toString(v, 'f', 2))
                     : QStringLiteral("%1 = %2").arg(name, boundaryNumber(v)));
    }
    return QStringLiteral("%1 = %2, %3 = %4: %5")
        .arg(QString::fromStdString(scene.map.across.name), boundaryNumber(value.x()),
             QString::fromStdString(scene.map.up.name), boundaryNumber(value.y()), said.join(QStringLiteral(", ")));
}

std::pair<int, int> BoundaryPicture::tileAt(QPointF point) const
{
    for (std::size_t column = 0; column < tiles.size(); ++column)
        for (std::size_t unit = 0; unit < tiles[column].size(); ++unit)
            if (tile(column, unit).contains(point))
                return {static_cast<int>(column), static_cast<int>(unit)};
    return {-1, -1};
}

BoundaryPicture makeBoundary(BoundaryScene scene, QSizeF area, bool dark, const TextMeasure& measure)
{
    BoundaryPicture picture;
    picture.scene = std::move(scene);
    picture.dark = dark;
    picture.size = area.expandedTo(QSizeF(200, 110));
    picture.hasKey = picture.size.height() >= leastKeyed;
    const Theme theme = dark ? Theme::darkTheme() : Theme::light();
    double height = picture.size.height();
    if (picture.hasKey)
        height -= keyRoom(keyPlaces(keyEntries(picture.scene), keyWidth(picture.size)));
    const double above = picture.hasKey ? boundaryPadding : 6;
    const bool withNetwork = picture.scene.map.exact && picture.size.width() > 560;
    const double mapSide =
        std::max(leastMap, std::min(height - above - axisRoom, (picture.size.width() - 2 * boundaryPadding - axisRoom) *
                                                                   (withNetwork ? 0.55 : 1.0)));
    double left = (picture.size.width() - mapSide - axisRoom) / 2;
    if (withNetwork) {
        DiagramStyle style;
        style.coloring = findColoring("weights");
        style.descriptions = false;
        style.legend = false;
        style.dark = dark;
        const double room = picture.size.width() - mapSide - axisRoom - 2 * boundaryPadding;
        const auto most = static_cast<Index>((height - 2 * boundaryPadding - foldRoom) / (leastTile + 5));
        const auto& shapes = picture.scene.network.shapes;
        for (std::size_t layer = 0; layer < shapes.size(); ++layer)
            if (shapes[layer].outputs() > most)
                style.unfolded[static_cast<int>(layer) + 1] = std::max<Index>(most, 3);
        picture.network = makePicture(picture.scene.network, style, QSizeF(room, height), measure);
        std::erase_if(picture.network.layout.texts,
                      [](const TextItem& text) { return text.role == TextRole::OutputName; });
        left = std::min(room, picture.network.layout.size.width()) + boundaryPadding;
        for (std::size_t column = 0; column < picture.network.layout.columns.size(); ++column) {
            std::vector<QImage> tiles;
            const ColumnItem& item = picture.network.layout.columns[column];
            for (const UnitItem& unit : item.units) {
                if (column == 0) {
                    // An input alone: how it grows across or up.
                    const int n = std::max(2, picture.scene.map.tileCells);
                    const bool isAcross = static_cast<std::size_t>(unit.unit) == picture.scene.map.across.column;
                    std::vector<float> values;
                    for (int y = 0; y < n; ++y)
                        for (int x = 0; x < n; ++x)
                            values.push_back(static_cast<float>(2 * (isAcross ? x : n - 1 - y) - n + 1));
                    tiles.push_back(tileImage(values, n, theme));
                } else if (column - 1 < picture.scene.map.units.size()) {
                    tiles.push_back(tileImage(picture.scene.map.units[column - 1][static_cast<std::size_t>(unit.unit)],
                                              picture.scene.map.tileCells, theme));
                }
            }
            picture.tiles.push_back(std::move(tiles));
        }
    }
    picture.map = QRectF(left, above + (height - axisRoom - above - mapSide) / 2, mapSide, mapSide);
    picture.image = mapImage(picture.scene, theme);
    addContours(picture);
    return picture;
}

void paintBoundary(QPainter& painter, const BoundaryPicture& picture, std::pair<int, int> overlay)
{
    if (picture.isEmpty())
        return;
    const Theme theme = picture.dark ? Theme::darkTheme() : Theme::light();
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing | QPainter::SmoothPixmapTransform);
    if (!picture.tiles.empty()) {
        PaintOptions options;
        options.scale = 0;
        paintLinks(painter, picture.network, theme, options);
        for (std::size_t column = 0; column < picture.tiles.size(); ++column) {
            for (std::size_t unit = 0; unit < picture.tiles[column].size(); ++unit) {
                const QRectF rect = picture.tile(column, unit);
                painter.drawImage(rect, picture.tiles[column][unit]);
                const bool chosen = overlay == std::pair(static_cast<int>(column), static_cast<int>(unit));
                painter.setPen(QPen(chosen ? theme.text : roleColor(picture.network.columns[column].role, theme),
                                    chosen ? 2.4 : 1.6));
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(rect, 3, 3);
            }
            paintTexts(painter, picture.network, theme, static_cast<int>(column), options);
        }
    }
    painter.drawImage(picture.map, picture.image);
    painter.save();
    painter.setClipRect(picture.map);
    painter.setBrush(Qt::NoBrush);
    for (const BoundaryPicture::Contour& contour : picture.contours) {
        QPen pen(theme.text, contour.dashed ? 1.2 : contour.text.isEmpty() ? 2 : 1);
        if (contour.dashed)
            pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(contour.path);
    }
    for (const MapPoint& point : picture.scene.points)
        paintPoint(painter, picture.scene, theme, point, picture.toPicture(point.across, point.up));
    for (const BoundaryPicture::Contour& contour : picture.contours) {
        if (contour.text.isEmpty())
            continue;
        const double width = FontMeasure().width(contour.text, TextRole::Note) + 6;
        const QRectF rect(contour.textAt - QPointF(width / 2, 8), QSizeF(width, 16));
        painter.fillRect(rect, withAlpha(theme.canvas, 0.85));
        painter.setFont(diagramFont(TextRole::Note));
        painter.setPen(theme.text);
        painter.drawText(rect, Qt::AlignCenter, contour.text);
    }
    if (overlay.first > 0 && static_cast<std::size_t>(overlay.first) <= picture.scene.map.units.size()) {
        const auto column = static_cast<std::size_t>(overlay.first);
        const Index unit = picture.network.layout.columns[column].units[static_cast<std::size_t>(overlay.second)].unit;
        const int n = picture.scene.map.tileCells;
        const auto lines =
            contourLines(picture.scene.map.units[column - 1][static_cast<std::size_t>(unit)], n, n, 0.0f);
        painter.setPen(QPen(theme.error, 2, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(pathOf(lines, picture.map, n));
    }
    painter.restore();
    painter.setPen(QPen(theme.borderStrong, 1));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(picture.map);
    paintAxes(painter, picture, theme);
    if (!picture.hasKey)
        return;
    paintTitles(painter, picture, theme);
    paintKey(painter, picture, theme);
}

QColor classColor(int group, bool dark)
{
    // Okabe and Ito's colours, which colour-blind readers tell apart; lighter on dark ground.
    static const std::array<QColor, 8> hues{
        QColor(0xe6, 0x9f, 0x00), QColor(0x00, 0x72, 0xb2), QColor(0x00, 0x9e, 0x73), QColor(0xcc, 0x79, 0xa7),
        QColor(0xd5, 0x5e, 0x00), QColor(0x56, 0xb4, 0xe9), QColor(0xb8, 0xa8, 0x10), QColor(0x77, 0x77, 0x77)};
    const QColor color = hues[static_cast<std::size_t>(group) % hues.size()];
    return dark ? color.lighter(118) : color;
}

} // namespace netloom
