// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/volumes.h"

#include "importers/evidence/extfilesystem.h"
#include "importers/evidence/filesystemmft.h"
#include "importers/evidence/isosessions.h"
#include "importers/evidence/isotree.h"
#include "importers/evidence/fatfiles.h"
#include "importers/evidence/names.h"
#include "importers/evidence/volumelabel.h"
#include "importers/evidence/volumesignatures.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <cstring>
#include <exception>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr int kMaxTableDepth = 2;

struct TableCloser {
    void operator()(TSK_VS_INFO *table) const { tsk_vs_close(table); }
};

using TableHandle = std::unique_ptr<TSK_VS_INFO, TableCloser>;

/// The table as mmls detects it; but where the MBR only protects a GPT, that GPT, if need be from its backup.
TableHandle openTable(FileSystemImage &image, qint64 offset)
{
    TableHandle table(tsk_vs_open(image.handle(), TSK_DADDR_T(offset), TSK_VS_TYPE_DETECT));
    bool protective = false;
    for (const TSK_VS_PART_INFO *part = table ? table->part_list : nullptr; part; part = part->next)
        protective =
            protective || (table->vstype == TSK_VS_TYPE_DOS && part->desc && std::strstr(part->desc, "(0xee)"));
    if (protective) {
        if (TableHandle gpt{tsk_vs_open(image.handle(), TSK_DADDR_T(offset), TSK_VS_TYPE_GPT)})
            table = std::move(gpt);
    }
    tsk_error_reset();
    return table;
}

QByteArray schemeName(TSK_VS_TYPE_ENUM type)
{
    switch (type) {
    case TSK_VS_TYPE_DOS:
        return "mbr";
    case TSK_VS_TYPE_GPT:
        return "gpt";
    case TSK_VS_TYPE_BSD:
        return "bsd";
    case TSK_VS_TYPE_SUN:
        return "sun";
    case TSK_VS_TYPE_MAC:
        return "mac";
    default:
        return {};
    }
}

/// FAT and ISO 9660 store wall-clock digits; the offset beside them is that of a row (EntryRecorder).
TimeBasis timeBasis(TSK_FS_TYPE_ENUM type)
{
    return TSK_FS_TYPE_ISFAT(type) || TSK_FS_TYPE_ISISO9660(type) ? TimeBasis::Local : TimeBasis::Utc;
}

/// Partitions that hold no file system by design: named, but no warning.
QByteArray reservedPartition(const Partition &partition)
{
    if (!partition.reserved.isEmpty())
        return partition.reserved;
    const QByteArray &description = partition.description;
    if (description.contains("Microsoft reserved") || description.contains("Microsoft Reserved"))
        return "microsoft-reserved";
    if (description.contains("BIOS Boot") || description.contains("BIOS boot"))
        return "bios-boot";
    return {};
}

} // namespace

void FileSystemCloser::operator()(TSK_FS_INFO *fileSystem) const
{
    ntfsClosed(fileSystem);
    tsk_fs_close(fileSystem);
}

quint64 Volume::rootInode() const { return fat ? FatVolume::kRootInode : handle ? handle->root_inum : 0; }

quint64 Volume::lastInode() const { return fat ? fat->volume().lastInode() : handle ? handle->last_inum : 0; }

quint64 Volume::orphanInode() const { return fat ? fat->volume().lastInode() : handle ? TSK_FS_ORPHANDIR_INUM(handle.get()) : 0; }

struct VolumeTable::Pool {
    const TSK_POOL_INFO *handle = nullptr;
    std::vector<TSK_IMG_INFO *> images;

    ~Pool()
    {
        for (TSK_IMG_INFO *image : images)
            tsk_img_close(image);
        tsk_pool_close(handle);
    }
};

VolumeTable::VolumeTable(ImageReader &reader) : m_reader(reader)
{
    try {
        find();
    } catch (const std::exception &failure) { // TSK's APFS code throws
        m_warnings.push_back({ErrorCode::Damaged, 0, QString::fromUtf8(failure.what()), kUnknown, kUnknown});
    }
    number();
}

void VolumeTable::find()
{
    readDisk();
    const bool readable =
        std::any_of(m_volumes.begin(), m_volumes.end(), [](const Volume &v) { return v.isReadable(); });
    if (readable) {
        nameBesideTable();
        return;
    }
    // No table, or one that is none (a boot sector read as a table): the image as one file system.
    auto tables = std::move(m_volumes);
    auto warnings = std::move(m_warnings);
    m_volumes.clear();
    m_warnings.clear();
    if (addPartition(imageOf(m_reader.sectorSize()), {0, m_reader.size(), {}, {}, {}}, kMaxTableDepth) == 0 && !tables.empty()) {
        m_volumes = std::move(tables);
        m_warnings = std::move(warnings);
    }
}

FileSystemImage &VolumeTable::imageOf(int sectorSize)
{
    m_images.push_back(std::make_unique<FileSystemImage>(m_reader, std::max(sectorSize, 512)));
    return *m_images.back();
}

void VolumeTable::readDisk()
{
    FileSystemImage &image = imageOf(m_reader.sectorSize());
    const TableHandle other = openTable(image, 0);
    const bool isUnix = other && (other->vstype == TSK_VS_TYPE_BSD || other->vstype == TSK_VS_TYPE_SUN || other->vstype == TSK_VS_TYPE_MAC);
    PartitionTable table = isUnix ? PartitionTable() : readPartitionTable(m_reader);
    if (table.partitions.empty()) {
        readTable(image, 0, 0);
        return;
    }
    m_warnings = std::move(table.warnings);
    addPartitions(imageOf(table.sectorSize), table.partitions, 0);
}

/// A file system of the whole disk beside the partitions: the ISO 9660 of a hybrid image is read, what else holds together
/// is from before the disk was divided.
void VolumeTable::nameBesideTable()
{
    const bool isRead = std::any_of(m_volumes.begin(), m_volumes.end(), [](const Volume &v) { return v.offset == 0; });
    if (isRead)
        return;
    for (const FileSystemTrace &trace : fileSystemTraces(m_reader, 0, m_reader.size())) {
        if (!trace.isSound || trace.isBackup)
            continue;
        const Partition whole{0, m_reader.size(), {}, {}, {}};
        if (trace.family != FileSystemTrace::Family::Iso || !openTrace(imageOf(m_reader.sectorSize()), whole, trace))
            m_warnings.push_back({ErrorCode::Leftover, 0, u"another file system: "_s + QString::fromLatin1(trace.name), trace.offset, kUnknown});
    }
}

VolumeTable::~VolumeTable()
{
    m_volumes.clear(); // file systems before the pools and images that they read
    m_pools.clear();
}

Volume *VolumeTable::byId(quint32 id)
{
    for (Volume &volume : m_volumes) {
        if (volume.id == id)
            return &volume;
    }
    return nullptr;
}

void VolumeTable::setAlive(const std::function<bool()> &alive)
{
    for (const auto &image : m_images)
        image->setAlive(alive);
}

/// The table that TSK finds at offset.
std::vector<Partition> VolumeTable::otherPartitions(FileSystemImage &image, qint64 offset)
{
    std::vector<Partition> found;
    const TableHandle table = openTable(image, offset);
    if (!table)
        return found;
    for (const TSK_VS_PART_INFO *part = table->part_list; part; part = part->next) {
        if (!(part->flags & TSK_VS_PART_FLAG_ALLOC) || (part->flags & TSK_VS_PART_FLAG_META))
            continue;
        if (found.size() == PartitionTable::kMostPartitions) {
            m_warnings.push_back({ErrorCode::LimitExceeded, 0, u"partitions: %1"_s.arg(PartitionTable::kMostPartitions), offset, kUnknown});
            break;
        }
        const qint64 start = qint64(part->start) * qint64(table->block_size);
        if (start < 0 || (start == offset && offset != 0)) // a table in a partition may list the partition itself
            continue;
        found.push_back({start, qint64(part->len) * qint64(table->block_size), schemeName(table->vstype),
                         escapedName(QByteArrayView(part->desc ? part->desc : "")), {}});
    }
    if (table->is_backup)
        m_warnings.push_back({ErrorCode::Damaged, 0, u"gpt: primary table damaged, backup read"_s, offset, kUnknown});
    return found;
}

Volume VolumeTable::volumeOf(const Partition &partition)
{
    Volume volume;
    volume.offset = partition.offset;
    volume.length = partition.length;
    volume.scheme = partition.scheme;
    volume.description = partition.description;
    return volume;
}

/// Gives the number of file systems that can be read in the table at offset.
int VolumeTable::readTable(FileSystemImage &image, qint64 offset, int depth)
{
    return addPartitions(image, otherPartitions(image, offset), depth);
}

int VolumeTable::addPartitions(FileSystemImage &image, const std::vector<Partition> &partitions, int depth)
{
    int readable = 0;
    for (const Partition &partition : partitions) {
        if (partition.offset >= m_reader.size()) {
            Volume volume = volumeOf(partition);
            volume.unsupported = "beyond-end-of-image";
            m_warnings.push_back({ErrorCode::Truncated, 0, u"partition beyond the end of the image"_s, partition.offset,
                                  partition.length});
            m_volumes.push_back(std::move(volume));
            continue;
        }
        readable += addPartition(image, partition, depth);
    }
    return readable;
}

int VolumeTable::addPartition(FileSystemImage &image, const Partition &partition, int depth)
{
    const VolumeSignature signature = volumeSignature(m_reader, partition.offset, partition.length);
    if (signature.name == "apfs") {
        if (const int readable = addPool(image, partition); readable >= 0)
            return readable;
    } else if (!signature.certain &&
               addFileSystem(image, partition, signature.name.isEmpty() || signature.code == ErrorCode::Damaged)) {
        return 1;
    }
    QString detail = takeTskError();
    if (detail.contains("determine"_L1)) // TSK's words for "none" and for "more than one"
        detail.clear();

    Volume volume = volumeOf(partition);
    if (signature.code == ErrorCode::Damaged && openFromBackup(image, volume))
        return 1;
    if (signature.name.isEmpty() && depth < kMaxTableDepth) { // BSD and Solaris labels stand in an MBR partition
        const size_t before = m_volumes.size();
        const size_t warned = m_warnings.size();
        if (const int readable = readTable(image, partition.offset, depth + 1); readable > 0)
            return readable;
        m_volumes.resize(before);
        m_warnings.resize(warned);
    }
    volume.unsupported = signature.name.isEmpty() ? reservedPartition(partition) : signature.name;
    if (volume.unsupported.isEmpty() || signature.code == ErrorCode::Damaged) {
        const QString name = signature.name.isEmpty() ? u"unknown"_s : QString::fromLatin1(signature.name);
        volume.unsupported = name.toLatin1();
        detail = signature.name.isEmpty() || detail.isEmpty() ? name : name + u": "_s + detail;
        m_warnings.push_back({signature.code, 0, detail, partition.offset, partition.length});
    } else if (!signature.name.isEmpty()) {
        m_warnings.push_back(
            {signature.code, 0, QString::fromLatin1(signature.name), partition.offset, partition.length});
    }
    m_volumes.push_back(std::move(volume));
    return 0;
}

/// The volumes of an APFS container. Gives the number that can be read, -1 where it is no container.
int VolumeTable::addPool(FileSystemImage &image, const Partition &partition)
{
    const TSK_POOL_INFO *handle = tsk_pool_open_img_sing(image.handle(), partition.offset, TSK_POOL_TYPE_APFS);
    if (!handle)
        return -1;
    auto pool = std::make_unique<Pool>();
    pool->handle = handle;
    int readable = 0;
    int count = 0;
    for (const TSK_POOL_VOLUME_INFO *info = handle->vol_list; info; info = info->next, ++count) {
        if (count == PartitionTable::kMostPartitions) {
            m_warnings.push_back({ErrorCode::LimitExceeded, 0, u"apfs: %1"_s.arg(PartitionTable::kMostPartitions), partition.offset, partition.length});
            break;
        }
        Volume volume;
        volume.offset = partition.offset;
        volume.length = partition.length;
        volume.scheme = "apfs";
        volume.description = escapedName(QByteArrayView(info->desc ? info->desc : ""));
        volume.label = volume.description;
        if (info->flags & TSK_POOL_VOLUME_FLAG_ENCRYPTED) {
            volume.unsupported = "apfs-encrypted";
            m_warnings.push_back({ErrorCode::Encrypted, 0, u"apfs-encrypted: "_s + QString::fromUtf8(volume.label),
                                  partition.offset, partition.length});
            m_volumes.push_back(std::move(volume));
            continue;
        }
        TSK_IMG_INFO *blocks = handle->get_img_info(handle, TSK_DADDR_T(info->block));
        FileSystemHandle fileSystem;
        if (blocks) {
            pool->images.push_back(blocks);
            fileSystem.reset(tsk_fs_open_img(blocks, partition.offset, TSK_FS_TYPE_APFS));
        }
        if (!fileSystem) {
            volume.unsupported = "apfs";
            m_warnings.push_back(
                {ErrorCode::Damaged, 0, u"apfs: "_s + takeTskError(), partition.offset, partition.length});
            m_volumes.push_back(std::move(volume));
            continue;
        }
        ++readable;
        adopt(std::move(volume), std::move(fileSystem));
    }
    m_pools.push_back(std::move(pool));
    return readable;
}

void VolumeTable::adopt(Volume volume, FileSystemHandle handle)
{
    const TSK_FS_INFO &info = *handle;
    ExtFileSystem::attach(handle.get());
    ntfsOpened(handle.get());
    IsoTree::attach(handle.get());
    volume.fileSystem = fileSystemName(info);
    volume.basis = timeBasis(info.ftype);
    if (volume.label.isEmpty())
        volume.label = volumeLabel(handle.get());
    if (info.last_block_act < info.last_block) {
        const qint64 there = qint64(info.last_block_act + 1) * qint64(info.block_size);
        const qint64 missing = qint64(info.last_block - info.last_block_act) * qint64(info.block_size);
        m_warnings.push_back(
            {ErrorCode::Truncated, 0, QString::fromLatin1(volume.fileSystem), volume.offset + there, missing});
    }
    const qint64 bitmap = ntfsRecordOffset(handle.get(), 6);
    if (ntfsBitmapIsUnknown(handle.get()))
        m_warnings.push_back({ErrorCode::Damaged, 0, u"$Bitmap"_s, volume.offset + std::max<qint64>(bitmap, 0), kUnknown});
    for (const quint64 record : ntfsRecordsFromMirror(handle.get()))
        m_warnings.push_back({ErrorCode::Damaged, 0, u"$MFT record, read from $MFTMirr: %1"_s.arg(record),
                              volume.offset + std::max<qint64>(ntfsRecordOffset(handle.get(), record), 0), kUnknown});
    if (TSK_FS_TYPE_ISISO9660(info.ftype)) {
        for (const qint64 session : otherIsoSessions(m_reader, volume.offset, volume.length, handle.get()))
            m_warnings.push_back({ErrorCode::Leftover, 0, u"iso session: %1"_s.arg(session), volume.offset + (session + 16) * 2048, kUnknown});
    }
    if (!openOwn(volume, handle.get()))
        volume.handle = std::move(handle);
    m_volumes.push_back(std::move(volume));
}

/// FAT and exFAT are read by our own code: TSK 4.11 cuts or mixes up names and reads what was never written. The boot
/// sector is the one that TSK saw, which may be a copy.
bool VolumeTable::openOwn(Volume &volume, TSK_FS_INFO *handle)
{
    std::unique_ptr<FatVolume> fat;
    for (const qint64 sector : {0, 6, 12}) { // TSK goes on to the copy of FAT32 and that of exFAT
        QByteArray boot(512, '\0');
        if (!fat && TSK_FS_TYPE_ISFAT(handle->ftype) &&
            tsk_fs_read(handle, sector * 512, boot.data(), size_t(boot.size())) == boot.size())
            fat = FatVolume::open(m_reader, volume.offset, boot);
    }
    if (!fat)
        return false;
    volume.fileSystem = fat->name();
    volume.fat = std::make_shared<FatFiles>(std::move(fat));
    volume.label = volume.fat->label();
    return true;
}

/// What TSK refuses for reasons that are no faults: a FAT32 of few clusters, a bitmap longer than it needs to be.
bool VolumeTable::addOwnFat(const Partition &partition)
{
    QByteArray boot(512, '\0');
    const auto got = m_reader.read(partition.offset, boot.data(), boot.size());
    if (!got || *got != boot.size())
        return false;
    auto fat = FatVolume::open(m_reader, partition.offset, boot);
    // The names are no magic numbers, but an MBR has neither.
    const bool named = boot.sliced(54, 3) == "FAT" || boot.sliced(82, 3) == "FAT" || boot.sliced(3, 5) == "EXFAT";
    if (!fat || !named || partition.offset + fat->placeOf(fat->rootCluster() ? fat->rootCluster() : 2) > m_reader.size())
        return false; // a boot sector alone holds no file
    Volume volume = volumeOf(partition);
    volume.fileSystem = fat->name();
    volume.basis = TimeBasis::Local;
    volume.fat = std::make_shared<FatFiles>(std::move(fat));
    volume.label = volume.fat->label();
    takeTskError();
    const qint64 there = m_reader.size() - partition.offset, size = volume.fat->volume().size();
    if (there < size)
        m_warnings.push_back({ErrorCode::Truncated, 0, QString::fromLatin1(volume.fileSystem), m_reader.size(), size - there});
    m_volumes.push_back(std::move(volume));
    return true;
}

void VolumeTable::number()
{
    std::stable_sort(m_volumes.begin(), m_volumes.end(),
                     [](const Volume &a, const Volume &b) { return a.offset < b.offset; });
    const auto readable =
        std::count_if(m_volumes.begin(), m_volumes.end(), [](const Volume &v) { return v.isReadable(); });
    quint32 id = 0;
    for (Volume &volume : m_volumes) {
        volume.id = ++id;
        if (volume.isReadable() && readable > 1)
            volume.prefix = "/vol" + QByteArray::number(id);
    }
    for (VolumeWarning &warning : m_warnings) {
        for (const Volume &volume : m_volumes) {
            if (warning.offset >= volume.offset && warning.offset < volume.offset + volume.length && !warning.volume)
                warning.volume = volume.id;
        }
    }
}

} // namespace ashiato
