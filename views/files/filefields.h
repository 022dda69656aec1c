// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/fileselection.h"

namespace ashiato
{

class Wording;

/// Puts what was typed under a title into the question. Gives what is wrong with it, then the question is as it was;
/// empty where it is understood. States are looked for in their words.
QString applyFileField(FileQuestion &question, FileColumn column, const QString &text, const Wording &wording);

} // namespace ashiato
