// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/logformat.h"

#include <string>

namespace ashiato
{

/// Long sessions: a firewall tells the bytes of a session so far every few minutes and once more at its end. What each
/// row adds is the difference to the row before, so that the rows of a session sum up to its bytes once.
/// A session whose earlier rows stand in another file counts the row's own delta where it says one. One thread.
class SessionSums
{
public:
    /// Replaces the event's byte counts by what the row adds; tells whether it changed them.
    bool apply(const LogFormat &format, const LogFields &fields, EventRecord &event);

private:
    struct Sum {
        qint64 out = 0;
        qint64 in = 0;
    };
    static constexpr size_t kMost = 1'000'000; ///< Open sessions kept at once; beyond that all are forgotten

    std::unordered_map<std::string, Sum> m_open;
    std::string m_key;
};

} // namespace ashiato
