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
/// Invalid: a value makes no sense; the detail is a sentence that names the option and what is expected.
Result<Filter> filterFrom(const QCommandLineParser &parser, const QStringList &without = {});

/// What is wrong with a condition of --filter, "severity:awful", whose field does not take its value.
QString filterValueSentence(const QString &condition);

} // namespace ashiato
