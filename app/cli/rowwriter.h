// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/output.h"

#include <QStringList>

#include <memory>
#include <optional>

namespace ashiato
{

enum class RowFormat : quint8 { Table, Csv, Json, JsonLines };

struct RowFormatOptions {
    RowFormat format = RowFormat::Table;
    bool byteOrderMark = false; ///< CSV: begins with U+FEFF
    bool forTerminal = false;   ///< CSV: control characters and direction marks are made visible
    bool guardFormulas = false; ///< CSV: a cell that a spreadsheet would calculate gets a leading apostrophe
};

/// Rows on their way out, cell by cell: as an aligned table, CSV (RFC 4180, UTF-8, lines end in CR LF), a JSON array of
/// objects, or an object a line. Streams: memory does not grow with the rows. An unknown value is an empty cell, in JSON null.
/// One thread; the Output outlives it.
class RowWriter
{
public:
    virtual ~RowWriter() = default;

    virtual void text(QByteArrayView utf8) = 0;
    virtual void number(qint64 value) = 0;
    virtual void unknown() = 0;
    virtual void endRow() = 0;
    virtual void finish() = 0; ///< Call once after the last row.

    void text(QStringView value) { text(QByteArrayView(value.toUtf8())); }
    void text(const QString &value) { text(QStringView(value)); }
    void textOrUnknown(const QString &value) { value.isEmpty() ? unknown() : text(QStringView(value)); }
    /// Negative: the source does not say.
    void numberOrUnknown(qint64 value) { value < 0 ? unknown() : number(value); }
    void row(const QStringList &cells);

protected:
    RowWriter() = default;
};

std::unique_ptr<RowWriter> makeRowWriter(const QStringList &columns, const RowFormatOptions &options, Output &output);

/// A JSON string literal with its quotation marks, appended; utf8 must be valid UTF-8.
void appendJsonString(QByteArray &target, QByteArrayView utf8);

} // namespace ashiato
