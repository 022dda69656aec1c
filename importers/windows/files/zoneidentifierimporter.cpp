// SPDX-License-Identifier: Apache-2.0
// Zone.Identifier: the stream in which Windows keeps where a file came from ("Mark of the Web"), an INI text with one section.
// [MS-FSCC] 5.6.1; the fields beyond ZoneId are written by browsers and by Windows Explorer.
#include "importers/importer.h"
#include "importers/logs/textdecoder.h"

#include <QStringDecoder>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kLargest = 64 << 10;
constexpr int kMostFields = 100;
const QByteArray kSection = "[ZoneTransfer]";
constexpr QLatin1StringView kStream = ":Zone.Identifier"_L1;

const ImporterDescriptor kDescriptor = [] {
    ImporterDescriptor descriptor;
    descriptor.id = u"zoneidentifier"_s;
    descriptor.version = u"1"_s;
    descriptor.fileNames = {u"*:zone.identifier"_s};
    descriptor.maxSize = kLargest;
    descriptor.priority = 20;
    return descriptor;
}();

/// A line of the text and where it stands in the file.
struct Line {
    QByteArray text; ///< UTF-8
    qint64 offset = 0, length = 0;
};

std::vector<Line> linesOf(const QByteArray &bytes)
{
    std::vector<Line> lines;
    const TextEncoding wide = unicodeByHead(bytes);
    const bool isWide = wide == TextEncoding::Utf16Le || wide == TextEncoding::Utf16Be;
    QStringDecoder utf16(wide == TextEncoding::Utf16Be ? QStringDecoder::Utf16BE : QStringDecoder::Utf16LE, QStringDecoder::Flag::ConvertInitialBom);
    const auto isEnd = [&](qsizetype at) { // of a line, in units of the encoding
        if (!isWide)
            return bytes[at] == '\n';
        const bool isLittle = wide == TextEncoding::Utf16Le;
        return at + 1 < bytes.size() && bytes[at + (isLittle ? 0 : 1)] == '\n' && bytes[at + (isLittle ? 1 : 0)] == '\0';
    };
    const qsizetype unit = isWide ? 2 : 1;
    LineDecoder decoder;
    qsizetype start = 0;
    for (qsizetype at = 0; at <= bytes.size(); at += unit) {
        if (at + unit <= bytes.size() && !isEnd(at))
            continue;
        const qsizetype end = std::min(at + unit > bytes.size() ? bytes.size() : at, bytes.size());
        const QByteArrayView raw(bytes.constData() + start, end - start);
        Line line{{}, start, end - start};
        qsizetype escaped = 0;
        line.text = isWide ? QString(utf16(raw)).toUtf8() : decoder.decode(raw, QByteArrayView(bytes).sliced(start), escaped).toByteArray();
        if (line.text.startsWith("\xef\xbb\xbf"))
            line.text.remove(0, 3);
        line.text = line.text.trimmed();
        if (!line.text.isEmpty())
            lines.push_back(std::move(line));
        start = end + unit;
    }
    return lines;
}

class ZoneIdentifierImporter : public Importer
{
public:
    const ImporterDescriptor &descriptor() const override { return kDescriptor; }

    int sniff(QByteArrayView head, const QString &) const override
    {
        const auto lines = linesOf(head.first(std::min<qsizetype>(head.size(), 256)).toByteArray());
        return !lines.empty() && lines.front().text.compare(kSection, Qt::CaseInsensitive) == 0 ? 90 : 0;
    }

    Result<void> run(ImportContext &context) const override
    {
        const auto bytes = context.source.window(0, kLargest);
        if (!bytes)
            return bytes.error();
        const std::vector<Line> lines = linesOf(*bytes);
        if (lines.empty() || lines.front().text.compare(kSection, Qt::CaseInsensitive) != 0)
            return {ErrorCode::NotMine};
        if (context.source.size() > kLargest)
            context.sink.warn(ErrorCode::LimitExceeded, context.path, {}, kLargest, context.source.size() - kLargest, context.fileId);
        QString file = context.path;
        if (file.endsWith(kStream, Qt::CaseInsensitive))
            file.chop(kStream.size());
        StringPool &strings = context.sink.batch().strings;
        qint64 told = 0, damaged = 0;
        for (const Line &line : lines) {
            const qsizetype equals = line.text.indexOf('=');
            if (line.text.startsWith('[') || line.text.startsWith(';'))
                continue;
            if (told == kMostFields) {
                context.sink.warn(ErrorCode::LimitExceeded, context.path, {}, line.offset, bytes->size() - line.offset, context.fileId);
                break;
            }
            if (equals <= 0) {
                ++damaged;
                context.sink.warn(ErrorCode::Damaged, context.path, {}, line.offset, line.length, context.fileId);
                continue;
            }
            FactRecord fact;
            fact.fileId = context.fileId;
            fact.offset = line.offset;
            fact.length = line.length;
            fact.ordinal = quint32(told++);
            fact.kind = strings.intern(QByteArrayView("file:origin"));
            fact.subject = strings.intern(file);
            fact.name = strings.intern(QByteArrayView(line.text.first(equals).trimmed()));
            fact.value = strings.intern(QByteArrayView(line.text.sliced(equals + 1).trimmed()));
            context.sink.batch().facts.push_back(fact);
        }
        CoverageRecord coverage;
        coverage.fileId = context.fileId;
        coverage.records = told;
        coverage.damaged = damaged;
        coverage.bytes = bytes->size();
        coverage.format = strings.intern(QByteArrayView("Zone.Identifier"));
        context.sink.batch().coverage.push_back(coverage);
        return context.sink.endRecord(bytes->size()) ? Result<void>() : ErrorCode::Cancelled;
    }
};

} // namespace

std::unique_ptr<Importer> create_zoneidentifier() { return std::make_unique<ZoneIdentifierImporter>(); }

} // namespace ashiato
