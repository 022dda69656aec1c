// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/filesystemdirectory.h"

#include <tsk/libtsk.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <unordered_map>
#include <utility>

// Not in TSK's public headers, but exported by the library.
extern "C" {
uint8_t tsk_fs_dir_add(TSK_FS_DIR *directory, const TSK_FS_NAME *name);
uint8_t tsk_fs_dir_contains(TSK_FS_DIR *directory, TSK_INUM_T inode, uint32_t nameHash);
uint32_t tsk_fs_dir_hash(const char *name);
uint8_t tsk_fs_dir_realloc(TSK_FS_DIR *directory, size_t count);
uint8_t tsk_fs_name_copy(TSK_FS_NAME *to, const TSK_FS_NAME *from);
}

namespace
{

constexpr size_t kNotThere = ~size_t(0);
constexpr size_t kScanUpTo = 64;     // shorter lists are looked through
constexpr size_t kGrowAtLeast = 512; // TSK's own step

bool same(const TSK_FS_NAME &a, const TSK_FS_NAME &b)
{
    return a.meta_addr == b.meta_addr && a.name && b.name && std::strcmp(a.name, b.name) == 0;
}

size_t keyOf(TSK_INUM_T inode, uint32_t nameHash)
{
    return size_t(inode * 0x9e3779b97f4a7c15u + nameHash);
}

size_t keyOf(const TSK_FS_NAME &name)
{
    return keyOf(name.meta_addr, name.name ? tsk_fs_dir_hash(name.name) : 0);
}

/// Where each name of a long directory stands. Made again when the directory is another one than last time.
class NameIndex
{
public:
    bool covers(const TSK_FS_DIR *directory) const
    {
        return m_directory == directory && m_used == directory->names_used;
    }

    size_t find(const TSK_FS_DIR *directory, const TSK_FS_NAME &name)
    {
        const auto [from, to] = places(directory, keyOf(name));
        for (auto place = from; place != to; ++place) {
            if (same(directory->names[place->second], name))
                return place->second;
        }
        return kNotThere;
    }
    uint8_t contains(const TSK_FS_DIR *directory, TSK_INUM_T inode, uint32_t nameHash)
    {
        uint8_t best = 0;
        const auto [from, to] = places(directory, keyOf(inode, nameHash));
        for (auto place = from; place != to && best != TSK_FS_NAME_FLAG_ALLOC; ++place) {
            const TSK_FS_NAME &name = directory->names[place->second];
            if (name.meta_addr == inode && name.name && tsk_fs_dir_hash(name.name) == nameHash)
                best = uint8_t(name.flags);
        }
        return best;
    }
    void forget(const TSK_FS_DIR *directory)
    {
        if (m_directory == directory)
            m_directory = nullptr;
    }
    void added(const TSK_FS_DIR *directory)
    {
        if (m_directory != directory || m_used + 1 != directory->names_used)
            return;
        m_places.emplace(keyOf(directory->names[m_used]), m_used);
        m_used = directory->names_used;
    }

private:
    using Places = std::unordered_multimap<size_t, size_t>;

    std::pair<Places::const_iterator, Places::const_iterator> places(const TSK_FS_DIR *directory, size_t key)
    {
        if (!covers(directory))
            build(directory);
        return std::as_const(m_places).equal_range(key);
    }
    void build(const TSK_FS_DIR *directory)
    {
        m_places.clear();
        m_directory = directory;
        m_used = directory->names_used;
        for (size_t i = 0; i < m_used; ++i)
            m_places.emplace(keyOf(directory->names[i]), i);
    }

    const TSK_FS_DIR *m_directory = nullptr;
    size_t m_used = 0;
    Places m_places;
};

// The orphan search fills one directory while it opens others, so two are kept. TSK is used by one thread at a time.
thread_local NameIndex indexes[2];
thread_local int lastIndex = 0;
thread_local long long adds = 0;

NameIndex &indexFor(const TSK_FS_DIR *directory)
{
    if (!indexes[lastIndex].covers(directory))
        lastIndex = 1 - lastIndex;
    return indexes[lastIndex];
}

size_t placeOf(const TSK_FS_DIR *directory, const TSK_FS_NAME &name)
{
    if (directory->names_used > kScanUpTo)
        return indexFor(directory).find(directory, name);
    // Every directory begins short: an index of one that was closed and stood at the same address goes here.
    for (NameIndex &index : indexes)
        index.forget(directory);
    for (size_t i = 0; i < directory->names_used; ++i) {
        if (same(directory->names[i], name))
            return i;
    }
    return kNotThere;
}

void freeNames(TSK_FS_NAME &name)
{
    std::free(name.name);
    std::free(name.shrt_name);
    name.name = name.shrt_name = nullptr;
    name.name_size = name.shrt_name_size = 0;
}

} // namespace

/// As TSK's: adds a name, but one with the same inode and text only once, where a live one takes the place of a deleted
/// one. FAT gives each name an inode of its own. 1 on error.
extern "C" uint8_t tsk_fs_dir_add(TSK_FS_DIR *directory, const TSK_FS_NAME *name)
{
    ++adds;
    TSK_FS_NAME *place = nullptr;
    const bool fat = TSK_FS_TYPE_ISFAT(directory->fs_info->ftype);
    const size_t known = fat ? kNotThere : placeOf(directory, *name);
    if (known != kNotThere) {
        place = &directory->names[known];
        if (!((place->flags & TSK_FS_NAME_FLAG_UNALLOC) && (name->flags & TSK_FS_NAME_FLAG_ALLOC)))
            return 0;
        freeNames(*place);
    } else {
        // Doubled, so that a long list is not copied at every step.
        const size_t room = directory->names_used + std::max(directory->names_used, kGrowAtLeast);
        if (directory->names_used >= directory->names_alloc && tsk_fs_dir_realloc(directory, room))
            return 1;
        place = &directory->names[directory->names_used++];
    }
    if (tsk_fs_name_copy(place, name))
        return 1;
    if (directory->addr) {
        place->par_addr = directory->addr;
        place->par_seq = directory->seq;
    }
    if (known == kNotThere && !fat && directory->names_used > kScanUpTo)
        indexes[lastIndex].added(directory);
    return 0;
}

/// As TSK's: whether a directory holds a name with this inode and hash; live (1) before deleted (2), 0: none.
extern "C" uint8_t tsk_fs_dir_contains(TSK_FS_DIR *directory, TSK_INUM_T inode, uint32_t nameHash)
{
    if (directory->names_used > kScanUpTo)
        return indexFor(directory).contains(directory, inode, nameHash);
    uint8_t best = 0;
    for (size_t i = 0; i < directory->names_used && best != TSK_FS_NAME_FLAG_ALLOC; ++i) {
        const TSK_FS_NAME &name = directory->names[i];
        if (name.meta_addr == inode && name.name && tsk_fs_dir_hash(name.name) == nameHash)
            best = uint8_t(name.flags);
    }
    return best;
}

long long ashiato::indexedDirectoryAdds()
{
    return adds;
}
