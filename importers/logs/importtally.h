// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/importer.h"

#include <QHash>

#include <map>

namespace ashiato
{

/// Counts what an importer of text read and could not read, and emits the warnings and the CoverageRecord from it.
/// Details are listed up to kListed of a kind; what is beyond is one warning with its count and first place, so nothing
/// is dropped and nothing floods. While replaying (the part before a resume position) it counts without emitting, so
/// that a resumed import ends with the numbers of an undisturbed one. One thread.
class ImportTally
{
public:
    static constexpr qint64 kListed = 100;

    explicit ImportTally(ImportContext &context) : m_context(context) {}

    void setReplaying(bool replaying) { m_replaying = replaying; }
    bool replaying() const { return m_replaying; }

    /// A record that could not be read whole. detail: a value, cut to a sensible length.
    void damaged(ErrorCode code, QByteArrayView detail, qint64 offset, qint64 length);
    /// An event that is about to be emitted. host: the host that the record names, may be empty.
    void count(const EventRecord &event, QByteArrayView host);
    /// A block of NUL bytes in front of the line at offset; none: nothing to tell.
    void zeros(qint64 count, qint64 offset);
    void skipped(qint64 offset, qint64 length) { damaged(ErrorCode::Crashed, {}, offset, length); }

    /// The warnings beyond the list and the coverage, one record for instants and one for times without a zone where the
    /// source has both; once, at the end.
    void finish(const ImporterDescriptor &descriptor, const QString &format, const QString &encoding, qint64 bytes,
                const QString &zone = {});
    qint64 records() const { return m_records; }
    qint64 damagedRecords() const { return m_damaged; }

private:
    struct Kind {
        qint64 count = 0;
        qint64 firstBeyond = kUnknown; ///< Offset of the first one that is not listed
    };

    ImportContext &m_context;
    bool m_replaying = false;
    std::map<ErrorCode, Kind> m_kinds;
    qint64 m_records = 0;
    qint64 m_damaged = 0;
    qint64 m_zoneless = 0;
    qint64 m_firstZoneless = kUnknown;
    /// Instants and digits of a clock on the wall have no common scale here: the zone may be corrected later.
    struct Span {
        qint64 records = 0;
        qint64 firstNs = kNoTime;
        qint64 lastNs = kNoTime;
    };
    void cover(CoverageRecord coverage, const Span &span, TimeBasis basis, const QString &zone);

    Span m_instants, m_local;
    bool m_utc = false, m_manyOffsets = false;
    int m_offset = kNoOffset;
    QByteArray m_host;
    static constexpr int kNoOffset = 24 * 60;
};

/// Whether the coverage is told although the reading ended with this error: what lies before a damage was read (a gz log
/// that is cut off). Not where the file is another's, or the import goes on later.
inline bool coversAfter(const Error &error)
{
    return error.code != ErrorCode::NotMine && error.code != ErrorCode::Cancelled && error.code != ErrorCode::Invalid;
}

} // namespace ashiato
