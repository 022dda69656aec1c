// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ashiato
{

/// What becomes of line ends and tabs: a value on one line, or text that has lines of its own (a note, a cell of the report).
enum class LineEnds : quint8 { Blank, Keep };

/// Text from evidence made safe to look at, on the screen and in the report, so that a name cannot pass for another:
/// control characters, marks that change the direction of text or do not show at all, unpaired surrogates and a blank at
/// the end become visible ("[U+202E]"); Japanese user-defined characters, which no font has, are named by their CP932 code
/// ("〔外字 F040〕"). Nothing is normalised; what is already visible stays as it is. Any thread.
QString visibleText(const QString &text, LineEnds lineEnds = LineEnds::Blank);

} // namespace ashiato
