// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/layers_panel.h"

#include "core/base/error.h"
#include "core/layers/registry.h"
#include "core/suggestion/network_template.h"
#include "ui/document/project_document.h"
#include "ui/layers/layer_card.h"
#include "ui/layers/layer_list.h"
#include "ui/suggestion/suggestion_card.h"
#include "ui/suggestion/suggestion_controller.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/menu_heading.h"
#include "ui/toolkit/text.h"

#include <QAction>
#include <QClipboard>
#include <QEvent>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

class LayersPanel::Private
{
public:
    Private(LayersPanel& panel, ProjectDocument& doc) : q(panel), document(doc) {}

    void makeActions();
    QAction* action(const QString& text, const QString& icon, const QKeySequence& key, std::function<void()> triggered);
    void fillAddMenu(QMenu* menu, const std::function<int()>& place);
    int placeForNewLayer() const;
    void popUpAddMenu(int place, const QPoint& where);
    QString wordsForPlace(int place) const;
    void copyLayers(bool all);
    void pasteLayers();
    void move(int step);
    void update();
    void fitWidth();

    LayersPanel& q;
    ProjectDocument& document;
    SuggestionController* suggestions = nullptr;
    SuggestionCard* suggestionCard = nullptr;
    LayerList* list = nullptr;
    QScrollArea* scroll = nullptr;
    QLabel* parameters = nullptr;
    QLabel* multiplyAdds = nullptr;
    QMenu* addMenu = nullptr;
    QAction* insert = nullptr;
    QAction* duplicate = nullptr;
    QAction* copy = nullptr;
    QAction* copyAll = nullptr;
    QAction* paste = nullptr;
    QAction* rename = nullptr;
    QAction* up = nullptr;
    QAction* down = nullptr;
    QAction* remove = nullptr;
    QList<QAction*> templates;
    QAction* findBetter = nullptr;
    QAction* why = nullptr;
    QAction* follow = nullptr;
};

QAction* LayersPanel::Private::action(const QString& text, const QString& icon, const QKeySequence& key,
                                      std::function<void()> triggered)
{
    auto* result = new QAction(text, &q);
    if (!icon.isEmpty())
        result->setIcon(themedIcon(icon));
    result->setShortcut(key);
    // Delete or Insert mean something else in the rest of the window.
    result->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    QObject::connect(result, &QAction::triggered, &q, std::move(triggered));
    q.addAction(result);
    return result;
}

void LayersPanel::Private::makeActions()
{
    insert = action(LayersPanel::tr("&Insert layer…"), QStringLiteral("list-add"), Qt::Key_Insert, [this] {
        const int place = placeForNewLayer();
        const LayerCard* card = list->card(std::max(document.selectedLayer(), 0));
        popUpAddMenu(place, card ? card->mapToGlobal(QPoint(16, card->height())) : q.mapToGlobal(QPoint(16, 60)));
    });
    duplicate = action(LayersPanel::tr("&Duplicate layer"), QStringLiteral("edit-copy"),
                       QKeyCombination(Qt::CTRL, Qt::Key_D), [this] {
                           document.duplicateLayer(document.selectedLayer());
                           list->focusCard(document.selectedLayer());
                       });
    copy = action(LayersPanel::tr("&Copy layer"), {}, QKeySequence::Copy, [this] { copyLayers(false); });
    copyAll = action(LayersPanel::tr("Copy &all layers"), {}, {}, [this] { copyLayers(true); });
    copyAll->setObjectName(QStringLiteral("copyAllLayers"));
    copyAll->setStatusTip(
        LayersPanel::tr("As text, such as \"dense 16 relu, dense 3 softmax\", which another project takes"));
    paste = action(LayersPanel::tr("&Paste layers"), {}, QKeySequence::Paste, [this] { pasteLayers(); });
    paste->setStatusTip(LayersPanel::tr("Layers that were copied, or a text such as \"dense 16 relu, dropout 0.2\""));
    rename = action(LayersPanel::tr("Re&name layer"), QStringLiteral("edit-rename"), Qt::Key_F2, [this] {
        if (LayerCard* card = list->card(document.selectedLayer()))
            card->startRename();
    });
    up = action(LayersPanel::tr("Move layer &up"), QStringLiteral("go-up"), QKeyCombination(Qt::ALT, Qt::Key_Up),
                [this] { move(-1); });
    down = action(LayersPanel::tr("Move layer d&own"), QStringLiteral("go-down"),
                  QKeyCombination(Qt::ALT, Qt::Key_Down), [this] { move(1); });
    remove = action(LayersPanel::tr("&Remove layer"), QStringLiteral("edit-delete"), Qt::Key_Delete, [this] {
        document.removeLayer(document.selectedLayer());
        list->focusCard(document.selectedLayer());
    });
    for (const NetworkTemplate* kind : networkTemplates()) {
        QAction* entry =
            action(fromUtf8(kind->title), {}, {}, [this, key = fromUtf8(kind->key)] { document.applyTemplate(key); });
        entry->setObjectName(QStringLiteral("template_") + fromUtf8(kind->key));
        entry->setStatusTip(fromUtf8(kind->help));
        entry->setToolTip(fromUtf8(kind->help).toHtmlEscaped());
        templates.append(entry);
    }
    findBetter = action(LayersPanel::tr("&Find a better one…"), {}, {}, [this] { suggestionCard->findBetter(); });
    findBetter->setObjectName(QStringLiteral("findBetter"));
    findBetter->setStatusTip(
        LayersPanel::tr("Tries some tens of networks on the training rows and shows them in a table"));
    findBetter->setToolTip(findBetter->statusTip());
    why = action(LayersPanel::tr("&Why this network?"), {}, {}, [this] { suggestionCard->showWhy(); });
    why->setObjectName(QStringLiteral("whyThisNetwork"));
    why->setStatusTip(LayersPanel::tr("The reason of each choice of the suggested network"));
    why->setToolTip(why->statusTip());
    follow =
        action(LayersPanel::tr("Output &follows the target"), {}, {}, [this] { document.letOutputFollowTarget(); });
}

QString LayersPanel::Private::wordsForPlace(int place) const
{
    const auto& layers = document.network().layers;
    const auto name = [&](int index) { return fromUtf8(layers[static_cast<std::size_t>(index)].name); };
    const int count = static_cast<int>(layers.size());
    if (count == 0)
        return LayersPanel::tr("Add the first layer");
    if (place <= 0)
        return LayersPanel::tr("Add before %1").arg(name(0));
    if (place >= count)
        return LayersPanel::tr("Add behind %1").arg(name(count - 1));
    return LayersPanel::tr("Add between %1 and %2").arg(name(place - 1), name(place));
}

void LayersPanel::Private::copyLayers(bool all)
{
    const auto& layers = document.network().layers;
    const int selected = document.selectedLayer();
    if (all)
        QGuiApplication::clipboard()->setText(fromUtf8(formatLayers(layers)));
    else if (selected >= 0)
        QGuiApplication::clipboard()->setText(fromUtf8(formatLayers({layers[static_cast<std::size_t>(selected)]})));
}

void LayersPanel::Private::pasteLayers()
{
    const QString text = QGuiApplication::clipboard()->text();
    try {
        std::vector<LayerSpec> layers = parseLayers(text.toStdString());
        if (layers.empty())
            throw Error("The clipboard holds no layers", {}, "Copy a layer first.");
        const QString what = layers.size() == 1
                                 ? LayersPanel::tr("Paste a layer")
                                 : LayersPanel::tr("Paste %1 layers").arg(static_cast<int>(layers.size()));
        document.insertLayers(placeForNewLayer(), std::move(layers), what);
        list->focusCard(document.selectedLayer());
    } catch (const Error& error) {
        emit document.refused(LayersPanel::tr("The clipboard holds no layers: %1").arg(fromUtf8(error.message())));
    }
}

void LayersPanel::Private::fillAddMenu(QMenu* menu, const std::function<int()>& place)
{
    menu->setToolTipsVisible(true);
    QAction* where = addMenuHeading(*menu, QString());
    QObject::connect(menu, &QMenu::aboutToShow, where,
                     [this, where, place] { where->setText(wordsForPlace(place())); });
    for (const LayerInfo* info : layerTypes()) {
        QAction* entry = menu->addAction(fromUtf8(info->title));
        entry->setObjectName(QStringLiteral("add_") + fromUtf8(info->type));
        entry->setToolTip(fromUtf8(info->help));
        entry->setStatusTip(fromUtf8(info->help));
        QObject::connect(entry, &QAction::triggered, &q, [this, type = fromUtf8(info->type), place] {
            document.insertLayer(place(), type);
            list->focusCard(document.selectedLayer());
        });
    }
}

int LayersPanel::Private::placeForNewLayer() const
{
    const int output = outputLayer(document.network());
    const int selected = document.selectedLayer();
    const int end = output >= 0 ? output : static_cast<int>(document.network().layers.size());
    // Behind the selected card, but before the output unless the selection is behind it.
    if (selected < 0 || selected == output)
        return end;
    return selected + 1;
}

void LayersPanel::Private::popUpAddMenu(int place, const QPoint& where)
{
    auto* menu = new QMenu(&q);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillAddMenu(menu, [place] { return place; });
    menu->popup(where);
}

void LayersPanel::Private::move(int step)
{
    const int from = document.selectedLayer();
    document.moveLayer(from, from + step);
    list->focusCard(document.selectedLayer());
}

void LayersPanel::Private::update()
{
    Index weights = 0;
    Index products = 0;
    for (const LayerShape& shape : document.shapes()) {
        weights += shape.parameters;
        products += shape.multiplyAdds;
    }
    const QLocale locale;
    parameters->setText(locale.toString(static_cast<qlonglong>(weights)));
    multiplyAdds->setText(locale.toString(static_cast<qlonglong>(products)));

    const int selected = document.selectedLayer();
    const int last = list->count() - 1;
    for (QAction* entry : {duplicate, copy, rename, remove})
        entry->setEnabled(selected >= 0);
    up->setEnabled(selected > 0);
    down->setEnabled(selected >= 0 && selected < last);
    for (QAction* entry : templates)
        entry->setEnabled(document.isOpen());
    findBetter->setEnabled(document.prepared() != nullptr);
    why->setEnabled(document.prepared() != nullptr);
    insert->setEnabled(document.isOpen());
    copyAll->setEnabled(!document.network().layers.empty());
    paste->setEnabled(document.isOpen());
    follow->setEnabled(document.target() && !document.network().outputFollowsTarget);
}

void LayersPanel::Private::fitWidth()
{
    // Never narrower than a card with its scroll bar: nothing scrolls sideways here.
    const int card = scroll->widget()->minimumSizeHint().width();
    q.setMinimumWidth(std::max(240, card + scroll->verticalScrollBar()->sizeHint().width()));
}

bool LayersPanel::event(QEvent* event)
{
    // What the cards need is known only after fonts and style sheet have reached them.
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Show)
        QTimer::singleShot(0, this, [this] { d->fitWidth(); });
    return QWidget::event(event);
}

LayersPanel::LayersPanel(ProjectDocument& document, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);

    auto* content = new QWidget(this);
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(8, 8, 6, 8);
    inside->setSpacing(0);
    d->suggestions = new SuggestionController(document, this);
    d->suggestionCard = new SuggestionCard(document, *d->suggestions, content);
    inside->addWidget(d->suggestionCard);
    inside->addSpacing(8);
    d->list = new LayerList(document, content);
    inside->addWidget(d->list);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    auto* add = new QPushButton(tr("+ Add layer ▾"), content);
    add->setObjectName(QStringLiteral("addLayer"));
    add->setAccessibleName(tr("Add layer"));
    add->setToolTip(tr("Add a layer behind the selected one, or before the output (Insert)"));
    d->addMenu = new QMenu(add);
    add->setMenu(d->addMenu);
    auto* suggest = new QPushButton(tr("Suggest ▾"), content);
    suggest->setObjectName(QStringLiteral("suggest"));
    suggest->setAccessibleName(tr("Suggest"));
    suggest->setToolTip(tr("A network that learns these data, a better one by trying, or a template"));
    auto* suggestMenu = new QMenu(suggest);
    suggestMenu->setToolTipsVisible(true);
    suggest->setMenu(suggestMenu);
    buttons->addWidget(add, 3);
    buttons->addWidget(suggest, 1);
    inside->addLayout(buttons);
    inside->addStretch(1);

    d->scroll = new QScrollArea(this);
    d->scroll->setWidgetResizable(true);
    d->scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    d->scroll->setFocusPolicy(Qt::NoFocus);
    d->scroll->setWidget(content);
    d->scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    column->addWidget(d->scroll, 1);

    auto* totals = new QWidget(this);
    totals->setObjectName(QStringLiteral("totals"));
    totals->setAttribute(Qt::WA_StyledBackground);
    auto* grid = new QGridLayout(totals);
    grid->setContentsMargins(12, 8, 12, 8);
    grid->setVerticalSpacing(4);
    const auto total = [&](int row, const QString& title, const QString& help) {
        auto* label = new QLabel(title, totals);
        label->setObjectName(QStringLiteral("muted"));
        label->setToolTip(help);
        auto* value = new QLabel(totals);
        value->setObjectName(QStringLiteral("heading"));
        value->setToolTip(help);
        grid->addWidget(label, row, 0);
        grid->addWidget(value, row, 1, Qt::AlignRight);
        return value;
    };
    d->parameters = total(0, tr("Parameters"), tr("All weights of the network, as Keras's summary counts them"));
    d->multiplyAdds = total(1, tr("Multiply-adds / sample"), tr("Work for one prediction"));
    column->addWidget(totals);

    d->makeActions();
    suggestMenu->addActions({d->templates.first(), d->findBetter, d->why});
    suggestMenu->addSeparator();
    addMenuHeading(*suggestMenu, tr("Templates"));
    suggestMenu->addActions(d->templates.mid(1));
    d->fillAddMenu(d->addMenu, [this] { return d->placeForNewLayer(); });

    connect(d->list, &LayerList::insertRequested, this, [this](int place) { d->popUpAddMenu(place, QCursor::pos()); });
    connect(d->list, &LayerList::addRequested, d->insert, &QAction::trigger);
    connect(d->list, &LayerList::menuRequested, this, [this](const QPoint& where) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions({d->insert, d->duplicate, d->rename});
        menu->addSeparator();
        menu->addActions({d->copy, d->copyAll, d->paste});
        menu->addSeparator();
        menu->addActions({d->up, d->down});
        menu->addSeparator();
        menu->addAction(d->remove);
        menu->popup(where);
    });
    connect(&document, &ProjectDocument::changed, this, [this] { d->update(); });
    connect(&document, &ProjectDocument::selectionChanged, this, [this](int index) {
        d->update();
        // After the layout has placed a card that was just added.
        QTimer::singleShot(0, this, [this, index] {
            if (LayerCard* card = d->list->card(index))
                d->scroll->ensureWidgetVisible(card, 0, 12);
        });
    });
    d->update();
    d->fitWidth();
}

LayersPanel::~LayersPanel() = default;

QList<QAction*> LayersPanel::networkActions() const
{
    QList<QAction*> actions{d->insert, d->duplicate, d->copy, d->copyAll, d->paste,
                            d->rename, d->up,        d->down, d->remove,  d->follow};
    actions << d->templates << d->findBetter << d->why;
    return actions;
}

void LayersPanel::findBetter()
{
    d->suggestionCard->findBetter();
}

SuggestionController& LayersPanel::suggestions()
{
    return *d->suggestions;
}

} // namespace netloom
