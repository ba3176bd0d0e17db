// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <memory>

namespace netloom {

class LayerCard;
class ProjectDocument;

/// The cards in order, with the gaps between them: select, drag to another place, insert between. Follows the document;
/// a card stays the same widget as long as its layer is there, so what is being typed is never lost.
class LayerList final : public QWidget
{
    Q_OBJECT
public:
    explicit LayerList(ProjectDocument& document, QWidget* parent = nullptr);
    ~LayerList() override;

    int count() const;
    LayerCard* card(int index) const; ///< null where there is none
    void focusCard(int index);        ///< selects it; focus to the card, not to a field in it

signals:
    void addRequested();                              ///< plus was pressed
    void insertRequested(int index);                  ///< the gap before that layer was clicked
    void menuRequested(const QPoint& globalPosition); ///< for the selected layer

protected:
    void keyPressEvent(QKeyEvent* event) override; ///< arrows, Home, End, plus: for cards that have the focus
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
