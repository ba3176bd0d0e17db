// SPDX-License-Identifier: GPL-3.0-or-later
// A training as a film: which epochs, the same images twice, a file that is an animated WebP.
#include "core/base/error.h"
#include "tests/support/trained_document.h"
#include "ui/film/film.h"
#include "ui/film/webp_film.h"

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
