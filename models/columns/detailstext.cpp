// SPDX-License-Identifier: Apache-2.0
#include "models/columns/detailstext.h"

#include "models/casedb/fold.h"

#include <QString>

namespace ashiato
{

namespace
{

/// Appends the text of a JSON string that begins behind its quote; gives the place behind the closing quote. Escapes of
/// surrogates come in pairs, and a lone one becomes U+FFFD, as QString does it.
qsizetype readString(QByteArrayView json, qsizetype at, QByteArray &out)
{
    QString units; // \u escapes in a row, so that surrogate pairs meet
    const auto flush = [&] {
        if (!units.isEmpty())
            out.append(units.toUtf8());
        units.clear();
    };
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"')
            break;
        if (c != '\\' || at + 1 >= json.size()) {
            flush();
            out.append(c);
            ++at;
            continue;
        }
        const char escape = json[at + 1];
        at += 2;
        if (escape == 'u' && at + 4 <= json.size()) {
            bool ok = false;
            const uint unit = json.sliced(at, 4).toByteArray().toUInt(&ok, 16);
            units.append(QChar(ushort(ok ? unit : 0xfffd)));
            at += 4;
            continue;
        }
        flush();
        switch (escape) {
        case 'n': case 'r': out.append('\n'); break;
        case 't': out.append('\t'); break;
        case 'b': case 'f': out.append(' '); break;
        default: out.append(escape);
        }
    }
    flush();
    return qMin(at + 1, json.size());
}

} // namespace

QByteArray detailsText(QByteArrayView json)
{
    if (json.isEmpty() || (json[0] != '{' && json[0] != '['))
        return foldKey(json);
    QByteArray values;
    values.reserve(json.size());
    for (qsizetype at = 0; at < json.size();) {
        const char c = json[at];
        if (c == '"') {
            const qsizetype before = values.size();
            at = readString(json, at + 1, values);
            qsizetype next = at;
            while (next < json.size() && (json[next] == ' ' || json[next] == '\n' || json[next] == '\t'))
                ++next;
            if (next < json.size() && json[next] == ':')
                values.truncate(before); // a key
            else
                values.append('\n');
        } else if ((c >= '0' && c <= '9') || c == '-') {
            while (at < json.size() && json[at] != ',' && json[at] != '}' && json[at] != ']' && json[at] != ' ')
                values.append(json[at++]);
            values.append('\n');
        } else {
            ++at; // structure, true, false, null
        }
    }
    return foldKey(QByteArrayView(values));
}

} // namespace ashiato
