// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace ashiato
{

/// A directory record of ISO 9660 with what Rock Ridge says beside it. Sources: ECMA-119, 9.1; IEEE P1281 (SUSP 1.12),
/// IEEE P1282 (RRIP 1.12).
struct IsoRecord {
    struct Extent {
        quint32 block = 0;
        quint32 size = 0; ///< Bytes
    };
    QByteArray name;  ///< Of NM; else the identifier without its version
    QByteArray link;  ///< Where a symbolic link leads
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< Order of FileRecord::times; UTC where zones is set
    std::vector<Extent> extents; ///< More than one for files of 4 GiB and more
    quint32 mode = 0; ///< Of PX; 0: it says none
    quint32 links = 0;
    quint32 owner = 0;
    quint32 group = 0;
    quint32 movedTo = 0; ///< Block of the directory that stands elsewhere (CL)
    bool directory = false;
    bool continued = false;  ///< The next record of this name holds more of the file
    bool moved = false;      ///< It stands here for another place (RE)
    bool compressed = false; ///< zisofs: its bytes are packed
    bool zones = false;      ///< Each time came with a UTC offset that can be
    bool damaged = false;    ///< An entry beside it is longer than its room, or leads on without end
    bool rock = false;       ///< There is an entry of Rock Ridge

    bool isSelf() const { return name.size() == 1 && name[0] == '\0'; }
    bool isParent() const { return name.size() == 1 && name[0] == '\1'; }
    qint64 size() const;
};

/// Gives bytes of the volume; false where they cannot be read.
using IsoReader = std::function<bool(qint64 offset, qint64 size, QByteArray &into)>;

/// One record (its first byte is its length). The entries beside it begin `skip` bytes in; skip < 0: they are not looked at.
/// Continuations are read from the volume, a bounded number of them. False where it is no record.
bool parseIsoRecord(QByteArrayView bytes, int skip, qint64 blockSize, const IsoReader &read, IsoRecord &record);

/// Bytes to skip before the entries beside a record, by SP of the root's first record; -1: there is none.
int rockRidgeSkip(QByteArrayView rootRecord);

} // namespace ashiato
