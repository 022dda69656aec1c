// SPDX-License-Identifier: Apache-2.0
// What the shapes of a line share (template, key=value, CEF, regular expression).
#pragma once

#include "importers/logs/logformat.h"

#include <functional>
#include <initializer_list>
#include <map>

namespace ashiato
{

inline bool isBlank(char c) { return c == ' ' || c == '\t'; }

/// The line without blanks at its ends.
QByteArrayView trimBlanks(QByteArrayView line);

/// Place of the quote that closes a text begun before `at`. A quote behind a backslash does not, nor one that `after` does
/// not follow (0: the end; ' ': any blank): a request may hold quotes that nobody escaped. -1: none. escaped: there are
/// backslashes to be taken out.
qsizetype closingQuote(QByteArrayView line, qsizetype at, bool &escaped, std::initializer_list<char> after);

/// The text with `mark` taken out where it stands before a quote or itself; kept by fields.
QByteArrayView unescaped(QByteArrayView text, LogFields &fields, char mark = '\\');

/// A variant that knows its format, which outlives it.
class VariantOfFormat : public LogVariant
{
public:
    explicit VariantOfFormat(const LogFormat &format) : m_format(&format) {}

protected:
    /// A source's own key -> the field of the format that it stands for.
    using Names = std::map<std::string, QByteArray, std::less<>>;

    /// "names" of a variant's definition.
    static Names namesFrom(const QJsonObject &definition);
    void clear(LogFields &fields) const;
    /// Puts a value under the field that names gives for its key; false where there is none.
    bool storeNamed(const Names &names, QByteArrayView key, QByteArrayView value, LogFields &fields) const;
    /// Puts a value under the declared field of that name, or among the others; a second value is kept there, too.
    void store(int field, QByteArrayView key, QByteArrayView value, LogFields &fields) const;

    const LogFormat *m_format;
};

} // namespace ashiato
