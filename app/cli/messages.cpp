// SPDX-License-Identifier: Apache-2.0
#include "app/cli/messages.h"

#include "app/cli/command.h"
#include "models/wording/wording.h"

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

QString errorSentence(const Error &error)
{
    static const Wording wording(std::make_shared<EventTypeCatalogue>(), QLocale::English);
    return wording.errorSentence(error);
}

int exitCodeFor(ErrorCode code)
{
    switch (code) {
    case ErrorCode::NotFound:
    case ErrorCode::Missing:
        return ExitMissing;
    case ErrorCode::Cancelled:
        return ExitPaused;
    default:
        return ExitFailed;
    }
}

QString counted(qint64 count, const QString &one, const QString &many)
{
    return QString::number(count) + u' ' + (count == 1 ? one : many);
}

} // namespace ashiato
