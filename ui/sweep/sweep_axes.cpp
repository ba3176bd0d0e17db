// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/sweep/sweep_axes.h"

#include "core/activations/registry.h"
#include "core/base/error.h"
#include "core/project/settings.h"
#include "core/sweep/trial_settings.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/failure_text.h"
#include "ui/toolkit/icons.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace netloom {

namespace {

/// Titles of the settings of the network, which no list of fields has.
QString networkKeyTitle(const QString& key)
{
    static const std::vector<std::pair<QString, QString>> titles = {
        {QStringLiteral("layers"), SweepAxes::tr("Hidden layers")},
        {QStringLiteral("units"), SweepAxes::tr("Hidden units")},
        {QStringLiteral("activation"), SweepAxes::tr("Hidden activation")},
        {QStringLiteral("dropout"), SweepAxes::tr("Hidden dropout")},
        {QStringLiteral("l1"), SweepAxes::tr("L1 penalty")},
        {QStringLiteral("l2"), SweepAxes::tr("L2 penalty")},
    };
    for (const auto& [name, title] : titles)
        if (name == key)
            return title;
    return key;
}

QString example(const QString& key)
{
    static const std::vector<std::pair<QString, QString>> examples = {
        {QStringLiteral("layers"), QStringLiteral("dense 16 relu | dense 32 relu, dropout 0.2")},
        {QStringLiteral("units"), QStringLiteral("8, 16, 32")},
        {QStringLiteral("activation"), QStringLiteral("relu, tanh, silu")},
        {QStringLiteral("dropout"), QStringLiteral("0, 0.2, 0.4")},
        {QStringLiteral("l1"), QStringLiteral("0, 0.0001, 0.001")},
        {QStringLiteral("l2"), QStringLiteral("0, 0.001, 0.01")},
        {QStringLiteral("learning_rate"), QStringLiteral("0.001, 0.003, 0.01, 0.03")},
        {QStringLiteral("optimizer"), QStringLiteral("adam, rmsprop, sgd")},
        {QStringLiteral("batch_size"), QStringLiteral("16, 32, 64")},
        {QStringLiteral("epochs"), QStringLiteral("50, 100, 200")},
        {QStringLiteral("seed"), QStringLiteral("1, 2, 3")},
        {QStringLiteral("schedule"), QStringLiteral("constant, cosine_decay")},
        {QStringLiteral("optimizer.weight_decay"), QStringLiteral("0, 0.01, 0.1")},
    };
    for (const auto& [name, values] : examples)
        if (name == key)
            return values;
    return {};
}

} // namespace

QString sweptTitle(const ProjectDocument& document, const QString& key)
{
    for (const FieldInfo& field : settingFields(document.training(), document.project().run().split))
        if (fromUtf8(field.key) == key && !field.title.empty())
            return key.contains(QLatin1Char('.'))
                       ? QStringLiteral("%1 (%2)").arg(fromUtf8(field.title), key.section(QLatin1Char('.'), 0, 0))
                       : fromUtf8(field.title);
    return networkKeyTitle(key);
}

QString sweptValue(const ProjectDocument& document, const std::string& key, const std::string& value)
{
    if (value.empty())
        return SweepAxes::tr("none");
    for (const FieldInfo& field : settingFields(document.training(), document.project().run().split))
        if (field.key == key)
            return fieldText(field, value);
    const ActivationInfo* activation = key == "activation" ? findActivation(value) : nullptr;
    return fromUtf8(activation ? activation->title : value);
}

std::optional<double> sweptNumber(const std::string& value)
{
    bool read = false;
    const double number = QByteArray::fromStdString(value).toDouble(&read);
    return read ? std::optional(number) : std::nullopt;
}

QString sweptWords(const ProjectDocument& document, const TrialSettings& settings)
{
    QStringList words;
    for (const auto& [key, value] : settings) {
        QString title = sweptTitle(document, fromUtf8(key));
        if (title.size() > 1 && title[1].isLower()) // not "L2 penalty"
            title[0] = title[0].toLower();
        words << title + QLatin1Char(' ') + sweptValue(document, key, value);
    }
    return words.join(QStringLiteral(", "));
}

SweepProblem sweepProblem(const ProjectDocument& document, const Error& error)
{
    QString key = fromUtf8(error.where());
    QString within; // "layers, "dense x", units": where in its value
    if (const qsizetype comma = key.indexOf(QLatin1Char(',')); comma >= 0) {
        within = key.mid(comma);
        key.truncate(comma);
    }
    // Fields of the layers that the settings of the network stand for.
    static const std::vector<std::pair<QString, QString>> settings = {
        {QStringLiteral("rate"), QStringLiteral("dropout")},
        {QStringLiteral("kernel_l1"), QStringLiteral("l1")},
        {QStringLiteral("kernel_l2"), QStringLiteral("l2")},
    };
    for (const auto& [field, setting] : settings)
        if (key == field)
            key = setting;
    const QString said = key.isEmpty() ? failureTextHere(error)
                                       : sweptTitle(document, key) + within + QStringLiteral(": ") +
                                             withoutOptions(Error(error.problem(), {}, error.remedy()).message());
    return {key, said.left(1).toUpper() + said.mid(1)};
}

SweepAxes::SweepAxes(const ProjectDocument& document, QWidget* parent)
    : QWidget(parent),
      m_document(document),
      m_column(new QVBoxLayout),
      m_add(new QPushButton(tr("Add a setting"), this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    m_column->setSpacing(6);
    column->addLayout(m_column);
    m_add->setObjectName(QStringLiteral("addSetting"));
    m_add->setAutoDefault(false);
    m_add->setIcon(themedIcon(QStringLiteral("list-add")));
    column->addWidget(m_add, 0, Qt::AlignLeft);
    connect(m_add, &QPushButton::clicked, this, [this] {
        QStringList used;
        for (const Line& line : m_lines)
            used << line.key->currentData().toString();
        for (const QString& key : keys())
            if (!used.contains(key)) {
                addLine(key, example(key));
                break;
            }
        emit edited();
    });
}

QStringList SweepAxes::keys() const
{
    QStringList keys{QStringLiteral("learning_rate")};
    for (const NetworkKey& key : networkKeys())
        keys << fromUtf8(key.key);
    for (const FieldInfo& field : settingFields(m_document.training(), m_document.project().run().split)) {
        try {
            requireSweepable(field.key);
        } catch (const Error&) {
            continue;
        }
        if (!keys.contains(fromUtf8(field.key)))
            keys << fromUtf8(field.key);
    }
    return keys;
}

QString SweepAxes::currentValue(const QString& key) const
{
    try {
        return fromUtf8(settingText(m_document.training(), m_document.project().run().split, key.toStdString()));
    } catch (const Error&) {
        return {}; // of the network
    }
}

void SweepAxes::addLine(const QString& key, const QString& values)
{
    Line line;
    line.widget = new QWidget(this);
    auto* row = new QHBoxLayout(line.widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    line.key = new ChoiceBox(line.widget);
    line.key->setObjectName(QStringLiteral("axisKey"));
    line.key->setAccessibleName(tr("Setting"));
    line.key->setFixedWidth(230);
    line.key->setMaxVisibleItems(20);
    for (const QString& each : keys())
        line.key->addItem(sweptTitle(m_document, each), each);
    line.key->setCurrentIndex(line.key->findData(key));
    line.values = new QLineEdit(values, line.widget);
    line.values->setObjectName(QStringLiteral("axisValues"));
    line.values->setAccessibleName(tr("Values"));
    line.values->setPlaceholderText(tr("values, separated by commas"));
    auto* remove = new QToolButton(line.widget);
    remove->setIcon(themedIcon(QStringLiteral("window-close")));
    remove->setProperty("flat", true);
    remove->setToolTip(tr("Leave this setting as it is"));
    remove->setAccessibleName(tr("Remove"));
    row->addWidget(line.key);
    row->addWidget(line.values, 1);
    row->addWidget(remove);
    m_column->addWidget(line.widget);
    m_lines.push_back(line);
    const auto tell = [this, line] {
        const QString now = currentValue(line.key->currentData().toString());
        line.values->setToolTip(tr("Values separated by commas, or by bars where they have commas; with trials drawn "
                                   "at random also a range: "
                                   "0..0.5, or 1e-4..1e-1 log") +
                                (now.isEmpty() ? QString() : QLatin1Char('\n') + tr("Now: %1").arg(now)));
    };
    tell();
    connect(line.key, &QComboBox::currentIndexChanged, this, [this, line, tell] {
        line.values->setText(example(line.key->currentData().toString()));
        if (line.values->text().isEmpty())
            line.values->setText(currentValue(line.key->currentData().toString()));
        tell();
        emit edited();
    });
    connect(line.values, &QLineEdit::textChanged, this, &SweepAxes::edited);
    connect(remove, &QToolButton::clicked, this, [this, line] {
        std::erase_if(m_lines, [&](const Line& each) { return each.widget == line.widget; });
        line.widget->hide();
        line.widget->deleteLater();
        emit edited();
    });
}

void SweepAxes::setDefaults()
{
    if (!m_lines.empty())
        return;
    addLine(QStringLiteral("learning_rate"), example(QStringLiteral("learning_rate")));
    addLine(QStringLiteral("units"), example(QStringLiteral("units")));
    addLine(QStringLiteral("dropout"), QStringLiteral("0, 0.2"));
    emit edited();
}

void SweepAxes::setLocked(bool locked)
{
    for (const Line& line : m_lines)
        line.widget->setEnabled(!locked);
    m_add->setEnabled(!locked);
}

std::vector<SweepAxis> SweepAxes::axes(SweepProblem& problem) const
{
    std::vector<SweepAxis> axes;
    QStringList used;
    for (const Line& line : m_lines) {
        const QString key = line.key->currentData().toString();
        const QString values = line.values->text().trimmed();
        if (used.contains(key)) {
            problem = {key, tr("%1: it is there twice. Put its values into one line.").arg(line.key->currentText())};
            break;
        }
        used << key;
        if (values.isEmpty() && key != QLatin1String("layers")) { // no hidden layer is a network as well
            problem = {key, tr("%1: there are no values. Type some, separated by commas, or remove the setting.")
                                .arg(line.key->currentText())};
            break;
        }
        try {
            axes.push_back(parseAxis((key + QLatin1Char('=') + values).toStdString()));
        } catch (const Error& error) {
            problem = sweepProblem(m_document, error);
            break;
        }
    }
    return axes;
}

void SweepAxes::setFaulty(const QString& key)
{
    QStringList seen; // of a setting that is there twice the second line is at fault
    for (const Line& line : m_lines)
        seen << line.key->currentData().toString();
    const qsizetype place = key.isEmpty() ? -1 : seen.lastIndexOf(key);
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        QLineEdit* edit = m_lines[i].values;
        const bool faulty = static_cast<qsizetype>(i) == place;
        if (edit->property("faulty").toBool() == faulty)
            continue;
        edit->setProperty("faulty", faulty);
        edit->style()->unpolish(edit);
        edit->style()->polish(edit);
    }
}

} // namespace netloom
