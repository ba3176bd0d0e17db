// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/layer_card.h"

#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMap>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>
#include <QToolButton>

#include <algorithm>

namespace netloom {

namespace {

// The bar of the role's colour at the left edge, rounded like the frame.
void paintRole(const QFrame& card, const QColor& color)
{
    QPainter painter(const_cast<QFrame*>(&card));
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath frame;
    frame.addRoundedRect(QRectF(card.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    painter.setClipPath(frame);
    painter.fillRect(QRectF(0, 0, 5, card.height()), color);
}

QLabel* plainLabel(const QString& objectName, QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    return label;
}

void setMarked(QWidget* widget, const char* property, bool on)
{
    if (widget->property(property).toBool() == on)
        return;
    widget->setProperty(property, on);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
    widget->update();
}

bool isNumber(const FieldInfo& field)
{
    return field.type == FieldType::Integer || field.type == FieldType::Real;
}

} // namespace

class LayerCard::Private
{
public:
    explicit Private(LayerCard& card) : q(card) {}

    void build(const LayerInfo* info);
    QWidget* makeEditor(const FieldInfo& field);
    void showRemarks();
    void showMore(bool shown);
    void finishRename(bool accept);
    void refuseName(const QString& reason);

    LayerCard& q;
    LayerCardState state;
    const LayerInfo* info = nullptr;
    bool built = false;
    int postponed = 0; ///< height until it is filled; 0: it is filled at once
    QVBoxLayout* column = nullptr;
    ElidedLabel* name = nullptr;
    QLineEdit* nameEdit = nullptr;
    std::function<QString(const QString&)> nameProblem;
    QString nameRefusal;
    ElidedLabel* kind = nullptr;
    QMap<QString, QWidget*> editors;
    QMap<QString, QString> refusals;
    QToolButton* more = nullptr;
    FieldForm* form = nullptr;
    QWidget* follow = nullptr;
    QLabel* errors = nullptr;
    QLabel* warnings = nullptr;
    QPoint pressed;
    bool mayDrag = false;
};

QWidget* LayerCard::Private::makeEditor(const FieldInfo& field)
{
    const QString key = fromUtf8(field.key);
    QWidget* editor = makeFieldEditor(
        field, field.initial, [this, key](const FieldValue& value) { emit q.edited(key, value); }, &q);
    onRefusal(editor, [this, key](const QString& reason) {
        if (reason.isEmpty())
            refusals.remove(key);
        else
            refusals.insert(key, reason);
        showRemarks();
    });
    editor->installEventFilter(&q);
    editors.insert(key, editor);
    return editor;
}

void LayerCard::Private::build(const LayerInfo* layerInfo)
{
    info = layerInfo;
    built = true;
    column = new QVBoxLayout(&q);
    column->setContentsMargins(16, 8, 10, 9);
    column->setSpacing(6);

    auto* head = new QHBoxLayout;
    head->setSpacing(6);
    name = new ElidedLabel(14, &q);
    name->keepBothEnds();
    name->setObjectName(QStringLiteral("heading"));
    nameEdit = new QLineEdit(&q);
    nameEdit->setObjectName(QStringLiteral("layerName"));
    nameEdit->setAccessibleName(LayerCard::tr("Name of the layer"));
    nameEdit->setMaxLength(60);
    nameEdit->hide();
    nameEdit->installEventFilter(&q);
    QObject::connect(nameEdit, &QLineEdit::editingFinished, &q, [this] { finishRename(true); });
    QObject::connect(nameEdit, &QLineEdit::textEdited, &q, [this] { refuseName({}); });
    kind = new ElidedLabel(8, &q);
    kind->setObjectName(QStringLiteral("muted"));
    kind->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addWidget(name, 1);
    head->addWidget(nameEdit, 1);
    more = new QToolButton(&q);
    more->setObjectName(QStringLiteral("more"));
    more->setProperty("flat", true);
    more->setText(QStringLiteral("⋯"));
    more->setToolTip(LayerCard::tr("More settings of this layer"));
    more->setAccessibleName(LayerCard::tr("More settings"));
    more->setCheckable(true);
    more->setFixedSize(24, q.fontMetrics().height() + 2);
    more->installEventFilter(&q);
    QObject::connect(more, &QToolButton::toggled, &q, [this](bool on) { showMore(on); });
    head->addWidget(kind);
    head->addWidget(more);
    column->addLayout(head);

    bool advanced = false;
    if (info) {
        const auto& fields = info->fields;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].advanced) {
                advanced = true;
                continue;
            }
            auto* row = new QHBoxLayout;
            row->setSpacing(6);
            QLabel* label = plainLabel(QStringLiteral("muted"), &q);
            label->setText(fromUtf8(fields[i].title).toLower());
            QWidget* editor = makeEditor(fields[i]);
            label->setBuddy(editor);
            row->addWidget(label);
            // "units [5] [relu]": a choice that follows a number stands in its row.
            const bool paired = isNumber(fields[i]) && i + 1 < fields.size() && !fields[i + 1].advanced &&
                                fields[i + 1].type == FieldType::Choice;
            if (paired) {
                editor->setFixedWidth(58);
                row->addWidget(editor);
                row->addWidget(makeEditor(fields[++i]), 1);
            } else if (isNumber(fields[i])) {
                editor->setFixedWidth(72);
                row->addStretch(1);
                row->addWidget(editor);
            } else {
                row->addWidget(editor, 1);
            }
            column->addLayout(row);
        }
    }
    more->setVisible(advanced);

    auto* link = new QToolButton(&q);
    link->setObjectName(QStringLiteral("followTarget"));
    link->setProperty("link", true);
    link->setText(LayerCard::tr("Follow the target again"));
    link->setToolTip(LayerCard::tr("Units and activation as the target column asks for"));
    link->setAccessibleName(link->text());
    link->hide();
    QObject::connect(link, &QToolButton::clicked, &q, [this] { emit q.followTargetRequested(); });
    follow = link;
    column->addWidget(link, 0, Qt::AlignLeft);

    errors = plainLabel(QStringLiteral("fieldRemark"), &q);
    warnings = plainLabel(QStringLiteral("warningRemark"), &q);
    for (QLabel* label : {errors, warnings}) {
        label->setWordWrap(true);
        label->hide();
        column->addWidget(label);
    }
}

void LayerCard::Private::showMore(bool shown)
{
    if (shown && !form && info) {
        form = new FieldForm(&q);
        std::vector<FieldInfo> fields;
        std::copy_if(info->fields.begin(), info->fields.end(), std::back_inserter(fields),
                     [](const FieldInfo& field) { return field.advanced; });
        form->setFields(fields);
        form->setValues(state.layer.fields);
        QObject::connect(form, &FieldForm::edited, &q, &LayerCard::edited);
        column->insertWidget(column->count() - 3, form);
    }
    if (shown && form)
        q.continueTabOrder(nullptr);
    if (form)
        form->setVisible(shown);
}

void LayerCard::Private::showRemarks()
{
    QStringList texts = refusals.values();
    if (!nameRefusal.isEmpty())
        texts.prepend(nameRefusal);
    texts += state.errors;
    errors->setText(texts.join(QLatin1Char('\n')));
    errors->setVisible(!texts.isEmpty());
    warnings->setText(state.warnings.join(QLatin1Char('\n')));
    warnings->setVisible(!state.warnings.isEmpty());
    setMarked(&q, "faulty", !texts.isEmpty());
}

void LayerCard::Private::finishRename(bool accept)
{
    if (nameEdit->isHidden())
        return;
    const QString text = nameEdit->text();
    const bool changed = accept && text != fromUtf8(state.layer.name);
    refuseName(changed && nameProblem ? nameProblem(text) : QString());
    if (!nameRefusal.isEmpty())
        return;
    const bool focused = nameEdit->hasFocus();
    nameEdit->hide();
    name->show();
    if (focused)
        q.setFocus();
    if (changed)
        emit q.renamed(text);
}

void LayerCard::Private::refuseName(const QString& reason)
{
    nameRefusal = reason;
    setMarked(nameEdit, "faulty", !reason.isEmpty());
    showRemarks();
}

LayerCard::LayerCard(QWidget* parent) : QFrame(parent), d(std::make_unique<Private>(*this))
{
    setObjectName(QStringLiteral("card"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

LayerCard::~LayerCard() = default;

const LayerCardState& LayerCard::state() const
{
    return d->state;
}

void LayerCard::display(const LayerCardState& state)
{
    const QString name = fromUtf8(state.layer.name);
    if (!d->built && d->postponed > 0) {
        d->state = state;
        d->info = findLayerType(state.layer.type);
        setAccessibleName(name);
        setMarked(this, "selected", state.selected);
        return;
    }
    if (!d->built)
        d->build(findLayerType(state.layer.type));
    d->state = state;
    d->name->setText(name);
    QString kind = d->info ? fromUtf8(d->info->title) : fromUtf8(state.layer.type);
    d->kind->setShorter({});
    if (state.shape.parameters > 0) {
        const QString count = QLocale().toString(static_cast<qlonglong>(state.shape.parameters));
        d->kind->setShorter({tr("%1 params").arg(count), kind});
        kind = tr("%1 · %2 params").arg(kind, count);
    }
    d->kind->setText(kind);
    setAccessibleName(state.output ? tr("%1, output layer, %2").arg(name, kind) : tr("%1, %2").arg(name, kind));
    setAccessibleDescription((state.errors + state.warnings).join(QLatin1Char(' ')));
    if (d->info)
        for (const FieldInfo& field : d->info->fields)
            if (QWidget* editor = d->editors.value(fromUtf8(field.key))) {
                const FieldValue* value = state.layer.fields.find(field.key);
                setEditorValue(editor, field, value ? *value : field.initial);
                setMarked(editor, "faulty", state.faultyFields.contains(fromUtf8(field.key)));
            }
    if (d->form)
        d->form->setValues(state.layer.fields);
    d->follow->setVisible(state.output && state.canFollowTarget && !state.followsTarget);
    setMarked(this, "selected", state.selected);
    d->showRemarks();
    update();
}

void LayerCard::postpone(int height)
{
    d->postponed = height;
}

void LayerCard::fill()
{
    if (d->built)
        return;
    d->postponed = 0;
    display(LayerCardState(d->state));
    continueTabOrder(nullptr);
    updateGeometry();
}

QSize LayerCard::sizeHint() const
{
    return !d->built && d->postponed > 0 ? QSize(QFrame::sizeHint().width(), d->postponed) : QFrame::sizeHint();
}

QWidget* LayerCard::continueTabOrder(QWidget* before)
{
    // Children are in the order in which they were made, which is the one in which they are read; what "More" unfolds
    // was made last and stands last.
    QList<QWidget*> stops{this};
    for (QWidget* child : findChildren<QWidget*>())
        if ((child->focusPolicy() & Qt::TabFocus) && !child->focusProxy() && child->window() == window())
            stops.append(child);
    for (QWidget* stop : stops) {
        if (before)
            QWidget::setTabOrder(before, stop);
        before = stop;
    }
    return before;
}

void LayerCard::setNameCheck(std::function<QString(const QString& name)> problem)
{
    d->nameProblem = std::move(problem);
}

void LayerCard::startRename()
{
    fill();
    if (!d->nameEdit->isHidden()) {
        d->nameEdit->setFocus();
        return;
    }
    d->nameEdit->setText(fromUtf8(d->state.layer.name));
    d->name->hide();
    d->nameEdit->show();
    d->nameEdit->setFocus();
    d->nameEdit->selectAll();
}

void LayerCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    const Theme theme = Theme::current();
    const bool units = !d->info || d->info->role == LayerRole::Units;
    paintRole(*this, d->state.output ? theme.inputOutput : units ? theme.hidden : theme.oneToOne);
    if (!d->built) // not while it is painted
        QMetaObject::invokeMethod(this, &LayerCard::fill, Qt::QueuedConnection);
}

void LayerCard::mousePressEvent(QMouseEvent* event)
{
    if (event->button() != Qt::LeftButton)
        return;
    d->pressed = event->pos();
    d->mayDrag = true;
    setFocus(Qt::MouseFocusReason);
    emit selectRequested();
}

void LayerCard::mouseMoveEvent(QMouseEvent* event)
{
    if (!d->mayDrag || !(event->buttons() & Qt::LeftButton) ||
        (event->pos() - d->pressed).manhattanLength() < QApplication::startDragDistance())
        return;
    d->mayDrag = false;
    emit dragStarted();
}

void LayerCard::mouseDoubleClickEvent(QMouseEvent* event)
{
    fill();
    if (event->button() == Qt::LeftButton && event->pos().y() < d->name->geometry().bottom() + 6)
        startRename();
}

void LayerCard::focusInEvent(QFocusEvent* event)
{
    QFrame::focusInEvent(event);
    fill();
    // A window that comes to the front gives the focus back; that is no choice of the user's.
    if (event->reason() != Qt::ActiveWindowFocusReason && event->reason() != Qt::PopupFocusReason)
        emit selectRequested();
}

void LayerCard::contextMenuEvent(QContextMenuEvent* event)
{
    emit selectRequested();
    emit menuRequested(event->globalPos());
}

bool LayerCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn && !d->state.selected)
        emit selectRequested();
    if (watched == d->nameEdit && event->type() == QEvent::KeyPress &&
        static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) {
        d->finishRename(false);
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

namespace {

FieldInfo inputsField()
{
    FieldInfo field;
    field.key = "inputs";
    field.title = "Inputs";
    field.type = FieldType::Integer;
    field.initial = std::int64_t(10);
    field.min = 1;
    field.max = 1e6;
    return field;
}

} // namespace

InputCard::InputCard(QWidget* parent)
    : QFrame(parent),
      m_text(plainLabel(QStringLiteral("muted"), this)),
      m_row(new QWidget(this)),
      m_inputs(new NumberBox(inputsField(), m_row))
{
    setObjectName(QStringLiteral("card"));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 8, 10, 9);
    column->setSpacing(4);
    auto* head = new QHBoxLayout;
    QLabel* name = plainLabel(QStringLiteral("heading"), this);
    name->setText(tr("input"));
    QLabel* kind = plainLabel(QStringLiteral("muted"), this);
    kind->setText(tr("Input"));
    head->addWidget(name, 1);
    head->addWidget(kind);
    column->addLayout(head);
    m_text->setWordWrap(true);
    column->addWidget(m_text);
    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 2, 0, 0);
    QLabel* label = plainLabel(QStringLiteral("fieldLabel"), m_row);
    label->setText(tr("inputs"));
    m_inputs->setObjectName(QStringLiteral("inputs"));
    m_inputs->setAccessibleName(tr("Number of inputs"));
    m_inputs->setFixedWidth(72);
    row->addWidget(label);
    row->addWidget(m_inputs);
    row->addStretch(1);
    column->addWidget(m_row);
    m_row->hide();
    connect(m_inputs, &NumberBox::edited, this,
            [this](const FieldValue& value) { emit inputsEdited(std::get<std::int64_t>(value)); });
}

void InputCard::display(const QString& text, std::optional<Index> inputs)
{
    m_text->setText(text);
    m_row->setVisible(inputs.has_value());
    if (inputs)
        m_inputs->setValue(std::int64_t(*inputs));
    setAccessibleName(tr("Input layer, %1").arg(text));
}

void InputCard::paintEvent(QPaintEvent* event)
{
    QFrame::paintEvent(event);
    paintRole(*this, Theme::current().inputOutput);
}

} // namespace netloom
