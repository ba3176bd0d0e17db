// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_painter.h"

#include "core/explanation/contour_lines.h"
#include "ui/diagram/boundary_key.h"
#include "ui/diagram/boundary_marks.h"
#include "ui/diagram/column_text.h"
#include "ui/diagram/diagram_colors.h"
#include "ui/diagram/diagram_painter.h"
#include "ui/diagram/paint_options.h"
#include "ui/diagram/unit_painter.h"
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
constexpr double leastMap = 40;
constexpr double leastKeyed = 200; ///< height of a picture with a key
constexpr double leastWithAxes = 140;
constexpr double foldRoom = 42; ///< of "22 more"
constexpr double leastTile = 22;
constexpr double nameRoom = 14; ///< over a tile
constexpr double mostTile = 34;
constexpr std::size_t levels = 7; ///< contours of numbers

/// Over each tile of a hidden layer, where the tiles stay large enough.
bool namesUnits(const DiagramPicture& network, std::size_t column)
{
    constexpr double leastNamed = 28; ///< px of a tile
    return network.columns[column].role == DiagramRole::Hidden &&
           network.layout.columns[column].pitch >= leastNamed + nameRoom + 5;
}

bool showsNetwork(const BoundaryPicture& picture)
{
    return !picture.scene.network.shapes.empty() && hasRoomForUnitMaps(picture.size.width());
}

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

QImage mapImage(const BoundaryScene& scene, const Theme& theme)
{
    const int n = scene.map.cells;
    QImage image(n, n, QImage::Format_RGB32);
    const auto& outputs = scene.map.outputs;
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            const auto at = static_cast<std::size_t>(y * n + x);
            QColor color = theme.canvas;
            if (!std::isfinite(scene.output()[at])) {
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
                color = shaded(classColor(static_cast<int>(best), theme.dark), theme.canvas,
                               scene.decisionOnly ? 0.6 : 0.12 + 0.55 * margin);
            } else if (tellsNumbers(scene)) {
                color = numberColor(scene, static_cast<double>(scene.output()[at]), theme);
            } else {
                const double p = static_cast<double>(scene.output()[at]);
                const double sure = scene.decisionOnly ? 0.75 : 0.75 * std::abs(2 * p - 1);
                color = shaded(p > 0.5 ? theme.positive : theme.negative, theme.canvas, sure);
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
            image.setPixelColor(x, y, shaded(v < 0 ? theme.negative : theme.positive, theme.canvas, 0.85 * share));
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
    } else if (tellsNumbers(scene)) {
        const Range range = rangeOf(scene.output());
        for (const double level :
             ticks(static_cast<double>(range.low), static_cast<double>(range.high), static_cast<int>(levels)))
            add(scene.output(), static_cast<float>(level), false, boundaryNumber(level));
    } else {
        add(scene.output(), 0.5f, false, {});
        if (!scene.decisionOnly) {
            add(scene.output(), 0.1f, true, {});
            add(scene.output(), 0.9f, true, {});
        }
    }
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

double keyWidth(const QSizeF& size)
{
    return size.width() - 2 * boundaryPadding;
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
        return QStringLiteral("probability of %1").arg(scene.targetName());
    case Task::Regression:
    case Task::None:
        break;
    }
    return QStringLiteral("predicted %1").arg(scene.targetName());
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
    const double beside = std::min(map.center().x(), picture.size.width() - map.center().x());
    write(map.center().x(), map.top() - 1, picture.tiles.empty() ? 2 * beside : map.width() + axisRoom,
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
    const double between = namesUnits(network, column) ? nameRoom + 5 : 5;
    const double side = std::min(std::max(item.pitch - between, leastTile), mostTile);
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
    picture.size = area.expandedTo(QSizeF(200, leastMap + 20));
    picture.hasKey = picture.size.height() >= leastKeyed;
    const Theme theme = dark ? Theme::darkTheme() : Theme::light();
    double height = picture.size.height();
    if (picture.hasKey)
        height -= BoundaryKey(picture.scene, keyWidth(picture.size), showsNetwork(picture)).height();
    picture.hasAxes = picture.size.height() >= leastWithAxes;
    const double axes = picture.hasAxes ? axisRoom : 6;
    const double above = picture.hasKey ? boundaryPadding : 6;
    const bool withNetwork = showsNetwork(picture);
    const double mapSide =
        std::max(leastMap, std::min(height - above - axes,
                                    (picture.size.width() - 2 * boundaryPadding - axes) * (withNetwork ? 0.55 : 1.0)));
    double left = (picture.size.width() - mapSide - axes) / 2;
    if (withNetwork) {
        DiagramStyle style;
        style.coloring = findColoring("weights");
        style.descriptions = false;
        style.legend = false;
        style.dark = dark;
        const double room = picture.size.width() - mapSide - axes - 2 * boundaryPadding;
        const auto most = static_cast<Index>((height - 2 * boundaryPadding - foldRoom) / (leastTile + 5));
        const auto& shapes = picture.scene.network.shapes;
        for (std::size_t layer = 0; layer < shapes.size(); ++layer)
            if (shapes[layer].outputs() > most)
                style.unfolded[static_cast<int>(layer) + 1] = std::max<Index>(most, 3);
        picture.network = makePicture(picture.scene.network, style, QSizeF(room, height), measure);
        for (TextItem& text : picture.network.layout.texts)
            if (text.role == TextRole::OutputName) { // a tile is wider than a circle
                const double wider = picture.tile(static_cast<std::size_t>(text.column), 0).width() / 2 -
                                     picture.network.layout.columns[static_cast<std::size_t>(text.column)].radius;
                text.rect.translate(std::max(0.0, wider), 0);
            }
        left = std::min(room, picture.network.layout.size.width()) + boundaryPadding;
        for (std::size_t column = 0; column < picture.network.layout.columns.size(); ++column) {
            std::vector<QImage> tiles;
            std::vector<QPainterPath> zeros;
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
                    zeros.emplace_back();
                } else if (column - 1 < picture.scene.map.units.size()) {
                    std::vector<float> values =
                        picture.scene.map.units[column - 1][static_cast<std::size_t>(unit.unit)];
                    const Task task = picture.scene.task;
                    if (column == picture.scene.map.units.size() && (task == Task::Binary || task == Task::MultiBinary))
                        for (float& value : values)
                            value -= 0.5f; // the two sides of a decision, as on the map
                    const int n = picture.scene.map.tileCells;
                    tiles.push_back(tileImage(values, n, theme));
                    zeros.push_back(pathOf(contourLines(values, n, n, 0.0f), QRectF(0, 0, 1, 1), n));
                }
            }
            picture.tiles.push_back(std::move(tiles));
            picture.zeros.push_back(std::move(zeros));
        }
    }
    picture.map = QRectF(left, above + (height - axes - above - mapSide) / 2, mapSide, mapSide);
    picture.image = mapImage(picture.scene, theme);
    addContours(picture);
    return picture;
}

namespace {

/// At the lower left of the tiles of a column.
void paintTileBiases(QPainter& painter, const BoundaryPicture& picture, const Theme& theme, std::size_t column)
{
    const NamedTensor* bias = biasOf(picture.network.scene, picture.network.columns[column]);
    if (!bias)
        return;
    double largest = 0;
    for (const Scalar b : bias->values)
        if (std::isfinite(b))
            largest = std::max(largest, std::abs(static_cast<double>(b)));
    const std::vector<UnitItem>& units = picture.network.layout.columns[column].units;
    for (std::size_t unit = 0; unit < units.size(); ++unit) {
        const auto b = static_cast<double>(bias->values[static_cast<std::size_t>(units[unit].unit)]);
        const QRectF rect = picture.tile(column, unit);
        if (b != 0 && std::isfinite(b))
            paintBiasMark(painter, rect.bottomLeft(), b, std::abs(b) / largest, 0.15 * rect.width(), theme);
    }
}

} // namespace

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
                painter.setPen(QPen(theme.text, 1.2));
                painter.setBrush(Qt::NoBrush);
                painter.drawPath(QTransform::fromTranslate(rect.left(), rect.top())
                                     .scale(rect.width(), rect.height())
                                     .map(picture.zeros[column][unit]));
                const bool chosen = overlay == std::pair(static_cast<int>(column), static_cast<int>(unit));
                painter.setPen(QPen(chosen ? theme.text : roleColor(picture.network.columns[column].role, theme),
                                    chosen ? 2.4 : 1.6));
                painter.setBrush(Qt::NoBrush);
                painter.drawRoundedRect(rect, 3, 3);
                if (!namesUnits(picture.network, column))
                    continue;
                const ColumnItem& item = picture.network.layout.columns[column];
                painter.setFont(diagramFont(TextRole::Note));
                painter.setPen(theme.textMuted);
                painter.drawText(QRectF(rect.center().x() - 30, rect.top() - 1 - nameRoom, 60, nameRoom),
                                 Qt::AlignHCenter | Qt::AlignBottom,
                                 unitLabel(picture.network.columns[column], item.units[unit].unit));
            }
            paintTileBiases(painter, picture, theme, column);
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
        paintMapPoint(painter, picture.scene, theme, point, picture.toPicture(point.across, point.up));
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
    if (picture.hasAxes)
        paintAxes(painter, picture, theme);
    if (!picture.hasKey)
        return;
    paintTitles(painter, picture, theme);
    const BoundaryKey key(picture.scene, keyWidth(picture.size), showsNetwork(picture));
    key.paint(painter, theme, QPointF(boundaryPadding, picture.size.height() - key.height()));
}

} // namespace netloom
