// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace ashiato
{

/// What went wrong, as a code: sentences are made from it where it is shown (models/wording).
enum class ErrorCode : quint16 {
    None = 0,
    NotMine,         ///< An importer looked and it is not its format; silent.
    Io,              ///< The operating system refused a read or a write.
    NotFound,        ///< The file, folder or row is not there.
    Truncated,       ///< The data ends before it should.
    Damaged,         ///< The data contradicts its format.
    LimitExceeded,   ///< A size, count or depth is over its cap.
    Unsupported,     ///< Known and named, but not read by this version.
    Encrypted,       ///< Needs a key that is not there.
    NotStored,       ///< The name is there but its content is not on the disk (deduplicated, cloud placeholder …).
    Encoding,        ///< Bytes that are not text in the encoding given.
    Crashed,         ///< The worker ended while it read this.
    Hung,            ///< The worker gave no progress for the time limit.
    OutOfMemory,     ///< The worker went over its memory limit.
    Protocol,        ///< A frame broke the protocol.
    Cancelled,       ///< The examiner stopped it.
    Locked,          ///< The case is open elsewhere.
    ReadOnly,        ///< The case or its folder cannot be written.
    DiskFull,        ///< No space left on the device.
    NewerVersion,    ///< Written by a newer version of Ashiato.
    HashMismatch,    ///< The stored and the computed hash differ.
    Invalid,         ///< The caller's argument makes no sense.
    Internal,        ///< A defect in Ashiato.
    ZoneUnknown,     ///< Times without a zone, and none was given.
    YearUnknown,     ///< Times without a year, and none could be derived.
    FieldUndeclared, ///< A field that the event type does not declare.
    Missing,         ///< A part of a set (a segment, say) is not there.
    OlderVersion,    ///< A case of an older version of Ashiato that cannot be brought up to this one where it lies.
    Unclaimed,       ///< Bytes before or behind what the format describes; nothing looked at them.
    Dangling,        ///< A name that leads to no entry: out of range, free, or zeroed.
    Leftover,        ///< Remains of another file system or structure lie at this place; they were not read.
    CopiesDiffer,    ///< Two copies of a structure (tables, superblocks, FATs) differ.
    Incomplete,      ///< Fewer were listed than the file system's own counts promise.
    TimeInvalid,     ///< A recorded time that is impossible or cannot be held.
    NestedImage,     ///< A disk image within the exhibit; it was not opened.
    NotRecognised,   ///< Content that no known format fits.
    ShadowCopies,    ///< Volume shadow copies are there and were not examined.
    SpecialFile,     ///< A pipe, socket or device that has no content to read.
    Changed,         ///< The evidence changed while it was read.
    CellsDiffer,     ///< Rows with more or fewer cells than the header.
    Assumed,         ///< A value that the source does not record was inferred from what it leads to.
    Unlocked,        ///< The worker read the evidence without one of its locks; the detail names it.
    NotReplayed,     ///< A hive or database was being written, and its log is missing or does not fit: its newest changes lack.
    Last = NotReplayed
};

/// An error as data: a code, what it is about (a path, a value; never a sentence), and the byte where it was met.
struct Error {
    ErrorCode code = ErrorCode::Internal;
    QString detail;
    qint64 offset = -1; ///< Byte offset in the thing read; -1 where there is none.
};

/// What a warning of a code means for the extent of the examination.
enum class ErrorGap : quint8 {
    None,        ///< Nothing is missing.
    NotExamined, ///< It is there and was not looked at.
    NotReadable, ///< It was looked at and could not be read, or not all of it.
    Doubtful,    ///< It was read, and what it says is open to doubt.
};

/// The one place that says it, for window, report and command line alike.
ErrorGap errorGap(ErrorCode code);

/// The name of a code for logs, CSV and JSON ("truncated"); stable, English, lower case.
QString errorCodeId(ErrorCode code);
/// The code of such a name; Internal where no code has it.
ErrorCode errorFromId(const QString &id);

} // namespace ashiato
