// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/extattributes.h"

#include <QtEndian>

namespace ashiato
{

namespace
{

constexpr quint32 kMagic = 0xea020000;
constexpr qsizetype kBlockHead = 32, kEntryHead = 16, kOldInode = 128;

template <typename T> T little(QByteArrayView bytes, qsizetype at)
{
    return qFromLittleEndian<T>(bytes.data() + at);
}

QByteArray prefixOf(quint8 index)
{
    switch (index) {
    case 1:
        return "user.";
    case 2:
        return "system.posix_acl_access";
    case 3:
        return "system.posix_acl_default";
    case 4:
        return "trusted.";
    case 6:
        return "security.";
    case 7:
        return "system.";
    case 8:
        return "system.richacl";
    default:
        return index == 0 ? QByteArray() : QByteArray::number(index) + '.';
    }
}

/// Entries one behind the other; their values lie at offsets from the start of `values`.
bool entries(QByteArrayView list, QByteArrayView values, std::vector<ExtAttribute> &found)
{
    while (list.size() >= 4 && little<quint32>(list, 0) != 0) {
        if (list.size() < kEntryHead)
            return false;
        const qsizetype nameLength = quint8(list[0]);
        const qsizetype length = (kEntryHead + nameLength + 3) & ~qsizetype(3);
        if (kEntryHead + nameLength > list.size())
            return false;
        ExtAttribute one;
        one.name = prefixOf(quint8(list[1])) + list.sliced(kEntryHead, nameLength).toByteArray();
        one.valueInode = little<quint32>(list, 4);
        one.size = little<quint32>(list, 8);
        const qsizetype at = little<quint16>(list, 2);
        if (!one.valueInode) {
            if (at > values.size() || qsizetype(one.size) > values.size() - at)
                return false;
            one.value = values.sliced(at, one.size).toByteArray();
        }
        found.push_back(one);
        if (length > list.size())
            return false;
        list = list.sliced(length);
    }
    return true;
}

} // namespace

bool ExtAttribute::isRoutine() const
{
    return name == "security.selinux" || name.startsWith("system.");
}

bool attributesOfInode(QByteArrayView inode, std::vector<ExtAttribute> &found)
{
    if (inode.size() < kOldInode + 32)
        return true;
    const qsizetype from = kOldInode + little<quint16>(inode, kOldInode);
    if (from > inode.size() - 8)
        return from <= inode.size();
    if (little<quint32>(inode, from) != kMagic)
        return true;
    const QByteArrayView area = inode.sliced(from + 4);
    return entries(area, area, found);
}

bool attributesOfBlock(QByteArrayView block, std::vector<ExtAttribute> &found)
{
    if (block.size() < kBlockHead || little<quint32>(block, 0) != kMagic)
        return false;
    return entries(block.sliced(kBlockHead), block, found);
}

} // namespace ashiato
