// SPDX-License-Identifier: Apache-2.0
// Which file system of a volume is read. One that was formatted anew shows the old one as well; TSK then opens none, or the
// dead one where the head of the living is damaged.
#include "importers/evidence/fatfiles.h"
#include "importers/evidence/volumes.h"
#include "importers/evidence/volumesignatures.h"

#include <tsk/libtsk.h>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

using Family = FileSystemTrace::Family;

TSK_FS_TYPE_ENUM detectedBy(Family family)
{
    switch (family) {
    case Family::Ntfs:
        return TSK_FS_TYPE_NTFS_DETECT;
    case Family::Fat:
    case Family::ExFat:
        return TSK_FS_TYPE_FAT_DETECT;
    case Family::Ext:
        return TSK_FS_TYPE_EXT_DETECT;
    case Family::Ufs:
        return TSK_FS_TYPE_FFS_DETECT;
    case Family::Hfs:
        return TSK_FS_TYPE_HFS_DETECT;
    case Family::Iso:
        return TSK_FS_TYPE_ISO9660_DETECT;
    }
    return TSK_FS_TYPE_DETECT;
}

bool isOf(const TSK_FS_INFO &fileSystem, Family family)
{
    const TSK_FS_TYPE_ENUM type = fileSystem.ftype;
    switch (family) {
    case Family::Ntfs:
        return TSK_FS_TYPE_ISNTFS(type);
    case Family::Fat:
        return TSK_FS_TYPE_ISFAT(type) && type != TSK_FS_TYPE_EXFAT;
    case Family::ExFat:
        return type == TSK_FS_TYPE_EXFAT;
    case Family::Ext:
        return TSK_FS_TYPE_ISEXT(type);
    case Family::Ufs:
        return TSK_FS_TYPE_ISFFS(type);
    case Family::Hfs:
        return TSK_FS_TYPE_ISHFS(type);
    case Family::Iso:
        return TSK_FS_TYPE_ISISO9660(type);
    }
    return false;
}

bool isOf(const Volume &volume, Family family)
{
    if (volume.fat)
        return family == (volume.fat->volume().isExfat() ? Family::ExFat : Family::Fat);
    return volume.handle && isOf(*volume.handle, family);
}

} // namespace

/// mayUseBackups: whether nothing that is known and not read stands at the head of the volume.
bool VolumeTable::addFileSystem(FileSystemImage &image, const Partition &partition, bool mayUseBackups)
{
    const auto traces = fileSystemTraces(m_reader, partition.offset, partition.length);
    const FileSystemTrace *living = nullptr;
    bool isRead = traces.size() <= 1 && openDetected(image, partition);
    if (isRead && !traces.empty() && isOf(m_volumes.back(), traces.front().family)) {
        living = &traces.front();
        if (living->isBackup) // TSK takes the copy of FAT's by itself
            m_warnings.push_back({ErrorCode::Damaged, 0, u"boot sector damaged, backup read"_s, partition.offset, 512});
    }
    for (size_t i = 0; !isRead && i < traces.size(); ++i) {
        isRead = (mayUseBackups || !traces[i].isBackup) && openTrace(image, partition, traces[i]);
        living = isRead ? &traces[i] : nullptr;
    }
    if (isRead)
        nameOthers(partition, traces, living);
    return isRead;
}

bool VolumeTable::openDetected(FileSystemImage &image, const Partition &partition)
{
    if (addUncommonExt(image, partition) || addEnhancedIso(image, partition))
        return true;
    FileSystemHandle handle(tsk_fs_open_img(image.handle(), partition.offset, TSK_FS_TYPE_DETECT));
    if (!handle)
        return addOwnFat(partition);
    adopt(volumeOf(partition), std::move(handle));
    return true;
}

bool VolumeTable::openTrace(FileSystemImage &image, const Partition &partition, const FileSystemTrace &trace)
{
    if (trace.isBackup) {
        Volume volume = volumeOf(partition);
        return openFromBackup(image, volume, trace.family);
    }
    if ((trace.family == Family::Ext && addUncommonExt(image, partition)) ||
        (trace.family == Family::Iso && addEnhancedIso(image, partition)))
        return true;
    FileSystemHandle handle(tsk_fs_open_img(image.handle(), partition.offset, detectedBy(trace.family)));
    if (!handle || !isOf(*handle, trace.family))
        return (trace.family == Family::Fat || trace.family == Family::ExFat) && addOwnFat(partition);
    tsk_error_reset();
    adopt(volumeOf(partition), std::move(handle));
    return true;
}

/// What else the volume shows. The damaged head of what was read from its copy is no other file system.
void VolumeTable::nameOthers(const Partition &partition, const std::vector<FileSystemTrace> &traces, const FileSystemTrace *living)
{
    const auto name = [this](const QByteArray &what, qint64 offset) {
        m_warnings.push_back({ErrorCode::Leftover, 0, u"another file system: "_s + QString::fromLatin1(what), offset, kUnknown});
    };
    for (const FileSystemTrace &trace : traces) {
        const bool isHead = living && living->isBackup && trace.family == living->family;
        if (&trace != living && !isHead)
            name(trace.name, trace.offset);
    }
    const bool isIso = living && living->family == Family::Iso;
    for (const UnreadFileSystem &other : unreadFileSystems(m_reader, partition.offset, partition.length)) {
        if (!isIso || other.name != "udf") // the same files once more
            name(other.name, other.offset);
    }
}

} // namespace ashiato
