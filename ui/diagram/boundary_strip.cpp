// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/boundary_strip.h"

#include "core/base/cancelled.h"
#include "core/base/error.h"
#include "ui/diagram/boundary_painter.h"
#include "ui/diagram/text_measure.h"
#include "ui/toolkit/theme.h"

#include <QFocusEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <limits>

namespace netloom {

namespace {

constexpr int cells = 40; ///< of a map, on either side
constexpr int stripGap = 12;
constexpr int edge = 14;
constexpr int stripTitleHeight = 22;
constexpr int lineHeightPx = 14;

/// The map with the line where the decision changes, without points and axes.
QImage pictureOf(BoundaryScene scene, int side, bool dark)
{
    scene.points.clear();
    const BoundaryPicture picture = makeBoundary(std::move(scene), QSizeF(200, 200), dark, FontMeasure());
    QImage image(side, side, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::SmoothPixmapTransform);
    painter.drawImage(image.rect(), picture.image);
    const double scale = side / picture.map.width();
    painter.scale(scale, scale);
    painter.translate(-picture.map.topLeft());
    painter.setPen(QPen((dark ? Theme::darkTheme() : Theme::light()).text, 1.4 / scale));
    for (const BoundaryPicture::Contour& contour : picture.contours)
        if (!contour.dashed)
            painter.drawPath(contour.path);
    return image;
}

/// Number `i` of `count` picked evenly out of `all`, the first and the last among them.
std::size_t evenPick(std::size_t i, std::size_t count, std::size_t all)
{
    return (2 * i * (all - 1) + count - 1) / (2 * (count - 1));
}

/// "loss 0.299", all with the same decimals; empty where it is not finite.
QStringList lossTexts(const std::vector<double>& losses)
{
    double least = std::numeric_limits<double>::infinity();
    double largest = 0;
    for (const double loss : losses)
        if (std::isfinite(loss)) {
            largest = std::max(largest, std::abs(loss));
            if (loss != 0)
                least = std::min(least, std::abs(loss));
        }
    constexpr double tooLong = 1e5;
    const int needed = std::isfinite(least) ? static_cast<int>(std::ceil(-std::log10(least))) : 0;
    const int decimals = largest >= 100 ? 1 : largest >= 10 ? 2 : std::clamp(needed, 3, 5);
    QStringList texts;
    for (const double loss : losses)
        texts << (std::isfinite(loss)
                      ? QStringLiteral("loss %1").arg(largest >= tooLong ? QLocale().toString(loss, 'e', 1)
                                                                         : QLocale().toString(loss, 'f', decimals))
                      : QString());
    return texts;
}

} // namespace

std::vector<StripMap> stripMaps(const Model& model, const PreparedData& data, const Timeline& timeline,
                                const HistoryColumn& loss, const BoundaryChoice& choice, int side, bool dark,
                                const std::stop_token& stop)
{
    const auto& frames = timeline.frames();
    std::vector<StripMap> maps;
    if (frames.size() < 2)
        return maps;
    const std::size_t count = std::min(mostStripMaps, frames.size());
    BoundaryChoice alone = choice;
    alone.unitMaps = false;
    std::vector<BoundaryScene> scenes;
    std::vector<double> losses;
    for (std::size_t i = 0; i < count; ++i) {
        if (stop.stop_requested())
            throw Cancelled();
        const TimelineFrame& frame = *frames[evenPick(i, count, frames.size())];
        Model then = model;
        then.weights = frame.weights;
        maps.push_back({frame.epoch, {}, {}});
        const bool known = frame.epoch >= 1 && frame.epoch <= static_cast<Index>(loss.size());
        losses.push_back(known ? loss[static_cast<std::size_t>(frame.epoch - 1)]
                               : std::numeric_limits<double>::quiet_NaN());
        scenes.push_back(boundaryScene(then, data, alone, cells, stop));
    }
    const QStringList said = lossTexts(losses);
    for (std::size_t i = 0; i < count; ++i) {
        maps[i].loss = maps[i].epoch == 0 ? QStringLiteral("at the start") : said.at(static_cast<qsizetype>(i));
        scenes[i].low = scenes.back().low; // the same colour is the same number in all of them
        scenes[i].high = scenes.back().high;
        maps[i].image = pictureOf(std::move(scenes[i]), side, dark);
    }
    return maps;
}

BoundaryStrip::BoundaryStrip(QWidget* parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("boundaryStrip"));
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("How the boundary came about"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void BoundaryStrip::setMaps(std::vector<StripMap> maps)
{
    m_maps = std::move(maps);
    setAccessibleDescription(m_maps.empty() ? QString()
                                            : tr("%1 maps, from epoch %2 to epoch %3")
                                                  .arg(m_maps.size())
                                                  .arg(m_maps.front().epoch)
                                                  .arg(m_maps.back().epoch));
    update();
}

void BoundaryStrip::setEpoch(Index epoch)
{
    if (epoch == m_epoch)
        return;
    m_epoch = epoch;
    update();
}

QSize BoundaryStrip::sizeHint() const
{
    return {400, stripTitleHeight + kSide + 2 * lineHeightPx + 10};
}

QSize BoundaryStrip::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

std::vector<std::size_t> BoundaryStrip::shown() const
{
    const auto room = static_cast<std::size_t>(std::max(1, (width() - 2 * edge + stripGap) / (kSide + stripGap)));
    std::size_t count = std::min(room, m_maps.size());
    // A few fewer where that makes their distances in epochs equal.
    for (std::size_t fewer = count; fewer > 1 && 3 * fewer >= 2 * count; --fewer)
        if ((m_maps.size() - 1) % (fewer - 1) == 0) {
            count = fewer;
            break;
        }
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < count; ++i)
        some.push_back(count == 1 ? m_maps.size() - 1 : evenPick(i, count, m_maps.size()));
    return some;
}

QRect BoundaryStrip::mapRect(std::size_t map) const
{
    const auto some = shown();
    const auto found = std::find(some.begin(), some.end(), map);
    if (found == some.end())
        return {};
    const auto place = static_cast<int>(found - some.begin());
    return QRect(edge + static_cast<int>(std::lround(place * step(some.size()))), stripTitleHeight, kSide, kSide);
}

double BoundaryStrip::step(std::size_t count) const
{
    constexpr double widest = kSide + 6 * stripGap;
    const double filling = count > 1 ? (width() - 2.0 * edge - kSide) / static_cast<double>(count - 1) : widest;
    return std::clamp(filling, static_cast<double>(kSide + stripGap), widest);
}

std::size_t BoundaryStrip::nearest() const
{
    const auto some = shown();
    const auto distance = [this](std::size_t map) { return std::abs(m_maps[map].epoch - m_epoch); };
    const auto found = std::min_element(some.begin(), some.end(),
                                        [&](std::size_t a, std::size_t b) { return distance(a) < distance(b); });
    return found == some.end() ? 0 : *found;
}

/// Between the middles of two maps lie the epochs between theirs.
Index BoundaryStrip::epochAt(int x) const
{
    const auto some = shown();
    if (some.empty())
        return 0;
    const double place = (x - edge - kSide / 2.0) / step(some.size());
    const double last = static_cast<double>(some.size() - 1);
    const double at = std::clamp(place, 0.0, last);
    const auto before = static_cast<std::size_t>(at);
    const std::size_t behind = std::min(before + 1, some.size() - 1);
    const auto from = static_cast<double>(m_maps[some[before]].epoch);
    const auto to = static_cast<double>(m_maps[some[behind]].epoch);
    return static_cast<Index>(std::lround(from + (to - from) * (at - static_cast<double>(before))));
}

void BoundaryStrip::want(Index epoch)
{
    if (m_maps.empty() || epoch == m_epoch)
        return;
    setEpoch(epoch);
    emit epochWanted(epoch);
}

void BoundaryStrip::paintEvent(QPaintEvent*)
{
    const Theme& theme = Theme::current();
    QPainter painter(this);
    painter.fillRect(rect(), theme.panel);
    painter.setPen(theme.border);
    painter.drawLine(0, 0, width(), 0);
    painter.setFont(diagramFont(TextRole::Name));
    painter.setPen(theme.text);
    const QString title = tr("How it came about");
    painter.drawText(QRect(edge, 2, width() - 2 * edge, stripTitleHeight - 4), Qt::AlignLeft | Qt::AlignVCenter, title);
    const FontMeasure measure;
    const double said = edge + measure.width(title, TextRole::Name) + 16;
    painter.setFont(diagramFont(TextRole::Note));
    painter.setPen(theme.textMuted);
    const QString help = tr("click a map to go back to its epoch, drag across to play");
    if (said + measure.width(help, TextRole::Note) + edge < width())
        painter.drawText(QRectF(said, 2, width() - said, stripTitleHeight - 4), Qt::AlignLeft | Qt::AlignVCenter, help);
    const std::size_t chosen = m_maps.empty() || m_epoch < 0 ? m_maps.size() : nearest();
    for (const std::size_t map : shown()) {
        const QRect at = mapRect(map);
        painter.drawImage(at, m_maps[map].image);
        const bool isChosen = map == chosen;
        painter.setPen(QPen(isChosen ? theme.accent : theme.borderStrong, isChosen ? 2 : 1));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(isChosen ? at.adjusted(-1, -1, 0, 0) : at.adjusted(0, 0, -1, -1));
        const QRect below(at.left() - stripGap / 2, at.bottom() + 3, kSide + stripGap, lineHeightPx);
        painter.setPen(isChosen ? theme.text : theme.textMuted);
        const QString epoch = tr("epoch %1").arg(QLocale().toString(qlonglong(m_maps[map].epoch)));
        painter.drawText(below, Qt::AlignCenter,
                         measure.width(epoch, TextRole::Note) <= kSide + stripGap - 2
                             ? epoch
                             : QLocale().toString(qlonglong(m_maps[map].epoch)));
        painter.drawText(below.translated(0, lineHeightPx), Qt::AlignCenter, m_maps[map].loss);
    }
    if (m_focusRing) {
        painter.setPen(QPen(theme.accent, 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void BoundaryStrip::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    for (const std::size_t map : shown())
        if (mapRect(map).adjusted(-stripGap / 2, 0, stripGap / 2, 2 * lineHeightPx).contains(event->pos())) {
            want(m_maps[map].epoch);
            return;
        }
}

void BoundaryStrip::mouseMoveEvent(QMouseEvent* event)
{
    if (event->buttons() & Qt::LeftButton)
        want(epochAt(event->pos().x()));
}

void BoundaryStrip::focusInEvent(QFocusEvent* event)
{
    m_focusRing = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason;
    update();
}

void BoundaryStrip::focusOutEvent(QFocusEvent*)
{
    m_focusRing = false;
    update();
}

void BoundaryStrip::keyPressEvent(QKeyEvent* event)
{
    const auto some = shown();
    if (some.empty() || (event->key() != Qt::Key_Left && event->key() != Qt::Key_Right)) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto place = std::find(some.begin(), some.end(), nearest()) - some.begin();
    const auto next = std::clamp<std::ptrdiff_t>(place + (event->key() == Qt::Key_Left ? -1 : 1), 0,
                                                 static_cast<std::ptrdiff_t>(some.size()) - 1);
    want(m_maps[some[static_cast<std::size_t>(next)]].epoch);
}

} // namespace netloom
