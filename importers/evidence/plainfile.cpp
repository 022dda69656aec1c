// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/plainfile.h"

#include "importers/evidence/ewfformat.h"

#include <algorithm>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

qint64 nanoseconds(const struct statx_timestamp &time, FileRecord &file)
{
    constexpr qint64 kLast = std::numeric_limits<qint64>::max() / 1'000'000'000 - 1;
    if (time.tv_sec > kLast || time.tv_sec < -kLast) {
        file.flags |= FileTimeInvalid;
        return kNoTime;
    }
    return time.tv_sec * 1'000'000'000 + time.tv_nsec;
}

FileKind kindOf(quint32 mode)
{
    switch (mode & S_IFMT) {
    case S_IFREG: return FileKind::File;
    case S_IFDIR: return FileKind::Directory;
    case S_IFLNK: return FileKind::Symlink;
    case S_IFIFO: return FileKind::Pipe;
    case S_IFSOCK: return FileKind::Socket;
    case S_IFBLK:
    case S_IFCHR: return FileKind::Device;
    default: return FileKind::Unknown;
    }
}

} // namespace

PlainFile::PlainFile(int descriptor, Ownership ownership) : m_descriptor(descriptor), m_ownership(ownership)
{
    m_size = descriptorSize(descriptor).value_or(0);
}

PlainFile::~PlainFile()
{
    if (m_ownership == Ownership::Owned)
        ::close(m_descriptor);
}

Result<qint64> PlainFile::read(qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || size < 0)
        return ErrorCode::Invalid;
    return readFully(m_descriptor, offset, into, std::clamp<qint64>(m_size - offset, 0, size));
}

std::optional<qint64> descriptorSize(int descriptor)
{
    struct stat status = {};
    if (::fstat(descriptor, &status) != 0)
        return std::nullopt;
    if (S_ISREG(status.st_mode))
        return qint64(status.st_size);
    const off_t end = S_ISBLK(status.st_mode) ? ::lseek(descriptor, 0, SEEK_END) : -1;
    return end >= 0 ? std::optional<qint64>(end) : std::nullopt;
}

bool fillFromDescriptor(int folder, const char *name, FileRecord &file, QByteArray *owner, QByteArray *group)
{
    struct statx status = {};
    const int flags = AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT | (name[0] ? 0 : AT_EMPTY_PATH);
    if (::statx(folder, name, flags, STATX_BASIC_STATS | STATX_BTIME, &status) != 0)
        return false;
    file.kind = kindOf(status.stx_mode);
    file.nameKind = file.kind;
    file.mode = status.stx_mode & 07777;
    file.inode = status.stx_ino;
    file.size = qint64(status.stx_size);
    file.times[0] = nanoseconds(status.stx_mtime, file);
    file.times[1] = nanoseconds(status.stx_atime, file);
    file.times[2] = nanoseconds(status.stx_ctime, file);
    file.times[3] = status.stx_mask & STATX_BTIME ? nanoseconds(status.stx_btime, file) : kNoTime;
    *owner = QByteArray::number(status.stx_uid);
    *group = QByteArray::number(status.stx_gid);
    return true;
}

} // namespace ashiato
