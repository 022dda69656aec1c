// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command.h"
#include "app/cli/messages.h"

#include <vector>

namespace ashiato
{

// One a file; each gives its name, its options, its help and what runs.
Command createCommand();
Command addCommand();
Command importCommand();
Command setCommand();
Command jobsCommand();
Command statusCommand();
Command eventsCommand();
Command filesCommand();
Command flowsCommand();
Command factsCommand();
Command hostsCommand();
Command catCommand();
Command tagCommand();
Command noteCommand();
Command searchCommand();
Command hashCommand();
Command verifyCommand();
Command reportCommand();
Command exportCommand();
Command sqlCommand();
Command probeCommand();

/// All of them, in the order of an investigation.
const std::vector<Command> &allCommands();
const Command *commandByName(const QString &name);
/// `ashiato-cli --help`
QString overviewText();

} // namespace ashiato
