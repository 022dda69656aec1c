// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"
#include "models/records/stringpool.h"

#include <QByteArrayView>

namespace ashiato
{

/// Who a file came from: what an examiner hands over by itself is looked at harder than what lies on a disk.
enum class CandidateOf : quint8 { Walk, HandedOver };

/// Whether a file's content is for an importer, or a container whose members are: sets importer and priority, or
/// FileContainer. Goes by name, place and stream name; directory ends with "/". Files whose bytes are not there (another
/// file's, encrypted, elsewhere) are for nobody. Any thread.
void chooseCandidate(FileRecord &file, QByteArrayView directory, QByteArrayView name, StringPool &strings, CandidateOf origin);

} // namespace ashiato
