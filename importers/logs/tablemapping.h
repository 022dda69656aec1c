// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/eventbuilder.h"
#include "importers/logs/textdecoder.h"
#include "importers/logs/timepattern.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace ashiato
{

/// What the columns of a CSV file or the keys of a JSONL file mean; resources/logformats/README.md describes the JSON.
/// Constant data after parse(); any thread.
struct TableMapping {
    struct Column {
        QByteArray name; ///< Header text, "#3", JSON key path, or a header text with a key path into the JSON of its cells
        Role role = Role::Details;
        bool number = false;
    };
    struct Constant {
        Role role = Role::Details;
        QByteArray key;  ///< JSON key, for constants in the details
        QByteArray value;
    };

    QString format;             ///< "csv" or "jsonl"; empty: either
    QString name;
    char delimiter = 0;         ///< 0: the most frequent of , ; tab | in the header line
    int headerLine = 1;         ///< 1: the first line after skipLines; 0: none
    int skipLines = 0;
    TextEncoding encoding = TextEncoding::Detect;
    std::vector<Column> columns;
    std::vector<QByteArray> timeColumns; ///< Joined by a blank
    std::vector<TimePattern> timePatterns;
    std::optional<int> offsetMinutes;    ///< Of times that carry none themselves
    QByteArray type;
    bool flow = false;
    std::vector<Constant> constants;
    std::vector<QByteArray> nulls;
    std::vector<QByteArray> comments; ///< Beginnings of lines that are no rows
    QByteArray records;               ///< Key of the array of rows in a line of JSON; empty: the line is the row

    static Result<TableMapping> parse(const QByteArray &json);
    const Column *column(QByteArrayView name, int index) const;
    bool isNull(QByteArrayView value) const;
    bool isComment(QByteArrayView line) const;
    /// The first pattern that reads the text; a fixed zone of the mapping is added where the text has none.
    bool readTime(QByteArrayView text, Moment &moment) const;
};

/// What the examiner gives as the mapping of a source says how to read it, whatever kind it is.
enum class MappingKind : quint8 {
    Table,              ///< Of a CSV or JSONL file
    LogFormat,          ///< The definition of a line log
    SquidConfiguration, ///< squid.conf, or its lines that begin with "logformat"
};
MappingKind mappingKind(const QByteArray &mapping);
QStringList squidLogFormats(const QByteArray &configuration);

} // namespace ashiato
