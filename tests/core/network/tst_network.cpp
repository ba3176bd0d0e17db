// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"
#include "core/layers/registry.h"
#include "core/network/network.h"
#include "core/network/network_spec.h"
#include "core/preparation/recipe.h"
#include "core/preparation/target.h"
#include "core/project/validate.h"
#include "core/training/evaluate.h"

#include <QTest>

#include <cmath>

using namespace netloom;

namespace {

TargetInfo target(Task task, Index outputs)
{
    TargetInfo info;
    info.task = task;
    info.column = "kind";
    for (Index i = 0; i < outputs; ++i)
        info.names.emplace_back("c").append(std::to_string(i));
    return info;
}

NetworkSpec networkOf(const std::string& layers)
{
    NetworkSpec spec;
    spec.layers = parseLayers(layers);
    return spec;
}

QString refusal(const char* layers)
{
    try {
        parseLayers(layers);
    } catch (const Error& error) {
        return QString::fromStdString(error.message());
    }
    return {};
}

/// "E 1 units: sentence" for every fault, one a line.
QString faults(const NetworkSpec& spec, const TrainingConfig& config, Index inputs, const TargetInfo* info)
{
    QStringList lines;
    for (const Fault& fault : validate(spec, config, inputs, info))
        lines.append(QStringLiteral("%1 %2 %3: %4")
                         .arg(QLatin1String(fault.severity == Fault::Severity::Error ? "E" : "W"),
                              QString::number(fault.layer), QString::fromStdString(fault.field),
                              QString::fromStdString(fault.text)));
    return lines.join(QLatin1Char('\n'));
}

void expectFaults(const NetworkSpec& spec, const TrainingConfig& config, const TargetInfo* info, const char* wanted,
                  Index inputs = 4)
{
    QCOMPARE(faults(spec, config, inputs, info), QString::fromUtf8(wanted));
}

} // namespace

/// The network as a value: text, shapes, faults, and its initial weights.
class TestNetwork : public QObject
{
    Q_OBJECT

private slots:
    void layersFromText()
    {
        const auto layers = parseLayers("dense 5 relu, dropout 0.3 ,\n dense units=3 activation=tanh use_bias=false");
        QCOMPARE(layers.size(), std::size_t(3));
        QCOMPARE(layers[0].name, std::string("h1"));
        QCOMPARE(layers[0].fields.integer("units"), std::int64_t(5));
        QCOMPARE(layers[0].fields.text("activation"), std::string("relu"));
        QCOMPARE(layers[1].type, std::string("dropout"));
        QCOMPARE(layers[1].name, std::string("drop1"));
        QCOMPARE(layers[1].fields.real("rate"), 0.3);
        QCOMPARE(layers[2].name, std::string("h2"));
        QCOMPARE(layers[2].fields.boolean("use_bias"), false);
        QCOMPARE(parseLayers("dense name=first").front().name, std::string("first"));
        QVERIFY(parseLayers("").empty());
        QVERIFY(parseLayers("  \n ").empty());
    }

    void textThatIsNotUnderstood()
    {
        QCOMPARE(refusal("dense 5, , dense 1"), QStringLiteral("layers: a layer is missing between two commas."));
        QVERIFY(refusal("convolution 5")
                    .startsWith(QStringLiteral(
                        "layers: there is no layer type \"convolution\". Known types: dense, dropout, ")));
        QCOMPARE(refusal("dense many"),
                 QStringLiteral("layers, \"dense many\", units: expected a whole number, found \"many\"."));
        QVERIFY(refusal("dense 0").contains(QStringLiteral("units: must be at least 1 and at most 65536, is 0")));
        QVERIFY(refusal("dropout 0.2 0.3").contains(QStringLiteral("Dropout has no value for \"0.3\"")));
        QVERIFY(refusal("dense size=3").contains(QStringLiteral("Dense has no value for \"size=3\"")));
        QVERIFY(refusal("dense 3 sigmoidal").contains(QStringLiteral("activation: must be one of ")));
    }

    void textAndBack()
    {
        for (const char* text :
             {"dense 5 relu, dropout 0.2, dense 3 relu", "dense 5 relu false", "dense 7 use_bias=false",
              "dense activation=tanh kernel_l2=0.01", "batch_normalization 0.9, dense 1 sigmoid", "dense, dropout"}) {
            const auto layers = parseLayers(text);
            QCOMPARE(formatLayers(layers), std::string(text));
            QVERIFY(parseLayers(formatLayers(layers)) == layers);
        }
        QCOMPARE(formatLayers({}), std::string());
        QCOMPARE(formatLayers({{"unknown", "u1", {}}}), std::string("unknown"));
        for (const LayerInfo* info : layerTypes()) { // every field of every layer
            LayerSpec layer{info->type, info->namePrefix + "1", withDefaults(info->fields)};
            QVERIFY2(parseLayers(formatLayers({layer})).front() == layer, info->type.c_str());
        }
    }

    void shapes()
    {
        const NetworkSpec spec = networkOf("dense 5 relu, batch_normalization, dropout 0.5, dense 2 linear false");
        const auto all = layerShapes(spec, 10);
        QCOMPARE(all.size(), std::size_t(4));
        QCOMPARE(all[0].inputs(), Index(10));
        QCOMPARE(all[0].outputs(), Index(5));
        QCOMPARE(all[0].parameters, Index(55)); // 10·5 + 5
        QCOMPARE(all[0].multiplyAdds, Index(50));
        QCOMPARE(all[1].parameters, Index(20)); // gamma, beta, moving mean and variance of 5 units
        QCOMPARE(all[2].parameters, Index(0));
        QCOMPARE(all[2].outputs(), Index(5));
        QCOMPARE(all[3].parameters, Index(10));
        QCOMPARE(outputLayer(spec), 3);
        QCOMPARE(outputLayer(networkOf("dense 3, dropout")), 0);
        QCOMPARE(outputLayer({}), -1);
        NetworkSpec faulty = spec;
        faulty.layers[0].type = "unknown";
        faulty.layers[3].fields.set("units", std::string("two"));
        const auto drawn = layerShapes(faulty, 10);
        QCOMPARE(drawn[0].outputs(), Index(10));
        QCOMPARE(drawn[3].outputs(), Index(10));
        QVERIFY(!LayerShape().inputs() && !LayerShape().outputs());
        for (const LayerInfo* info : layerTypes()) { // what a layer says of itself is what it has
            const std::string text = "dense 6, " + info->type;
            const NetworkSpec two = networkOf(text);
            Index count = 0;
            for (const NamedTensor& tensor : initialWeights(two, 4, 1))
                if (tensor.layer == two.layers[1].name)
                    count += static_cast<Index>(tensor.values.size());
            QVERIFY2(layerShapes(two, 4)[1].parameters == count, info->type.c_str());
        }
    }

    void freeNames()
    {
        NetworkSpec spec;
        QCOMPARE(freeLayerName(spec, "h"), std::string("h1"));
        spec.layers = {{"dense", "h1", {}}, {"dense", "h3", {}}};
        QCOMPARE(freeLayerName(spec, "h"), std::string("h2"));
        QCOMPARE(freeLayerName(spec, "h3"), std::string("h2")); // a copy of h3
        QCOMPARE(freeLayerName(spec, "output"), std::string("output1"));
        QCOMPARE(freeLayerName(spec, "42"), std::string("layer1"));
    }

    void initialWeightsHaveNamesAndShapes()
    {
        const NetworkSpec spec = networkOf("dense 3 relu, batch_normalization, dense 1 linear use_bias=false");
        const ParameterSet weights = initialWeights(spec, 2, 7);
        QStringList names;
        for (const NamedTensor& tensor : weights)
            names.append(QString::fromStdString(tensor.layer + "/" + tensor.name));
        QCOMPARE(names.join(QLatin1Char(' ')),
                 QStringLiteral("h1/kernel h1/bias bn1/gamma bn1/beta bn1/moving_mean bn1/moving_variance h2/kernel"));
        QVERIFY(weights[0].shape == (Shape{2, 3}));
        QVERIFY(!weights[4].trainable);
        QVERIFY(findTensor(weights, "h2", "kernel") == &weights[6]);
        QVERIFY(!findTensor(weights, "h2", "bias"));
        Network network(spec, 2, 4);
        network.setParameters(weights);
        QVERIFY(network.parameters() == weights);
        QCOMPARE(network.inputs(), Index(2));
        QCOMPARE(network.outputs(), Index(1));
    }

    void samplesKeepTheirAxesUntilALayerFlattensThem()
    {
        NetworkSpec spec = networkOf("dropout 0.5, layer_normalization, dense 3, relu");
        QVERIFY(spec.inputShape == Shape(10));
        spec.inputShape = {8, 4, 1};
        QCOMPARE(spec.inputs(), Index(32));
        const auto shapes = layerShapes(spec, 32);
        QVERIFY((shapes[0].input == Shape{8, 4, 1}));
        QVERIFY((shapes[1].output == Shape{8, 4, 1}));
        QVERIFY((shapes[2].input == Shape{8, 4, 1}));
        QVERIFY(shapes[2].output == Shape(3));
        QVERIFY(shapes[3].output == Shape(3));
        QCOMPARE(shapes[1].parameters, Index(64)); // gamma and beta of 32 numbers
        QCOMPARE(shapes[2].parameters, Index(99));
        Network network(spec, 32, 1);
        QCOMPARE(network.inputs(), Index(32));
        QCOMPARE(network.outputs(), Index(3));

        // Of data with another number of columns the shape knows nothing.
        QVERIFY(layerShapes(spec, 5)[0].input == Shape(5));
        NetworkSpec other = spec;
        other.setInputs(32);
        QVERIFY(other == spec);
        other.setInputs(6);
        QVERIFY(other.inputShape == Shape(6));
        QVERIFY(other != spec);
    }

    void nothingToComplainOf()
    {
        const TargetInfo yesNo = target(Task::Binary, 1);
        expectFaults(networkOf("dense 5 relu, dropout 0.2, dense 1 sigmoid"), {}, &yesNo, "");
        expectFaults(networkOf("dense 5 relu, dense 1 sigmoid"), {}, nullptr, "");
        const TargetInfo classes = target(Task::Multiclass, 3);
        TrainingConfig config;
        config.loss.type = "categorical_crossentropy";
        expectFaults(networkOf("dense 3 softmax"), config, &classes, "");
        expectFaults(networkOf("dense 3 linear, activation softmax"), config, &classes, "");
        expectFaults(networkOf("dense 3 linear, softmax"), config, &classes, "");
        const TargetInfo number = target(Task::Regression, 1);
        config.loss.type = "mean_squared_error";
        expectFaults(networkOf("dense 1 linear"), config, &number, "");
    }

    void faultsOfLayers()
    {
        TrainingConfig config;
        expectFaults({}, config, nullptr, "E -1 : The network has no output layer; add a Dense layer.");
        expectFaults(networkOf("dense 1"), config, nullptr,
                     "E -1 : There is no input; choose at least one input column in the Data panel.", 0);
        NetworkSpec spec = networkOf("dense 2, dense 1");
        spec.layers[1].name = "h1";
        expectFaults(spec, config, nullptr, "E 1 name: Another layer is called \"h1\" too; names must differ.");
        spec.layers[0].name.clear();
        expectFaults(spec, config, nullptr, "E 0 name: The layer needs a name.");
        spec = networkOf("dense 2, dense 1");
        spec.layers[0].type = "conv";
        expectFaults(spec, config, nullptr, "E 0 : The layer type \"conv\" is not known.");
        spec = networkOf("dense 2, dense 1");
        spec.layers[0].fields.set("units", std::int64_t(0));
        expectFaults(spec, config, nullptr, "E 0 units: Units must be at least 1 and at most 65536, is 0.");
        spec.layers[0].fields.set("units", std::int64_t(2));
        spec.layers[0].fields.set("size", 3.0);
        expectFaults(spec, config, nullptr, "E 0 size: Dense has no value called \"size\".");
        expectFaults(networkOf("dense 2, dropout 1, dense 1"), config, nullptr,
                     "W 1 rate: A rate of 1 switches every unit off: nothing can be learned.");
        expectFaults(networkOf("dense 2, dropout 0.9, dense 1"), config, nullptr,
                     "W 1 rate: More than 80 % of the units are switched off; learning will be slow.");
        expectFaults(networkOf("dense 1 softmax"), config, nullptr,
                     "E 0 activation: A softmax of one unit is always 1; use sigmoid, or more units.");
        expectFaults(networkOf("dense 3, dense 1 linear, activation log_softmax, softmax"), config, nullptr,
                     "E 2 activation: A log_softmax of one unit is always 0; use sigmoid, or more units.\n"
                     "E 3 : A softmax of one unit is always 1; use sigmoid, or more units.");
        expectFaults(networkOf("dense 3, activation softmax, dropout 0.8, dense 1"), config, nullptr, "");
        expectFaults(networkOf("dense 4 binary_step, dense 2, activation binary_step, dense 1"), config, nullptr,
                     "W 0 activation: A binary step has no slope: nothing can be learned through it.\n"
                     "W 2 activation: A binary step has no slope: nothing can be learned through it.");
        // A value out of order is said alone.
        spec = networkOf("dense 2, dropout 1, dense 1");
        spec.layers[1].fields.set("rate", 1.5);
        expectFaults(spec, config, nullptr, "E 1 rate: Rate must be at least 0 and at most 1, is 1.5.");
        expectFaults(networkOf("dense 65536, dense 65536, dense 1"), config, nullptr,
                     "E -1 units: The network would have more weights than fit the memory (about 103 GB); make its "
                     "layers smaller.");
    }

    void faultsOfTheOutput()
    {
        TrainingConfig config;
        const TargetInfo none = target(Task::None, 0);
        expectFaults(networkOf("dense 1 sigmoid"), config, &none,
                     "E -1 : No column is the target; choose in the Data panel what the network shall predict.");
        const TargetInfo yesNo = target(Task::Binary, 1);
        expectFaults(networkOf("dense 2 sigmoid"), config, &yesNo,
                     "E 0 units: The target \"kind\" needs 1 unit here, not 2.");
        expectFaults(networkOf("dense 1 relu"), config, &yesNo,
                     "W 0 activation: Sigmoid makes the output a probability between 0 and 1.");
        expectFaults(networkOf("dense 1 binary_step"), config, &yesNo,
                     "W 0 activation: A binary step has no slope: nothing can be learned through it.");
        config.loss.type = "categorical_crossentropy";
        expectFaults(networkOf("dense 1 sigmoid"), config, &yesNo,
                     "E -1 loss: Categorical crossentropy needs a target of three or more classes.");
        const TargetInfo classes = target(Task::Multiclass, 3);
        expectFaults(networkOf("dense 1 softmax"), config, &classes,
                     "E 0 activation: A softmax of one unit is always 1; use sigmoid, or more units.\n"
                     "E 0 units: The target \"kind\" needs 3 units here, not 1.");
        expectFaults(networkOf("dense 3 sigmoid"), config, &classes,
                     "W 0 activation: Softmax makes the outputs probabilities that add up to 1.");
        config.loss.type = "sparse_categorical_crossentropy";
        expectFaults(networkOf("dense 3 softmax"), config, &classes,
                     "E -1 loss: The target is prepared as one column per class; use categorical crossentropy.");
        config.loss.type = "binary_crossentropy";
        expectFaults(networkOf("dense 3 softmax"), config, &classes,
                     "W -1 loss: For one class out of several, categorical crossentropy fits better.");
        const TargetInfo number = target(Task::Regression, 1);
        expectFaults(networkOf("dense 1 linear"), config, &number,
                     "E -1 loss: Binary crossentropy needs a target of classes; for numbers use mean squared error.");
        config.loss.type = "categorical_hinge";
        expectFaults(networkOf("dense 1 linear"), config, &number,
                     "E -1 loss: Categorical hinge needs a target of three or more classes.");
        config.loss.type = "sparse_categorical_crossentropy";
        expectFaults(networkOf("dense 1 linear"), config, &number,
                     "E -1 loss: The target is prepared as one column per class; use categorical crossentropy.");
        config.loss.type = "mean_squared_error";
        expectFaults(networkOf("dense 1 relu"), config, &number,
                     "W 0 activation: Numbers to predict can have any size; linear leaves the output free.");
    }

    void faultsOfSettings()
    {
        const NetworkSpec spec = networkOf("dense 1 sigmoid");
        const auto expect = [&](const TrainingConfig& config, const char* wanted) {
            expectFaults(spec, config, nullptr, wanted);
        };
        TrainingConfig config;
        config.optimizer.type = "adamant";
        expect(config, "E -1 optimizer: The optimizer \"adamant\" is not known.");
        config = {};
        config.optimizer.fields.set("learning_rate", -1.0);
        QVERIFY(faults(spec, config, 4, nullptr)
                    .startsWith(QStringLiteral("E -1 optimizer.learning_rate: Learning rate must be ")));
        config = {};
        config.optimizer.fields = {{"clipnorm", 1.0}, {"clipvalue", 1.0}};
        expect(config, "E -1 optimizer.clipnorm: Only one kind of gradient clipping can be used at a time.");
        config = {};
        config.loss.type = "lost";
        expect(config, "E -1 loss: The loss \"lost\" is not known.");
        config = {};
        config.schedule = {"piecewise_constant_decay", {{"boundaries", std::string("4, 2")}}};
        expect(config, "E -1 schedule.boundaries: The numbers of batches must grow.");
        config.schedule = {"piecewise_constant_decay", {{"boundaries", std::string("4")}}};
        expect(config, "E -1 schedule.values: There must be one learning rate more than there are boundaries.");
        config = {};
        config.metrics = {{"inch", {}}};
        expect(config, "E -1 metrics: The metric \"inch\" is not known.");
        config = {};
        config.epochs = 0;
        config.batchSize = 0;
        expect(config, "E -1 epochs: There must be at least 1 epoch.\n"
                       "E -1 batch_size: The batch size must be at least 1.");
        config = {};
        config.classWeights = "1=heavy";
        expect(config, "E -1 class_weights: The class weights \"1=heavy\" are not understood.");
        config = {};
        config.enableCallback("early_stopping", {{"patience", std::int64_t(-1)}});
        expect(config, "E -1 early_stopping.patience: Patience must be at least 0 and at most 1e+09, is -1.");
        config = {};
        config.enableCallback("horoscope");
        expect(config, "E -1 horoscope: The callback \"horoscope\" is not known.");
        config = {};
        config.metricsFollowTarget = false;
        config.callback("early_stopping").fields.set("monitor", std::string("val_auc"));
        config.callback("reduce_lr_on_plateau").fields.set("monitor", std::string("val_recall"));
        expect(config, ""); // neither is on
        config.callback("early_stopping").enabled = true;
        config.callback("reduce_lr_on_plateau").enabled = true;
        expect(config,
               "E -1 early_stopping.monitor: \"val_auc\" is not measured; choose loss, val_loss, or a metric of "
               "the list.\n"
               "E -1 reduce_lr.monitor: \"val_recall\" is not measured; choose loss, val_loss, or a metric of "
               "the list.");
        config.metrics = {{"auc", {}}, {"recall", {}}};
        expect(config, "");
    }
};

QTEST_GUILESS_MAIN(TestNetwork)
#include "tst_network.moc"
