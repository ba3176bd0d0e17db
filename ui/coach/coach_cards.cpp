// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coach/coach_cards.h"

#include "ui/coach/coach_watch.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/text.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace netloom {

namespace {

/// A remark as it is drawn.
class Card final : public QFrame
{
public:
    Card(const CoachRemark& remark, CoachWatch& watch, CoachCards& cards) : QFrame(&cards)
    {
        setObjectName(QStringLiteral("strip"));
        setProperty("remark", fromUtf8(remark.key));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(14, 5, 8, 5);
        column->setSpacing(4);
        auto* row = new QHBoxLayout;
        row->setSpacing(10);
        auto* sign = new QLabel(this);
        const QIcon icon = themedIcon(remark.grave ? QStringLiteral("dialog-error") : QStringLiteral("dialog-warning"));
        sign->setPixmap(icon.pixmap(QSize(18, 18), devicePixelRatioF()));
        sign->setAccessibleName(remark.grave ? CoachCards::tr("Error") : CoachCards::tr("Warning"));
        auto* text = new QLabel(fromUtf8(remark.text), this);
        text->setObjectName(QStringLiteral("remarkText"));
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(sign);
        row->addWidget(text, 1);
        auto* why = new QPushButton(CoachCards::tr("Why?"), this);
        why->setObjectName(QStringLiteral("remarkWhy"));
        why->setProperty("link", true);
        why->setCheckable(true);
        why->setCursor(Qt::PointingHandCursor);
        row->addWidget(why);
        if (remark.layer >= 0) {
            auto* show = new QPushButton(CoachCards::tr("Show"), this);
            show->setObjectName(QStringLiteral("remarkShow"));
            show->setProperty("link", true);
            show->setToolTip(CoachCards::tr("Selects the layer in the diagram"));
            show->setCursor(Qt::PointingHandCursor);
            row->addWidget(show);
            QObject::connect(show, &QPushButton::clicked, &cards,
                             [&cards, layer = remark.layer] { emit cards.layerMeant(layer); });
        }
        if (remark.remedy) {
            auto* remedy = new QPushButton(fromUtf8(remark.remedy->title), this);
            remedy->setObjectName(QStringLiteral("remarkRemedy"));
            remedy->setToolTip(CoachCards::tr("One step, which Undo takes back"));
            row->addWidget(remedy);
            QObject::connect(remedy, &QPushButton::clicked, &cards, [&watch, &cards, remark] {
                watch.apply(remark);
                emit cards.remedied(CoachCards::tr("%1: done. Train again to see what it changes.")
                                        .arg(fromUtf8(remark.remedy->title)));
            });
        }
        auto* close = new QToolButton(this);
        close->setObjectName(QStringLiteral("remarkClose"));
        close->setIcon(themedIcon(QStringLiteral("window-close")));
        close->setProperty("flat", true);
        close->setToolTip(CoachCards::tr("Close this remark"));
        close->setAccessibleName(CoachCards::tr("Close this remark"));
        row->addWidget(close);
        column->addLayout(row);
        auto* reason = mutedLabel(this);
        reason->setText(fromUtf8(remark.why));
        reason->setContentsMargins(28, 0, 0, 2);
        reason->hide();
        column->addWidget(reason);
        QObject::connect(why, &QPushButton::toggled, reason, &QWidget::setVisible);
        QObject::connect(close, &QToolButton::clicked, &cards, [&watch, key = remark.key] { watch.dismiss(key); });
    }
};

} // namespace

CoachCards::CoachCards(CoachWatch& watch, QWidget* parent)
    : QWidget(parent), m_watch(watch), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("coach"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    connect(&watch, &CoachWatch::changed, this, &CoachCards::update);
    update();
}

void CoachCards::update()
{
    const std::vector<CoachRemark> remarks = m_watch.remarks();
    QStringList wanted;
    for (const CoachRemark& remark : remarks)
        wanted << fromUtf8(remark.key) + QLatin1Char(' ') + fromUtf8(remark.text);
    setVisible(!remarks.empty());
    if (wanted == m_shown)
        return;
    m_shown = wanted;
    while (QLayoutItem* item = m_column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // the click that closes it comes from inside
        delete item;
    }
    for (const CoachRemark& remark : remarks)
        m_column->addWidget(new Card(remark, m_watch, *this));
}

} // namespace netloom
