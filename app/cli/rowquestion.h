// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/rowfilter.h"

namespace ashiato
{

/// The filter of a command on files or flows. Invalid: it names a field that these rows do not have, a value that it cannot
/// have, or what is not in the case; the detail is a sentence.
Result<RowFilter> rowQuestion(const Filter &filter, TargetKind rows, CaseReader &reader);

} // namespace ashiato
