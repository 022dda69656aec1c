// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/sessionsums.h"

#include <QHashFunctions>

#include <algorithm>
#include <utility>

namespace ashiato
{

qint64 SessionSums::Told::add(qint64 from, qint64 to, bool first)
{
    if (first) {
        low = from;
        high = to;
        counted = to - from;
        return counted;
    }
    const qint64 inside = std::max<qint64>(0, std::min(to, high) - std::max(from, low));
    const qint64 missing = (high - low) - counted;
    const qint64 added = (to - from - inside) + std::min(inside, missing);
    low = std::min(low, from);
    high = std::max(high, to);
    counted += added;
    return added;
}

/// Numbers that differ in their last digit alone lie side by side: firewalls count their sessions up, and memory is read by lines.
SessionSums::Key SessionSums::keyOf(const std::string &text)
{
    const size_t end = text.size() < 2 ? 0 : text.size() - 2; // the last digit and the line feed behind it
    return {qHashBits(text.data(), end, 1) << 4 | (size_t(text[end]) & 15), qHashBits(text.data(), text.size(), 2) | 1};
}

SessionSums::Sessions::Slot &SessionSums::Sessions::slotOf(const Key &key)
{
    const size_t mask = m_slots.size() - 1;
    size_t at = key.a & mask;
    while (m_slots[at].key != key && m_slots[at].key != Key())
        at = (at + 1) & mask;
    return m_slots[at];
}

SessionSums::Session *SessionSums::Sessions::find(const Key &key)
{
    if (m_used == 0)
        return nullptr;
    Slot &slot = slotOf(key);
    return slot.key == key ? &slot.session : nullptr;
}

SessionSums::Session &SessionSums::Sessions::insert(const Key &key, const Session &session)
{
    constexpr size_t kLeast = 64;
    if (2 * (m_used + 1) > m_slots.size()) {
        const std::vector<Slot> old = std::exchange(m_slots, std::vector<Slot>(std::max(kLeast, 2 * m_slots.size())));
        for (const Slot &slot : old) {
            if (slot.key != Key())
                slotOf(slot.key) = slot;
        }
    }
    Slot &slot = slotOf(key);
    slot = {key, session};
    ++m_used;
    return slot.session;
}

/// Closed sessions are kept as well: with the newest line first, their other rows come after their end.
void SessionSums::makeRoom()
{
    if (m_now.size() < kMost)
        return;
    Sessions open;
    for (const Sessions *sessions : {&m_before, &m_now}) {
        for (const Sessions::Slot &slot : sessions->slots()) {
            if (slot.key == Key() || slot.session.closed || open.size() >= kMost / 2)
                continue;
            if (Session *known = open.find(slot.key))
                *known = slot.session;
            else
                open.insert(slot.key, slot.session);
        }
    }
    m_before = std::exchange(m_now, std::move(open));
}

SessionSums::Session &SessionSums::sessionOf(const Key &key, bool &first)
{
    makeRoom(); // first: what it takes along may be this very session
    Session *found = m_now.find(key);
    first = !found;
    if (found)
        return *found;
    const Session *before = m_before.find(key);
    first = !before;
    return m_now.insert(key, before ? *before : Session());
}

/// Whether the row is of another session that has the same number; else whether it is earlier than what is known of it.
bool SessionSums::isAnother(const Session &known, const EventRecord &event, bool interim, bool &earlier)
{
    constexpr quint64 kSlack = 2 * kSecondNs; // rows of one moment are written in any order
    const qint64 out = std::max<qint64>(event.bytesOut, 0), in = std::max<qint64>(event.bytesIn, 0);
    const bool less = out <= known.out.high && in <= known.in.high;
    const bool more = out >= known.out.high && in >= known.in.high;
    const bool comparable = event.recordedNs != kNoTime && known.lastNs != kNoTime && known.local == (event.basis == TimeBasis::Local);
    const auto [before, after] = std::minmax(event.recordedNs, known.lastNs);
    earlier = less;
    if (known.closed && !interim)
        return true;
    if (!comparable || quint64(after) - quint64(before) <= kSlack)
        return !less && !more;
    earlier = event.recordedNs < known.lastNs;
    if (earlier)
        return !less || !interim; // what came before has told less, and was not the end
    return !more || known.closed;
}

bool SessionSums::apply(const LogFormat &format, const LogFields &fields, EventRecord &event)
{
    const LogFormat::Sessions &sessions = *format.sessions;
    if (event.bytesOut == kUnknown && event.bytesIn == kUnknown)
        return false;
    m_key.clear();
    for (const int field : sessions.key) {
        const QByteArrayView value = fields.values[size_t(field)];
        m_key.append(value.data(), size_t(value.size()));
        m_key += '\n';
    }
    bool interim = !sessions.interim.empty();
    for (const LogCondition &condition : sessions.interim)
        interim = interim && condition.fits(fields.values[size_t(condition.field)]);

    bool first = false, earlier = false;
    Session &session = sessionOf(keyOf(m_key), first);
    if (!first && isAnother(session, event, interim, earlier)) {
        session = Session();
        first = true;
    }
    const auto add = [&](Told &told, int field, qint64 whole) {
        qint64 from = 0, delta = 0;
        if (!first && !earlier)
            from = std::min(told.high, whole); // rows that are missing in between are this row's
        else if (field >= 0 && parseNumber(fields.values[size_t(field)], delta) && delta >= 0 && delta <= whole)
            from = whole - delta;
        return told.add(from, whole, first);
    };
    const qint64 wholeOut = std::max<qint64>(event.bytesOut, 0), wholeIn = std::max<qint64>(event.bytesIn, 0);
    const qint64 out = add(session.out, sessions.outDelta, wholeOut), in = add(session.in, sessions.inDelta, wholeIn);
    session.lastNs = std::max(session.lastNs, event.recordedNs); // kNoTime is below every time
    session.local = event.basis == TimeBasis::Local;
    session.closed = session.closed || !interim;
    if (event.bytesOut != kUnknown)
        event.bytesOut = out;
    if (event.bytesIn != kUnknown)
        event.bytesIn = in;
    return out != wholeOut || in != wholeIn;
}

} // namespace ashiato
