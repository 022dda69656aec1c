// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/importer.h"
#include "importers/logs/tablerun.h"

namespace ashiato
{

/// CSV and JSONL: the same importer with another reader of rows. Without a mapping it reads only a file that the
/// examiner chose it for.
std::unique_ptr<Importer> createTableImporter(TableRun::Kind kind, ImporterDescriptor descriptor);

} // namespace ashiato
