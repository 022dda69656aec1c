// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/volumesignatures.h"

#include <QByteArrayView>
#include <QtEndian>

#include <algorithm>

namespace ashiato
{

namespace
{

struct Magic {
    const char *name;
    ErrorCode code;
    bool certain;
    qint64 offset; // negative: from the end of the volume
    QByteArrayView bytes;
};

using V = QByteArrayView;
constexpr auto kUnsupported = ErrorCode::Unsupported;

// Order matters: what wraps other things first, file systems that TSK should have read last.
const Magic kMagics[] = {
    {"bitlocker", ErrorCode::Encrypted, true, 3, V("-FVE-FS-")},
    // BitLocker To Go: FAT32 boot sector with the GUID 4967d63b-2e29-4ad8-8399-f6a339e3d001
    {"bitlocker", ErrorCode::Encrypted, true, 424,
     V("\x3b\xd6\x67\x49\x29\x2e\xd8\x4a\x83\x99\xf6\xa3\x39\xe3\xd0\x01", 16)},
    {"luks", ErrorCode::Encrypted, true, 0, V("LUKS\xba\xbe", 6)},
    {"apple-corestorage", ErrorCode::Encrypted, false, 88, V("CS")},
    {"lvm2", kUnsupported, false, 512 + 24, V("LVM2 001")},
    {"lvm2", kUnsupported, false, 24, V("LVM2 001")},
    {"lvm2", kUnsupported, false, 1024 + 24, V("LVM2 001")},
    {"lvm2", kUnsupported, false, 1536 + 24, V("LVM2 001")},
    {"md-raid", kUnsupported, false, 4096, V("\xfc\x4e\x2b\xa9\x01\x00\x00\x00", 8)}, // 1.2
    {"md-raid", kUnsupported, false, 0, V("\xfc\x4e\x2b\xa9\x01\x00\x00\x00", 8)},    // 1.1
    {"refs", kUnsupported, false, 3, V("ReFS\0\0\0\0", 8)},
    {"btrfs", kUnsupported, false, 0x10040, V("_BHRfS_M")},
    {"xfs", kUnsupported, false, 0, V("XFSB")},
    {"f2fs", kUnsupported, false, 1024, V("\x10\x20\xf5\xf2", 4)},
    {"zfs", kUnsupported, false, 0x20000, V("\x0c\xb1\xba\x00\x00\x00\x00\x00", 8)},
    {"jfs", kUnsupported, false, 0x8000, V("JFS1")},
    {"reiserfs", kUnsupported, false, 0x10034, V("ReIsEr")},
    {"reiserfs", kUnsupported, false, 0x2034, V("ReIsEr")},
    {"nilfs2", kUnsupported, false, 1030, V("\x34\x34", 2)},
    {"bcachefs", kUnsupported, false, 0x1018, V("\xc6\x85\x73\xf6\x4e\x1a\x45\xca", 8)},
    {"vmfs", kUnsupported, false, 0x100000, V("\x0d\xd0\x01\xc0", 4)},
    {"squashfs", kUnsupported, false, 0, V("hsqs")},
    {"erofs", kUnsupported, false, 1024, V("\xe2\xe1\xf5\xe0", 4)},
    {"udf", kUnsupported, false, 0x8801, V("NSR02")},
    {"udf", kUnsupported, false, 0x8801, V("NSR03")},
    {"udf", kUnsupported, false, 0x9001, V("NSR02")},
    {"udf", kUnsupported, false, 0x9001, V("NSR03")},
    {"minix", kUnsupported, false, 1040, V("\x68\x24", 2)},
    {"swap", kUnsupported, false, 4086, V("SWAPSPACE2")},
    {"swap", kUnsupported, false, 8182, V("SWAPSPACE2")},
    {"swap", kUnsupported, false, 16374, V("SWAPSPACE2")},
    {"swap", kUnsupported, false, 65526, V("SWAPSPACE2")},
    {"swap", kUnsupported, false, 4086, V("SWAP-SPACE")},
    {"hibernation", kUnsupported, false, 4086, V("S1SUSPEND")},
    {"apfs", ErrorCode::Damaged, false, 32, V("NXSB")},
    {"ntfs", ErrorCode::Damaged, false, 3, V("NTFS    ")},
    {"exfat", ErrorCode::Damaged, false, 3, V("EXFAT   ")},
    {"fat32", ErrorCode::Damaged, false, 82, V("FAT32   ")},
    {"fat16", ErrorCode::Damaged, false, 54, V("FAT16   ")},
    {"fat12", ErrorCode::Damaged, false, 54, V("FAT12   ")},
    {"hfs+", ErrorCode::Damaged, false, 1024, V("H+\0\x04", 4)},
    {"hfsx", ErrorCode::Damaged, false, 1024, V("HX\0\x05", 4)},
    {"iso9660", ErrorCode::Damaged, false, 0x8001, V("CD001")},
    {"ext", ErrorCode::Damaged, false, 1080, V("\x53\xef", 2)},
    {"ufs2", ErrorCode::Damaged, false, 65536 + 1372, V("\x19\x01\x54\x19", 4)},
    {"ufs1", ErrorCode::Damaged, false, 8192 + 1372, V("\x54\x19\x01\x00", 4)},
    // Only a copy is left: the head of the volume was overwritten.
    {"ntfs", ErrorCode::Damaged, false, -512 + 3, V("NTFS    ")},
    {"fat32", ErrorCode::Damaged, false, 6 * 512 + 82, V("FAT32   ")},
    {"exfat", ErrorCode::Damaged, false, 12 * 512 + 3, V("EXFAT   ")},
    {"ext", ErrorCode::Damaged, false, qint64(32768) * 4096 + 56, V("\x53\xef", 2)},
    {"ext", ErrorCode::Damaged, false, qint64(16384) * 2048 + 56, V("\x53\xef", 2)},
    {"ext", ErrorCode::Damaged, false, qint64(8193) * 1024 + 56, V("\x53\xef", 2)},
    {"md-raid", kUnsupported, false, -8192, V("\xfc\x4e\x2b\xa9\x01\x00\x00\x00", 8)}, // 1.0
};

bool matches(ImageReader &image, qint64 offset, qint64 length, const Magic &magic)
{
    const qint64 at = magic.offset < 0 ? length + magic.offset : magic.offset;
    if (at < 0 || at + magic.bytes.size() > length)
        return false;
    char found[16];
    const auto got = image.read(offset + at, found, magic.bytes.size());
    return got && *got == magic.bytes.size() && QByteArrayView(found, *got) == magic.bytes;
}

// Version 0.90 keeps its superblock in the last 64 KiB-aligned 64 KiB of the volume.
bool isOldRaid(ImageReader &image, qint64 offset, qint64 length)
{
    constexpr qint64 block = 65536;
    if (length < 2 * block)
        return false;
    const Magic magic{"md-raid", kUnsupported, false, (length & ~(block - 1)) - block, V("\xfc\x4e\x2b\xa9", 4)};
    return matches(image, offset, length, magic);
}

} // namespace

std::vector<UnreadFileSystem> unreadFileSystems(ImageReader &image, qint64 offset, qint64 length)
{
    // Swap areas, RAID and LVM are no file systems; live ones may lie beneath or beside one.
    static constexpr const char *kOnes[] = {"btrfs", "xfs", "f2fs", "jfs", "reiserfs", "bcachefs", "udf", "refs"};
    std::vector<UnreadFileSystem> found;
    length = std::min(length, image.size() - offset);
    for (const Magic &magic : kMagics) {
        const bool isOne = std::any_of(std::begin(kOnes), std::end(kOnes), [&](const char *name) { return V(name) == V(magic.name); });
        const bool isNew = found.empty() || found.back().name != magic.name;
        if (isOne && isNew && matches(image, offset, length, magic))
            found.push_back({magic.name, offset + magic.offset});
    }
    return found;
}

VolumeSignature volumeSignature(ImageReader &image, qint64 offset, qint64 length)
{
    length = std::min(length, image.size() - offset);
    for (const Magic &magic : kMagics) {
        if (matches(image, offset, length, magic))
            return {magic.name, magic.code, magic.certain};
    }
    if (isOldRaid(image, offset, length))
        return {"md-raid", kUnsupported, false};
    return {};
}

} // namespace ashiato
