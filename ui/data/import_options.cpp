// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_options.h"

#include "core/base/error.h"
#include "core/csv/encoding.h"
#include "ui/data/csv_import.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/value_text.h"

#include <QClipboard>
#include <QComboBox>
#include <QFormLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace netloom {

namespace {

constexpr int kLinesOffered = 10;
constexpr int kMostRows = 1'000'000'000;

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
    case kDoubleColon:
        return QStringLiteral("::");
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
    const auto shapeOf = [](const CsvOptions& o) {
        return std::tuple(o.delimiter, o.quote, o.encoding, o.header, o.skipLines, o.sheet, o.range);
    };
    const auto shape = shapeOf(wishes);
    change(wishes);
    // Other columns: types were chosen for those there were.
    if (shape != shapeOf(wishes))
        wishes.kinds.clear();
    if (wishes != m_import.wishes())
        m_import.setWishes(std::move(wishes));
}

void ImportOptions::buildSheet()
{
    m_sheet = new QComboBox(this);
    m_sheet->setObjectName(QStringLiteral("sheet"));
    addRow(m_format, tr("Sheet"), m_sheet, tr("Which sheet of the file is the table"));
    connect(m_sheet, &QComboBox::activated, this, [this] {
        edit([&](CsvOptions& o) {
            const std::string chosen = m_sheet->currentText().toStdString();
            if (chosen == o.sheet)
                return;
            o = CsvOptions(); // what was chosen for another sheet means nothing here
            o.sheet = chosen;
        });
    });
    m_range = new QLineEdit(this);
    m_range->setObjectName(QStringLiteral("range"));
    m_range->setPlaceholderText(tr("all cells"));
    addRow(m_format, tr("Range"), m_range, tr("Which cells of the sheet are the table, such as A3:F40"));
    connect(m_range, &QLineEdit::editingFinished, this, [this] {
        if (!m_range->isModified())
            return;
        edit([&](CsvOptions& o) {
            o.range.reset();
            if (const QString range = m_range->text().trimmed(); !range.isEmpty())
                o.range = range.toUpper().toStdString();
            o.header.reset();
            o.skipLines.reset();
        });
    });
}

void ImportOptions::updateSheet()
{
    const std::vector<std::string>& sheets = m_import.preview().sheets;
    const QSignalBlocker blocker(m_sheet);
    m_sheet->clear();
    for (const std::string& name : sheets)
        m_sheet->addItem(fromUtf8(name));
    m_sheet->setCurrentText(fromUtf8(m_import.effective().sheet.value_or(std::string())));
    m_sheet->setEnabled(sheets.size() > 1);
    if (!m_range->hasFocus() || !m_range->isModified())
        m_range->setText(fromUtf8(m_import.wishes().range.value_or(std::string())));
    for (QWidget* field : {static_cast<QWidget*>(m_sheet), static_cast<QWidget*>(m_range)})
        m_format->setRowVisible(field, !sheets.empty());
    // What a text file is read by.
    for (QWidget* field : {m_delimiter, m_quote, m_decimal, m_encoding})
        m_format->setRowVisible(field, sheets.empty());
}

void ImportOptions::buildFormat()
{
    QFormLayout* form = section(tr("Format"));
    m_format = form;
    buildSheet();
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
    for (const Encoding encoding : encodings())
        m_encoding->addItem(fromUtf8(encodingTitle(encoding)), fromUtf8(encodingName(encoding)));
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
    m_missing->setPlaceholderText(tr("NA, ?, empty…"));
    QStringList usual;
    for (const std::string_view word : defaultMissingWords())
        usual.append(word.empty() ? tr("empty cells") : fromUtf8(word));
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
    buildRareFormat();
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

void ImportOptions::buildRareFormat()
{
    m_rare = new QWidget(this);
    auto* form = new QFormLayout(m_rare);
    form->setContentsMargins(0, 0, 0, 0);
    form->setSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    m_thousands = characterBox(std::string_view("\0,. '", 5), QStringLiteral("thousands"), this);
    addRow(form, tr("Thousands"), m_thousands, tr("The mark between groups of three digits"));
    connect(m_thousands, &QComboBox::activated, this, [this] {
        edit([&](CsvOptions& o) { o.thousands = static_cast<char>(m_thousands->currentData().toInt()); });
    });
    m_units = new QComboBox(this);
    m_units->setObjectName(QStringLiteral("units"));
    m_units->addItems({tr("None"), tr("Below the header")});
    addRow(form, tr("Units"), m_units, tr("A row of units (mm, kg) below the header, which is left out"));
    connect(m_units, &QComboBox::activated, this,
            [this](int chosen) { edit([&](CsvOptions& o) { o.units = chosen == 1; }); });
    m_comment = new QLineEdit(this);
    m_comment->setObjectName(QStringLiteral("comment"));
    m_comment->setMaxLength(8);
    m_comment->setPlaceholderText(tr("None"));
    addRow(form, tr("Comments"), m_comment, tr("What a line begins with that is left out, such as #"));
    connect(m_comment, &QLineEdit::editingFinished, this, [this] {
        if (m_comment->isModified())
            edit([&](CsvOptions& o) { o.comment = m_comment->text().trimmed().toStdString(); });
    });
    m_more = new QToolButton(this);
    m_more->setObjectName(QStringLiteral("moreFormat"));
    m_more->setText(tr("More"));
    m_more->setCheckable(true);
    m_more->setAutoRaise(true);
    m_more->setArrowType(Qt::DownArrow);
    m_more->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    connect(m_more, &QToolButton::toggled, this, [this](bool shown) {
        m_more->setText(shown ? tr("Less") : tr("More"));
        m_more->setArrowType(shown ? Qt::UpArrow : Qt::DownArrow);
        m_rare->setVisible(shown);
    });
    m_rare->hide();
    auto* column = static_cast<QVBoxLayout*>(layout());
    column->addWidget(m_more, 0, Qt::AlignLeft);
    column->addWidget(m_rare);
}

void ImportOptions::updateFormat()
{
    if (m_import.preview().names.empty())
        return;
    const CsvOptions options = m_import.effective();
    updateSheet();
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
    showCharacter(m_thousands, options.thousands.value_or('\0'));
    m_units->setCurrentIndex(options.units.value_or(false) ? 1 : 0);
    if (!m_comment->hasFocus() || !m_comment->isModified())
        m_comment->setText(fromUtf8(options.comment.value_or(std::string())));
    // What was found is shown, so that it can be put right.
    if (options.thousands.value_or('\0') != '\0' || options.units.value_or(false) || !m_comment->text().isEmpty())
        m_more->setChecked(true);
    const QSignalBlocker blocker(m_rows);
    m_rows->setValue(static_cast<int>(std::min<Index>(m_import.wishes().maxRows.value_or(0), kMostRows)));
    m_reset->setVisible(m_import.wishes() != CsvOptions());
    m_arguments->setText(m_import.arguments());
    m_arguments->setVisible(!m_import.arguments().isEmpty());
}

} // namespace netloom
