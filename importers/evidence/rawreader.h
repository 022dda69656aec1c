// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/imagereader.h"

namespace ashiato
{

/// A raw image in one or more segments, one behind the other. A number that is missing between .001 and the last leaves a
/// bad range where all segments but the last are of one size. Reads that the disk refuses are narrowed down to 4 KiB.
/// decodeInto() is as good as read(): any thread, concurrently. Does not own the descriptors.
class RawReader : public ImageReader
{
public:
    static Result<std::unique_ptr<ImageReader>> open(const std::vector<int> &descriptors,
                                                     const QStringList &segmentNames);

    Result<void> decodeInto(qint64 offset, char *into, qint64 size) override;

private:
    struct Segment {
        int descriptor = -1; ///< -1: missing
        qint64 start = 0;
        qint64 size = 0;
    };

    void addMissing(const QStringList &segmentNames, std::vector<qint64> &sizes, std::vector<int> &descriptors);
    void readPart(const Segment &segment, qint64 within, char *into, qint64 size);

    std::vector<Segment> m_segments;
};

} // namespace ashiato
