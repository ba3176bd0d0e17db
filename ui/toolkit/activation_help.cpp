// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/activation_help.h"

#include "core/activations/registry.h"
#include "ui/toolkit/picture_bytes.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHelpEvent>
#include <QImage>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <algorithm>

namespace netloom {

namespace {

constexpr double kReach = 4;   ///< drawn from -4 to 4
constexpr double kLowest = -2; ///< of the values that are drawn
constexpr double kHighest = 4;
constexpr QSize kSmall(34, 18);
constexpr QSize kLarge(150, 96);

void paintCurve(QPainter& painter, const QRectF& room, const std::vector<double>& curve, const Theme& theme)
{
    const auto x = [&](double z) { return room.left() + (z + kReach) / (2 * kReach) * room.width(); };
    const auto y = [&](double v) { return room.bottom() - (v - kLowest) / (kHighest - kLowest) * room.height(); };
    painter.setPen(QPen(theme.border, 1));
    painter.drawLine(QPointF(room.left(), y(0)), QPointF(room.right(), y(0)));
    painter.drawLine(QPointF(x(0), room.top()), QPointF(x(0), room.bottom()));
    QPolygonF line;
    for (std::size_t i = 0; i < curve.size(); ++i) {
        const double z = -kReach + 2 * kReach * static_cast<double>(i) / static_cast<double>(curve.size() - 1);
        line << QPointF(x(z), y(std::clamp(curve[i], kLowest - 1, kHighest + 1)));
    }
    painter.setClipRect(room);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.accent, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPolyline(line);
}

QString drawing(const std::vector<double>& curve)
{
    constexpr int kScale = 2; // sharp on dense screens
    QImage picture(kLarge * kScale, QImage::Format_RGB32);
    picture.setDevicePixelRatio(kScale);
    const Theme theme = Theme::current();
    picture.fill(theme.panel);
    QPainter painter(&picture);
    paintCurve(painter, QRectF(QPointF(0, 0), QSizeF(kLarge)).adjusted(4, 4, -4, -4), curve, theme);
    painter.end();
    return QStringLiteral("<img src=\"data:image/png;base64,%1\" width=\"%2\" height=\"%3\">")
        .arg(QString::fromLatin1(pngBytes(picture).toBase64()))
        .arg(kLarge.width())
        .arg(kLarge.height());
}

QString helpFor(const QString& key)
{
    const ActivationInfo* info = findActivation(key.toStdString());
    if (!info)
        return {};
    const std::vector<double> curve = activationCurve(*info, 81);
    return QStringLiteral(
               "<table width=\"270\"><tr><td><b>%1</b></td></tr><tr><td>%2</td></tr><tr><td>%3</td></tr></table>")
        .arg(fromUtf8(info->title).toHtmlEscaped(), fromUtf8(info->help).toHtmlEscaped(),
             curve.empty() ? QString() : drawing(curve));
}

class ActivationDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width() + kSmall.width() + 18, std::max(size.height(), kSmall.height() + 6)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const ActivationInfo* info = findActivation(index.data(Qt::UserRole).toString().toStdString());
        const std::vector<double> curve = info ? activationCurve(*info, 35) : std::vector<double>();
        if (curve.empty())
            return;
        QRectF room(QPointF(0, 0), QSizeF(kSmall));
        room.moveCenter(option.rect.center());
        room.moveRight(option.rect.right() - 8);
        painter->save();
        paintCurve(*painter, room, curve, Theme::current());
        painter->restore();
    }

    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem&,
                   const QModelIndex& index) override
    {
        QToolTip::showText(event->globalPos(), helpFor(index.data(Qt::UserRole).toString()), view);
        return true;
    }
};

/// The closed box says what the chosen one does, in the colours of the moment.
class ClosedBoxHelp final : public QObject
{
public:
    using QObject::QObject;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        auto* box = static_cast<QComboBox*>(watched);
        const QString help = event->type() == QEvent::ToolTip ? helpFor(box->currentData().toString()) : QString();
        if (help.isEmpty())
            return false;
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), help, box);
        return true;
    }
};

} // namespace

std::vector<double> activationCurve(const ActivationInfo& info, int points)
{
    if (info.ofOneUnit)
        return {};
    std::vector<Scalar> z(static_cast<std::size_t>(points));
    for (int i = 0; i < points; ++i)
        z[static_cast<std::size_t>(i)] = static_cast<Scalar>(-kReach + 2 * kReach * i / (points - 1));
    std::vector<Scalar> y(z.size());
    const auto size = static_cast<Index>(points);
    info.make(withDefaults(info.fields))->forward({z.data(), 1, size, 1}, {y.data(), 1, size, 1});
    return {y.begin(), y.end()};
}

void explainActivations(QComboBox& box)
{
    box.setItemDelegate(new ActivationDelegate(&box));
    int longest = 0;
    for (int i = 0; i < box.count(); ++i)
        longest = std::max(longest, box.fontMetrics().horizontalAdvance(box.itemText(i)));
    box.view()->setMinimumWidth(longest + kSmall.width() + 44);
    box.installEventFilter(new ClosedBoxHelp(&box));
}

} // namespace netloom
