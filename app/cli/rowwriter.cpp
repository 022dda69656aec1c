// SPDX-License-Identifier: Apache-2.0
#include "app/cli/rowwriter.h"

#include "app/cli/textwidth.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

namespace ashiato
{
namespace
{

void appendNumber(QByteArray &target, qint64 value)
{
    std::array<char, 24> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    target.append(digits.data(), end - digits.data());
}

class CsvWriter final : public RowWriter
{
public:
    CsvWriter(const QStringList &columns, const RowFormatOptions &options, Output &output)
        : m_output(output), m_visible(options.forTerminal), m_guard(options.guardFormulas)
    {
        if (options.byteOrderMark)
            m_output.buffer().append("\xEF\xBB\xBF");
        for (const QString &column : columns)
            text(QByteArrayView(column.toUtf8()));
        endRow();
    }

    using RowWriter::text;
    void text(QByteArrayView value) override
    {
        separate();
        if (m_visible)
            put(terminalText(QString::fromUtf8(value)).toUtf8());
        else
            put(value);
    }
    void number(qint64 value) override
    {
        separate();
        appendNumber(m_output.buffer(), value);
    }
    void unknown() override { separate(); }
    void endRow() override
    {
        m_output.buffer().append("\r\n");
        m_output.flushIfFull();
        m_first = true;
    }
    void finish() override { m_output.flush(); }

private:
    void put(QByteArrayView value)
    {
        QByteArray &out = m_output.buffer();
        const bool guarded = m_guard && !value.isEmpty() && isFormula(value);
        if (!guarded && !needsQuotes(value)) {
            out.append(value);
            return;
        }
        out.append('"');
        if (guarded)
            out.append('\'');
        for (qsizetype start = 0;;) {
            const qsizetype quote = value.indexOf('"', start);
            if (quote < 0) {
                out.append(value.sliced(start));
                break;
            }
            out.append(value.sliced(start, quote - start + 1)).append('"');
            start = quote + 1;
        }
        out.append('"');
    }
    void separate()
    {
        if (!m_first)
            m_output.buffer().append(',');
        m_first = false;
    }
    static bool needsQuotes(QByteArrayView value)
    {
        return std::any_of(value.begin(), value.end(), [](char c) { return c == '"' || c == ',' || c == '\n' || c == '\r'; });
    }
    static bool isFormula(QByteArrayView value)
    {
        switch (value.front()) {
        case '=':
        case '+':
        case '-':
        case '@':
        case '\t':
        case '\r':
            return true;
        default:
            return value.startsWith("＝") || value.startsWith("＋") || value.startsWith("－") || value.startsWith("＠");
        }
    }

    Output &m_output;
    bool m_visible;
    bool m_guard;
    bool m_first = true;
};

class JsonWriter final : public RowWriter
{
public:
    JsonWriter(const QStringList &columns, bool lines, Output &output) : m_output(output), m_lines(lines)
    {
        for (const QString &column : columns) {
            QByteArray key;
            appendJsonString(key, column.toUtf8());
            m_keys.push_back(key + ": ");
        }
        if (!m_lines)
            m_output.buffer().append('[');
    }

    using RowWriter::text;
    void text(QByteArrayView value) override
    {
        key();
        appendJsonString(m_output.buffer(), value);
    }
    void number(qint64 value) override
    {
        key();
        appendNumber(m_output.buffer(), value);
    }
    void unknown() override
    {
        key();
        m_output.buffer().append("null");
    }
    void endRow() override
    {
        m_output.buffer().append(m_lines ? "}\n" : "}");
        m_output.flushIfFull();
        m_column = 0;
        m_empty = false;
    }
    void finish() override
    {
        if (!m_lines)
            m_output.buffer().append(m_empty ? "]\n" : "\n]\n");
        m_output.flush();
    }

private:
    void key()
    {
        QByteArray &out = m_output.buffer();
        if (m_column == 0)
            out.append(m_lines ? "{" : m_empty ? "\n{" : ",\n{");
        else
            out.append(", ");
        if (m_column < m_keys.size())
            out.append(m_keys[m_column]);
        ++m_column;
    }

    Output &m_output;
    bool m_lines;
    std::vector<QByteArray> m_keys;
    size_t m_column = 0;
    bool m_empty = true;
};

/// Widths are taken from the first rows and kept: a longer cell further down pushes its line to the right.
class TableWriter final : public RowWriter
{
public:
    TableWriter(const QStringList &columns, Output &output) : m_output(output)
    {
        for (const QString &column : columns)
            m_row.push_back({column.toUpper(), false});
        m_count = size_t(columns.size());
        m_widths.resize(m_count, 0);
        endRow();
    }

    using RowWriter::text;
    void text(QByteArrayView value) override { m_row.push_back({terminalText(QString::fromUtf8(value)), false}); }
    void number(qint64 value) override { m_row.push_back({QString::number(value), true}); }
    void unknown() override { m_row.push_back({}); }
    void endRow() override
    {
        m_row.resize(m_count);
        if (m_measured) {
            print(m_row);
            m_row.clear();
            return;
        }
        for (size_t i = 0; i < m_count; ++i)
            m_widths[i] = std::max(m_widths[i], std::min(textWidth(m_row[i].text), kWidest));
        m_waiting.push_back(std::move(m_row));
        m_row.clear();
        if (m_waiting.size() > kSample)
            printWaiting();
    }
    void finish() override
    {
        printWaiting();
        m_output.flush();
    }

private:
    struct Cell {
        QString text;
        bool right = false;
    };
    using Cells = std::vector<Cell>;
    static constexpr size_t kSample = 500;
    static constexpr int kWidest = 60;

    void printWaiting()
    {
        m_measured = true;
        for (size_t i = 0; i < m_count && !m_waiting.empty(); ++i) { // A head stands above its numbers.
            m_waiting.front()[i].right = std::any_of(m_waiting.begin() + 1, m_waiting.end(),
                                                     [i](const Cells &cells) { return cells[i].right; });
        }
        for (const Cells &cells : m_waiting)
            print(cells);
        m_waiting.clear();
        m_waiting.shrink_to_fit();
    }
    void print(const Cells &cells)
    {
        QString line;
        for (size_t i = 0; i < m_count; ++i) {
            const int padding = std::max(0, m_widths[i] - textWidth(cells[i].text));
            if (i > 0)
                line += QStringView(u"  ");
            if (cells[i].right)
                line += QString(padding, u' ');
            line += cells[i].text;
            if (!cells[i].right)
                line += QString(padding, u' ');
        }
        while (line.endsWith(u' '))
            line.chop(1);
        m_output.write(line.toUtf8().append('\n'));
    }

    Output &m_output;
    size_t m_count = 0;
    bool m_measured = false;
    std::vector<int> m_widths;
    std::vector<Cells> m_waiting;
    Cells m_row;
};

} // namespace

void RowWriter::row(const QStringList &cells)
{
    for (const QString &cell : cells)
        textOrUnknown(cell);
    endRow();
}

std::unique_ptr<RowWriter> makeRowWriter(const QStringList &columns, const RowFormatOptions &options, Output &output)
{
    switch (options.format) {
    case RowFormat::Csv:
        return std::make_unique<CsvWriter>(columns, options, output);
    case RowFormat::Json:
    case RowFormat::JsonLines:
        return std::make_unique<JsonWriter>(columns, options.format == RowFormat::JsonLines, output);
    case RowFormat::Table:
        break;
    }
    return std::make_unique<TableWriter>(columns, output);
}

void appendJsonString(QByteArray &target, QByteArrayView utf8)
{
    static constexpr char kHex[] = "0123456789abcdef";
    target.append('"');
    qsizetype plain = 0; // start of the run that needs no escape
    for (qsizetype i = 0; i < utf8.size(); ++i) {
        const auto c = static_cast<unsigned char>(utf8[i]);
        // U+0080 to U+009F stand as two bytes; a terminal may obey them as it does those below U+0020.
        const bool isC1 = c == 0xc2 && i + 1 < utf8.size() && uchar(utf8[i + 1]) < 0xa0;
        if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7f && !isC1)
            continue;
        target.append(utf8.sliced(plain, i - plain));
        plain = i + 1;
        if (isC1) {
            const auto second = static_cast<unsigned char>(utf8[++i]);
            plain = i + 1;
            target.append("\\u00").append(kHex[second >> 4]).append(kHex[second & 15]);
            continue;
        }
        switch (c) {
        case '"': target.append("\\\""); break;
        case '\\': target.append("\\\\"); break;
        case '\n': target.append("\\n"); break;
        case '\r': target.append("\\r"); break;
        case '\t': target.append("\\t"); break;
        default: target.append("\\u00").append(kHex[c >> 4]).append(kHex[c & 15]);
        }
    }
    target.append(utf8.sliced(plain)).append('"');
}

} // namespace ashiato
