// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/explanation/pixel_inputs.h"
#include "core/project/new_project.h"
#include "core/project/prepared_data.h"
#include "core/samples/samples.h"
#include "core/training/evaluate.h"

#include <QTest>

#include <cmath>
#include <numeric>

using namespace netloom;

class TestPixelInputs : public QObject
{
    Q_OBJECT

private slots:
    void squaresAreToldByTheirNames()
    {
        const auto named = [](int count, const char* letters) {
            std::vector<std::string> names;
            for (int i = 0; i < count; ++i)
                names.push_back(letters + std::to_string(i));
            return names;
        };
        QCOMPARE(pixelSide(named(25, "p")), Index(5));
        QCOMPARE(pixelSide(named(784, "pixel")), Index(28));
        QCOMPARE(pixelSide(named(64, "Pixel_")), Index(8));
        QCOMPARE(pixelSide(named(16, "p")), Index(0)); // too few
        QCOMPARE(pixelSide(named(26, "p")), Index(0)); // no square
        QCOMPARE(pixelSide(named(25, "x")), Index(0)); // any columns
        QCOMPARE(pixelSide(named(25, "price")), Index(0));
        auto one = named(25, "p");
        one[7] = "age";
        QCOMPARE(pixelSide(one), Index(0));
        QCOMPARE(pixelSide({}), Index(0));
    }

    void picturesOfTheDigits()
    {
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = "digits";
        const auto table = std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
        const Project project = newProject(reference, *table, "digit");
        const PreparedData data = prepare(table, project.recipe, project.run().split);
        NetworkSpec network;
        network.layers = parseLayers("dense 6 relu, dense 10 softmax");
        const ParameterSet weights = initialWeights(network, 64, 3);
        constexpr Index row = 11;
        const PixelPictures pictures = pixelPictures(network, weights, *table, data.fitted, data.split.train, row);
        QCOMPARE(pictures.side, Index(8));
        QCOMPARE(pictures.tiles.size(), std::size_t(6));
        // Cells are 0 … 16.
        for (std::size_t p = 0; p < 64; ++p) {
            QCOMPARE(pictures.row[p], static_cast<float>(table->columns[p].numbers[row] / 16));
            QVERIFY(pictures.mean[p] >= 0 && pictures.mean[p] <= 1);
        }
        QVERIFY(pictures.mean[0] < 0.01f);        // corners are white
        QVERIFY(pictures.mean[3 * 8 + 3] > 0.4f); // the middle is not
        // What drives a unit is what its weights ask for: in the mean over the units the tile goes along with them.
        for (std::size_t unit = 0; unit < 6; ++unit) {
            double together = 0;
            for (std::size_t p = 0; p < 64; ++p)
                together += static_cast<double>(pictures.tiles[unit][p]) *
                            static_cast<double>(weights.front().values[p * 6 + unit]);
            QVERIFY(together > 0);
        }
        QVERIFY(pixelPictures(network, weights, *table, data.fitted, data.split.train, -1).row.empty());
    }

    void otherInputsAreNoPicture()
    {
        DataReference reference;
        reference.source = DataReference::Source::Sample;
        reference.sample = "iris";
        const auto table = std::make_shared<const Table>(loadSample(reference.sample, reference.generator));
        const Project project = newProject(reference, *table, findSample("iris")->target);
        const PreparedData data = prepare(table, project.recipe, project.run().split);
        NetworkSpec network;
        network.layers = parseLayers("dense 3 softmax");
        const auto weights = initialWeights(network, 4, 1);
        QCOMPARE(pixelPictures(network, weights, *table, data.fitted, data.split.train, 0).side, Index(0));
    }
};

QTEST_GUILESS_MAIN(TestPixelInputs)
#include "tst_pixel_inputs.moc"
