// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/layers/registry.h"
#include "core/network/network_spec.h"

#include <QFrame>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

class QLabel;

namespace netloom {

class NumberBox;

/// What a card shows. A plain value.
struct LayerCardState {
    LayerSpec layer;
    LayerShape shape;
    bool output = false;
    bool followsTarget = false;   ///< output only: units and activation come from the target
    bool canFollowTarget = false; ///< output only: they could
    bool selected = false;
    QStringList errors;
    QStringList warnings;
    QStringList faultyFields; ///< keys
};

/// One layer in the list: role colour, name, kind, size; its fields can be edited in place. It only shows and reports;
/// what was edited comes back through display(), so a text being typed and the focus stay.
class LayerCard final : public QFrame
{
    Q_OBJECT
public:
    explicit LayerCard(QWidget* parent = nullptr);
    ~LayerCard() override;

    void display(const LayerCardState& state);
    const LayerCardState& state() const;
    /// Its fields are only made when it is first seen or gets the focus; until then it is as high as that. To be told
    /// before display(). A deep network has thousands of fields that nobody looks at.
    void postpone(int height);
    QSize sizeHint() const override;
    void startRename();
    /// @param problem  says why the layer cannot be called so, empty: it can; what was typed then stays in the field
    void setNameCheck(std::function<QString(const QString& name)> problem);
    /// Tab goes from `before` to the card and through its fields in reading order. @returns where it is then
    QWidget* continueTabOrder(QWidget* before);

signals:
    void selectRequested();
    void edited(const QString& key, const netloom::FieldValue& value);
    void renamed(const QString& name);
    void followTargetRequested();
    void dragStarted();
    void menuRequested(const QPoint& globalPosition);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fill();

    class Private;
    std::unique_ptr<Private> d;
};

/// The card of the input layer: what the network sees of the data.
class InputCard final : public QFrame
{
    Q_OBJECT
public:
    explicit InputCard(QWidget* parent = nullptr);
    /// @param inputs  how many there are, to be edited: of a network that is drawn without data; none: they follow data
    void display(const QString& text, std::optional<Index> inputs = {});

signals:
    void inputsEdited(netloom::Index inputs);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_text;
    QWidget* m_row; ///< of the number
    NumberBox* m_inputs;
};

} // namespace netloom
