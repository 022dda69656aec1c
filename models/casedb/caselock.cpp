// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/caselock.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSysInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace ashiato
{

namespace
{

QString ownerOf(int descriptor)
{
    char text[512] = {};
    const ssize_t size = ::pread(descriptor, text, sizeof(text) - 1, 0);
    const QJsonObject owner = QJsonDocument::fromJson(QByteArray(text, qMax<ssize_t>(size, 0))).object();
    return QStringLiteral("pid %1 on %2").arg(owner.value(u"pid").toInteger()).arg(owner.value(u"host").toString());
}

} // namespace

Result<std::unique_ptr<CaseLock>> CaseLock::take(const QString &folder)
{
    const QString path = folder + QStringLiteral("/lock");
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0600);
    if (descriptor < 0) {
        if (errno == ELOOP || errno == ENXIO || errno == EISDIR) // a link, a socket, a folder
            return {ErrorCode::SpecialFile, path};
        const bool readOnly = errno == EROFS || errno == EACCES || errno == EPERM;
        return {readOnly ? ErrorCode::ReadOnly : errno == ENOSPC || errno == EDQUOT ? ErrorCode::DiskFull : ErrorCode::Io,
                path};
    }
    std::unique_ptr<CaseLock> lock(new CaseLock(descriptor));
    // It is cut to nothing and written: only a file of the case itself may be.
    struct stat about;
    if (::fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode) || about.st_nlink != 1)
        return {ErrorCode::SpecialFile, path};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            return {ErrorCode::Locked, ownerOf(descriptor)};
        return {ErrorCode::Io, path + QStringLiteral(": ") + QString::fromLocal8Bit(std::strerror(errno))};
    }
    const QByteArray owner =
        QJsonDocument(QJsonObject{{QStringLiteral("pid"), qint64(::getpid())},
                                  {QStringLiteral("host"), QSysInfo::machineHostName()}})
            .toJson(QJsonDocument::Compact);
    // Who has it is a courtesy: on a full disk the lock holds without it.
    if (::ftruncate(descriptor, 0) != 0 || ::pwrite(descriptor, owner.constData(), size_t(owner.size()), 0) < 0)
        return lock;
    return lock;
}

CaseLock::~CaseLock() { ::close(m_descriptor); }

} // namespace ashiato
