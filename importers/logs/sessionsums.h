// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/logformat.h"

#include <string>
#include <vector>

namespace ashiato
{

/// Long sessions: a firewall tells the bytes of a session so far every few minutes and once more at its end. A row adds what
/// no row of its session told before, so that the rows of a session sum up to its bytes once, in whatever order they stand:
/// with the oldest line first that is the difference to the row before; with the newest first, the last row has it all.
/// A session whose earlier rows stand in another file counts the row's own delta where it says one. One thread.
class SessionSums
{
public:
    /// Replaces the event's byte counts by what the row adds; tells whether it changed them.
    bool apply(const LogFormat &format, const LogFields &fields, EventRecord &event);

private:
    /// Which bytes of a session were told: those between low and high, of which some rows in between may still be missing.
    struct Told {
        qint64 low = 0, high = 0;
        qint64 counted = 0;
        /// The bytes behind `from` up to `to` are told; how many of them are new.
        qint64 add(qint64 from, qint64 to, bool first);
    };
    struct Session {
        qint64 lastNs = kNoTime;
        Told out, in;
        bool local = false;
        bool closed = false;
    };
    /// The session's fields; 128 bits of them, for the sake of a million sessions.
    struct Key {
        size_t a = 0, b = 0;
        bool operator==(const Key &) const = default;
    };
    /// Sessions by their keys in one piece of memory: nearly every line of a firewall's traffic brings a new one.
    class Sessions
    {
    public:
        Session *find(const Key &key);
        /// Of a key that is not there.
        Session &insert(const Key &key, const Session &session);
        size_t size() const { return m_used; }

        struct Slot {
            Key key; ///< Zero: the slot is free
            Session session;
        };
        const std::vector<Slot> &slots() const { return m_slots; }

    private:
        Slot &slotOf(const Key &key);

        std::vector<Slot> m_slots; ///< As many as a power of two, at most half of them used
        size_t m_used = 0;
    };

    static constexpr size_t kMost = 400'000; ///< Sessions in a generation; the one before is kept as well

    static Key keyOf(const std::string &text);
    Session &sessionOf(const Key &key, bool &first);
    void makeRoom();
    static bool isAnother(const Session &known, const EventRecord &event, bool interim, bool &earlier);

    Sessions m_now, m_before;
    std::string m_key;
};

} // namespace ashiato
