// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/importtally.h"
#include "importers/logs/linereader.h"
#include "importers/logs/tablemapping.h"
#include "importers/logs/textdecoder.h"

#include <QJsonObject>

#include <string>
#include <vector>

namespace ashiato
{

/// One reading of a CSV or JSONL file by a mapping. The part before a resume position is read without being emitted.
/// One thread.
class TableRun
{
public:
    enum class Kind { Csv, Jsonl };

    /// chosen: the examiner named this file's format, so a mapping that does not fit is an error and not NotMine.
    TableRun(Kind kind, TableMapping mapping, bool chosen, ImportContext &context);

    Result<void> read();
    void finish(const ImporterDescriptor &descriptor);

private:
    /// A row as it lies in the file.
    struct Place {
        qint64 offset = 0;
        qint64 length = 0;
        qint64 next = 0;
        bool escaped = false;
        qint64 zeros = 0; ///< NUL bytes in front of it
    };
    /// A mapped value within the JSON of a column's cells.
    struct CellColumn {
        size_t index;
        QByteArray path; ///< Of the keys in the cell
        const TableMapping::Column *column;
    };

    Result<bool> nextRecord(Place &place, bool &damaged);
    bool isOpenJson(QByteArrayView line, bool first);
    Result<void> takeHeader();
    void guessTimeColumns();
    Result<bool> csvRow(const Place &place);
    bool bindCell(const TableMapping::Column &column);
    void putCells(const Place &place);
    Result<bool> jsonRow(const Place &place);
    void jsonEvent(const Place &place, QJsonObject object, const QJsonObject &around, quint32 ordinal);
    void beginEvent(const Place &place);
    void endEvent(const Place &place, QByteArrayView timeText);
    Result<bool> done(const Place &place);
    QByteArrayView jsonText(const QJsonValue &value);

    Kind m_kind;
    TableMapping m_mapping;
    bool m_chosen;
    ImportContext &m_context;
    LineReader m_reader;
    LineDecoder m_decoder;
    ImportTally m_tally;
    EventBuilder m_builder;
    RecordBatch m_replayed;
    RecordBatch *m_batch = nullptr;
    std::string m_text;                   ///< The record, decoded
    std::vector<std::string> m_fields;    ///< Its fields, unquoted
    size_t m_fieldCount = 0;
    std::vector<QByteArray> m_titles;     ///< As the header names the columns
    std::vector<QByteArray> m_header;     ///< The same, each once
    std::vector<QByteArray> m_keys;       ///< JSON keys by column
    std::vector<const TableMapping::Column *> m_columns; ///< By column; null: unmapped
    std::vector<CellColumn> m_cells;
    std::vector<size_t> m_timeIndexes;
    std::vector<QByteArray> m_kept;       ///< Values out of JSON that the builder still points to
    bool m_headerTaken = false;
    bool m_spread = true;  ///< Whether a JSON value may stand on several lines; not again after one that never ended
    int m_depth = 0;       ///< Brackets of such a value that are open
    bool m_inText = false; ///< Within a text of it
    bool m_timeGuessed = false;
    qint64 m_position = 0;
};

/// The bytes of a string that outlives the view.
inline QByteArrayView viewOf(const std::string &text) { return QByteArrayView(text.data(), qsizetype(text.size())); }

/// Splits one CSV record (RFC 4180; a quote within an unquoted field is itself). False where a quoted field is still open.
bool splitCsv(QByteArrayView text, char delimiter, std::vector<std::string> &fields, size_t &count);

} // namespace ashiato
