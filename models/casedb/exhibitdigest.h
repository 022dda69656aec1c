// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/setdigest.h"
#include "models/casedb/sqlite/connection.h"

#include <QJsonObject>

#include <functional>
#include <map>
#include <optional>

namespace ashiato
{

/// What of an exhibit has a digest of its own in the journal. Bits of evidence.unsealed: new ones
/// behind the others.
enum class SealPart : quint8 { Events, Files, Flows, Coverage, Warnings, Volumes, Evidence, Facts, Last = Facts };
constexpr quint32 sealBit(SealPart part) { return 1u << quint32(part); }
constexpr quint32 kAllSealParts = (1u << (quint32(SealPart::Last) + 1)) - 1;
QString sealPartId(SealPart part); ///< "events", "files" …: the key in the entry

/// Digests of an exhibit's rows: SetDigest over each row's bytes. A row's bytes are those of its columns in the order of
/// their list in exhibitdigest.cpp: one byte for the kind, then
///   0            NULL
///   1  8 bytes   an integer, little-endian
///   2  8 bytes   a real, IEEE 754, little-endian
///   3  8 + n     text: its length in bytes, little-endian, then UTF-8
///   4  8 + n     a blob
///   5  16 bytes  a reference to a dictionary (text, host, account, endpoint, type …): the first half of the SHA-256 of the
///                text that it stands for
/// No row id, run or order goes in, except the ids of files (which stay when a source is read again): reading the same
/// bytes again gives the same digest.
struct PartDigest {
    SetDigest rows;
    int columns = 0; ///< Of the list, from its beginning: later versions append. 0: as it was when entries did not say it.
};
using ExhibitDigest = std::map<SealPart, PartDigest>;

/// rows: told from time to time how many were taken; false stops it (Cancelled).
using DigestProgress = std::function<bool(qint64 rows)>;

/// Computes the parts asked for, from as many columns as like's where it is given, else from all. Reads in the caller's
/// snapshot; any thread, the one of the connection.
Result<ExhibitDigest> digestExhibit(Connection &connection, qint64 evidenceId, quint32 parts, const ExhibitDigest *like = nullptr,
                                    const DigestProgress &progress = {});

/// What evidence.event_sum and .file_sum hold (part: Events or Files): the digest of these rows, added up while they were
/// written, so that sealing reads none of them again (and vouches for none that was edited in between). Nothing where it is
/// not known.
Result<std::optional<PartDigest>> keptSum(Connection &connection, qint64 evidenceId, SealPart part);
/// Inside the caller's transaction, in which the rows are inserted. Writer thread.
Result<void> addToSum(Connection &connection, qint64 evidenceId, SealPart part, const SetDigest &added);
/// Rows are changed or deleted: the sum is not known any longer. Writer thread.
Result<void> forgetSum(Connection &connection, qint64 evidenceId, SealPart part);

QJsonObject digestJson(const ExhibitDigest &digest);        ///< {"events": {"count": 3, "sum": "…"}, …}
ExhibitDigest digestFromJson(const QJsonObject &json); ///< Counts of -1 where it is not of that form

/// Notes inside the caller's transaction that rows of these parts have changed: what the journal says of them no longer
/// holds, until the exhibit is sealed again. Whatever writes rows of an exhibit calls it. Writer thread.
Result<void> unseal(Connection &connection, qint64 evidenceId, quint32 parts);

} // namespace ashiato
