// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/linelogimporter.h"

#include "importers/logs/japanesetables.h"
#include "importers/logs/linelogrun.h"
#include "importers/logs/linereader.h"
#include "importers/logs/squidlogformat.h"
#include "importers/logs/tablemapping.h"
#include "importers/previewsink.h"

#include <QFile>
#include <QJsonDocument>

#include <algorithm>

static void initLogFormats()
{
    Q_INIT_RESOURCE(logformats); // a static library's resources are not linked in by themselves
}

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr qint64 kHeadBytes = 64 << 10;
constexpr int kMine = 60; ///< Least confidence with which a file is read by a format that nobody chose

/// A first line that is longer than the head says nothing: then what follows it is looked at.
Result<int> confidenceOf(const LogFormat &format, ByteSource &source)
{
    constexpr qint64 kMostLooked = 4 << 20;
    auto head = source.window(0, kHeadBytes);
    if (!head)
        return head.error();
    if (head->contains('\n') || head->size() < kHeadBytes)
        return logFormatConfidence(format, *head);
    for (qint64 at = kHeadBytes; at < kMostLooked; at += kHeadBytes) {
        head = source.window(at, kHeadBytes);
        if (!head)
            return head.error();
        const qsizetype end = head->indexOf('\n');
        if (end < 0 && head->size() == kHeadBytes)
            continue;
        const auto behind = source.window(at + end + 1, kHeadBytes);
        return behind ? Result<int>(logFormatConfidence(format, *behind)) : Result<int>(behind.error());
    }
    return 0;
}

/// Reads a file by one format; NotMine where the format was not chosen and the first lines do not fit.
Result<void> readBy(const LogFormat &format, ImportContext &context, bool chosen, LineLogRun &run)
{
    if (!chosen) {
        const auto confidence = confidenceOf(format, context.source);
        if (!confidence)
            return confidence.error();
        if (*confidence < kMine)
            return {ErrorCode::NotMine};
    }
    return run.read();
}

/// The definition that lies in the program.
QByteArray builtInDefinition(const QString &id)
{
    initLogFormats();
    QFile file(u":/logformats/%1.json"_s.arg(id));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The definitions that came with the evidence: the user's own, one in the place of a mapping, and the logformat lines of a
/// squid.conf there.
Result<QStringList> givenDefinitions(const ImportContext &context)
{
    QStringList definitions = context.extraFormats;
    const MappingKind kind = mappingKind(context.mapping);
    if (kind == MappingKind::LogFormat)
        definitions.append(QString::fromUtf8(context.mapping));
    if (kind == MappingKind::SquidConfiguration) {
        const QJsonObject squid = QJsonDocument::fromJson(builtInDefinition(u"squid"_s)).object();
        const auto own = withSquidLogFormats(squid, squidLogFormats(context.mapping));
        if (!own)
            return own.error();
        definitions.append(QString::fromUtf8(QJsonDocument(*own).toJson(QJsonDocument::Compact)));
    }
    return definitions;
}

/// Which of them parse.
Result<std::vector<std::shared_ptr<const LogFormat>>> givenFormats(const ImportContext &context)
{
    const auto definitions = givenDefinitions(context);
    if (!definitions)
        return definitions.error();
    QStringList bad;
    auto formats = parseLogFormats(*definitions, &bad);
    if (!bad.isEmpty() && mappingKind(context.mapping) != MappingKind::Table)
        return {ErrorCode::Invalid, bad.join(u"; "_s)};
    return formats;
}

/// What all importers of line logs share: which definition reads a file is the subclass's choice.
class LineLogReader : public Importer
{
public:
    Result<void> run(ImportContext &context) const override
    {
        const auto chosen = formatFor(context);
        if (!chosen)
            return chosen.error();
        const auto format = *chosen;
        LineLogRun run(*format, context);
        const auto read = readBy(*format, context, context.format == format->descriptor.id, run);
        if (read || coversAfter(read.error()))
            run.finish();
        return read;
    }

    ProbeMessage probe(ImportContext &context) const override
    {
        constexpr int kRows = 20;
        PreviewSink sink(kRows);
        ImportContext preview = context.previewedBy(sink);
        ProbeMessage message;
        const auto chosen = formatFor(context);
        if (!chosen) {
            message.error = chosen.error().code;
            return message;
        }
        const auto format = *chosen;
        LineLogRun run(*format, preview);
        const auto read = readBy(*format, preview, context.format == format->descriptor.id, run);
        if (!read && read.error().code != ErrorCode::Cancelled) {
            message.error = read.error().code;
            return message;
        }
        run.finish();
        sink.fill(message, descriptor(), context);
        const auto head = context.source.window(0, kHeadBytes);
        message.confidence = head ? logFormatConfidence(*format, *head) : 0;
        return message;
    }

private:
    /// NotMine: none is for this file. Invalid: a definition that came with it cannot be used.
    virtual Result<std::shared_ptr<const LogFormat>> formatFor(const ImportContext &context) const = 0;
};

/// A built-in format.
class LineLogImporter : public LineLogReader
{
public:
    explicit LineLogImporter(std::shared_ptr<const LogFormat> format) : m_format(std::move(format)) {}

    const ImporterDescriptor &descriptor() const override { return m_format->descriptor; }
    int sniff(QByteArrayView head, const QString &) const override { return logFormatConfidence(*m_format, head); }

private:
    /// The user's own definition of the same id stands before the built-in one.
    Result<std::shared_ptr<const LogFormat>> formatFor(const ImportContext &context) const override
    {
        const auto given = givenFormats(context);
        if (!given)
            return given.error();
        for (const auto &format : *given) {
            if (format->descriptor.id == m_format->descriptor.id)
                return format;
        }
        return m_format;
    }

    std::shared_ptr<const LogFormat> m_format;
};

/// The user's own formats (ImportContext::extraFormats): the chosen one, else the one that fits best.
class OwnFormatsImporter : public LineLogReader
{
public:
    OwnFormatsImporter()
    {
        m_descriptor.id = u"linelog"_s;
        m_descriptor.version = u"1"_s;
        m_descriptor.title = QStringLiteral(QT_TRANSLATE_NOOP("Importers", "Line log with a definition of its own"));
        m_descriptor.priority = 70; // an own definition is meant for its files
        m_descriptor.localTime = true;
    }

    const ImporterDescriptor &descriptor() const override { return m_descriptor; }
    int sniff(QByteArrayView, const QString &) const override { return 0; } // the definitions come with the context

private:
    Result<std::shared_ptr<const LogFormat>> formatFor(const ImportContext &context) const override
    {
        const auto given = givenFormats(context);
        if (!given)
            return given.error();
        std::shared_ptr<const LogFormat> best;
        int bestConfidence = -1;
        const auto head = context.source.window(0, kHeadBytes);
        for (const auto &format : *given) {
            if (format->descriptor.id == context.format)
                return format;
            const int confidence = head ? logFormatConfidence(*format, *head) : 0;
            if (confidence > bestConfidence) {
                best = format;
                bestConfidence = confidence;
            }
        }
        return best ? Result<std::shared_ptr<const LogFormat>>(best) : Result<std::shared_ptr<const LogFormat>>(Error{ErrorCode::NotMine, {}, -1});
    }

    ImporterDescriptor m_descriptor;
};

/// Content that is not worth being decoded as Japanese. A few control characters that an attacker put into a log's lines
/// do not make it binary, nor does a block of NUL bytes that a crash left: a run of them counts once.
bool isBinary(QByteArrayView head)
{
    constexpr qsizetype kLooked = 4096, kMostControls = 16; // one of so many bytes
    head = head.first(std::min(head.size(), kLooked));
    qsizetype controls = 0;
    char before = 1;
    for (const char c : head) {
        const auto byte = uchar(c);
        controls += byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != 0x1b
            && (byte != 0 || before != 0);
        before = c;
    }
    return controls * kMostControls > head.size();
}

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
    if (isBinary(head))
        return 0;
    LineDecoder decoder;
    LogFields fields;
    int lines = 0, fit = 0, hint = 0;
    qsizetype at = 0;
    const bool framed = SyslogFrame::partsAll(head);
    while (at < head.size() && lines < kMostLines) {
        const SyslogFrame frame = framed ? SyslogFrame::of(head.sliced(at)) : SyslogFrame();
        at += frame.begin;
        qsizetype end = frame.begin > 0 ? at + frame.end - frame.begin : head.indexOf('\n', at);
        end = end > head.size() ? -1 : end;
        if (end < 0 && lines > 0)
            break; // the head may end within a line
        end = end < 0 ? head.size() : end;
        QByteArrayView raw = head.sliced(at, end - at);
        const QByteArrayView ahead = head.sliced(at);
        at = frame.begin > 0 ? end : end + 1;
        if (raw.endsWith('\r'))
            raw.chop(1);
        while (raw.startsWith('\0'))
            raw = raw.sliced(1);
        qsizetype escaped = 0;
        const QByteArrayView line = decoder.decode(raw, ahead, escaped);
        if (line.trimmed().isEmpty() || format.isComment(line))
            continue;
        ++lines;
        Moment moment;
        if (format.split(line, fields, hint) < 0)
            continue;
        bool timed = false;
        for (const LogFormat::TimeSource &source : format.times) {
            const QByteArrayView value = fields.values[size_t(source.fields.front())];
            if (value.isEmpty())
                continue;
            timed = source.fields.size() > 1 || source.pattern.parse(value, moment);
            if (timed)
                break;
        }
        fit += timed || (format.headerTime && !fields.header.isEmpty());
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
    const QByteArray definition = builtInDefinition(id);
    if (definition.isEmpty())
        return {};
    auto format = LogFormat::parse(definition);
    if (!format) {
        qCritical("log format %s", qPrintable(format.error().detail));
        return {};
    }
    return *format;
}

std::unique_ptr<Importer> create_linelog() { return std::make_unique<OwnFormatsImporter>(); }

std::unique_ptr<Importer> createLogFormatImporter(const QString &id)
{
    auto format = builtInLogFormat(id);
    if (!format)
        qFatal("log format %s is not built in or does not parse", qPrintable(id));
    JapaneseTables::instance(); // 2 ms now: a locked worker could not load a converter any more
    return std::make_unique<LineLogImporter>(std::move(format));
}

} // namespace ashiato
