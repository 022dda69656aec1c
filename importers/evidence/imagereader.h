// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/error.h"
#include "models/records/result.h"

#include <QByteArray>
#include <QCborMap>
#include <QString>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace ashiato
{

/// What read() does with bytes that the image does not give (damaged chunk, missing segment, cut off).
enum class OnDamage {
    Fail,     ///< Error Damaged, Missing, Truncated or Io, with the image offset of the first such byte.
    FillZeros ///< Zeros in their place, and the range is in badRanges(): for TSK, which must go on.
};

/// Bytes of the decoded image that cannot be read.
struct BadRange {
    qint64 offset = 0;
    qint64 length = 0;
    ErrorCode code = ErrorCode::Damaged;
};

/// Something odd about the image as a whole, for a warning row. detail is a name or a value.
struct ImageWarning {
    ErrorCode code = ErrorCode::Damaged;
    QString path; ///< Segment name
    QString detail;
    qint64 offset = -1; ///< In the segment, or in the image where length is set too
    qint64 length = -1;
};

/// What an image says of itself.
struct ImageInfo {
    QString format; ///< "E01", "split E01", "raw", "split raw" …
    qint64 size = 0;
    qint64 storedSize = 0;
    int sectorSize = 512;
    int chunkSize = 0; ///< 0: not in chunks
    QCborMap acquisition;
    QByteArray storedMd5; ///< Raw bytes, empty: none
    QByteArray storedSha1;
    std::vector<ImageWarning> warnings;
};

/// A decoded disk image, read at any offset. Open descriptors only, no paths.
/// read() from one thread at a time; badRanges() and touchesBadRange() from any thread.
class ImageReader
{
public:
    virtual ~ImageReader() = default;

    const ImageInfo &info() const { return m_info; }
    qint64 size() const { return m_info.size; }
    int sectorSize() const { return m_info.sectorSize; }

    /// Reads up to size bytes at offset; fewer at the end of the image, 0 past it.
    virtual Result<qint64> read(qint64 offset, char *into, qint64 size, OnDamage onDamage = OnDamage::Fail);

    /// Ranges known to be unreadable, sorted and merged: missing ones from the start, damaged ones once met.
    std::vector<BadRange> badRanges() const;
    bool touchesBadRange(qint64 offset, qint64 length) const;
    /// Whether not one byte of it can be read.
    bool isBad(qint64 offset, qint64 length) const;
    /// Raised whenever a bad range was added: the walk compares it before and after it reads a file.
    quint64 badRangeCount() const { return m_badRevision.load(std::memory_order_acquire); }

    /// Work for parallel readers: decodes [offset, offset + size) without a cache into a buffer. Any thread, concurrently.
    /// Unreadable bytes become zeros and are in badRanges().
    virtual Result<void> decodeInto(qint64 offset, char *into, qint64 size) = 0;

protected:
    void addBadRange(qint64 offset, qint64 length, ErrorCode code);

    ImageInfo m_info;

private:
    mutable std::mutex m_badMutex;
    std::vector<BadRange> m_bad; // sorted, not overlapping
    std::atomic<quint64> m_badRevision{0};
};

/// Opens an image of one or more segments by its signature; what has none is raw. The descriptors are not taken over
/// and must stay open as long as the reader. Errors: Unsupported (detail names the format), Damaged, Io.
Result<std::unique_ptr<ImageReader>> openImage(const std::vector<int> &descriptors, const QStringList &segmentNames);

} // namespace ashiato
