// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/diagram/vector_writer.h"

#include <QPaintDevice>

#include <memory>

namespace netloom {

/// A paint device that hands what is painted to a writer, so that every drawing for other programs is painted by the
/// same code as the window.
class VectorDevice final : public QPaintDevice
{
public:
    /// @param size  of the picture  @param scale  picture units per painter unit are in the painter's transform
    VectorDevice(VectorWriter& writer, const QSizeF& size);
    ~VectorDevice() override;

    void setAnchor(TextAnchor anchor); ///< of the texts that follow

    QPaintEngine* paintEngine() const override;

protected:
    int metric(PaintDeviceMetric metric) const override;

private:
    class Engine;
    std::unique_ptr<Engine> m_engine;
    QSizeF m_size;
};

} // namespace netloom
