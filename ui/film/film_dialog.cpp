// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/film/film_dialog.h"

#include "core/base/error.h"
#include "ui/document/project_document.h"
#include "ui/film/film_file.h"
#include "ui/toolkit/dialogs.h"
#include "ui/toolkit/text.h"
#include "ui/toolkit/theme.h"

#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QFile>
#include <QFileInfo>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>

#include <algorithm>
#include <cmath>

namespace netloom {

namespace {

const QString kImages = QStringLiteral("png");

} // namespace

FilmDialog::FilmDialog(ProjectDocument& document, QWidget* parent)
    : QDialog(parent),
      m_document(document),
      m_view(new QComboBox(this)),
      m_format(new QComboBox(this)),
      m_width(new QSpinBox(this)),
      m_seconds(new QDoubleSpinBox(this)),
      m_perSecond(new QSpinBox(this)),
      m_colors(new QComboBox(this)),
      m_words(new QLabel(this)),
      m_bar(new QProgressBar(this)),
      m_save(new QPushButton(tr("Save…"), this)),
      m_close(new QPushButton(this)),
      m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("filmDialog"));
    setWindowTitle(tr("Film of the training"));
    auto* form = new QFormLayout(this);
    form->setContentsMargins(20, 16, 20, 16);
    form->setSpacing(10);
    m_view->setObjectName(QStringLiteral("filmView"));
    m_view->addItem(tr("Neurons and their links"));
    m_view->addItem(tr("Boundary over two columns"));
    form->addRow(tr("Shows"), m_view);
    m_format->setObjectName(QStringLiteral("filmFormat"));
    for (const FilmFormat& format : filmFormats())
        m_format->addItem(format.title, fromUtf8(format.ending));
    m_format->addItem(tr("PNG pictures in a folder"), kImages);
    form->addRow(tr("Format"), m_format);
    m_width->setObjectName(QStringLiteral("filmWidth"));
    m_width->setRange(200, 4000);
    m_width->setSingleStep(80);
    m_width->setSuffix(tr(" px"));
    m_width->setGroupSeparatorShown(true);
    m_width->setValue(static_cast<int>(FilmOptions().width));
    form->addRow(tr("Width"), m_width);
    m_seconds->setObjectName(QStringLiteral("filmSeconds"));
    m_seconds->setRange(0.5, 600);
    m_seconds->setDecimals(1);
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setValue(FilmOptions().seconds);
    form->addRow(tr("At most"), m_seconds);
    m_perSecond->setObjectName(QStringLiteral("filmPerSecond"));
    m_perSecond->setRange(1, 60);
    m_perSecond->setValue(static_cast<int>(FilmOptions().perSecond));
    form->addRow(tr("Pictures a second"), m_perSecond);
    m_colors->setObjectName(QStringLiteral("filmColors"));
    m_colors->addItems({tr("Light"), tr("Dark")});
    form->addRow(tr("Colours"), m_colors);
    m_words->setObjectName(QStringLiteral("filmWords"));
    m_words->setTextFormat(Qt::PlainText);
    m_words->setWordWrap(true);
    m_words->setMinimumWidth(400);
    m_words->setMinimumHeight(3 * fontMetrics().lineSpacing()); // so that nothing moves with the words
    m_words->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    form->addRow(m_words);
    m_bar->setObjectName(QStringLiteral("filmBar"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(4);
    m_bar->setAccessibleName(tr("Progress"));
    QSizePolicy keeps = m_bar->sizePolicy();
    keeps.setRetainSizeWhenHidden(true);
    m_bar->setSizePolicy(keeps);
    m_bar->hide();
    form->addRow(m_bar);
    m_save->setObjectName(QStringLiteral("filmSave"));
    m_save->setProperty("primary", true);
    m_save->setDefault(true);
    m_close->setObjectName(QStringLiteral("filmClose"));
    m_close->setAutoDefault(false);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_save);
    buttons->addWidget(m_close);
    form->addRow(buttons);
    m_timer->setInterval(100);
    connect(m_timer, &QTimer::timeout, this, [this] { m_bar->setValue(static_cast<int>(1000 * m_job.progress())); });
    connect(m_save, &QPushButton::clicked, this, &FilmDialog::save);
    connect(m_close, &QPushButton::clicked, this, [this] {
        if (m_job.isRunning()) {
            m_job.cancel();
            update();
        } else {
            close();
        }
    });
    connect(&m_job, &BackgroundJob::finished, this, &FilmDialog::update);
    for (QComboBox* box : {m_view, m_format})
        connect(box, &QComboBox::currentIndexChanged, this, &FilmDialog::update);
    connect(m_seconds, &QDoubleSpinBox::valueChanged, this, &FilmDialog::update);
    for (QSpinBox* box : {m_width, m_perSecond})
        connect(box, &QSpinBox::valueChanged, this, &FilmDialog::update);
    connect(&document, &ProjectDocument::changed, this, [this] {
        if (isVisible() && !m_job.isRunning())
            update();
    });
}

FilmDialog::~FilmDialog()
{
    m_job.cancel();
}

void FilmDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    m_colors->setCurrentIndex(Theme::current().dark ? 1 : 0);
    update();
}

void FilmDialog::hideEvent(QHideEvent* event)
{
    QDialog::hideEvent(event);
    m_job.cancel();
}

FilmOptions FilmDialog::options() const
{
    FilmOptions options;
    options.width = m_width->value();
    options.seconds = m_seconds->value();
    options.perSecond = m_perSecond->value();
    options.boundary = m_view->currentIndex() == 1;
    options.dark = m_colors->currentIndex() == 1;
    return options;
}

void FilmDialog::update()
{
    const bool running = m_job.isRunning();
    for (QWidget* field : std::initializer_list<QWidget*>{m_view, m_format, m_width, m_seconds, m_perSecond, m_colors})
        field->setEnabled(!running);
    m_bar->setVisible(running);
    if (!running) {
        m_timer->stop();
        m_bar->setValue(0);
    }
    m_close->setText(running ? tr("Cancel") : tr("Close"));
    const std::size_t stored = m_document.project().run().checkpoint.timeline.frames().size();
    const bool needsData =
        m_view->currentIndex() == 1 && (!m_document.sharedPrepared() || !m_document.project().run().fitted);
    m_save->setEnabled(!running && stored > 0 && !needsData);
    if (running) {
        m_words->setText(tr("Making the film…"));
        return;
    }
    if (stored == 0) {
        m_words->setText(tr("There are no stored epochs to make a film of. Train the network first."));
        return;
    }
    if (needsData) {
        m_words->setText(tr("A film of the boundary needs the data. Open them under Data, or choose the neurons."));
        return;
    }
    const FilmOptions chosen = options();
    const auto most = static_cast<std::size_t>(std::max(2.0, chosen.seconds * static_cast<double>(chosen.perSecond)));
    const std::size_t count = std::min(stored, most);
    const QSize size = filmSize(chosen);
    const QLocale locale;
    m_words->setText(
        tr("%1 of %2 stored epochs, %3 s, %4 × %5 px. %6")
            .arg(locale.toString(static_cast<qulonglong>(count)), locale.toString(static_cast<qulonglong>(stored)),
                 locale.toString(static_cast<double>(count) / static_cast<double>(chosen.perSecond), 'f', 1),
                 locale.toString(size.width()), locale.toString(size.height()),
                 m_format->currentIndex() < static_cast<int>(filmFormats().size())
                     ? filmFormats()[static_cast<std::size_t>(m_format->currentIndex())].help
                     : tr("One picture an epoch, for a program that cuts films")));
}

void FilmDialog::save()
{
    const QString ending = m_format->currentData().toString();
    const bool images = ending == kImages;
    const QString base = QFileInfo(m_document.title()).completeBaseName() + tr(" film");
    const QString path = Dialogs::instance().saveFile(
        this, images ? tr("Folder for the pictures") : tr("Film of the training"), QStringLiteral("film"),
        images ? tr("Folder (*)") : QStringLiteral("%1 (*.%2)").arg(m_format->currentText(), ending),
        images ? base : base + QLatin1Char('.') + ending);
    if (path.isEmpty() || m_job.isRunning())
        return;
    m_job.start(
        [path, images, ending = ending.toStdString(), chosen = options(), run = m_document.project().run(),
         data = m_document.sharedPrepared()](const std::stop_token& stop, const ProgressFunction& progress) {
            const std::string file = QFile::encodeName(path).toStdString();
            if (!images) {
                writeFilm(file, *findFilmFormat(ending), run, data.get(), chosen, stop, progress);
            } else {
                if (!QDir().mkpath(path))
                    throw Error("The folder could not be made", file, "Choose another place");
                writeFilmImages(file, run, data.get(), chosen, stop, progress);
            }
            return QFileInfo(path).fileName();
        },
        [this](const QString& file) {
            emit message(tr("Saved %1").arg(file));
            close();
        },
        [this](const QString& sentence) { Dialogs::instance().error(this, tr("The film was not saved"), sentence); });
    m_timer->start();
    update();
}

} // namespace netloom
