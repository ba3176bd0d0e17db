// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_options.h"

#include "core/base/error.h"
#include "ui/data/csv_import.h"

#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace netloom {

namespace {

constexpr int kLinesOffered = 10;
constexpr std::size_t kTargetsOffered = 500;
constexpr int kMostRows = 1'000'000'000;

QString fromUtf8(const std::string& text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString characterTitle(char c)
{
    switch (c) {
    case ',':
        return ImportOptions::tr("Comma");
    case ';':
        return ImportOptions::tr("Semicolon");
    case '\t':
        return ImportOptions::tr("Tab");
    case '|':
        return ImportOptions::tr("Bar");
    case ' ':
        return ImportOptions::tr("Blanks");
    case '.':
        return ImportOptions::tr("Point");
    case '\0':
        return ImportOptions::tr("None");
    default:
        return QString(QLatin1Char(c));
    }
}

QComboBox* characterBox(std::string_view characters, const QString& name, QWidget* parent)
{
    auto* box = new QComboBox(parent);
    box->setObjectName(name);
    for (const char c : characters)
        box->addItem(characterTitle(c), static_cast<int>(c));
    return box;
}

void showCharacter(QComboBox* box, std::optional<char> c)
{
    if (!c)
        return;
    int at = box->findData(static_cast<int>(*c));
    if (at < 0) {
        box->addItem(characterTitle(*c), static_cast<int>(*c));
        at = box->count() - 1;
    }
    box->setCurrentIndex(at);
}

} // namespace

ImportOptions::ImportOptions(CsvImport& import, QWidget* parent) : QWidget(parent), m_import(import)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    buildFormat();
    buildTarget();
    buildSplit();
    column->addStretch(1);
    connect(&import, &CsvImport::previewChanged, this, [this] { updateFormat(); });
    connect(&import, &CsvImport::stateChanged, this, [this] {
        updateFormat();
        updateTarget();
        updateSplit();
    });
    connect(&import, &CsvImport::rolesChanged, this, [this] {
        updateTarget();
        updateSplit();
    });
    updateFormat();
    updateTarget();
    updateSplit();
}

QFormLayout* ImportOptions::section(const QString& title)
{
    auto* column = static_cast<QVBoxLayout*>(layout());
    auto* heading = new QLabel(title, this);
    heading->setObjectName(QStringLiteral("heading"));
    if (column->count() > 0)
        column->addSpacing(8);
    column->addWidget(heading);
    auto* form = new QFormLayout;
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    column->addLayout(form);
    return form;
}

void ImportOptions::addRow(QFormLayout* form, const QString& title, QWidget* editor, const QString& help)
{
    auto* label = new QLabel(title, this);
    label->setObjectName(QStringLiteral("fieldLabel"));
    label->setMinimumWidth(86);
    label->setToolTip(help);
    label->setBuddy(editor);
    editor->setToolTip(help);
    editor->setAccessibleName(title);
    editor->setMinimumWidth(118);
    form->addRow(label, editor);
}

void ImportOptions::edit(const std::function<void(CsvOptions&)>& change)
{
    CsvOptions wishes = m_import.wishes();
    const auto shape = std::tuple(wishes.delimiter, wishes.quote, wishes.encoding, wishes.header, wishes.skipLines);
    change(wishes);
    // Other columns: types were chosen for those there were.
    if (shape != std::tuple(wishes.delimiter, wishes.quote, wishes.encoding, wishes.header, wishes.skipLines))
        wishes.kinds.clear();
    if (wishes != m_import.wishes())
        m_import.setWishes(std::move(wishes));
}

void ImportOptions::buildFormat()
{
    QFormLayout* form = section(tr("Format"));
    const auto chosenCharacter = [](const QComboBox* box) { return static_cast<char>(box->currentData().toInt()); };
    m_delimiter = characterBox(",;\t| ", QStringLiteral("delimiter"), this);
    addRow(form, tr("Delimiter"), m_delimiter, tr("What stands between the cells"));
    connect(m_delimiter, &QComboBox::activated, this, [this, chosenCharacter] {
        edit([&](CsvOptions& o) {
            o.delimiter = chosenCharacter(m_delimiter);
            // Marks of numbers that were guessed with another delimiter may not fit this one.
            o.thousands.reset();
        });
    });
    m_quote = characterBox(std::string_view("\"'\0", 3), QStringLiteral("quote"), this);
    addRow(form, tr("Quote"), m_quote, tr("What encloses cells that hold delimiters"));
    connect(m_quote, &QComboBox::activated, this,
            [this, chosenCharacter] { edit([&](CsvOptions& o) { o.quote = chosenCharacter(m_quote); }); });
    m_decimal = characterBox(".,", QStringLiteral("decimal"), this);
    addRow(form, tr("Decimal"), m_decimal, tr("The decimal mark of numbers"));
    connect(m_decimal, &QComboBox::activated, this,
            [this, chosenCharacter] { edit([&](CsvOptions& o) { o.decimal = chosenCharacter(m_decimal); }); });
    m_encoding = new QComboBox(this);
    m_encoding->setObjectName(QStringLiteral("encoding"));
    const std::pair<QString, QString> encodings[] = {{QStringLiteral("UTF-8"), QStringLiteral("utf-8")},
                                                     {QStringLiteral("Windows-1252"), QStringLiteral("windows-1252")},
                                                     {QStringLiteral("Latin-1"), QStringLiteral("iso-8859-1")},
                                                     {QStringLiteral("UTF-16 LE"), QStringLiteral("utf-16le")},
                                                     {QStringLiteral("UTF-16 BE"), QStringLiteral("utf-16be")}};
    for (const auto& [title, key] : encodings)
        m_encoding->addItem(title, key);
    addRow(form, tr("Encoding"), m_encoding, tr("How the file stores its characters"));
    connect(m_encoding, &QComboBox::activated, this,
            [this] { edit([&](CsvOptions& o) { o.encoding = m_encoding->currentData().toString().toStdString(); }); });
    m_header = new QComboBox(this);
    m_header->setObjectName(QStringLiteral("header"));
    addRow(form, tr("Header"), m_header, tr("The line with the names of the columns; lines above it are left out"));
    connect(m_header, &QComboBox::activated, this, [this] {
        edit([&](CsvOptions& o) {
            const int line = m_header->currentData().toInt();
            o.header = line > 0;
            o.skipLines = line > 0 ? line - 1 : m_import.effective().skipLines.value_or(0);
            o.units.reset();
        });
    });
    m_missing = new QLineEdit(this);
    m_missing->setObjectName(QStringLiteral("missing"));
    m_missing->setPlaceholderText(tr("NA, ?, empty …"));
    QStringList usual;
    for (const std::string_view word : defaultMissingWords())
        usual.append(word.empty() ? tr("empty cells")
                                  : QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())));
    addRow(form, tr("Missing"), m_missing,
           tr("Words that count as missing, with commas between; empty cells always do. Left empty, the usual ones: %1")
               .arg(usual.join(QStringLiteral(", "))));
    connect(m_missing, &QLineEdit::editingFinished, this, [this] {
        if (!m_missing->isModified())
            return;
        edit([&](CsvOptions& o) {
            o.missingWords.reset();
            if (m_missing->text().trimmed().isEmpty())
                return;
            std::vector<std::string> words{std::string()};
            for (const QString& word : m_missing->text().split(QLatin1Char(','), Qt::SkipEmptyParts))
                if (!word.trimmed().isEmpty())
                    words.push_back(word.trimmed().toStdString());
            o.missingWords = std::move(words);
        });
    });
    m_ragged = new QComboBox(this);
    m_ragged->setObjectName(QStringLiteral("ragged"));
    m_ragged->addItems({tr("Refuse"), tr("Skip"), tr("Pad")});
    addRow(form, tr("Uneven rows"), m_ragged,
           tr("Rows with too few or too many cells: refuse the file, leave them out, or fill them up with missing "
              "cells"));
    connect(m_ragged, &QComboBox::activated, this, [this](int chosen) {
        edit([&](CsvOptions& o) {
            o.ragged = static_cast<RaggedRows>(chosen);
            if (o.ragged == RaggedRows::Refuse)
                o.ragged.reset();
        });
    });
    m_rows = new QSpinBox(this);
    m_rows->setObjectName(QStringLiteral("rows"));
    m_rows->setRange(0, kMostRows);
    m_rows->setSpecialValueText(tr("All"));
    m_rows->setSingleStep(1000);
    m_rows->setGroupSeparatorShown(true);
    m_rows->setKeyboardTracking(false);
    m_rows->setButtonSymbols(QAbstractSpinBox::NoButtons);
    addRow(form, tr("Rows"), m_rows, tr("At most so many rows, spread evenly over the file; 0: all of them"));
    connect(m_rows, &QSpinBox::valueChanged, this, [this](int rows) {
        edit([&](CsvOptions& o) { o.maxRows = rows > 0 ? std::optional<Index>(rows) : std::nullopt; });
    });
    m_reset = new QPushButton(tr("As found in the file"), this);
    m_reset->setObjectName(QStringLiteral("reset"));
    m_reset->setProperty("link", true);
    m_reset->setToolTip(tr("Takes back everything that was chosen here and in the types"));
    connect(m_reset, &QPushButton::clicked, this, [this] { m_import.setWishes({}); });
    auto* copy = new QPushButton(tr("Copy as options"), this);
    copy->setObjectName(QStringLiteral("copy"));
    copy->setProperty("link", true);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(m_import.arguments()); });
    m_arguments = new QLabel(this);
    m_arguments->setObjectName(QStringLiteral("muted"));
    m_arguments->setTextFormat(Qt::PlainText);
    m_arguments->setWordWrap(true);
    m_arguments->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_arguments->setAccessibleName(tr("Options of the command line"));
    copy->setToolTip(tr("Copies these options as they are typed behind netloom inspect FILE"));
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(m_arguments);
    auto* links = new QHBoxLayout;
    links->setContentsMargins(0, 0, 0, 0);
    links->addWidget(m_reset);
    links->addWidget(copy);
    links->addStretch(1);
    column->addLayout(links);
    connect(&m_import, &CsvImport::stateChanged, copy,
            [this, copy] { copy->setVisible(!m_import.arguments().isEmpty()); });
    copy->setVisible(false);
}

void ImportOptions::buildTarget()
{
    QFormLayout* form = section(tr("Target"));
    m_target = new QComboBox(this);
    m_target->setObjectName(QStringLiteral("target"));
    m_target->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow(form, tr("Predict"), m_target, tr("The column that the network learns to predict"));
    connect(m_target, &QComboBox::activated, this, [this] {
        if (const int column = m_target->currentData().toInt(); column >= 0)
            m_import.setTarget(column);
    });
    m_task = new QLabel(this);
    m_task->setTextFormat(Qt::PlainText);
    addRow(form, tr("Task"), m_task, tr("What the target asks of the network"));
}

void ImportOptions::buildSplit()
{
    QFormLayout* form = section(tr("Split"));
    m_train = new QLabel(this);
    addRow(form, tr("Train"), m_train, tr("Share of the rows to learn from: what the other two leave"));
    const auto share = [this](const QString& name) {
        auto* box = new QDoubleSpinBox(this);
        box->setObjectName(name);
        box->setRange(0, 90);
        box->setDecimals(0);
        box->setSingleStep(5);
        box->setSuffix(tr(" %"));
        box->setKeyboardTracking(false);
        box->setButtonSymbols(QAbstractSpinBox::NoButtons);
        connect(box, &QDoubleSpinBox::valueChanged, this, &ImportOptions::splitEdited);
        return box;
    };
    m_validation = share(QStringLiteral("validation"));
    addRow(form, tr("Validation"), m_validation, tr("Share of the rows by which the training is watched"));
    m_test = share(QStringLiteral("test"));
    addRow(form, tr("Test"), m_test, tr("Share of the rows kept for the score at the end"));
    m_order = new QComboBox(this);
    m_order->setObjectName(QStringLiteral("order"));
    m_order->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addRow(form, tr("Order"), m_order,
           tr("Stratified keeps the classes in proportion; in file order, training comes first and test last"));
    connect(m_order, &QComboBox::activated, this, &ImportOptions::splitEdited);
}

void ImportOptions::splitEdited()
{
    SplitConfig split = m_import.split();
    split.validation = m_validation->value() / 100;
    split.test = m_test->value() / 100;
    split.order = m_order->currentData().toString().toStdString();
    m_import.setSplit(split);
}

void ImportOptions::updateFormat()
{
    if (m_import.preview().names.empty())
        return;
    const CsvOptions options = m_import.effective();
    showCharacter(m_delimiter, options.delimiter);
    showCharacter(m_quote, options.quote);
    showCharacter(m_decimal, options.decimal);
    if (options.encoding)
        m_encoding->setCurrentIndex(m_encoding->findData(fromUtf8(*options.encoding)));
    const auto line = static_cast<int>(options.skipLines.value_or(0)) + 1;
    m_header->clear();
    m_header->addItem(tr("None"), 0);
    for (int i = 1; i <= std::max(kLinesOffered, line); ++i)
        m_header->addItem(tr("Line %1").arg(QLocale().toString(i)), i);
    m_header->setCurrentIndex(options.header.value_or(true) ? line : 0);
    if (!m_missing->hasFocus() || !m_missing->isModified()) {
        QStringList words;
        if (m_import.wishes().missingWords)
            for (const std::string& word : *m_import.wishes().missingWords)
                if (!word.empty())
                    words.append(fromUtf8(word));
        m_missing->setText(words.join(QStringLiteral(", ")));
    }
    m_ragged->setCurrentIndex(static_cast<int>(m_import.wishes().ragged.value_or(RaggedRows::Refuse)));
    const QSignalBlocker blocker(m_rows);
    m_rows->setValue(static_cast<int>(std::min<Index>(m_import.wishes().maxRows.value_or(0), kMostRows)));
    m_reset->setVisible(m_import.wishes() != CsvOptions());
    m_arguments->setText(m_import.arguments());
    m_arguments->setVisible(!m_import.arguments().isEmpty());
}

void ImportOptions::updateTarget()
{
    const bool ready = m_import.table() != nullptr;
    m_target->setEnabled(ready);
    m_target->clear();
    const int target = m_import.target();
    if (ready && target < 0)
        m_target->addItem(m_import.task().isEmpty() ? tr("Choose…") : m_import.task(), -1);
    const std::size_t count = std::min(m_import.recipe().columns.size(), kTargetsOffered);
    for (std::size_t c = 0; c < count; ++c)
        m_target->addItem(fromUtf8(m_import.recipe().columns[c].column), static_cast<int>(c));
    if (target >= static_cast<int>(count))
        m_target->addItem(fromUtf8(m_import.recipe().columns[static_cast<std::size_t>(target)].column), target);
    m_target->setCurrentIndex(std::max(m_target->findData(target), ready ? 0 : -1));
    m_task->setText(m_import.task());
}

void ImportOptions::updateSplit()
{
    const SplitConfig& split = m_import.split();
    const QSignalBlocker validation(m_validation);
    const QSignalBlocker test(m_test);
    m_validation->setValue(split.validation * 100);
    m_test->setValue(split.test * 100);
    const double train = 100 - split.validation * 100 - split.test * 100;
    m_train->setText(train > 0 ? tr("%1 %").arg(QLocale().toString(train, 'f', 0)) : tr("nothing is left"));
    m_order->clear();
    m_order->addItem(tr("Stratified"), QStringLiteral("stratified"));
    m_order->addItem(tr("Shuffled"), QStringLiteral("shuffled"));
    m_order->addItem(tr("As in the file"), QStringLiteral("file"));
    for (const ColumnRecipe& column : m_import.recipe().columns)
        if (column.role == ColumnRole::Split)
            m_order->addItem(tr("By %1").arg(fromUtf8(column.column)), fromUtf8(column.column));
    const QString order = fromUtf8(split.order);
    if (m_order->findData(order) < 0)
        m_order->addItem(tr("By %1").arg(order), order);
    m_order->setCurrentIndex(m_order->findData(order));
}

} // namespace netloom
