// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/recordbatch.h"
#include "models/records/result.h"

namespace ashiato
{

/// The only door out of an importer or a walk. Records are added to batch() with strings of its pool, then committed
/// by endRecord(); the sink sends full batches itself, each closed by a checkpoint of the open unit.
/// In the worker it writes frames to the host; in tests it keeps everything (tests/shared/recordingsink.h).
/// One thread.
class RecordSink
{
public:
    virtual ~RecordSink() = default;

    /// The batch being filled. Strings interned here are valid until endRecord().
    virtual RecordBatch &batch() = 0;

    /// Opens a unit; later checkpoints belong to it until endUnit(). In careful mode this reaches the host at once.
    virtual void beginUnit(quint64 unit) = 0;
    /// Says that everything of the unit up to (position, ordinal) is in the batch; the place where a full batch is sent
    /// and where resuming starts again. Gives false when the task was cancelled: stop and return Cancelled.
    [[nodiscard]] virtual bool endRecord(qint64 position, quint32 ordinal = 0) = 0;
    virtual void endUnit() = 0;
    /// Ends the unit before its end, for a reason that can pass (its file is away, the disk gives an error): what was said
    /// up to the last endRecord() stands, and the host has it read from there another time.
    virtual void failUnit(const Error &error)
    {
        warn(error.code, error.detail);
        endUnit();
    }

    /// Careful mode: the position that is touched next, told to the host before a byte of it is parsed. Gives false
    /// for a position that is to be stepped over (it killed a worker before); a no-op giving true otherwise.
    [[nodiscard]] virtual bool step(qint64 position) = 0;

    /// Bytes or entries done, throttled to 10 a second; false when cancelled.
    [[nodiscard]] virtual bool advance(qint64 done, qint64 total, const QString &current) = 0;

    /// A warning about the file being read. The detail is a value or a name, never a sentence.
    virtual void warn(ErrorCode code, const QString &path, const QString &detail = {}, qint64 offset = kUnknown,
                      qint64 length = kUnknown, quint64 fileId = 0, qint64 count = 1) = 0;

    /// The next free id for a file row.
    virtual quint64 nextFileId() = 0;
};

} // namespace ashiato
