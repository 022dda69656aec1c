// SPDX-License-Identifier: Apache-2.0
#include "importers/evidence/diskimagesource.h"

#include <QCborArray>

#include <algorithm>
#include <cstring>

namespace ashiato
{

namespace
{

/// The decoded image as one run of bytes, for the hex view.
class ImageBytes : public ByteSource
{
public:
    explicit ImageBytes(ImageReader &reader) : m_reader(reader) {}
    qint64 size() const override { return m_reader.size(); }
    Result<qint64> read(qint64 offset, char *into, qint64 size) override { return m_reader.read(offset, into, size); }

private:
    ImageReader &m_reader;
};

} // namespace

DiskImageSource::DiskImageSource(const OpenRequest &request, std::vector<int> descriptors,
                                 std::unique_ptr<ImageReader> reader)
    : EvidenceBase(request, std::move(descriptors)), m_reader(std::move(reader)), m_walker(*m_reader, zoneKnown(), request.encoding)
{
    const ImageInfo &info = m_reader->info();
    m_opened.kind = EvidenceKind::Image;
    m_opened.format = info.format;
    m_opened.mediaSize = info.size;
    m_opened.storedSize = info.storedSize;
    m_opened.sectorSize = info.sectorSize;
    m_opened.chunkSize = info.chunkSize;
    m_opened.acquisition = info.acquisition;
    m_opened.storedMd5 = info.storedMd5;
    m_opened.storedSha1 = info.storedSha1;
}

Result<void> DiskImageSource::volumes(RecordSink &sink)
{
    for (const ImageWarning &warning : m_reader->info().warnings)
        sink.warn(warning.code, warning.path, warning.detail, warning.offset, warning.length);
    for (const BadRange &range : m_reader->badRanges())
        sink.warn(range.code, m_request.name, {}, range.offset, range.length);
    return m_walker.volumes(sink);
}

Result<void> DiskImageSource::walk(const TaskRequest &request, RecordSink &sink) { return m_walker.walk(request, sink); }

/// A hash over bytes that were not all read would be the hash of something else, so there is none then; the rest of the
/// image is still read through to find every bad range.
Result<QCborMap> DiskImageSource::verify(RecordSink &sink)
{
    if (!m_reader->badRanges().empty())
        return findBadRanges(sink);
    auto result = hashStream(m_reader->size(), [this](qint64 offset, char *into, qint64 size) {
        if (!m_reader->decodeInto(offset, into, size))
            memset(into, 0, size_t(size));
    }, sink);
    return result ? withBadRanges(std::move(*result), sink) : result;
}

/// Reads what is not known to be missing, which costs no time however long it is said to be.
Result<QCborMap> DiskImageSource::findBadRanges(RecordSink &sink)
{
    constexpr qint64 kStep = 1 << 20;
    constexpr int kSteps = 8;
    std::vector<char> buffers[kSteps];
    for (auto &buffer : buffers)
        buffer.resize(kStep);
    Pair pair;
    const std::vector<BadRange> known = m_reader->badRanges();
    qint64 offset = 0;
    for (size_t i = 0; i <= known.size(); ++i) {
        const qint64 end = i < known.size() ? known[i].offset : m_reader->size();
        for (; offset < end; offset += kStep * kSteps) {
            const int count = int(std::min<qint64>(kSteps, (end - offset + kStep - 1) / kStep));
            pair.run(count, [&](int step) {
                const qint64 from = offset + step * kStep;
                (void)m_reader->decodeInto(from, buffers[step].data(), std::min(kStep, end - from)).ok();
            });
            if (!sink.advance(offset, m_reader->size(), m_request.name))
                return ErrorCode::Cancelled;
        }
        if (i < known.size())
            offset = known[i].offset + known[i].length;
    }
    return withBadRanges({{QStringLiteral("bytes"), m_reader->size()}}, sink);
}

QCborMap DiskImageSource::withBadRanges(QCborMap result, RecordSink &sink)
{
    QCborArray bad;
    for (const BadRange &range : m_reader->badRanges()) {
        bad.append(QCborArray{range.offset, range.length});
        sink.warn(range.code, m_request.name, {}, range.offset, range.length);
    }
    if (!bad.isEmpty()) {
        for (const QString &name : {QStringLiteral("md5"), QStringLiteral("sha1"), QStringLiteral("sha256")})
            result[name] = QByteArray();
    }
    result.insert(QStringLiteral("badRanges"), bad);
    result.insert(QStringLiteral("storedMd5"), m_opened.storedMd5);
    result.insert(QStringLiteral("storedSha1"), m_opened.storedSha1);
    return result;
}

Result<std::unique_ptr<ByteSource>> DiskImageSource::openRaw()
{
    return std::unique_ptr<ByteSource>(std::make_unique<ImageBytes>(*m_reader));
}

Result<std::unique_ptr<ByteSource>> DiskImageSource::openFirst(const LocatorStep &step)
{
    if (step.access == AccessMethod::Whole)
        return openRaw();
    if (step.access != AccessMethod::FileSystem)
        return {ErrorCode::Invalid, step.path};
    return m_walker.open(step);
}

Result<std::unique_ptr<EvidenceSource>> openDiskImage(const OpenRequest &request, std::vector<int> descriptors)
{
    QStringList names = request.segmentNames;
    if (names.isEmpty())
        names += request.name;
    auto reader = openImage(descriptors, names);
    if (!reader) {
        const Error error = reader.error();
        return openUnsupported(request, std::move(descriptors), error);
    }
    return std::unique_ptr<EvidenceSource>(
        std::make_unique<DiskImageSource>(request, std::move(descriptors), std::move(*reader)));
}

} // namespace ashiato
