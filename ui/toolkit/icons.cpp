// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/toolkit/icons.h"

#include "ui/toolkit/theme.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// Outside of any namespace, as Qt asks.
static void initialiseIcons()
{
    Q_INIT_RESOURCE(icons);
}

namespace netloom {

namespace {

class ThemedIconEngine final : public QIconEngine
{
public:
    ThemedIconEngine(const QString& name, IconInk ink) : m_name(name), m_ink(ink)
    {
        QFile file(iconPath(name + QStringLiteral(".svg")));
        if (file.open(QIODevice::ReadOnly))
            m_svg = file.readAll();
    }

    QIconEngine* clone() const override { return new ThemedIconEngine(*this); }
    QString key() const override { return QStringLiteral("netloom"); }
    bool isNull() override { return m_svg.isEmpty(); }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        QByteArray svg = m_svg;
        svg.replace("#000", color(mode).name().toLatin1());
        QSvgRenderer(svg).render(painter, rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const QString cacheKey = QStringLiteral("netloom-icon/%1/%2/%3/%4x%5/%6")
                                     .arg(m_name, color(mode).name())
                                     .arg(scale)
                                     .arg(size.width())
                                     .arg(size.height())
                                     .arg(int(mode));
        QPixmap pixmap;
        if (QPixmapCache::find(cacheKey, &pixmap))
            return pixmap;
        pixmap = QPixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        painter.end();
        QPixmapCache::insert(cacheKey, pixmap);
        return pixmap;
    }

private:
    QColor color(QIcon::Mode mode) const
    {
        const Theme theme = Theme::current();
        if (mode == QIcon::Disabled)
            return theme.palette().color(QPalette::Disabled, QPalette::ButtonText);
        switch (m_ink) {
        case IconInk::OnAccent:
            return theme.accentText;
        case IconInk::Accent:
            return theme.accent;
        case IconInk::Warning:
            return theme.warning;
        case IconInk::Error:
            return theme.error;
        case IconInk::Text:
            break;
        }
        return theme.text;
    }

    QString m_name;
    IconInk m_ink;
    QByteArray m_svg;
};

} // namespace

QIcon themedIcon(const QString& name, IconInk ink)
{
    return QIcon(new ThemedIconEngine(name, ink));
}

QIcon applicationIcon()
{
    return QIcon(iconPath(QStringLiteral("netloom.svg")));
}

QString iconPath(const QString& fileName)
{
    initialiseIcons();
    return QStringLiteral(":/icons/") + fileName;
}

} // namespace netloom
