// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace netloom {

/// Tells when what waits to be painted has been, also what is laid out or drawn by a timer of no duration first.
class AfterPainting final : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    void ask(); ///< asked again before it is over, it tells once

signals:
    void painted();

protected:
    bool event(QEvent* event) override;

private:
    void wait();

    int m_rounds = 0; ///< of the event loop, that are still to come
};

} // namespace netloom
