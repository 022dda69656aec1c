// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/ewfchunkindex.h"
#include "importers/evidence/parallel.h"

#include <QHash>

#include <list>

namespace ashiato
{

/// An E01 image (EWF version 1), read by an own chunk reader: chunks are independent, so two threads inflate them.
/// The format is in ewfformat.h. Threads as ImageReader says. Does not own the descriptors.
class EwfReader : public ImageReader
{
public:
    static Result<std::unique_ptr<ImageReader>> open(const std::vector<int> &descriptors,
                                                     const QStringList &segmentNames);

    Result<qint64> read(qint64 offset, char *into, qint64 size, OnDamage onDamage) override;
    Result<void> decodeInto(qint64 offset, char *into, qint64 size) override;

private:
    struct Slot {
        qint64 chunk = -1;
        ErrorCode error = ErrorCode::None;
        std::vector<char> bytes;
        std::list<int>::iterator place; ///< In m_recent
    };

    explicit EwfReader(EwfLayout layout);
    void placeGroups();
    void describe(const QStringList &segmentNames);
    qint64 chunkLength(qint64 chunk) const;
    ErrorCode decodeChunk(qint64 chunk, char *into);
    ErrorCode decodeStored(const EwfChunkGroup &group, qint64 index, qint64 wanted, char *into);
    const EwfChunkGroup *groupOf(qint64 chunk) const;
    ErrorCode missingCode(qint64 chunk) const;
    Slot &slotOf(qint64 chunk, bool sequential);
    int freeSlot();

    EwfLayout m_layout;
    EwfChunkIndex m_index; // of m_layout
    std::vector<const EwfChunkGroup *> m_order; // placed groups, by firstChunk
    qint64 m_chunkSize = 0;
    qint64 m_chunkCount = 0;
    qint64 m_nextSequential = -1; // chunk that a forward reader asks for next
    std::vector<std::unique_ptr<Slot>> m_slots;
    std::list<int> m_recent; // slots, the latest used in front
    QHash<qint64, int> m_slotOfChunk;
    Pair m_pair;
};

} // namespace ashiato
