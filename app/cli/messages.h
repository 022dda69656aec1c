// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/error.h"

#include <QString>

namespace ashiato
{

/// What happened, where, and what to do about it: one or two English sentences for standard error.
QString errorSentence(const Error &error);

/// The exit code that a failure with this error ends with.
int exitCodeFor(ErrorCode code);

/// "3 warnings", "1 file": a count with its noun.
QString counted(qint64 count, const QString &one, const QString &many);

} // namespace ashiato
