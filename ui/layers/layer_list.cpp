// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/layer_list.h"

#include "ui/document/project_document.h"
#include "ui/layers/insert_handle.h"
#include "ui/layers/layer_card.h"
#include "ui/toolkit/text.h"

#include <QDrag>
#include <QDragEnterEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMimeData>
#include <QVBoxLayout>

#include <algorithm>
#include <map>
#include <string>

namespace netloom {

namespace {

constexpr std::size_t kFilledAtOnce = 40; ///< cards of the first layers; more fit on no screen
constexpr int kUsualHeight = 74;          ///< of a card, until it is known
const QString kMimeType = QStringLiteral("application/x-netloom-layer");

/// "standardised" where all inputs are scaled the same way, in words; empty without scaling.
QString scalingInWords(const Recipe& recipe)
{
    QStringList found;
    for (const ColumnRecipe& column : recipe.columns)
        if (column.role == ColumnRole::Input) {
            const std::string& scale = column.scale;
            const QString words = scale == "auto" || scale == "standard" ? LayerList::tr("standardised")
                                  : scale == "min_max"                   ? LayerList::tr("scaled to 0…1")
                                  : scale == "robust"                    ? LayerList::tr("robustly scaled")
                                                                         : LayerList::tr("not scaled");
            if (!found.contains(words))
                found.append(words);
        }
    return found.size() == 1 ? found.constFirst() : found.isEmpty() ? QString() : LayerList::tr("scaled by column");
}

} // namespace

class LayerList::Private
{
public:
    Private(LayerList& list, ProjectDocument& doc) : q(list), document(doc) {}

    void sync();
    void showStates();
    LayerCard* makeCard();
    int indexOf(const LayerCard* card) const;
    int gapAt(const QPoint& position) const;
    void showTarget(int gap);
    void startDrag(LayerCard* card);

    LayerList& q;
    ProjectDocument& document;
    QVBoxLayout* column = nullptr;
    InputCard* input = nullptr;
    std::vector<LayerCard*> cards;
    std::vector<InsertHandle*> gaps; ///< one before each card, and one behind the last
};

LayerCard* LayerList::Private::makeCard()
{
    auto* card = new LayerCard(&q);
    QObject::connect(card, &LayerCard::selectRequested, &q, [this, card] { document.selectLayer(indexOf(card)); });
    QObject::connect(card, &LayerCard::edited, &q, [this, card](const QString& key, const FieldValue& value) {
        document.setLayerField(indexOf(card), key, value);
        showStates(); // a refused value gives way to the old one
    });
    QObject::connect(card, &LayerCard::renamed, &q,
                     [this, card](const QString& name) { document.renameLayer(indexOf(card), name); });
    card->setNameCheck([this, card](const QString& name) { return document.layerNameProblem(indexOf(card), name); });
    QObject::connect(card, &LayerCard::followTargetRequested, &q, [this] { document.letOutputFollowTarget(); });
    QObject::connect(card, &LayerCard::dragStarted, &q, [this, card] { startDrag(card); });
    QObject::connect(card, &LayerCard::menuRequested, &q, &LayerList::menuRequested);
    return card;
}

int LayerList::Private::indexOf(const LayerCard* card) const
{
    const auto found = std::find(cards.begin(), cards.end(), card);
    return found == cards.end() ? -1 : static_cast<int>(found - cards.begin());
}

void LayerList::Private::sync()
{
    const auto& layers = document.network().layers;
    std::vector<LayerCard*> old = cards;
    std::vector<LayerCard*> next(layers.size(), nullptr);
    const auto take = [&](std::size_t place, auto&& fits) {
        for (LayerCard*& card : old)
            if (card && card->state().layer.type == layers[place].type && fits(card)) {
                next[place] = card;
                card = nullptr;
                return;
            }
    };
    for (std::size_t i = 0; i < layers.size(); ++i)
        take(i, [&](const LayerCard* card) { return card->state().layer.name == layers[i].name; });
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (!next[i]) // renamed: the card at the same place
            take(i, [&](const LayerCard* card) { return indexOf(card) == static_cast<int>(i); });
    for (std::size_t i = 0; i < layers.size(); ++i)
        if (!next[i])
            next[i] = makeCard();

    const bool moved = next != cards;
    cards = next;
    if (moved) {
        while (column->count() > 1)
            delete column->takeAt(1);
        while (gaps.size() < cards.size() + 1) {
            auto* gap = new InsertHandle(&q);
            const int index = static_cast<int>(gaps.size());
            QObject::connect(gap, &InsertHandle::clicked, &q, [this, index] { emit q.insertRequested(index); });
            gaps.push_back(gap);
        }
        while (gaps.size() > cards.size() + 1) {
            delete gaps.back();
            gaps.pop_back();
        }
        for (std::size_t i = 0; i < cards.size(); ++i) {
            column->addWidget(gaps[i]);
            column->addWidget(cards[i]);
        }
        column->addWidget(gaps.back());
    }
    for (LayerCard* card : old)
        if (card) {
            card->hide();
            card->disconnect(&q);
            card->deleteLater();
        }
    showStates();
    QWidget* before = input;
    column->setEnabled(false); // laid out once, not again for each widget that is shown
    for (InsertHandle* gap : gaps)
        gap->show();
    for (LayerCard* card : cards) {
        card->QWidget::show();
        if (moved)
            before = card->continueTabOrder(before);
    }
    column->setEnabled(true);
    column->activate();
}

void LayerList::Private::showStates()
{
    const NetworkSpec& network = document.network();
    const std::vector<LayerShape> shapes = document.shapes();
    const int output = outputLayer(network);
    std::map<std::string, int> heights; // by type
    for (std::size_t i = 0; i < cards.size() && i < network.layers.size(); ++i) {
        LayerCardState state;
        state.layer = network.layers[i];
        if (i < shapes.size())
            state.shape = shapes[i];
        const int index = static_cast<int>(i);
        state.output = index == output;
        state.followsTarget = network.outputFollowsTarget;
        state.canFollowTarget = document.target() != nullptr;
        state.selected = index == document.selectedLayer();
        for (const Fault& fault : document.faults())
            if (fault.layer == index) {
                const bool error = fault.severity == Fault::Severity::Error;
                (error ? state.errors : state.warnings).append(fromUtf8(fault.text));
                if (error && !fault.field.empty())
                    state.faultyFields.append(fromUtf8(fault.field));
            }
        int& height = heights[state.layer.type];
        if (i >= kFilledAtOnce)
            cards[i]->postpone(height > 0 ? height : kUsualHeight);
        cards[i]->display(state);
        if (i < kFilledAtOnce)
            height = cards[i]->sizeHint().height();
    }
    const Index inputs = document.inputs();
    QString text = LayerList::tr("%1 features").arg(QLocale().toString(static_cast<qlonglong>(inputs)));
    if (inputs == 1)
        text = LayerList::tr("1 feature");
    const QString scaling = scalingInWords(document.project().recipe);
    if (document.prepared() && !scaling.isEmpty())
        text += QStringLiteral(" · ") + scaling;
    if (!document.table())
        text += QStringLiteral(" · ") + LayerList::tr("no data");
    const bool drawn = document.isOpen() && document.project().data.source == DataReference::Source::None;
    input->display(drawn ? LayerList::tr("no data yet: open a CSV, or only draw") : text,
                   drawn ? std::optional(inputs) : std::nullopt);
}

int LayerList::Private::gapAt(const QPoint& position) const
{
    int gap = 0;
    for (const LayerCard* card : cards) {
        if (position.y() < card->geometry().center().y())
            break;
        ++gap;
    }
    return gap;
}

void LayerList::Private::showTarget(int gap)
{
    for (std::size_t i = 0; i < gaps.size(); ++i)
        gaps[i]->setTarget(static_cast<int>(i) == gap);
}

void LayerList::Private::startDrag(LayerCard* card)
{
    auto* drag = new QDrag(&q);
    auto* data = new QMimeData;
    data->setData(kMimeType, QByteArray::number(indexOf(card)));
    drag->setMimeData(data);
    drag->setPixmap(card->grab());
    drag->setHotSpot(card->mapFromGlobal(QCursor::pos()));
    drag->exec(Qt::MoveAction);
    showTarget(-1);
}

LayerList::LayerList(ProjectDocument& document, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document))
{
    setAcceptDrops(true);
    d->column = new QVBoxLayout(this);
    d->column->setContentsMargins(0, 0, 0, 0);
    d->column->setSpacing(0);
    d->input = new InputCard(this);
    d->column->addWidget(d->input);
    connect(d->input, &InputCard::inputsEdited, this, [this](Index inputs) {
        NetworkSpec network = d->document.network();
        network.setInputs(inputs);
        d->document.setNetwork(std::move(network), tr("Change the inputs"));
    });
    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & Change::Network)
            d->sync();
        else if (what & (Changes(Change::Recipe) | Change::Data | Change::Split | Change::Training))
            d->showStates();
    });
    connect(&document, &ProjectDocument::selectionChanged, this, [this] { d->showStates(); });
    d->sync();
}

LayerList::~LayerList() = default;

int LayerList::count() const
{
    return static_cast<int>(d->cards.size());
}

LayerCard* LayerList::card(int index) const
{
    return index >= 0 && index < count() ? d->cards[static_cast<std::size_t>(index)] : nullptr;
}

void LayerList::focusCard(int index)
{
    LayerCard* target = card(index);
    if (!target)
        return;
    d->document.selectLayer(index);
    target->setFocus(Qt::OtherFocusReason);
}

void LayerList::keyPressEvent(QKeyEvent* event)
{
    const int selected = d->document.selectedLayer();
    switch (event->key()) {
    case Qt::Key_Up:
        focusCard(std::max(selected - 1, 0));
        break;
    case Qt::Key_Down:
        focusCard(selected + 1);
        break;
    case Qt::Key_Home:
        focusCard(0);
        break;
    case Qt::Key_End:
        focusCard(count() - 1);
        break;
    case Qt::Key_Plus:
        emit addRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void LayerList::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->mimeData()->hasFormat(kMimeType))
        event->acceptProposedAction();
}

void LayerList::dragMoveEvent(QDragMoveEvent* event)
{
    d->showTarget(d->gapAt(event->position().toPoint()));
    event->acceptProposedAction();
}

void LayerList::dragLeaveEvent(QDragLeaveEvent*)
{
    d->showTarget(-1);
}

void LayerList::dropEvent(QDropEvent* event)
{
    d->showTarget(-1);
    bool ok = false;
    const int from = event->mimeData()->data(kMimeType).toInt(&ok);
    if (!ok || from < 0 || from >= count())
        return;
    const int gap = d->gapAt(event->position().toPoint());
    d->document.moveLayer(from, gap > from ? gap - 1 : gap);
    event->acceptProposedAction();
}

} // namespace netloom
