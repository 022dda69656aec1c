// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/imagesignature.h"

#include <QtEndian>

namespace ashiato
{

namespace
{

bool at(QByteArrayView head, qsizetype offset, QByteArrayView magic)
{
    return head.size() >= offset + magic.size() && head.sliced(offset, magic.size()) == magic;
}

/// Partition maps of Apple and Sun, a BSD disklabel, and UFS, where nothing of an MBR is.
bool unixLike(QByteArrayView head)
{
    using View = QByteArrayView;
    if (at(head, 0, View("ER", 2)) && (at(head, 512, View("PM\0\0", 4)) || at(head, 2048, View("PM\0\0", 4))))
        return true;
    if (head.size() >= 512 && at(head, 508, View("\xda\xbe", 2))) { // the words of the label cancel each other out
        quint16 sum = 0;
        for (qsizetype i = 0; i < 512; i += 2)
            sum ^= qFromLittleEndian<quint16>(head.data() + i);
        return sum == 0;
    }
    const View label("\x57\x45\x56\x82", 4);
    for (const qsizetype sector : {0, 512}) {
        for (const qsizetype offset : {0, 64}) {
            if (at(head, sector + offset, label) && at(head, sector + offset + 132, label))
                return true;
        }
    }
    constexpr qsizetype magicAt = 1372; // in a superblock of UFS
    for (const View magic : {View("\x54\x19\x01\0", 4), View("\0\x01\x19\x54", 4)}) {
        if (at(head, 8192 + magicAt, magic))
            return true;
    }
    for (const View magic : {View("\x19\x01\x54\x19", 4), View("\x19\x54\x01\x19", 4)}) {
        if (at(head, 65536 + magicAt, magic))
            return true;
    }
    return false;
}

/// A boot sector or partition table that holds together, or the magic of a file system at its place.
bool diskLike(QByteArrayView head)
{
    using View = QByteArrayView;
    if (at(head, 512, View("EFI PART", 8)) || at(head, 4096, View("EFI PART", 8)))
        return true;
    if (at(head, 3, View("NTFS    ", 8)) || at(head, 3, View("EXFAT   ", 8)) || at(head, 3, View("-FVE-FS-", 8))
        || at(head, 3, View("ReFS", 4)) || at(head, 0, View("XFSB", 4)) || at(head, 0, View("LUKS\xba\xbe", 6))
        || at(head, 512, View("LABELONE", 8)) || at(head, 32, View("NXSB", 4)) || at(head, 32769, View("CD001", 5))
        || at(head, 65600, View("_BHRfS_M", 8)) || at(head, 1024, View("H+\0\4", 4)) || at(head, 1024, View("HX\0\5", 4)))
        return true;
    if (at(head, 1080, View("\x53\xef", 2)) && head.size() >= 2048) // ext: the log of the block size is small
        return qFromLittleEndian<quint32>(head.data() + 1024 + 24) <= 6;
    if (unixLike(head))
        return true;
    if (!at(head, 510, View("\x55\xaa", 2)))
        return false;
    // FAT: jump, then a sector size and a cluster size that can be.
    const auto byte = [&](int offset) { return quint8(head[offset]); };
    const quint16 sector = qFromLittleEndian<quint16>(head.data() + 11);
    if ((byte(0) == 0xeb || byte(0) == 0xe9) && (sector == 512 || sector == 1024 || sector == 2048 || sector == 4096)
        && byte(13) != 0 && (byte(13) & (byte(13) - 1)) == 0)
        return true;
    bool partition = false;
    for (int entry = 446; entry < 510; entry += 16) {
        if (byte(entry) != 0 && byte(entry) != 0x80)
            return false;
        partition |= byte(entry + 4) != 0 && qFromLittleEndian<quint32>(head.data() + entry + 12) != 0;
    }
    return partition;
}

} // namespace

ImageSignature imageSignature(QByteArrayView head, QByteArrayView tail, QString *name)
{
    using View = QByteArrayView;
    if (at(head, 0, View("EVF\x09\x0d\x0a\xff", 7)))
        return ImageSignature::Ewf;
    if (at(head, 0, View("EVF2\x0d\x0a\x81", 7)))
        return ImageSignature::Ewf2;
    static const struct {
        qsizetype offset;
        View magic;
        const char *name;
    } kUnsupported[] = {
        {0, View("LVF\x09\x0d\x0a\xff", 7), "L01"},
        {0, View("LEF2\x0d\x0a\x81", 7), "Lx01"},
        {0, View("ADSEGMENTEDFILE", 15), "AD1"},
        {0, View("ADCRYPT", 7), "AD1 (encrypted)"},
        {0, View("KDMV", 4), "VMDK"},
        {0, View("COWD", 4), "VMDK"},
        {0, View("# Disk DescriptorFile", 21), "VMDK"},
        {0, View("conectix", 8), "VHD"},
        {0, View("vhdxfile", 8), "VHDX"},
        {0, View("QFI\xfb", 4), "QCOW2"},
        {0, View("AFF10\r\n", 7), "AFF"},
        {64, View("\x7f\x10\xda\xbe", 4), "VDI"},
        {0, View("WithoutFreeSpace", 16), "Parallels HDD"},
        {0, View("WithouFreSpacExt", 16), "Parallels HDD"},
    };
    for (const auto &known : kUnsupported) {
        if (at(head, known.offset, known.magic)) {
            if (name)
                *name = QString::fromLatin1(known.name);
            return ImageSignature::Unsupported;
        }
    }
    if (at(tail, 0, View("koly", 4))) {
        if (name)
            *name = QStringLiteral("DMG");
        return ImageSignature::Unsupported;
    }
    return diskLike(head) ? ImageSignature::DiskLike : ImageSignature::None;
}

} // namespace ashiato
