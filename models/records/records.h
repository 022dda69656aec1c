// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/eventfields.h"

#include <limits>
#include <type_traits>

namespace ashiato
{

/// Index of a string in the StringPool of the batch that a record stands in; 0 is "none".
using StringRef = quint32;

inline constexpr qint64 kNoTime = std::numeric_limits<qint64>::min();
inline constexpr qint64 kUnknown = -1; ///< A number that the source does not give.

/// What the digits of a recorded time mean.
enum class TimeBasis : quint8 {
    Utc,    ///< An instant; the source records UTC.
    Offset, ///< An instant; the source wrote its UTC offset beside it (offsetMinutes) and it has been applied.
    Local,  ///< Wall-clock digits as if they were UTC; the zone comes from the evidence's clock.
    Last = Local
};

enum class Severity : quint8 { None, Info, Low, Medium, High, Critical, Last = Critical };

/// Ends the type of an event whose id another provider uses for something else ("windows:evtx:1" is a process start of
/// Sysmon, and a changed clock of the kernel): what is known of the type's meaning and kind does not hold for it. The
/// case keeps it beside the name, never in it.
inline constexpr char kOtherMeaning = '\x1f';

enum EventFlag : quint32 {
    EventRecovered = 1u << 0,    ///< From slack or a damaged container.
    EventDerivedYear = 1u << 1,  ///< The source has no year; it was derived.
    EventDamaged = 1u << 2,      ///< Some fields could not be read.
    EventZoneUnknown = 1u << 3,  ///< Local time and no zone was given.
    EventTimeInvalid = 1u << 4,  ///< The recorded value is zero or out of range; recordedNs is kNoTime, details has it.
    EventFileTime = 1u << 5,     ///< Made from a time of a file row; hidden and shown by one key.
    EventMakesFlow = 1u << 6,    ///< Source, destination and bytes are aggregated into a flow row.
    EventFnTime = 1u << 7,       ///< A file time of $FILE_NAME rather than of $STANDARD_INFORMATION.
    EventDeletedFile = 1u << 8,  ///< The file of a file time is deleted.
    EventFlowKind = 7u << 9,     ///< FlowKind of an event that makes a flow
    EventAllFlags = (1u << 12) - 1
};

/// What made two ends known to each other.
enum class FlowKind : quint8 {
    Traffic,       ///< A log of a proxy or firewall, a capture, a connection of a process
    Logon,         ///< An account was authenticated, or tried to
    RemoteDesktop, ///< A session of RDP
    Share,         ///< A file share was used
    Last = Share
};
constexpr FlowKind flowKindOf(quint32 eventFlags)
{
    const quint32 kind = (eventFlags & EventFlowKind) >> 9;
    return kind > quint32(FlowKind::Last) ? FlowKind::Traffic : FlowKind(kind);
}
constexpr const char *kFlowKindIds[] = {"traffic", "logon", "rdp", "share"}; ///< In exports, filters and words
constexpr quint32 flagsOfFlow(FlowKind kind) { return EventMakesFlow | quint32(kind) << 9; }

/// Letters of a file time, in the order M A C B.
enum MacbLetter : quint8 { MacbModified = 1, MacbAccessed = 2, MacbChanged = 4, MacbBorn = 8 };

/// Bytes behind the last member of an EventRecord.
constexpr size_t eventTail()
{
    size_t bytes = 4 * sizeof(quint32) + sizeof(qint16) + 3;
    for (const EventFieldSpec &spec : kTypedSpecs)
        bytes += spec.isText() ? sizeof(StringRef) : spec.shape == FieldShape::Port ? sizeof(quint16) : 0;
    return 8 - bytes % 8;
}
inline constexpr size_t kEventTail = eventTail();

/// One event. Plain data: it crosses the process border as it is. Strings live in the batch's pool.
struct EventRecord {
    qint64 recordedNs = kNoTime;  ///< As the source wrote it, ns since 1970 (see basis); never corrected.
    qint64 precisionNs = 1;       ///< The step of the source's clock: 100, 1'000'000'000, 86'400'000'000'000 …
    quint64 fileId = 0;           ///< The file that the record stands in.
    qint64 offset = kUnknown;     ///< Byte offset in that file's decoded content.
    qint64 length = kUnknown;     ///< Bytes of the record there.
    qint64 recordNumber = kUnknown; ///< Record number, where the format counts records.
    quint64 subjectFileId = 0;    ///< The file that the event is about (file times), else 0.
    // The declared fields: numbers, then texts and, below, ports, so that no gap is left between them.
#define ASHIATO_NUMBER(Name, member, ...) qint64 member = kUnknown;
    ASHIATO_EVENT_FIELDS(ASHIATO_NO_FIELD, ASHIATO_NO_FIELD, ASHIATO_NUMBER, ASHIATO_NUMBER)
#undef ASHIATO_NUMBER
    StringRef type = 0;           ///< "windows:evtx:4624".
    StringRef details = 0;        ///< JSON object with the source's own field names: what is left.
#define ASHIATO_TEXT(Name, member, ...) StringRef member = 0;
    ASHIATO_EVENT_FIELDS(ASHIATO_TEXT, ASHIATO_NO_FIELD, ASHIATO_NO_FIELD, ASHIATO_NO_FIELD)
#undef ASHIATO_TEXT
    quint32 flags = 0;            ///< EventFlag
    quint32 ordinal = 0;          ///< Tells records of the same position apart.
#define ASHIATO_PORT(Name, member, ...) quint16 member = 0;
    ASHIATO_EVENT_FIELDS(ASHIATO_NO_FIELD, ASHIATO_PORT, ASHIATO_NO_FIELD, ASHIATO_NO_FIELD)
#undef ASHIATO_PORT
    qint16 offsetMinutes = 0;     ///< The source's own UTC offset for basis Offset.
    TimeBasis basis = TimeBasis::Utc;
    Severity severity = Severity::None;
    quint8 macb = 0;              ///< MacbLetter
    quint8 reserved[kEventTail] = {}; ///< What is left to a whole number of eight bytes: nothing unset crosses the border
};

/// A conversation that the source itself tells as one (captures). Log rows are aggregated by the writer instead.
struct FlowRecord {
    qint64 firstNs = kNoTime;
    qint64 lastNs = kNoTime;
    quint64 fileId = 0;
    qint64 offset = kUnknown; ///< Of the first record.
    qint64 bytesOut = 0;
    qint64 bytesIn = 0;
    qint64 count = 0;
    StringRef source = 0;
    StringRef destination = 0;
    StringRef protocol = 0;
    StringRef account = 0;
    quint16 sourcePort = 0;
    quint16 destinationPort = 0;
    TimeBasis basis = TimeBasis::Utc;
    FlowKind kind = FlowKind::Traffic;
    quint8 reserved[2] = {};
};

/// What is true and has no time of its own: a name, an account, an autostart, a program, a device. One statement of one
/// record; what several say of the same thing stands several times, each with its bytes.
struct FactRecord {
    quint64 fileId = 0;
    qint64 offset = kUnknown; ///< Of the record that says it, in that file's decoded content.
    qint64 length = kUnknown;
    qint64 recordNumber = kUnknown;
    qint64 sinceNs = kNoTime; ///< Where the source gives it (installed, created, last written …): details say which.
    qint64 untilNs = kNoTime;
    qint64 precisionNs = 1;
    StringRef kind = 0;    ///< "host:name", "account:local", "autostart:run"
    StringRef host = 0;    ///< The machine that it is about, where the record names it; 0: the one of its volume.
    StringRef subject = 0; ///< What it is said of: an account's SID, a key, a device.
    StringRef name = 0;
    StringRef value = 0;
    StringRef details = 0; ///< JSON object: what else the record says
    quint32 flags = 0;     ///< EventRecovered, EventDamaged
    quint32 ordinal = 0;   ///< Tells facts of the same position apart.
    TimeBasis basis = TimeBasis::Utc;
    Severity severity = Severity::None;
    quint8 reserved[2] = {};
};

enum class FileKind : quint8 {
    Unknown, File, Directory, Symlink, Stream, ///< Stream: an alternate data stream
    Device, Pipe, Socket, Virtual,             ///< Virtual: made by the reader ($OrphanFiles, $MBR …)
    Member,                                    ///< A member of a container
    Whiteout, Shadow, Undefined,
    Last = Undefined
};

enum FileFlag : quint32 {
    FileDeleted = 1u << 0,       ///< The name is unallocated.
    FileMetaDeleted = 1u << 1,   ///< The metadata entry is unallocated.
    FileOrphan = 1u << 2,        ///< No name leads to it.
    FileRealloc = 1u << 3,       ///< The name is unallocated, its entry has been reused.
    FileCompressed = 1u << 4,
    FileSparse = 1u << 5,
    FileEncrypted = 1u << 6,     ///< EFS or encrypted member without its password: content not readable.
    FileDeduplicated = 1u << 7,  ///< Reparse 0x80000013: content lies elsewhere.
    FileWofCompressed = 1u << 8, ///< Reparse 0x80000017: not decoded.
    FileCloud = 1u << 9,         ///< Cloud placeholder: content is not on the disk.
    FileUnreadable = 1u << 10,   ///< Content could not be read; hashes stay empty.
    FileContainer = 1u << 11,    ///< Has members of its own.
    FileReparse = 1u << 12,
    FileSystemName = 1u << 13,   ///< The line of $FILE_NAME times (bodyfile only)
    FileLoop = 1u << 14,         ///< A directory that contains itself; not entered.
    FileNameDamaged = 1u << 15,  ///< The stored name is not valid in its encoding; undecodable bytes are escaped.
    FileZoneUnknown = 1u << 16,
    FileBlocksReused = 1u << 17, ///< Deleted, and blocks of it are in use again: its bytes may be another file's.
    FileMetaDamaged = 1u << 18,  ///< Its metadata entry is damaged or unreadable: size and times are unknown.
    FileDangling = 1u << 19,     ///< The name leads to no entry.
    FileTimeInvalid = 1u << 20,  ///< A recorded time is impossible or cannot be held; that time is kNoTime.
    FileAllFlags = (1u << 21) - 1
};

/// Any of these: the file is shown as deleted. A live name whose metadata entry is free counts too (v_file says the same).
inline constexpr quint32 kDeletedFileFlags = FileDeleted | FileMetaDeleted | FileOrphan;

/// How the bytes of a file are reached from its parent in the chain (evidence > volume > file > member …).
enum class AccessMethod : quint8 {
    Whole,         ///< The evidence file itself
    FolderPath,    ///< Path below an evidence folder
    FileSystem,    ///< Inode + attribute in a file system of the image
    ArchiveMember, ///< Member index of an archive (zip, tar, 7z …)
    Compressed,    ///< The single content of a gz, xz, bz2 …
    None,          ///< No content (a virtual folder)
    Last = None
};

/// One node of the tree.
struct FileRecord {
    quint64 id = 0;       ///< Given by the worker out of the range that its task names.
    quint64 parentId = 0; ///< 0: directly below the evidence.
    qint64 size = kUnknown;
    quint64 inode = 0;       ///< Metadata address.
    quint64 accessIndex = 0; ///< Member index for ArchiveMember.
    // Times in ns (kNoTime: none). [0] modified [1] accessed [2] changed [3] created;
    // fn: the same of NTFS $FILE_NAME.
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime};
    qint64 fnTimes[4] = {kNoTime, kNoTime, kNoTime, kNoTime};
    qint64 precisionNs[4] = {1, 1, 1, 1};
    StringRef name = 0;
    StringRef directory = 0;  ///< Path of the parent, with "/" at its end.
    StringRef owner = 0;      ///< SID or uid.
    StringRef group = 0;
    StringRef linkTarget = 0;
    StringRef inodeText = 0;  ///< As fls prints it: "5-144-1".
    StringRef contentType = 0;
    StringRef importer = 0;   ///< Id of the importer that this file is a candidate for.
    quint32 volume = 0;       ///< VolumeRecord::id
    quint32 mode = 0;         ///< POSIX mode bits
    quint32 flags = 0;        ///< FileFlag
    quint32 attributeType = 0;
    quint32 attributeId = 0;
    quint32 sequence = 0;
    FileKind nameKind = FileKind::Unknown; ///< As the directory entry says.
    FileKind kind = FileKind::Unknown;     ///< As the metadata says.
    AccessMethod access = AccessMethod::None;
    TimeBasis basis = TimeBasis::Utc;
    qint8 importerPriority = 0;
    quint8 decrypted = 0; ///< 1: its content is stored encrypted, and the password of the evidence opened it.
    quint8 known = 0;     ///< 1: the row is in the case already, as one whose content was closed (UnitRequest::onlyLocked).
    quint8 reserved[1] = {};
};

/// Whether a walk lists this row's entries, so that it is a unit of the walk (unit number: its id). Not entered are
/// directories that contain themselves and deleted names whose metadata entry now belongs to another file.
inline bool isWalkUnit(const FileRecord &file)
{
    const bool named = file.nameKind == FileKind::Directory || file.nameKind == FileKind::Virtual ||
                       file.nameKind == FileKind::Unknown;
    const bool listed = file.access == AccessMethod::FileSystem || file.access == AccessMethod::FolderPath;
    return file.kind == FileKind::Directory && named && listed && !(file.flags & (FileLoop | FileRealloc));
}

struct VolumeRecord {
    quint32 id = 0; ///< 1, 2, … within the evidence, in order of offset.
    quint32 blockSize = 0;
    qint64 offset = 0; ///< Bytes from the start of the image.
    qint64 length = 0;
    quint64 rootInode = 0;
    quint64 lastInode = 0;
    StringRef scheme = 0;      ///< "mbr", "gpt", "" …
    StringRef description = 0; ///< As the partition table says.
    StringRef fileSystem = 0;  ///< "ntfs", "ext4", …; empty: none recognised
    StringRef label = 0;
    StringRef prefix = 0;      ///< What paths in it begin with: "" or "/vol2".
    StringRef unsupported = 0; ///< Name of what is there but cannot be read ("bitlocker", "lvm2", "xfs" …)
    TimeBasis basis = TimeBasis::Utc;
    quint8 reserved[7] = {};
};

struct HashRecord {
    quint64 fileId = 0;
    quint8 md5[16] = {};
    quint8 sha1[20] = {};
    quint8 sha256[32] = {};
    StringRef contentType = 0;
    quint32 flags = 0; ///< HashFlag
};
enum HashFlag : quint32 { HashComputed = 1, HashUnreadable = 2, HashTypeOnly = 4 };

/// What could not be read, or is doubtful. Counted, listed, printed.
struct WarningRecord {
    quint64 fileId = 0;
    qint64 offset = kUnknown;
    qint64 length = kUnknown;
    qint64 count = 1;       ///< How many records or files it stands for.
    StringRef importer = 0;
    StringRef path = 0;
    StringRef detail = 0;   ///< A value or a name, never a sentence.
    quint16 code = 0;       ///< ErrorCode
    Severity severity = Severity::Medium;
    quint8 reserved[5] = {};
};

/// What an importer read from one source.
struct CoverageRecord {
    quint64 fileId = 0;
    qint64 firstNs = kNoTime;
    qint64 lastNs = kNoTime;
    qint64 records = 0;
    qint64 recovered = 0;
    qint64 damaged = 0;
    qint64 bytes = 0;
    StringRef importer = 0;
    StringRef version = 0;
    StringRef format = 0;   ///< "squid native", "evtx 3.1"
    StringRef encoding = 0;
    StringRef zone = 0;     ///< What was found or assumed; empty: unknown
    StringRef host = 0;     ///< Host that the source names
    TimeBasis basis = TimeBasis::Utc;
    quint8 reserved[7] = {};
};

enum class MarkKind : quint8 {
    Begin,      ///< The worker starts on the unit.
    Checkpoint, ///< Everything of the unit up to position and ordinal is in this batch or an earlier one.
    Done,       ///< The unit is complete.
    Last = Done
};

/// Progress through a unit of work, committed with the rows of its batch: this is what resuming rests on.
struct UnitMark {
    quint64 unit = 0;      ///< Id given by the task: a directory's file id, a file id, a range number.
    qint64 position = 0;   ///< Meaning is the unit's own: entry index, byte offset.
    quint32 ordinal = 0;
    MarkKind kind = MarkKind::Begin;
    quint8 reserved[3] = {};
};

/// The declared fields of a record by typedIndex(), for loops; null where the shape is another.
inline constexpr FieldMembers<EventRecord, StringRef> kEventTexts{
#define ASHIATO_MEMBER(Name, member, ...) &EventRecord::member,
#define ASHIATO_NULL(...) nullptr,
    ASHIATO_EVENT_FIELDS(ASHIATO_MEMBER, ASHIATO_NULL, ASHIATO_NULL, ASHIATO_NULL)};
inline constexpr FieldMembers<EventRecord, quint16> kEventPorts{
    ASHIATO_EVENT_FIELDS(ASHIATO_NULL, ASHIATO_MEMBER, ASHIATO_NULL, ASHIATO_NULL)};
inline constexpr FieldMembers<EventRecord, qint64> kEventNumbers{
    ASHIATO_EVENT_FIELDS(ASHIATO_NULL, ASHIATO_NULL, ASHIATO_MEMBER, ASHIATO_MEMBER)};
#undef ASHIATO_MEMBER
#undef ASHIATO_NULL

static_assert(std::has_unique_object_representations_v<EventRecord>); // no byte that nobody sets
static_assert(std::is_trivially_copyable_v<EventRecord> && std::is_trivially_copyable_v<FileRecord>);
static_assert(std::is_trivially_copyable_v<FlowRecord> && std::is_trivially_copyable_v<VolumeRecord>);
static_assert(std::is_trivially_copyable_v<WarningRecord> && std::is_trivially_copyable_v<CoverageRecord>);
static_assert(std::is_trivially_copyable_v<FactRecord>);
static_assert(std::is_trivially_copyable_v<HashRecord> && std::is_trivially_copyable_v<UnitMark>);

} // namespace ashiato
