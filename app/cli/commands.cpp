// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

const std::vector<Command> &allCommands()
{
    static const std::vector<Command> commands{
        createCommand(), addCommand(),    importCommand(), setCommand(),    jobsCommand(),   statusCommand(), eventsCommand(),
        filesCommand(),  flowsCommand(),  factsCommand(),  hostsCommand(), catCommand(),    tagCommand(),    noteCommand(),   searchCommand(), hashCommand(),
        verifyCommand(), reportCommand(), exportCommand(), sqlCommand(),    probeCommand()};
    return commands;
}

const Command *commandByName(const QString &name)
{
    for (const Command &command : allCommands()) {
        if (name == QLatin1String(command.name))
            return &command;
    }
    return nullptr;
}

QString overviewText()
{
    QString text = u"Ashiato " ASHIATO_VERSION ", a workbench for digital forensics: the command line.\n"
                   u"Usage: ashiato-cli COMMAND CASE … [options]\n\nCommands:\n"_s;
    for (const Command &command : allCommands())
        text += u"  "_s + QString::fromUtf8(command.name).leftJustified(9) + QString::fromUtf8(command.summary) + u'\n';
    text += u"\nashiato-cli COMMAND --help tells the options. A case is a folder NAME.ashiato.\n"
            "  ashiato-cli create 2026-014 --name Example --examiner Yamada\n"
            "  ashiato-cli add 2026-014 pc-07.E01 access.log --zone Asia/Tokyo\n"
            "  ashiato-cli events 2026-014 --from 2026-10-14 --type 'windows:evtx:*' --csv\n"
            "  ashiato-cli report 2026-014 --language both --format html,pdf --output report\n"_s;
    return text;
}

} // namespace ashiato
