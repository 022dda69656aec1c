// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/evidencebase.h"
#include "importers/evidence/filetimes.h"
#include "importers/evidence/names.h"
#include "importers/evidence/plainfile.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

constexpr int kMaxDepth = 256;

class Descriptor
{
public:
    explicit Descriptor(int value = -1) : m_value(value) {}
    ~Descriptor() { reset(-1); }
    Descriptor(Descriptor &&other) noexcept : m_value(std::exchange(other.m_value, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept
    {
        reset(std::exchange(other.m_value, -1));
        return *this;
    }
    void reset(int value)
    {
        if (m_value >= 0)
            ::close(m_value);
        m_value = value;
    }
    int get() const { return m_value; }
    int release() { return std::exchange(m_value, -1); }
    explicit operator bool() const { return m_value >= 0; }

private:
    int m_value;
};

/// Opens one entry for reading without following a link, waiting for a pipe, or touching its access time where that is
/// allowed.
int openEntry(int folder, const char *name, int more)
{
    const int flags = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | more;
    const int opened = ::openat(folder, name, flags | O_NOATIME);
    return opened >= 0 || errno != EPERM ? opened : ::openat(folder, name, flags);
}

QByteArray directoryOf(const QByteArray &path) { return path.isEmpty() ? QByteArray("/") : '/' + path + '/'; }

Error systemError(const QByteArray &path)
{
    const ErrorCode code = errno == ENOENT || errno == ENOTDIR || errno == ELOOP ? ErrorCode::NotFound : ErrorCode::Io;
    return {code, QString::fromUtf8(path), -1};
}

/// A folder as evidence. Every name is opened below the folder's own descriptor, one part after the other, links never
/// followed: there is no way out of it and no way in circles. (openat2 would do it in one call, but hides its flags from
/// the system call filter.)
class Folder : public EvidenceBase
{
public:
    Folder(const OpenRequest &request, std::vector<int> descriptors) : EvidenceBase(request, std::move(descriptors))
    {
        m_opened.kind = EvidenceKind::Folder;
        m_opened.format = QStringLiteral("folder");
    }

    Result<void> volumes(RecordSink &sink) override;
    Result<void> walk(const TaskRequest &request, RecordSink &sink) override;
    /// A folder has no bytes of its own; its files are hashed one by one.
    Result<QCborMap> verify(RecordSink &) override { return {ErrorCode::Unsupported, m_opened.format}; }
    Result<std::unique_ptr<ByteSource>> openRaw() override { return {ErrorCode::Unsupported, m_opened.format}; }

protected:
    Result<std::unique_ptr<ByteSource>> openFirst(const LocatorStep &step) override;

private:
    struct Unit {
        quint64 id = 0;
        QByteArray path; ///< Escaped, below the folder: "" or "a/b"
        qint64 position = 0;
        std::vector<qint64> skips;
    };

    Result<Descriptor> openPath(const QByteArray &path, int lastFlags) const;
    Result<void> walkUnit(const Unit &unit, RecordSink &sink);
    Result<std::vector<QByteArray>> namesIn(int folder) const;
    Result<void> emitEntry(int folder, const QByteArray &stored, const Unit &unit, RecordSink &sink);

    std::vector<Unit> m_queue; // the next one at its end
    std::vector<Unit> m_found; // of the unit that is being listed
    qint64 m_done = 0;
};

Result<void> Folder::volumes(RecordSink &sink)
{
    FileRecord file;
    QByteArray owner;
    QByteArray group;
    if (!fillFromDescriptor(m_descriptors.at(0), "", file, &owner, &group))
        return {ErrorCode::Io, m_request.name};
    file.id = sink.nextFileId();
    file.size = kUnknown;
    StringPool &strings = sink.batch().strings;
    file.directory = strings.intern(QByteArrayView("/"));
    file.owner = strings.intern(QByteArrayView(owner));
    file.group = strings.intern(QByteArrayView(group));
    file.access = AccessMethod::FolderPath;
    sink.batch().files.push_back(file);
    emitFileTimeEvents(file, fileTimeTypes("folder"), sink);
    return sink.endRecord(1) ? Result<void>() : ErrorCode::Cancelled;
}

/// Goes from the evidence folder down to path. lastFlags: more flags for its last part.
Result<Descriptor> Folder::openPath(const QByteArray &path, int lastFlags) const
{
    Descriptor at(::dup(m_descriptors.at(0)));
    if (!at)
        return systemError(path);
    const QList<QByteArray> parts = path.isEmpty() ? QList<QByteArray>() : path.split('/');
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QByteArray name = storedName(parts[i]);
        if (name.isEmpty() || name == "." || name == ".." || name.contains('\0') || name.contains('/'))
            return {ErrorCode::Invalid, QString::fromUtf8(path)};
        const bool last = i + 1 == parts.size();
        Descriptor next(openEntry(at.get(), name.constData(), last ? lastFlags : O_DIRECTORY));
        if (!next)
            return systemError(path);
        at = std::move(next);
    }
    return at;
}

Result<void> Folder::walk(const TaskRequest &request, RecordSink &sink)
{
    m_queue.clear();
    m_done = 0;
    for (auto it = request.units.rbegin(); it != request.units.rend(); ++it) {
        if (it->unit >= kOrphanUnit)
            continue;
        QByteArray path = it->path.toUtf8();
        while (path.startsWith('/'))
            path.remove(0, 1);
        while (path.endsWith('/'))
            path.chop(1);
        m_queue.push_back({it->unit, path, it->position, it->skips});
    }
    while (!m_queue.empty()) {
        const Unit unit = std::move(m_queue.back());
        m_queue.pop_back();
        m_found.clear();
        sink.beginUnit(unit.id);
        if (auto done = walkUnit(unit, sink); !done) {
            if (done.error().code == ErrorCode::Cancelled)
                return done;
            if (done.error().code == ErrorCode::Io || done.error().code == ErrorCode::NotFound) {
                sink.failUnit(done.error()); // it was there when its folder was listed
            } else {
                sink.warn(done.error().code, u'/' + QString::fromUtf8(unit.path), done.error().detail, kUnknown, kUnknown,
                          unit.id);
                sink.endUnit();
            }
        } else {
            sink.endUnit();
        }
        std::move(m_found.rbegin(), m_found.rend(), std::back_inserter(m_queue));
    }
    return {};
}

/// Sorted by their bytes, so that a position means the same entry after a restart.
Result<std::vector<QByteArray>> Folder::namesIn(int folder) const
{
    const int again = ::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *listing = again >= 0 ? ::fdopendir(again) : nullptr;
    if (!listing) {
        const Error error = systemError({});
        if (again >= 0)
            ::close(again);
        return error;
    }
    std::vector<QByteArray> names;
    errno = 0;
    while (const dirent *entry = ::readdir(listing)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names.emplace_back(entry->d_name);
    }
    ::closedir(listing);
    std::sort(names.begin(), names.end());
    return names;
}

Result<void> Folder::walkUnit(const Unit &unit, RecordSink &sink)
{
    if (unit.path.count('/') >= kMaxDepth)
        return {ErrorCode::LimitExceeded, QString::number(kMaxDepth)};
    auto folder = openPath(unit.path, O_DIRECTORY);
    if (!folder)
        return folder.error();
    auto names = namesIn(folder->get());
    if (!names)
        return names.error();
    const qint64 count = qint64(names->size());
    for (qint64 i = unit.position; i < count; ++i) {
        const QByteArray &stored = (*names)[size_t(i)];
        const bool skip = std::find(unit.skips.begin(), unit.skips.end(), i) != unit.skips.end();
        if (sink.step(i) && !skip) {
            if (auto done = emitEntry(folder->get(), stored, unit, sink); !done)
                return done;
        } else {
            sink.warn(ErrorCode::Crashed, QString::fromUtf8(directoryOf(unit.path) + escapedName(stored)), {}, kUnknown,
                      kUnknown, unit.id);
        }
        if (!sink.endRecord(i + 1))
            return ErrorCode::Cancelled;
        if (++m_done % 64 == 0 && !sink.advance(m_done, 0, u'/' + QString::fromUtf8(unit.path)))
            return ErrorCode::Cancelled;
    }
    return {};
}

Result<void> Folder::emitEntry(int folder, const QByteArray &stored, const Unit &unit, RecordSink &sink)
{
    bool damaged = false;
    const QByteArray name = escapedName(stored, &damaged);
    FileRecord file;
    QByteArray owner;
    QByteArray group;
    file.id = sink.nextFileId();
    file.parentId = unit.id;
    file.access = AccessMethod::FolderPath;
    if (damaged)
        file.flags |= FileNameDamaged;
    const QByteArray path = unit.path.isEmpty() ? name : unit.path + '/' + name;
    if (!fillFromDescriptor(folder, stored.constData(), file, &owner, &group)) {
        const int number = errno;
        if (!namesIn(folder)) // not this entry, but the disk that it is on
            return {ErrorCode::Io, QString::fromUtf8(path), -1};
        file.flags |= FileUnreadable;
        sink.warn(ErrorCode::Io, u'/' + QString::fromUtf8(path), QString::fromLocal8Bit(strerror(number)), kUnknown,
                  kUnknown, file.id);
    }
    StringPool &strings = sink.batch().strings;
    file.name = strings.add(name);
    file.directory = strings.intern(QByteArrayView(directoryOf(unit.path)));
    file.owner = strings.intern(QByteArrayView(owner));
    file.group = strings.intern(QByteArrayView(group));
    if (file.kind == FileKind::Symlink) {
        char target[4096];
        const ssize_t size = ::readlinkat(folder, stored.constData(), target, sizeof target);
        if (size > 0)
            file.linkTarget = strings.intern(QByteArrayView(escapedName(QByteArrayView(target, size))));
    }
    if (file.kind != FileKind::File && file.kind != FileKind::Directory)
        file.access = AccessMethod::None; // links, pipes, sockets and devices are listed, never opened
    if (file.kind == FileKind::Pipe || file.kind == FileKind::Socket || file.kind == FileKind::Device)
        sink.warn(ErrorCode::SpecialFile, u'/' + QString::fromUtf8(path), {}, kUnknown, kUnknown, file.id);
    if (file.kind == FileKind::Directory) {
        file.size = kUnknown;
        m_found.push_back({file.id, path, 0, {}});
    }
    setCandidateOrRecognise(file, name, strings);
    sink.batch().files.push_back(file);
    emitFileTimeEvents(file, fileTimeTypes("folder"), sink);
    return {};
}

Result<std::unique_ptr<ByteSource>> Folder::openFirst(const LocatorStep &step)
{
    if (step.access != AccessMethod::FolderPath)
        return {ErrorCode::Invalid, step.path};
    QByteArray path = step.path.toUtf8();
    while (path.startsWith('/'))
        path.remove(0, 1);
    auto opened = openPath(path, 0);
    if (!opened)
        return opened.error();
    struct stat status = {};
    if (::fstat(opened->get(), &status) != 0)
        return {ErrorCode::NotFound, step.path};
    char byte = 0; // what the kernel makes up while it is read (/proc) has no size, and bytes
    if (!S_ISREG(status.st_mode) || (status.st_size == 0 && ::pread(opened->get(), &byte, 1, 0) > 0))
        return {ErrorCode::SpecialFile, step.path};
    return std::unique_ptr<ByteSource>(std::make_unique<PlainFile>(opened->release(), PlainFile::Ownership::Owned));
}

} // namespace

std::unique_ptr<EvidenceSource> openFolder(const OpenRequest &request, std::vector<int> descriptors)
{
    return std::make_unique<Folder>(request, std::move(descriptors));
}

} // namespace ashiato
