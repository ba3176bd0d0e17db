// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/data_chip.h"

#include "ui/diagram/column_text.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/theme.h"

#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int kMargin = 12;
constexpr int kGap = 8;

QFont bold(const QFont& font)
{
    QFont result = font;
    result.setWeight(QFont::DemiBold);
    return result;
}

} // namespace

DataChip::DataChip(ProjectDocument& document, QWidget* parent) : QAbstractButton(parent), m_document(document)
{
    setObjectName(QStringLiteral("dataChip"));
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(&document, &ProjectDocument::changed, this, &DataChip::update);
    update();
}

void DataChip::update()
{
    const Table* table = m_document.table();
    setText(table ? m_document.dataName() : tr("No data"));
    m_detail.clear();
    if (table) {
        const QLocale locale;
        const auto rows = static_cast<qlonglong>(table->rows);
        const auto inputs = static_cast<qlonglong>(
            std::count_if(m_document.project().recipe.columns.begin(), m_document.project().recipe.columns.end(),
                          [](const ColumnRecipe& column) { return column.role == ColumnRole::Input; }));
        m_detail = QStringLiteral("%1 × %2").arg(locale.toString(rows), locale.toString(inputs));
        if (const TargetInfo* target = m_document.target())
            m_detail += QStringLiteral(" → ") + drawable(QString::fromStdString(target->column));
        const SplitConfig& split = m_document.project().run().split;
        const auto percent = [](double share) { return std::lround(100 * share); };
        m_detail += QStringLiteral(" · %1/%2/%3")
                        .arg(percent(1 - split.validation - split.test))
                        .arg(percent(split.validation))
                        .arg(percent(split.test));
    }
    const QString tip = table ? tr("%1: %2 (rows × input columns → target · training/validation/test in percent). "
                                   "Click to see the columns.")
                                    .arg(text(), m_detail)
                              : tr("Open a CSV to train this network.");
    setToolTip(QStringLiteral("<p>%1</p>").arg(tip.toHtmlEscaped()));
    setAccessibleName(tr("Data: %1 %2").arg(text(), m_detail));
    updateGeometry();
    QWidget::update();
}

QSize DataChip::sizeHint() const
{
    const int name = QFontMetrics(bold(font())).horizontalAdvance(text());
    const int detail = m_detail.isEmpty() ? 0 : kGap + fontMetrics().horizontalAdvance(m_detail);
    return {std::min(name + detail + 2 * kMargin + 2, 520), fontMetrics().height() + 10};
}

QSize DataChip::minimumSizeHint() const
{
    return {std::min(88, sizeHint().width()), sizeHint().height()};
}

void DataChip::paintEvent(QPaintEvent*)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor ground = theme.text;
    ground.setAlphaF(underMouse() ? 0.12F : 0.07F);
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(Qt::NoPen));
    painter.setBrush(ground);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2);

    const int room = width() - 2 * kMargin;
    painter.setFont(bold(font()));
    const QFontMetrics metrics(painter.font());
    // The name is what tells data apart: it may take up to two thirds where both do not fit.
    const int detailWidth = m_detail.isEmpty() ? 0 : kGap + fontMetrics().horizontalAdvance(m_detail);
    const int nameRoom = std::max(room - detailWidth, room * 2 / 3);
    const QString name = metrics.elidedText(text(), Qt::ElideMiddle, nameRoom);
    painter.setPen(theme.text);
    painter.drawText(QRect(kMargin, 0, nameRoom, height()), Qt::AlignVCenter, name);
    const int x = kMargin + metrics.horizontalAdvance(name) + kGap;
    painter.setFont(font());
    painter.setPen(theme.textMuted);
    const int rest = width() - kMargin - x;
    if (rest > 0)
        painter.drawText(QRect(x, 0, rest, height()), Qt::AlignVCenter,
                         fontMetrics().elidedText(m_detail, Qt::ElideRight, rest));
}

} // namespace netloom
