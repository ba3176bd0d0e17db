// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/diagram_bar.h"

#include "ui/toolkit/icons.h"
#include "ui/toolkit/menu_button.h"
#include "ui/toolkit/menu_heading.h"

#include <QAction>
#include <QActionGroup>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QSettings>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <cmath>

namespace netloom {

namespace {

constexpr int groupGap = 10; ///< between groups

/// With Ctrl, in the order of the list: 5 and 6 show and hide.
constexpr std::array coloringKeys{Qt::Key_3, Qt::Key_4, Qt::Key_7, Qt::Key_8, Qt::Key_9};

QString actionName(const Coloring& coloring)
{
    QString key = QString::fromUtf8(coloring.key.data(), static_cast<qsizetype>(coloring.key.size()));
    key[0] = key[0].toUpper();
    return QStringLiteral("color") + key;
}

QAction* makeAction(QWidget* parent, const QString& text, const QString& name, const QString& icon,
                    const QKeySequence& key)
{
    auto* action = new QAction(text, parent);
    action->setObjectName(name);
    if (!icon.isEmpty())
        action->setIcon(themedIcon(icon));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WindowShortcut);
    parent->addAction(action);
    return action;
}

void setHelp(QAction* action, const QString& help)
{
    const QString key = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(key.isEmpty() ? help : QStringLiteral("%1 (%2)").arg(help, key));
    action->setStatusTip(help);
}

} // namespace

DiagramBar::DiagramBar(QWidget* parent)
    : QWidget(parent),
      zoomIn(
          makeAction(this, tr("Zoom in"), QStringLiteral("zoomIn"), QStringLiteral("zoom-in"), QKeySequence::ZoomIn)),
      zoomOut(makeAction(this, tr("Zoom out"), QStringLiteral("zoomOut"), QStringLiteral("zoom-out"),
                         QKeySequence::ZoomOut)),
      fit(makeAction(this, tr("Fit diagram"), QStringLiteral("zoomFit"), QStringLiteral("zoom-fit-best"),
                     QKeySequence(Qt::CTRL | Qt::Key_0))),
      exportPng(makeAction(this, tr("Diagram as PNG…"), QStringLiteral("exportPng"), QString(),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E))),
      exportSvg(makeAction(this, tr("Diagram as SVG…"), QStringLiteral("exportSvg"), QString(), {})),
      exportPdf(makeAction(this, tr("Diagram as PDF…"), QStringLiteral("exportPdf"), QString(), {})),
      exportTikz(makeAction(this, tr("Diagram as TikZ…"), QStringLiteral("exportTikz"), QString(), {})),
      copy(makeAction(this, tr("Copy diagram"), QStringLiteral("copyDiagram"), QStringLiteral("edit-copy"),
                      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C))),
      words(makeAction(this, tr("Picture in words…"), QStringLiteral("pictureWords"), QString(),
                       QKeySequence(Qt::ALT | Qt::Key_D)))
{
    zoomIn->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)});
    setHelp(zoomIn, tr("Make the diagram larger"));
    setHelp(zoomOut, tr("Make the diagram smaller"));
    setHelp(fit, tr("Show the whole diagram"));
    setHelp(words, tr("What the picture shows and what is chosen in it, to be read or copied"));
    setHelp(exportPng, tr("Save the diagram as a picture of pixels"));
    setHelp(exportSvg, tr("Save the diagram as a drawing for the web and for editing"));
    setHelp(exportPdf, tr("Save the diagram as a page for print"));
    setHelp(exportTikz, tr("Save the diagram as a drawing for LaTeX"));
    setHelp(copy, tr("Copy the diagram to the clipboard as a picture"));

    auto* kinds = new QActionGroup(this);
    m_neurons = choice(kinds, tr("Neurons"), QStringLiteral("kindNeurons"),
                       tr("Every neuron a circle, every weight a line"), QKeySequence(Qt::CTRL | Qt::Key_1));
    m_blocks = choice(kinds, tr("Blocks"), QStringLiteral("kindBlocks"), tr("Every layer a block, with its shapes"),
                      QKeySequence(Qt::CTRL | Qt::Key_2));
    m_boundary = choice(kinds, tr("Boundary"), QStringLiteral("kindBoundary"),
                        tr("What the network says over the plane of two columns"), QKeySequence(Qt::ALT | Qt::Key_B));
    auto* colors = new QActionGroup(this);
    for (const Coloring* coloring : colorings()) {
        const auto at = static_cast<std::size_t>(m_colorings.size());
        const QKeySequence key = at < coloringKeys.size() ? QKeySequence(Qt::CTRL | coloringKeys[at]) : QKeySequence();
        m_colorings.append(choice(colors, coloring->title, actionName(*coloring), coloring->help, key));
    }
    m_neurons->setChecked(true);
    m_colorings.front()->setChecked(true);
    m_descriptions = makeAction(this, tr("Descriptions"), QStringLiteral("descriptions"), QString(),
                                QKeySequence(Qt::CTRL | Qt::Key_5));
    m_descriptions->setCheckable(true);
    m_descriptions->setChecked(true);
    setHelp(m_descriptions, tr("What each layer computes, over its column"));
    m_preparation = makeAction(this, tr("Preparation"), QStringLiteral("preparation"), QString(),
                               QKeySequence(Qt::CTRL | Qt::Key_6));
    m_preparation->setCheckable(true);
    setHelp(m_preparation, tr("The columns of the data and what is done to them, before the inputs"));
    auto* orders = new QActionGroup(this);
    m_networkOrder = choice(orders, tr("As in the network"), QStringLiteral("orderNetwork"),
                            tr("Units in the order of the network"), {});
    m_importanceOrder = choice(orders, tr("By importance"), QStringLiteral("orderImportance"),
                               tr("Units that matter most for the outputs on top"), {});
    m_networkOrder->setChecked(true);
    auto* directions = new QActionGroup(this);
    m_rightDirection = choice(directions, tr("Left to right"), QStringLiteral("directionRight"),
                              tr("Layers side by side, inputs on the left"), {});
    m_downDirection = choice(directions, tr("Top to bottom"), QStringLiteral("directionDown"),
                             tr("Layers below each other, inputs on top"), {});
    m_rightDirection->setChecked(true);
    m_runs = makeAction(this, tr("Fold equal layers"), QStringLiteral("foldRuns"), QString(), {});
    m_runs->setCheckable(true);
    setHelp(m_runs, tr("Three and more equal layers that follow each other as one column"));
    connect(m_runs, &QAction::toggled, this, &DiagramBar::styleChanged);
    m_pixels = makeAction(this, tr("Inputs as a picture"), QStringLiteral("pixels"), QString(), {});
    m_pixels->setCheckable(true);
    connect(m_pixels, &QAction::toggled, this, &DiagramBar::styleChanged);
    connect(m_downDirection, &QAction::toggled, this, [this] { setPixels(m_pixelsAvailable); });
    setPixels(false);
    m_ghost = makeAction(this, tr("Previous run behind"), QStringLiteral("ghost"), QString(), {});
    m_ghost->setCheckable(true);
    connect(m_ghost, &QAction::toggled, this, &DiagramBar::styleChanged);
    setGhostRun({});
    auto* scales = new QActionGroup(this);
    m_layerScale = choice(scales, tr("By the largest of each layer"), QStringLiteral("scaleLayer"),
                          tr("The widest line of every layer is its largest value"), {});
    m_commonScale = choice(scales, tr("By the largest of the network"), QStringLiteral("scaleCommon"),
                           tr("Lines of all layers can be compared with each other"), {});
    m_layerScale->setChecked(true);
    for (QActionGroup* group : {orders, directions, scales})
        connect(group, &QActionGroup::triggered, this, &DiagramBar::styleChanged);
    const auto separator = [this] {
        auto* action = new QAction(this);
        action->setSeparator(true);
        return action;
    };
    m_firstSeparator = separator();
    m_secondSeparator = separator();
    m_thirdSeparator = separator();

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 6, 12, 6);
    layout->setSpacing(0);
    layout->addWidget(segment(m_neurons, "first"));
    layout->addWidget(segment(m_blocks, "middle"));
    layout->addWidget(segment(m_boundary, "last"));
    layout->addSpacing(groupGap);
    for (QAction* action : m_colorings) {
        m_colorSegments.append(segment(action, action == m_colorings.front()  ? "first"
                                               : action == m_colorings.back() ? "last"
                                                                              : "middle"));
        layout->addWidget(m_colorSegments.last());
    }
    m_colorsButton = new QToolButton;
    m_colorsButton->setObjectName(QStringLiteral("colorsButton"));
    m_colorsButton->setProperty("boxed", true);
    m_colorsButton->setPopupMode(QToolButton::InstantPopup);
    m_colorsButton->setFocusPolicy(Qt::TabFocus);
    m_colorsButton->setToolTip(tr("What the colours mean"));
    auto* colorsMenu = new QMenu(m_colorsButton);
    colorsMenu->addActions(m_colorings);
    m_colorsButton->setMenu(colorsMenu);
    unlightAfterMenu(*m_colorsButton);
    m_colorsButton->hide();
    layout->addWidget(m_colorsButton);
    updateColorsButton();
    layout->addSpacing(groupGap);
    m_show = new QToolButton;
    m_show->setObjectName(QStringLiteral("showButton"));
    m_show->setProperty("boxed", true);
    m_show->setText(tr("Show"));
    m_show->setAccessibleName(m_show->text());
    m_show->setToolTip(tr("Descriptions, preparation, direction, order of units, widths of lines"));
    m_show->setPopupMode(QToolButton::InstantPopup);
    m_show->setFocusPolicy(Qt::TabFocus);
    auto* showMenu = new QMenu(m_show);
    showMenu->addActions({m_descriptions, m_preparation, m_runs, m_ghost, m_pixels});
    showMenu->addSeparator();
    addMenuHeading(*showMenu, tr("Direction"));
    showMenu->addActions({m_rightDirection, m_downDirection});
    showMenu->addSeparator();
    addMenuHeading(*showMenu, tr("Units from top to bottom"));
    showMenu->addActions({m_networkOrder, m_importanceOrder});
    showMenu->addSeparator();
    addMenuHeading(*showMenu, tr("Width of lines"));
    showMenu->addActions({m_layerScale, m_commonScale});
    m_show->setMenu(showMenu);
    unlightAfterMenu(*m_show);
    layout->addWidget(m_show);
    layout->addStretch(1);
    m_zoom = new QToolButton;
    m_zoom->setObjectName(QStringLiteral("zoomButton"));
    m_zoom->setProperty("flat", true);
    m_zoom->setToolTip(fit->toolTip());
    connect(m_zoom, &QToolButton::clicked, fit, &QAction::trigger);
    layout->addWidget(m_zoom);
    layout->addSpacing(groupGap);
    m_export = new QToolButton;
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setProperty("boxed", true);
    m_export->setText(tr("Export image…"));
    m_export->setIcon(themedIcon(QStringLiteral("document-export")));
    m_export->setToolButtonStyle(Qt::ToolButtonTextOnly);
    m_export->setToolTip(tr("Save the diagram, or copy it"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_export);
    menu->addActions(exportActions());
    m_export->setMenu(menu);
    unlightAfterMenu(*m_export);
    layout->addWidget(m_export);
    setZoom(1);
    layout->setSizeConstraint(QLayout::SetNoConstraint);

    connect(kinds, &QActionGroup::triggered, this, [this] {
        const bool neurons = kind() == DiagramKind::Neurons;
        for (QAction* action : m_colorings + QList<QAction*>{m_descriptions, m_preparation, m_networkOrder,
                                                             m_importanceOrder, m_layerScale, m_commonScale, m_runs})
            action->setEnabled(neurons);
        for (qsizetype i = 0; i < m_colorings.size(); ++i)
            setHelp(m_colorings[i], neurons ? colorings()[static_cast<std::size_t>(i)]->help
                                            : tr("Colours are those of the links between neurons: choose Neurons"));
        for (QAction* action : {m_rightDirection, m_downDirection})
            action->setEnabled(kind() != DiagramKind::Boundary);
        updateColorsButton();
        emit styleChanged();
    });
    connect(colors, &QActionGroup::triggered, this, [this] {
        m_coloringChosen = true;
        updateColorsButton();
        emit styleChanged();
    });
    connect(m_descriptions, &QAction::toggled, this, &DiagramBar::styleChanged);
    connect(m_preparation, &QAction::toggled, this, &DiagramBar::styleChanged);
    rememberSwitches();
}

void DiagramBar::rememberSwitches()
{
    QSettings settings;
    for (QAction* action :
         {m_descriptions, m_preparation, m_runs, m_ghost, m_downDirection, m_importanceOrder, m_commonScale}) {
        const QString key = QStringLiteral("diagram/") + action->objectName();
        const bool on = settings.value(key, action->isChecked()).toBool();
        if (on != action->isChecked())
            action->setChecked(on); // of a choice of two, the other one goes off
        connect(action, &QAction::toggled, this, [key](bool checked) { QSettings().setValue(key, checked); });
    }
}

int DiagramBar::colorsSaved() const
{
    int segments = 0;
    for (const QToolButton* segment : m_colorSegments)
        segments += segment->sizeHint().width();
    return segments - m_colorsButton->sizeHint().width();
}

int DiagramBar::compactSaved() const
{
    return m_zoom->sizeHint().width() + m_export->sizeHint().width() - m_export->sizeHint().height();
}

QSize DiagramBar::minimumSizeHint() const
{
    const QSize least = layout()->minimumSize();
    return {least.width() - (m_compact ? 0 : compactSaved()) - (m_narrow ? 0 : colorsSaved()), least.height()};
}

void DiagramBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    if (!m_compact && !m_narrow) {
        m_fullWidth = layout()->minimumSize().width();
        m_compactWidth = m_fullWidth - compactSaved();
    }
    setCompact(width() < m_fullWidth);
    setNarrow(width() < m_compactWidth);
    // What is left must not be cut.
    setTight(width() < m_compactWidth - colorsSaved());
}

void DiagramBar::setTight(bool tight)
{
    if (tight == m_tight)
        return;
    m_tight = tight;
    m_show->setText(tight ? QStringLiteral("⋯") : tr("Show"));
    for (QToolButton* button : findChildren<QToolButton*>())
        if (button->property("segment").isValid()) {
            button->setProperty("tight", tight);
            button->style()->unpolish(button);
            button->style()->polish(button);
        }
}

void DiagramBar::setNarrow(bool narrow)
{
    if (narrow == m_narrow)
        return;
    m_narrow = narrow;
    for (QToolButton* segment : m_colorSegments)
        segment->setVisible(!narrow);
    m_colorsButton->setVisible(narrow);
}

void DiagramBar::updateColorsButton()
{
    for (const QAction* action : m_colorings)
        if (action->isChecked())
            m_colorsButton->setText(action->text());
    m_colorsButton->setEnabled(kind() == DiagramKind::Neurons);
}

void DiagramBar::setCompact(bool compact)
{
    if (compact == m_compact)
        return;
    m_compact = compact;
    auto* row = static_cast<QHBoxLayout*>(layout());
    const int edge = compact ? 8 : 12;
    row->setContentsMargins(edge, 6, edge, 6);
    for (int i = 0; i < row->count(); ++i)
        if (QSpacerItem* space = row->itemAt(i)->spacerItem();
            space && !(space->expandingDirections() & Qt::Horizontal))
            space->changeSize(compact ? 5 : groupGap, 0);
    row->invalidate();
    m_zoom->setVisible(!compact);
    m_export->setToolButtonStyle(compact ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextOnly);
}

QAction* DiagramBar::choice(QActionGroup* group, const QString& text, const QString& name, const QString& help,
                            const QKeySequence& key)
{
    QAction* action = makeAction(this, text, name, QString(), key);
    action->setCheckable(true);
    group->addAction(action);
    setHelp(action, help);
    return action;
}

QToolButton* DiagramBar::segment(QAction* action, const char* place)
{
    auto* button = new QToolButton;
    button->setDefaultAction(action);
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    button->setProperty("segment", QString::fromLatin1(place));
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

QList<QAction*> DiagramBar::viewActions() const
{
    return QList<QAction*>{m_neurons, m_blocks, m_boundary, m_firstSeparator} + m_colorings +
           QList<QAction*>{m_secondSeparator, m_descriptions,
                           m_preparation,     m_networkOrder,
                           m_importanceOrder, m_rightDirection,
                           m_downDirection,   m_runs,
                           m_ghost,           m_pixels,
                           m_thirdSeparator,  zoomIn,
                           zoomOut,           fit};
}

QList<QAction*> DiagramBar::exportActions() const
{
    return {exportPng, exportSvg, exportPdf, exportTikz, copy, words};
}

DiagramKind DiagramBar::kind() const
{
    return m_blocks->isChecked()     ? DiagramKind::Blocks
           : m_boundary->isChecked() ? DiagramKind::Boundary
                                     : DiagramKind::Neurons;
}

const Coloring& DiagramBar::coloring() const
{
    for (qsizetype i = 0; i < m_colorings.size(); ++i)
        if (m_colorings[i]->isChecked())
            return *colorings()[static_cast<std::size_t>(i)];
    return *colorings().front();
}

UnitOrder DiagramBar::order() const
{
    return m_importanceOrder->isChecked() ? UnitOrder::Importance : UnitOrder::Network;
}

LinkScale DiagramBar::scale() const
{
    return m_commonScale->isChecked() ? LinkScale::Common : LinkScale::PerLayer;
}

DiagramDirection DiagramBar::direction() const
{
    return m_downDirection->isChecked() ? DiagramDirection::Down : DiagramDirection::Right;
}

bool DiagramBar::runs() const
{
    return m_runs->isChecked();
}

bool DiagramBar::pixels() const
{
    return m_pixels->isChecked();
}

void DiagramBar::setPixels(bool available)
{
    m_pixelsAvailable = available;
    const bool across = direction() == DiagramDirection::Right;
    m_pixels->setEnabled(available && across);
    setHelp(m_pixels, !available ? tr("The inputs are no square of pixels named p00, p01 … or pixel0, pixel1 …")
                      : across
                          ? tr("The pixels of a row as a picture, and in each unit of the first layer what drives it")
                          : tr("Only from left to right: from top to bottom there is no room for a picture"));
}

bool DiagramBar::ghost() const
{
    return m_ghost->isChecked();
}

void DiagramBar::setGhostRun(const QString& name)
{
    m_ghost->setEnabled(!name.isEmpty());
    setHelp(m_ghost, name.isEmpty() ? tr("There is no other trained run with the same layers to compare with")
                                    : tr("The weights of “%1” as a grey shadow, with the Weights colours").arg(name));
}

bool DiagramBar::preparation() const
{
    return m_preparation->isChecked();
}

bool DiagramBar::descriptions() const
{
    return m_descriptions->isChecked();
}

void DiagramBar::setColoring(const Coloring& coloring)
{
    if (&coloring == &this->coloring())
        return;
    const auto all = colorings();
    m_colorings[std::find(all.begin(), all.end(), &coloring) - all.begin()]->setChecked(true);
    updateColorsButton();
    emit styleChanged();
}

void DiagramBar::setZoom(double zoom)
{
    m_zoom->setText(tr("Fit · %1 %").arg(QLocale().toString(static_cast<int>(std::lround(zoom * 100)))));
}

void DiagramBar::setExportEnabled(bool enabled)
{
    for (QAction* action : exportActions())
        action->setEnabled(enabled);
    m_export->setEnabled(enabled);
}

} // namespace netloom
