// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/importrun.h"
#include "app/cli/textwidth.h"
#include "app/cli/workeraccess.h"

#include "models/jobs/evidencefiles.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

QJsonObject probeJson(const QString &path, const ProbeMessage &message)
{
    QJsonArray rows;
    for (const QStringList &row : message.rows)
        rows.append(QJsonArray::fromStringList(row));
    return {{u"path"_s, path},
            {u"importer"_s, message.importer},
            {u"format"_s, message.format},
            {u"confidence"_s, message.confidence},
            {u"encoding"_s, message.encoding},
            {u"encoding_guessed"_s, message.encodingGuessed},
            {u"zone"_s, message.zone},
            {u"zone_needed"_s, message.zoneNeeded},
            {u"host"_s, message.host},
            {u"columns"_s, QJsonArray::fromStringList(message.columns)},
            {u"rows"_s, rows},
            {u"missing_fields"_s, QJsonArray::fromStringList(message.missingFields)}};
}

void printProbe(Output &out, const QString &path, const ProbeMessage &message)
{
    const auto line = [&out](const QString &label, const QString &value) {
        if (!value.isEmpty())
            out.write((label.leftJustified(10) + terminalText(value) + u'\n').toUtf8());
    };
    line(u"Path"_s, path);
    line(u"Importer"_s, message.importer.isEmpty() ? u"none"_s : u"%1 (%2 % sure)"_s.arg(message.importer).arg(message.confidence));
    line(u"Format"_s, message.format);
    line(u"Encoding"_s, message.encoding + (message.encodingGuessed ? u" (guessed)"_s : QString()));
    line(u"Zone"_s, message.zoneNeeded && message.zone.isEmpty() ? u"not said: give --zone"_s : message.zone);
    line(u"Host"_s, message.host);
    line(u"Missing"_s, message.missingFields.join(u", "_s));
    if (!message.columns.isEmpty()) {
        const auto rows = makeRowWriter(message.columns, {}, out);
        for (const QStringList &row : message.rows)
            rows->row(row);
        rows->finish();
    }
    out.write("\n");
}

int runProbe(Invocation &call)
{
    const Result<QJsonObject> fields = evidenceFields(call);
    if (!fields)
        return call.refuse(u"Nothing was probed."_s, fields.error());
    ProbeOptions options;
    options.zone = fields->value("zone"_L1).toString();
    options.encoding = fields->value("encoding"_L1).toString();
    options.host = fields->value("host"_L1).toString();
    options.format = fields->value("chosen_format"_L1).toString();
    options.mapping = fields->value("mapping"_L1).toString().toUtf8();
    QJsonArray list;
    int code = ExitOk;
    for (const QString &path : call.arguments()) {
        const Result<EvidenceFiles> there = findEvidenceFiles(path);
        if (!there)
            return call.fail(u"Nothing was probed."_s, there.error());
        const Result<ProbeMessage> message = probeFile(path, options);
        if (!message && message.error().code == ErrorCode::NotMine) {
            list.append(probeJson(path, {}));
            if (!call.jsonWanted())
                printProbe(call.out(), path, {});
        } else if (!message) {
            code = std::max(code, call.fail(path, message.error()));
        } else if (call.jsonWanted()) {
            list.append(probeJson(path, *message));
        } else {
            printProbe(call.out(), path, *message);
        }
    }
    if (call.jsonWanted())
        call.out().write(QJsonDocument(list).toJson());
    return std::max(code, call.finish());
}

} // namespace

Command probeCommand()
{
    Command command{"probe", "Tells what a file would be read as, with its first rows; needs no case.", "PATH…", 1, -1};
    command.groups = Command::JsonOption;
    for (const QCommandLineOption &option : evidenceOptions()) {
        static const QStringList kUseful{u"zone"_s, u"encoding"_s, u"host"_s, u"format"_s, u"mapping"_s};
        if (kUseful.contains(option.names().constFirst()))
            command.options.append(option);
    }
    command.description = "  ashiato-cli probe access.log --zone Asia/Tokyo";
    command.run = runProbe;
    return command;
}

} // namespace ashiato
