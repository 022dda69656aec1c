// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/csvsplitter.h"
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
    enum class State : quint8 {
        Whole,
        Damaged, ///< A quote or a bracket of it is never closed, or closed where it cannot be.
        TooLong
    };
    /// A row as it lies in the file.
    struct Place {
        qint64 offset = 0;
        qint64 length = 0;
        qint64 next = 0;
        bool escaped = false;
        qint64 zeros = 0; ///< NUL bytes in front of it
        State state = State::Whole;
    };
    /// Rows with another number of cells than the header; nothing of them is lost.
    struct OddRows {
        qint64 count = 0;
        qint64 offset = kUnknown; ///< Of the first one
        size_t cells = 0;         ///< Of the first one
    };
    /// A mapped value within the JSON of a column's cells.
    struct CellColumn {
        size_t index;
        QByteArray path; ///< Of the keys in the cell
        const TableMapping::Column *column;
    };

    Result<bool> nextRecord(Place &place);
    QByteArrayView decodeLine(const RawLine &line, bool &escaped);
    void appendLine(const RawLine &line, QByteArrayView text, bool escaped, Place &place);
    Result<bool> restOfJson(Place &place);
    Result<bool> restOfCsv(Place &place);
    Result<bool> damagedCsv(Place &place);
    Result<bool> passDamage(Place &place);
    void splitPlainly(qsizetype quote);
    bool isLikeRow(QByteArrayView line);
    bool isOpenJson(QByteArrayView line, bool first);
    Result<void> takeHeader();
    Result<void> bindFurther();
    void nameFurther(size_t count);
    bool isHeaderAgain() const;
    void guessTimeColumns();
    std::string timeOf(const CsvSplitter &row) const;
    Result<bool> csvRow(const Place &place);
    void putRow(bool &further);
    void countOdd(bool further, qint64 offset);
    void tellOdd();
    bool bindCell(const TableMapping::Column &column);
    void putCells(const Place &place);
    Result<bool> jsonRow(const Place &place);
    void jsonEvent(const Place &place, QJsonObject object, const QJsonObject &around, quint32 ordinal);
    void beginEvent(const Place &place);
    void endEvent(const Place &place, QByteArrayView timeText);
    Result<bool> done(const Place &place);
    QByteArrayView jsonText(const QJsonValue &value);

    static constexpr qint64 kLongestRecord = 16 << 20; ///< Services write a file of many records as one line, scripts stand in one cell
    static constexpr qint64 kMostCredit = 64 << 20;

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
    std::string m_lineText;               ///< Of a line whose delimiters had to be made plain
    CsvSplitter m_csv;                    ///< Its cells
    CsvSplitter m_probe;                  ///< Those of a line that may be a row
    std::vector<QByteArray> m_titles;     ///< As the header names the columns
    std::vector<QByteArray> m_header;     ///< The same, each once
    std::vector<QByteArray> m_keys;       ///< JSON keys by column
    std::vector<const TableMapping::Column *> m_columns; ///< By column; null: unmapped. Longer than the header where rows are
    size_t m_needed = 0;                  ///< Cells that the first row must have: the mapping names one beyond the header
    size_t m_usual = 0;                   ///< Cells of the last whole row; 0: there was none yet
    qint64 m_credit = kMostCredit;        ///< Bytes that may still be read in vain for the end of a quoted cell
    bool m_passing = false;               ///< Behind a damage, and no line looked like a row yet
    std::vector<CellColumn> m_cells;
    std::vector<size_t> m_timeIndexes;
    std::vector<QByteArray> m_kept;       ///< Values out of JSON that the builder still points to
    bool m_headerTaken = false;
    bool m_spread = true;  ///< Whether a JSON value may stand on several lines; not again after one that never ended
    int m_depth = 0;       ///< Brackets of such a value that are open
    bool m_inText = false; ///< Within a text of it
    OddRows m_more, m_fewer;
    int m_timeGuesses = 0;
    int m_skipped = 0; ///< Lines before the header
    qint64 m_position = 0;
};

/// The bytes of a string that outlives the view.
inline QByteArrayView viewOf(const std::string &text) { return QByteArrayView(text.data(), qsizetype(text.size())); }

} // namespace ashiato
