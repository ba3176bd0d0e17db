// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/diagram/unit_menu.h"

#include "core/activations/registry.h"
#include "core/layers/registry.h"
#include "core/project/unit_edit.h"
#include "ui/document/project_document.h"
#include "ui/toolkit/text.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QMenu>

#include <algorithm>

namespace netloom {

namespace {

QString menuText(const char* words)
{
    return QCoreApplication::translate("UnitMenu", words);
}

} // namespace

void fillUnitMenu(QMenu& menu, ProjectDocument& document, int column, Index unit)
{
    const int layer = column - 1;
    const auto& layers = document.network().layers;
    if (layer >= static_cast<int>(layers.size()))
        return;
    const auto at = static_cast<std::size_t>(std::max(layer, 0));
    const auto add = [&](QMenu& to, const QString& words, const char* name, auto act) {
        QAction* action = to.addAction(words);
        action->setObjectName(QString::fromLatin1(name));
        QObject::connect(action, &QAction::triggered, action, act);
        return action;
    };
    if (layer >= 0 && canEditUnits(document.network(), at)) {
        add(menu, menuText("Add a unit"), "addUnit", [&document, layer] { document.addUnit(layer); });
        if (unit >= 0)
            add(menu, menuText("Remove unit %1").arg(unit + 1), "removeUnit",
                [&document, layer, unit] { document.removeUnit(layer, unit); });
    }
    const LayerInfo* info = layer >= 0 ? findLayerType(layers[at].type) : nullptr;
    const FieldValues fields = info ? withDefaults(info->fields, layers[at].fields) : FieldValues();
    if (const FieldValue* now = info ? fields.find("activation") : nullptr) {
        QMenu* activation = menu.addMenu(menuText("Activation"));
        auto* one = new QActionGroup(activation);
        for (const ActivationInfo* each : activations()) {
            QAction* action = add(*activation, fromUtf8(each->title), each->type.c_str(), [&document, layer, each] {
                document.setLayerField(layer, QStringLiteral("activation"), FieldValue(each->type));
            });
            action->setCheckable(true);
            action->setActionGroup(one);
            action->setChecked(*now == FieldValue(each->type));
        }
    }
    if (column + 1 < static_cast<int>(layers.size()) + 1) {
        QMenu* insert = menu.addMenu(menuText("Insert behind this column"));
        for (const LayerInfo* each : layerTypes())
            add(*insert, fromUtf8(each->title), each->type.c_str(),
                [&document, column, each] { document.insertLayer(column, fromUtf8(each->type)); });
    }
    if (layer >= 0 && layer != outputLayer(document.network()))
        add(menu, menuText("Remove %1").arg(fromUtf8(layers[at].name)), "removeLayer",
            [&document, layer] { document.removeLayer(layer); });
}

} // namespace netloom
