// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace ashiato
{

enum class FatEntryKind : quint8 {
    File,
    Directory,
    Label,       ///< The name of the volume
    Table,       ///< exFAT: its bitmap, its table of upper case
    Virtual,     ///< $MBR, $FAT1 …
    OrphanFolder ///< $OrphanFiles
};

/// One name of a FAT or exFAT directory with all that its records say. Plain data.
struct FatEntry {
    quint64 inode = 0;
    QByteArray name; ///< As it is shown (escapedName())
    FatEntryKind kind = FatEntryKind::File;
    quint16 attributes = 0;
    quint32 firstCluster = 0;
    qint64 size = 0;
    qint64 validSize = -1;   ///< exFAT: bytes that were written; -1: all
    qint64 place = 0;        ///< Virtual files: where their bytes lie in the volume
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< Order of FileRecord::times
    bool timeInvalid = false;   ///< A time is stored that cannot be
    bool utc = false;           ///< The times are instants
    bool deleted = false;
    bool liveMark = false;      ///< Deleted only because it stands behind the end of its directory
    bool orphan = false;
    bool contiguous = false;    ///< exFAT: its clusters follow each other, the table says nothing of them
    bool nameDamaged = false;
    bool oemName = false;       ///< The name has characters of an OEM code page, which nothing in the volume names
    bool damaged = false;       ///< Its records contradict each other
    bool sizeUnknown = false;   ///< The record that tells it is missing

    bool isDirectory() const { return kind == FatEntryKind::Directory; }
    bool isEncrypted() const { return attributes & 0x4000; } ///< FILE_ATTRIBUTE_ENCRYPTED, which exFAT can carry
};

inline constexpr quint16 kFatReadOnly = 0x01;
inline constexpr quint16 kFatHidden = 0x02;
inline constexpr quint16 kFatVolumeLabel = 0x08;
inline constexpr quint16 kFatDirectory = 0x10;

/// How far bytes are believed to be a directory's.
enum class FatTrust : quint8 {
    Live,     ///< A directory in use
    Doubtful, ///< In use, but it does not begin as one: only what looks like an entry in every field
    Strict,   ///< Free clusters: the same, and all of it is deleted
};

/// Date and time of DOS as if UTC, with hundredths of a second over two (the "creation increment"). kNoTime where the
/// date is not set; kNoTime and invalid where it is no date (30 February, month 13) or no time (25:00). An increment over
/// 199 is left out, and invalid set.
qint64 dosTime(quint16 date, quint16 time, quint8 increment, bool &invalid);

/// UTF-16LE units up to the first NUL as a name that is shown: lone surrogates and slashes are escaped.
/// damaged is set, never cleared.
QByteArray shownUtf16(const char16_t *units, qsizetype count, bool &damaged);

/// What a reader of directory records gives and says.
struct FatRecords {
    std::vector<FatEntry> entries;
    qint64 unreadable = 0;            ///< Records before the end of a live directory that are none
    quint64 firstUnreadable = 0;      ///< Inode of the first
    bool ended = false;               ///< By its end mark
};

/// Takes a directory's 32-byte records in their order. One directory, one thread.
class FatRecordReader
{
public:
    virtual ~FatRecordReader() = default;
    virtual void add(const char *record, quint64 inode, FatTrust trust) = 0;
    /// After the last record, or where those that follow belong to something else.
    virtual void flush() = 0;
    FatRecords &records() { return m_records; }

protected:
    void unreadable(quint64 inode)
    {
        if (m_records.unreadable++ == 0)
            m_records.firstUnreadable = inode;
    }
    FatRecords m_records;
};

} // namespace ashiato
