// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/messages.h"
#include "models/records/result.h"

#include <QStringList>

#include <vector>

namespace ashiato
{

/// The files on the examiner's disk that one exhibit consists of.
struct EvidenceFiles {
    EvidenceKind kind = EvidenceKind::Auto; ///< Folder, else Auto: the worker tells an image from a file
    QString location;      ///< Absolute path of the first segment, or of the folder
    QString name;          ///< Its file name
    QStringList segments;  ///< File names in order, beside location; those that are there
    QStringList missing;   ///< Names of the set that are not there
    qint64 storedSize = 0; ///< Bytes of all segments; a folder has none
};

/// Finds what belongs to the evidence at path: the segments E01 … E99, EAA … ZZZ (s01, L01 and Ex01 alike), 000 or 001
/// and on, aa, ab … as split(1) names them, or the folder; case does not matter. Any segment of a set names the whole
/// set. Errors: NotFound (detail: path), Io.
Result<EvidenceFiles> findEvidenceFiles(const QString &path);

/// Opens all of it read-only, close-on-exec, in the order of segments (a folder: itself). The caller owns them.
/// Raises the limit of open files where a set needs it. Errors: NotFound, Io (detail: path).
Result<std::vector<int>> openEvidenceFiles(const EvidenceFiles &files);

/// SHA-256 (hex) over the size and the first, middle and last MiB of the segments as one run of bytes: what moved
/// evidence is known by. Of a folder: over the names and sizes in it (not below). Errors: NotFound, Io.
Result<QString> evidenceFingerprint(const EvidenceFiles &files);

/// Looks for moved evidence: a file of that name in the folders whose fingerprint is the same. Empty where there is none.
QString findMovedEvidence(const QString &name, const QString &fingerprint, const QStringList &folders);

} // namespace ashiato
