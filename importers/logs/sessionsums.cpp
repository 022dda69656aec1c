// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/sessionsums.h"

namespace ashiato
{

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

    const Sum total{qMax<qint64>(event.bytesOut, 0), qMax<qint64>(event.bytesIn, 0)};
    const auto known = m_open.find(m_key);
    const auto delta = [&](int field, qint64 whole) {
        qint64 value = 0;
        return field >= 0 && parseNumber(fields.values[size_t(field)], value) && value >= 0 && value <= whole ? value : whole;
    };
    Sum added = total;
    if (known != m_open.end() && total.out >= known->second.out && total.in >= known->second.in)
        added = {total.out - known->second.out, total.in - known->second.in};
    else if (known == m_open.end()) // a smaller total is a new session with an old number: counted whole
        added = {delta(sessions.outDelta, total.out), delta(sessions.inDelta, total.in)};

    if (interim) {
        if (m_open.size() >= kMost)
            m_open.clear();
        m_open[m_key] = total;
    } else if (known != m_open.end()) {
        m_open.erase(known);
    }
    const bool changed = added.out != total.out || added.in != total.in;
    if (event.bytesOut != kUnknown)
        event.bytesOut = added.out;
    if (event.bytesIn != kUnknown)
        event.bytesIn = added.in;
    return changed;
}

} // namespace ashiato
