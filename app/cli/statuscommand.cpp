// SPDX-License-Identifier: Apache-2.0
#include "app/cli/casestatus.h"
#include "app/cli/commands.h"
#include "app/cli/textwidth.h"

#include "models/time/timetext.h"

#include <QJsonDocument>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

void printHead(Output &out, const CaseStatus &status)
{
    const CaseInfo &info = status.info;
    const auto line = [&out](const QString &label, const QString &value) {
        if (!value.isEmpty())
            out.write((label.leftJustified(10) + terminalText(value) + u'\n').toUtf8());
    };
    line(u"Case"_s, info.name);
    line(u"Number"_s, info.number);
    line(u"Client"_s, info.client);
    line(u"Examiner"_s, status.examiners.join(u", "_s));
    line(u"Zone"_s, info.zone);
    line(u"Place"_s, status.place);
    line(u"Journal"_s, u"%1, head %2"_s.arg(counted(status.journalEntries, u"entry"_s, u"entries"_s), status.journalHead));
    line(u"Worker"_s, status.workerLocks.isEmpty() ? u"not started"_s : u"locked by "_s + status.workerLocks.join(u", "_s));
}

void printEvidence(Output &out, const CaseStatus &status)
{
    out.write("\n");
    const auto rows = makeRowWriter({u"evidence"_s, u"name"_s, u"format"_s, u"size"_s, u"state"_s, u"verification"_s,
                                     u"warnings"_s, u"host"_s, u"zone"_s}, {}, out);
    for (const EvidenceRow &evidence : status.evidence) {
        rows->text(evidence.number);
        rows->text(evidence.name);
        rows->textOrUnknown(evidence.format);
        rows->numberOrUnknown(evidence.size);
        rows->textOrUnknown(evidence.state);
        rows->text(verificationId(evidence.verification));
        rows->number(status.warningsOf(evidence.id));
        rows->textOrUnknown(evidence.host);
        rows->textOrUnknown(evidence.zone);
        rows->endRow();
    }
    rows->finish();
}

void printHashes(Output &out, const CaseStatus &status)
{
    for (const EvidenceRow &evidence : status.evidence) {
        const std::pair<const char *, QString> hashes[] = {
            {"stored MD5", evidence.storedMd5}, {"stored SHA-1", evidence.storedSha1}, {"MD5", evidence.md5},
            {"SHA-1", evidence.sha1}, {"SHA-256", evidence.sha256}};
        for (const auto &[label, hash] : hashes) {
            if (!hash.isEmpty())
                out.write(evidence.number.toUtf8() + "  " + QByteArray(label).leftJustified(14) + hash.toUtf8() + '\n');
        }
    }
}

void printCounts(Output &out, const CaseStatus &status)
{
    out.write(u"\n%1, %2, %3\n"_s.arg(counted(status.files, u"file"_s, u"files"_s), counted(status.events, u"event"_s, u"events"_s),
                                     counted(status.flows, u"flow"_s, u"flows"_s)).toUtf8());
    if (!status.types.empty()) {
        const auto rows = makeRowWriter({u"type"_s, u"count"_s}, {}, out);
        for (const TypeCount &type : status.types) {
            rows->text(type.type);
            rows->number(type.count);
            rows->endRow();
        }
        rows->finish();
    }
    for (const EvidenceRow &row : status.evidence) {
        if (const QString left = whatIsLeft(row, status.jobs, status.toBeReadAgain.contains(row.id)); !left.isEmpty())
            out.write(u"\n%1 is not imported whole: %2.\n"_s.arg(row.number, left).toUtf8());
    }
    if (!status.unfinishedJobs().empty()) {
        out.write(u"\n%1 not finished: `ashiato-cli import` goes on.\n"_s
                      .arg(counted(qint64(status.unfinishedJobs().size()), u"job is"_s, u"jobs are"_s)).toUtf8());
    }
}

void printWarnings(Output &out, const CaseStatus &status)
{
    constexpr size_t kMost = 40; // The whole list is in --json and in the window.
    if (status.warnings.empty() && std::any_of(status.jobs.begin(), status.jobs.end(), isLeft))
        return; // what is left was said above
    if (status.warnings.empty()) {
        out.write("\nNo warnings.\n");
        return;
    }
    out.write(u"\n%1\n"_s.arg(counted(status.warningCount(), u"warning"_s, u"warnings"_s)).toUtf8());
    const auto rows = makeRowWriter({u"evidence"_s, u"code"_s, u"count"_s, u"importer"_s, u"path"_s, u"at"_s, u"detail"_s}, {}, out);
    for (size_t i = 0; i < std::min(kMost, status.warnings.size()); ++i) {
        const WarningRow &warning = status.warnings[i];
        rows->textOrUnknown(warning.evidence);
        rows->text(errorCodeId(warning.code));
        rows->number(warning.count);
        rows->textOrUnknown(warning.importer);
        rows->textOrUnknown(warning.path);
        rows->textOrUnknown(positionText(warning.offset, warning.length, -1));
        rows->textOrUnknown(warning.detail);
        rows->endRow();
    }
    rows->finish();
    if (status.warnings.size() > kMost)
        out.write(u"… and %1 more: --json lists all.\n"_s.arg(status.warnings.size() - kMost).toUtf8());
}

int runStatus(Invocation &call)
{
    const Result<OpenedCase> opened = openCase(call, CaseMode::ReadOnly);
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const Result<CaseStatus> status = CaseStatus::read(*opened);
    if (!status)
        return call.fail(u"The status could not be read."_s, status.error());
    if (call.jsonWanted()) {
        call.out().write(QJsonDocument(status->toJson()).toJson());
        return call.finish();
    }
    printHead(call.out(), *status);
    printEvidence(call.out(), *status);
    printHashes(call.out(), *status);
    printCounts(call.out(), *status);
    printWarnings(call.out(), *status);
    return call.finish();
}

} // namespace

Command statusCommand()
{
    Command command{"status", "Tells what is in the case, what was verified, and what was not read.", "CASE"};
    command.groups = Command::JsonOption;
    command.description = "--json has the keys case, evidence (with hashes and verification), counts, warnings, warning_count, not_read,\n"
                          "unreadable_files, coverage, jobs, journal and worker (which locks hold).";
    command.run = runStatus;
    return command;
}

} // namespace ashiato
