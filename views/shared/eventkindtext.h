// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/eventkind.h"

#include <QString>

namespace ashiato
{

/// The name of a kind in the language of the window.
QString eventKindText(EventKind kind);

} // namespace ashiato
