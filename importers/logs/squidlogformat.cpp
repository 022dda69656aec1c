// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/squidlogformat.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

namespace
{

const QString kSquidTime = u"%d/%b/%Y:%H:%M:%S %z"_s; // of %tl and %tg without an argument

struct Code {
    const char *code, *field;
    const char *role = "";
    bool number = false;
};
/// What the codes are called here; those that the built-in definition has keep its names and roles. Others are kept in the
/// details under their own name. Longer ones before those that they begin with.
constexpr std::array kCodes{
    Code{">rm", "method"}, Code{">ru", "url"}, Code{">rs", "scheme", "protocol"}, Code{">rd", "request_domain", "domain"},
    Code{">rP", "request_port", "destinationPort"}, Code{">rp", "url_path"}, Code{">rv", "http_version"},
    Code{"<rm", "server_method"}, Code{"<ru", "server_url"}, Code{"<rs", "server_scheme"}, Code{"<rd", "server_domain"},
    Code{"<rP", "server_port"}, Code{"<rp", "server_path"}, Code{"<rv", "server_version"},
    Code{">Hs", "status"}, Code{"<Hs", "server_status"}, Code{">ha", "adapted_headers"}, Code{">h", "request_headers"},
    Code{"<h", "response_headers"}, Code{">a", "client"}, Code{">A", "client"}, Code{">p", "client_port", "sourcePort"},
    Code{">la", "local_address"}, Code{">lp", "local_port"}, Code{">eui", "mac"}, Code{">qos", "client_qos"}, Code{">nfmark", "client_mark"},
    Code{"<a", "peer"}, Code{"<A", "peer"}, Code{"<pt", "peer_time", "", true}, Code{"<p", "peer_port"}, Code{"<la", "server_local_address"},
    Code{"<lp", "server_local_port"}, Code{"<qos", "server_qos"}, Code{"<nfmark", "server_mark"}, Code{"<tt", "server_time", "", true},
    Code{"<bs", "server_bytes", "", true}, Code{">sh", "request_header_bytes", "", true}, Code{"<sh", "reply_header_bytes", "", true},
    Code{">st", "request_bytes", "bytesOut"}, Code{"<st", "bytes"}, Code{"st", "total_bytes", "", true},
    Code{"la", "local_address"}, Code{"lp", "local_port"}, Code{"ts", "time"}, Code{"tu", "subsecond"}, Code{"tl", "local"},
    Code{"tg", "gmt"}, Code{"tr", "elapsed"}, Code{"tS", "start"}, Code{"dt", "dns_time"}, Code{"err_code", "error"},
    Code{"err_detail", "error_detail"}, Code{"note", "note"}, Code{"et", "acl_tag"}, Code{"ea", "acl_log"}, Code{"un", "user"},
    Code{"ul", "login"}, Code{"ui", "ident"}, Code{"ue", "acl_user"}, Code{"us", "tls_user"}, Code{"credentials", "credentials"},
    Code{"Hs", "status"}, Code{"mt", "type"}, Code{"rm", "method"}, Code{"ru", "url"}, Code{"rp", "url_path"}, Code{"rv", "http_version"},
    Code{"Ss", "code"}, Code{"Sh", "hierarchy"}, Code{"sn", "sequence", "", true}, Code{"master_xaction", "transaction"},
    Code{"byte_offset", "byte_offset"}, Code{"busy_time", "busy_time"}, Code{"request_attempts", "attempts"}};

/// strftime's pattern as time patterns write it; empty: it has something that they have not.
QString timePattern(QString pattern, bool isUtc)
{
    if (pattern.isEmpty())
        return kSquidTime;
    if (pattern == "%s"_L1)
        return u"epoch"_s;
    for (const auto &[from, to] : {std::pair{"%T", "%H:%M:%S"}, {"%F", "%Y-%m-%d"}, {"%R", "%H:%M"}, {"%D", "%m/%d/%y"}, {"%h", "%b"}})
        pattern.replace(QLatin1String(from), QLatin1String(to));
    static const QRegularExpression known(u"\\A(?:[^%]|%[YymbdeHIMSfzp%])*\\z"_s);
    // Nothing in a line would say that it is UTC.
    return known.match(pattern).hasMatch() && (!isUtc || pattern.contains("%z"_L1)) ? pattern : QString();
}

/// One logformat line on its way to a variant.
class LineOfCodes
{
public:
    explicit LineOfCodes(const QJsonArray &fields) : m_fields(fields) {}

    Result<void> read(QStringView text);

    QString m_template;
    QJsonArray m_fields;
    QStringList m_patterns; ///< Of times with fields of their own: "field\npattern"

private:
    Result<qsizetype> readCode(QStringView text);
    Result<void> addField(const Code &code, const QString &argument);
    void add(QString name, const char *role, bool number, const QString &pattern = {}, const QString &decode = {});

    QStringList m_used;
};

void LineOfCodes::add(QString name, const char *role, bool number, const QString &pattern, const QString &decode)
{
    QString free = name;
    for (int n = 2; m_used.contains(free); ++n)
        free = name + u'_' + QString::number(n);
    m_used.append(free);
    const auto isDeclared = [&](const QJsonValue &field) { return field[u"name"].toString() == free; };
    if (std::none_of(m_fields.begin(), m_fields.end(), isDeclared)) {
        QJsonObject field{{u"name"_s, free}};
        if (*role && free == name)
            field.insert(u"role"_s, QLatin1String(role));
        if (number)
            field.insert(u"number"_s, true);
        if (!decode.isEmpty())
            field.insert(u"decode"_s, decode);
        if (!pattern.isEmpty()) {
            field.insert(u"role"_s, u"time"_s);
            field.insert(u"pattern"_s, pattern);
        }
        m_fields.append(field);
    }
    if (!pattern.isEmpty())
        m_patterns.append(free + u'\n' + pattern);
    m_template += u'{' + free + u'}';
}

Result<void> LineOfCodes::addField(const Code &code, const QString &argument)
{
    const QLatin1String name(code.code);
    if (name == "tl"_L1 || name == "tg"_L1) {
        const QString pattern = timePattern(argument, name == "tg"_L1);
        if (pattern.isEmpty())
            return {ErrorCode::Invalid, u"logformat: a time as %1{%2}"_s.arg(name, argument)};
        add(pattern == kSquidTime ? u"local"_s : u"local_time"_s, "", false, pattern);
        return {};
    }
    if (name.endsWith('h'_L1) && !argument.isEmpty()) { // one header
        QString header = argument.section(u':', 0, 0).toLower();
        header.replace(QRegularExpression(u"[^a-z0-9]+"_s), u"_"_s);
        add(name == "<h"_L1 ? u"reply_"_s + header : header, "", false, {}, u"squid"_s);
        return {};
    }
    add(QLatin1String(code.field), code.role, code.number);
    return {};
}

/// text begins behind the percent sign. Gives how much of it was read.
Result<qsizetype> LineOfCodes::readCode(QStringView text)
{
    static const QRegularExpression form(u"\\A([\"\\[#/']?)(-?)([0-9]*(?:\\.[0-9]+)?)(?:\\{([^}]*)\\})?"_s);
    const QRegularExpressionMatch match = form.match(text.toString());
    QString argument = match.captured(4);
    qsizetype at = match.capturedLength();
    const QStringView rest = text.sliced(at);
    if (rest.startsWith(u'%')) {
        m_template += u'%';
        return at + 1;
    }
    static const QRegularExpression spaced(u"\\A([a-z_]+)::([<>]?[A-Za-z_]+)"_s);
    if (const QRegularExpressionMatch other = spaced.match(rest.toString()); other.hasMatch()) {
        add(other.captured(1) + u'_' + other.captured(2).remove(QRegularExpression(u"[<>]"_s)), "", false);
        return at + other.capturedLength();
    }
    const Code *found = nullptr;
    for (const Code &code : kCodes) {
        const bool isLonger = !found || qstrlen(code.code) > qstrlen(found->code);
        if (isLonger && rest.startsWith(QLatin1String(code.code)))
            found = &code;
    }
    if (!found)
        return {ErrorCode::Invalid, u"logformat: %"_s + text.left(16).toString()};
    at += qsizetype(qstrlen(found->code));
    if (text.size() > at && text[at] == u'{') { // the argument may stand behind, too
        const qsizetype end = text.indexOf(u'}', at);
        argument = end < 0 ? QString() : text.sliced(at + 1, end - at - 1).toString();
        at = end < 0 ? at : end + 1;
    }
    // Seconds and their fraction are one time.
    static const QRegularExpression fraction(u"\\A\\.%0?3tu"_s);
    if (QLatin1String(found->code) == "ts"_L1) {
        if (const QRegularExpressionMatch more = fraction.match(text.sliced(at).toString()); more.hasMatch())
            at += more.capturedLength();
    }
    if (auto done = addField(*found, argument); !done)
        return done.error();
    return at;
}

Result<void> LineOfCodes::read(QStringView text)
{
    static const QRegularExpression request(u"\\A\"%>?rm %>?ru HTTP/%>?rv\""_s);
    while (!text.isEmpty()) {
        if (const QRegularExpressionMatch match = request.match(text.toString()); match.hasMatch()) {
            m_template += u'"';
            add(u"request"_s, "request", false);
            m_template += u'"';
            text = text.sliced(match.capturedLength());
        } else if (text.front() == u'%') {
            const auto read = readCode(text.sliced(1));
            if (!read)
                return read.error();
            text = text.sliced(1 + *read);
        } else {
            if (text.front() == u'{' || text.front() == u'}')
                return {ErrorCode::Invalid, u"logformat: "_s + text.left(16).toString()};
            m_template += text.front();
            text = text.sliced(1);
        }
    }
    return {};
}

} // namespace

Result<QJsonObject> withSquidLogFormats(QJsonObject definition, const QStringList &lines)
{
    constexpr qsizetype kMost = 50;
    QJsonArray fields = definition[u"fields"].toArray(), variants, times = definition[u"time"].toArray();
    for (const QString &line : lines.first(std::min(kMost, lines.size()))) {
        static const QRegularExpression named(u"\\A\\s*logformat\\s+(\\S+)\\s+"_s);
        const QRegularExpressionMatch match = named.match(line);
        LineOfCodes codes(fields);
        if (auto done = codes.read(QStringView(line).sliced(match.capturedLength()).trimmed()); !done)
            return done.error();
        fields = codes.m_fields;
        for (const QString &time : std::as_const(codes.m_patterns)) {
            const QJsonObject source{{u"fields"_s, time.section(u'\n', 0, 0)}, {u"pattern"_s, time.section(u'\n', 1)}};
            if (!times.contains(source))
                times.append(source);
        }
        variants.append(QJsonObject{{u"name"_s, match.hasMatch() ? match.captured(1) : u"logformat"_s}, {u"template"_s, codes.m_template}});
    }
    const QJsonArray own = definition[u"variants"].toArray();
    for (const QJsonValue &variant : own)
        variants.append(variant);
    definition[u"fields"] = fields;
    definition[u"variants"] = variants;
    definition[u"time"] = times;
    definition.remove(u"samples"_s);
    return definition;
}

} // namespace ashiato
