// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemwalker.h"

#include "importers/evidence/fatcontent.h"
#include "importers/evidence/fatrows.h"
#include "importers/evidence/filesystemcontent.h"
#include "importers/evidence/filesystemdirectory.h"
#include "importers/evidence/filesystementry.h"
#include "importers/evidence/filesystemwalk.h"
#include "importers/evidence/ntfsaccount.h"
#include "importers/evidence/volumes.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <ctime>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

FileSystemWalker::FileSystemWalker(ImageReader &reader, bool zoneKnown, const QString &encoding)
    : m_reader(reader), m_zoneKnown(zoneKnown), m_encoding(encoding)
{
    qputenv("TZ", "UTC");
    tzset();
    indexedDirectoryAdds(); // brings the fast functions into the program
    indexedListAdds();
}

FileSystemWalker::~FileSystemWalker() = default;

VolumeTable &FileSystemWalker::table()
{
    if (!m_table) {
        m_table = std::make_unique<VolumeTable>(m_reader);
        for (const Volume &volume : m_table->volumes()) {
            if (volume.fat)
                volume.fat->setEncoding(FatNameEncoding(m_encoding));
        }
    }
    return *m_table;
}

Result<void> FileSystemWalker::volumes(RecordSink &sink)
{
    sink.beginUnit(0);
    for (const Volume &volume : table().volumes()) {
        StringPool &strings = sink.batch().strings;
        VolumeRecord record;
        record.id = volume.id;
        record.offset = volume.offset;
        record.length = volume.length;
        record.scheme = strings.intern(QByteArrayView(volume.scheme));
        record.description = strings.intern(QByteArrayView(volume.description));
        record.fileSystem = strings.intern(QByteArrayView(volume.fileSystem));
        record.label = strings.intern(QByteArrayView(volume.label));
        record.prefix = strings.intern(QByteArrayView(volume.prefix));
        record.unsupported = strings.intern(QByteArrayView(volume.unsupported));
        record.basis = volume.basis;
        if (volume.fat) {
            record.blockSize = quint32(volume.fat->volume().sectorSize());
            record.rootInode = volume.rootInode();
            record.lastInode = volume.lastInode();
            sink.batch().volumes.push_back(record);
            EntryRecorder(volume, m_zoneKnown, sink)
                .recordVolumeRoot(fatRow(volume, volume.fat->root(), m_zoneKnown));
        } else if (TSK_FS_INFO *fileSystem = volume.handle.get()) {
            record.blockSize = fileSystem->block_size;
            record.rootInode = fileSystem->root_inum;
            record.lastInode = fileSystem->last_inum;
            TSK_FS_FILE *root = tsk_fs_file_open_meta(fileSystem, nullptr, fileSystem->root_inum);
            if (!root || !root->meta) {
                sink.warn(ErrorCode::Damaged, QString::fromUtf8(volume.path()), takeTskError(), volume.offset);
                tsk_fs_file_close(root);
                root = nullptr;
            }
            sink.batch().volumes.push_back(record);
            EntryRecorder(volume, m_zoneKnown, sink).recordRoot(root);
            tsk_fs_file_close(root);
        } else {
            sink.batch().volumes.push_back(record);
        }
        if (const int shadows = volume.handle ? shadowCopiesOf(volume.handle.get()) : -1; shadows >= 0)
            sink.warn(ErrorCode::ShadowCopies, QString::fromUtf8(volume.path()), {}, volume.offset, kUnknown, 0,
                      std::max(shadows, 1));
        if (!sink.endRecord(volume.id))
            return {ErrorCode::Cancelled};
    }
    for (const VolumeWarning &warning : table().warnings()) {
        const Volume *volume = table().byId(warning.volume);
        const QString path = volume && !volume->prefix.isEmpty() ? QString::fromUtf8(volume->prefix) : QString();
        sink.warn(warning.code, path, warning.detail, warning.offset, warning.length);
    }
    sink.endUnit();
    return {};
}

Result<void> FileSystemWalker::walk(const TaskRequest &request, RecordSink &sink)
{
    bool stopped = false;
    const auto done = [&] {
        FileSystemWalk walk(table(), m_zoneKnown, request, sink);
        auto result = walk.run();
        stopped = walk.stopped();
        return result;
    }();
    if (stopped)
        m_table.reset();
    return done;
}

Result<std::unique_ptr<ByteSource>> FileSystemWalker::open(const LocatorStep &step)
{
    if (step.access != AccessMethod::FileSystem)
        return {ErrorCode::Invalid, u"access"_s};
    const Volume *volume = table().byId(step.volume);
    if (!volume || !volume->isReadable())
        return {ErrorCode::NotFound, u"volume "_s + QString::number(step.volume)};
    if (volume->fat) {
        const auto entry = fatEntryOf(*volume->fat, step.inode, step.attributeId);
        if (!entry)
            return {ErrorCode::NotFound, QString::number(step.inode)};
        return openFatContent(*volume->fat, *entry);
    }
    return openFileContent(*volume, m_reader, step);
}

} // namespace ashiato
