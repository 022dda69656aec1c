// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/importer.h"
#include "tests/shared/memorysource.h"
#include "tests/shared/recordingsink.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

namespace ashiato
{

/// One run of an importer over bytes in memory, and what came of it.
struct LogRun {
    RecordingSink sink;
    Result<void> result;

    const std::vector<EventRecord> &events() { return sink.batch().events; }
    const std::vector<WarningRecord> &warnings() { return sink.batch().warnings; }
    QJsonObject details(size_t index)
    {
        return QJsonDocument::fromJson(sink.batch().strings.view(events()[index].details).toByteArray()).object();
    }
    QString text(StringRef ref) { return sink.text(ref); }
};

/// What the examiner may say beside the bytes.
struct LogOptions {
    QString zone;
    QString encoding;
    QString format;
    QByteArray mapping;
    QStringList extraFormats;
    qint64 modifiedNs = kNoTime;
    qint64 position = 0;
    int cancelAfter = -1;
    qint64 readCap = 1 << 30;
};

std::unique_ptr<LogRun> runImporter(const QString &id, const QByteArray &bytes, const LogOptions &options = {});
ProbeMessage probeImporter(const QString &id, const QByteArray &bytes, const LogOptions &options = {});

/// Every event, one line each, all columns by value: two runs are equal when these are.
QStringList eventLines(LogRun &run);
/// Warnings and coverage likewise.
QStringList otherLines(LogRun &run);

/// Differences between the event and the expected values of a sample in resources/logformats; empty: none.
QStringList differences(LogRun &run, size_t index, const QJsonObject &expected);

/// The lines of a built-in format's samples, joined by line feeds.
QByteArray sampleBytes(const QString &id);

// The checks that every text importer must pass; each uses QVERIFY and friends.
void checkSniffing(const QString &id);
void checkTruncation(const QString &id, const QByteArray &bytes, const LogOptions &options = {});
void checkMutations(const QString &id, const QByteArray &bytes, const LogOptions &options = {});
void checkResume(const QString &id, const QByteArray &bytes, const LogOptions &options = {});

} // namespace ashiato
