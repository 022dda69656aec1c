// SPDX-License-Identifier: Apache-2.0
#include "models/lens/pathpattern.h"

namespace ashiato
{

namespace
{

bool isSeparator(char c) { return c == '/' || c == '\\'; }

qsizetype characterEnd(QByteArrayView text, qsizetype at)
{
    ++at;
    while (at < text.size() && (quint8(text[at]) & 0xC0) == 0x80)
        ++at;
    return at;
}

/// The whole text. On a mismatch the last star takes one character more: linear but for stars that overlap, never exponential.
bool matchesWhole(QByteArrayView text, QByteArrayView pattern)
{
    qsizetype at = 0, in = 0, star = -1, resume = 0;
    while (at < text.size()) {
        if (in < pattern.size() && pattern[in] == '*') {
            star = in++;
            resume = at;
        } else if (in < pattern.size() && pattern[in] == '?') {
            at = characterEnd(text, at);
            ++in;
        } else if (in < pattern.size() && (pattern[in] == text[at] || (isSeparator(pattern[in]) && isSeparator(text[at])))) {
            ++at;
            ++in;
        } else if (star >= 0) {
            in = star + 1;
            at = resume = characterEnd(text, resume);
        } else {
            return false;
        }
    }
    while (in < pattern.size() && pattern[in] == '*')
        ++in;
    return in == pattern.size();
}

} // namespace

bool matchesPathPattern(QByteArrayView path, QByteArrayView pattern)
{
    if (matchesWhole(path, pattern))
        return true;
    if (pattern.startsWith('*')) // has begun everywhere already
        return false;
    for (qsizetype at = 0; at < path.size(); ++at) {
        if (isSeparator(path[at]) && matchesWhole(path.sliced(at + 1), pattern))
            return true;
    }
    return false;
}

} // namespace ashiato
