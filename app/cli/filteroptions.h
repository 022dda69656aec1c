// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/filter.h"

#include <QCommandLineOption>
#include <QCommandLineParser>
#include <QList>

namespace ashiato
{

/// --from --to --evidence --type --host --account --address --text --tag --path --severity, each also as --not-…, and
/// --filter TEXT; times are UTC unless an offset stands behind them. Names in `without` are left out because the command gives them another meaning.
QList<QCommandLineOption> filterOptions(const QStringList &without = {});

/// One filter of all that is set: the same option twice means either value, different options mean both.
Result<Filter> filterFrom(const QCommandLineParser &parser, const QStringList &without = {});

} // namespace ashiato
