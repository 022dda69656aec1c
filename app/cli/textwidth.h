// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>
#include <QString>

namespace ashiato
{

/// Columns that a text takes on a terminal: wide and full-width characters two, combining marks none
/// (Unicode Standard Annex 11; ambiguous width counts one).
int textWidth(QStringView text);

/// The text with control characters and direction marks made visible (`\x1b`, `\u202e`): names and values come from
/// evidence, and a terminal would obey them.
QString terminalText(QStringView text);

} // namespace ashiato
