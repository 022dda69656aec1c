// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"
#include "models/records/result.h"
#include "models/records/stringpool.h"

#include <vector>

namespace ashiato
{

/// A batch of records as it travels from a worker to the writer. All rows belong before its marks: the writer commits
/// whole batches, so a crash leaves every unit at one of its marks. Plain data; any thread, not concurrently.
struct RecordBatch {
    StringPool strings;
    std::vector<VolumeRecord> volumes;
    std::vector<FileRecord> files;
    std::vector<EventRecord> events;
    std::vector<FlowRecord> flows;
    std::vector<FactRecord> facts;
    std::vector<HashRecord> hashes;
    std::vector<WarningRecord> warnings;
    std::vector<CoverageRecord> coverage;
    std::vector<UnitMark> marks;

    bool empty() const;
    qsizetype rows() const; ///< Without marks

    /// Calls f with the vector of each kind of row, and then of marks: the one list of what a batch holds.
    template <typename F> void forEach(F &&f) { visit(*this, f); }
    template <typename F> void forEach(F &&f) const { visit(*this, f); }
    static constexpr size_t kKinds = 9; ///< How often forEach() calls
    void clear();

private:
    template <typename Self, typename F> static void visit(Self &self, F &f)
    {
        f(self.volumes);
        f(self.files);
        f(self.events);
        f(self.flows);
        f(self.facts);
        f(self.hashes);
        f(self.warnings);
        f(self.coverage);
        f(self.marks);
    }
};

/// Limits of one batch; what is larger is refused by decodeBatch().
inline constexpr quint32 kMaxBatchRows = 1u << 18;
inline constexpr quint32 kMaxBatchBytes = 64u << 20;

/// The bytes of a batch. Records are copied as they lie in memory: both ends are the same build, which the Hello frame
/// proves by layoutFingerprint().
QByteArray encodeBatch(const RecordBatch &batch);

/// Checks counts, enum values, string references, flags and times; a batch that breaks a rule is refused whole.
Result<void> decodeBatch(QByteArrayView bytes, RecordBatch &batch);

/// A number that changes when a record struct changes its size or the declared fields of an event their order.
quint32 layoutFingerprint();

} // namespace ashiato
