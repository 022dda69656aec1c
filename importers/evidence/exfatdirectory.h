// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/fatentry.h"

#include <QByteArray>

namespace ashiato
{

/// Where exFAT says that its allocation bitmap lies.
struct ExfatBitmap {
    quint32 firstCluster = 0;
    qint64 size = 0;
};

/// The records of an exFAT directory: sets of a file record, a stream record and name records, held together by their
/// number and a checksum. A set that is not whole, or whose checksum is another one, is given with what it says, and as
/// damaged. Source: Microsoft, exFAT file system specification, sections 6 and 7.
class ExfatDirectoryReader : public FatRecordReader
{
public:
    void add(const char *record, quint64 inode, FatTrust trust) override;
    void flush() override;

    /// The bitmaps met (two with TexFAT), in their order.
    const std::vector<ExfatBitmap> &bitmaps() const { return m_bitmaps; }

private:
    static constexpr int kMostRecords = 256; ///< A file record and the 255 that it can count

    void addTable(const uchar *record, quint64 inode, const char *name);
    void addLabel(const uchar *record, quint64 inode);
    FatEntry *addNamed(quint64 inode, FatEntryKind kind);
    void finishSet();
    bool isPlausible(const FatEntry &entry) const;

    QByteArray m_set; ///< The records of the set being collected
    int m_wanted = 0; ///< Records that its first one counts
    quint64 m_inode = 0;
    bool m_strict = false;
    bool m_forced = false; ///< Deleted whatever its mark says
    std::vector<ExfatBitmap> m_bitmaps;
};

} // namespace ashiato
