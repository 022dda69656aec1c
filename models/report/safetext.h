// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ashiato
{

/// Evidence text as it may be shown: control characters, right-to-left and invisible marks and unpaired surrogates stand
/// as ‹U+202E›, trailing blanks of a name as ‹U+0020›, so that a name cannot pass for another. Idempotent.
QString printedText(const QString &text);

/// printedText() with the five characters of HTML escaped.
QString htmlText(const QString &text);

} // namespace ashiato
