// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/predict/row_form.h"

#include "core/explanation/repeated_row.h"
#include "core/preparation/computed_columns.h"
#include "ui/toolkit/choice_box.h"
#include "ui/toolkit/elided_label.h"
#include "ui/toolkit/number_box.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/wheel_guard.h"

#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QSlider>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

constexpr int kSteps = 400;
constexpr int kAtOnce = 40; ///< fields: more than one sees; a wide table's others are made while the window answers
constexpr int kAtATime = 10;
constexpr int kLineGap = 5;
constexpr int kBoxWidth = 84;
constexpr int kGap = 6;
constexpr int kLeastEditors = kBoxWidth + 60; // a slider of less is of no use
// How name and editors share a line.
constexpr int kNamePart = 4;
constexpr int kEditorsPart = 5;

FieldInfo numberField(const Column& column, double initial)
{
    FieldInfo field;
    field.key = column.name;
    field.title = column.name;
    field.type = column.integers ? FieldType::Integer : FieldType::Real;
    if (column.integers)
        field.initial = static_cast<std::int64_t>(std::llround(initial));
    else
        field.initial = initial;
    field.min = -1e15;
    field.max = 1e15;
    return field;
}

/// Four digits are what a slider can mean.
double rounded(double value, double range)
{
    if (!(range > 0))
        return value;
    const double decimals = 3 - std::floor(std::log10(range));
    // Divided by a power of ten a number is the nearest to its decimals; multiplied by 0.001 it is not.
    const double power = std::pow(10, std::abs(decimals));
    return decimals > 0 ? std::round(value * power) / power : std::round(value / power) * power;
}

} // namespace

RowForm::RowForm(QWidget* parent) : QWidget(parent)
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_more.setInterval(0);
    connect(&m_more, &QTimer::timeout, this, [this] {
        const std::size_t before = m_fields.size();
        addFields(kAtATime);
        const QScopedValueRollback showing(m_showing, true);
        for (std::size_t i = before; i < m_fields.size(); ++i)
            m_fields[i].show();
    });
}

void RowForm::setTable(std::shared_ptr<const Table> table, const Recipe& recipe, const std::vector<Index>& rows,
                       Index row, bool withFields)
{
    m_fields.clear();
    m_lines.clear();
    delete m_content;
    m_content = new QWidget(this);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(kLineGap);
    layout()->addWidget(m_content);
    m_table = std::move(table);
    m_row = repeatedRow(*m_table, row, 1);
    m_rows = rows;
    m_toCome.clear();
    for (const std::string& name : withFields ? columnsBehindInputs(recipe) : std::vector<std::string>())
        if (const Index place = m_row.find(name); place >= 0)
            m_toCome.push_back(static_cast<std::size_t>(place));
    std::reverse(m_toCome.begin(), m_toCome.end());
    addFields(kAtOnce);
    if (!m_toCome.empty() && isVisible())
        m_more.start();
    showRow(row);
}

/// @returns where the editors go
QBoxLayout* RowForm::addLine(const std::string& name)
{
    auto* label = new ElidedLabel(8, m_block);
    label->keepBothEnds();
    label->setText(fromUtf8(name));
    label->setObjectName(QStringLiteral("fieldLabel"));
    auto* whole = new QHBoxLayout;
    whole->setSpacing(kGap);
    auto* editors = new QHBoxLayout;
    editors->setSpacing(kGap);
    whole->addWidget(label, kNamePart);
    whole->addLayout(editors, kEditorsPart);
    m_blockColumn->addLayout(whole);
    m_lines.push_back({whole, label});
    arrange(m_lines.back());
    return editors;
}

void RowForm::arrange(const Line& line) const
{
    const int room = (width() - kGap) * kNamePart / (kNamePart + kEditorsPart);
    const bool below = line.name->sizeHint().width() > room || width() - kGap - room < kLeastEditors;
    line.layout->setDirection(below ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    line.layout->setSpacing(below ? 0 : kGap);
}

void RowForm::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    for (const Line& line : m_lines)
        arrange(line);
}

void RowForm::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    if (!m_toCome.empty())
        m_more.start();
}

void RowForm::hideEvent(QHideEvent* event)
{
    QWidget::hideEvent(event);
    m_more.stop(); // nobody waits for them
}

/// The next of the fields, at most so many. They are a widget of their own, so that those before them are not laid out
/// again.
void RowForm::addFields(int most)
{
    m_block = new QWidget(m_content);
    m_blockColumn = new QVBoxLayout(m_block);
    m_blockColumn->setContentsMargins(0, 0, 0, 0);
    m_blockColumn->setSpacing(kLineGap);
    m_column->addWidget(m_block);
    for (; most > 0 && !m_toCome.empty(); --most) {
        addField(m_toCome.back());
        m_toCome.pop_back();
    }
    if (m_toCome.empty())
        m_more.stop();
}

const Column& RowForm::source(std::size_t column) const
{
    return m_table->columns[static_cast<std::size_t>(m_table->find(m_row.columns[column].name))];
}

void RowForm::addField(std::size_t at)
{
    const Column& column = source(at);
    switch (column.kind) {
    case ColumnKind::Number: {
        double low = std::nan("");
        double high = std::nan("");
        for (const Index r : m_rows)
            if (const double value = column.numbers[static_cast<std::size_t>(r)]; std::isfinite(value)) {
                low = std::isnan(low) ? value : std::min(low, value);
                high = std::isnan(high) ? value : std::max(high, value);
            }
        addNumber(at, low, high);
        break;
    }
    case ColumnKind::Text: {
        QStringList words;
        for (const std::string& word : column.dictionary)
            words << fromUtf8(word);
        addChoice(at, words);
        break;
    }
    case ColumnKind::Boolean:
        addChoice(at, {fromUtf8(column.falseWord), fromUtf8(column.trueWord)});
        break;
    case ColumnKind::DateTime:
        addDate(at);
        break;
    case ColumnKind::Empty:
        break;
    }
}

void RowForm::showRow(Index row)
{
    showCells(repeatedRow(*m_table, row, 1));
}

void RowForm::showCells(const Table& row)
{
    for (const Column& cell : row.columns) {
        const Index place = m_row.find(cell.name);
        if (place < 0)
            continue;
        Column& own = m_row.columns[static_cast<std::size_t>(place)];
        if (own.kind == ColumnKind::Text && cell.kind == ColumnKind::Text) {
            // The words may be numbered otherwise there.
            const std::string text = cell.text(0);
            const auto word = std::find(own.dictionary.begin(), own.dictionary.end(), text);
            own.codes[0] = cell.isMissing(0) || word == own.dictionary.end()
                               ? -1
                               : static_cast<std::int32_t>(word - own.dictionary.begin());
        } else if (own.kind == ColumnKind::Boolean && cell.kind == ColumnKind::Text) {
            own.numbers[0] = cell.isMissing(0) ? std::nan("") : cell.text(0) == own.trueWord ? 1 : 0;
        } else if (own.kind != ColumnKind::Text && cell.kind != ColumnKind::Text) {
            own.numbers[0] = cell.numbers[0];
        }
        own.missing = own.isMissing(0) ? 1 : 0;
    }
    {
        const QScopedValueRollback showing(m_showing, true);
        for (const Field& field : m_fields)
            field.show();
    }
    emit changed();
}

void RowForm::setNumber(std::size_t column, double value)
{
    if (m_showing)
        return;
    m_row.columns[column].numbers[0] = value;
    m_row.columns[column].missing = 0;
    emit changed();
}

void RowForm::addNumber(std::size_t column, double low, double high)
{
    const Column& cells = source(column);
    QBoxLayout* line = addLine(cells.name);
    auto* slider = new QSlider(Qt::Horizontal, m_block);
    needFocusForWheel(*slider);
    slider->setRange(0, cells.integers && high - low < kSteps ? static_cast<int>(high - low) : kSteps);
    slider->setAccessibleName(fromUtf8(cells.name));
    slider->setEnabled(high > low);
    auto* box = new NumberBox(numberField(cells, low), m_block);
    box->setAccessibleName(fromUtf8(cells.name));
    box->setFixedWidth(kBoxWidth);
    line->addWidget(slider, 3);
    line->addWidget(box);
    const auto shown = [box, range = high - low, integers = cells.integers](double value) {
        if (integers)
            box->setValue(static_cast<std::int64_t>(std::llround(value)));
        else
            box->setValue(rounded(value, range));
    };
    const auto place = [slider, low, high](double value) {
        const QSignalBlocker silent(slider);
        slider->setValue(high > low ? static_cast<int>(std::lround((value - low) / (high - low) * slider->maximum()))
                                    : 0);
    };
    connect(slider, &QSlider::valueChanged, this,
            [this, column, slider, low, high, shown, integers = cells.integers](int at) {
                const double exact = low + (high - low) * at / std::max(1, slider->maximum());
                const double value = integers ? std::round(exact) : rounded(exact, high - low);
                shown(value);
                setNumber(column, value);
            });
    connect(box, &NumberBox::edited, this, [this, column, place](const FieldValue& typed) {
        const double value = std::holds_alternative<std::int64_t>(typed)
                                 ? static_cast<double>(std::get<std::int64_t>(typed))
                                 : std::get<double>(typed);
        place(value);
        setNumber(column, value);
    });
    m_fields.push_back({column, [this, column, shown, place, low, box, integers = cells.integers] {
                            const double value = m_row.columns[column].numbers[0];
                            if (std::isfinite(value) && !integers)
                                box->setValue(value); // as the table has it, to the last digit
                            else
                                shown(std::isfinite(value) ? value : low);
                            place(std::isfinite(value) ? value : low);
                        }});
}

void RowForm::addChoice(std::size_t column, const QStringList& words)
{
    const Column& cells = source(column);
    QBoxLayout* line = addLine(cells.name);
    auto* box = new ChoiceBox(m_block);
    box->setAccessibleName(fromUtf8(cells.name));
    box->addItem(tr("(missing)"));
    box->addItems(words);
    line->addWidget(box, 5);
    connect(box, &QComboBox::activated, this, [this, column](int at) {
        Column& cell = m_row.columns[column];
        cell.missing = at == 0 ? 1 : 0;
        if (cell.kind == ColumnKind::Text) {
            cell.codes[0] = at - 1;
            emit changed();
        } else {
            cell.numbers[0] = at == 0 ? std::nan("") : at - 1;
            emit changed();
        }
    });
    m_fields.push_back({column, [this, column, box] {
                            const Column& cell = m_row.columns[column];
                            const int code = cell.isMissing(0)               ? -1
                                             : cell.kind == ColumnKind::Text ? cell.codes[0]
                                                                             : static_cast<int>(cell.numbers[0]);
                            box->setCurrentIndex(code + 1);
                        }});
}

void RowForm::addDate(std::size_t column)
{
    const Column& cells = source(column);
    QBoxLayout* line = addLine(cells.name);
    auto* edit = new QDateTimeEdit(m_block);
    needFocusForWheel(*edit);
    edit->setTimeSpec(Qt::UTC);
    edit->setCalendarPopup(true);
    edit->setDisplayFormat(cells.dateOnly ? QStringLiteral("yyyy-MM-dd") : QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    edit->setAccessibleName(fromUtf8(cells.name));
    line->addWidget(edit, 5);
    connect(edit, &QDateTimeEdit::dateTimeChanged, this, [this, column](const QDateTime& value) {
        setNumber(column, static_cast<double>(value.toSecsSinceEpoch()));
    });
    m_fields.push_back({column, [this, column, edit] {
                            const double value = m_row.columns[column].numbers[0];
                            edit->setDateTime(QDateTime::fromSecsSinceEpoch(
                                std::isfinite(value) ? static_cast<qint64>(value) : 0, Qt::UTC));
                        }});
}

} // namespace netloom
