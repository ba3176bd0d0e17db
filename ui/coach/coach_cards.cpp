// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/coach/coach_cards.h"

#include "core/coach/registry.h"
#include "ui/coach/coach_watch.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/labels.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/window_resized.h"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace netloom {

namespace {

/// Too low for more than one remark beside diagram and plots.
bool isLow(const QWidget& widget)
{
    constexpr int kLow = 520; // px
    return widget.window()->height() < kLow;
}

} // namespace

/// A remark as it is drawn.
class CoachCard final : public QFrame
{
public:
    CoachCard(const CoachRemark& remark, CoachWatch& watch, CoachCards& cards)
        : QFrame(&cards), m_remark(remark), m_cards(cards)
    {
        setObjectName(QStringLiteral("strip"));
        setProperty("remark", fromUtf8(remark.key));
        auto* column = new QVBoxLayout(this);
        column->setContentsMargins(14, 5, 8, 5);
        column->setSpacing(4);
        auto* row = new QHBoxLayout;
        row->setSpacing(10);
        auto* sign = new QLabel(this);
        setProperty("tone", remark.grave ? QStringLiteral("error") : QStringLiteral("warning"));
        const QIcon icon = remark.grave ? themedIcon(QStringLiteral("dialog-error"), IconInk::Error)
                                        : themedIcon(QStringLiteral("dialog-warning"), IconInk::Warning);
        sign->setPixmap(icon.pixmap(QSize(18, 18), devicePixelRatioF()));
        sign->setAccessibleName(remark.grave ? CoachCards::tr("Error") : CoachCards::tr("Warning"));
        m_text = new QLabel(fromUtf8(remark.text), this);
        m_text->setObjectName(QStringLiteral("remarkText"));
        m_text->setTextFormat(Qt::PlainText);
        m_text->setWordWrap(true);
        m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
        row->addWidget(sign);
        m_body = new QBoxLayout(QBoxLayout::LeftToRight);
        m_body->setSpacing(4);
        m_body->addWidget(m_text, 1);
        m_actions = new QWidget(this);
        auto* actions = new QHBoxLayout(m_actions);
        actions->setContentsMargins(0, 0, 0, 0);
        actions->setSpacing(10);
        m_body->addWidget(m_actions, 0, Qt::AlignLeft);
        row->addLayout(m_body, 1);
        m_why = new QPushButton(CoachCards::tr("Why?"), this);
        m_why->setObjectName(QStringLiteral("remarkWhy"));
        m_why->setProperty("link", true);
        m_why->setCheckable(true);
        m_why->setCursor(Qt::PointingHandCursor);
        actions->addWidget(m_why);
        if (remark.layer >= 0 || remark.first > 0) {
            auto* show = new QPushButton(CoachCards::tr("Show"), this);
            show->setObjectName(QStringLiteral("remarkShow"));
            show->setProperty("link", true);
            show->setToolTip(!remark.units.empty()
                                 ? CoachCards::tr("Chooses its units in the diagram, one after another")
                             : remark.layer >= 0 ? CoachCards::tr("Selects the layer in the diagram")
                                                 : CoachCards::tr("Keeps its epochs marked on the curves"));
            show->setCursor(Qt::PointingHandCursor);
            actions->addWidget(show);
            QObject::connect(show, &QPushButton::clicked, &cards, [&cards, remark] { cards.show(remark); });
        }
        if (remark.remedy) {
            auto* remedy = new QPushButton(fromUtf8(remark.remedy->title), this);
            remedy->setObjectName(QStringLiteral("remarkRemedy"));
            remedy->setToolTip(CoachCards::tr("One step, which Undo takes back"));
            actions->addWidget(remedy);
            QObject::connect(remedy, &QPushButton::clicked, &cards, [&watch, &cards, remark] {
                watch.apply(remark);
                // What was learned by heart stays so: its best epoch is found again from fresh weights only.
                const QString next = remark.key == "overfitting"
                                         ? CoachCards::tr("Reset, then train again to see what it changes.")
                                         : CoachCards::tr("Train again to see what it changes.");
                emit cards.remedied(CoachCards::tr("%1: done. %2").arg(fromUtf8(remark.remedy->title), next));
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
        const CoachRule* rule = findCoachRule(remark.key);
        m_reason = mutedLabel(this);
        m_reason->setText((rule ? fromUtf8(rule->title) + QStringLiteral(". ") : QString()) + fromUtf8(remark.why));
        m_reason->setContentsMargins(28, 0, 0, 2);
        m_reason->hide();
        column->addWidget(m_reason);
        m_over = new QFrame(cards.parentWidget());
        m_over->setObjectName(QStringLiteral("remarkOver"));
        m_over->setProperty("tone", property("tone"));
        m_over->hide();
        auto* over = new QVBoxLayout(m_over);
        over->setContentsMargins(42, 4, 14, 8);
        auto* all = new QLabel(m_over);
        all->setTextFormat(Qt::PlainText);
        all->setWordWrap(true);
        all->setText(fromUtf8(remark.text) + QLatin1Char('\n') + m_reason->text());
        over->addWidget(all);
        QObject::connect(m_why, &QPushButton::toggled, this, [this] { fold(); });
        QObject::connect(close, &QToolButton::clicked, &cards, [&watch, key = remark.key] { watch.dismiss(key); });
    }

    ~CoachCard() override { delete m_over; }

    /// In a low window a remark is what has happened, without its figures, and its reason lies over what is below.
    void fold()
    {
        const QString whole = fromUtf8(m_remark.text);
        const bool low = isLow(*this);
        m_text->setText(low ? whole.section(QStringLiteral(": "), 0, 0) : whole);
        m_text->setToolTip(low ? whole : QString());
        m_reason->setVisible(!low && m_why->isChecked());
        layOver();
    }

    void layOver()
    {
        const bool shown = isLow(*this) && m_why->isChecked() && !isHidden() && !m_cards.isHidden();
        m_over->setVisible(shown);
        if (!shown)
            return;
        const QWidget& place = *m_over->parentWidget();
        const QPoint below = mapTo(&place, QPoint(0, height()));
        const int wanted = m_over->layout()->heightForWidth(width());
        m_over->setGeometry(below.x(), below.y(), width(), std::min(wanted, place.height() - below.y()));
        m_over->raise();
    }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QFrame::resizeEvent(event);
        constexpr int sentence = 300; // px below which it becomes a column of words
        const bool narrow = width() - m_actions->sizeHint().width() - 90 < sentence;
        m_body->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
        layOver();
    }
    void moveEvent(QMoveEvent* event) override
    {
        QFrame::moveEvent(event);
        layOver();
    }
    void hideEvent(QHideEvent* event) override
    {
        QFrame::hideEvent(event);
        m_over->hide();
    }
    void showEvent(QShowEvent* event) override
    {
        QFrame::showEvent(event);
        layOver();
    }
    void enterEvent(QEnterEvent* event) override
    {
        QFrame::enterEvent(event);
        m_cards.lookAt(&m_remark);
    }
    void leaveEvent(QEvent* event) override
    {
        QFrame::leaveEvent(event);
        m_cards.lookAt(nullptr);
    }

private:
    CoachRemark m_remark;
    CoachCards& m_cards;
    QLabel* m_text = nullptr;
    QPushButton* m_why = nullptr;
    QLabel* m_reason = nullptr;
    QPointer<QFrame> m_over;      ///< sentence and reason, above what lies below the cards
    QBoxLayout* m_body = nullptr; ///< sentence and actions, side by side or one below the other
    QWidget* m_actions = nullptr;
};

CoachCards::CoachCards(CoachWatch& watch, QWidget* parent)
    : QWidget(parent), m_watch(watch), m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("coach"));
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    connect(&watch, &CoachWatch::changed, this, &CoachCards::update);
    whenWindowResized(*this, [this] { fold(); });
    update();
}

void CoachCards::lookAt(const CoachRemark* remark)
{
    const CoachRemark& meant = remark ? *remark : m_chosen;
    emit evidenceMeant(static_cast<int>(meant.first), static_cast<int>(meant.last));
}

void CoachCards::show(const CoachRemark& remark)
{
    m_next = m_chosen.key == remark.key ? m_next + 1 : 0;
    m_chosen = remark;
    lookAt(&remark);
    if (!remark.units.empty())
        emit unitMeant(remark.layer, remark.units[m_next % remark.units.size()]);
    else if (remark.layer >= 0)
        emit layerMeant(remark.layer);
}

void CoachCards::update()
{
    const std::vector<CoachRemark> remarks = m_watch.remarks();
    QStringList wanted;
    for (const CoachRemark& remark : remarks)
        wanted << fromUtf8(remark.key) + QLatin1Char(' ') + fromUtf8(remark.text);
    setVisible(!remarks.empty());
    emit spoke(!remarks.empty(),
               std::any_of(remarks.begin(), remarks.end(), [](const CoachRemark& each) { return each.grave; }));
    if (wanted == m_shown)
        return;
    m_shown = wanted;
    m_chosen = {}; // its card goes
    lookAt(nullptr);
    while (QLayoutItem* item = m_column->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // the click that closes it comes from inside
        delete item;
    }
    for (const CoachRemark& remark : remarks)
        m_column->addWidget(new CoachCard(remark, m_watch, *this));
    fold();
}

void CoachCards::fold()
{
    for (int i = 0; i < m_column->count(); ++i) {
        auto* card = static_cast<CoachCard*>(m_column->itemAt(i)->widget());
        card->fold();
        card->setVisible(i == 0 || !isLow(*this)); // the next one comes when the first is closed
    }
}

void CoachCards::moveEvent(QMoveEvent* event)
{
    QWidget::moveEvent(event);
    for (int i = 0; i < m_column->count(); ++i)
        static_cast<CoachCard*>(m_column->itemAt(i)->widget())->layOver();
}

} // namespace netloom
