// SPDX-License-Identifier: Apache-2.0
#include "app/cli/caseaccess.h"
#include "app/cli/commands.h"
#include "app/cli/textwidth.h"

#include "models/time/zones.h"

#include <QDir>
#include <QFileInfo>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

int runCreate(Invocation &call)
{
    for (const QString &needed : {u"name"_s, u"examiner"_s}) {
        if (call.value(needed).trimmed().isEmpty())
            return call.usage(u"A case needs --%1."_s.arg(needed));
    }
    CaseInfo info;
    info.name = call.value(u"name"_s);
    info.number = call.value(u"number"_s);
    info.client = call.value(u"client"_s);
    info.zone = call.value(u"zone"_s);
    info.language = call.value(u"language"_s);
    if (!info.zone.isEmpty() && !isKnownZone(info.zone))
        return call.usage(u"--zone “%1” is not known; give a name such as Asia/Tokyo or an offset such as +09:00."_s.arg(info.zone));
    if (!QStringList{QString(), u"ja"_s, u"en"_s}.contains(info.language))
        return call.usage(u"--language is ja or en."_s);
    if (QFileInfo::exists(call.casePath() + u"/case.sqlite"_s))
        return call.usage(u"A case stands at %1 already: `add` puts evidence into it, `import` goes on with what is pending."_s.arg(
            terminalText(call.casePath())));
    const Result<std::unique_ptr<Case>> made = Case::create(call.casePath(), info, call.value(u"examiner"_s));
    if (!made && QDir(call.casePath()).exists() && !QDir(call.casePath()).isEmpty())
        return call.usage(u"The folder %1 is there and not empty; expected the place of a new case."_s.arg(
            terminalText(call.casePath())));
    if (!made)
        return call.fail(u"The case could not be made."_s, made.error());
    call.out().write((*made)->path().toUtf8() + '\n');
    return call.finish();
}

} // namespace

Command createCommand()
{
    Command command{"create", "Makes a new case folder.", "CASE"};
    command.options = {{u"name"_s, u"Name of the case (needed)."_s, u"NAME"_s},
                       {u"examiner"_s, u"Who works on it (needed)."_s, u"NAME"_s},
                       {u"number"_s, u"Case number."_s, u"NUMBER"_s},
                       {u"client"_s, u"Client."_s, u"NAME"_s},
                       {u"zone"_s, u"Zone in which times are shown, as Asia/Tokyo."_s, u"ZONE"_s},
                       {u"language"_s, u"Language of the report: ja or en."_s, u"LANGUAGE"_s}};
    command.description = "Prints the place of the case. “.ashiato” is appended to CASE where it is missing.\n"
                          "  ashiato-cli create 2026-014 --name \"Example\" --examiner \"Yamada\"";
    command.run = runCreate;
    return command;
}

} // namespace ashiato
