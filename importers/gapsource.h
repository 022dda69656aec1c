// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"

#include <vector>

namespace ashiato
{

/// A source that reads on behind bytes that cannot be read: zeros stand in their place, and the ranges are kept. What
/// cannot be read is narrowed down to 4 KiB; within a long gap to 1 MiB. Streams without random access, errors that are
/// no matter of a range (encrypted, not stored), and a disk that gives nothing behind the gap either (it may be back
/// later), fail as they do by themselves, behind what can be read. One thread.
class GapSource : public ByteSource
{
public:
    struct Gap {
        qint64 offset = 0;
        qint64 length = 0;
        Error cause;
    };

    /// The source outlives it.
    explicit GapSource(ByteSource &source) : m_source(source) {}

    qint64 size() const override { return m_source.size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override;
    bool randomAccess() const override { return m_source.randomAccess(); }
    int descriptor() const override { return m_source.descriptor(); }
    qint64 nextStored(qint64 offset) const override { return m_source.nextStored(offset); }
    std::optional<UnclaimedBytes> unclaimed() const override { return m_source.unclaimed(); }
    /// Whether one of these bytes could not be read.
    bool hasGap(qint64 offset, qint64 length) const;

    /// Met so far; sorted, not overlapping.
    const std::vector<Gap> &gaps() const { return m_gaps; }

private:
    bool isBehind(qint64 offset);
    Result<qint64> readable(qint64 offset, char *into, qint64 size, const Error &error);
    void readPart(qint64 offset, char *into, qint64 size);
    void add(qint64 offset, qint64 length, const Error &cause);
    qint64 smallestAt(qint64 offset) const;

    ByteSource &m_source;
    std::vector<Gap> m_gaps;
};

} // namespace ashiato
