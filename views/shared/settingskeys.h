// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

/// Keys of the settings, in one place; views add their own below views/<name>/.
namespace ashiato::settings
{
inline const QString kLanguage = QStringLiteral("language");     ///< "ja", "en"; empty: the system's
inline const QString kTheme = QStringLiteral("theme");           ///< "system", "light", "dark", "contrast"
inline const QString kZone = QStringLiteral("zone");             ///< "jst", "utc", "source" or an IANA id
inline const QString kShortcuts = QStringLiteral("shortcuts");   ///< group: action id -> key
inline const QString kRecentCases = QStringLiteral("recentCases");
inline const QString kWindow = QStringLiteral("views/window");   ///< group: geometry, docks and tables by case uid
inline const QString kFreezeColumn = QStringLiteral("views/freezeColumn"); ///< Whether the first column of tables stays in sight
inline const QString kGroupBy = QStringLiteral("views/events/groupBy"); ///< Id of the field that events were grouped by last
inline const QString kGroupFilesBy = QStringLiteral("views/files/groupBy"); ///< What files were grouped by last
inline const QString kExaminer = QStringLiteral("examiner");
} // namespace ashiato::settings
