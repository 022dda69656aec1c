// SPDX-License-Identifier: Apache-2.0
#include "logtesting.h"

#include "importers/logs/linelogimporter.h"
#include "importers/logs/logformat.h"

#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

ImportContext contextFor(MemorySource &source, RecordSink &sink, const LogOptions &options)
{
    return ImportContext{source, sink, 7, u"sample.log"_s, u"/sample.log"_s, options.zone, options.encoding, {},
                         options.format, options.mapping, options.extraFormats, options.modifiedNs, nullptr, options.position, 0};
}

QString severityName(Severity severity)
{
    static const QStringList names = {u"none"_s, u"info"_s, u"low"_s, u"medium"_s, u"high"_s, u"critical"_s};
    return names.value(int(severity));
}

/// "2026-11-13T17:13:44.871Z"; without the Z for local digits.
QString timeText(const EventRecord &event)
{
    if (event.recordedNs == kNoTime)
        return {};
    qint64 seconds = event.recordedNs / 1'000'000'000;
    qint64 fraction = event.recordedNs % 1'000'000'000;
    if (fraction < 0) {
        --seconds;
        fraction += 1'000'000'000;
    }
    QString text = QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC).toString(u"yyyy-MM-dd'T'HH:mm:ss"_s);
    if (fraction) {
        QString digits = QString::number(fraction).rightJustified(9, u'0');
        while (digits.endsWith(u'0'))
            digits.chop(1);
        text += u'.' + digits;
    }
    return event.basis == TimeBasis::Local ? text : text + u'Z';
}

} // namespace

std::unique_ptr<LogRun> runImporter(const QString &id, const QByteArray &bytes, const LogOptions &options)
{
    auto run = std::make_unique<LogRun>();
    run->sink.cancelAfter = options.cancelAfter;
    MemorySource source(bytes, options.readCap);
    ImportContext context = contextFor(source, run->sink, options);
    const Importer *importer = importerById(id);
    run->result = importer ? importer->run(context) : Result<void>(ErrorCode::NotFound);
    return run;
}

ProbeMessage probeImporter(const QString &id, const QByteArray &bytes, const LogOptions &options)
{
    RecordingSink sink;
    MemorySource source(bytes);
    ImportContext context = contextFor(source, sink, options);
    return importerById(id)->probe(context);
}

QStringList eventLines(LogRun &run)
{
    QStringList lines;
    for (const EventRecord &e : run.events()) {
        QStringList parts = {timeText(e), QString::number(e.precisionNs), QString::number(e.offset), QString::number(e.length),
                             QString::number(e.ordinal), QString::number(int(e.basis)), QString::number(e.offsetMinutes),
                             severityName(e.severity), QString::number(e.flags), QString::number(e.status),
                             QString::number(e.bytesOut), QString::number(e.bytesIn), QString::number(e.sourcePort),
                             QString::number(e.destinationPort)};
        for (const StringRef ref : {e.type, e.host, e.account, e.source, e.destination, e.protocol, e.domain, e.url, e.process,
                                    e.namedPath, e.hash, e.action, e.details})
            parts.append(run.text(ref));
        lines.append(parts.join(u'|'));
    }
    return lines;
}

QStringList otherLines(LogRun &run)
{
    QStringList lines;
    for (const WarningRecord &w : run.warnings())
        lines.append(u"warning %1 %2 %3 %4 %5"_s.arg(w.code).arg(w.offset).arg(w.length).arg(w.count).arg(run.text(w.detail)));
    for (const CoverageRecord &c : run.sink.batch().coverage)
        lines.append(u"coverage %1 %2 %3 %4 %5 %6 %7 %8 %9"_s.arg(c.records).arg(c.damaged).arg(c.bytes).arg(c.firstNs).arg(c.lastNs)
                         .arg(run.text(c.format), run.text(c.encoding), run.text(c.zone), run.text(c.host)));
    return lines;
}

QStringList differences(LogRun &run, size_t index, const QJsonObject &expected)
{
    const EventRecord &e = run.events()[index];
    const QHash<QString, StringRef> texts = {
        {u"type"_s, e.type}, {u"host"_s, e.host}, {u"account"_s, e.account}, {u"source"_s, e.source},
        {u"destination"_s, e.destination}, {u"protocol"_s, e.protocol}, {u"domain"_s, e.domain}, {u"url"_s, e.url},
        {u"process"_s, e.process}, {u"path"_s, e.namedPath}, {u"hash"_s, e.hash}, {u"action"_s, e.action}};
    const QHash<QString, qint64> numbers = {
        {u"status"_s, e.status}, {u"bytesOut"_s, e.bytesOut}, {u"bytesIn"_s, e.bytesIn}, {u"sourcePort"_s, e.sourcePort},
        {u"destinationPort"_s, e.destinationPort}, {u"offsetMinutes"_s, e.offsetMinutes}, {u"precisionNs"_s, e.precisionNs}};
    const QHash<QString, bool> flags = {{u"flow"_s, e.flags & EventMakesFlow}, {u"zoneUnknown"_s, e.flags & EventZoneUnknown},
                                        {u"derivedYear"_s, e.flags & EventDerivedYear}, {u"timeInvalid"_s, e.flags & EventTimeInvalid}};
    QStringList result;
    const auto differ = [&](const QString &key, const QString &is, const QString &should) {
        if (is != should)
            result.append(u"%1: is '%2', expected '%3'"_s.arg(key, is, should));
    };
    for (auto it = expected.begin(); it != expected.end(); ++it) {
        const QString key = it.key();
        if (texts.contains(key))
            differ(key, run.text(texts[key]), it->toString());
        else if (numbers.contains(key))
            differ(key, QString::number(numbers[key]), QString::number(it->isNull() ? kUnknown : it->toInteger()));
        else if (flags.contains(key))
            differ(key, QString::number(flags[key]), QString::number(it->toBool()));
        else if (key == u"time"_s)
            differ(key, timeText(e), it->toString());
        else if (key == u"severity"_s)
            differ(key, severityName(e.severity), it->toString());
        else if (key == u"basis"_s)
            differ(key, e.basis == TimeBasis::Utc ? u"utc"_s : e.basis == TimeBasis::Local ? u"local"_s : u"offset"_s, it->toString());
        else if (key == u"details"_s)
            differ(key, QString::fromUtf8(QJsonDocument(run.details(index)).toJson(QJsonDocument::Compact)),
                   QString::fromUtf8(QJsonDocument(it->toObject()).toJson(QJsonDocument::Compact)));
        else
            result.append(u"no such key: "_s + key);
    }
    return result;
}

QByteArray sampleBytes(const QString &id)
{
    QByteArray bytes;
    const auto format = builtInLogFormat(id);
    for (const QJsonValue &sample : format->samples)
        bytes += sample[u"line"].toString().toUtf8() + '\n';
    return bytes;
}

void checkSniffing(const QString &id)
{
    for (const QString &other : {u"squid"_s, u"fortigate"_s, u"ifilter"_s}) {
        const QByteArray bytes = sampleBytes(other);
        const int confidence = importerById(id)->sniff(bytes, u"sample.txt"_s);
        if (other == id) {
            QVERIFY2(confidence >= 80, qPrintable(other));
            QCOMPARE(recognise(bytes, u"sample.txt"_s)->descriptor().id, id);
        } else {
            QVERIFY2(confidence < 50, qPrintable(other));
            QCOMPARE(runImporter(id, bytes)->result.error().code, ErrorCode::NotMine);
        }
    }
    QCOMPARE(importerById(id)->sniff({}, {}), 0);
}

void checkTruncation(const QString &id, const QByteArray &bytes, const LogOptions &options)
{
    const auto whole = runImporter(id, bytes, options);
    QVERIFY(whole->result.ok());
    const QStringList all = eventLines(*whole);
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const auto run = runImporter(id, bytes.first(size), options);
        if (!run->result.ok())
            continue;
        // What ended before the cut is read as in the whole.
        const QStringList some = eventLines(*run);
        const qsizetype complete = qMax<qsizetype>(0, some.size() - 1);
        QCOMPARE(some.first(complete), all.first(qMin(complete, all.size())));
    }
}

void checkMutations(const QString &id, const QByteArray &bytes, const LogOptions &options)
{
    const int count = qEnvironmentVariableIsSet("ASHIATO_LONG") ? 10'000 : 300;
    QRandomGenerator random(20261114);
    for (int i = 0; i < count; ++i) {
        QByteArray mutated = bytes;
        for (int n = 1 + random.bounded(8); n > 0; --n) {
            const qsizetype at = random.bounded(int(mutated.size()));
            switch (random.bounded(4)) {
            case 0: mutated[at] = char(random.bounded(256)); break;
            case 1: mutated.remove(at, 1 + random.bounded(20)); break;
            case 2: mutated.insert(at, QByteArray(1 + random.bounded(20), char(random.bounded(256)))); break;
            default: mutated[at] = "\"\n\r\\[]{}=,%\x1B\x80\xFF"[random.bounded(14)];
            }
            if (mutated.isEmpty())
                mutated = "x";
        }
        LogOptions chosen = options;
        if (chosen.format.isEmpty())
            chosen.format = id; // read on whatever the first lines look like
        const auto run = runImporter(id, mutated, chosen);
        // Invalid: the header of a table was hit, and its mapping names a column that is no longer there.
        QVERIFY(run->result.ok() || run->result.error().code == ErrorCode::Invalid);
        // What the writer would refuse must not leave the importer.
        const QByteArray encoded = encodeBatch(run->sink.batch());
        RecordBatch decoded;
        QVERIFY2(decodeBatch(encoded, decoded).ok(), mutated.toPercentEncoding().constData());
        for (size_t e = 0; e < run->events().size(); ++e) {
            const QByteArray details = run->sink.batch().strings.view(run->events()[e].details).toByteArray();
            QJsonParseError error;
            QJsonDocument::fromJson(details, &error);
            QVERIFY2(details.isEmpty() || error.error == QJsonParseError::NoError, details.constData());
        }
    }
}

void checkResume(const QString &id, const QByteArray &bytes, const LogOptions &options)
{
    const auto whole = runImporter(id, bytes, options);
    QVERIFY(whole->result.ok());
    const QStringList all = eventLines(*whole);
    for (int stop = 0; stop < int(all.size()) + 3; ++stop) {
        LogOptions first = options;
        first.cancelAfter = stop;
        const auto begun = runImporter(id, bytes, first);
        if (begun->result.ok())
            break;
        QCOMPARE(begun->result.error().code, ErrorCode::Cancelled);
        LogOptions second = options;
        second.position = begun->sink.lastPosition;
        const auto rest = runImporter(id, bytes, second);
        QVERIFY(rest->result.ok());
        QCOMPARE(eventLines(*begun) + eventLines(*rest), all);
        QCOMPARE(otherLines(*begun) + otherLines(*rest), otherLines(*whole));
    }
}

} // namespace ashiato
