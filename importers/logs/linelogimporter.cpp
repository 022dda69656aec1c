// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/linelogimporter.h"

#include "importers/logs/linelogrun.h"
#include "importers/previewsink.h"

#include <QFile>

static void initLogFormats()
{
    Q_INIT_RESOURCE(logformats); // a static library's resources are not linked in by themselves
}

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr int kMine = 60; ///< Least confidence with which a file is read by a format that nobody chose

/// Reads a file by one format; NotMine where the format was not chosen and the first lines do not fit.
Result<void> readBy(const LogFormat &format, ImportContext &context, bool chosen, LineLogRun &run)
{
    if (!chosen) {
        constexpr qint64 kHead = 64 << 10;
        const auto head = context.source.window(0, kHead);
        if (!head)
            return head.error();
        if (logFormatConfidence(format, *head) < kMine)
            return {ErrorCode::NotMine};
    }
    return run.read();
}

class LineLogImporter : public Importer
{
public:
    explicit LineLogImporter(std::shared_ptr<const LogFormat> format) : m_format(std::move(format)) {}

    const ImporterDescriptor &descriptor() const override { return m_format->descriptor; }
    int sniff(QByteArrayView head, const QString &) const override { return logFormatConfidence(*m_format, head); }

    Result<void> run(ImportContext &context) const override
    {
        const auto format = formatFor(context);
        LineLogRun run(*format, context);
        const auto read = readBy(*format, context, context.format == descriptor().id, run);
        if (read)
            run.finish();
        return read;
    }

    ProbeMessage probe(ImportContext &context) const override
    {
        constexpr int kRows = 20;
        PreviewSink sink(kRows);
        ImportContext preview{context.source, sink, context.fileId, context.fileName, context.path, context.zone,
                              context.encoding, context.host, context.format, context.mapping, context.extraFormats,
                              context.fileModifiedNs, 0, 0};
        const auto format = formatFor(context);
        LineLogRun run(*format, preview);
        const auto read = readBy(*format, preview, context.format == descriptor().id, run);
        ProbeMessage message;
        if (!read && read.error().code != ErrorCode::Cancelled) {
            message.error = read.error().code;
            return message;
        }
        run.finish();
        sink.fill(message, descriptor(), context);
        const auto head = context.source.window(0, 64 << 10);
        message.confidence = head ? logFormatConfidence(*format, *head) : 0;
        return message;
    }

private:
    /// The user's own definition of the same id stands before the built-in one.
    std::shared_ptr<const LogFormat> formatFor(const ImportContext &context) const
    {
        for (const auto &format : parseLogFormats(context.extraFormats)) {
            if (format->descriptor.id == m_format->descriptor.id)
                return format;
        }
        return m_format;
    }

    std::shared_ptr<const LogFormat> m_format;
};

} // namespace

int logFormatConfidence(const LogFormat &format, QByteArrayView head)
{
    constexpr int kMostLines = 50;
    const TextEncoding wide = unicodeByHead(head);
    std::string text;
    if (wide != TextEncoding::Detect) {
        appendDecoded(head, wide, text);
        head = QByteArrayView(text.data(), qsizetype(text.size()));
    }
    LineDecoder decoder;
    LogFields fields;
    int lines = 0, fit = 0, hint = 0;
    qsizetype at = 0;
    while (at < head.size() && lines < kMostLines) {
        qsizetype end = head.indexOf('\n', at);
        if (end < 0 && lines > 0)
            break; // the head may end within a line
        end = end < 0 ? head.size() : end;
        QByteArrayView raw = head.sliced(at, end - at);
        const QByteArrayView ahead = head.sliced(at);
        at = end + 1;
        if (raw.endsWith('\r'))
            raw.chop(1);
        qsizetype escaped = 0;
        const QByteArrayView line = decoder.decode(raw, ahead, escaped);
        if (line.trimmed().isEmpty() || format.isComment(line))
            continue;
        ++lines;
        Moment moment;
        if (format.split(line, fields, hint) < 0)
            continue;
        for (const LogFormat::TimeSource &source : format.times) {
            const QByteArrayView value = fields.values[size_t(source.fields.front())];
            if (value.isEmpty())
                continue;
            if (source.fields.size() > 1 || source.pattern.parse(value, moment)) {
                ++fit;
                break;
            }
        }
    }
    // One line is less than a handful, but a sample of one must be enough to be recognised.
    return lines == 0 ? 0 : fit * (lines >= 3 ? 95 : 85) / lines;
}

std::vector<std::shared_ptr<const LogFormat>> parseLogFormats(const QStringList &definitions, QStringList *bad)
{
    std::vector<std::shared_ptr<const LogFormat>> formats;
    for (const QString &definition : definitions) {
        auto format = LogFormat::parse(definition.toUtf8());
        if (format)
            formats.push_back(*format);
        else if (bad)
            bad->append(format.error().detail);
    }
    return formats;
}

std::shared_ptr<const LogFormat> builtInLogFormat(const QString &id)
{
    initLogFormats();
    QFile file(u":/logformats/%1.json"_s.arg(id));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto format = LogFormat::parse(file.readAll());
    if (!format) {
        qCritical("log format %s", qPrintable(format.error().detail));
        return {};
    }
    return *format;
}

std::unique_ptr<Importer> createLogFormatImporter(const QString &id)
{
    auto format = builtInLogFormat(id);
    if (!format)
        qFatal("log format %s is not built in or does not parse", qPrintable(id));
    return std::make_unique<LineLogImporter>(std::move(format));
}

} // namespace ashiato
