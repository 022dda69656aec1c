// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/evidencefiles.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QSet>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <functional>
#include <string_view>
#include <linux/fs.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>
#include <utility>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr qint64 kMiB = 1 << 20;
constexpr rlim_t kDescriptorsWanted = 65'536;

/// How the names of a set count on.
enum class Series { None, Ewf, Numbers, ShortNumbers, Letters };

/// A file that is open for reading, for as long as it is looked at.
class Opened
{
public:
    explicit Opened(int descriptor) : m_descriptor(descriptor) {}
    ~Opened()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Q_DISABLE_COPY_MOVE(Opened)
    int get() const { return m_descriptor; }
    explicit operator bool() const { return m_descriptor >= 0; }
    QByteArray read(qint64 offset, qint64 size) const
    {
        QByteArray bytes(qsizetype(size), Qt::Uninitialized);
        const ssize_t got = m_descriptor < 0 ? -1 : ::pread(m_descriptor, bytes.data(), size_t(size), offset);
        bytes.truncate(std::max<qsizetype>(got, 0));
        return bytes;
    }

private:
    int m_descriptor;
};

/// Read-only, without waiting for the other end of a pipe, and without touching the access time where that is allowed (it
/// is evidence too).
int openReadOnly(const QString &path, int more = 0)
{
    const QByteArray name = QFile::encodeName(path);
    const int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | more;
    const int descriptor = ::open(name.constData(), flags | O_NOATIME);
    return descriptor >= 0 || errno != EPERM ? descriptor : ::open(name.constData(), flags);
}

/// Whether the kernel makes the content up while it is read: its sizes say nothing, and some of it waits.
bool isMadeUp(int descriptor)
{
    constexpr decltype(statfs::f_type) kMagics[] = {PROC_SUPER_MAGIC, SYSFS_MAGIC, DEBUGFS_MAGIC, TRACEFS_MAGIC, SECURITYFS_MAGIC,
                                                    CGROUP_SUPER_MAGIC, CGROUP2_SUPER_MAGIC};
    struct statfs system = {};
    return ::fstatfs(descriptor, &system) == 0 && std::find(std::begin(kMagics), std::end(kMagics), system.f_type) != std::end(kMagics);
}

/// Bytes of an open file or block device; -1 for what is no evidence: pipes, sockets, character devices, made-up files.
/// 0 for a folder.
qint64 readableSize(int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0 || isMadeUp(descriptor))
        return -1;
    if (S_ISDIR(status.st_mode))
        return 0;
    if (S_ISBLK(status.st_mode)) {
        quint64 size = 0;
        return ::ioctl(descriptor, BLKGETSIZE64, &size) == 0 ? qint64(size) : -1;
    }
    char byte = 0;
    const bool isFile = S_ISREG(status.st_mode) && (status.st_size > 0 || ::pread(descriptor, &byte, 1, 0) <= 0);
    return isFile ? qint64(status.st_size) : -1;
}

/// The same by its path; what cannot be opened is an error when it is to be read.
qint64 readableSize(const QString &path)
{
    struct stat status = {};
    if (::stat(QFile::encodeName(path).constData(), &status) != 0)
        return 0;
    if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode) && !S_ISBLK(status.st_mode))
        return -1;
    const Opened file(openReadOnly(path));
    return file ? readableSize(file.get()) : qint64(status.st_size);
}

Series seriesOf(const QString &suffix)
{
    const auto digit = [](QChar c) { return c >= u'0' && c <= u'9'; };
    const auto letter = [](QChar c) { return c.toLower() >= u'a' && c.toLower() <= u'z'; };
    if (!suffix.isEmpty() && std::all_of(suffix.begin(), suffix.end(), digit))
        return suffix.size() >= 3 ? Series::Numbers : Series::ShortNumbers;
    const qsizetype tail = suffix.size() - 2;
    if (tail != 1 && tail != 2) // E01, Ex01
        return Series::None;
    const QChar first = suffix[0].toLower();
    const bool counted = (digit(suffix[tail]) && digit(suffix[tail + 1])) ||
                         (letter(suffix[tail]) && letter(suffix[tail + 1]));
    const bool ewf = tail == 1 ? (first >= u'e' && first <= u'z') : suffix[1].toLower() == u'x';
    if (!counted || !ewf)
        return Series::None;
    return Series::Ewf;
}

/// Suffix number index (from 0 on) of an EWF set that begins with letter first: E01 … E99, EAA … EZZ, FAA … ZZZ.
QString ewfSuffix(QChar first, const QString &middle, int index)
{
    const bool upper = first.isUpper();
    if (index < 99)
        return first + middle + QString::number(index + 1).rightJustified(2, u'0');
    const int letters = index - 99;
    const auto letter = [&](int n) { return QChar(ushort((upper ? u'A' : u'a') + n)); };
    const QChar lead = QChar(ushort(first.unicode() + letters / 676));
    return lead + middle + letter(letters / 26 % 26) + letter(letters % 26);
}

int ewfCount(QChar first) { return 99 + (u'z' - first.toLower().unicode() + 1) * 676; }

/// Suffix number index (from 0 on) of what split(1) makes: aa, ab … zz.
QString lettersSuffix(qsizetype width, int index)
{
    QString suffix(width, u'a');
    for (qsizetype i = width; i-- > 0; index /= 26)
        suffix[i] = QChar(ushort(u'a' + index % 26));
    return suffix;
}

/// The names in a folder. Copies between systems change the case of some, so a name stands for one that differs in case
/// alone where it is not there itself.
class FolderNames
{
public:
    explicit FolderNames(const QDir &folder)
    {
        for (const QString &name : folder.entryList(QDir::Files | QDir::Hidden | QDir::System)) {
            m_names.insert(name);
            m_folded.insert(name.toCaseFolded(), name);
        }
    }
    bool contains(const QString &name) const { return m_folded.contains(name.toCaseFolded()); }
    /// As it is written in the folder; the name itself where it is not there.
    QString written(const QString &name) const
    {
        return m_names.contains(name) ? name : m_folded.value(name.toCaseFolded(), name);
    }

private:
    QSet<QString> m_names;
    QHash<QString, QString> m_folded;
};

/// How a name is counted on: the part in front of what counts, and that.
struct Set {
    Series series = Series::None;
    QString base;
    QString suffix;
};

/// "disk.aa" and "xab" of split(1), and what has numbers behind its last dot.
Set setOf(const QFileInfo &info)
{
    const QString name = info.fileName();
    const qsizetype dot = name.lastIndexOf(u'.');
    if (dot > 0) {
        const QString suffix = name.mid(dot + 1);
        if (const Series series = seriesOf(suffix); series != Series::None)
            return {series, name.left(dot + 1), suffix};
    }
    const qsizetype width = dot > 0 ? name.size() - dot - 1 : 2;
    const QString base = name.chopped(std::min(width, name.size())), suffix = name.mid(base.size());
    const bool letters = std::all_of(suffix.begin(), suffix.end(), [](QChar c) { return c >= u'a' && c <= u'z'; });
    if (!letters || suffix.size() != width || width < 2 || width > 3)
        return {};
    const QFileInfo first(info.dir(), base + lettersSuffix(width, 0)), second(info.dir(), base + lettersSuffix(width, 1));
    return first.isFile() && second.isFile() ? Set{Series::Letters, base, suffix} : Set{};
}

QChar ewfFirstLetter(const Set &set, const FolderNames &names)
{
    // "FAA" belongs to the set that begins with E01 (s01, L01): take the nearest letter before it that has a first.
    const QString middle = set.suffix.size() == 4 ? set.suffix.mid(1, 1) : QString();
    for (ushort c = set.suffix[0].unicode(); QChar(c).isLetter() && QChar(c).toLower() >= u'e'; --c) {
        if (names.contains(set.base + QChar(c) + middle + u"01"_s))
            return QChar(c);
    }
    return set.suffix[0];
}

/// All names of the set up to the last that is there.
QStringList setNames(const Set &set, const FolderNames &names)
{
    std::function<QString(int)> nameAt;
    int count = 0;
    const qsizetype width = set.suffix.size();
    if (set.series == Series::Ewf) {
        const QChar first = ewfFirstLetter(set, names);
        const QString middle = width == 4 ? set.suffix.mid(1, 1) : QString();
        nameAt = [=](int i) { return set.base + ewfSuffix(first, middle, i); };
        count = ewfCount(first);
    } else if (set.series == Series::Letters) {
        nameAt = [=](int i) { return set.base + lettersSuffix(width, i); };
        count = width == 2 ? 26 * 26 : 26 * 26 * 26;
    } else if (set.series == Series::ShortNumbers) {
        // ".10" counts on from ".9" where there is no ".01" and no ".00".
        const auto there = [&](const char *number) { return names.contains(set.base + QLatin1String(number)); };
        const qsizetype digits = width == 1 || (!there("00") && !there("01") && (there("0") || there("1"))) ? 1 : 2;
        const int start = there(digits == 1 ? "0" : "00") ? 0 : 1;
        nameAt = [=](int i) { return set.base + QString::number(i + start).rightJustified(digits, u'0'); };
        count = 100 - start;
    } else {
        const int start = names.contains(set.base + QString(width, u'0')) ? 0 : 1;
        nameAt = [=](int i) { return set.base + QString::number(i + start).rightJustified(width, u'0'); };
        count = 100'000;
    }
    QStringList list;
    qsizetype used = 0;
    for (int i = 0; i < count; ++i) {
        list << names.written(nameAt(i));
        if (names.contains(list.back()))
            used = list.size();
        else if (list.size() > used + 100) // a hole wider than that is the end
            break;
    }
    return list.mid(0, used);
}

void raiseDescriptorLimit()
{
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= kDescriptorsWanted)
        return;
    limit.rlim_cur = std::min(limit.rlim_max, kDescriptorsWanted);
    ::setrlimit(RLIMIT_NOFILE, &limit);
}

SegmentState stateOf(const struct stat &status)
{
    return {qint64(status.st_size), qint64(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec, quint64(status.st_dev),
            quint64(status.st_ino)};
}

QString beside(const EvidenceFiles &files, const QString &name)
{
    return QFileInfo(files.location).dir().filePath(name);
}

Result<QByteArray> readAt(const EvidenceFiles &files, qint64 offset, qint64 size)
{
    QByteArray out;
    qint64 start = 0;
    for (const QString &name : files.segments) {
        const QString path = beside(files, name);
        const qint64 end = start + std::max<qint64>(readableSize(path), 0);
        if (offset + out.size() >= start && offset + out.size() < end && out.size() < size) {
            const Opened file(openReadOnly(path));
            while (out.size() < size && offset + out.size() < end) {
                const qint64 at = offset + out.size();
                const QByteArray part = file.read(at - start, std::min(size - out.size(), end - at));
                if (part.isEmpty())
                    return {ErrorCode::Io, path};
                out += part;
            }
        }
        start = end;
    }
    return out;
}

bool isText(const QByteArray &bytes)
{
    return std::none_of(bytes.begin(), bytes.end(), [](char c) { return quint8(c) < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b'; });
}

/// Archives, captures and logs that are rotated under such names: each begins with its own head.
bool isWholeFile(const QByteArray &head)
{
    static constexpr std::string_view kMagics[] = {"\x1f\x8b", "BZh", "\xfd""7zXZ", "\x28\xb5\x2f\xfd", "PK\x03\x04", "ElfFile", "SQLite format",
                                                   "LPKSHHRH", "\xd4\xc3\xb2\xa1", "\xa1\xb2\xc3\xd4", "\x0a\x0d\x0d\x0a"};
    return std::any_of(std::begin(kMagics), std::end(kMagics),
                       [&head](std::string_view magic) { return head.startsWith(QByteArrayView(magic.data(), qsizetype(magic.size()))); });
}

/// What the content of files says that count on by short numbers or letters.
enum class Parts {
    Joined,   ///< Those of one image
    Separate, ///< Each a file of its own
    Odd       ///< Neither: sizes that parts do not have
};

Parts partsOf(const QDir &folder, const QStringList &segments)
{
    constexpr qint64 kHead = 4096, kSectorSize = 512;
    if (segments.size() < 2)
        return Parts::Separate;
    const Opened first(openReadOnly(folder.filePath(segments[0]))), second(openReadOnly(folder.filePath(segments[1])));
    const QByteArray head = first.read(0, kHead), next = second.read(0, kHead);
    if (head.isEmpty() || isText(head) || (isWholeFile(head) && isWholeFile(next)))
        return Parts::Separate;
    const qint64 size = readableSize(first.get());
    bool good = size > 0 && size % kSectorSize == 0;
    for (qsizetype i = 1; i < segments.size() && good; ++i) {
        const qint64 other = QFileInfo(folder.filePath(segments[i])).size();
        good = i + 1 < segments.size() ? other == size : other <= size;
    }
    return good ? Parts::Joined : Parts::Odd;
}

/// Leaves the evidence alone where what counts on from it is no set.
void keepIfJoined(EvidenceFiles &files, const QDir &folder)
{
    const Parts parts = partsOf(folder, files.segments);
    if (parts == Parts::Joined)
        return;
    if (parts == Parts::Odd)
        files.notJoined = files.segments;
    files.notJoined.removeAll(files.name);
    files.segments = QStringList{files.name};
    files.missing.clear();
}

} // namespace

Result<EvidenceFiles> findEvidenceFiles(const QString &path)
{
    const QFileInfo info(path);
    if (!info.exists())
        return {ErrorCode::NotFound, path};
    if (readableSize(path) < 0)
        return {ErrorCode::SpecialFile, path};
    EvidenceFiles files;
    files.location = info.absoluteFilePath();
    files.name = info.fileName();
    if (info.isDir()) {
        files.location = QDir(path).absolutePath();
        files.name = QDir(files.location).dirName();
        files.kind = EvidenceKind::Folder;
        return files;
    }
    const Set set = setOf(info);
    if (set.series == Series::None) {
        files.segments = QStringList{files.name};
    } else {
        const FolderNames names(info.dir());
        for (const QString &name : setNames(set, names))
            (names.contains(name) ? files.segments : files.missing) << name;
        if (!files.segments.contains(files.name)) { // its neighbours count, it does not
            files.segments = QStringList{files.name};
            files.missing.clear();
        }
        if (set.series == Series::ShortNumbers || set.series == Series::Letters)
            keepIfJoined(files, info.dir());
        files.name = files.segments.first();
        files.location = info.dir().absoluteFilePath(files.name);
    }
    for (const QString &name : files.segments)
        files.storedSize += std::max<qint64>(readableSize(beside(files, name)), 0);
    return files;
}

Result<std::vector<int>> openEvidenceFiles(const EvidenceFiles &files)
{
    raiseDescriptorLimit();
    QStringList paths;
    if (files.kind == EvidenceKind::Folder)
        paths << files.location;
    for (const QString &name : files.segments)
        paths << beside(files, name);
    std::vector<int> descriptors;
    for (const QString &path : paths) {
        const int descriptor = openReadOnly(path, files.kind == EvidenceKind::Folder ? O_DIRECTORY : 0);
        ErrorCode code = ErrorCode::None;
        if (descriptor < 0)
            code = errno == ENOENT ? ErrorCode::NotFound : errno == ENXIO ? ErrorCode::SpecialFile : ErrorCode::Io; // ENXIO: a socket
        else if (readableSize(descriptor) < 0)
            code = ErrorCode::SpecialFile;
        if (descriptor >= 0)
            descriptors.push_back(descriptor);
        if (code != ErrorCode::None) {
            for (const int open : descriptors)
                ::close(open);
            return {code, path};
        }
    }
    return descriptors;
}

std::vector<SegmentState> segmentStates(const std::vector<int> &descriptors)
{
    std::vector<SegmentState> states;
    for (const int descriptor : descriptors) {
        struct stat status = {};
        states.push_back(::fstat(descriptor, &status) == 0 ? stateOf(status) : SegmentState());
    }
    return states;
}

std::vector<SegmentChange> segmentChanges(const EvidenceFiles &files, std::vector<SegmentState> &before)
{
    std::vector<SegmentChange> changes;
    if (files.kind == EvidenceKind::Folder)
        return changes;
    for (qsizetype i = 0; i < files.segments.size() && size_t(i) < before.size(); ++i) {
        const QString path = beside(files, files.segments[i]);
        struct stat status = {};
        if (::stat(QFile::encodeName(path).constData(), &status) != 0)
            continue;
        const SegmentState old = std::exchange(before[size_t(i)], stateOf(status)), now = before[size_t(i)];
        if (now == old)
            continue;
        const auto time = [](qint64 ns) {
            return QDateTime::fromMSecsSinceEpoch(ns / 1'000'000, Qt::UTC).toString(Qt::ISODateWithMs);
        };
        QString detail = u"size: %1 → %2, %3 → %4"_s.arg(old.size).arg(now.size).arg(time(old.modifiedNs), time(now.modifiedNs));
        if (now.inode != old.inode || now.device != old.device)
            detail += u", inode %1 → %2"_s.arg(old.inode).arg(now.inode);
        changes.push_back({path, detail, now.size < old.size ? now.size : -1});
    }
    return changes;
}

Result<QString> evidenceFingerprint(const EvidenceFiles &files)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (files.kind == EvidenceKind::Folder) {
        const QFileInfoList entries = QDir(files.location).entryInfoList(
            QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System, QDir::Name);
        for (const QFileInfo &entry : entries) {
            hash.addData(entry.fileName().toUtf8() + '\0');
            hash.addData(QByteArray::number(entry.isDir() ? -1 : entry.size()) + '\0');
        }
        return QString::fromLatin1(hash.result().toHex());
    }
    hash.addData(QByteArray::number(files.storedSize) + '\0');
    for (const qint64 offset : {qint64(0), files.storedSize / 2, std::max<qint64>(0, files.storedSize - kMiB)}) {
        auto bytes = readAt(files, offset, std::min(kMiB, files.storedSize - offset));
        if (!bytes)
            return bytes.error();
        hash.addData(*bytes);
    }
    return QString::fromLatin1(hash.result().toHex());
}

Result<void> canBeOpened(const QString &location, const QString &fingerprint, const QStringList &folders)
{
    auto files = findEvidenceFiles(location);
    if (!files && !fingerprint.isEmpty()) {
        const QString moved = findMovedEvidence(QFileInfo(location).fileName(), fingerprint, folders);
        if (!moved.isEmpty())
            files = findEvidenceFiles(moved);
    }
    if (!files)
        return files.error();
    if (!fingerprint.isEmpty() && files->kind != EvidenceKind::Folder) {
        const auto now = evidenceFingerprint(*files);
        if (!now)
            return now.error();
        if (*now != fingerprint)
            return {ErrorCode::HashMismatch, files->location};
    }
    const auto descriptors = openEvidenceFiles(*files);
    if (!descriptors)
        return descriptors.error();
    for (const int descriptor : *descriptors)
        ::close(descriptor);
    return {};
}

QString findMovedEvidence(const QString &name, const QString &fingerprint, const QStringList &folders)
{
    for (const QString &folder : folders) {
        const QString path = QDir(folder).absoluteFilePath(name);
        const auto files = findEvidenceFiles(path);
        if (!files)
            continue;
        if (const auto print = evidenceFingerprint(*files); print && *print == fingerprint)
            return path;
    }
    return {};
}

} // namespace ashiato
