// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/import_dialog.h"

#include "core/csv/encoding.h"
#include "ui/data/csv_import.h"
#include "ui/data/import_delegate.h"
#include "ui/data/import_header.h"
#include "ui/data/import_model.h"
#include "ui/data/import_options.h"
#include "ui/data/parting_line.h"
#include "ui/toolkit/screen_room.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

#include <QEvent>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QKeySequence>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace netloom {

namespace {

constexpr int kPreviewRowsMeasured = 40;
constexpr int kPreviewColumnsMeasured = 200;
constexpr qsizetype kRemarksShown = 3;

QPixmap dot(const QColor& colour, qreal ratio)
{
    QPixmap pixmap(QSize(10, 10) * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour);
    painter.drawEllipse(QRectF(0.5, 0.5, 9, 9));
    return pixmap;
}

QString delimiterWord(char c)
{
    switch (c) {
    case ',':
        return ImportDialog::tr("comma");
    case ';':
        return ImportDialog::tr("semicolon");
    case '\t':
        return ImportDialog::tr("tab");
    case '|':
        return ImportDialog::tr("bar");
    case ' ':
        return ImportDialog::tr("blanks");
    case kDoubleColon:
        return QStringLiteral("::");
    default:
        return QString(QLatin1Char(c));
    }
}

/// As the list of encodings has it.
QString encodingWord(const std::string& key)
{
    const std::optional<Encoding> encoding = encodingFromName(key);
    return encoding ? fromUtf8(encodingTitle(*encoding)) : fromUtf8(key);
}

} // namespace

ImportDialog::ImportDialog(CsvImport* import, QWidget* parent) : QDialog(parent), m_import(import)
{
    m_import->setParent(this);
    setObjectName(QStringLiteral("importDialog"));
    setWindowTitle(tr("Import %1").arg(m_import->name()));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildTitle());
    column->addWidget(partingLine(this));
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    auto* options = new QScrollArea(this);
    options->setWidgetResizable(true);
    options->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    options->setWidget(new ImportOptions(*m_import, options));
    options->setFixedWidth(options->widget()->sizeHint().width() + options->verticalScrollBar()->sizeHint().width());
    middle->addWidget(options);
    auto* upright = new QFrame(this);
    upright->setObjectName(QStringLiteral("upright"));
    upright->setFixedWidth(1);
    middle->addWidget(upright);
    middle->addWidget(buildTable(), 1);
    column->addLayout(middle, 1);
    column->addWidget(partingLine(this));
    column->addWidget(buildFooter());

    m_tick.setInterval(50);
    connect(&m_tick, &QTimer::timeout, this,
            [this] { m_progress->setValue(static_cast<int>(m_import->progress() * 1000)); });
    connect(m_import, &CsvImport::previewChanged, this, &ImportDialog::update);
    connect(m_import, &CsvImport::stateChanged, this, &ImportDialog::update);
    connect(m_import, &CsvImport::rolesChanged, this, [this] {
        updateRemarks();
        m_view->viewport()->update();
    });
    connect(new QShortcut(QKeySequence(Qt::Key_F8), this), &QShortcut::activated, this, &ImportDialog::goToNextProblem);
    const auto column_ = [this] { return std::max(0, m_view->currentIndex().column()); };
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+T")), this), &QShortcut::activated, this,
            [this, column_] { m_header->openTypeMenu(column_()); });
    connect(new QShortcut(QKeySequence(QStringLiteral("Ctrl+R")), this), &QShortcut::activated, this,
            [this, column_] { m_header->openRoleMenu(column_()); });

    resize(withinScreen(*this, {1180, 720}));
    m_import->start();
    update();
    m_view->setFocus(Qt::OtherFocusReason);
}

void ImportDialog::setAcceptText(const QString& text)
{
    m_accept->setText(text);
}

QWidget* ImportDialog::buildTitle()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(20, 14, 20, 14);
    row->setSpacing(12);
    m_title = new QLabel(tr("Import %1").arg(m_import->name()), bar);
    m_title->setTextFormat(Qt::PlainText);
    QFont font = m_title->font();
    font.setPointSizeF(font.pointSizeF() * 1.2);
    font.setWeight(QFont::DemiBold);
    m_title->setFont(font);
    m_summary = new QLabel(bar);
    m_summary->setObjectName(QStringLiteral("muted"));
    m_summary->setTextFormat(Qt::PlainText);
    row->addWidget(m_title);
    row->addWidget(m_summary, 1);
    return bar;
}

QWidget* ImportDialog::buildTable()
{
    m_view = new QTableView(this);
    m_view->setObjectName(QStringLiteral("preview"));
    m_view->setAccessibleName(tr("First rows of the file"));
    m_model = new ImportModel(*m_import, m_view);
    m_view->setModel(m_model);
    m_view->setItemDelegate(new ImportDelegate(m_view));
    m_header = new ImportHeader(*m_import, m_view);
    m_view->setHorizontalHeader(m_header);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setSelectionMode(QAbstractItemView::SingleSelection);
    m_view->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->setWordWrap(false);
    m_view->setTabKeyNavigation(false);
    m_view->setCornerButtonEnabled(false);
    m_view->verticalHeader()->setDefaultSectionSize(m_view->fontMetrics().height() + 10);
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setHighlightSections(false);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setToolTipDuration(-1);
    m_view->setStatusTip(tr("Ctrl+T: type of the column, Ctrl+R: its role"));
    connect(m_view, &QWidget::customContextMenuRequested, this, &ImportDialog::showColumnMenu);
    return m_view;
}

QWidget* ImportDialog::buildFooter()
{
    auto* bar = new QWidget(this);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(20, 12, 20, 12);
    row->setSpacing(10);
    m_sign = new QLabel(bar);
    m_remarks = new QLabel(bar);
    m_remarks->setObjectName(QStringLiteral("remarks"));
    m_remarks->setTextFormat(Qt::PlainText);
    m_remarks->setWordWrap(true);
    m_remarks->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_progress = new QProgressBar(bar);
    m_progress->setRange(0, 1000);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(160);
    m_progress->setAccessibleName(tr("How much of the file is read"));
    m_problem = new QPushButton(tr("Next problem"), bar);
    m_problem->setObjectName(QStringLiteral("nextProblem"));
    m_problem->setToolTip(tr("Goes to the next marked cell (F8)"));
    m_problem->setAutoDefault(false);
    m_sample = new QPushButton(bar);
    m_sample->setObjectName(QStringLiteral("sample"));
    m_sample->setAutoDefault(false);
    auto* cancel = new QPushButton(tr("Cancel"), bar);
    cancel->setObjectName(QStringLiteral("cancel"));
    cancel->setAutoDefault(false);
    m_accept = new QPushButton(tr("Import"), bar);
    m_accept->setObjectName(QStringLiteral("import"));
    m_accept->setProperty("primary", true);
    m_accept->setDefault(true);
    row->addWidget(m_sign);
    row->addWidget(m_remarks, 1);
    row->addWidget(m_progress);
    row->addWidget(m_sample);
    row->addWidget(m_problem);
    row->addWidget(cancel);
    row->addWidget(m_accept);
    connect(m_problem, &QPushButton::clicked, this, &ImportDialog::goToNextProblem);
    connect(m_sample, &QPushButton::clicked, this, [this] {
        CsvOptions wishes = m_import->wishes();
        wishes.maxRows = m_import->rowsThatFit();
        m_import->setWishes(std::move(wishes));
    });
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_accept, &QPushButton::clicked, this, &QDialog::accept);
    return bar;
}

void ImportDialog::fitColumns()
{
    // Once for the first look, and once when types and roles are certain; later the widths are the user's.
    const bool ready = m_import->table() != nullptr;
    const int columns = m_model->columnCount();
    if (columns == 0 || (m_fitted == columns && (m_fittedReady || !ready)))
        return;
    m_fitted = columns;
    m_fittedReady = ready;
    const QFontMetrics metrics = m_view->fontMetrics();
    const int rows = std::min(kPreviewRowsMeasured, m_model->rowCount());
    for (int c = 0; c < std::min(m_fitted, kPreviewColumnsMeasured); ++c) {
        int width = m_header->widthFor(c);
        for (int r = 0; r < rows; ++r)
            width = std::max(width, metrics.horizontalAdvance(m_model->index(r, c).data().toString()) +
                                        2 * ImportDelegate::kMargin + 4);
        m_header->resizeSection(c, std::min(width, 260));
    }
}

void ImportDialog::update()
{
    const bool reading = m_import->state() == CsvImport::State::Reading;
    if (reading)
        m_tick.start();
    else
        m_tick.stop();
    m_progress->setVisible(reading);
    if (!reading)
        m_progress->setValue(0);
    m_accept->setEnabled(m_import->state() == CsvImport::State::Ready);
    const int problems = m_model->problems();
    m_problem->setEnabled(problems > 0);
    m_problem->setVisible(problems > 0 || m_import->state() == CsvImport::State::Refused);

    const QLocale locale;
    QStringList facts;
    if (const Table* table = m_import->table()) {
        const auto rows = static_cast<qlonglong>(table->rows);
        const auto columns = static_cast<qlonglong>(table->columns.size());
        facts.append(tr("%1 rows × %2 columns").arg(locale.toString(rows), locale.toString(columns)));
    }
    facts.append(locale.formattedDataSize(QFileInfo(m_import->path()).size(), 0, QLocale::DataSizeSIFormat));
    const CsvOptions options = m_import->effective();
    const bool isText = m_import->preview().sheets.empty();
    if (isText && options.delimiter && m_import->columns() > 1)
        facts.append(delimiterWord(*options.delimiter));
    if (isText && options.encoding)
        facts.append(encodingWord(*options.encoding));
    if (options.header)
        facts.append(*options.header
                         ? tr("header in line %1").arg(locale.toString(static_cast<qlonglong>(*options.skipLines) + 1))
                         : tr("no header"));
    m_summary->setText(facts.join(QStringLiteral(" · ")));
    fitColumns();
    updateRemarks();
    m_view->viewport()->update();
}

void ImportDialog::updateRemarks()
{
    const Theme theme = Theme::current();
    const QLocale locale;
    const bool refused = m_import->state() == CsvImport::State::Refused;
    m_sample->setVisible(refused && m_import->rowsThatFit() > 0);
    m_sample->setText(
        tr("Read a sample of %1 rows").arg(locale.toString(static_cast<qlonglong>(m_import->rowsThatFit()))));
    QColor colour = theme.inputOutput;
    QString text;
    QString all;
    switch (m_import->state()) {
    case CsvImport::State::Reading:
        colour = theme.textMuted;
        text = tr("Reading the whole file…");
        break;
    case CsvImport::State::Refused:
        colour = theme.error;
        text = m_import->problem();
        break;
    case CsvImport::State::Ready: {
        const QStringList remarks = m_import->remarks();
        const bool target = !m_import->task().isEmpty();
        if (!target) {
            colour = theme.warning;
            text = tr("No column is predicted yet: choose a target.");
        } else if (remarks.isEmpty()) {
            text = tr("Everything was understood.");
        } else {
            colour = theme.negative;
            text = remarks.size() == 1 ? tr("1 thing to know: %1").arg(remarks.first())
                                       : tr("%1 things to know: %2")
                                             .arg(locale.toString(remarks.size()),
                                                  remarks.mid(0, kRemarksShown).join(QStringLiteral(" · ")));
            if (remarks.size() > kRemarksShown)
                text += tr(" · and %1 more").arg(locale.toString(remarks.size() - kRemarksShown));
            all = remarks.mid(0, 40).join(QLatin1Char('\n'));
        }
        break;
    }
    }
    m_sign->setPixmap(dot(colour, devicePixelRatioF()));
    m_remarks->setText(text);
    m_remarks->setToolTip(all.isEmpty() ? QString()
                                        : QStringLiteral("<p style='white-space:pre'>") + all.toHtmlEscaped() +
                                              QStringLiteral("</p>"));
}

void ImportDialog::goToNextProblem()
{
    const QModelIndex next = m_model->nextProblem(m_view->currentIndex());
    if (!next.isValid())
        return;
    m_view->setCurrentIndex(next);
    m_view->scrollTo(next, QAbstractItemView::PositionAtCenter);
    m_view->setFocus(Qt::OtherFocusReason);
    if (m_import->state() != CsvImport::State::Refused)
        m_remarks->setText(m_model->describe(next));
}

void ImportDialog::showColumnMenu(QPoint at)
{
    const QModelIndex index = m_view->indexAt(at);
    if (!index.isValid())
        return;
    m_view->setCurrentIndex(index);
    m_header->openRoleMenu(index.column());
}

void ImportDialog::changeEvent(QEvent* event)
{
    QDialog::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_sign)
        updateRemarks();
}

} // namespace netloom
