// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/extlayout.h"
#include "importers/evidence/filesystemimage.h"
#include "importers/evidence/filesystemtraces.h"
#include "importers/evidence/partitiontable.h"
#include "models/records/records.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

struct TSK_FS_INFO;
struct _TSK_POOL_INFO;

namespace ashiato
{

class FatFiles;

struct FileSystemCloser {
    void operator()(TSK_FS_INFO *fileSystem) const;
};
using FileSystemHandle = std::unique_ptr<TSK_FS_INFO, FileSystemCloser>;

/// One volume of an image: a partition, a volume of an APFS container, or the whole image.
struct Volume {
    quint32 id = 0;
    qint64 offset = 0; ///< In the image
    qint64 length = 0;
    QByteArray scheme;
    QByteArray description;
    QByteArray fileSystem; ///< "ntfs", "fat16", "ext4" …; empty: none that can be read
    QByteArray label;
    QByteArray prefix;      ///< "" or "/vol2"
    QByteArray unsupported; ///< Name of what cannot be read
    TimeBasis basis = TimeBasis::Utc;
    FileSystemHandle handle; ///< Null: none that TSK is to read
    std::shared_ptr<FatFiles> fat; ///< FAT and exFAT: read by our own code, and handle is null

    bool isReadable() const { return handle || fat; }
    quint64 rootInode() const;
    quint64 lastInode() const;
    quint64 orphanInode() const; ///< Of $OrphanFiles
    QByteArray path() const { return prefix.isEmpty() ? QByteArray("/") : prefix; }
};

/// The volumes of an image in order of offset: MBR (with extended partitions) and GPT as readPartitionTable() finds them;
/// BSD, Sun and Mac tables, tables within partitions and APFS containers as TSK does; without a table one file system at 0. The same
/// image gives the same volumes with the same ids every time. The reader outlives it. One thread.
class VolumeTable
{
public:
    explicit VolumeTable(ImageReader &reader);
    ~VolumeTable();
    Q_DISABLE_COPY_MOVE(VolumeTable)

    std::vector<Volume> &volumes() { return m_volumes; }
    const std::vector<VolumeWarning> &warnings() const { return m_warnings; }
    Volume *byId(quint32 id);
    /// FileSystemImage::setAlive() for all that TSK reads of this image.
    void setAlive(const std::function<bool()> &alive);

private:
    struct Pool;

    void find();
    FileSystemImage &imageOf(int sectorSize);
    void readDisk();
    void nameBesideTable();
    std::vector<Partition> otherPartitions(FileSystemImage &image, qint64 offset);
    int addPartitions(FileSystemImage &image, const std::vector<Partition> &partitions, int depth);
    int readTable(FileSystemImage &image, qint64 offset, int depth);
    int addPartition(FileSystemImage &image, const Partition &partition, int depth);
    bool addFileSystem(FileSystemImage &image, const Partition &partition, bool mayUseBackups);
    bool addOwnFat(const Partition &partition);
    bool openOwn(Volume &volume, TSK_FS_INFO *handle);
    static Volume volumeOf(const Partition &partition);
    bool openDetected(FileSystemImage &image, const Partition &partition);
    bool openTrace(FileSystemImage &image, const Partition &partition, const FileSystemTrace &trace);
    void nameOthers(const Partition &partition, const std::vector<FileSystemTrace> &traces, const FileSystemTrace *living);
    bool openFromBackup(FileSystemImage &image, Volume &volume);
    bool openFromBackup(FileSystemImage &image, Volume &volume, FileSystemTrace::Family family);
    bool addUncommonExt(FileSystemImage &image, const Partition &partition);
    bool addEnhancedIso(FileSystemImage &image, const Partition &partition);
    bool openExt(FileSystemImage &image, Volume &volume, const ExtLayout &layout, ExtLayout::Copy copy);
    int addPool(FileSystemImage &image, const Partition &partition);
    void adopt(Volume volume, FileSystemHandle handle);
    void number();

    ImageReader &m_reader;
    std::vector<std::unique_ptr<FileSystemImage>> m_images; // by sector size
    std::vector<std::unique_ptr<Pool>> m_pools;             // outlive the handles of their volumes
    std::vector<Volume> m_volumes;
    std::vector<VolumeWarning> m_warnings;
};

} // namespace ashiato
