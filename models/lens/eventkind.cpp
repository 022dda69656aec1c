// SPDX-License-Identifier: Apache-2.0
#include "models/lens/eventkind.h"

#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

struct TypeRule {
    QLatin1String type; ///< Whole id, or with a trailing '*' its beginning; the first rule that fits counts
    EventKind kind;
};

// The kind is told by the id alone. The numbers 1, 3, 11, 21, 24, 25 and 104 are used by other providers too; they have the
// kind of the provider that investigations rest on (Sysmon, terminal services, the event log itself).
// resources/eventtypes names the same kinds, a test compares them.
constexpr std::array kRules{
    TypeRule{QLatin1String("fs:*"), EventKind::File},
    TypeRule{QLatin1String("file:*"), EventKind::File},
    TypeRule{QLatin1String("windows:evtx:1"), EventKind::Execution},
    TypeRule{QLatin1String("windows:evtx:3"), EventKind::Network},
    TypeRule{QLatin1String("windows:evtx:11"), EventKind::File},
    TypeRule{QLatin1String("windows:evtx:4624"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4625"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4634"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4648"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4672"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4768"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4769"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4771"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4776"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:5140"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:5145"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:21"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:24"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:25"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:1149"), EventKind::Logon},
    TypeRule{QLatin1String("windows:evtx:4720"), EventKind::Account},
    TypeRule{QLatin1String("windows:evtx:4728"), EventKind::Account},
    TypeRule{QLatin1String("windows:evtx:4732"), EventKind::Account},
    TypeRule{QLatin1String("windows:evtx:4688"), EventKind::Execution},
    TypeRule{QLatin1String("windows:evtx:4104"), EventKind::Execution},
    TypeRule{QLatin1String("windows:evtx:4698"), EventKind::Execution},
    TypeRule{QLatin1String("windows:evtx:4697"), EventKind::Execution},
    TypeRule{QLatin1String("windows:evtx:7045"), EventKind::Execution},
    TypeRule{QLatin1String("windows:evtx:1116"), EventKind::Alert},
    TypeRule{QLatin1String("windows:evtx:1117"), EventKind::Alert},
    TypeRule{QLatin1String("windows:evtx:5001"), EventKind::Alert},
    TypeRule{QLatin1String("windows:evtx:1102"), EventKind::Alert},
    TypeRule{QLatin1String("windows:evtx:104"), EventKind::Alert},
    TypeRule{QLatin1String("windows:evtx:4719"), EventKind::Alert},
    TypeRule{QLatin1String("squid:*"), EventKind::Web},
    TypeRule{QLatin1String("ifilter:*"), EventKind::Web},
    TypeRule{QLatin1String("fortigate:traffic"), EventKind::Network},
    TypeRule{QLatin1String("fortigate:vpn"), EventKind::Logon},
    TypeRule{QLatin1String("fortigate:utm"), EventKind::Alert},
    TypeRule{QLatin1String("proxy:*"), EventKind::Web},
    TypeRule{QLatin1String("web:*"), EventKind::Web},
    TypeRule{QLatin1String("browser:*"), EventKind::Web},
    TypeRule{QLatin1String("firewall:*"), EventKind::Network},
    TypeRule{QLatin1String("vpn:*"), EventKind::Network},
    TypeRule{QLatin1String("network:*"), EventKind::Network},
};

constexpr std::array kKindIds{"system", "file", "execution", "logon", "account", "web", "network", "alert"};
static_assert(kKindIds.size() == size_t(kEventKinds));

} // namespace

EventKind eventKindOf(QStringView type, bool otherMeaning)
{
    if (otherMeaning)
        return EventKind::System;
    for (const TypeRule &rule : kRules) {
        const bool prefix = rule.type.endsWith(u'*');
        if (prefix ? type.startsWith(rule.type.chopped(1)) : type == rule.type)
            return rule.kind;
    }
    return EventKind::System;
}

QString eventKindId(EventKind kind) { return QString::fromLatin1(kKindIds[size_t(kind)]); }

std::optional<EventKind> eventKindFromId(const QString &id)
{
    for (size_t i = 0; i < kKindIds.size(); ++i) {
        if (id == QLatin1String(kKindIds[i]))
            return EventKind(i);
    }
    return std::nullopt;
}

} // namespace ashiato
