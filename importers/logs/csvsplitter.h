// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArrayView>

#include <string>
#include <vector>

namespace ashiato
{

/// Splits records of CSV (RFC 4180; a quote within an unquoted cell is itself). A quoted cell may hold line ends: its record
/// is then handed over line by line, and no byte is looked at twice. One thread.
class CsvSplitter
{
public:
    static constexpr size_t kMostCells = 1 << 16; ///< Of a record; what stands behind them is left whole in the last one

    explicit CsvSplitter(char delimiter = ',') : m_delimiter(delimiter) {}

    void setDelimiter(char delimiter) { m_delimiter = delimiter; }
    /// A new record. plainAt: place of an opening quote that is known to be a stray one (see openedAt()); it is left out, and
    /// its cell ends at the next delimiter.
    void begin(qsizetype plainAt = -1);
    /// text: the record from its begin to the end of a line, the lines before the same as at the last call. False where a
    /// quoted cell is still open: then it holds what there is of it.
    bool take(QByteArrayView text);

    size_t count() const { return m_count; }
    const std::string &cell(size_t index) const { return m_cells[index]; }
    QByteArrayView view(size_t index) const { return QByteArrayView(m_cells[index].data(), qsizetype(m_cells[index].size())); }
    /// Place of the opening quote of the last quoted cell; -1: there was none.
    qsizetype openedAt() const { return m_openedAt; }
    /// Place of the opening quote of the first cell behind whose closing quote text follows, although what is quoted holds
    /// delimiters or goes over lines; -1: there is none. A quote that parts `"a"b` does no harm.
    qsizetype oddAt() const { return m_oddAt; }
    /// Whether such a cell goes over lines: then what closes it is nearly always the opening quote of another.
    bool oddlySpread() const { return m_oddlySpread; }
    bool cut() const { return m_cut; } ///< There are more than kMostCells.

private:
    char m_delimiter;
    std::vector<std::string> m_cells; ///< Kept with their memory from record to record
    size_t m_count = 0;
    qsizetype m_at = 0;
    qsizetype m_plainAt = -1;
    qsizetype m_openedAt = -1;
    bool m_open = false;   ///< Within a quoted cell
    bool m_spread = false; ///< … that began in an earlier line
    qsizetype m_oddAt = -1;
    bool m_oddlySpread = false;
    bool m_cut = false;
};

} // namespace ashiato
