// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/importer.h"

namespace ashiato
{

/// Lets an importer run until it has made a few events and keeps them: the preview of the import dialog.
/// Nothing is written anywhere. One thread.
class PreviewSink : public RecordSink
{
public:
    explicit PreviewSink(int maxRows) : m_maxRows(maxRows) {}

    RecordBatch &batch() override { return m_batch; }
    void beginUnit(quint64) override {}
    bool endRecord(qint64, quint32) override { return int(m_batch.events.size()) < m_maxRows; }
    void endUnit() override {}
    bool step(qint64) override { return true; }
    bool advance(qint64, qint64, const QString &) override { return true; }
    void warn(ErrorCode, const QString &, const QString &, qint64, qint64, quint64, qint64) override {}
    quint64 nextFileId() override { return 1; }

    /// What was found: the typed columns that at least one event fills, the events as rows of text, the required
    /// fields that none fills, and format, encoding, zone and host where a CoverageRecord was emitted.
    void fill(ProbeMessage &message, const ImporterDescriptor &descriptor, const ImportContext &context) const;
    const RecordBatch &kept() const { return m_batch; }

private:
    void fillRows(ProbeMessage &message) const;

    RecordBatch m_batch;
    int m_maxRows;
};

} // namespace ashiato
