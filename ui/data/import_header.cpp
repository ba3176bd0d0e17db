// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_header.h"

#include "core/preparation/recipe_guess.h"
#include "ui/data/columns_model.h"
#include "ui/data/csv_import.h"
#include "ui/toolkit/theme.h"

#include <QActionGroup>
#include <QHelpEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

namespace netloom {

namespace {

constexpr int kMargin = 10;
constexpr int kGap = 6;
constexpr int kPillPadding = 7;
constexpr std::size_t kFewClasses = 100;

QString kindTitle(ColumnKind kind)
{
    switch (kind) {
    case ColumnKind::Number:
        return ImportHeader::tr("number");
    case ColumnKind::Text:
        return ImportHeader::tr("text");
    case ColumnKind::Boolean:
        return ImportHeader::tr("yes/no");
    case ColumnKind::DateTime:
        return ImportHeader::tr("date");
    case ColumnKind::Empty:
        break;
    }
    return ImportHeader::tr("empty");
}

} // namespace

ImportHeader::ImportHeader(CsvImport& import, QWidget* parent) : QHeaderView(Qt::Horizontal, parent), m_import(import)
{
    setSectionsClickable(true);
    setHighlightSections(false);
    setMinimumSectionSize(64);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignTop);
    setMouseTracking(true);
    const auto repaint = [this] { viewport()->update(); };
    connect(&import, &CsvImport::stateChanged, this, repaint);
    connect(&import, &CsvImport::rolesChanged, this, repaint);
}

QFont ImportHeader::nameFont() const
{
    QFont font = this->font();
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont ImportHeader::smallFont() const
{
    QFont font = this->font();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    return font;
}

QString ImportHeader::typeText(int column) const
{
    const Table* table = m_import.table();
    const ColumnKind kind = m_import.kind(column);
    const auto c = static_cast<std::size_t>(column);
    if (table && c < table->columns.size()) {
        const Column& read = table->columns[c];
        const bool target = m_import.role(column) == ColumnRole::Target;
        if (kind == ColumnKind::Text && (target || read.dictionary.size() <= kFewClasses))
            return tr("class · %1").arg(QLocale().toString(static_cast<qlonglong>(read.dictionary.size())));
        if (kind == ColumnKind::Number && target && readsAsClasses(read))
            return tr("class");
        if (kind == ColumnKind::DateTime && !read.dateOnly)
            return tr("date and time");
    }
    return kindTitle(kind);
}

QString ImportHeader::roleText(int column) const
{
    const auto role = m_import.role(column);
    return role ? ColumnsModel::roleTitles().value(static_cast<int>(*role)).toLower() + QStringLiteral(" ▾")
                : QString();
}

QRect ImportHeader::typeRect(int column) const
{
    const QFontMetrics name(nameFont());
    const QFontMetrics small(smallFont());
    return {kMargin, 5 + name.height(), small.horizontalAdvance(typeText(column)) + 2 * kPillPadding,
            small.height() + 3};
}

QRect ImportHeader::roleRect(int column) const
{
    const QRect type = typeRect(column);
    return {type.right() + 1 + kGap, type.top(), QFontMetrics(smallFont()).horizontalAdvance(roleText(column)) + 2,
            type.height()};
}

int ImportHeader::widthFor(int column) const
{
    const QString name = model() ? model()->headerData(column, Qt::Horizontal).toString() : QString();
    const int nameWidth = QFontMetrics(nameFont()).horizontalAdvance(name) + 2 * kMargin + 4;
    // Room for the longest role, so that a change of it does not move the columns.
    const int roleWidth = QFontMetrics(smallFont()).horizontalAdvance(tr("weight") + QStringLiteral(" ▾"));
    return std::max(std::min(nameWidth, 240), typeRect(column).right() + 1 + kGap + roleWidth + kMargin);
}

QSize ImportHeader::sizeHint() const
{
    const int height = 5 + QFontMetrics(nameFont()).height() + 2 * (QFontMetrics(smallFont()).height() + 3) + 6;
    return {QHeaderView::sizeHint().width(), height};
}

QSize ImportHeader::sectionSizeFromContents(int column) const
{
    return {widthFor(column), sizeHint().height()};
}

void ImportHeader::paintSection(QPainter* painter, const QRect& rect, int column) const
{
    const Theme theme = Theme::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->fillRect(rect, theme.panel);
    painter->setPen(theme.border);
    painter->drawLine(rect.bottomLeft(), rect.bottomRight());
    painter->drawLine(rect.topRight(), rect.bottomRight());
    painter->setClipRect(rect.adjusted(0, 0, -1, -1));

    const auto role = m_import.role(column);
    const bool ignored = role == ColumnRole::Ignore;
    const QString name = model()->headerData(column, Qt::Horizontal).toString();
    painter->setFont(nameFont());
    painter->setPen(ignored ? theme.textMuted : theme.text);
    const QFontMetrics nameMetrics(nameFont());
    painter->drawText(QRect(rect.left() + kMargin, rect.top() + 4, rect.width() - 2 * kMargin, nameMetrics.height()),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                      nameMetrics.elidedText(name, Qt::ElideMiddle, rect.width() - 2 * kMargin));

    painter->setFont(smallFont());
    const QRect pill = typeRect(column).translated(rect.topLeft());
    QColor ground = theme.text;
    ground.setAlphaF(theme.dark ? 0.13F : 0.07F);
    painter->setPen(m_import.hasChosenKind(column) ? QPen(theme.accent) : QPen(Qt::NoPen));
    painter->setBrush(ground);
    painter->drawRoundedRect(QRectF(pill).adjusted(0.5, 0.5, -0.5, -0.5), pill.height() / 2.0, pill.height() / 2.0);
    painter->setPen(theme.textMuted);
    painter->drawText(pill, Qt::AlignCenter | Qt::TextSingleLine, typeText(column));
    QFont roleFont = smallFont();
    if (role == ColumnRole::Target)
        roleFont.setWeight(QFont::DemiBold);
    painter->setFont(roleFont);
    painter->setPen(ignored ? theme.textMuted : palette().color(QPalette::Link));
    painter->drawText(roleRect(column).translated(rect.topLeft()).adjusted(0, 0, 6, 0),
                      Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, roleText(column));

    const Table* table = m_import.table();
    const auto c = static_cast<std::size_t>(column);
    if (table && c < table->columns.size() && table->columns[c].missing > 0) {
        painter->setFont(smallFont());
        painter->setPen(theme.textMuted);
        painter->drawText(QRect(rect.left() + kMargin, pill.bottom() + 1, rect.width() - 2 * kMargin, pill.height()),
                          Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine,
                          tr("%1 missing").arg(QLocale().toString(static_cast<qlonglong>(table->columns[c].missing))));
    }
    painter->restore();
}

QRect ImportHeader::sectionRect(int column) const
{
    return {sectionViewportPosition(column), 0, sectionSize(column), height()};
}

ImportHeader::Place ImportHeader::placeAt(QPoint position, int& column) const
{
    column = logicalIndexAt(position);
    if (column < 0)
        return Place::None;
    const QPoint inside = position - sectionRect(column).topLeft();
    if (typeRect(column).contains(inside))
        return Place::Type;
    return roleRect(column).contains(inside) ? Place::Role : Place::None;
}

void ImportHeader::mousePressEvent(QMouseEvent* event)
{
    int column = -1;
    const Place place = event->button() == Qt::LeftButton ? placeAt(event->position().toPoint(), column) : Place::None;
    if (place == Place::Type)
        openTypeMenu(column);
    else if (place == Place::Role)
        openRoleMenu(column);
    else
        QHeaderView::mousePressEvent(event);
}

void ImportHeader::mouseMoveEvent(QMouseEvent* event)
{
    QHeaderView::mouseMoveEvent(event);
    int column = -1;
    if (event->buttons() == Qt::NoButton && placeAt(event->position().toPoint(), column) != Place::None)
        viewport()->setCursor(Qt::PointingHandCursor);
}

bool ImportHeader::viewportEvent(QEvent* event)
{
    if (event->type() != QEvent::ToolTip)
        return QHeaderView::viewportEvent(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    int column = -1;
    const Place place = placeAt(help->pos(), column);
    if (column < 0)
        return true;
    QString text = model()->headerData(column, Qt::Horizontal).toString();
    if (place == Place::Type)
        text = m_import.hasChosenKind(column) ? tr("Type chosen by you. Click to change it")
                                              : tr("Type found in the file. Click to change it");
    else if (place == Place::Role)
        text = m_import.reason(column).isEmpty() ? tr("What the network does with it. Click to change it")
                                                 : tr("%1. Click to change it").arg(m_import.reason(column));
    QToolTip::showText(help->globalPos(), text.toHtmlEscaped(), viewport());
    return true;
}

QMenu* ImportHeader::open(QMenu* menu, QRect below)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(viewport()->mapToGlobal(QPoint(below.left(), below.bottom() + 2)));
    return menu;
}

QMenu* ImportHeader::openTypeMenu(int column)
{
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("typeMenu"));
    auto* group = new QActionGroup(menu);
    const bool chosen = m_import.hasChosenKind(column);
    const auto add = [&](const QString& text, std::optional<ColumnKind> kind, bool checked) {
        QAction* entry = menu->addAction(text);
        entry->setCheckable(true);
        entry->setChecked(checked);
        group->addAction(entry);
        connect(entry, &QAction::triggered, this, [this, column, kind] { m_import.setKind(column, kind); });
    };
    add(tr("As found in the file"), std::nullopt, !chosen);
    menu->addSeparator();
    const std::pair<ColumnKind, QString> kinds[] = {{ColumnKind::Number, tr("Number")},
                                                    {ColumnKind::Text, tr("Text or class")},
                                                    {ColumnKind::Boolean, tr("Yes/no")},
                                                    {ColumnKind::DateTime, tr("Date or time")}};
    for (const auto& [kind, text] : kinds)
        add(text, kind, chosen && m_import.kind(column) == kind);
    return open(menu, typeRect(column).translated(sectionRect(column).topLeft()));
}

QMenu* ImportHeader::openRoleMenu(int column)
{
    const auto role = m_import.role(column);
    if (!role)
        return nullptr;
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("roleMenu"));
    auto* group = new QActionGroup(menu);
    const QStringList titles = ColumnsModel::roleTitles();
    for (int i = 0; i < titles.size(); ++i) {
        QAction* entry = menu->addAction(titles[i]);
        entry->setCheckable(true);
        entry->setChecked(static_cast<int>(*role) == i);
        group->addAction(entry);
        connect(entry, &QAction::triggered, this,
                [this, column, i] { m_import.setRole(column, static_cast<ColumnRole>(i)); });
    }
    return open(menu, roleRect(column).translated(sectionRect(column).topLeft()));
}

} // namespace netloom
