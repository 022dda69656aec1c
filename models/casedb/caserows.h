// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/messages.h"
#include "models/records/records.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace ashiato
{

// Rows of the case as values. Ids are row ids of their table, 0 where there is none; -1 is an unknown number, kNoTime an
// unknown time, an empty string an unknown text. Times ending in Ns are what the source recorded unless named shown.

/// What a tag, a note or a claim can rest on.
enum class TargetKind : quint8 { Event, File, Flow, Endpoint, Last = Endpoint };
/// "event", "file", "flow", "endpoint".
QString targetId(TargetKind kind);
std::optional<TargetKind> targetFromId(const QString &id);

/// The tables that events point into. RecordedHost: HostAlias as the records have it, whatever it was joined to.
enum class Dictionary : quint8 { EventType, HostAlias, RecordedHost, Account, Endpoint, Text };

struct CaseInfo {
    QString uid;
    QString name, number, client, zone, language;
    QString created;       ///< ISO 8601, UTC
    qint64 revision = 0;   ///< Raised by every commit
    qint64 generation = 0; ///< Raised when events were deleted (a source was read again): a cache starts anew
};

enum class Verification : quint8 { Unverified, Verifying, Match, Mismatch, Computed, Unreadable, Last = Unreadable };
QString verificationId(Verification state); ///< "unverified", "verifying", "match", "mismatch", "computed", "unreadable"

struct EvidenceRow {
    qint64 id = 0;
    QString uid, number, name, location, format;
    EvidenceKind kind = EvidenceKind::File;
    QStringList segments;     ///< File names beside location, in order
    qint64 size = -1, storedSize = -1;
    int sectorSize = 0;
    QString fingerprint;
    QJsonObject acquisition;
    QString storedMd5, storedSha1;              ///< Lower-case hex
    QString md5, sha1, sha256, hashedAt;        ///< Computed first, and when: they never change
    QString laterMd5, laterSha1, laterSha256;   ///< Computed at verifiedAt, where they differ from the first ones
    Verification verification = Verification::Unverified;
    QString verifiedAt;
    QJsonArray badRanges;     ///< [[offset, length], …]
    qint64 hostId = 0;
    QString host;
    QString zone, encoding, chosenFormat;
    QByteArray mapping;
    qint64 skewNs = 0;        ///< Added to what its clock recorded
    QString keyKind;
    QString receivedAt, receivedFrom, receivedBy, maker, serial, placeKept, note;
    QString addedAt;
    bool removed = false;
    QString state;            ///< registered, importing, imported, incomplete, failed, waiting_for_key
};

struct VolumeRow {
    qint64 id = 0, evidenceId = 0;
    int number = 0;
    qint64 offset = 0, length = 0;
    QString scheme, description, fileSystem, label, prefix, unsupported;
    int blockSize = 0;
    quint64 rootInode = 0, lastInode = 0;
};

struct FileRow {
    qint64 id = 0, parentId = 0, evidenceId = 0;
    QString evidence; ///< E-01
    int volume = 0;
    QString directory, name; ///< path() is both together
    FileKind kind = FileKind::Unknown, nameKind = FileKind::Unknown;
    AccessMethod access = AccessMethod::None;
    quint64 accessIndex = 0, inode = 0;
    qint64 size = -1;
    quint32 mode = 0, flags = 0, attributeType = 0, attributeId = 0, sequence = 0;
    QString inodeText, owner, group, linkTarget, contentType;
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime};   ///< Recorded: modified, accessed, changed, created
    qint64 fnTimes[4] = {kNoTime, kNoTime, kNoTime, kNoTime};
    qint64 precisionNs[4] = {1, 1, 1, 1};
    qint32 clockId = 0;
    QByteArray md5, sha1, sha256; ///< Raw; empty: not hashed
    qint64 childCount = -1;       ///< Only from children(); -1: not asked
    QString path() const { return directory + name; }
};

/// What the file columns do not hold of a file, for sorting: UTF-8.
struct FileOwnerRow {
    qint64 id = 0;
    quint64 inode = 0;
    QByteArray inodeText, owner;
};

/// One span of a clock: recorded times in [fromNs, toNs) are shown as recorded + offsetNs.
struct ClockSpanRow {
    qint64 fromNs = 0, toNs = 0, offsetNs = 0;
    bool ambiguous = false; ///< These wall-clock times stood twice, or never
};
struct ClockRow {
    qint32 id = 0;
    qint64 evidenceId = 0;
    bool local = false;
    QString zone;
    bool zoneKnown = true;
    qint64 revision = 0;
    std::vector<ClockSpanRow> spans; ///< In order of fromNs
};
/// Recorded to shown through a clock; kNoTime stays. ambiguous is set where given.
qint64 shownTime(const ClockRow &clock, qint64 recordedNs, bool *ambiguous = nullptr);
/// Flags of an event or a file with the bit of an unknown zone as its clock has it now: what the import said of it ends
/// when the examiner tells the zone.
quint32 flagsByClock(quint32 flags, quint32 zoneUnknown, const ClockRow &clock);

struct WarningRow {
    qint64 id = 0, evidenceId = 0, fileId = 0;
    QString evidence, importer, path, detail;
    ErrorCode code = ErrorCode::Internal;
    Severity severity = Severity::None;
    qint64 offset = -1, length = -1, count = 1;
};

struct CoverageRow {
    qint64 id = 0, evidenceId = 0, fileId = 0;
    QString evidence, path, importer, version, format, encoding, zone, host;
    qint32 clockId = 0;
    qint64 firstNs = kNoTime, lastNs = kNoTime; ///< Recorded
    qint64 firstShownNs = kNoTime, lastShownNs = kNoTime;
    bool zoneKnown = true;
    qint64 records = 0, recovered = 0, damaged = 0, bytes = 0;
    QString locks; ///< Of the worker that read it; empty: not kept
};

enum class JobState : quint8 { Pending, Running, Paused, Done, Failed, Cancelled, WaitingForKey, Last = WaitingForKey };
QString jobStateId(JobState state);   ///< "pending", "running" …
QString taskKindId(TaskKind kind);    ///< "volumes", "walk", "import", "verify", "hash", "expand"
QString evidenceKindId(EvidenceKind kind); ///< "auto", "image", "file", "folder"

struct JobRow {
    qint64 id = 0, evidenceId = 0;
    QString evidence;
    TaskKind kind = TaskKind::Walk;
    JobState state = JobState::Pending;
    int priority = 50;
    QJsonObject params;
    qint64 done = 0, total = 0;
    qint64 unitsOpen = 0, unitsDone = 0, unitsPoisoned = 0;
    qint64 unitsFailed = 0; ///< For a reason that can pass
    qint64 skipped = 0;     ///< Places that were stepped over since they ended the worker
    QString addedAt, startedAt, endedAt, error;
};

struct TagRow {
    qint64 id = 0;
    QString uid, name, nameEn, colour, key;
    Severity severity = Severity::None;
    bool removed = false;
    qint64 count = 0; ///< Taggings
};

struct TaggingRow {
    qint64 id = 0, tagId = 0;
    TargetKind target = TargetKind::Event;
    qint64 targetId = 0; ///< 0: does not bind any more
    QByteArray identity;
    QString at, examiner;
};

struct NoteRow {
    qint64 id = 0;
    TargetKind target = TargetKind::Event;
    qint64 targetId = 0; ///< 0: does not bind any more
    QByteArray identity;
    QString text, at, examiner;
};

struct FlowRow {
    qint64 id = 0, evidenceId = 0, fileId = 0;
    QString evidence, path, source, destination, protocol, account;
    qint64 sourceId = 0, destinationId = 0; ///< Dictionary::Endpoint
    int sourcePort = 0, destinationPort = 0;
    qint64 firstNs = kNoTime, lastNs = kNoTime; ///< Shown
    bool zoneKnown = true;
    qint64 precisionNs = 1;
    qint64 bytesOut = kUnknown, bytesIn = kUnknown, count = 0;
    qint64 offset = -1; ///< Of the first record
    FlowKind kind = FlowKind::Traffic;
    bool summed = true; ///< From events that are in the case, too; else the source tells it itself
    qint64 protocolId = 0; ///< text(id)
};

/// What is true of a machine and has no time of its own.
struct FactRow {
    qint64 id = 0, evidenceId = 0, fileId = 0;
    QString evidence, path, host, kind, subject, name, value;
    QByteArray details; ///< JSON object; empty: none
    qint64 sinceNs = kNoTime, untilNs = kNoTime; ///< Shown
    bool zoneKnown = true;
    qint64 precisionNs = 1;
    qint64 offset = -1, length = -1, recordNumber = -1;
    Severity severity = Severity::None;
    quint32 flags = 0; ///< EventRecovered, EventDamaged
};

struct JournalRow {
    qint64 id = 0;
    QString at, examiner, act;
    QByteArray payload; ///< Canonical JSON
    qint64 undoes = 0;
    QString previous, hash;
};

struct HostAliasRow {
    qint64 id = 0;
    QString value, kind;
    qint64 hostId = 0; ///< 0: stands for itself
    QString host;
};

struct SavedLensRow {
    qint64 id = 0;
    QString name;
    QByteArray lens; ///< JSON
};

/// A type may come twice: with the meaning that is known of it, and with another one (kOtherMeaning).
struct TypeCount {
    QString type;
    qint64 count = 0;
    bool otherMeaning = false;
};

} // namespace ashiato
