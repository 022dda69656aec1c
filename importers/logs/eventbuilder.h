// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/moment.h"
#include "models/records/recordbatch.h"

#include <string>

namespace ashiato
{

/// Where a field of a log goes.
enum class Role : quint8 {
    Details, ///< Into the details JSON under its own name
    Skip,    ///< Nowhere: it only tells what a typed column already says
    Time,    ///< Part of the time
    Request, ///< "GET http://… HTTP/1.1": action, URL, and the version into details
    None,    ///< Not a role: what roleFromName() gives for an unknown name
#define ASHIATO_NAME(Name, ...) Name,
    ASHIATO_EVENT_FIELDS(ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME, ASHIATO_NAME)
#undef ASHIATO_NAME
};

Role roleFromName(const QString &name);

/// Fills one EventRecord after another from texts. Values that repeat are interned, URLs and details are not.
/// All views are UTF-8. One thread.
class EventBuilder
{
public:
    /// Starts an event in this batch; the batch may be another one each time.
    void begin(RecordBatch &batch);
    /// Puts a value where its role says; name is the field's JSON key with its quotes and colon (see jsonKey()). The first
    /// value of a column stays in it, a further one goes into the details.
    void put(Role role, QByteArrayView name, QByteArrayView value, bool number = false);
    /// Whether the role's column has a value already; a role without a column never has.
    bool filled(Role role) const;
    void detail(QByteArrayView name, QByteArrayView value, bool number = false);
    void detailNumber(QByteArrayView name, qint64 value);
    /// Sets recordedNs, precision, basis and the flags that follow from the moment; zoneKnown: the evidence has a zone.
    void time(const Moment &moment, bool zoneKnown);
    /// The event as it stands; later put()s change it.
    EventRecord &event() { return m_event; }
    QByteArrayView host() const { return m_host; }
    /// A value that its typed column cannot hold ("1.02E+11" for a count); it stands in the details. Empty: none.
    QByteArrayView unreadable() const { return m_unreadable; }
    /// Splits the URL into destination, port, domain and protocol, closes the details, appends the event to the batch.
    void finish();

    /// "name" → "\"name\":" with JSON escapes.
    static QByteArray jsonKey(QByteArrayView name);
    static void appendJson(QByteArrayView text, std::string &out);

private:
    void splitRequest(QByteArrayView value);
    void splitUrl();
    void destinationFrom(QByteArrayView authority, int defaultPort, QByteArrayView protocol);
    void decodedUrl();

    RecordBatch *m_batch = nullptr;
    EventRecord m_event;
    std::string m_details;
    std::string m_scratch;
    QByteArrayView m_url;
    QByteArrayView m_method;
    QByteArrayView m_host;
    QByteArrayView m_unreadable;
};

/// A signed decimal number and nothing else.
bool parseNumber(QByteArrayView text, qint64 &value);

} // namespace ashiato
