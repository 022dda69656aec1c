// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemcontent.h"

#include "importers/evidence/extfilesystem.h"
#include "importers/evidence/filesystemkinds.h"
#include "importers/evidence/filesystemntfs.h"

#include <algorithm>
#include <cstring>
#include <exception>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

struct FileCloser {
    void operator()(TSK_FS_FILE *file) const { tsk_fs_file_close(file); }
};
using FileHandle = std::unique_ptr<TSK_FS_FILE, FileCloser>;

constexpr char kUnpackedName[] = "DECOMP"; // what TSK calls the content of a file that macOS has compressed, where it can

/// The bytes of one attribute. Says Damaged where they come from a part of the image that cannot be read.
class AttributeSource : public ByteSource
{
public:
    AttributeSource(FileHandle file, const TSK_FS_ATTR *attribute, qint64 size, ImageReader &image, qint64 volumeOffset)
        : m_file(std::move(file)), m_attribute(attribute), m_size(size), m_image(image), m_volumeOffset(volumeOffset)
    {
    }

    qint64 size() const override { return m_size; }

    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        if (offset < 0 || size < 0)
            return {ErrorCode::Invalid, {}, offset};
        size = std::min(size, m_size - offset);
        if (size <= 0)
            return qint64(0);
        if (const Error error = missingPart(offset, size); error.code != ErrorCode::None)
            return error;
        const quint64 badBefore = m_image.badRangeCount();
        ssize_t got = -1;
        try {
            got = tsk_fs_attr_read(m_attribute, offset, into, size_t(size), TSK_FS_FILE_READ_FLAG_NONE);
        } catch (const std::exception &failure) { // TSK's APFS code throws
            return {ErrorCode::Damaged, QString::fromUtf8(failure.what()), offset};
        }
        if (got < 0)
            return {m_attribute->flags & TSK_FS_ATTR_COMP ? ErrorCode::Unsupported : ErrorCode::Damaged, takeTskError(),
                    offset};
        if (got == 0) // of $BadClus:$Bad, which is as large as its volume, TSK gives nothing
            return {ErrorCode::Truncated, {}, offset};
        if (m_image.badRangeCount() != badBefore || !m_image.badRanges().empty()) {
            if (const Error error = missingPart(offset, size); error.code != ErrorCode::None)
                return error;
            // TSK decodes these itself, so which blocks it read is not known here: new damage while it did is theirs.
            if (m_attribute->r && m_image.badRangeCount() != badBefore)
                return {ErrorCode::Damaged, u"image"_s, offset};
        }
        return qint64(got);
    }

    qint64 nextStored(qint64 offset) const override
    {
        if (!(m_attribute->flags & TSK_FS_ATTR_NONRES) || m_attribute->r)
            return offset;
        const qint64 block = m_file->fs_info->block_size;
        const qint64 from = offset + m_attribute->nrd.skiplen;
        for (const TSK_FS_ATTR_RUN *run = m_attribute->nrd.run; run; run = run->next) {
            const qint64 end = qint64(run->offset + run->len) * block;
            if (end > from && !(run->flags & TSK_FS_ATTR_RUN_FLAG_SPARSE))
                return std::min(m_size, std::max(offset, qint64(run->offset) * block - m_attribute->nrd.skiplen));
        }
        return std::max(offset, m_size);
    }

private:
    /// The first part of [offset, offset + size) that the image does not hold.
    Error missingPart(qint64 offset, qint64 size) const
    {
        // A reader of its own (YAFFS2) goes by no list of runs.
        const bool byRuns = !m_attribute->r || (m_attribute->flags & TSK_FS_ATTR_COMP);
        if (!(m_attribute->flags & TSK_FS_ATTR_NONRES) || !byRuns)
            return {ErrorCode::None, {}, -1};
        const qint64 block = m_file->fs_info->block_size;
        qint64 from = offset + m_attribute->nrd.skiplen;
        qint64 to = from + size;
        if (m_attribute->r && (m_attribute->flags & TSK_FS_ATTR_COMP)) { // whole compression units are read
            const qint64 unit = std::max<qint64>(m_attribute->nrd.compsize, 1) * block;
            from -= from % unit;
            to += (unit - to % unit) % unit;
        }
        for (const TSK_FS_ATTR_RUN *run = m_attribute->nrd.run; run; run = run->next) {
            const qint64 begin = std::max(from, qint64(run->offset) * block);
            const qint64 end = std::min(to, qint64(run->offset + run->len) * block);
            if (begin >= end || (run->flags & TSK_FS_ATTR_RUN_FLAG_SPARSE))
                continue;
            if ((run->flags & TSK_FS_ATTR_RUN_FLAG_FILLER) && TSK_FS_TYPE_ISEXT(m_file->fs_info->ftype))
                continue; // what no extent covers is a hole; TSK refuses a tree of extents that is not whole
            const bool noBlock = run->addr > m_file->fs_info->last_block && TSK_FS_TYPE_ISEXT(m_file->fs_info->ftype);
            if ((run->flags & TSK_FS_ATTR_RUN_FLAG_FILLER) || noBlock)
                return {ErrorCode::Damaged, u"run list"_s, std::max(offset, begin - m_attribute->nrd.skiplen)};
            const qint64 place = m_volumeOffset + qint64(run->addr) * block + (begin - qint64(run->offset) * block);
            if (place < 0 || place + (end - begin) > m_image.size() || m_image.touchesBadRange(place, end - begin))
                return {ErrorCode::Damaged, u"image"_s, std::max(offset, begin - m_attribute->nrd.skiplen)};
        }
        return {ErrorCode::None, {}, -1};
    }

    FileHandle m_file;
    const TSK_FS_ATTR *m_attribute;
    const qint64 m_size;
    ImageReader &m_image;
    qint64 m_volumeOffset;
};

/// Bytes that are there already.
class BytesSource : public ByteSource
{
public:
    explicit BytesSource(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    qint64 size() const override { return m_bytes.size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override
    {
        if (offset < 0 || size < 0)
            return {ErrorCode::Invalid, {}, offset};
        size = std::max<qint64>(0, std::min(size, m_bytes.size() - offset));
        std::copy_n(m_bytes.constData() + (size ? offset : 0), size, into);
        return size;
    }

private:
    const QByteArray m_bytes;
};

/// An extended attribute of ext, by its number.
Result<std::unique_ptr<ByteSource>> openExtAttribute(ExtFileSystem &ext, const LocatorStep &step)
{
    bool whole = true;
    const std::vector<ExtAttribute> attributes = ext.attributes(step.inode, whole);
    QByteArray value;
    if (step.attributeId == 0 || step.attributeId > attributes.size())
        return {ErrorCode::NotFound, u"extended attributes"_s};
    if (!ext.attributeValue(attributes[step.attributeId - 1], value))
        return {ErrorCode::Damaged, u"extended attributes"_s};
    return std::unique_ptr<ByteSource>(std::make_unique<BytesSource>(value));
}

/// A regular file without a byte.
class EmptySource : public ByteSource
{
public:
    qint64 size() const override { return 0; }
    Result<qint64> read(qint64, char *, qint64) override { return qint64(0); }
};

/// What NTFS keeps elsewhere although TSK would read zeros, or a part of the bytes.
Error contentElsewhere(TSK_FS_FILE *file, const TSK_FS_ATTR *attribute)
{
    if (attribute->flags & TSK_FS_ATTR_ENC)
        return {ErrorCode::Encrypted, u"efs"_s, -1};
    if (attribute->type != TSK_FS_ATTR_TYPE_NTFS_DATA || attribute->name)
        return {ErrorCode::None, {}, -1};
    const NtfsReparse reparse =
        parseReparse(residentBytes(tsk_fs_file_attr_get_type(file, TSK_FS_ATTR_TYPE_NTFS_REPARSE, 0, 0)));
    if (reparse.tag == kReparseDeduplicated)
        return {ErrorCode::NotStored, u"deduplicated"_s, -1};
    if (reparse.tag == kReparseWof)
        return {ErrorCode::Unsupported, u"wof"_s, -1};
    const NtfsStandardInformation standard =
        parseStandardInformation(residentBytes(tsk_fs_file_attr_get_type(file, TSK_FS_ATTR_TYPE_NTFS_SI, 0, 0)));
    if (isNotBroughtDown(standard, reparse, hasHoles(attribute)))
        return {ErrorCode::NotStored, u"cloud"_s, -1};
    tsk_error_reset();
    return {ErrorCode::None, {}, -1};
}

} // namespace

Result<std::unique_ptr<ByteSource>> openFileContent(const Volume &volume, ImageReader &image, const LocatorStep &step)
try {
    TSK_FS_INFO *fileSystem = volume.handle.get();
    tsk_error_reset();
    if (step.inode < fileSystem->first_inum || step.inode > fileSystem->last_inum)
        return {ErrorCode::NotFound, QString::number(step.inode)};
    FileHandle file(tsk_fs_file_open_meta(fileSystem, nullptr, step.inode));
    if (!file || !file->meta)
        return {ErrorCode::NotFound, takeTskError()};
    if (step.sequence && file->meta->seq != step.sequence)
        return {ErrorCode::NotFound, u"sequence"_s};

    ExtFileSystem *ext = ExtFileSystem::of(fileSystem);
    if (ext && step.attributeType == kExtendedAttribute)
        return openExtAttribute(*ext, step);
    const TSK_FS_ATTR *attribute = nullptr;
    if (step.attributeType) {
        attribute = tsk_fs_file_attr_get_type(file.get(), TSK_FS_ATTR_TYPE_ENUM(step.attributeType),
                                              quint16(step.attributeId), 1);
    } else {
        attribute = tsk_fs_file_attr_get(file.get());
    }
    if (TSK_FS_TYPE_ISISO9660(fileSystem->ftype) && (file->meta->flags & TSK_FS_META_FLAG_COMP))
        return {ErrorCode::Unsupported, u"zisofs"_s};
    const bool packed = isPackedByMac(*file) && step.attributeType != kExtendedAttribute;
    if (packed && (!attribute || !attribute->name || std::strcmp(attribute->name, kUnpackedName) != 0)) {
        tsk_error_reset();
        return {ErrorCode::Unsupported, u"decmpfs"_s}; // the fork that is there is not the content, nor is none
    }
    if (!attribute) {
        const QString detail = takeTskError();
        if (!step.attributeType && file->meta->size == 0)
            return std::unique_ptr<ByteSource>(std::make_unique<EmptySource>());
        return {file->meta->attr_state == TSK_FS_META_ATTR_ERROR ? ErrorCode::Damaged : ErrorCode::NotFound, detail};
    }
    if (TSK_FS_TYPE_ISNTFS(fileSystem->ftype)) {
        if (const Error error = contentElsewhere(file.get(), attribute); error.code != ErrorCode::None)
            return error;
    }
    ExtInode inode;
    if (ext && file->meta->type == TSK_FS_META_TYPE_REG && ext->inodes().read(step.inode, inode) &&
        (inode.flags & ExtInode::kEncrypted))
        return {ErrorCode::Encrypted, u"ext4"_s};
    // Of blocks in the resource fork TSK gives the size that they have there.
    const qint64 size = packed ? file->meta->size : attribute->size;
    return std::unique_ptr<ByteSource>(
        std::make_unique<AttributeSource>(std::move(file), attribute, size, image, volume.offset));
} catch (const std::exception &failure) { // TSK's APFS code throws
    return {ErrorCode::Damaged, QString::fromUtf8(failure.what())};
}

} // namespace ashiato
