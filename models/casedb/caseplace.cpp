// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/caseplace.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

constexpr int kDeepestCache = 4;

bool isLoneFile(const struct stat &about, bool alone) { return S_ISREG(about.st_mode) && (!alone || about.st_nlink == 1); }

Result<void> checkCache(const QString &folder, bool forWriting, int depth)
{
    DIR *entries = ::opendir(QFile::encodeName(folder).constData());
    if (!entries) // nothing of it can be opened then
        return {};
    Result<void> good;
    while (const dirent *entry = ::readdir(entries)) {
        const QByteArray name(entry->d_name);
        if (name == "." || name == "..")
            continue;
        const QString path = folder + u'/' + QFile::decodeName(name);
        struct stat about;
        if (::fstatat(::dirfd(entries), entry->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
            continue; // another process has removed it
        if (S_ISDIR(about.st_mode) && depth < kDeepestCache)
            good = checkCache(path, forWriting, depth + 1);
        else if (!isLoneFile(about, forWriting))
            good = Result<void>(ErrorCode::SpecialFile, path);
        if (!good)
            break;
    }
    ::closedir(entries);
    return good;
}

} // namespace

Result<void> checkCaseFolder(const QString &folder, bool forWriting)
{
    struct stat about;
    for (const char *name : {"lock", "case.sqlite", "case.sqlite-wal", "case.sqlite-shm", "case.sqlite-journal"}) {
        const QString path = folder + u'/' + QLatin1String(name);
        if (::lstat(QFile::encodeName(path).constData(), &about) == 0 && !isLoneFile(about, forWriting))
            return {ErrorCode::SpecialFile, path};
    }
    const QString cache = folder + QStringLiteral("/cache");
    if (::lstat(QFile::encodeName(cache).constData(), &about) != 0)
        return {};
    return S_ISDIR(about.st_mode) ? checkCache(cache, forWriting, 0) : Result<void>(ErrorCode::SpecialFile, cache);
}

bool makePrivateFolder(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    if (!QDir().mkpath(QFileInfo(path).absolutePath()))
        return false;
    if (::mkdir(name.constData(), 0700) == 0)
        return ::chmod(name.constData(), 0700) == 0;
    struct stat about;
    return errno == EEXIST && ::lstat(name.constData(), &about) == 0 && S_ISDIR(about.st_mode);
}

Result<void> makePrivateFile(const QString &path)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return {errno == EROFS || errno == EACCES ? ErrorCode::ReadOnly
                : errno == ENOSPC || errno == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Io, path};
    const bool done = ::fchmod(descriptor, 0600) == 0;
    ::close(descriptor);
    return done ? Result<void>() : Result<void>(ErrorCode::Io, path);
}

} // namespace ashiato
