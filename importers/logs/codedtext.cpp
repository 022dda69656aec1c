// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/codedtext.h"

#include "importers/logs/textdecoder.h"

#include <cstring>

namespace ashiato
{

namespace
{

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

} // namespace

bool percentDecoded(QByteArrayView text, bool plusIsBlank, std::string &out)
{
    // Most values hold no code at all.
    if (!std::memchr(text.data(), '%', size_t(text.size())) && !(plusIsBlank && std::memchr(text.data(), '+', size_t(text.size()))))
        return false;
    std::string bytes;
    bytes.reserve(size_t(text.size()));
    bool coded = false;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && hexValue(text[at + 1]) >= 0 && hexValue(text[at + 2]) >= 0) {
            bytes += char(hexValue(text[at + 1]) << 4 | hexValue(text[at + 2]));
            at += 2;
            coded = true;
        } else if (plusIsBlank && text[at] == '+') {
            bytes += ' ';
            coded = true;
        } else {
            bytes += text[at];
        }
    }
    if (!coded)
        return false;
    for (const TextEncoding encoding : {TextEncoding::Utf8, TextEncoding::Cp932}) {
        out.clear();
        if (appendDecoded(QByteArrayView(bytes.data(), qsizetype(bytes.size())), encoding, out) == 0)
            return true;
    }
    return false;
}

bool squidDecoded(QByteArrayView text, std::string &out)
{
    std::string plain; // a blob's own '%' is coded, so that the two codings can be taken off one after the other
    for (qsizetype at = 0; at < text.size(); ++at) {
        const char next = text[at] == '\\' && at + 1 < text.size() ? text[at + 1] : '\0';
        if (next == 'r' || next == 'n' || next == '\\') {
            plain += next == 'r' ? '\r' : next == 'n' ? '\n' : '\\';
            ++at;
        } else {
            plain += text[at];
        }
    }
    const QByteArrayView view(plain.data(), qsizetype(plain.size()));
    if (percentDecoded(view, false, out))
        return true;
    out = plain;
    return view.size() != text.size();
}

} // namespace ashiato
