// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QString>

namespace ashiato
{

/// A mark above the band: something tagged.
struct BandFlag {
    qint64 ns = 0;
    QColor colour;
    QString text;
};

} // namespace ashiato
