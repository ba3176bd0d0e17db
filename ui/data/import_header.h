// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

class QMenu;

namespace netloom {

class CsvImport;

/// Above each column of an import: its name, its type and role (each opens a menu), its missing cells.
class ImportHeader final : public QHeaderView
{
    Q_OBJECT
public:
    explicit ImportHeader(CsvImport& import, QWidget* parent = nullptr);

    int widthFor(int column) const; ///< what name, type and role need
    QString typeText(int column) const;
    QString roleText(int column) const;
    /// Opens the menu of types or of roles below its place; the keyboard's way to them.
    QMenu* openTypeMenu(int column);
    QMenu* openRoleMenu(int column);

protected:
    void paintSection(QPainter* painter, const QRect& rect, int column) const override;
    QSize sizeHint() const override;
    QSize sectionSizeFromContents(int column) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    enum class Place { None, Type, Role };
    Place placeAt(QPoint position, int& column) const;
    QRect sectionRect(int column) const;
    QRect typeRect(int column) const; ///< in the section
    QRect roleRect(int column) const;
    QFont nameFont() const;
    QFont smallFont() const;
    QMenu* open(QMenu* menu, QRect below);

    CsvImport& m_import;
};

} // namespace netloom
