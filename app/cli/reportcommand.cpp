// SPDX-License-Identifier: Apache-2.0
#include "app/cli/caseaccess.h"
#include "app/cli/commands.h"
#include "app/cli/interrupt.h"
#include "app/cli/progress.h"
#include "models/casedb/case.h"
#include "models/casedb/casewriter.h"
#include "models/report/report.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

/// The words of a comma-separated option, each one of those known; Invalid where one is not.
Result<QStringList> choices(const QString &value, const QStringList &known)
{
    QStringList chosen;
    for (const QString &word : value.split(u',', Qt::SkipEmptyParts)) {
        if (!known.contains(word.trimmed()))
            return {ErrorCode::Invalid, word.trimmed()};
        chosen.append(word.trimmed());
    }
    chosen.removeDuplicates();
    return chosen;
}

int runReport(Invocation &call)
{
    const QString language = call.isSet(u"language"_s) ? call.value(u"language"_s) : u"both"_s;
    const Result<QStringList> languages = choices(language == "both"_L1 ? u"ja,en"_s : language, {u"ja"_s, u"en"_s});
    if (!languages || languages->isEmpty())
        return call.usage(u"--language is ja, en or both."_s);
    const Result<QStringList> formats = choices(call.isSet(u"format"_s) ? call.value(u"format"_s) : u"html,pdf"_s, {u"html"_s, u"pdf"_s});
    if (!formats || formats->isEmpty())
        return call.usage(u"--format is html, pdf or html,pdf."_s);
    const QString folder = call.value(u"output"_s);
    if (folder.isEmpty())
        return call.usage(u"Say where to: --output DIR."_s);
    if (!QDir().mkpath(folder))
        return call.fail(u"The folder could not be made."_s, {ErrorCode::ReadOnly, folder});
    Result<OpenedCase> opened = openCase(call, CaseMode::ReadWrite);
    if (!opened && (opened.error().code == ErrorCode::Locked || opened.error().code == ErrorCode::ReadOnly))
        opened = openCase(call, CaseMode::ReadOnly); // the window has it open: the report is made beside it
    if (!opened)
        return call.fail(u"The case could not be opened."_s, opened.error());
    const InterruptFlag interrupt;
    ReportRequest request;
    request.languages.clear();
    for (const QString &word : *languages)
        request.languages.append(word == "ja"_L1 ? QLocale::Japanese : QLocale::English);
    request.html = formats->contains(u"html"_s);
    request.pdf = formats->contains(u"pdf"_s);
    request.folder = folder;
    request.issuedNs = QDateTime::currentMSecsSinceEpoch() * 1'000'000;
    request.cancel = interrupt.flag();
    const Result<QStringList> written = writeReport(*opened->file, request);
    if (!written && written.error().code == ErrorCode::Missing) {
        say(u"ashiato-cli report: No report was written: the font %1 is not installed, and Japanese text would be missing from it. "
            u"Install the package fonts-noto-cjk."_s.arg(written.error().detail));
        return ExitFailed;
    }
    if (!written)
        return call.fail(u"The report could not be written."_s, written.error());
    if (CaseWriter *writer = opened->file->writer()) {
        const auto noted = waitFor(writer->act(Act::noted(u"report.make"_s, {{u"files"_s, QJsonArray::fromStringList(*written)}})));
        if (!noted)
            return call.fail(u"The report is written, but the journal could not say so."_s, noted.error());
    }
    for (const QString &file : *written)
        call.out().write(file.toUtf8() + '\n');
    return call.finish();
}

} // namespace

Command reportCommand()
{
    Command command{"report", "Writes the report, in Japanese, English or both, as HTML and PDF.", "CASE"};
    command.options = {{u"language"_s, u"ja, en or both (as is): two documents."_s, u"LANGUAGE"_s},
                       {u"format"_s, u"html, pdf or html,pdf (as is)."_s, u"FORMATS"_s},
                       {u"output"_s, u"Folder for the documents (needed)."_s, u"DIR"_s}};
    command.description = "Prints the documents' places. The same case gives the same bytes apart from the date line.\n"
                          "  ashiato-cli report CASE --language both --format html,pdf --output report";
    command.run = runReport;
    command.pictures = true;
    return command;
}

} // namespace ashiato
