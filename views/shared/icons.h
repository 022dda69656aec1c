// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

namespace ashiato
{

/// An icon of resources/icons in a colour. Drawn from one SVG at 16, 20, 24, 32 and 48 px. GUI thread; cached.
QIcon icon(const QString &name, const QColor &colour);
/// The same in the palette's text colour.
QIcon icon(const QString &name);

} // namespace ashiato
