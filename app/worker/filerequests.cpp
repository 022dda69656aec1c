// SPDX-License-Identifier: Apache-2.0
#include "app/worker/filerequests.h"

#include "importers/importer.h"
#include "importers/previewsink.h"

#include <QBuffer>
#include <QImage>
#include <QImageReader>

#include <algorithm>

namespace ashiato
{

namespace
{

using namespace Qt::Literals::StringLiterals;

constexpr size_t kOpenFiles = 4;
constexpr qint64 kMaxWindow = 1 << 20;
constexpr qint64 kMaxPictureFile = 64 << 20;
constexpr int kMaxPictureEdge = 4096;
constexpr int kPictureMemoryMib = 256;
constexpr qint64 kHeadBytes = 64 << 10;

/// Pixel formats only: nothing that refers to other files or runs for ever (svg, pdf).
const QList<QByteArray> &pictureFormats()
{
    static const QList<QByteArray> formats{"png", "jpg", "jpeg", "gif", "bmp",  "ico",  "webp", "tif",
                                           "tiff", "pbm", "pgm", "ppm", "xbm", "tga", "icns", "wbmp"};
    return formats;
}

QString fileNameOf(const QString &path) { return path.mid(path.lastIndexOf(u'/') + 1); }

template <typename Message> Message failure(const Error &error)
{
    Message message;
    message.error = error.code;
    if constexpr (requires { message.detail; })
        message.detail = error.detail;
    return message;
}

} // namespace

void loadPictureDecoders()
{
    const QList<QByteArray> there = QImageReader::supportedImageFormats();
    QImageReader::setAllocationLimit(kPictureMemoryMib);
    for (const QByteArray &format : pictureFormats()) {
        if (!there.contains(format))
            continue;
        QBuffer empty;
        empty.open(QIODevice::ReadOnly);
        QImageReader reader(&empty, format);
        (void)reader.canRead(); // this is what loads the plug-in
    }
}

Result<ByteSource *> FileRequests::open(const FileLocator &locator, bool raw)
{
    const QByteArray key = raw ? QByteArray() : encode(locator);
    const auto known = std::find_if(m_files.begin(), m_files.end(), [&](const OpenFile &f) { return f.key == key; });
    if (known != m_files.end()) {
        std::rotate(m_files.begin(), known, known + 1);
        return m_files.front().bytes.get();
    }
    auto bytes = raw ? m_source.openRaw() : m_source.open(locator);
    if (!bytes)
        return bytes.error();
    if (m_files.size() >= kOpenFiles)
        m_files.pop_back();
    m_files.push_front({key, std::move(*bytes)});
    return m_files.front().bytes.get();
}

BytesMessage FileRequests::read(const ReadRequest &request)
{
    BytesMessage message;
    message.offset = request.offset;
    if (request.offset < 0 || request.size < 0) {
        message.error = ErrorCode::Invalid;
        return message;
    }
    auto file = open(request.locator, request.raw);
    if (!file) {
        message.error = file.error().code;
        message.detail = file.error().detail;
        return message;
    }
    message.fileSize = (*file)->size();
    auto bytes = (*file)->window(request.offset, std::min(request.size, kMaxWindow));
    if (bytes) {
        message.bytes = std::move(*bytes);
    } else {
        message.error = bytes.error().code;
        message.detail = bytes.error().detail;
    }
    return message;
}

ProbeMessage FileRequests::probe(const ProbeRequest &request)
{
    const OpenedMessage &opened = m_source.opened();
    const bool isWhole = std::all_of(request.locator.begin(), request.locator.end(),
                                     [](const LocatorStep &step) { return step.access == AccessMethod::Whole; });
    if (isWhole && opened.kind == EvidenceKind::Image) {
        ProbeMessage image;
        image.kind = opened.kind;
        image.mediaSize = opened.mediaSize;
        image.format = opened.format;
        return image;
    }
    auto file = open(request.locator, false);
    if (!file)
        return failure<ProbeMessage>(file.error());
    auto head = (*file)->window(0, kHeadBytes);
    if (!head)
        return failure<ProbeMessage>(head.error());
    const auto chosen = [](const QString &own, const QString &general) { return own.isEmpty() ? general : own; };
    const QString fileName = fileNameOf(request.path);
    const QString format = chosen(request.format, m_opened.format);
    PreviewSink sink(0); // probe() brings its own; the context needs one
    ImportContext context{.source = **file, .sink = sink, .fileName = fileName, .path = request.path,
                          .zone = chosen(request.zone, m_opened.zone),
                          .encoding = chosen(request.encoding, m_opened.encoding),
                          .host = chosen(request.host, m_opened.host), .format = format,
                          .mapping = request.mapping.isEmpty() ? m_opened.mapping : request.mapping,
                          .extraFormats = request.extraFormats.isEmpty() ? m_opened.extraFormats : request.extraFormats};
    const auto candidates = importersFor(format, context, *head);
    ProbeMessage message;
    const Importer *importer = nullptr;
    for (const Importer *candidate : candidates) {
        importer = candidate;
        message = importer->probe(context);
        if (message.error != ErrorCode::NotMine)
            break;
    }
    const bool isContainer = isWhole && opened.format != u"file";
    if (!importer || (message.error == ErrorCode::NotMine && isContainer)) {
        ProbeMessage other;
        other.kind = opened.kind;
        if (isContainer)
            other.format = opened.format;
        return other;
    }
    if (message.importer.isEmpty() && message.error == ErrorCode::None)
        message.importer = importer->descriptor().id;
    message.kind = opened.kind;
    return message;
}

PictureMessage FileRequests::picture(const PictureRequest &request)
{
    auto file = open(request.locator, false);
    if (!file)
        return failure<PictureMessage>(file.error());
    if ((*file)->size() > kMaxPictureFile)
        return failure<PictureMessage>({ErrorCode::LimitExceeded, QString::number((*file)->size())});
    auto bytes = (*file)->window(0, kMaxPictureFile);
    if (!bytes)
        return failure<PictureMessage>(bytes.error());

    QBuffer buffer(&*bytes);
    buffer.open(QIODevice::ReadOnly);
    const QByteArray format = QImageReader::imageFormat(&buffer);
    if (!pictureFormats().contains(format))
        return failure<PictureMessage>({ErrorCode::Unsupported, QString::fromLatin1(format)});
    buffer.seek(0);
    QImageReader reader(&buffer, format);
    reader.setAutoTransform(true);
    const int edge = std::clamp(request.maxEdge, 1, kMaxPictureEdge);
    QSize size = reader.size();
    if (size.isValid() && (size.width() > edge || size.height() > edge))
        reader.setScaledSize(size.scaled(edge, edge, Qt::KeepAspectRatio).expandedTo({1, 1}));
    QImage image = reader.read();
    if (image.isNull())
        return failure<PictureMessage>({ErrorCode::Damaged, QString::fromLatin1(format)});
    if (image.width() > edge || image.height() > edge)
        image = image.scaled(edge, edge, Qt::KeepAspectRatio, Qt::SmoothTransformation);
    image = image.convertToFormat(QImage::Format_RGBA8888_Premultiplied);

    PictureMessage message;
    message.width = image.width();
    message.height = image.height();
    message.pixels.reserve(qsizetype(image.width()) * image.height() * 4);
    for (int y = 0; y < image.height(); ++y) // without the padding that a QImage may have
        message.pixels.append(reinterpret_cast<const char *>(image.constScanLine(y)), qsizetype(image.width()) * 4);
    return message;
}

} // namespace ashiato
