// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ashiato
{

/// What an act of the journal is called in the language of the window ("tagging"), for undo and redo. kind: its id
/// ("tag.add"); one without a title stands for itself. GUI thread.
QString actTitle(const QString &kind);

} // namespace ashiato
