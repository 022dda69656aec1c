// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/container.h"

#include "importers/evidence/archivecontainer.h"
#include "importers/evidence/gzipcontainer.h"
#include "importers/evidence/tarheader.h"
#include "importers/evidence/zipcontainer.h"

namespace ashiato
{

namespace
{

constexpr qint64 kLargestListed = qint64(16) << 30; // a larger one is opened when the examiner asks for it

bool begins(QByteArrayView head, const char *magic, qsizetype size)
{
    return head.size() >= size && head.first(size) == QByteArrayView(magic, size);
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
    if (begins(*head, "PK\3\4", 4) || begins(*head, "PK\5\6", 4) || begins(*head, "PK\7\10PK", 6)) {
        if (auto zip = openZip(source, limits, password, encoding))
            return zip;
        return openZipWithoutDirectory(std::move(source), limits, password, encoding);
    }
    if (begins(*head, "\x1f\x8b\x08", 3)) {
        if (gzippedTar(*source, limits))
            return archive();
        return openGzip(std::move(source), name, limits);
    }
    if (begins(*head, "7z\xbc\xaf\x27\x1c", 6) || begins(*head, "Rar!\x1a\x07", 6) || begins(*head, "MSCF\0\0\0\0", 8)
        || begins(*head, "BZh", 3) || begins(*head, "\xfd" "7zXZ\0", 6) || begins(*head, "\x28\xb5\x2f\xfd", 4)
        || isTarHeader(*head))
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

bool isContainerName(QByteArrayView name, qint64 size)
{
    static const char *const endings[] = {".zip", ".7z",  ".tar", ".tgz", ".tbz2", ".txz", ".gz",
                                          ".bz2", ".xz",  ".zst", ".rar", ".cab"};
    if (size == 0 || size > kLargestListed)
        return false;
    const qsizetype dot = name.lastIndexOf('.');
    if (dot < 0 || name.size() - dot > 5)
        return false;
    const QByteArray ending = name.sliced(dot).toByteArray().toLower();
    for (const char *known : endings) {
        if (ending == known)
            return true;
    }
    return false;
}

} // namespace ashiato
