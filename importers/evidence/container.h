// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/bytesource.h"
#include "models/records/records.h"

#include <QByteArray>

#include <functional>
#include <vector>

namespace ashiato
{

/// One member as its container tells it.
struct MemberInfo {
    quint64 index = 0;      ///< What open() takes
    QByteArray path;        ///< As stored, decoded to UTF-8; "/" between the parts
    QByteArray linkTarget;
    qint64 size = kUnknown;
    qint64 times[4] = {kNoTime, kNoTime, kNoTime, kNoTime}; ///< As FileRecord::times
    qint64 precisionNs = 1;
    TimeBasis basis = TimeBasis::Utc;
    FileKind kind = FileKind::File;
    quint32 mode = 0;
    QByteArray owner;
    QByteArray group;
    bool nameDamaged = false;
    bool encrypted = false;
    bool hasContent = true; ///< False for what is a name alone: links, pipes, devices
    bool hardLink = false;  ///< A further name of a member before it, whose index and size it has
    bool unreadable = false; ///< Its content is another member's, and is not read again
    QString invalidTime;    ///< A recorded time that nanoseconds since 1970 cannot hold
    Error damage{ErrorCode::None, {}, -1}; ///< Met when the content was read for its size; the reader of it meets it again
};

/// A place of a container that is not as its format has it, beside which the rest was read.
struct ContainerDamage {
    ErrorCode code = ErrorCode::Damaged;
    QString detail; ///< A name or a value
    qint64 offset = kUnknown;
    qint64 length = kUnknown;
    qint64 count = 1; ///< Of members or places
};

/// What a container may cost before it is taken for a bomb.
struct ContainerLimits {
    quint64 members = 2'000'000;
    qint64 total = qint64(1) << 40;  ///< Bytes of all members together
    qint64 member = qint64(1) << 38; ///< Bytes of one
    /// Decoded to stored bytes, past ratioFrom. Deflate ends at 1032; images of disks that are nearly empty reach some
    /// thousands in xz and bzip2, and are no bombs as long as they are read in seconds.
    qint64 ratio = 1200;
    qint64 ratioFrom = 1 << 30;
};

/// An archive or a compressed file, read by windows of another source. One thread.
class Container
{
public:
    virtual ~Container() = default;

    /// "zip", "tar.gz", "7z", "gz" …
    virtual QByteArray format() const = 0;
    /// Tells the members in order of their indexes; visit gives false to stop. Errors: Damaged, LimitExceeded,
    /// Unsupported, with what was told before standing.
    virtual Result<void> list(const std::function<bool(const MemberInfo &)> &visit) = 0;
    /// The content of a member. It borrows the container. Errors: NotFound, Encrypted, Unsupported, LimitExceeded.
    virtual Result<std::unique_ptr<ByteSource>> open(quint64 index) = 0;
    /// Bytes before and behind what the format describes, once list() has come to its end.
    virtual std::vector<UnclaimedBytes> unclaimed() const { return {}; }
    /// What was damaged or left out between the members, once list() has come to its end.
    virtual std::vector<ContainerDamage> damaged() const { return {}; }
    /// Whether open() may give the content of encrypted members.
    virtual bool hasPassword() const { return false; }
    /// One nameless stream (gz, xz …), AccessMethod::Compressed.
    virtual bool single() const { return false; }

    /// Called now and then while list() decodes much; false stops it (Cancelled).
    void setAlive(std::function<bool()> alive) { m_alive = std::move(alive); }

protected:
    bool alive() const { return !m_alive || m_alive(); }

private:
    std::function<bool()> m_alive;
};

/// The container in these bytes by their signature; nullptr where there is none. The source is taken over.
/// name: its file name, which names the member of a gz. password: of encrypted members of a zip. encoding: that the
/// examiner gave, for names whose format does not tell theirs. Errors: the source's.
Result<std::unique_ptr<Container>> openContainer(std::unique_ptr<ByteSource> source, const QByteArray &name,
                                                 const ContainerLimits &limits = {}, const QString &password = {},
                                                 const QString &encoding = {});

/// What the first bytes (at least 512, where there are as many) say that it is: "zip", "tar", "cpio", "lzma" …; empty:
/// no container.
QByteArray containerByHead(QByteArrayView head);

/// Whether a file of this name and size is listed as a container during a walk (its members then become rows).
/// handedOver: of a folder or an archive, not of a system's disk, whose packages are no evidence.
bool isContainerName(QByteArrayView name, qint64 size, bool handedOver = false);

} // namespace ashiato
