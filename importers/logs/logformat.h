// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/eventbuilder.h"
#include "importers/logs/timepattern.h"
#include "models/records/messages.h"

#include <QByteArrayView>
#include <QJsonArray>
#include <QJsonObject>

#include <deque>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

namespace ashiato
{

/// One field of a log format.
struct LogField {
    enum class Decode : quint8 { None, Percent, Form, Squid };

    QByteArray name;
    QByteArray key;        ///< "\"name\":" for the details
    QByteArray decodedKey; ///< "\"name_decoded\":"
    Role role = Role::Details;
    bool number = false;
    Decode decode = Decode::None;
    std::optional<TimePattern> pattern; ///< The field is a time of this form.
    bool end = false;      ///< A second time of the line, without a year: kept, and told in full as "end".
    bool doubtful = false; ///< A text that may belong to another field: the event is marked, and the line counted.
    QByteArray before, after; ///< Only what stands between these goes to the role, if it is still empty: "GUI(192.0.2.1)"
    std::vector<std::pair<QByteArray, QByteArray>> values; ///< Codes of the source and what stands in the column for them
};

/// field (index), and the texts one of which must fit; '*' at either end of a text stands for anything.
struct LogCondition {
    struct Text {
        QByteArray text;
        bool openBegin = false;
        bool openEnd = false;
    };
    int field = 0;
    std::vector<Text> texts;

    bool fits(QByteArrayView value) const;
};

/// The values of one line. Views point into the line (or into kept for values that had to be unescaped).
struct LogFields {
    std::vector<QByteArrayView> values;                               ///< By field index; empty where absent
    std::vector<std::pair<QByteArrayView, QByteArrayView>> others;    ///< key=value pairs that no field is declared for
    QByteArrayView header;                                            ///< What stands before the first key
    std::deque<std::string> kept;
    bool cut = false; ///< The line ends within its last value: what there is of it was taken
};

/// A shape of line: a compiled template, key=value pairs, or a regular expression where neither can say it.
class LogVariant
{
public:
    virtual ~LogVariant() = default;
    /// False where the line has another shape; never a line with its columns shifted. Constant; any thread.
    virtual bool split(QByteArrayView line, LogFields &fields) const = 0;

    QString name;
    bool isShort = false; ///< A line of another variant that is cut off looks the same: the last one of a file may be that.
    std::vector<LogCondition> when; ///< What the fields of its lines fit; empty: anything
};

/// A log format as resources/logformats/README.md describes it. Constant data after parse(); any thread.
class LogFormat
{
public:
    struct TimeSource {
        std::vector<int> fields; ///< Joined by a blank
        TimePattern pattern;
    };
    struct TypeRule {
        std::vector<LogCondition> when;
        QByteArray type;
        bool flow = false;
    };
    struct SeverityRule {
        std::vector<LogCondition> when;
        Severity severity = Severity::None;
    };
    /// Logs that tell a session's bytes so far again and again: each row counts what is new since the last.
    struct Sessions {
        std::vector<int> key;
        std::vector<LogCondition> interim; ///< Rows that are not the session's last
        int out = -1, in = -1;             ///< Bytes so far
        int outDelta = -1, inDelta = -1;   ///< New bytes, where the row says them itself
    };

    static Result<std::shared_ptr<const LogFormat>> parse(const QByteArray &json);

    /// The variant that fits, hint before the others, behind a syslog header if need be; -1 where none does. hint is set to
    /// it, unless it is a last resort (a doubtful field): that one would fit lines that are told better by another.
    int split(QByteArrayView line, LogFields &fields, int &hint) const;
    bool isComment(QByteArrayView line) const;

    ImporterDescriptor descriptor;
    std::vector<LogField> fields;
    std::vector<std::unique_ptr<LogVariant>> variants;
    std::vector<TimeSource> times;
    int offsetField = -1;          ///< Field with the UTC offset of the times
    std::vector<QByteArray> nulls; ///< Texts that mean "nothing"
    std::vector<QByteArray> comments;
    bool headerTime = false; ///< Where a line tells no time itself, that of its syslog header is taken.
    bool syslog = false; ///< Lines may stand behind a syslog header (RFC 3164, RFC 5424).
    std::vector<TypeRule> types;
    std::vector<SeverityRule> severities;
    std::optional<Sessions> sessions;
    QJsonArray samples;

    static bool fit(const LogFields &values, const std::vector<LogCondition> &conditions);
    /// The variant that fits the line itself.
    int splitPlain(QByteArrayView line, LogFields &fields, int &hint) const;
    bool isDoubtful(const LogFields &values) const;
    int indexOf(QByteArrayView name) const;
    bool isNull(QByteArrayView value) const
    {
        for (const QByteArray &null : nulls) {
            if (value.size() == null.size() && value.front() == null.front() && value == QByteArrayView(null))
                return true;
        }
        return value.isEmpty();
    }
};

/// A template of literals and {field}s compiled into a splitter; see resources/logformats/README.md.
Result<std::unique_ptr<LogVariant>> compileTemplate(const QString &text, const LogFormat &format);
/// key=value pairs, parted by blanks or commas; definition: keyValue, names (see resources/logformats/README.md).
std::unique_ptr<LogVariant> makeKeyValueVariant(const LogFormat &format, const QJsonObject &definition);
/// Common Event Format of one vendor; definition: vendor, prefixes, names (see resources/logformats/README.md).
std::unique_ptr<LogVariant> makeCefVariant(const LogFormat &format, const QJsonObject &definition);
/// PCRE2 with JIT and a match limit; named groups are fields.
Result<std::unique_ptr<LogVariant>> compileRegex(const QString &pattern, const LogFormat &format);

} // namespace ashiato
