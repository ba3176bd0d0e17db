// SPDX-License-Identifier: GPL-3.0-or-later
// A training as a film: which epochs, the same images twice, a file that is an animated WebP.
#include "core/base/error.h"
#include "tests/support/trained_document.h"
#include "ui/film/film_dialog.h"
#include "ui/film/gif_film.h"
#include "ui/film/webp_film.h"

#include "ui/toolkit/dialogs.h"

#include <QBuffer>
#include <QComboBox>
#include <QDir>
#include <QDoubleSpinBox>
#include <QImageReader>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScopeGuard>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QTest>

using namespace netloom;
using netloom::testing::openSample;

namespace {

struct Taken {
    std::vector<QImage> images;
    std::vector<int> times;
};

Taken filmOf(const ProjectDocument& document, const FilmOptions& options)
{
    Taken taken;
    makeFilm(document.project().run(), document.prepared(), options, [&](const QImage& image, int milliseconds) {
        taken.images.push_back(image);
        taken.times.push_back(milliseconds);
    });
    return taken;
}

} // namespace

class TestFilmFile : public QObject
{
    Q_OBJECT

private slots:
    void everyStoredEpochIsAnImage()
    {
        ProjectDocument document;
        TrainingController training{document};
        openSample(document, training, "moons", "", 8);
        FilmOptions options;
        options.width = 400;
        const Taken taken = filmOf(document, options);
        QCOMPARE(taken.images.size(), std::size_t(9)); // the starting weights and eight epochs
        QCOMPARE(taken.images.front().width(), 400);
        QVERIFY(taken.images.front() != taken.images.back());
        QCOMPARE(taken.times.front(), 50); // 20 a second
        QVERIFY(taken.times.back() >= 1000);
        const Taken again = filmOf(document, options);
        QVERIFY(again.images == taken.images);
        options.seconds = 0.25; // five images, the first and the last among them
        const Taken some = filmOf(document, options);
        QCOMPARE(some.images.size(), std::size_t(5));
        QVERIFY(some.images.front() == taken.images.front() && some.images.back() == taken.images.back());
        options.boundary = true;
        const Taken boundary = filmOf(document, options);
        QCOMPARE(boundary.images.size(), std::size_t(5));
        QVERIFY(boundary.images.front() != boundary.images.back());
        training.shutdown();
    }

    void theFileIsAnAnimatedWebP()
    {
        QImage image(64, 40, QImage::Format_RGB32);
        WebpFilm film(image.size());
        for (const QColor color : {QColor(Qt::red), QColor(Qt::green), QColor(Qt::blue)}) {
            image.fill(color);
            film.add(image, 100);
        }
        const QByteArray bytes = film.finish();
        QVERIFY(bytes.startsWith("RIFF") && bytes.mid(8, 4) == "WEBP");
        QVERIFY(bytes.contains("ANIM"));
        QCOMPARE(bytes.count("ANMF"), 3);
    }

    void theFileIsAnAnimatedGif()
    {
        // Read back by Qt: colours, times, and that only what has changed is stored.
        QImage image(200, 100, QImage::Format_RGB32);
        image.fill(Qt::white);
        GifFilm film(image.size());
        film.add(image, 50);
        film.add(image, 50); // nothing new: the first is seen longer
        QPainter(&image).fillRect(QRect(20, 10, 30, 40), QColor(200, 30, 60));
        film.add(image, 120);
        const QByteArray bytes = film.finish();
        QVERIFY(bytes.startsWith("GIF89a"));
        QVERIFY(bytes.contains("NETSCAPE2.0"));
        QBuffer buffer;
        buffer.setData(bytes);
        QImageReader reader(&buffer, "gif");
        if (!reader.canRead())
            QSKIP("Qt's reader for GIF is not installed");
        const QImage first = reader.read();
        QCOMPARE(first.size(), image.size());
        QCOMPARE(first.pixelColor(30, 20), QColor(Qt::white));
        QCOMPARE(reader.nextImageDelay(), 100);
        const QImage second = reader.read();
        for (const QPoint place : {QPoint(30, 20), QPoint(49, 49)}) { // the palette rounds
            const QColor color = second.pixelColor(place);
            QVERIFY(std::abs(color.red() - 200) <= 2 && std::abs(color.green() - 30) <= 2);
        }
        QCOMPARE(second.pixelColor(50, 50), QColor(Qt::white));
        QCOMPARE(reader.nextImageDelay(), 120);
        QVERIFY(reader.read().isNull()); // two images
        QVERIFY(bytes.size() < 5000);
    }

    void theDialogMakesEachFormat_data()
    {
        QTest::addColumn<int>("format");
        QTest::newRow("webp") << 0;
        QTest::newRow("gif") << 1;
        QTest::newRow("pictures") << 2;
    }

    void theDialogMakesEachFormat()
    {
        QFETCH(const int, format);
        QTemporaryDir folder;
        struct Answers final : Dialogs {
            QString path;
            QString saveFile(QWidget*, const QString&, const QString&, const QString&, const QString& name) override
            {
                return path + QLatin1Char('/') + name;
            }
        } answers;
        answers.path = folder.path();
        Dialogs::install(&answers);
        const auto back = qScopeGuard([] { Dialogs::install(nullptr); });
        ProjectDocument document;
        TrainingController training{document};
        FilmDialog dialog(document);
        auto* save = dialog.findChild<QPushButton*>("filmSave");
        auto* words = dialog.findChild<QLabel*>("filmWords");
        openSample(document, training, "moons", "", 0);
        dialog.show();
        QVERIFY(!save->isEnabled());
        QVERIFY2(words->text().contains("Train the network first"), qPrintable(words->text()));
        openSample(document, training, "moons", "", 8);
        QTRY_VERIFY(save->isEnabled());
        QVERIFY2(words->text().startsWith("9 of 9 stored epochs"), qPrintable(words->text()));
        dialog.findChild<QSpinBox*>("filmWidth")->setValue(300);
        dialog.findChild<QComboBox*>("filmFormat")->setCurrentIndex(format);
        QSignalSpy message(&dialog, &FilmDialog::message);
        QTest::mouseClick(save, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(message.count(), 1, 20000);
        QVERIFY(!dialog.isVisible());
        const QFileInfoList made = QDir(folder.path()).entryInfoList(QDir::AllEntries | QDir::NoDotAndDotDot);
        QCOMPARE(made.size(), 1);
        if (format == 2) {
            QCOMPARE(QDir(made[0].filePath()).entryList({"frame-*.png"}).size(), 9);
            return;
        }
        QFile file(made[0].filePath());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(format == 0 ? "RIFF" : "GIF89a"));
        training.shutdown();
    }

    void tabGoesThroughTheDialogFromTopToBottom()
    {
        ProjectDocument document;
        FilmDialog dialog(document);
        QStringList order;
        for (QWidget* next = dialog.findChild<QWidget*>(QStringLiteral("filmView"));
             next && !order.contains(next->objectName()); next = next->nextInFocusChain())
            if (next->focusPolicy() & Qt::TabFocus && next->objectName().startsWith(QStringLiteral("film")))
                order << next->objectName();
        QCOMPARE(order.mid(0, 6),
                 (QStringList{"filmView", "filmFormat", "filmWidth", "filmSeconds", "filmPerSecond", "filmColors"}));
    }

    void aFilmIsCalledOff()
    {
        QTemporaryDir folder;
        struct Answers final : Dialogs {
            QString path;
            QString saveFile(QWidget*, const QString&, const QString&, const QString&, const QString&) override
            {
                return path + QStringLiteral("/film.gif");
            }
        } answers;
        answers.path = folder.path();
        Dialogs::install(&answers);
        const auto back = qScopeGuard([] { Dialogs::install(nullptr); });
        ProjectDocument document;
        TrainingController training{document};
        openSample(document, training, "moons", "", 200);
        FilmDialog dialog(document);
        dialog.show();
        dialog.findChild<QSpinBox*>("filmWidth")->setValue(4000);
        dialog.findChild<QDoubleSpinBox*>("filmSeconds")->setValue(60);
        auto* close = dialog.findChild<QPushButton*>("filmClose");
        QTest::mouseClick(dialog.findChild<QPushButton*>("filmSave"), Qt::LeftButton);
        QCOMPARE(close->text(), QString("Cancel"));
        QTest::mouseClick(close, Qt::LeftButton);
        QTRY_COMPARE(close->text(), QString("Close"));
        QVERIFY(dialog.isVisible());
        QVERIFY(QDir(folder.path()).isEmpty());
        training.shutdown();
    }

    void whatCannotBeIsRefused()
    {
        ProjectDocument document;
        TrainingController training{document};
        openSample(document, training, "moons", "", 0);
        QVERIFY_EXCEPTION_THROWN(filmOf(document, {}), Error);
        QVERIFY_EXCEPTION_THROWN(WebpFilm(QSize(20000, 10)), Error);
        WebpFilm empty(QSize(10, 10));
        QVERIFY_EXCEPTION_THROWN(empty.finish(), Error);
        QVERIFY_EXCEPTION_THROWN(empty.add(QImage(9, 10, QImage::Format_RGB32), 50), Error);
    }
};

QTEST_MAIN(TestFilmFile)
#include "tst_film_file.moc"
