// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/container.h"

#include "importers/evidence/archivecontainer.h"
#include "importers/evidence/gzipcontainer.h"
#include "importers/evidence/tarheader.h"
#include "importers/evidence/zipcontainer.h"

#include <QtEndian>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr qint64 kLargestListed = qint64(16) << 30; // a larger one is opened when the examiner asks for it

/// An lzma file has no signature: properties that the encoders write, a dictionary of whole 64 KiB, and a size that is
/// unknown or below 1 TiB.
bool isLzma(QByteArrayView head)
{
    if (head.size() < 14 || head[0] != 0x5d || head[1] != 0 || head[2] != 0 || head[13] != 0)
        return false;
    const auto size = qFromLittleEndian<qint64>(head.data() + 5);
    return size == -1 || (size > 0 && size < (qint64(1) << 40));
}

/// LHA has its method in its first header: "-lh5-".
bool isLha(QByteArrayView head)
{
    return head.size() > 22 && head[2] == '-' && head[3] == 'l' && (head[4] == 'h' || head[4] == 'z') && head[6] == '-';
}

bool isBinaryCpio(QByteArrayView head)
{
    if (head.size() < 26)
        return false;
    const bool little = head.startsWith("\xc7\x71"), big = head.startsWith("\x71\xc7");
    const auto nameSize = little ? qFromLittleEndian<quint16>(head.data() + 20) : qFromBigEndian<quint16>(head.data() + 20);
    return (little || big) && nameSize > 1 && nameSize < 4096;
}

/// Whether the content of a gzip begins like a tar.
bool gzippedTar(ByteSource &source, const ContainerLimits &limits)
{
    InflateSource content(source, InflateSource::Wrapper::Gzip, kUnknown, limits);
    QByteArray block(kTarBlock, '\0');
    qint64 filled = 0;
    while (filled < kTarBlock) {
        const auto got = content.read(filled, block.data() + filled, kTarBlock - filled);
        if (!got || *got == 0)
            return false;
        filled += *got;
    }
    return isTarHeader(block);
}

} // namespace

Result<std::unique_ptr<Container>> openContainer(std::unique_ptr<ByteSource> source, const QByteArray &name,
                                                 const ContainerLimits &limits, const QString &password,
                                                 const QString &encoding)
{
    const auto head = source->window(0, kTarBlock);
    if (!head)
        return head.error();
    const auto archive = [&](qint64 first = 0) -> Result<std::unique_ptr<Container>> {
        auto opened = openArchive(std::move(source), name, limits, encoding, first);
        if (!opened && opened.error().code == ErrorCode::NotMine) // it began like one
            return {ErrorCode::Damaged, QStringLiteral("archive"), 0};
        return opened;
    };
    const QByteArray kind = containerByHead(*head);
    if (kind == "zip") {
        if (auto zip = openZip(source, limits, password, encoding))
            return zip;
        return openZipWithoutDirectory(std::move(source), limits, password, encoding);
    }
    if (kind == "gz") {
        if (gzippedTar(*source, limits))
            return archive();
        return openGzip(std::move(source), name, limits);
    }
    if (!kind.isEmpty())
        return archive();
    if (name.toLower().endsWith(".zip")) { // behind a program that unpacks it
        if (auto zip = openZip(source, limits, password, encoding))
            return zip;
    }
    if (hasTarMagic(*head)) { // its first header is damaged
        const auto behind = tarHeaderBehind(*source, 0, {});
        if (behind && *behind > 0)
            return archive(*behind);
    }
    return std::unique_ptr<Container>();
}

QByteArray containerByHead(QByteArrayView head)
{
    using View = QByteArrayView;
    static const struct {
        View magic;
        const char *kind;
    } kMagics[] = {
        {View("PK\3\4", 4), "zip"},          {View("PK\5\6", 4), "zip"},
        {View("PK\7\10PK", 6), "zip"},       {View("\x1f\x8b\x08", 3), "gz"},
        {View("7z\xbc\xaf\x27\x1c", 6), "7z"}, {View("Rar!\x1a\x07", 6), "rar"},
        {View("MSCF\0\0\0\0", 8), "cab"},    {View("BZh", 3), "bz2"},
        {View("\xfd" "7zXZ\0", 6), "xz"},    {View("\x28\xb5\x2f\xfd", 4), "zst"},
        {View("\x04\x22\x4d\x18", 4), "lz4"}, {View("LZIP\1", 5), "lz"},
        {View("\x1f\x9d", 2), "Z"},          {View("!<arch>\n", 8), "ar"},
        {View("\xed\xab\xee\xdb", 4), "rpm"}, {View("xar!\0\x1c", 6), "xar"},
        {View("WARC/1.", 7), "warc"},        {View("070701", 6), "cpio"},
        {View("070702", 6), "cpio"},         {View("070707", 6), "cpio"},
    };
    for (const auto &known : kMagics) {
        if (head.startsWith(known.magic))
            return known.kind;
    }
    return isTarHeader(head) ? "tar" : isBinaryCpio(head) ? "cpio" : isLzma(head) ? "lzma" : isLha(head) ? "lha" : "";
}

bool isContainerName(QByteArrayView name, qint64 size, bool handedOver)
{
    static const char *const endings[] = {".zip", ".7z",  ".tar", ".tgz", ".tbz2", ".txz", ".gz",
                                          ".bz2", ".xz",  ".zst", ".rar", ".cab"};
    static const char *const further[] = {".cpio", ".lzma", ".lz4", ".lz", ".z",   ".tlz", ".taz",  ".deb",
                                          ".rpm",  ".lzh",  ".lha", ".xar", ".warc", ".tbz", ".tzst"};
    if (size == 0 || size > kLargestListed)
        return false;
    const qsizetype dot = name.lastIndexOf('.');
    if (dot < 0 || name.size() - dot > 5)
        return false;
    const QByteArray ending = name.sliced(dot).toByteArray().toLower();
    const auto is = [&ending](const char *known) { return ending == known; };
    return std::any_of(std::begin(endings), std::end(endings), is)
        || (handedOver && std::any_of(std::begin(further), std::end(further), is));
}

} // namespace ashiato
