// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAction>
#include <QWidget>

#include <memory>

namespace netloom {

class ProjectDocument;
class SuggestionController;

/// Left dock "Layers": a card per layer, add, insert, delete, duplicate, reorder, rename, Suggest, totals; above them
/// why the network is as it is.
class LayersPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit LayersPanel(ProjectDocument& document, QWidget* parent = nullptr);
    ~LayersPanel() override;

    QList<QAction*> networkActions() const; ///< for the Network menu
    void findBetter();                      ///< shows the candidates while they are tried
    SuggestionController& suggestions();    ///< tries other networks for the data

protected:
    bool event(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace netloom
