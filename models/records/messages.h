// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"
#include "models/records/result.h"

#include <QByteArray>
#include <QCborMap>
#include <QString>
#include <QStringList>

#include <vector>

namespace ashiato
{

/// Raised with every change of the protocol; a worker with another number is refused.
inline constexpr int kProtocolVersion = 1;

/// A file that an importer wants to see beside its own: logs of a hive, the -wal of a database.
struct CompanionSpec {
    QString role;    ///< "log1"
    QString pattern; ///< Name in the same folder; {name} stands for the file's own: "{name}.LOG1". Case-insensitive.
};

/// What an importer is, as data: the host knows importers by this alone.
struct ImporterDescriptor {
    QString id;                ///< "evtx"
    QString version;           ///< "1"
    QString title;             ///< English; shown through the "Importers" translation context.
    QStringList fileNames;     ///< Wildcard patterns on the file name, case-insensitive: "*.evtx".
    QStringList eventTypes;    ///< Prefixes or ids: "windows:evtx:".
                               ///< What names a stream has a colon: "*:Zone.Identifier"
    QStringList paths;         ///< Wildcard patterns on the whole path within its volume: "*/config/SYSTEM". The last part
                               ///< is a plain name.
    std::vector<CompanionSpec> companions; ///< Such files are read once all of the evidence is listed.
    qint64 maxSize = -1;       ///< Larger files are refused with a warning; -1: any size.
    int priority = 50;         ///< Lower is earlier: 10 event logs, 50 other artifacts, 80 big logs.
    bool localTime = false;    ///< Its times may lack a zone.
    QStringList requiredFields; ///< For the field checklist of the import dialog.
};

struct HelloMessage {
    int protocol = kProtocolVersion;
    quint32 layout = 0; ///< layoutFingerprint()
    QString version;
    std::vector<ImporterDescriptor> importers;
};

/// One step from a container to a file in it; a chain of them leads from the evidence to any bytes.
struct LocatorStep {
    AccessMethod access = AccessMethod::Whole;
    QString path;           ///< FolderPath: relative path; ArchiveMember: the member's name
    quint32 volume = 0;     ///< FileSystem: VolumeRecord::id
    qint64 volumeOffset = 0;
    quint64 inode = 0;
    quint32 attributeType = 0;
    quint32 attributeId = 0;
    quint32 sequence = 0;
    quint64 memberIndex = 0;
};
using FileLocator = std::vector<LocatorStep>;
inline constexpr int kMaxContainerDepth = 8;

enum class EvidenceKind : quint8 { Auto, Image, File, Folder, Last = Folder };

/// The host opened the evidence; descriptors come beside the frame in the order of names.
struct OpenRequest {
    EvidenceKind kind = EvidenceKind::Auto;
    QString name;              ///< File name of the evidence (first segment)
    QStringList segmentNames;  ///< Names of all segments in order
    QString folderPath;        ///< Folder: its absolute path, the only one that the worker may read below
    QString zone;              ///< IANA id or "+09:00"; empty: unknown
    QString encoding;          ///< "UTF-8", "CP932" …; empty: detect
    QString host;
    QByteArray mapping;        ///< JSON of a CSV/JSONL mapping; empty: none
    QString format;            ///< Id of a log format or importer that the examiner chose; empty: recognise
    QStringList extraFormats;  ///< The user's own log format definitions (JSON)
    QString password;          ///< Never stored or logged
    QString chunkIndexPath;    ///< Unused when empty: the chunk index in cache/ (descriptor comes last)
};

struct OpenedMessage {
    ErrorCode error = ErrorCode::None;
    QString detail;
    EvidenceKind kind = EvidenceKind::File;
    QString format;            ///< "E01", "raw", "split raw", "zip", "folder", "file" …
    qint64 mediaSize = 0;      ///< Bytes of the decoded image or file
    qint64 storedSize = 0;     ///< Bytes of all segments
    int sectorSize = 512;
    int chunkSize = 0;
    QCborMap acquisition;      ///< caseNumber, evidenceNumber, examiner, notes, description, acquired, system, software…
    QByteArray storedMd5;      ///< Raw bytes; empty: none stored
    QByteArray storedSha1;
    QStringList locks;         ///< "landlock", "seccomp", "rlimit": those that are active
};

enum class TaskKind : quint8 {
    Volumes, ///< Volumes and file systems; emits VolumeRecords, root directories and warnings.
    Walk,    ///< The directories of units, and what is found below them.
    Import,  ///< Each unit is a file; importer named by the unit.
    Verify,  ///< Hash of the whole image; unit 0, position = bytes hashed.
    Hash,    ///< Each unit is a file: MD5, SHA-1, SHA-256 and type.
    Expand,  ///< Each unit is a container file; emits its members as file rows.
    Last = Expand
};

/// A companion that is there.
struct UnitFile {
    QString role;
    QString path;
    FileLocator locator;
    qint64 size = -1;
};

/// One piece of work that can be resumed or skipped by itself.
struct UnitRequest {
    quint64 unit = 0;      ///< Directory: its file id; file: its id; Verify: 0
    FileLocator locator;
    QString path;          ///< Of the directory or file, with its volume prefix
    QString importer;      ///< Import: importer id; empty: recognise
    qint64 position = 0;   ///< From the last checkpoint
    quint32 ordinal = 0;
    quint32 volume = 0;
    qint64 size = -1;
    qint64 modifiedNs = kNoTime; ///< Import: the file's own modification time, for logs without a year
    std::vector<qint64> skips; ///< Positions that killed a worker before; stepped over with a warning
    std::vector<UnitFile> companions; ///< Import: those that are there
    // Expand that goes on: folders of the container that have rows already, as paths below it, and their ids.
    QStringList knownFolders;
    std::vector<qint64> knownFolderIds;
    // Expand with a password that came after the listing: of the container these encrypted members alone are tried, by
    // their indexes, and told by the ids of the rows they have.
    bool onlyLocked = false;
    std::vector<qint64> lockedMembers;
    std::vector<qint64> lockedIds;
};

struct TaskRequest {
    quint32 task = 0;
    TaskKind kind = TaskKind::Walk;
    std::vector<UnitRequest> units;
    quint64 firstFileId = 1; ///< New file rows get ids from here on
    bool careful = false;    ///< Say each position before it is touched (a Progress frame, flushed)
    bool doneOrphans = false; ///< Walk: the orphans are already in the case
    std::vector<quint32> doneVolumes; ///< Walk: volumes whose orphan unit is done
};

/// Unit number of the orphans of a volume in a walk (file ids are below this).
inline constexpr quint64 kOrphanUnit = quint64(1) << 62;

struct ProgressMessage {
    qint64 done = 0;       ///< Bytes or entries
    qint64 total = 0;      ///< 0: unknown
    bool bytes = true;     ///< Unit of done and total
    quint64 unit = 0;      ///< What is being read now
    qint64 position = 0;
    bool step = false;     ///< Careful mode: this position is touched next
    QString current;       ///< Path or name
    qint64 warnings = 0;
};

struct TaskDoneMessage {
    ErrorCode error = ErrorCode::None;
    QString detail;
    quint64 nextFileId = 0;
    QCborMap result; ///< Verify: md5, sha1, sha256 (bytes), badRanges [[offset, length], …], stored…
};

struct ReadRequest {
    FileLocator locator;
    qint64 offset = 0;
    qint64 size = 0; ///< At most 1 MiB
    bool raw = false; ///< Locator ignored: bytes of the decoded image
};

struct BytesMessage {
    ErrorCode error = ErrorCode::None;
    QString detail;
    qint64 offset = 0;
    qint64 fileSize = -1;
    QByteArray bytes;
};

/// What would this file be read as? Empty fields: as the Open request says, else detect.
struct ProbeRequest {
    FileLocator locator;
    QString path;
    QString zone;
    QString encoding;
    QString host;
    QString format;
    QByteArray mapping;
    QStringList extraFormats;
};

struct ProbeMessage {
    ErrorCode error = ErrorCode::None;
    EvidenceKind kind = EvidenceKind::Auto; ///< Image: neither importer nor rows, its parts are listed by the import
    qint64 mediaSize = 0;                   ///< Of an image: bytes of the disk
    QString importer;   ///< Best match; empty: none
    QString format;     ///< "squid native", "evtx"; where there is no importer: "E01", "zip" …, empty for any other file
    int confidence = 0; ///< 0–100
    QString encoding;
    bool encodingGuessed = false;
    QString zone;       ///< What the source itself says; empty: it does not
    bool zoneNeeded = false;
    QString host;
    QStringList columns;
    std::vector<QStringList> rows; ///< First parsed rows
    QStringList missingFields;
};

/// A picture of a file, made smaller where an edge is longer than maxEdge pixels (at most 4096).
struct PictureRequest {
    FileLocator locator;
    int maxEdge = 4096;
};

/// RGBA8888 premultiplied pixels, at most 4096 × 4096.
struct PictureMessage {
    ErrorCode error = ErrorCode::None;
    QString detail;
    int width = 0;
    int height = 0;
    QByteArray pixels;
};

// Each message to CBOR and back. decode() gives Protocol where a field has another type than declared or a number lies
// outside its range; unknown keys are ignored.
QByteArray encode(const HelloMessage &);
QByteArray encode(const OpenRequest &);
QByteArray encode(const OpenedMessage &);
QByteArray encode(const TaskRequest &);
QByteArray encode(const ProgressMessage &);
QByteArray encode(const TaskDoneMessage &);
QByteArray encode(const ReadRequest &);
QByteArray encode(const BytesMessage &);
QByteArray encode(const ProbeRequest &);
QByteArray encode(const ProbeMessage &);
QByteArray encode(const PictureRequest &);
QByteArray encode(const PictureMessage &);
QByteArray encode(const FileLocator &);
template <typename T> Result<T> decode(QByteArrayView payload);
template <> Result<HelloMessage> decode(QByteArrayView);
template <> Result<OpenRequest> decode(QByteArrayView);
template <> Result<OpenedMessage> decode(QByteArrayView);
template <> Result<TaskRequest> decode(QByteArrayView);
template <> Result<ProgressMessage> decode(QByteArrayView);
template <> Result<TaskDoneMessage> decode(QByteArrayView);
template <> Result<ReadRequest> decode(QByteArrayView);
template <> Result<BytesMessage> decode(QByteArrayView);
template <> Result<ProbeRequest> decode(QByteArrayView);
template <> Result<ProbeMessage> decode(QByteArrayView);
template <> Result<PictureRequest> decode(QByteArrayView);
template <> Result<PictureMessage> decode(QByteArrayView);
template <> Result<FileLocator> decode(QByteArrayView);

} // namespace ashiato
