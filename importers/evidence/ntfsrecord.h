// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QtGlobal>

#include <functional>

namespace ashiato
{

// Records of NTFS ($MFT entries and index blocks) carry a check value at the end of each 512 bytes (the update
// sequence): a record that was written only in part shows by it. Sources: the headers of ntfs-3g (layout.h) and of the
// Linux kernel (fs/ntfs3/ntfs.h).

inline constexpr int kNtfsStride = 512;

/// Why a record cannot be taken for what it should be.
enum class NtfsFault : quint8 {
    NotLooked,
    None,
    Unreadable, ///< The image does not hold it.
    Empty,      ///< Zeros
    Marked,     ///< NTFS itself wrote "BAAD" over its signature.
    Signature,  ///< Something else stands there.
    FixUp,      ///< A check value does not fit: the record is torn.
    Other,      ///< It says that it is another record.
    Sequence,   ///< It belongs to a later or earlier file than the reference means.
    Base,       ///< An extension record that belongs to another file.
    Attributes, ///< The head is good, but what follows contradicts itself.
};
/// A name for the detail of a warning: "update sequence", "signature" …
const char *ntfsFaultName(NtfsFault fault);

/// The head of a record of $MFT.
struct NtfsRecordHead {
    quint16 sequence = 0;
    quint16 flags = 0;       ///< 1 in use, 2 directory
    quint64 base = 0;        ///< 0: a base record
    quint16 baseSequence = 0;
    bool inUse() const { return flags & 1; }
    bool isDirectory() const { return flags & 2; }
};
NtfsRecordHead ntfsRecordHead(QByteArrayView record);

/// Checks the record of $MFT with this number and puts the bytes back that the check values stand in for. What is not
/// None leaves the bytes as they were, or with some put back.
NtfsFault checkNtfsRecord(char *record, qsizetype size, quint64 number);

/// The first attribute of a type in a checked record, with its head; empty: none.
QByteArrayView ntfsAttribute(QByteArrayView record, quint32 type);
/// Whether a checked record tells the version of NTFS, as that of $Volume must.
bool isNtfsVolume(QByteArrayView record);
/// Whether a checked record tells where a bitmap lies, as that of $Bitmap must. A bitmap in very many pieces may be told in
/// extension records alone; TSK does not look for it there.
bool isNtfsBitmap(QByteArrayView record, quint64 clusters);

/// Checks an index block (INDX) without changing it.
NtfsFault checkNtfsIndexBlock(QByteArrayView block);

/// An entry of $ATTRIBUTE_LIST: which record an attribute of the file stands in.
struct NtfsListEntry {
    quint32 type = 0;
    quint64 record = 0;
    quint16 sequence = 0;
};
/// Keeps the entries that keep() wants, in their order, with zeros behind them. False where the list ends in something
/// that is no entry.
bool filterNtfsAttributeList(char *list, qsizetype size, const std::function<bool(const NtfsListEntry &)> &keep);

/// A directory's record with an index without entries, for one whose own cannot be read: what it holds is then found by
/// the parent that each file names. size bytes, check values already put back.
QByteArray emptyNtfsDirectory(qsizetype size, quint16 sequence, quint32 indexBlockSize);
/// $Volume that says NTFS 3.1.
QByteArray plainNtfsVolume(qsizetype size);
/// $Bitmap whose content is the first clusters of the volume: a place that can be read, with nothing to be learned
/// from it.
QByteArray blindNtfsBitmap(qsizetype size, quint64 clusters, quint32 clusterSize);

} // namespace ashiato
