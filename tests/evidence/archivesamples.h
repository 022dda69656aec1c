// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/container.h"
#include "tests/evidence/tree.h"

#include <QtEndian>

#include <archive.h>
#include <archive_entry.h>
#include <zlib.h>

namespace ashiato
{

/// A member of an archive that a test writes.
struct Member {
    QByteArray name;
    QByteArray content;
    quint16 flags = 0;
    quint16 method = 8;
    quint8 madeBy = 0;
    QByteArray extra = {};
};

inline QByteArray deflated(const QByteArray &content, int windowBits)
{
    z_stream z = {};
    deflateInit2(&z, 6, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    QByteArray out(qsizetype(deflateBound(&z, uLong(content.size())) + 64), Qt::Uninitialized);
    z.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(content.constData()));
    z.avail_in = uInt(content.size());
    z.next_out = reinterpret_cast<Bytef *>(out.data());
    z.avail_out = uInt(out.size());
    deflate(&z, Z_FINISH);
    out.truncate(qsizetype(z.total_out));
    deflateEnd(&z);
    return out;
}

inline QByteArray gzipped(const QByteArray &content) { return deflated(content, 15 + 16); }

template <typename T> void put(QByteArray &into, T value)
{
    const T little = qToLittleEndian(value);
    into.append(reinterpret_cast<const char *>(&little), sizeof little);
}

/// A zip written byte by byte, so that names and flags are what a test says.
inline QByteArray zipOf(const QList<Member> &members)
{
    QByteArray zip;
    QByteArray directory;
    for (const Member &member : members) {
        const QByteArray stored = member.method == 8 ? deflated(member.content, -15) : member.content;
        const auto crc = quint32(crc32(0, reinterpret_cast<const Bytef *>(member.content.constData()), uInt(member.content.size())));
        const quint32 offset = quint32(zip.size());
        const auto common = [&](QByteArray &into) {
            put<quint16>(into, 20);
            put<quint16>(into, member.flags);
            put<quint16>(into, member.method);
            put<quint16>(into, (13 << 11) | (45 << 5) | 15); // 13:45:30
            put<quint16>(into, ((2026 - 1980) << 9) | (11 << 5) | 14);
            put<quint32>(into, crc);
            put<quint32>(into, quint32(stored.size()));
            put<quint32>(into, quint32(member.content.size()));
            put<quint16>(into, quint16(member.name.size()));
        };
        put<quint32>(zip, 0x04034b50);
        common(zip);
        put<quint16>(zip, 0);
        zip += member.name + stored;
        put<quint32>(directory, 0x02014b50);
        put<quint16>(directory, quint16(20 | (member.madeBy << 8)));
        common(directory);
        put<quint16>(directory, quint16(member.extra.size()));
        put<quint16>(directory, 0);
        put<quint32>(directory, 0);
        put<quint32>(directory, 0);
        put<quint32>(directory, offset);
        directory += member.name + member.extra;
    }
    const quint32 offset = quint32(zip.size());
    zip += directory;
    put<quint32>(zip, 0x06054b50);
    put<quint32>(zip, 0);
    put<quint16>(zip, quint16(members.size()));
    put<quint16>(zip, quint16(members.size()));
    put<quint32>(zip, quint32(directory.size()));
    put<quint32>(zip, offset);
    put<quint16>(zip, 0);
    return zip;
}

/// An archive as libarchive writes it; options: its own ("zip:encryption=aes256"), with the password for them.
inline QByteArray archived(const QList<Member> &members, int format, int filter, const char *options = nullptr,
                           const QByteArray &password = {})
{
    QByteArray out(qsizetype(64 << 20), Qt::Uninitialized);
    size_t used = 0;
    archive *writer = archive_write_new();
    archive_write_set_format(writer, format);
    archive_write_add_filter(writer, filter);
    if (options)
        archive_write_set_options(writer, options);
    if (!password.isEmpty())
        archive_write_set_passphrase(writer, password.constData());
    archive_write_open_memory(writer, out.data(), size_t(out.size()), &used);
    for (const Member &member : members) {
        archive_entry *entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.name.constData());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_mtime(entry, 1'700'000'000, 0);
        archive_entry_set_size(entry, member.content.size());
        archive_write_header(writer, entry);
        archive_write_data(writer, member.content.constData(), size_t(member.content.size()));
        archive_entry_free(entry);
    }
    archive_write_close(writer);
    archive_write_free(writer);
    out.truncate(qsizetype(used));
    return out;
}

inline QByteArray xz(const QByteArray &content) { return archived({{"x", content}}, ARCHIVE_FORMAT_RAW, ARCHIVE_FILTER_XZ); }

/// A descriptor of these bytes and the evidence in it.
inline std::unique_ptr<EvidenceSource> openBytes(const QByteArray &bytes, const QString &name)
{
    OpenFiles files(bytes, name);
    OpenRequest request;
    request.name = name;
    request.segmentNames = {name};
    auto source = openEvidence(request, {::dup(files.descriptors[0])});
    return source ? std::move(*source) : nullptr;
}

} // namespace ashiato
