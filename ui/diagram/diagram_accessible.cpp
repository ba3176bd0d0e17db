// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_accessible.h"

#include "ui/diagram/diagram_readout.h"
#include "ui/diagram/diagram_view.h"

#include <QAccessible>
#include <QAccessibleWidget>
#include <QPointer>

#include <map>

namespace netloom {

namespace {

class ViewInterface;

/// A layer (unit −1) or one of its shown units. It outlives the picture it was made for: whoever still holds it is told
/// that it is no longer valid.
class PartInterface final : public QAccessibleInterface
{
public:
    PartInterface(ViewInterface& owner, DiagramView& view, int column, int unit)
        : m_owner(owner), m_view(&view), m_column(column), m_unit(unit)
    {
    }

    bool isValid() const override;
    QObject* object() const override { return nullptr; }
    QAccessibleInterface* parent() const override;
    QAccessibleInterface* child(int index) const override;
    int childCount() const override;
    int indexOfChild(const QAccessibleInterface* child) const override;
    QAccessibleInterface* childAt(int, int) const override { return nullptr; }
    QString text(QAccessible::Text kind) const override;
    void setText(QAccessible::Text, const QString&) override {}
    QRect rect() const override;
    QAccessible::Role role() const override { return m_unit < 0 ? QAccessible::List : QAccessible::ListItem; }
    QAccessible::State state() const override;

private:
    const ColumnItem& column() const { return m_view->picture().layout.columns[static_cast<std::size_t>(m_column)]; }

    ViewInterface& m_owner;
    QPointer<DiagramView> m_view;
    int m_column;
    int m_unit;
};

class ViewInterface final : public QAccessibleWidget
{
public:
    explicit ViewInterface(DiagramView* view) : QAccessibleWidget(view, QAccessible::Graphic), m_view(view) {}
    ~ViewInterface() override
    {
        for (const auto& [place, id] : m_parts)
            QAccessible::deleteAccessibleInterface(id);
    }

    bool hasUnits() const
    {
        return m_view->picture().style.kind == DiagramKind::Neurons && !m_view->picture().isEmpty();
    }
    int childCount() const override
    {
        return hasUnits() ? static_cast<int>(m_view->picture().layout.columns.size()) : 0;
    }
    QAccessibleInterface* child(int index) const override
    {
        return index >= 0 && index < childCount() ? part(index, -1) : nullptr;
    }
    int indexOfChild(const QAccessibleInterface* child) const override
    {
        for (int i = 0; i < childCount(); ++i)
            if (part(i, -1) == child)
                return i;
        return -1;
    }

    QAccessibleInterface* part(int column, int unit) const
    {
        const auto [found, isNew] = m_parts.try_emplace({column, unit}, 0);
        if (isNew)
            found->second = QAccessible::registerAccessibleInterface(
                new PartInterface(const_cast<ViewInterface&>(*this), *m_view, column, unit));
        return QAccessible::accessibleInterface(found->second);
    }

private:
    DiagramView* m_view;
    mutable std::map<std::pair<int, int>, QAccessible::Id> m_parts;
};

bool PartInterface::isValid() const
{
    if (!m_view || m_view->picture().style.kind != DiagramKind::Neurons ||
        m_column >= static_cast<int>(m_view->picture().layout.columns.size()))
        return false;
    return m_unit < static_cast<int>(column().units.size());
}

QAccessibleInterface* PartInterface::parent() const
{
    return m_unit < 0 ? static_cast<QAccessibleInterface*>(&m_owner) : m_owner.part(m_column, -1);
}

QAccessibleInterface* PartInterface::child(int index) const
{
    return index >= 0 && index < childCount() ? m_owner.part(m_column, index) : nullptr;
}

int PartInterface::childCount() const
{
    return m_unit < 0 && isValid() ? static_cast<int>(column().units.size()) : 0;
}

int PartInterface::indexOfChild(const QAccessibleInterface* child) const
{
    for (int i = 0; i < childCount(); ++i)
        if (m_owner.part(m_column, i) == child)
            return i;
    return -1;
}

QString PartInterface::text(QAccessible::Text kind) const
{
    if (!isValid() || (kind != QAccessible::Name && kind != QAccessible::Description))
        return {};
    if (m_unit >= 0)
        return kind == QAccessible::Name ? describeUnit(m_view->picture(), m_column, m_unit) : QString();
    if (kind == QAccessible::Description)
        return column().hidden > 0 ? describeFold(m_view->picture(), m_column) : QString();
    return describeBlock(m_view->picture(), m_column);
}

QRect PartInterface::rect() const
{
    if (!isValid())
        return {};
    QRectF box = column().box;
    if (m_unit >= 0) {
        const double r = column().radius;
        box = QRectF(column().units[static_cast<std::size_t>(m_unit)].center - QPointF(r, r), QSizeF(2 * r, 2 * r));
    }
    const QRectF seen(m_view->toViewport(box.topLeft()), m_view->toViewport(box.bottomRight()));
    return QRect(m_view->viewport()->mapToGlobal(seen.topLeft().toPoint()), seen.size().toSize());
}

QAccessible::State PartInterface::state() const
{
    QAccessible::State state;
    if (!isValid()) {
        state.invalid = true;
        return state;
    }
    state.selectable = state.focusable = m_unit >= 0;
    if (m_unit >= 0) {
        const DiagramView::Unit chosen = m_view->chosenUnit();
        state.selected = state.focused =
            chosen.column == m_column && chosen.unit == column().units[static_cast<std::size_t>(m_unit)].unit;
    }
    return state;
}

QAccessibleInterface* interfaceFor(const QString&, QObject* object)
{
    auto* view = qobject_cast<DiagramView*>(object);
    return view ? new ViewInterface(view) : nullptr;
}

} // namespace

void installDiagramAccessibility()
{
    [[maybe_unused]] static const bool installed = [] {
        QAccessible::installFactory(interfaceFor);
        return true;
    }();
}

void announcePicture(DiagramView& view)
{
    if (!QAccessible::isActive())
        return;
    QAccessibleEvent event(&view, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

void announceUnit(DiagramView& view)
{
    if (!QAccessible::isActive())
        return;
    const DiagramView::Unit chosen = view.chosenUnit();
    QAccessibleInterface* whole = QAccessible::queryAccessibleInterface(&view);
    QAccessibleInterface* layer = whole && chosen.column >= 0 ? whole->child(chosen.column) : nullptr;
    for (int i = 0; layer && i < layer->childCount(); ++i)
        if (QAccessibleInterface* unit = layer->child(i); unit && unit->state().selected) {
            QAccessibleEvent event(unit, QAccessible::Focus);
            QAccessible::updateAccessibility(&event);
            return;
        }
}

} // namespace netloom
