// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace ashiato
{

/// What sort of thing an event is about: the eight colours of the time band and of the table. Derived from the event
/// type, so it is never stored in the case.
enum class EventKind : quint8 {
    System,    ///< Start and stop, services, logs cleared, and every type that no other kind names
    File,      ///< Files and their times
    Execution, ///< Programs and scripts that ran
    Logon,     ///< Sessions, authentication, shares opened
    Account,   ///< Accounts and groups changed
    Web,       ///< Proxies, web servers, browsers
    Network,   ///< Firewalls, VPN, flows, name lookups
    Alert,     ///< What a protection product reported
    Last = Alert
};
inline constexpr int kEventKinds = int(EventKind::Last) + 1;

/// The kind of an event type id such as "windows:evtx:4624". otherMeaning: the id is another provider's here
/// (kOtherMeaning), of which nothing is known.
EventKind eventKindOf(QStringView type, bool otherMeaning = false);
/// "file", "execution" … as filters and machine output name it; and back.
QString eventKindId(EventKind kind);
std::optional<EventKind> eventKindFromId(const QString &id);
/// Raised when eventKindOf() answers differently for any type: caches of counts by kind rest on it.
inline constexpr int kEventKindVersion = 3;

} // namespace ashiato
