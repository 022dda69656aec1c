// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/eventbuilder.h"

#include "importers/logs/codedtext.h"
#include "importers/plainaddress.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

constexpr int kFirstTypedRole = int(Role::None) + 1;
constexpr bool isTyped(Role role) { return int(role) >= kFirstTypedRole; }
constexpr size_t placeOf(Role role) { return size_t(int(role) - kFirstTypedRole); }

} // namespace

Role roleFromName(const QString &name)
{
    const QByteArray id = name.toLatin1();
    if (const auto field = typedFromId({id.constData(), size_t(id.size())}))
        return Role(kFirstTypedRole + int(typedIndex(*field)));
    static const QHash<QString, Role> others = {{u"details"_s, Role::Details}, {u"skip"_s, Role::Skip}, {u"time"_s, Role::Time},
                                                {u"request"_s, Role::Request}};
    return others.value(name, Role::None);
}

bool parseNumber(QByteArrayView text, qint64 &value)
{
    const auto [end, error] = std::from_chars(text.begin(), text.end(), value);
    return error == std::errc() && end == text.end() && !text.isEmpty();
}

namespace
{

/// "1,234,567" as spreadsheets write a count: groups of three digits behind the first. "1,5" is none: it may be one and a half.
bool parseGrouped(QByteArrayView text, qint64 &value)
{
    const qsizetype first = text.indexOf(',');
    if (first < 1 || first > 3 || (text.size() - first) % 4 != 0)
        return false;
    QByteArray digits;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (i >= first && (i - first) % 4 == 0) {
            if (text[i] != ',')
                return false;
        } else if (text[i] < '0' || text[i] > '9') {
            return false;
        } else {
            digits += text[i];
        }
    }
    return parseNumber(digits, value);
}

/// Bytes that JSON wants escaped, and DEL.
constexpr std::array<bool, 256> kJsonSpecial = [] {
    std::array<bool, 256> special{};
    for (size_t i = 0; i < 0x20; ++i)
        special[i] = true;
    special['"'] = special['\\'] = special[0x7F] = true;
    return special;
}();

/// Like QByteArrayView::lastIndexOf, without a call for the few bytes of an authority.
qsizetype lastOf(QByteArrayView text, char c)
{
    qsizetype at = text.size() - 1;
    while (at >= 0 && text.data()[at] != c)
        --at;
    return at;
}

/// Whether an address is numeric: then it is no domain.
bool isAddress(QByteArrayView host)
{
    if (host.contains(':'))
        return true;
    for (const char c : host) {
        if ((c < '0' || c > '9') && c != '.')
            return false;
    }
    return !host.isEmpty();
}

/// "ICY/1.0", "NONE/0.0": a name in capitals, a slash, two numbers.
bool isProtocolVersion(QByteArrayView text)
{
    qsizetype at = 0;
    while (at < text.size() && ((text[at] >= 'A' && text[at] <= 'Z') || text[at] == '_'))
        ++at;
    const auto isDigit = [&](qsizetype place) { return text[place] >= '0' && text[place] <= '9'; };
    return at > 0 && text.size() == at + 4 && text[at] == '/' && isDigit(at + 1) && text[at + 2] == '.' && isDigit(at + 3);
}

/// Whether what stands behind a host's colon is a port, be it an empty or an impossible one.
bool isPortText(QByteArrayView text)
{
    for (const char c : text) {
        if (c < '0' || c > '9')
            return false;
    }
    return true;
}

bool parsePort(QByteArrayView text, quint16 &port)
{
    qint64 value = 0;
    if (!parseNumber(text, value) || value < 0 || value > 0xFFFF)
        return false;
    port = quint16(value);
    return true;
}

} // namespace

void EventBuilder::appendJson(QByteArrayView text, std::string &out)
{
    const char *run = text.data();
    const char *end = run + text.size();
    for (const char *p = run; p < end; ++p) {
        if (!kJsonSpecial[quint8(*p)])
            continue;
        out.append(run, size_t(p - run));
        run = p + 1;
        switch (*p) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default: {
            static const char digits[] = "0123456789abcdef";
            out += "\\u00";
            out += digits[quint8(*p) >> 4];
            out += digits[quint8(*p) & 15];
        }
        }
    }
    out.append(run, size_t(end - run));
}

QByteArray EventBuilder::jsonKey(QByteArrayView name)
{
    std::string key = "\"";
    appendJson(name, key);
    key += "\":";
    return QByteArray::fromStdString(key);
}

void EventBuilder::begin(RecordBatch &batch)
{
    m_batch = &batch;
    m_event = EventRecord();
    m_details.clear();
    m_url = m_method = m_host = m_unreadable = {};
}

void EventBuilder::detail(QByteArrayView name, QByteArrayView value, bool number)
{
    // A batch that carries more is refused whole; six bytes are the most that one becomes in JSON.
    constexpr size_t kMostDetails = 40 << 20, kLongestEscape = 6;
    if (m_details.size() + size_t(value.size()) * kLongestEscape > kMostDetails) {
        std::string escaped;
        appendJson(value, escaped);
        if (m_details.size() + escaped.size() > kMostDetails) {
            const size_t room = (kMostDetails - std::min(kMostDetails, m_details.size())) / kLongestEscape;
            value = value.first(std::min(value.size(), qsizetype(room)));
            while (!value.isEmpty() && (quint8(value.back()) & 0xC0) == 0x80) // no half of a character
                value.chop(1);
            if (!value.isEmpty() && quint8(value.back()) >= 0xC0)
                value.chop(1);
            m_unreadable = name;
        }
    }
    m_details += m_details.empty() ? '{' : ',';
    m_details.append(name.data(), size_t(name.size()));
    qint64 parsed = 0;
    // A number with leading zeros is an id: it stays text.
    if (number && parseNumber(value, parsed) && (value.size() == 1 || value[0] != '0') && !value.startsWith("-0")) {
        m_details.append(value.data(), size_t(value.size()));
        return;
    }
    m_details += '"';
    appendJson(value, m_details);
    m_details += '"';
}

void EventBuilder::detailNumber(QByteArrayView name, qint64 value)
{
    char digits[24];
    const auto result = std::to_chars(digits, digits + sizeof digits, value);
    detail(name, QByteArrayView(digits, result.ptr - digits), true);
}

void EventBuilder::put(Role role, QByteArrayView name, QByteArrayView value, bool number)
{
    if (filled(role)) { // a column holds one value; a second one of the same line is kept beside it
        detail(name, value, number);
        return;
    }
    const auto count = [&](qint64 &into) {
        // What is no number stays visible instead of vanishing ("1.02E+11").
        const QByteArrayView text = value.trimmed();
        if ((!parseNumber(text, into) && !parseGrouped(text, into)) || into < 0) {
            into = kUnknown;
            m_unreadable = value;
            detail(name, value);
        }
    };
    const auto port = [&](quint16 &into) {
        if (!parsePort(value, into)) {
            m_unreadable = value;
            detail(name, value);
        }
    };
    StringPool &strings = m_batch->strings;
    const auto address = [&](StringRef &into) {
        const QByteArrayView plain = plainAddress(value);
        if (plain.size() < value.size())
            detail(name, value); // as the line says it
        into = strings.intern(plain);
    };
    switch (role) {
    case Role::Details: detail(name, value, number); return;
    case Role::Request: splitRequest(value); return;
    case Role::Skip:
    case Role::Time:
    case Role::None: return;
    case Role::Url: m_url = value; return; // taken apart at the end
    case Role::Host: m_host = value; break;
    case Role::Action: m_method = value; break;
    default: break;
    }
    const size_t place = placeOf(role);
    const EventFieldSpec &spec = kTypedSpecs[place];
    if (spec.shape == FieldShape::Port)
        port(m_event.*kEventPorts[place]);
    else if (!spec.isText())
        count(m_event.*kEventNumbers[place]);
    else if (spec.table == ValueTable::Endpoint)
        address(m_event.*kEventTexts[place]);
    else
        m_event.*kEventTexts[place] = strings.intern(value);
}

bool EventBuilder::filled(Role role) const
{
    if (role == Role::Url || role == Role::Request)
        return !m_url.isEmpty();
    if (!isTyped(role))
        return false;
    const size_t place = placeOf(role);
    switch (kTypedSpecs[place].shape) {
    case FieldShape::Text: return m_event.*kEventTexts[place];
    case FieldShape::Port: return m_event.*kEventPorts[place];
    default: return m_event.*kEventNumbers[place] != kUnknown;
    }
}

void EventBuilder::splitRequest(QByteArrayView value)
{
    const qsizetype first = value.indexOf(' ');
    if (first < 0) {
        m_url = value;
        return;
    }
    if (value.first(first) != "-") // what a proxy writes where it never read a method
        put(Role::Action, "\"method\":", value.first(first));
    m_url = value.sliced(first + 1);
    const qsizetype last = m_url.lastIndexOf(' ');
    const QByteArrayView protocol = last < 0 ? QByteArrayView() : m_url.sliced(last + 1);
    if (protocol.startsWith("HTTP/"))
        detail("\"http_version\":", protocol.sliced(5));
    else if (isProtocolVersion(protocol)) // a request that was never read: "- error:… NONE/0.0"
        detail("\"protocol_version\":", protocol);
    else
        return;
    m_url = m_url.first(last);
}

void EventBuilder::destinationFrom(QByteArrayView authority, int defaultPort, QByteArrayView protocol)
{
    const qsizetype at = lastOf(authority, '@');
    if (at >= 0)
        authority = authority.sliced(at + 1);
    QByteArrayView host = authority;
    quint16 port = quint16(defaultPort);
    const auto portFrom = [&](QByteArrayView text) {
        if (!text.isEmpty() && !parsePort(text, port))
            port = 0; // an impossible one: the host is told all the same
    };
    if (authority.startsWith('[')) {
        const qsizetype close = authority.indexOf(']');
        if (close < 0)
            return;
        host = authority.sliced(1, close - 1);
        if (authority.size() > close + 1 && authority[close + 1] == ':')
            portFrom(authority.sliced(close + 2));
    } else {
        const qsizetype colon = lastOf(authority, ':');
        if (colon >= 0 && isPortText(authority.sliced(colon + 1))) {
            host = authority.first(colon);
            portFrom(authority.sliced(colon + 1));
        }
    }
    host = plainAddress(host);
    if (host.isEmpty())
        return;
    const StringRef name = m_batch->strings.intern(host);
    if (!m_event.destination)
        m_event.destination = name;
    if (!m_event.destinationPort)
        m_event.destinationPort = port;
    if (!m_event.domain && !isAddress(host))
        m_event.domain = name;
    if (!m_event.protocol && !protocol.isEmpty())
        m_event.protocol = m_batch->strings.intern(protocol);
}

void EventBuilder::splitUrl()
{
    // "http://host:port/path"; CONNECT names "host:port" alone, and says nothing of what runs in the tunnel.
    const char *data = m_url.data();
    const qsizetype size = m_url.size();
    qsizetype scheme = 0;
    char lower[12] = {};
    while (scheme < size && scheme < qsizetype(sizeof lower) && data[scheme] != ':') {
        lower[scheme] = data[scheme] >= 'A' && data[scheme] <= 'Z' ? char(data[scheme] + 32) : data[scheme];
        ++scheme;
    }
    if (scheme > 0 && scheme + 2 < size && data[scheme] == ':' && data[scheme + 1] == '/' && data[scheme + 2] == '/') {
        qsizetype end = scheme + 3;
        while (end < size && data[end] != '/' && data[end] != '?' && data[end] != '#')
            ++end;
        const QByteArrayView protocol(lower, scheme); // schemes know no case (RFC 3986 3.1)
        const bool plain = protocol == "http" || protocol == "ws", secure = protocol == "https" || protocol == "wss";
        const int port = plain ? 80 : secure ? 443 : protocol == "ftp" ? 21 : 0;
        destinationFrom(m_url.sliced(scheme + 3, end - scheme - 3), port, protocol);
    } else if (m_method == "CONNECT") {
        // Versions of Squid wrote "://host:port" for a while.
        QByteArrayView authority = m_url.sliced(m_url.startsWith("://") ? 3 : 0);
        if (authority.endsWith('/'))
            authority.chop(1);
        const qsizetype colon = lastOf(authority, ':');
        const bool ported = colon > 0 && isPortText(authority.sliced(colon + 1));
        if ((ported || colon < 0 || authority.endsWith(']')) && !authority.contains('/'))
            destinationFrom(authority, 0, "connect");
    }
}

void EventBuilder::decodedUrl()
{
    // Beside the original, and only where the codes hide letters that an examiner would search for.
    const void *percent = m_url.isEmpty() ? nullptr : std::memchr(m_url.data(), '%', size_t(m_url.size()));
    if (!percent || !percentDecoded(m_url, false, m_scratch))
        return;
    for (const char c : m_scratch) {
        if (quint8(c) >= 0x80) {
            detail("\"url_decoded\":", QByteArrayView(m_scratch.data(), qsizetype(m_scratch.size())));
            return;
        }
    }
}

void EventBuilder::time(const Moment &moment, bool zoneKnown)
{
    m_event.recordedNs = moment.ns();
    m_event.precisionNs = moment.precisionNs;
    m_event.basis = moment.basis();
    if (m_event.recordedNs == kNoTime) {
        m_event.flags |= EventTimeInvalid;
        m_event.basis = TimeBasis::Utc;
        return;
    }
    if (m_event.basis == TimeBasis::Offset)
        m_event.offsetMinutes = qint16(moment.offsetMinutes);
    if (m_event.basis == TimeBasis::Local && !zoneKnown)
        m_event.flags |= EventZoneUnknown;
    if (moment.doubtful)
        m_event.flags |= EventDerivedYear;
}

void EventBuilder::finish()
{
    if (!m_url.isEmpty()) {
        m_event.url = m_batch->strings.add(m_url);
        splitUrl();
        decodedUrl();
    }
    if (!m_details.empty()) {
        m_details += '}';
        m_event.details = m_batch->strings.add(QByteArrayView(m_details.data(), qsizetype(m_details.size())));
    }
    m_batch->events.push_back(m_event);
}

} // namespace ashiato
