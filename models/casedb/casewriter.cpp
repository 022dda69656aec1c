// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/casewriter.h"

#include "models/casedb/casewriter_p.h"
#include "models/casedb/identity.h"

namespace ashiato
{

CaseWriter::CaseWriter(std::unique_ptr<Private> priv) : d(std::move(priv)) { d->owner = this; }

CaseWriter::~CaseWriter() { d->stop(); }

QFuture<Result<void>> CaseWriter::flush()
{
    return d->order<void>([] { return Result<void>(); });
}

// --- acts ---

QFuture<Result<ActDone>> CaseWriter::act(const Act &act)
{
    return d->enqueueAct([this, act] { return d->actWriter.perform(act); });
}

QFuture<Result<ActDone>> CaseWriter::undo()
{
    return d->enqueueAct([this] { return d->actWriter.undo(); });
}

QFuture<Result<ActDone>> CaseWriter::redo()
{
    return d->enqueueAct([this] { return d->actWriter.redo(); });
}

void CaseWriter::setExaminer(const QString &name)
{
    d->order<void>([this, name] {
        d->actWriter.setExaminer(name);
        return Result<void>();
    });
}

void CaseWriter::setImporterVersions(const QHash<QString, QString> &versions)
{
    d->order<void>([this, versions] {
        d->batches.setImporterVersions(versions);
        return Result<void>();
    });
}

// --- jobs ---

QFuture<Result<qint64>> CaseWriter::createJob(qint64 evidenceId, TaskKind kind, int priority,
                                              const std::vector<NewUnit> &units, const QJsonObject &params)
{
    return d->order<qint64>([=, this] { return d->jobs.createJob(evidenceId, kind, priority, units, params); });
}

QFuture<Result<void>> CaseWriter::beginImport(qint64 evidenceId)
{
    return d->order<void>([=, this] { return d->jobs.beginImport(evidenceId); });
}

QFuture<Result<qint64>> CaseWriter::tryAgain(qint64 evidenceId)
{
    return d->order<qint64>([=, this] { return d->jobs.tryAgain(evidenceId); });
}

QFuture<Result<qint64>> CaseWriter::openLocked(qint64 evidenceId)
{
    return d->order<qint64>([=, this] { return d->jobs.openLocked(evidenceId); });
}

QFuture<Result<void>> CaseWriter::addUnits(qint64 jobId, const std::vector<NewUnit> &units)
{
    return d->order<void>([=, this] { return d->jobs.addUnits(jobId, units); });
}

QFuture<Result<void>> CaseWriter::setJobState(qint64 jobId, JobState state, const Error &error)
{
    return d->order<void>([=, this]() -> Result<void> {
        if (auto done = d->jobs.setJobState(jobId, state, error); !done || state != JobState::Done)
            return done;
        const auto waiting = d->rereads.needsRebind();
        if (!waiting || !*waiting)
            return waiting ? Result<void>() : Result<void>(waiting.error());
        Statement &find = d->connection->statement("SELECT evidence_id FROM job WHERE id = ?1 AND kind = 'import'");
        find.bind(1, jobId);
        if (find.step() != Statement::Step::Row)
            return {};
        const qint64 evidenceId = find.integer(0);
        find.reset();
        const auto bound = d->rebindAndSay(evidenceId);
        return bound ? Result<void>() : Result<void>(bound.error());
    });
}

QFuture<Result<void>> CaseWriter::setJobProgress(qint64 jobId, qint64 done, qint64 total)
{
    return d->order<void>([=, this] { return d->jobs.setJobProgress(jobId, done, total); });
}

QFuture<Result<void>> CaseWriter::markPoisoned(qint64 jobId, quint64 unit, qint64 position, const Error &cause)
{
    return d->order<void>([=, this] { return d->jobs.markPoisoned(jobId, unit, position, cause); });
}

QFuture<Result<void>> CaseWriter::markFailed(qint64 jobId, quint64 unit, const Error &cause)
{
    return d->order<void>([=, this] { return d->jobs.markFailed(jobId, unit, cause); });
}

QFuture<Result<void>> CaseWriter::addSkip(qint64 jobId, quint64 unit, qint64 position, const Error &cause)
{
    return d->order<void>([=, this] { return d->jobs.addSkip(jobId, unit, position, cause); });
}

// --- facts about evidence ---

QFuture<Result<void>> CaseWriter::setOpened(qint64 evidenceId, const OpenedMessage &opened)
{
    return d->order<void>([=, this] { return d->jobs.setOpened(evidenceId, opened); });
}

QFuture<Result<void>> CaseWriter::closeImport(qint64 evidenceId)
{
    return d->order<void>([=, this] { return d->jobs.closeImport(evidenceId); });
}

QFuture<Result<void>> CaseWriter::setVerification(qint64 evidenceId, const VerificationResult &result)
{
    return d->order<void>([=, this]() -> Result<void> {
        const auto found = d->jobs.setVerification(evidenceId, result);
        if (!found || found->state == Verification::Verifying)
            return found ? Result<void>() : Result<void>(found.error());
        QJsonObject what{{QStringLiteral("id"), evidenceId}, {QStringLiteral("result"), verificationId(found->state)}};
        const std::pair<QString, QByteArray> hashes[] = {{QStringLiteral("md5"), found->md5},
                                                         {QStringLiteral("sha1"), found->sha1},
                                                         {QStringLiteral("sha256"), found->sha256}};
        for (const auto &[name, bytes] : hashes) {
            if (!bytes.isEmpty())
                what.insert(name, QString::fromLatin1(bytes.toHex()));
        }
        if (!found->badRanges.isEmpty())
            what.insert(QStringLiteral("bad_ranges"), found->badRanges);
        const auto noted = d->actWriter.perform(Act::noted(QStringLiteral("evidence.verify"), what));
        return noted ? Result<void>() : Result<void>(noted.error());
    });
}

QFuture<Result<void>> CaseWriter::addWarning(qint64 evidenceId, qint64 fileId, const QString &importer, ErrorCode code,
                                             Severity severity, const QString &path, const QString &detail,
                                             qint64 offset)
{
    return d->order<void>([=, this] {
        return d->jobs.addWarning(evidenceId, 0, fileId, importer, code, severity, path, detail, offset);
    });
}

QFuture<Result<qint64>> CaseWriter::reread(qint64 evidenceId, const std::vector<qint64> &fileIds)
{
    return d->order<qint64>([=, this]() -> Result<qint64> {
        auto job = d->rereads.reread(evidenceId, fileIds);
        if (!job)
            return job;
        if (auto done = d->batches.reload(); !done) // it remembers runs and the next event id
            return done.error();
        return job;
    });
}

QFuture<Result<SkippedAgain>> CaseWriter::retrySkipped(qint64 evidenceId)
{
    return d->order<SkippedAgain>([=, this]() -> Result<SkippedAgain> {
        auto again = d->rereads.forgetSkips(evidenceId);
        if (!again || again->places == 0)
            return again;
        for (const qint64 job : again->jobs) {
            if (auto done = d->jobs.setJobState(job, JobState::Pending, {ErrorCode::None, {}, -1}); !done)
                return done.error();
        }
        if (auto done = d->batches.reload(); !done) // it remembers runs and the next event id
            return done.error();
        const QJsonObject what{{QStringLiteral("id"), evidenceId},
                               {QStringLiteral("count"), again->places},
                               {QStringLiteral("left"), again->left},
                               {QStringLiteral("paths"), QJsonArray::fromStringList(again->paths)}};
        const auto noted = d->actWriter.perform(Act::noted(QStringLiteral("evidence.retry"), what));
        return noted ? again : Result<SkippedAgain>(noted.error());
    });
}

QFuture<Result<std::vector<Unbound>>> CaseWriter::rebind(qint64 evidenceId)
{
    return d->order<std::vector<Unbound>>([=, this] { return d->rebindAndSay(evidenceId); });
}

/// What no longer binds is listed in the journal: a tag or note that nobody sees any more would be lost in silence.
Result<std::vector<Unbound>> CaseWriter::Private::rebindAndSay(qint64 evidenceId)
{
    constexpr size_t kListed = 100;
    auto unbound = rereads.rebind(evidenceId);
    if (!unbound)
        return unbound;
    Statement &find = connection->statement("SELECT uid FROM evidence WHERE id = ?1");
    find.bind(1, evidenceId);
    const QByteArray uid = find.step() == Statement::Step::Row ? find.blob(0) : QByteArray();
    find.reset();
    QJsonArray listed;
    qint64 count = 0;
    for (const Unbound &left : *unbound) {
        if (uid.isEmpty() || !left.identity.contains(uid)) // of another exhibit, which may be read just now
            continue;
        if (size_t(++count) <= kListed)
            listed.append(QJsonObject{{QStringLiteral("table"), left.note ? QStringLiteral("note") : QStringLiteral("tagging")},
                                      {QStringLiteral("row"), left.id},
                                      {QStringLiteral("identity"), QString::fromUtf8(left.identity)}});
    }
    if (count == 0)
        return unbound;
    const QJsonObject what{{QStringLiteral("id"), evidenceId}, {QStringLiteral("count"), count}, {QStringLiteral("rows"), listed}};
    Statement &last = connection->statement("SELECT payload FROM journal WHERE act = 'evidence.unbound' ORDER BY id DESC LIMIT 1");
    const bool said = last.step() == Statement::Step::Row && last.blob(0) == canonicalJson(what);
    last.reset();
    if (said) // binding is tried again with each reading: the same is said once
        return unbound;
    const auto noted = actWriter.perform(Act::noted(QStringLiteral("evidence.unbound"), what));
    return noted ? unbound : Result<std::vector<Unbound>>(noted.error());
}

// --- small things that are not acts ---

QFuture<Result<void>> CaseWriter::setSeen(TargetKind target, const std::vector<qint64> &ids, bool seen)
{
    return d->order<void>([=, this] { return d->jobs.setSeen(target, ids, seen); });
}

QFuture<Result<void>> CaseWriter::setNetworkPositions(const std::vector<std::pair<QString, QPointF>> &positions)
{
    return d->order<void>([=, this] { return d->jobs.setNetworkPositions(positions); });
}

} // namespace ashiato
