// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ashiato
{

/// Japanese of the screen (です・ます) in the style of a report (である): "起動しました。" becomes "起動した。". For our own
/// sentences and templates alone, never for text that holds values from evidence. Knows the endings that our texts have
/// (a test goes through all of them); others stay.
QString plainStyle(const QString &japanese);

} // namespace ashiato
