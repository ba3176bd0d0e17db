// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_panel.h"

#include "core/callbacks/registry.h"
#include "core/metrics/monitor.h"
#include "core/project/settings.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/field_form.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/number_text.h"
#include "ui/toolkit/scrolled_page.h"
#include "ui/toolkit/text.h"
#include "ui/training/objective_rows.h"
#include "ui/training/training_controller.h"

#include <QCompleter>
#include <QCoreApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollBar>
#include <QStringListModel>
#include <QVBoxLayout>

#include <algorithm>
#include <optional>

namespace netloom {

namespace {

bool isPartOf(const std::string& key, const char* group)
{
    return key.starts_with(std::string(group) + ".");
}

/// Whether a setting names a figure by its key in the history, which the form shows in words.
bool isWatched(const QString& key)
{
    return key.endsWith(QLatin1String(".monitor"));
}

/// Titles that would make the column of titles too wide for a dock; their help says the rest.
QString shortTitle(const std::string& key)
{
    static const std::pair<const char*, const char*> titles[] = {
        {"early_stopping", QT_TRANSLATE_NOOP("TrainingPanel", "Stop early")},
        {"reduce_lr", QT_TRANSLATE_NOOP("TrainingPanel", "Lower rate")},
        {"keep_best", QT_TRANSLATE_NOOP("TrainingPanel", "Keep best")},
        {"measure_loss", QT_TRANSLATE_NOOP("TrainingPanel", "Loss after")},
        {"measure_norms", QT_TRANSLATE_NOOP("TrainingPanel", "Norms")},
        {"early_stopping.min_delta", QT_TRANSLATE_NOOP("TrainingPanel", "Least gain")},
        {"reduce_lr.min_delta", QT_TRANSLATE_NOOP("TrainingPanel", "Least gain")},
        {"early_stopping.restore_best", QT_TRANSLATE_NOOP("TrainingPanel", "Restore best")},
        {"early_stopping.start_from_epoch", QT_TRANSLATE_NOOP("TrainingPanel", "From epoch")},
        {"early_stopping.has_baseline", QT_TRANSLATE_NOOP("TrainingPanel", "Use baseline")},
        {"reduce_lr.min_learning_rate", QT_TRANSLATE_NOOP("TrainingPanel", "Lowest rate")},
    };
    for (const auto& [name, title] : titles)
        if (key == name)
            return QCoreApplication::translate("TrainingPanel", title);
    return {};
}

} // namespace

class TrainingPanel::Private
{
public:
    Private(TrainingPanel& owner, ProjectDocument& projectDocument, TrainingController& trainingController)
        : q(owner), document(projectDocument), training(trainingController)
    {
    }

    /// A heading with one form, and which settings are in it.
    struct Section {
        FieldForm* form = nullptr;
        std::function<bool(const std::string&)> takes;
        std::vector<FieldInfo> fields;
    };

    void build(QVBoxLayout* column);
    QVBoxLayout* addSection(QVBoxLayout* column, const QString& title,
                            const std::function<bool(const std::string&)>& takes);
    void update();
    void updateParts();
    void showRate();
    void alignEditors();
    void offerQuantities();
    QStringList watchable() const;
    QString keyOf(const QString& typed) const;

    TrainingPanel& q;
    ProjectDocument& document;
    TrainingController& training;
    std::vector<Section> sections;
    ObjectiveRows* objective = nullptr;
    QWidget* watchers = nullptr; ///< the callbacks, within the form of the loop
    QLabel* parts = nullptr;
    QLabel* rate = nullptr;
    std::optional<double> rateNow; ///< of the training; none: nothing was trained yet
    QStringListModel* quantities = nullptr;
    ScrolledPage* scroll = nullptr;
};

QVBoxLayout* TrainingPanel::Private::addSection(QVBoxLayout* column, const QString& title,
                                                const std::function<bool(const std::string&)>& takes)
{
    auto* box = new QWidget(&q);
    auto* inside = new QVBoxLayout(box);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->setSpacing(6);
    if (!title.isEmpty()) {
        auto* heading = new QLabel(title, box);
        heading->setObjectName(QStringLiteral("heading"));
        heading->setTextFormat(Qt::PlainText);
        inside->addWidget(heading);
    }
    auto* form = new FieldForm(box);
    inside->addWidget(form);
    column->addWidget(box);
    sections.push_back({form, takes, {}});
    QObject::connect(form, &FieldForm::edited, &q, [this](const QString& key, const FieldValue& value) {
        document.setSetting(key, isWatched(key) ? keyOf(fromUtf8(formatField(value))) : fromUtf8(formatField(value)));
        update(); // a refused value goes back to what it was
    });
    return inside;
}

void TrainingPanel::Private::build(QVBoxLayout* column)
{
    QVBoxLayout* box = addSection(column, TrainingPanel::tr("Optimizer"), [](const std::string& key) {
        return key == "optimizer" || key == "learning_rate" || key == "schedule" || isPartOf(key, "optimizer") ||
               isPartOf(key, "schedule");
    });
    rate = new QLabel(&q);
    rate->setObjectName(QStringLiteral("muted"));
    rate->setTextFormat(Qt::PlainText);
    rate->setWordWrap(true);
    rate->hide();
    box->addWidget(rate);

    box = addSection(column, TrainingPanel::tr("Objective"),
                     [](const std::string& key) { return key == "loss" || isPartOf(key, "loss"); });
    objective = new ObjectiveRows(document, &q);
    sections.back().form->setMiddle(objective);

    box = addSection(column, TrainingPanel::tr("Loop"), [](const std::string& key) {
        return key == "epochs" || key == "batch_size" || key == "seed" || key == "shuffle" || key == "threads" ||
               key == "keep_best" || key == "measure_loss" || key == "measure_norms";
    });
    FieldForm* loop = sections.back().form;
    // Their fields have the same titles, so each has a form of its own.
    watchers = new QWidget(&q);
    auto* below = new QVBoxLayout(watchers);
    below->setContentsMargins(0, 0, 0, 0);
    below->setSpacing(6);
    for (const CallbackInfo* info : callbacks())
        addSection(below, {}, [this, info](const std::string& key) {
            return key == info->key ||
                   (document.training().enabledCallback(info->type) && isPartOf(key, info->key.c_str()));
        });
    loop->setMiddle(watchers);
    parts = new QLabel(&q);
    parts->setObjectName(QStringLiteral("muted"));
    parts->setTextFormat(Qt::PlainText);
    parts->setWordWrap(true);
    box->addWidget(parts);
    quantities = new QStringListModel(&q);
}

/// What a form shows first: the choice and the rate, then the schedule, then the optimizer's own fields.
int rank(const std::string& key)
{
    const bool own = key.starts_with("optimizer.");
    return own ? 1 : 0;
}

void TrainingPanel::Private::update()
{
    const TrainingConfig& config = document.training();
    const SplitConfig& split = document.project().run().split;
    const std::vector<FieldInfo> all = settingFields(config, split);
    for (Section& section : sections) {
        section.fields.clear();
        std::copy_if(all.begin(), all.end(), std::back_inserter(section.fields),
                     [&](const FieldInfo& field) { return section.takes(field.key); });
        std::stable_sort(section.fields.begin(), section.fields.end(),
                         [](const FieldInfo& a, const FieldInfo& b) { return rank(a.key) < rank(b.key); });
        FieldValues values;
        for (FieldInfo& field : section.fields) {
            if (field.key == "keep_best")
                field.advanced = false;
            if (const QString title = shortTitle(field.key); !title.isEmpty())
                field.title = title.toStdString();
            if (isWatched(fromUtf8(field.key))) {
                field.help = TrainingPanel::tr("The figure that decides: the loss or a metric of the list, on the "
                                               "validation or the training rows.")
                                 .toStdString();
                values.set(field.key, monitorName(settingText(config, split, field.key)));
                continue;
            }
            try {
                values.set(field.key, parseField(field, settingText(config, split, field.key)));
            } catch (const std::exception&) {
                values.set(field.key, field.initial); // a seed of a file that is larger than a form can show
            }
        }
        section.form->setFields(section.fields);
        section.form->setValues(values);
        for (const FieldInfo& field : section.fields) {
            const auto& faults = document.faults();
            const auto fault = std::find_if(faults.begin(), faults.end(),
                                            [&](const Fault& f) { return f.layer < 0 && f.field == field.key; });
            section.form->setFault(fromUtf8(field.key), fault == faults.end() ? QString() : fromUtf8(fault->text));
        }
    }
    objective->update();
    showRate();
    alignEditors();
    offerQuantities();
    updateParts();
    if (QWidget* page = scroll->widget()) {
        page->layout()->activate();
        scroll->setMinimumWidth(page->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());
    }
}

/// The editors of all forms begin below each other.
void TrainingPanel::Private::alignEditors()
{
    int width = objective->titleWidth();
    for (const Section& section : sections)
        width = std::max(width, section.form->titleWidth());
    objective->setTitleWidth(width);
    for (const Section& section : sections)
        section.form->setTitleWidth(width);
}

/// Keys of the figures that can be watched.
QStringList TrainingPanel::Private::watchable() const
{
    QStringList keys{QStringLiteral("val_loss"), QStringLiteral("loss")};
    for (const ComponentSpec& metric : document.training().metrics)
        keys << QStringLiteral("val_") + fromUtf8(metric.type) << fromUtf8(metric.type);
    return keys;
}

/// The key that is meant by words, or what was typed, which may be a key itself.
QString TrainingPanel::Private::keyOf(const QString& typed) const
{
    for (const QString& key : watchable())
        if (typed.trimmed().compare(fromUtf8(monitorName(key.toStdString())), Qt::CaseInsensitive) == 0)
            return key;
    return typed.trimmed();
}

void TrainingPanel::Private::offerQuantities()
{
    QStringList names;
    for (const QString& key : watchable())
        names << fromUtf8(monitorName(key.toStdString()));
    if (names != quantities->stringList())
        quantities->setStringList(names);
    for (const CallbackInfo* info : callbacks())
        if (auto* line = q.findChild<QLineEdit*>(fromUtf8(info->key + ".monitor")); line && !line->completer()) {
            auto* completer = new QCompleter(quantities, line);
            completer->setFilterMode(Qt::MatchContains);
            line->setCompleter(completer);
        }
}

/// The line is there wherever a schedule or a callback changes the rate, trained or not: were it to come with the first
/// epoch, all fields below would move under the pointer.
void TrainingPanel::Private::showRate()
{
    const TrainingConfig& config = document.training();
    rate->setVisible(config.schedule.type != "constant" || config.callbacksChangeRate());
    rate->setText(
        rateNow ? TrainingPanel::tr("Rate now: %1")
                      .arg(withPower(NumberBox::display(QByteArray::number(*rateNow, 'g', 3).toDouble(), QLocale())))
                : TrainingPanel::tr("The rate changes while it trains."));
}

void TrainingPanel::Private::updateParts()
{
    const PreparedData* prepared = document.prepared();
    parts->setVisible(prepared != nullptr);
    if (!prepared)
        return;
    const QLocale locale;
    const auto count = [&](std::size_t rows) { return locale.toString(static_cast<qulonglong>(rows)); };
    parts->setText(TrainingPanel::tr("%1 rows to train, %2 to validate, %3 to test")
                       .arg(count(prepared->split.train.size()), count(prepared->split.validation.size()),
                            count(prepared->split.test.size())));
    parts->setToolTip(TrainingPanel::tr("The division of the rows is set in the panel Data"));
}

TrainingPanel::TrainingPanel(ProjectDocument& document, TrainingController& training, QWidget* parent)
    : QWidget(parent), d(std::make_unique<Private>(*this, document, training))
{
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(18);
    d->build(column);
    column->addStretch(1);
    d->scroll = ScrolledPage::fill(*this, page);

    connect(&document, &ProjectDocument::changed, this, [this](Changes what) {
        if (what & (Changes(Change::Training) | Change::Data | Change::Recipe | Change::Split | Change::Network))
            d->update();
    });
    connect(&training, &TrainingController::progressChanged, this, [this](const Progress& progress) {
        d->rateNow.reset();
        const auto* rates = d->training.history().find("learning_rate");
        if (progress.learningRate > 0)
            d->rateNow = progress.learningRate;
        else if (progress.epoch > 0 && rates && !rates->empty())
            d->rateNow = rates->back(); // a schedule may end at 0
        d->showRate();
    });
    d->update();
}

TrainingPanel::~TrainingPanel() = default;

} // namespace netloom
