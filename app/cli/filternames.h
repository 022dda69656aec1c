// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/casereader.h"
#include "models/lens/filter.h"

namespace ashiato
{

/// Whether the exhibits, tags and event types that a filter names are there: a name that nobody has would give an empty
/// list without a word. A type is known where the case has it or the program ships its meaning, so that one question can
/// be put to many cases. Invalid: the detail is a sentence that tells what could be meant.
Result<void> namesExist(const Filter &filter, CaseReader &reader);

} // namespace ashiato
