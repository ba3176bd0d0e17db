// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/objective_rows.h"

#include "core/base/error.h"
#include "core/metrics/registry.h"
#include "core/project/settings.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/failure_text.h"
#include "ui/toolkit/menu_heading.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/short_term.h"
#include "ui/toolkit/text.h"

#include <QAction>
#include <QComboBox>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMouseEvent>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace netloom {

namespace {

QString titleOf(const ComponentSpec& metric)
{
    const MetricInfo* info = findMetric(metric.type);
    return info ? fromUtf8(info->title) : metricName(metric.type);
}

bool isFor(const MetricInfo& metric, Task task)
{
    return std::find(metric.tasks.begin(), metric.tasks.end(), task) != metric.tasks.end();
}

/// Why class weights are not taken; empty: they are.
QString refusalOfWeights(const ProjectDocument& document, const QString& value)
{
    TrainingConfig training = document.training();
    SplitConfig split = document.project().run().split;
    try {
        setSetting(training, split, "class_weights", value.toStdString());
    } catch (const Error& e) {
        return failureTextHere(e);
    }
    return {};
}

QLabel* makeLabel(const QString& text, const QString& name, QWidget* parent)
{
    auto* label = new QLabel(text, parent);
    label->setObjectName(name);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QToolButton* makeLink(const QString& text, const QString& name, const QString& help, QWidget* parent)
{
    auto* link = new QToolButton(parent);
    link->setText(text);
    link->setObjectName(name);
    link->setToolTip(help);
    link->setProperty("link", true);
    link->setFocusPolicy(Qt::TabFocus);
    return link;
}

/// Stays open while one ticks: a click, Space and Return tick, Escape and a click elsewhere close it.
class TickMenu final : public QMenu
{
public:
    using QMenu::QMenu;

protected:
    void showEvent(QShowEvent* event) override
    {
        m_pressed = false;
        QMenu::showEvent(event);
    }
    void mousePressEvent(QMouseEvent* event) override
    {
        m_pressed = true;
        QMenu::mousePressEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent* event) override
    {
        QAction* entry = actionAt(event->pos());
        if (!entry || !entry->isCheckable())
            QMenu::mouseReleaseEvent(event);
        else if (std::exchange(m_pressed, false)) // not the end of the click that opened it
            entry->trigger();
    }
    void keyPressEvent(QKeyEvent* event) override
    {
        const bool ticks =
            event->key() == Qt::Key_Space || event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
        if (ticks && activeAction() && activeAction()->isCheckable())
            activeAction()->trigger();
        else
            QMenu::keyPressEvent(event);
    }

private:
    bool m_pressed = false;
};

/// Looks like any other list, opens a menu in which several can be ticked.
class MetricBox final : public ChoiceBox
{
public:
    explicit MetricBox(QWidget* parent) : ChoiceBox(parent), m_menu(new TickMenu(this)) {}
    QMenu* menu() const { return m_menu; }
    void showPopup() override
    {
        m_menu->setMinimumWidth(width());
        m_menu->popup(mapToGlobal(rect().bottomLeft()));
    }

protected:
    QString shorterText() const override
    {
        const QStringList names = currentText().split(QStringLiteral(", "));
        const QString first = shortTerm(names.constFirst());
        return names.size() > 1 ? QStringLiteral("%1 +%2").arg(first).arg(names.size() - 1) : first;
    }

private:
    QMenu* m_menu;
};

} // namespace

ObjectiveRows::ObjectiveRows(ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_grid(new QGridLayout(this)),
      m_metricsLabel(makeLabel(tr("Metrics"), QStringLiteral("fieldLabel"), this)),
      m_metrics(new MetricBox(this)),
      m_metricMenu(static_cast<MetricBox*>(m_metrics)->menu()),
      m_weightsLabel(makeLabel(tr("Class weights"), QStringLiteral("fieldLabel"), this)),
      m_weights(new QComboBox(this)),
      m_weightsRemark(makeLabel({}, QStringLiteral("fieldRemark"), this)),
      m_state(makeLabel({}, QStringLiteral("muted"), this)),
      m_lossFollow(makeLink(tr("Let the loss follow the target"), QStringLiteral("followLoss"),
                            tr("The kind of the target column chooses the loss"), this)),
      m_metricFollow(makeLink(tr("Let the metrics follow the target"), QStringLiteral("followMetrics"),
                              tr("The kind of the target column chooses the metrics"), this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(6);
    m_grid->setColumnStretch(1, 1);
    for (QLabel* label : {m_metricsLabel, m_weightsLabel})
        label->setWordWrap(false);
    m_metricsLabel->setBuddy(m_metrics);
    m_metrics->setObjectName(QStringLiteral("metrics"));
    m_metrics->setAccessibleName(tr("Metrics"));
    m_metrics->addItem(QString());
    m_grid->addWidget(m_metricsLabel, 0, 0);
    m_grid->addWidget(m_metrics, 0, 1);
    m_weights->setObjectName(QStringLiteral("class_weights"));
    m_weights->setAccessibleName(tr("Class weights"));
    m_weights->setEditable(true);
    m_weights->setInsertPolicy(QComboBox::NoInsert);
    m_weights->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_weights->setMinimumContentsLength(6);
    m_weights->addItem(tr("None"), QStringLiteral("none"));
    m_weights->addItem(tr("Moderate"), QStringLiteral("moderate"));
    m_weights->addItem(tr("Balanced"), QStringLiteral("balanced"));
    m_weights->setToolTip(tr("How much each class counts: none, balanced (rare classes count more), "
                             "or weights by label such as 0=1, 1=2.5"));
    m_weightsLabel->setBuddy(m_weights);
    m_grid->addWidget(m_weightsLabel, 1, 0);
    m_grid->addWidget(m_weights, 1, 1);
    m_grid->addWidget(m_weightsRemark, 2, 0, 1, 2);
    m_grid->addWidget(m_state, 3, 0, 1, 2);
    m_grid->addWidget(m_lossFollow, 4, 0, 1, 2, Qt::AlignLeft);
    m_grid->addWidget(m_metricFollow, 5, 0, 1, 2, Qt::AlignLeft);
    m_weightsRemark->hide();

    connect(m_lossFollow, &QToolButton::clicked, this, [this] { follow(true); });
    connect(m_metricFollow, &QToolButton::clicked, this, [this] { follow(false); });
    connect(m_metricMenu, &QMenu::aboutToShow, this, &ObjectiveRows::fillMetricMenu);
    connect(m_weights, &QComboBox::activated, this, &ObjectiveRows::commitWeights);
    connect(m_weights->lineEdit(), &QLineEdit::editingFinished, this, &ObjectiveRows::commitWeights);
    fillMetricMenu();
}

void ObjectiveRows::fillMetricMenu()
{
    m_metricMenu->clear();
    const std::span<const MetricInfo* const> all = metrics();
    std::vector<const MetricInfo*> order(all.begin(), all.end());
    const TargetInfo* target = m_document.target();
    const bool known = target && target->task != Task::None;
    const auto firstOther =
        !known ? order.end() : std::stable_partition(order.begin(), order.end(), [target](const MetricInfo* info) {
            return isFor(*info, target->task);
        });
    const auto& chosen = m_document.training().metrics;
    bool others = false;
    for (auto at = order.begin(); at != order.end(); ++at) {
        const MetricInfo* info = *at;
        const auto used =
            std::any_of(chosen.begin(), chosen.end(), [&](const auto& m) { return m.type == info->type; });
        // What makes no sense for this target is not offered, but what is there can be taken away.
        const bool numbers = known && target->task == Task::Regression;
        if (!used && known && numbers != isFor(*info, Task::Regression))
            continue;
        if (at >= firstOther && !std::exchange(others, true)) {
            m_metricMenu->addSeparator();
            addMenuHeading(*m_metricMenu, tr("Others, meant for other targets"));
        }
        QAction* entry = m_metricMenu->addAction(fromUtf8(info->title).replace(QLatin1Char('&'), QStringLiteral("&&")));
        entry->setObjectName(fromUtf8(info->type));
        entry->setCheckable(true);
        entry->setChecked(used);
        entry->setToolTip(fromUtf8(info->help).toHtmlEscaped());
        connect(entry, &QAction::triggered, this, [this, type = info->type](bool on) { toggleMetric(type, on); });
    }
    m_metricMenu->setToolTipsVisible(true);
}

void ObjectiveRows::toggleMetric(const std::string& type, bool on)
{
    TrainingConfig config = m_document.training();
    config.metricsFollowTarget = false;
    std::erase_if(config.metrics, [&](const ComponentSpec& spec) { return spec.type == type; });
    if (on)
        config.metrics.push_back({type, {}});
    m_document.setTraining(std::move(config), tr("Change metrics"));
}

void ObjectiveRows::follow(bool loss)
{
    TrainingConfig config = m_document.training();
    (loss ? config.lossFollowsTarget : config.metricsFollowTarget) = true;
    m_document.setTraining(std::move(config),
                           loss ? tr("Let the loss follow the target") : tr("Let the metrics follow the target"));
}

void ObjectiveRows::commitWeights()
{
    const QString typed = m_weights->currentText().trimmed();
    const int known = m_weights->findText(typed, Qt::MatchFixedString);
    QString value = known >= 0 ? m_weights->itemData(known).toString() : typed;
    if (value.isEmpty())
        value = QStringLiteral("none");
    const QString refusal = refusalOfWeights(m_document, value);
    m_refusedBeside = refusal.isEmpty() ? std::string() : m_document.training().classWeights;
    m_weightsRefusal = refusal;
    if (refusal.isEmpty() && value.toStdString() != m_document.training().classWeights)
        m_document.setSetting(QStringLiteral("class_weights"), value);
    m_weights->lineEdit()->setModified(false);
    update();
}

int ObjectiveRows::titleWidth() const
{
    return std::max(m_metricsLabel->sizeHint().width(),
                    m_weightsLabel->isHidden() ? 0 : m_weightsLabel->sizeHint().width());
}

void ObjectiveRows::setTitleWidth(int width)
{
    m_grid->setColumnMinimumWidth(0, width);
}

void ObjectiveRows::update()
{
    const TrainingConfig& config = m_document.training();
    const bool target = m_document.target() && m_document.target()->task != Task::None;
    const bool loss = target && config.lossFollowsTarget;
    const bool measured = target && config.metricsFollowTarget;
    m_state->setText(loss && measured ? tr("Loss and metrics follow the target.")
                     : loss           ? tr("The loss follows the target.")
                                      : tr("The metrics follow the target."));
    m_state->setVisible(loss || measured);
    m_lossFollow->setVisible(target && !loss);
    m_metricFollow->setVisible(target && !measured);
    QStringList names;
    for (const ComponentSpec& metric : config.metrics)
        names << titleOf(metric);
    const QString all = names.isEmpty() ? tr("None") : names.join(QStringLiteral(", "));
    m_metrics->setItemText(0, all);
    m_metrics->setToolTip(tr("What is measured beside the loss: %1").arg(all).toHtmlEscaped());

    const bool classes = !target || m_document.target()->task != Task::Regression;
    m_weightsLabel->setVisible(classes);
    m_weights->setVisible(classes);
    const QString weights = fromUtf8(config.classWeights);
    const int known = m_weights->findData(weights);
    const QString inUse = known >= 0 ? m_weights->itemText(known) : weights;
    if (config.classWeights != m_refusedBeside)
        m_weightsRefusal.clear();
    const bool isTyped = m_weights->lineEdit()->hasFocus() && m_weights->lineEdit()->isModified();
    if (m_weightsRefusal.isEmpty() && !isTyped)
        m_weights->setEditText(inUse);
    QString fault =
        m_weightsRefusal.isEmpty() ? QString() : tr("%1 Until then it stays %2.").arg(m_weightsRefusal, inUse);
    for (const Fault& f : m_document.faults())
        if (f.layer < 0 && f.field == "class_weights")
            fault = fromUtf8(f.text);
    m_weightsRemark->setText(fault);
    m_weightsRemark->setVisible(classes && !fault.isEmpty());
}

} // namespace netloom
