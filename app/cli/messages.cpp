// SPDX-License-Identifier: Apache-2.0
#include "app/cli/messages.h"

#include "app/cli/command.h"
#include "app/cli/textwidth.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

const char *cause(ErrorCode code)
{
    switch (code) {
    case ErrorCode::None: return "No error.";
    case ErrorCode::NotMine: return "No importer knows this format; name one with --format or give a --mapping.";
    case ErrorCode::Io: return "The operating system refused a read or a write; check the disk and the rights.";
    case ErrorCode::NotFound: return "It is not there; check the path.";
    case ErrorCode::Truncated: return "The data ends before it should; compare the copy with the original.";
    case ErrorCode::Damaged: return "The data contradicts its format; compare the copy with the original.";
    case ErrorCode::LimitExceeded: return "A size, count or depth is over its cap.";
    case ErrorCode::Unsupported: return "This version knows it by name but does not read it.";
    case ErrorCode::Encrypted: return "It is encrypted; give the key with --password-file.";
    case ErrorCode::NotStored: return "The name is there, but the content is not on this disk.";
    case ErrorCode::Encoding: return "The bytes are no text in that encoding; choose another with --encoding.";
    case ErrorCode::Crashed: return "The reading process ended while it read this; the rest of the case is intact.";
    case ErrorCode::Hung: return "The reading process made no progress within its time limit.";
    case ErrorCode::OutOfMemory: return "The reading process went over its memory limit.";
    case ErrorCode::Protocol: return "The reading process answered what makes no sense; is ashiato-worker of the same version?";
    case ErrorCode::Cancelled: return "It was stopped.";
    case ErrorCode::Locked: return "The case is open in another program; close it there and try again.";
    case ErrorCode::ReadOnly: return "It cannot be written; check the rights of the folder.";
    case ErrorCode::DiskFull: return "No space is left on the device; what was accepted is safe. Make room and try again.";
    case ErrorCode::NewerVersion: return "The case was written by a newer version of Ashiato; update this one.";
    case ErrorCode::HashMismatch: return "The stored and the computed hash differ.";
    case ErrorCode::Invalid: return "This makes no sense here.";
    case ErrorCode::Internal: return "This is a defect in Ashiato; please report it.";
    case ErrorCode::ZoneUnknown: return "The times have no zone, and none was given; set one with --zone.";
    case ErrorCode::YearUnknown: return "The times have no year.";
    case ErrorCode::FieldUndeclared: return "The event type does not declare this field.";
    case ErrorCode::Missing: return "A part of the set is missing; put all segments into one folder.";
    }
    return "";
}

} // namespace

QString errorSentence(const Error &error)
{
    QString where;
    if (!error.detail.isEmpty())
        where = visibleText(error.detail);
    if (error.offset >= 0)
        where += (where.isEmpty() ? u"at byte %1"_s : u" at byte %1"_s).arg(error.offset);
    if (!where.isEmpty())
        where += u": "_s;
    return where + QString::fromUtf8(cause(error.code));
}

int exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::Missing:
        return ExitMissing;
    case ErrorCode::Cancelled:
        return ExitPaused;
    default:
        return ExitFailed;
    }
}

QString counted(qint64 count, const QString &one, const QString &many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

} // namespace ashiato
