// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/matrix_plot.h"

#include "ui/plots/plot_csv.h"
#include "ui/plots/plot_picture.h"
#include "ui/toolkit/elided_apart.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace netloom {

namespace {

constexpr double kSmallestPoints = 6.5;

} // namespace

MatrixPlot::MatrixPlot(QWidget* parent) : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Confusion matrix"));
}

void MatrixPlot::setMatrix(const ConfusionMatrix& matrix, const QStringList& classes)
{
    m_matrix = matrix;
    m_classes = classes;
    if (m_chosen.x() >= static_cast<int>(matrix.classes()) || m_chosen.y() >= static_cast<int>(matrix.classes()))
        m_chosen = {-1, -1};
    QStringList words;
    for (std::size_t i = 0; i < matrix.classes(); ++i)
        for (std::size_t j = 0; j < matrix.classes(); ++j)
            if (matrix.counts[i][j] > 0)
                words << tr("%1 rows of %2 predicted as %3")
                             .arg(wholeNumber(matrix.counts[i][j]), m_classes.value(static_cast<int>(i)),
                                  m_classes.value(static_cast<int>(j)));
    setAccessibleDescription(words.join(QStringLiteral("; ")));
    updateGeometry();
    update();
}

void MatrixPlot::setShown(Shown shown)
{
    m_shown = shown;
    update();
}

QString MatrixPlot::cellText(std::size_t truth, std::size_t prediction) const
{
    if (m_shown == Shown::Counts)
        return wholeNumber(m_matrix.counts[truth][prediction]);
    const std::optional<double> share =
        m_shown == Shown::RowShares ? m_matrix.rowShare(truth, prediction) : m_matrix.columnShare(truth, prediction);
    return share ? QLocale().toString(100 * *share, 'f', 1) : QStringLiteral("–");
}

QSize MatrixPlot::sizeHint() const
{
    const int classes = std::max<int>(1, static_cast<int>(m_matrix.classes()));
    const int line = fontMetrics().height();
    return {280, classes * std::max(line + 6, 150 / std::max(classes, 5)) + 2 * line + 14};
}

MatrixPlot::Geometry MatrixPlot::geometryIn(const QSize& size) const
{
    Geometry geometry;
    const QFontMetrics metrics(font());
    geometry.names = metrics.horizontalAdvance(tr("actual"));
    for (const QString& name : m_classes)
        geometry.names = std::max(geometry.names, metrics.horizontalAdvance(name));
    geometry.names = std::min(geometry.names + 10, size.width() * 36 / 100);
    const int top = 2 * metrics.height() + 8;
    geometry.cells = QRectF(geometry.names, top, size.width() - geometry.names - 2, size.height() - top - 2);
    const auto classes = static_cast<double>(std::max<std::size_t>(1, m_matrix.classes()));
    geometry.side = geometry.cells.height() / classes;
    geometry.across = geometry.cells.width() / classes;
    return geometry;
}

void MatrixPlot::paint(QPainter& painter, const QSize& size) const
{
    const Theme theme = Theme::current();
    painter.fillRect(QRect(QPoint(), size), theme.panel);
    painter.setFont(font());
    const QFontMetrics metrics(font());
    const Geometry geometry = geometryIn(size);
    const auto classes = static_cast<int>(m_matrix.classes());
    painter.setPen(theme.textMuted);
    painter.drawText(QRectF(geometry.names, 0, geometry.cells.width(), metrics.height() + 2), Qt::AlignCenter,
                     metrics.elidedText(m_shown == Shown::RowShares      ? tr("predicted, % of the row")
                                        : m_shown == Shown::ColumnShares ? tr("predicted, % of the column")
                                                                         : tr("predicted"),
                                        Qt::ElideRight, static_cast<int>(geometry.cells.width())));
    painter.drawText(QRectF(0, 0, geometry.names - 6, metrics.height() + 2), Qt::AlignRight | Qt::AlignVCenter,
                     metrics.elidedText(tr("actual"), Qt::ElideRight, geometry.names - 6));
    const QStringList above = elidedApart(m_classes, metrics, static_cast<int>(geometry.across) - 4);
    const QStringList beside = elidedApart(m_classes, metrics, geometry.names - 6);
    for (int j = 0; j < classes; ++j) {
        painter.setPen(theme.text);
        painter.drawText(QRectF(geometry.cells.left() + j * geometry.across, metrics.height() + 3, geometry.across,
                                metrics.height() + 2),
                         Qt::AlignCenter, above.value(j));
        painter.drawText(QRectF(0, geometry.cells.top() + j * geometry.side, geometry.names - 6, geometry.side),
                         Qt::AlignRight | Qt::AlignVCenter, beside.value(j));
    }
    // One size for all cells, in which the longest number fits; below some size there are none.
    QFont numbers = font();
    const auto widest = [&] {
        int width = 0;
        for (std::size_t i = 0; i < m_matrix.classes(); ++i)
            for (std::size_t j = 0; j < m_matrix.classes(); ++j)
                width = std::max(width, QFontMetrics(numbers).horizontalAdvance(cellText(i, j)));
        return width;
    };
    while (numbers.pointSizeF() > kSmallestPoints &&
           (widest() > geometry.across - 2 || QFontMetrics(numbers).height() - 4 > geometry.side))
        numbers.setPointSizeF(numbers.pointSizeF() - 0.5);
    const bool written = widest() <= geometry.across - 2 && QFontMetrics(numbers).height() - 4 <= geometry.side;
    painter.setFont(numbers);
    for (int i = 0; i < classes; ++i)
        for (int j = 0; j < classes; ++j) {
            const auto truth = static_cast<std::size_t>(i);
            const auto prediction = static_cast<std::size_t>(j);
            const QRectF cell(geometry.cells.left() + j * geometry.across, geometry.cells.top() + i * geometry.side,
                              geometry.across, geometry.side);
            const std::optional<double> share = m_shown == Shown::ColumnShares ? m_matrix.columnShare(truth, prediction)
                                                                               : m_matrix.rowShare(truth, prediction);
            QColor ground = i == j ? theme.positive : theme.negative;
            ground.setAlphaF(static_cast<float>(0.62 * share.value_or(0)));
            painter.fillRect(cell.adjusted(0.5, 0.5, -0.5, -0.5), ground);
            painter.setPen(QPen(theme.border, 1));
            painter.drawRect(cell);
            if (written) {
                painter.setPen(m_matrix.counts[truth][prediction] == 0 ? theme.textMuted : theme.text);
                painter.drawText(cell, Qt::AlignCenter, cellText(truth, prediction));
            }
            if (m_chosen == QPoint(j, i)) {
                painter.setPen(QPen(theme.accent, 2));
                painter.drawRect(cell.adjusted(1, 1, -1, -1));
            }
        }
}

QByteArray MatrixPlot::picture(const QByteArray& format, const QSize& size, double scale) const
{
    return plotPicture(format, size, scale, tr("Confusion matrix"), [&](QCPPainter& painter) { paint(painter, size); });
}

QByteArray MatrixPlot::csv() const
{
    QByteArray text = "truth,prediction,rows\n";
    for (std::size_t truth = 0; truth < m_matrix.classes(); ++truth)
        for (std::size_t prediction = 0; prediction < m_matrix.classes(); ++prediction)
            text += csvText(m_classes.value(static_cast<int>(truth))) + ',' +
                    csvText(m_classes.value(static_cast<int>(prediction))) + ',' +
                    QByteArray::number(static_cast<qlonglong>(m_matrix.counts[truth][prediction])) + '\n';
    return text;
}

QPoint MatrixPlot::cellAt(QPointF point) const
{
    const Geometry geometry = geometryIn(size());
    if (!geometry.cells.contains(point) || m_matrix.classes() == 0)
        return {-1, -1};
    const int last = static_cast<int>(m_matrix.classes()) - 1;
    return {std::min(last, static_cast<int>((point.x() - geometry.cells.left()) / geometry.across)),
            std::min(last, static_cast<int>((point.y() - geometry.cells.top()) / geometry.side))};
}

/// The class above or beside the cells.
QString MatrixPlot::nameAt(QPointF point) const
{
    const QRectF cells = geometryIn(size()).cells;
    const QPointF onto(std::max(point.x(), cells.left() + 1), std::max(point.y(), cells.top() + 1));
    const QPoint cell = cellAt(onto);
    if (cell.x() < 0 || (point.x() < cells.left() && point.y() < cells.top()))
        return {};
    return m_classes.value(point.x() < cells.left() ? cell.y() : cell.x());
}

void MatrixPlot::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paint(painter, size());
    if (hasFocus() && m_chosen.x() < 0) {
        painter.setPen(QPen(Theme::current().accent, 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void MatrixPlot::mousePressEvent(QMouseEvent* event)
{
    m_chosen = cellAt(event->position());
    update();
    if (m_chosen.x() >= 0)
        emit cellClicked(m_chosen.y(), m_chosen.x());
}

void MatrixPlot::keyPressEvent(QKeyEvent* event)
{
    const int last = static_cast<int>(m_matrix.classes()) - 1;
    QPoint move;
    switch (event->key()) {
    case Qt::Key_Left:
        move = {-1, 0};
        break;
    case Qt::Key_Right:
        move = {1, 0};
        break;
    case Qt::Key_Up:
        move = {0, -1};
        break;
    case Qt::Key_Down:
        move = {0, 1};
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_chosen.x() >= 0)
            emit cellClicked(m_chosen.y(), m_chosen.x());
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    m_chosen = {std::clamp(m_chosen.x() + move.x(), 0, std::max(last, 0)),
                std::clamp(m_chosen.y() + move.y(), 0, std::max(last, 0))};
    update();
}

bool MatrixPlot::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        auto* help = static_cast<QHelpEvent*>(event);
        const QPoint cell = cellAt(help->pos());
        if (cell.x() < 0) {
            const QString name = nameAt(help->pos());
            if (name.isEmpty())
                QToolTip::hideText();
            else
                QToolTip::showText(help->globalPos(), QStringLiteral("<p>%1</p>").arg(name.toHtmlEscaped()), this);
            return true;
        }
        const Index count = m_matrix.counts[static_cast<std::size_t>(cell.y())][static_cast<std::size_t>(cell.x())];
        QToolTip::showText(
            help->globalPos(),
            QStringLiteral("<p style='white-space:pre'>%1</p>")
                .arg(tr("%1 of %2 rows of %3 predicted as %4. Click to see them.")
                         .arg(wholeNumber(count), wholeNumber(m_matrix.support(static_cast<std::size_t>(cell.y()))),
                              m_classes.value(cell.y()), m_classes.value(cell.x()))
                         .toHtmlEscaped()),
            this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace netloom
