// SPDX-License-Identifier: Apache-2.0
#include "app/cli/importrun.h"

#include "app/cli/casestatus.h"
#include "app/cli/interrupt.h"
#include "app/cli/messages.h"
#include "app/cli/progress.h"

#include "models/casedb/casewriter.h"
#include "models/time/timetext.h"
#include "models/time/zones.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QTimer>

#include <algorithm>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

ImportRun::ImportRun(Invocation &call, OpenedCase &opened, const ImportOptions &options)
    : m_call(call), m_opened(opened), m_service(*opened.file, options)
{
}

int ImportRun::run(const std::function<void(ImportService &)> &start)
{
    const qint64 warningsBefore = warningCount();
    QEventLoop loop;
    Interrupt interrupt;
    ProgressLine line(m_call.quiet());
    m_line = &line;
    bool paused = false;
    QObject::connect(&interrupt, &Interrupt::requested, &loop, [&] {
        paused = true;
        line.clear();
        m_call.note(u"Pausing …"_s);
        m_service.stop();
    });
    QObject::connect(&m_service, &ImportService::evidenceFailed, &loop,
                     [&](qint64 evidenceId, const Error &error) { m_failures.push_back({evidenceId, error}); });
    QObject::connect(&m_service, &ImportService::writingFailed, &loop,
                     [&](const Error &error) { m_stopped = error; });
    QObject::connect(&m_service, &ImportService::jobFinished, &loop, [&](qint64 jobId, JobState state) {
        if (state == JobState::Failed)
            noteFailedJob(jobId);
    });
    QObject::connect(&m_service, &ImportService::evidenceMoved, &loop, [&](qint64 evidenceId, const QString &path) {
        line.clear();
        m_call.note(u"%1 was found again at %2."_s.arg(evidenceName(evidenceId), path));
    });
    QObject::connect(&m_service, &ImportService::jobChanged, &loop, [&] { showProgress(); });
    QObject::connect(&m_service, &ImportService::idle, &loop, &QEventLoop::quit);
    QTimer::singleShot(0, &loop, [&] { start(m_service); });
    loop.exec();
    line.clear();
    m_line = nullptr;

    // The writer may still hold what came last.
    if (const Result<void> flushed = waitFor(m_opened.file->writer()->flush()); !flushed)
        return m_call.fail(u"The case could not be written to the end."_s, flushed.error());
    if (m_stopped)
        return m_call.fail(u"The case could not be read or written; `ashiato-cli import` goes on from here."_s, *m_stopped);
    int code = ExitOk;
    for (const Failure &failure : m_failures) {
        code = std::max(code, m_call.fail(u"%1 could not be read."_s.arg(evidenceName(failure.evidenceId)), failure.error));
    }
    if (!paused)
        code = std::max(code, sayWhatIsLeft());
    if (const qint64 warnings = warningCount() - warningsBefore; warnings > 0)
        m_call.note(u"%1; `ashiato-cli status` lists them."_s.arg(counted(warnings, u"warning"_s, u"warnings"_s)));
    if (paused) {
        m_call.note(u"Paused. `ashiato-cli import %1` goes on from here."_s.arg(m_call.argument(0)));
        return ExitPaused;
    }
    return code;
}

void ImportRun::expectWhole(const std::vector<qint64> &evidence) { m_expected = QSet<qint64>(evidence.begin(), evidence.end()); }

/// What an earlier run left may not be tried again by this one; it is left all the same.
int ImportRun::sayWhatIsLeft()
{
    if (!m_expected)
        return ExitOk;
    const Result<std::vector<EvidenceRow>> evidence = m_opened.reader->evidence();
    const Result<std::vector<JobRow>> jobs = m_opened.reader->jobs();
    const Result<QSet<qint64>> otherwise = m_opened.reader->readOtherwise();
    if (!evidence || !jobs)
        return m_call.fail(u"The case could not be read."_s, evidence ? jobs.error() : evidence.error());
    int code = ExitOk;
    for (const EvidenceRow &row : *evidence) {
        const QString left = whatIsLeft(row, *jobs, otherwise && otherwise->contains(row.id));
        if (left.isEmpty() || (!m_expected->isEmpty() && !m_expected->contains(row.id)))
            continue;
        m_call.note(u"%1 is not imported whole: %2."_s.arg(evidenceName(row.id), left));
        code = ExitFailed;
    }
    return code;
}

/// A job that failed for another reason than its evidence, which has said so itself.
void ImportRun::noteFailedJob(qint64 jobId)
{
    for (const JobProgress &job : m_service.jobs()) {
        const bool told = std::any_of(m_failures.begin(), m_failures.end(),
                                      [&](const Failure &failure) { return failure.evidenceId == job.evidenceId; });
        if (job.jobId == jobId && !told)
            m_failures.push_back({job.evidenceId, job.error});
    }
}

void ImportRun::showProgress()
{
    const JobProgress *shown = nullptr;
    int running = 0;
    for (const JobProgress &job : m_service.jobs()) {
        if (job.state != JobState::Running)
            continue;
        ++running;
        if (!shown || job.total > shown->total)
            shown = &job;
    }
    if (!shown || !m_line)
        return;
    QString what = shown->evidence + u' ' + taskKindId(shown->kind);
    if (running > 1)
        what += u" (+%1)"_s.arg(running - 1);
    m_line->show(what + u"  "_s + shown->current, shown->done, shown->total, shown->bytes);
}

qint64 ImportRun::warningCount() const
{
    const Result<std::vector<WarningRow>> warnings = m_opened.reader->warnings();
    qint64 count = 0;
    if (warnings) {
        for (const WarningRow &warning : *warnings)
            count += warning.count;
    }
    return count;
}

QString ImportRun::evidenceName(qint64 evidenceId) const
{
    const Result<EvidenceRow> row = m_opened.reader->evidenceById(evidenceId);
    return row ? u"%1 (%2)"_s.arg(row->number, row->name) : u"evidence %1"_s.arg(evidenceId);
}

QCommandLineOption passwordOption()
{
    return {u"password-file"_s, u"File whose first line is the password of encrypted evidence (a zip's members); never stored."_s, u"FILE"_s};
}

Result<QString> givenPassword(const Invocation &call)
{
    const QString path = call.value(u"password-file"_s);
    if (path.isEmpty())
        return QString();
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {ErrorCode::NotFound, path};
    QByteArray line = file.readLine(4096);
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

QList<QCommandLineOption> evidenceOptions()
{
    return {{u"zone"_s, u"Zone of times that have none: Asia/Tokyo, +09:00."_s, u"ZONE"_s},
            {u"skew"_s, u"Added to what its clock recorded: +3m12s, -90s."_s, u"SPAN"_s},
            {u"host"_s, u"Host that it comes from."_s, u"NAME"_s},
            {u"encoding"_s, u"Encoding of its text: UTF-8, CP932, EUC-JP …"_s, u"NAME"_s},
            {u"format"_s, u"Importer or log format to read it with."_s, u"ID"_s},
            {u"mapping"_s, u"Mapping (JSON) of a CSV or JSONL source, a log format (JSON) of your own, or the squid.conf with the logformat of an access log."_s, u"FILE"_s},
            {u"received-at"_s, u"Custody: when it was received."_s, u"TIME"_s},
            {u"received-from"_s, u"Custody: from whom."_s, u"NAME"_s},
            {u"received-by"_s, u"Custody: by whom."_s, u"NAME"_s},
            {u"maker"_s, u"Custody: maker of the device."_s, u"NAME"_s},
            {u"serial"_s, u"Custody: its serial number."_s, u"NUMBER"_s},
            {u"place"_s, u"Custody: where it is kept."_s, u"PLACE"_s},
            {u"note"_s, u"Custody: a note."_s, u"TEXT"_s}};
}

Result<QJsonObject> evidenceFields(const Invocation &call)
{
    QJsonObject fields;
    if (const QString zone = call.value(u"zone"_s); call.isSet(u"zone"_s)) {
        if (!zone.isEmpty() && !isKnownZone(zone))
            return {ErrorCode::Invalid, u"--zone “%1” is not known; give a name such as Asia/Tokyo or an offset such as +09:00."_s.arg(zone)};
        fields.insert(u"zone"_s, zone);
    }
    if (call.isSet(u"skew"_s)) {
        const Result<qint64> skew = parseDuration(call.value(u"skew"_s));
        if (!skew)
            return {ErrorCode::Invalid, u"--skew “%1” is no span of time; write +3m12s or -90s."_s.arg(call.value(u"skew"_s))};
        fields.insert(u"skew_ns"_s, *skew);
    }
    if (call.isSet(u"mapping"_s)) {
        constexpr qint64 kMost = 1024 * 1024;
        QByteArray mapping;
        if (const QString path = call.value(u"mapping"_s); !path.isEmpty()) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                return {ErrorCode::NotFound, path};
            mapping = file.read(kMost + 1);
            QJsonParseError error;
            QJsonDocument::fromJson(mapping, &error);
            static const QRegularExpression squid(u"^[ \\t]*logformat[ \\t]"_s, QRegularExpression::MultilineOption);
            const bool isMapping = error.error == QJsonParseError::NoError || squid.match(QString::fromUtf8(mapping)).hasMatch();
            if (mapping.size() > kMost || !isMapping)
                return {ErrorCode::Invalid, u"--mapping %1 is no JSON: %2 at byte %3."_s.arg(path, error.errorString()).arg(error.offset)};
        }
        fields.insert(u"mapping"_s, QString::fromUtf8(mapping));
    }
    static const std::pair<const char *, const char *> kTexts[] = {
        {"host", "host"}, {"encoding", "encoding"}, {"format", "chosen_format"}, {"received-at", "received_at"},
        {"received-from", "received_from"}, {"received-by", "received_by"}, {"maker", "maker"}, {"serial", "serial"},
        {"place", "place_kept"}, {"note", "note"}};
    for (const auto &[option, key] : kTexts) {
        if (call.isSet(QLatin1String(option)))
            fields.insert(QLatin1String(key), call.value(QLatin1String(option)));
    }
    return fields;
}

} // namespace ashiato
