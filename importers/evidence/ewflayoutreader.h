// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/ewfformat.h"

namespace ashiato
{

/// A section as its descriptor says, see ewfformat.h.
struct EwfSection {
    QByteArray type;
    qint64 offset = 0;
    qint64 next = 0; ///< End of the section; the segment's end in the last one
    qint64 data() const { return offset + kEwfDescriptor; }
    qint64 dataSize() const { return next - data(); }
};

/// Walks the chains of all segments and gathers what they say: ewflayout.cpp reads the sections, ewftables.cpp puts tables
/// and data together to groups of chunks. Worker process, one thread; the layout outlives it.
class EwfLayoutReader
{
public:
    explicit EwfLayoutReader(EwfLayout &layout) : m_layout(layout) {}

    void readSegment(quint32 index);
    void finish();

private:
    const EwfSegment &segment() const { return m_layout.segments[m_segment]; }
    void warn(ErrorCode code, const QString &detail, qint64 offset = -1, qint64 length = -1);
    QByteArray bytesAt(qint64 offset, qint64 size) const;
    qint64 findDescriptor(qint64 from) const;
    void readSection(const EwfSection &section);
    void readVolume(const EwfSection &section);
    void readHeader(const EwfSection &section, QByteArray &into);
    void readHash(const EwfSection &section);
    void readErrors(const EwfSection &section);
    void readTable(const EwfSection &section);
    bool readList(EwfChunkGroup &group, qint64 most) const;
    void closeSectors();
    bool recoverSectors(const EwfSection &section, EwfChunkGroup &group);
    void addGroup(EwfChunkGroup group);

    EwfLayout &m_layout;
    quint32 m_segment = 0;
    bool m_gap = false;            // chunks are missing before what comes next
    EwfSection m_sectors;             // waiting for its table
    bool m_haveSectors = false;
    bool m_haveTable = false;      // the last table, kept until table2 or something else comes
    bool m_tableGood = false;
    EwfChunkGroup m_table;
};

} // namespace ashiato
