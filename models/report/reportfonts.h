// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFontDatabase>
#include <QString>
#include <QStringList>

namespace ashiato
{

/// The fonts of the report, of Debian's package fonts-noto-cjk. One machine's report looks like another's, and no character
/// of a Japanese text is missing.
inline const QString kReportFont = QStringLiteral("Noto Sans CJK JP");
inline const QString kReportMonoFont = QStringLiteral("Noto Sans Mono CJK JP");

/// Those that are not installed; a report made without them would have empty pages or boxes. Needs a QGuiApplication.
inline QStringList missingReportFonts()
{
    QStringList missing;
    for (const QString &family : {kReportFont, kReportMonoFont}) {
        if (!QFontDatabase::hasFamily(family))
            missing.append(family);
    }
    return missing;
}

} // namespace ashiato
