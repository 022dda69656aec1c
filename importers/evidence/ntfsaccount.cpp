// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/ntfsaccount.h"

#include "importers/evidence/filesystemmft.h"

#include <tsk/libtsk.h>
#include <tsk/fs/tsk_ntfs.h>

#include <QtEndian>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr size_t kNamed = 20; // records that a detail names
constexpr qint64 kMostBitmap = qint64(64) << 20;
constexpr qint64 kShadowHead = 0x1e00, kShadowBlock = 16 << 10, kShadowEntry = 128;
constexpr int kMostShadowBlocks = 64;
constexpr QByteArrayView kShadowId("\x6b\x87\x08\x38\xc1\x76\x48\x4e\xb7\xae\x04\x04\x6e\x6c\xc7\x52", 16);

/// The bits of $MFT that say which records are in use.
QByteArray recordsInUse(NTFS_INFO *ntfs)
{
    const TSK_FS_META *meta = ntfs->mft_file ? ntfs->mft_file->meta : nullptr;
    for (const TSK_FS_ATTR *attribute = meta && meta->attr ? meta->attr->head : nullptr; attribute;
         attribute = attribute->next) {
        if (!(attribute->flags & TSK_FS_ATTR_INUSE) || attribute->type != TSK_FS_ATTR_TYPE_NTFS_BITMAP ||
            attribute->size <= 0)
            continue;
        QByteArray bits(qsizetype(std::min<qint64>(attribute->size, kMostBitmap)), '\0');
        const ssize_t got =
            tsk_fs_attr_read(attribute, 0, bits.data(), size_t(bits.size()), TSK_FS_FILE_READ_FLAG_NONE);
        tsk_error_reset();
        return got == bits.size() ? bits : QByteArray();
    }
    return {};
}

} // namespace

QString firstRecords(const std::vector<quint64> &records, quint64 count)
{
    QStringList numbers;
    for (const quint64 record : records) {
        if (size_t(numbers.size()) < kNamed)
            numbers.append(QString::number(record));
    }
    return numbers.join(QStringLiteral(", ")) + (quint64(numbers.size()) < count ? QStringLiteral(", …") : QString());
}

QString NtfsAccount::detail() const
{
    return QStringLiteral("$MFT records in use, readable, damaged: %1, %2, %3 (%4)")
        .arg(inUse)
        .arg(inUse - damaged)
        .arg(damaged)
        .arg(firstRecords(first, damaged));
}

NtfsAccount accountOfNtfs(TSK_FS_INFO *fileSystem)
{
    NtfsAccount account;
    if (!TSK_FS_TYPE_ISNTFS(fileSystem->ftype))
        return account;
    const QByteArray bits = recordsInUse(reinterpret_cast<NTFS_INFO *>(fileSystem));
    const quint64 end = std::min<quint64>(quint64(bits.size()) * 8, fileSystem->last_inum); // the last is no record
    for (quint64 record = 0; record < end; ++record) {
        if (!(quint8(bits[qsizetype(record / 8)]) >> record % 8 & 1))
            continue;
        ++account.inUse;
        NtfsFault fault = ntfsFaultOf(fileSystem, record);
        NtfsRecordHead head;
        if (fault == NtfsFault::NotLooked)
            fault = lookAtNtfsRecord(fileSystem, record, head);
        if (fault == NtfsFault::None)
            continue;
        ++account.damaged;
        if (account.first.size() < kNamed)
            account.first.push_back(record);
    }
    return account;
}

int shadowCopiesOf(TSK_FS_INFO *fileSystem)
{
    const auto read = [fileSystem](qint64 at, char *into, qint64 size) {
        const bool good = at > 0 && tsk_fs_read(fileSystem, at, into, size_t(size)) == size;
        tsk_error_reset();
        return good;
    };
    char head[512];
    if (!TSK_FS_TYPE_ISNTFS(fileSystem->ftype) || !read(kShadowHead, head, sizeof head) ||
        !QByteArrayView(head, 16).startsWith(kShadowId) || qFromLittleEndian<quint32>(head + 20) != 1)
        return -1;
    qint64 at = qFromLittleEndian<qint64>(head + 48);
    int stores = 0;
    QByteArray block(kShadowBlock, '\0');
    for (int blocks = 0; blocks < kMostShadowBlocks && at > 0 && read(at, block.data(), kShadowBlock); ++blocks) {
        if (!block.startsWith(kShadowId) || qFromLittleEndian<quint32>(block.constData() + 20) != 2)
            break;
        for (qint64 entry = kShadowEntry; entry + kShadowEntry <= kShadowBlock; entry += kShadowEntry)
            stores += qFromLittleEndian<quint64>(block.constData() + entry) == 2;
        at = qFromLittleEndian<qint64>(block.constData() + 40);
    }
    return stores;
}

bool isShadowStore(QByteArrayView name)
{
    constexpr qsizetype guid = 38;
    return name.size() == 2 * guid && name.startsWith('{') &&
           name.sliced(guid).compare(QByteArrayView("{3808876b-c176-4e48-b7ae-04046e6cc752}"), Qt::CaseInsensitive) == 0;
}

} // namespace ashiato
