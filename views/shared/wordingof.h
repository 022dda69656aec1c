// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/wording/wording.h"
#include "views/shared/language.h"
#include "views/shared/viewcontext.h"

namespace ashiato
{

/// The words of the case's types and values in the language that the window speaks now. Cheap; GUI thread.
inline Wording wordingOf(const ViewContext &context) { return {context.catalogue, context.language.locale().language()}; }

} // namespace ashiato
