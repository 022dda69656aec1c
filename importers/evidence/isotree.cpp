// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/isotree.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

// Not in TSK's public headers, but exported by the library.
extern "C" {
TSK_FS_DIR *tsk_fs_dir_alloc(TSK_FS_INFO *fileSystem, TSK_INUM_T inode, size_t count);
void tsk_fs_dir_reset(TSK_FS_DIR *directory);
uint8_t tsk_fs_dir_add(TSK_FS_DIR *directory, const TSK_FS_NAME *name);
TSK_FS_NAME *tsk_fs_name_alloc(size_t nameSize, size_t shortSize);
void tsk_fs_name_free(TSK_FS_NAME *name);
TSK_FS_META *tsk_fs_meta_alloc(size_t contentSize);
void tsk_fs_meta_reset(TSK_FS_META *meta);
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

constexpr qint64 kSector = 2048;
constexpr qint64 kFirstDescriptor = 16;
constexpr int kMaxDescriptors = 64;
constexpr size_t kMaxNodes = 4'000'000;
constexpr qint64 kMaxDirectory = 64 << 20; // bytes
constexpr qint64 kSecond = 1000000000;
constexpr quint32 kNone = ~quint32(0);
constexpr size_t kMostDamage = 16; // of a directory

TSK_FS_META_TYPE_ENUM metaType(const IsoRecord &record)
{
    switch (record.mode & 0170000) {
    case 0120000:
        return TSK_FS_META_TYPE_LNK;
    case 0010000:
        return TSK_FS_META_TYPE_FIFO;
    case 0020000:
        return TSK_FS_META_TYPE_CHR;
    case 0060000:
        return TSK_FS_META_TYPE_BLK;
    case 0140000:
        return TSK_FS_META_TYPE_SOCK;
    default:
        return record.directory ? TSK_FS_META_TYPE_DIR : TSK_FS_META_TYPE_REG;
    }
}

TSK_FS_NAME_TYPE_ENUM nameType(TSK_FS_META_TYPE_ENUM type)
{
    switch (type) {
    case TSK_FS_META_TYPE_LNK:
        return TSK_FS_NAME_TYPE_LNK;
    case TSK_FS_META_TYPE_FIFO:
        return TSK_FS_NAME_TYPE_FIFO;
    case TSK_FS_META_TYPE_CHR:
        return TSK_FS_NAME_TYPE_CHR;
    case TSK_FS_META_TYPE_BLK:
        return TSK_FS_NAME_TYPE_BLK;
    case TSK_FS_META_TYPE_SOCK:
        return TSK_FS_NAME_TYPE_SOCK;
    default:
        return type == TSK_FS_META_TYPE_DIR ? TSK_FS_NAME_TYPE_DIR : TSK_FS_NAME_TYPE_REG;
    }
}

time_t seconds(qint64 ns)
{
    return ns == kNoTime ? 0 : time_t(ns / kSecond);
}

} // namespace

struct IsoTree::Hooks {
    decltype(TSK_FS_INFO::load_attrs) loadAttributes;
    decltype(TSK_FS_INFO::dir_open_meta) openDirectory;
    decltype(TSK_FS_INFO::file_add_meta) addMeta;
    decltype(TSK_FS_INFO::close) close;
};

/// What TSK calls.
struct IsoHooks {
    static TSK_RETVAL_ENUM openDirectory(TSK_FS_INFO *fileSystem, TSK_FS_DIR **opened, TSK_INUM_T inode, int depth)
    {
        IsoTree *tree = IsoTree::of(fileSystem);
        const quint32 node = inode == fileSystem->root_inum ? 0 : tree->nodeOf(inode);
        if (!opened || node == kNone)
            return tree->m_hooks->openDirectory(fileSystem, opened, inode, depth);
        TSK_FS_DIR *directory = *opened;
        if (directory) {
            tsk_fs_dir_reset(directory);
            directory->addr = inode;
        } else if (!(directory = *opened = tsk_fs_dir_alloc(fileSystem, inode, 128))) {
            return TSK_ERR;
        }
        if (!(directory->fs_file = tsk_fs_file_open_meta(fileSystem, nullptr, inode)))
            return TSK_COR;
        for (const quint32 child : tree->m_nodes[node].children) {
            if (!addName(*tree, directory, child))
                return TSK_ERR;
        }
        return TSK_OK;
    }

    static uint8_t addMeta(TSK_FS_INFO *fileSystem, TSK_FS_FILE *file, TSK_INUM_T inode)
    {
        IsoTree *tree = IsoTree::of(fileSystem);
        const IsoRecord *record = tree->record(inode);
        if (!record)
            return tree->m_hooks->addMeta(fileSystem, file, inode);
        if (file->meta)
            tsk_fs_meta_reset(file->meta);
        else if (!(file->meta = tsk_fs_meta_alloc(sizeof(quint64))))
            return 1;
        TSK_FS_META &meta = *file->meta;
        meta.addr = inode;
        meta.type = metaType(*record);
        meta.mode = TSK_FS_META_MODE_ENUM(record->mode & 07777);
        meta.flags = TSK_FS_META_FLAG_ENUM(TSK_FS_META_FLAG_ALLOC | TSK_FS_META_FLAG_USED |
                                           (record->compressed ? TSK_FS_META_FLAG_COMP : 0));
        meta.size = meta.type == TSK_FS_META_TYPE_LNK ? TSK_OFF_T(record->link.size()) : TSK_OFF_T(record->size());
        meta.nlink = int(record->links);
        meta.uid = record->owner;
        meta.gid = record->group;
        meta.mtime = seconds(record->times[0]);
        meta.atime = seconds(record->times[1]);
        meta.ctime = seconds(record->times[2]);
        meta.crtime = seconds(record->times[3]);
        if (meta.type == TSK_FS_META_TYPE_LNK) {
            meta.link = static_cast<char *>(std::calloc(1, size_t(record->link.size()) + 1));
            if (!meta.link)
                return 1;
            std::copy(record->link.begin(), record->link.end(), meta.link);
        }
        meta.attr_state = TSK_FS_META_ATTR_EMPTY;
        return 0;
    }

    static uint8_t loadAttributes(TSK_FS_FILE *file)
    {
        IsoTree *tree = IsoTree::of(file->fs_info);
        TSK_FS_META *meta = file->meta;
        const IsoRecord *record = meta ? tree->record(meta->addr) : nullptr;
        if (!record)
            return tree->m_hooks->loadAttributes(file);
        if (meta->attr)
            tsk_fs_attrlist_markunused(meta->attr);
        else if (!(meta->attr = tsk_fs_attrlist_alloc()))
            return 1;
        meta->attr_state = TSK_FS_META_ATTR_STUDIED;
        const qint64 size = record->size();
        if (size == 0 || meta->type == TSK_FS_META_TYPE_LNK)
            return 0;
        TSK_FS_ATTR *attribute = tsk_fs_attrlist_getnew(meta->attr, TSK_FS_ATTR_NONRES);
        qint64 blocks = 0;
        TSK_FS_ATTR_RUN *runs = attribute ? runsOf(*tree, *record, blocks) : nullptr;
        if (runs && !tsk_fs_attr_set_run(file, attribute, runs, nullptr, TSK_FS_ATTR_TYPE_DEFAULT, TSK_FS_ATTR_ID_DEFAULT, size, size,
                                         blocks * tree->m_blockSize, TSK_FS_ATTR_FLAG_NONE, 0))
            return 0;
        tsk_fs_attr_run_free(runs);
        meta->attr_state = TSK_FS_META_ATTR_ERROR;
        return 1;
    }

    static void close(TSK_FS_INFO *fileSystem)
    {
        const std::unique_ptr<IsoTree> tree(IsoTree::of(fileSystem));
        fileSystem->impl = nullptr;
        tree->m_hooks->close(fileSystem);
    }

    static void install(TSK_FS_INFO *fileSystem, std::unique_ptr<IsoTree> tree)
    {
        fileSystem->last_inum = tree->m_firstInode + tree->m_nodes.size();
        fileSystem->inum_count = fileSystem->last_inum + 1;
        fileSystem->impl = tree.release();
        fileSystem->load_attrs = loadAttributes;
        fileSystem->dir_open_meta = openDirectory;
        fileSystem->file_add_meta = addMeta;
        fileSystem->close = close;
    }

private:
    static bool addName(const IsoTree &tree, TSK_FS_DIR *directory, quint32 child)
    {
        const IsoRecord &record = tree.m_nodes[child].record;
        TSK_FS_NAME *name = tsk_fs_name_alloc(size_t(record.name.size()) + 1, 0);
        if (!name)
            return false;
        std::copy(record.name.begin(), record.name.end(), name->name);
        name->name[record.name.size()] = '\0';
        name->meta_addr = tree.inodeOf(child);
        name->type = nameType(metaType(record));
        name->flags = TSK_FS_NAME_FLAG_ALLOC;
        const bool added = tsk_fs_dir_add(directory, name) == 0;
        tsk_fs_name_free(name);
        return added;
    }

    /// Each extent begins a block; only the last one may end within one.
    static TSK_FS_ATTR_RUN *runsOf(const IsoTree &tree, const IsoRecord &record, qint64 &blocks)
    {
        TSK_FS_ATTR_RUN *first = nullptr, *last = nullptr;
        for (size_t i = 0; i < record.extents.size(); ++i) {
            const IsoRecord::Extent &extent = record.extents[i];
            const bool whole = extent.size % tree.m_blockSize == 0 || i + 1 == record.extents.size();
            TSK_FS_ATTR_RUN *run = whole ? tsk_fs_attr_run_alloc() : nullptr;
            if (!run) {
                tsk_fs_attr_run_free(first);
                return nullptr;
            }
            run->addr = extent.block;
            run->offset = quint64(blocks);
            run->len = (extent.size + quint64(tree.m_blockSize) - 1) / quint64(tree.m_blockSize);
            blocks += qint64(run->len);
            (last ? last->next : first) = run;
            last = run;
        }
        return first;
    }
};

IsoTree::IsoTree(TSK_FS_INFO *fileSystem)
    : m_fileSystem(fileSystem),
      m_hooks(new Hooks{fileSystem->load_attrs, fileSystem->dir_open_meta, fileSystem->file_add_meta, fileSystem->close}),
      m_blockSize(fileSystem->block_size), m_firstInode(fileSystem->last_inum + 1)
{
}

IsoTree::~IsoTree() = default;

void IsoTree::attach(TSK_FS_INFO *fileSystem)
{
    if (!TSK_FS_TYPE_ISISO9660(fileSystem->ftype) || fileSystem->impl)
        return;
    // A later session counts the blocks of its volume from its own start, and its files lie anywhere before.
    const qint64 there = (fileSystem->img_info->size - fileSystem->offset) / qint64(fileSystem->block_size);
    if (fileSystem->block_pre_size == 0 && there > qint64(fileSystem->last_block + 1))
        fileSystem->last_block = fileSystem->last_block_act = TSK_DADDR_T(there - 1);
    std::unique_ptr<IsoTree> tree(new IsoTree(fileSystem));
    if (tree->build())
        IsoHooks::install(fileSystem, std::move(tree));
}

IsoTree *IsoTree::of(TSK_FS_INFO *fileSystem)
{
    const bool ours = fileSystem && TSK_FS_TYPE_ISISO9660(fileSystem->ftype) && fileSystem->close == IsoHooks::close;
    return ours ? static_cast<IsoTree *>(fileSystem->impl) : nullptr;
}

quint32 IsoTree::nodeOf(quint64 inode) const
{
    return inode >= m_firstInode && inode - m_firstInode < m_nodes.size() ? quint32(inode - m_firstInode) : kNone;
}

const IsoRecord *IsoTree::record(quint64 inode) const
{
    const quint32 node = inode == m_fileSystem->root_inum ? 0 : nodeOf(inode);
    return node == kNone ? nullptr : &m_nodes[node].record;
}

std::vector<IsoTree::Damage> IsoTree::damage(quint64 directory) const
{
    const auto found = m_damage.find(directory == m_fileSystem->root_inum ? 0 : nodeOf(directory));
    return found == m_damage.end() ? std::vector<Damage>() : found->second;
}

bool IsoTree::read(qint64 offset, qint64 size, QByteArray &into) const
{
    const qint64 end = qint64(m_fileSystem->last_block_act + 1) * m_blockSize;
    if (offset < 0 || size <= 0 || offset >= end)
        return false;
    into.resize(qsizetype(std::min(size, end - offset)));
    if (tsk_fs_read(m_fileSystem, offset, into.data(), size_t(into.size())) == into.size())
        return true;
    tsk_error_reset();
    return false;
}

/// From the root of the primary volume descriptor. False where the disc has no Rock Ridge.
bool IsoTree::build()
{
    QByteArray descriptor, first;
    for (qint64 number = kFirstDescriptor;; ++number) {
        if (number == kFirstDescriptor + kMaxDescriptors || !read(number * kSector, kSector, descriptor) || descriptor.size() < kSector ||
            descriptor.sliced(1, 5) != "CD001" || descriptor[0] == '\xff')
            return false;
        if (descriptor[0] == 1)
            break;
    }
    const IsoReader reader = [this](qint64 offset, qint64 size, QByteArray &into) { return read(offset, size, into); };
    IsoRecord root;
    if (m_blockSize < 512 || !parseIsoRecord(QByteArrayView(descriptor).sliced(156, 34), -1, m_blockSize, reader, root) ||
        !read(qint64(root.extents[0].block) * m_blockSize, 255, first))
        return false;
    m_skip = rockRidgeSkip(first);
    if (m_skip < 0)
        return false;
    IsoRecord self;
    if (parseIsoRecord(first, m_skip, m_blockSize, reader, self))
        root = self;
    root.directory = true;
    m_met.insert(root.extents[0].block);
    m_nodes.push_back({root, {}, false});
    m_waiting.push_back({0, root.extents[0].block});
    const auto listAll = [this] {
        for (size_t next = 0; next < m_waiting.size(); ++next) {
            const auto [directory, block] = m_waiting[next];
            list(directory, {block, m_nodes[directory].record.extents[0].size});
        }
        m_waiting.clear();
    };
    listAll();
    for (auto &[parent, record] : std::exchange(m_moved, {})) { // those that no other place led to
        record.moved = false;
        if (!m_met.contains(record.extents[0].block))
            add(parent, std::move(record));
    }
    listAll();
    return m_rock;
}

void IsoTree::list(quint32 directory, IsoRecord::Extent extent)
{
    const qint64 begin = qint64(extent.block) * m_blockSize;
    const qint64 size = std::min<qint64>(extent.size, kMaxDirectory);
    const IsoReader reader = [this](qint64 offset, qint64 length, QByteArray &into) { return read(offset, length, into); };
    const auto damaged = [&](qint64 offset, qint64 length) {
        auto &found = m_damage[directory];
        if (found.size() < kMostDamage)
            found.push_back({offset, length});
    };
    QByteArray sector;
    bool continues = false; // the record before is a part of the same file
    for (qint64 from = 0; from < size; from += kSector) {
        if (!read(begin + from, std::min(kSector, size - from), sector)) {
            damaged(begin + from, size - from);
            return;
        }
        if (sector[0] == '\0') // at least a record each, or the directory's size is wrong
            damaged(begin + from, sector.size());
        for (qsizetype at = 0; at < sector.size() && sector[at] != '\0';) {
            IsoRecord record;
            if (!parseIsoRecord(QByteArrayView(sector).sliced(at), m_skip, m_blockSize, reader, record)) {
                damaged(begin + from + at, sector.size() - at);
                break;
            }
            if (record.damaged)
                damaged(begin + from + at, quint8(sector[at]));
            at += quint8(sector[at]);
            m_rock = m_rock || record.rock;
            const bool more = record.continued;
            if (record.isSelf() || record.isParent())
                continue;
            if (continues && !m_nodes[directory].children.empty()) {
                IsoRecord &whole = m_nodes[m_nodes[directory].children.back()].record;
                whole.extents.insert(whole.extents.end(), record.extents.begin(), record.extents.end());
            } else if (record.moved && record.directory) {
                m_moved.push_back({directory, std::move(record)});
            } else {
                add(directory, std::move(record));
            }
            continues = more;
        }
    }
}

void IsoTree::add(quint32 parent, IsoRecord record)
{
    if (m_nodes.size() >= kMaxNodes) {
        m_cut = true;
        return;
    }
    if (record.movedTo) { // the place says its own size in its first record
        QByteArray first;
        IsoRecord self;
        const IsoReader reader = [this](qint64 offset, qint64 size, QByteArray &into) { return read(offset, size, into); };
        record.directory = true;
        record.extents = {{record.movedTo, 0}};
        if (read(qint64(record.movedTo) * m_blockSize, 255, first) && parseIsoRecord(first, m_skip, m_blockSize, reader, self)) {
            record.extents[0].size = self.extents[0].size;
            if (self.mode)
                record.mode = self.mode;
            std::copy(std::begin(self.times), std::end(self.times), record.times);
            record.zones = self.zones;
        }
    }
    const auto node = quint32(m_nodes.size());
    const quint32 block = record.extents[0].block;
    const bool enters = record.directory && m_met.insert(block).second;
    const bool around = record.directory && !enters;
    m_nodes.push_back({std::move(record), {}, around});
    m_nodes[parent].children.push_back(node);
    if (enters)
        m_waiting.push_back({node, block});
    else if (around)
        m_damage[node].push_back({qint64(block) * m_blockSize, kUnknown});
}

} // namespace ashiato
