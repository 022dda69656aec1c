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
    QStringList notJoined; ///< Names that count on from it while their content says that they are no set
    qint64 storedSize = 0; ///< Bytes of all segments; a folder has none
};

/// Finds what belongs to the evidence at path: the segments E01 … E99, EAA … ZZZ (s01, L01 and Ex01 alike), 000 or 001
/// and on, or the folder; case does not matter. Numbers of one or two digits (.00 or .01 and on, .0 or .1 and on) and
/// letters as split(1) names them (aa, ab …) are a set where the parts are whole sectors, all but the last as large as the
/// first, and no text: rotated logs are named alike. Any segment of a set names the whole set. A block device is one
/// segment of its size. Errors: NotFound, SpecialFile (a pipe, a socket, a terminal, what the kernel makes up in /proc;
/// detail: path), Io. Never waits for a pipe.
Result<EvidenceFiles> findEvidenceFiles(const QString &path);

/// Opens all of it read-only, close-on-exec, in the order of segments (a folder: itself). The caller owns them.
/// Raises the limit of open files where a set needs it. Errors: NotFound, SpecialFile, Io (detail: path).
Result<std::vector<int>> openEvidenceFiles(const EvidenceFiles &files);

/// What the operating system says of one segment: evidence that changes while it is read is known by it.
struct SegmentState {
    qint64 size = 0;
    qint64 modifiedNs = 0;
    quint64 device = 0, inode = 0;
    bool operator==(const SegmentState &) const = default;
};

/// Of open descriptors, in their order.
std::vector<SegmentState> segmentStates(const std::vector<int> &descriptors);

/// A segment that is not any more what it was.
struct SegmentChange {
    QString path;
    QString detail;     ///< Sizes and times (UTC) before and after
    qint64 offset = -1; ///< Where it ends now, if it has become shorter
};

/// What has changed at the places of these files since before, which then holds what is there now. A folder, and what
/// is not there any more, does not count.
std::vector<SegmentChange> segmentChanges(const EvidenceFiles &files, std::vector<SegmentState> &before);

/// SHA-256 (hex) over the size and the first, middle and last MiB of the segments as one run of bytes: what moved
/// evidence is known by. Of a folder: over the names and sizes in it (not below). Errors: NotFound, Io.
Result<QString> evidenceFingerprint(const EvidenceFiles &files);

/// Whether evidence is at its place or in one of the folders, is what it was, and can be opened now. Errors: NotFound,
/// SpecialFile, Io, HashMismatch (other bytes; detail: path).
Result<void> canBeOpened(const QString &location, const QString &fingerprint, const QStringList &folders);

/// Looks for moved evidence: a file of that name in the folders whose fingerprint is the same. Empty where there is none.
QString findMovedEvidence(const QString &name, const QString &fingerprint, const QStringList &folders);

} // namespace ashiato
