// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/extfilesystem.h"

#include "importers/evidence/extdirectory.h"
#include "importers/evidence/extextents.h"

#include <tsk/libtsk.h>

#include <tsk/fs/tsk_ext2fs.h>

#include <QtEndian>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <new>
#include <unordered_set>
#include <utility>

// Not in TSK's public headers, but exported by the library.
extern "C" {
TSK_FS_DIR *tsk_fs_dir_alloc(TSK_FS_INFO *fileSystem, TSK_INUM_T inode, size_t count);
void tsk_fs_dir_reset(TSK_FS_DIR *directory);
uint8_t tsk_fs_dir_add(TSK_FS_DIR *directory, const TSK_FS_NAME *name);
uint8_t tsk_fs_dir_make_orphan_dir_name(TSK_FS_INFO *fileSystem, TSK_FS_NAME *name);
TSK_FS_NAME *tsk_fs_name_alloc(size_t nameSize, size_t shortSize);
void tsk_fs_name_free(TSK_FS_NAME *name);
TSK_FS_ATTRLIST *tsk_fs_attrlist_alloc();
void tsk_fs_attrlist_markunused(TSK_FS_ATTRLIST *list);
TSK_FS_ATTR *tsk_fs_attrlist_getnew(TSK_FS_ATTRLIST *list, TSK_FS_ATTR_FLAG_ENUM flags);
TSK_FS_ATTR_RUN *tsk_fs_attr_run_alloc();
void tsk_fs_attr_run_free(TSK_FS_ATTR_RUN *run);
uint8_t tsk_fs_attr_set_run(TSK_FS_FILE *file, TSK_FS_ATTR *attribute, TSK_FS_ATTR_RUN *runs, const char *name,
                            TSK_FS_ATTR_TYPE_ENUM type, uint16_t id, TSK_OFF_T size, TSK_OFF_T initialSize, TSK_OFF_T allocated,
                            TSK_FS_ATTR_FLAG_ENUM flags, uint32_t compressionUnit);
}

namespace ashiato
{

namespace
{

constexpr qsizetype kRootNode = 60; // i_block of an inode
constexpr qsizetype kRootNodeAt = 40;
constexpr quint64 kNowhere = quint64(1) << 40; // a block that no disk has: reading it fails
constexpr size_t kMostDamage = 16;
constexpr qint64 kMaxNames = 255;
constexpr qint64 kMaxLink = 65536; // a link fits one block, and a value of an attribute (XATTR_SIZE_MAX)
constexpr size_t kMostAttributes = 1024;

struct NameFree {
    void operator()(TSK_FS_NAME *name) const { tsk_fs_name_free(name); }
};
using NameHandle = std::unique_ptr<TSK_FS_NAME, NameFree>;
struct FileCloser {
    void operator()(TSK_FS_FILE *file) const { tsk_fs_file_close(file); }
};
using FileHandle = std::unique_ptr<TSK_FS_FILE, FileCloser>;

TSK_FS_NAME_TYPE_ENUM nameType(quint8 type)
{
    constexpr TSK_FS_NAME_TYPE_ENUM types[] = {TSK_FS_NAME_TYPE_UNDEF, TSK_FS_NAME_TYPE_REG, TSK_FS_NAME_TYPE_DIR,
                                               TSK_FS_NAME_TYPE_CHR,   TSK_FS_NAME_TYPE_BLK, TSK_FS_NAME_TYPE_FIFO,
                                               TSK_FS_NAME_TYPE_SOCK,  TSK_FS_NAME_TYPE_LNK};
    return type < std::size(types) ? types[type] : TSK_FS_NAME_TYPE_UNDEF;
}

bool isDot(QByteArrayView name)
{
    return name == QByteArrayView(".") || name == QByteArrayView("..");
}

/// Free by the bitmap and by itself: a bitmap may be damaged.
bool isDeleted(const TSK_FS_META &meta, const ExtInode &inode)
{
    return (meta.flags & TSK_FS_META_FLAG_UNALLOC) && !inode.isAlive();
}

/// The runs as TSK links them.
TSK_FS_ATTR_RUN *linkRuns(const std::vector<ExtRun> &runs)
{
    TSK_FS_ATTR_RUN *first = nullptr;
    for (auto run = runs.rbegin(); run != runs.rend(); ++run) {
        TSK_FS_ATTR_RUN *linked = tsk_fs_attr_run_alloc();
        if (!linked) {
            tsk_fs_attr_run_free(first);
            throw std::bad_alloc();
        }
        linked->offset = run->logical;
        linked->addr = run->kind == ExtRun::Kind::Data ? run->physical : run->kind == ExtRun::Kind::Zeros ? 0 : kNowhere;
        linked->len = run->blocks;
        linked->flags = run->kind == ExtRun::Kind::Zeros ? TSK_FS_ATTR_RUN_FLAG_SPARSE : TSK_FS_ATTR_RUN_FLAG_NONE;
        linked->next = first;
        first = linked;
    }
    return first;
}

} // namespace

struct ExtFileSystem::Hooks {
    decltype(TSK_FS_INFO::load_attrs) loadAttributes;
    decltype(TSK_FS_INFO::dir_open_meta) openDirectory;
    decltype(TSK_FS_INFO::file_add_meta) addMeta;
    decltype(TSK_FS_INFO::close) close;
};

/// What TSK calls.
struct ExtHooks {
    static uint8_t loadAttributes(TSK_FS_FILE *file)
    {
        ExtFileSystem *ext = ExtFileSystem::of(file->fs_info);
        const TSK_FS_META *meta = file->meta;
        const bool extents = meta && meta->content_type == TSK_FS_META_CONTENT_TYPE_EXT4_EXTENTS &&
                             meta->attr_state == TSK_FS_META_ATTR_EMPTY && meta->size >= 0;
        if (!extents)
            return ext->m_hooks->loadAttributes(file);
        try {
            if (loadExtents(*ext, file))
                return 0;
        } catch (const std::bad_alloc &) {
            tsk_error_set_errno(TSK_ERR_AUX_MALLOC);
        }
        file->meta->attr_state = TSK_FS_META_ATTR_ERROR;
        return 1;
    }

    static TSK_RETVAL_ENUM openDirectory(TSK_FS_INFO *fileSystem, TSK_FS_DIR **directory, TSK_INUM_T inode, int depth)
    {
        ExtFileSystem *ext = ExtFileSystem::of(fileSystem);
        ext->m_damage.clear();
        const bool orphans = inode == TSK_FS_ORPHANDIR_INUM(fileSystem);
        try {
            if (!directory || inode < fileSystem->first_inum || inode >= TSK_FS_ORPHANDIR_INUM(fileSystem)) {
                const auto result = ext->m_hooks->openDirectory(fileSystem, directory, inode, depth);
                if (orphans && result == TSK_OK)
                    addLost(*ext, *directory);
                return result;
            }
            return list(*ext, directory, inode);
        } catch (const std::bad_alloc &) {
            tsk_error_set_errno(TSK_ERR_AUX_MALLOC);
            return TSK_ERR;
        }
    }

    /// The number of the folder of orphans follows the last inode: an entry that names it leads nowhere.
    static uint8_t addMeta(TSK_FS_INFO *fileSystem, TSK_FS_FILE *file, TSK_INUM_T inode)
    {
        if (inode == TSK_FS_ORPHANDIR_INUM(fileSystem) && file->name && file->name->type != TSK_FS_NAME_TYPE_VIRT_DIR) {
            tsk_error_set_errno(TSK_ERR_FS_INODE_NUM);
            return 1;
        }
        return ExtFileSystem::of(fileSystem)->m_hooks->addMeta(fileSystem, file, inode);
    }

    static void close(TSK_FS_INFO *fileSystem)
    {
        const std::unique_ptr<ExtFileSystem> ext(ExtFileSystem::of(fileSystem));
        fileSystem->impl = nullptr;
        ext->m_hooks->close(fileSystem);
    }

    static bool readBlock(TSK_FS_INFO *fileSystem, quint64 block, QByteArray &into)
    {
        into.resize(qsizetype(fileSystem->block_size));
        if (tsk_fs_read(fileSystem, TSK_OFF_T(block * fileSystem->block_size), into.data(), size_t(into.size())) == into.size())
            return true;
        tsk_error_reset();
        return false;
    }

private:
    static bool loadExtents(ExtFileSystem &ext, TSK_FS_FILE *file)
    {
        TSK_FS_INFO *fileSystem = file->fs_info;
        TSK_FS_META *meta = file->meta;
        QByteArray inode;
        if (!ext.inodes().bytes(meta->addr, inode))
            return false;
        const qint64 blockSize = fileSystem->block_size;
        const quint64 blocks = (quint64(meta->size) + quint64(blockSize) - 1) / quint64(blockSize);
        const auto runs = extentRuns(QByteArrayView(inode).sliced(kRootNodeAt, kRootNode), blocks, fileSystem->last_block + 1,
                                     blockSize, [&](quint64 block, QByteArray &into) { return readBlock(fileSystem, block, into); });
        if (meta->attr)
            tsk_fs_attrlist_markunused(meta->attr);
        else if (!(meta->attr = tsk_fs_attrlist_alloc()))
            return false;
        TSK_FS_ATTR *attribute = tsk_fs_attrlist_getnew(meta->attr, TSK_FS_ATTR_NONRES);
        if (!attribute)
            return false;
        TSK_FS_ATTR_RUN *linked = linkRuns(runs);
        const auto allocated = TSK_OFF_T(blocks * quint64(blockSize));
        if (tsk_fs_attr_set_run(file, attribute, linked, nullptr, TSK_FS_ATTR_TYPE_DEFAULT, TSK_FS_ATTR_ID_DEFAULT, meta->size,
                                meta->size, allocated, TSK_FS_ATTR_FLAG_NONE, 0)) {
            tsk_fs_attr_run_free(linked);
            return false;
        }
        meta->attr_state = TSK_FS_META_ATTR_STUDIED;
        return true;
    }

    static void damaged(ExtFileSystem &ext, const ExtDamage &damage)
    {
        if (ext.m_damage.size() < kMostDamage)
            ext.m_damage.push_back(damage);
    }

    static TSK_RETVAL_ENUM list(ExtFileSystem &ext, TSK_FS_DIR **opened, TSK_INUM_T inode)
    {
        TSK_FS_INFO *fileSystem = ext.m_fileSystem;
        TSK_FS_DIR *directory = *opened;
        if (directory) {
            tsk_fs_dir_reset(directory);
            directory->addr = inode;
        } else if (!(directory = *opened = tsk_fs_dir_alloc(fileSystem, inode, 128))) {
            return TSK_ERR;
        }
        directory->fs_file = tsk_fs_file_open_meta(fileSystem, nullptr, inode);
        const bool known = directory->fs_file && directory->fs_file->meta;
        if (known)
            addContent(ext, directory);
        if (inode == fileSystem->root_inum) {
            const NameHandle name(tsk_fs_name_alloc(kMaxNames + 1, 0));
            if (!name || tsk_fs_dir_make_orphan_dir_name(fileSystem, name.get()) || tsk_fs_dir_add(directory, name.get()))
                return TSK_ERR;
        }
        return known ? TSK_OK : TSK_COR;
    }

public:
    using OnName = std::function<void(const ExtName &)>;

    /// The names of a directory, deleted ones among them.
    static void forEachName(ExtFileSystem &ext, TSK_FS_FILE *file, const OnName &onName)
    {
        const quint64 inode = file->meta->addr;
        ExtInode stored;
        ext.inodes().read(inode, stored);
        const bool deleted = isDeleted(*file->meta, stored);
        const TSK_FS_ATTR *content = file->meta->type == TSK_FS_META_TYPE_DIR ? tsk_fs_file_attr_get(file) : nullptr;
        if (!content) {
            tsk_error_reset();
            if (!deleted)
                damaged(ext, {ExtDamage::Part::Inode, ext.inodes().offsetOf(inode), ext.inodes().inodeSize()});
            return;
        }
        ExtDirectoryFormat format;
        format.inodes = ext.inodes().count();
        format.typed = reinterpret_cast<const EXT2FS_INFO *>(ext.m_fileSystem)->deentry_type != EXT2_DE_V1;
        format.sums = ext.inodes().hasChecksums();
        format.seed = ext.inodes().seedOf(inode, stored.generation);
        Visit visit{ext, format, onName, deleted};
        if (content->flags & TSK_FS_ATTR_RES)
            visitInline(visit, inode, content);
        else
            visitBlocks(visit, content);
    }

private:
    struct Visit {
        ExtFileSystem &ext;
        ExtDirectoryFormat format;
        const OnName &onName;
        bool deleted;
    };

    static void addContent(ExtFileSystem &ext, TSK_FS_DIR *directory)
    {
        const NameHandle name(tsk_fs_name_alloc(kMaxNames + 1, 0));
        if (!name)
            throw std::bad_alloc();
        ExtInode stored;
        ext.inodes().read(directory->addr, stored);
        const bool deleted = isDeleted(*directory->fs_file->meta, stored);
        const bool counts = !deleted && ext.counts(directory->addr);
        forEachName(ext, directory->fs_file, [&](const ExtName &one) {
            if (counts && !one.deleted)
                ext.m_names.add(one.inode, isDot(one.name));
            const qsizetype length = std::min<qsizetype>(one.name.size(), kMaxNames);
            std::copy_n(one.name.data(), length, name->name);
            name->name[length] = '\0';
            name->meta_addr = one.inode;
            name->type = nameType(one.type);
            name->flags = deleted || one.deleted ? TSK_FS_NAME_FLAG_UNALLOC : TSK_FS_NAME_FLAG_ALLOC;
            if (tsk_fs_dir_add(directory, name.get()))
                throw std::bad_alloc();
        });
    }

    /// Content within the inode: four bytes of the parent's number, entries up to the end of i_block, and more of them in
    /// the attribute behind it.
    static void visitInline(Visit &visit, quint64 inode, const TSK_FS_ATTR *content)
    {
        visit.format.sums = false;
        const QByteArrayView bytes(reinterpret_cast<const char *>(content->rd.buf), qsizetype(content->size));
        const qsizetype inInode = std::min(bytes.size(), kRootNode);
        if (inInode < 4)
            return;
        visit.onName({quint32(inode), 2, false, "."});
        visit.onName({qFromLittleEndian<quint32>(bytes.data()), 2, false, ".."});
        visitNames(visit, bytes.sliced(4, inInode - 4), kUnknown);
        if (bytes.size() > kRootNode)
            visitNames(visit, bytes.sliced(kRootNode), kUnknown);
    }

    static void visitBlocks(Visit &visit, const TSK_FS_ATTR *content)
    {
        TSK_FS_INFO *fileSystem = visit.ext.m_fileSystem;
        const qint64 blockSize = fileSystem->block_size;
        const quint64 blocks = (quint64(std::max<TSK_OFF_T>(content->size, 0)) + quint64(blockSize) - 1) / quint64(blockSize);
        QByteArray block;
        for (const TSK_FS_ATTR_RUN *run = content->nrd.run; run && run->offset < blocks; run = run->next) {
            const bool nothing = run->flags & (TSK_FS_ATTR_RUN_FLAG_SPARSE | TSK_FS_ATTR_RUN_FLAG_FILLER);
            if (nothing || run->addr > fileSystem->last_block) {
                if (!visit.deleted)
                    damaged(visit.ext, {ExtDamage::Part::Block, kUnknown, kUnknown});
                continue;
            }
            for (quint64 i = 0; i < run->len && run->offset + i < blocks; ++i) {
                const qint64 offset = qint64(run->addr + i) * blockSize;
                if (readBlock(fileSystem, run->addr + i, block))
                    visitNames(visit, block, offset);
                else if (!visit.deleted)
                    damaged(visit.ext, {ExtDamage::Part::Block, offset, blockSize});
            }
        }
    }

    static void visitNames(Visit &visit, QByteArrayView bytes, qint64 offset)
    {
        std::vector<ExtName> names;
        if (!parseExtDirectory(bytes, visit.format, names) && !visit.deleted)
            damaged(visit.ext, {ExtDamage::Part::Block, offset, bytes.size()});
        for (const ExtName &name : names)
            visit.onName(name);
    }

    /// In $OrphanFiles, behind those that TSK finds.
    static void addLost(ExtFileSystem &ext, TSK_FS_DIR *directory)
    {
        ext.census();
        const NameHandle name(tsk_fs_name_alloc(kMaxNames + 1, 0));
        if (!name)
            throw std::bad_alloc();
        for (const quint64 inode : ext.m_lost) {
            ExtInode stored;
            ext.inodes().read(inode, stored);
            std::snprintf(name->name, name->name_size, "OrphanFile-%llu", static_cast<unsigned long long>(inode));
            name->meta_addr = inode;
            name->type = stored.isDirectory() ? TSK_FS_NAME_TYPE_DIR : TSK_FS_NAME_TYPE_UNDEF;
            name->flags = TSK_FS_NAME_FLAG_ALLOC;
            if (tsk_fs_dir_add(directory, name.get()))
                throw std::bad_alloc();
        }
    }
};

ExtFileSystem::ExtFileSystem(TSK_FS_INFO *fileSystem)
    : m_fileSystem(fileSystem),
      m_hooks(new Hooks{fileSystem->load_attrs, fileSystem->dir_open_meta, fileSystem->file_add_meta, fileSystem->close})
{
}

ExtFileSystem::~ExtFileSystem() = default;

void ExtFileSystem::attach(TSK_FS_INFO *fileSystem)
{
    if (!TSK_FS_TYPE_ISEXT(fileSystem->ftype) || fileSystem->impl)
        return;
    fileSystem->impl = new ExtFileSystem(fileSystem);
    fileSystem->load_attrs = ExtHooks::loadAttributes;
    fileSystem->dir_open_meta = ExtHooks::openDirectory;
    fileSystem->file_add_meta = ExtHooks::addMeta;
    fileSystem->close = ExtHooks::close;
}

ExtFileSystem *ExtFileSystem::of(TSK_FS_INFO *fileSystem)
{
    const bool ours = fileSystem && TSK_FS_TYPE_ISEXT(fileSystem->ftype) && fileSystem->load_attrs == ExtHooks::loadAttributes;
    return ours ? static_cast<ExtFileSystem *>(fileSystem->impl) : nullptr;
}

// The place of the descriptors is known only when the volume is wholly set up (overlayDescriptors()).
const ExtInodes &ExtFileSystem::inodes()
{
    if (!m_inodes)
        m_inodes = std::make_unique<ExtInodes>(m_fileSystem);
    return *m_inodes;
}

QByteArray ExtFileSystem::linkTarget(TSK_FS_FILE *link)
{
    const qint64 size = link->meta->size;
    QByteArray bytes;
    ExtInode stored;
    if (size <= 0 || size > kMaxLink || !inodes().bytes(link->meta->addr, bytes))
        return {};
    stored = inodes().parse(link->meta->addr, bytes);
    // A link that was deleted may have lost its blocks; what stands in the inode stays.
    if (size < kRootNode && !(stored.flags & (ExtInode::kExtents | ExtInode::kInlineData)))
        return bytes.sliced(kRootNodeAt, size);
    const TSK_FS_ATTR *content = tsk_fs_file_attr_get(link);
    QByteArray target(size, '\0');
    if (!content || tsk_fs_attr_read(content, 0, target.data(), size_t(size), TSK_FS_FILE_READ_FLAG_NONE) != size) {
        tsk_error_reset();
        return {};
    }
    return target;
}

bool ExtFileSystem::counts(quint64 directory)
{
    return !m_census && m_names.enter(directory, directory == m_fileSystem->root_inum);
}

/// Goes through the tree for its names alone.
void ExtFileSystem::listTree()
{
    std::vector<quint64> waiting{m_fileSystem->root_inum};
    std::unordered_set<quint64> met{m_fileSystem->root_inum};
    while (!waiting.empty()) {
        const quint64 directory = waiting.back();
        waiting.pop_back();
        const bool count = counts(directory);
        forEachLive(directory, [&](const ExtName &name) {
            if (count)
                m_names.add(name.inode, isDot(name.name));
            ExtInode inode;
            if (!isDot(name.name) && (name.type == 0 || name.type == 2) && inodes().read(name.inode, inode) && inode.isDirectory() &&
                met.insert(name.inode).second)
                waiting.push_back(name.inode);
        });
    }
}

void ExtFileSystem::forEachLive(quint64 directory, const std::function<void(const ExtName &)> &onName)
{
    const FileHandle file(tsk_fs_file_open_meta(m_fileSystem, nullptr, directory));
    ExtInode stored;
    if (file && file->meta && inodes().read(directory, stored) && !isDeleted(*file->meta, stored)) {
        ExtHooks::forEachName(*this, file.get(), [&](const ExtName &name) {
            if (!name.deleted)
                onName(name);
        });
    }
    tsk_error_reset();
    m_damage.clear(); // the walk says it where it lists the directory
}

const ExtCensus &ExtFileSystem::census()
{
    if (!m_census) {
        if (!m_treeListed)
            listTree();
        m_census = std::make_unique<ExtCensus>(takeExtCensus(m_fileSystem, inodes(), m_names));
        findLost();
    }
    return *m_census;
}

/// Of the inodes that no name of the tree leads to, a directory holds the names of others: these are listed below it.
void ExtFileSystem::findLost()
{
    const std::unordered_set<quint64> unnamed(m_census->unnamed.begin(), m_census->unnamed.end());
    std::unordered_map<quint64, std::vector<quint64>> children;
    std::unordered_set<quint64> held;
    for (const quint64 directory : m_census->unnamed) {
        ExtInode inode;
        if (!inodes().read(directory, inode) || !inode.isDirectory())
            continue;
        forEachLive(directory, [&](const ExtName &name) {
            if (!isDot(name.name) && name.inode != directory && unnamed.contains(name.inode)) {
                children[directory].push_back(name.inode);
                held.insert(name.inode);
            }
        });
    }
    std::unordered_set<quint64> reached;
    const auto take = [&](quint64 top) {
        m_lost.push_back(top);
        std::vector<quint64> waiting{top};
        while (!waiting.empty()) {
            const quint64 inode = waiting.back();
            waiting.pop_back();
            if (!reached.insert(inode).second)
                continue;
            const auto below = children.find(inode);
            if (below != children.end())
                waiting.insert(waiting.end(), below->second.begin(), below->second.end());
        }
    };
    for (const quint64 inode : m_census->unnamed) {
        if (!held.contains(inode))
            take(inode);
    }
    for (const quint64 inode : m_census->unnamed) { // what is held by itself alone, in a circle
        if (!reached.contains(inode))
            take(inode);
    }
}

std::vector<ExtAttribute> ExtFileSystem::attributes(quint64 inode, bool &whole)
{
    std::vector<ExtAttribute> found;
    QByteArray bytes;
    whole = true;
    if (!inodes().bytes(inode, bytes))
        return found;
    whole = attributesOfInode(bytes, found);
    if (const quint64 place = inodes().parse(inode, bytes).attributeBlock) {
        QByteArray block;
        whole = place <= m_fileSystem->last_block && ExtHooks::readBlock(m_fileSystem, place, block) && attributesOfBlock(block, found) &&
                whole;
    }
    if (found.size() > kMostAttributes) {
        found.resize(kMostAttributes);
        whole = false;
    }
    return found;
}

bool ExtFileSystem::attributeValue(const ExtAttribute &attribute, QByteArray &into)
{
    into = attribute.value;
    if (!attribute.valueInode)
        return true;
    const FileHandle file(tsk_fs_file_open_meta(m_fileSystem, nullptr, attribute.valueInode));
    const TSK_FS_ATTR *content = file && file->meta && attribute.size <= kMaxLink ? tsk_fs_file_attr_get(file.get()) : nullptr;
    into.resize(content ? qsizetype(attribute.size) : 0);
    const bool good = content && tsk_fs_attr_read(content, 0, into.data(), size_t(into.size()), TSK_FS_FILE_READ_FLAG_NONE) == into.size();
    tsk_error_reset();
    return good;
}

std::vector<ExtDamage> ExtFileSystem::takeDamage()
{
    return std::exchange(m_damage, {});
}

} // namespace ashiato
