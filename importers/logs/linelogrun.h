// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/logs/importtally.h"
#include "importers/logs/linereader.h"
#include "importers/logs/logformat.h"
#include "importers/logs/sessionsums.h"
#include "importers/logs/textdecoder.h"
#include "importers/logs/yearresolver.h"

namespace ashiato
{

/// One reading of one file by one log format. What depends on earlier lines (encoding, years, session sums, counts) is
/// made again after a resume by reading the part before the position without emitting it. One thread.
class LineLogRun
{
public:
    LineLogRun(const LogFormat &format, ImportContext &context);

    /// Reads to the end; Cancelled where the sink said stop. The coverage is not emitted: see finish().
    Result<void> read();
    void finish();
    QString encoding() const;

private:
    enum class Outcome { Event, Nothing, Damaged, YearsWanted };

    Result<void> lookAtYears(qint64 from);
    Result<bool> readLine(const RawLine &line);
    Outcome emitEvent(const RawLine &line, QByteArrayView text, bool escaped);
    bool findTime(Moment &moment);
    bool headerTime(Moment &moment) const;
    void plainMarks();
    void putFields(const Moment &moment);
    bool timeIsTold(int field, const Moment &moment) const;
    bool readTime(const LogFormat::TimeSource &source, Moment &moment) const;
    bool decoded(LogField::Decode decode, QByteArrayView value);
    void putInner(const LogField &field, QByteArrayView value);
    void putOtherTime(const LogField &field, QByteArrayView value, const Moment &moment);
    void applyRules();

    const LogFormat &m_format;
    ImportContext &m_context;
    LineReader m_reader;
    LineDecoder m_decoder;
    ImportTally m_tally;
    EventBuilder m_builder;
    RecordBatch m_replayed; ///< Takes the events before the resume position, and is emptied again and again
    LogFields m_fields;
    std::string m_decoded; ///< Scratch
    SessionSums m_sessions;
    YearResolver m_years;
    bool m_yearsLooked = false;
    bool m_yearsWanted = false; ///< The line just read is the first one without a year
    int m_hint = 0;
    QByteArray m_offsetText; ///< The last UTC offset met and its minutes: it hardly changes
    int m_offsetMinutes = 0;
    bool m_offsetValid = false;
    const LogFormat::TimeSource *m_usedTime = nullptr; ///< Of the current line
    quint32 m_variantsMet = 0;
    qint64 m_position = 0;
};

} // namespace ashiato
