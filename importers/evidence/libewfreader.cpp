// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/libewfreader.h"

#include <libewf.h>

#include <algorithm>
#include <cstring>

#include <sys/stat.h>

namespace ashiato
{

struct LibewfReader::Handle {
    libewf_handle_t *handle = nullptr;

    ~Handle()
    {
        if (handle) {
            libewf_handle_close(handle, nullptr);
            libewf_handle_free(&handle, nullptr);
        }
    }
};

LibewfReader::LibewfReader() : m_handle(std::make_unique<Handle>()) {}
LibewfReader::~LibewfReader() = default;

Result<std::unique_ptr<ImageReader>> LibewfReader::open(const std::vector<int> &descriptors,
                                                        const QStringList &segmentNames)
{
    std::vector<QByteArray> paths;
    std::vector<char *> names;
    std::unique_ptr<LibewfReader> reader(new LibewfReader);
    for (const int descriptor : descriptors) {
        struct stat status = {};
        if (::fstat(descriptor, &status) == 0)
            reader->m_info.storedSize += status.st_size;
        paths.push_back("/proc/self/fd/" + QByteArray::number(descriptor));
    }
    for (QByteArray &path : paths)
        names.push_back(path.data());
    libewf_handle_t *&handle = reader->m_handle->handle;
    if (libewf_handle_initialize(&handle, nullptr) != 1)
        return ErrorCode::OutOfMemory;
    if (libewf_handle_open(handle, names.data(), int(names.size()), libewf_get_access_flags_read(), nullptr) != 1)
        return {ErrorCode::Unsupported, QStringLiteral("Ex01")};
    size64_t size = 0;
    if (libewf_handle_get_media_size(handle, &size, nullptr) != 1 || size > (size64_t(1) << 60))
        return {ErrorCode::Damaged, QStringLiteral("Ex01")};
    reader->m_info.size = qint64(size);
    reader->describe(segmentNames);
    return std::unique_ptr<ImageReader>(std::move(reader));
}

void LibewfReader::describe(const QStringList &segmentNames)
{
    libewf_handle_t *handle = m_handle->handle;
    m_info.format = segmentNames.size() > 1 ? QStringLiteral("split Ex01") : QStringLiteral("Ex01");
    uint32_t number = 0;
    if (libewf_handle_get_bytes_per_sector(handle, &number, nullptr) == 1 && number > 0 && number <= 65536)
        m_info.sectorSize = int(number);
    size32_t chunk = 0;
    if (libewf_handle_get_chunk_size(handle, &chunk, nullptr) == 1)
        m_info.chunkSize = int(chunk);

    static const struct {
        const char *id;
        const char *name;
    } kValues[] = {{"case_number", "caseNumber"},         {"evidence_number", "evidenceNumber"},
                   {"description", "description"},        {"examiner_name", "examiner"},
                   {"notes", "notes"},                    {"acquiry_software_version", "software"},
                   {"acquiry_operating_system", "os"},    {"acquiry_date", "acquired"},
                   {"system_date", "system"},             {"model", "model"},
                   {"serial_number", "serialNumber"}};
    for (const auto &value : kValues) {
        char text[4096] = {};
        if (libewf_handle_get_utf8_header_value(handle, reinterpret_cast<const uint8_t *>(value.id), strlen(value.id),
                                                reinterpret_cast<uint8_t *>(text), sizeof text - 1, nullptr) == 1
            && text[0])
            m_info.acquisition.insert(QString::fromLatin1(value.name), QString::fromUtf8(text));
    }
    uint8_t hash[20] = {};
    if (libewf_handle_get_md5_hash(handle, hash, 16, nullptr) == 1)
        m_info.storedMd5 = QByteArray(reinterpret_cast<char *>(hash), 16);
    if (libewf_handle_get_sha1_hash(handle, hash, 20, nullptr) == 1)
        m_info.storedSha1 = QByteArray(reinterpret_cast<char *>(hash), 20);
}

Result<void> LibewfReader::decodeInto(qint64 offset, char *into, qint64 size)
{
    if (offset < 0 || size < 0 || offset + size > m_info.size)
        return ErrorCode::Invalid;
    const std::lock_guard lock(m_mutex);
    for (qint64 done = 0; done < size;) {
        const ssize_t got = libewf_handle_read_random(m_handle->handle, into + done, size_t(size - done), offset + done,
                                                      nullptr);
        if (got > 0) {
            done += got;
            continue;
        }
        // libewf does not say how much is bad: step over one chunk.
        const qint64 chunk = std::max(m_info.chunkSize, 512);
        const qint64 part = std::min(size - done, chunk - (offset + done) % chunk);
        memset(into + done, 0, size_t(part));
        addBadRange(offset + done, part, ErrorCode::Damaged);
        done += part;
    }
    // Chunks whose checksum did not hold are read all the same; libewf keeps a list of their sectors.
    uint32_t errors = 0;
    libewf_handle_get_number_of_checksum_errors(m_handle->handle, &errors, nullptr);
    for (uint32_t i = 0; i < errors; ++i) {
        uint64_t first = 0;
        uint64_t count = 0;
        if (libewf_handle_get_checksum_error(m_handle->handle, i, &first, &count, nullptr) == 1
            && first < uint64_t(m_info.size) && count < uint64_t(m_info.size))
            addBadRange(qint64(first) * m_info.sectorSize, qint64(count) * m_info.sectorSize, ErrorCode::Damaged);
    }
    return {};
}

} // namespace ashiato
