// SPDX-License-Identifier: Apache-2.0
#include "models/records/recordbatch.h"

#include "models/records/boundedreader.h"

#include <cstring>
#include <initializer_list>

namespace ashiato
{

namespace
{

template <typename T> void put(QByteArray &out, const std::vector<T> &rows)
{
    const quint32 count = quint32(rows.size());
    out.append(reinterpret_cast<const char *>(&count), sizeof(count));
    if (count)
        out.append(reinterpret_cast<const char *>(rows.data()), qsizetype(count * sizeof(T)));
}

template <typename T> bool take(BoundedReader &in, std::vector<T> &rows)
{
    const quint32 count = in.u32();
    if (in.failed() || count > kMaxBatchRows)
        return false;
    const QByteArrayView raw = in.bytes(qsizetype(count) * qsizetype(sizeof(T)));
    if (in.failed())
        return false;
    rows.resize(count);
    if (count)
        std::memcpy(static_cast<void *>(rows.data()), raw.data(), size_t(raw.size()));
    return true;
}

template <typename E> bool inRange(E value) { return value <= E::Last; }

/// All references of a record lie in the pool.
bool refsIn(quint32 count, std::initializer_list<StringRef> refs)
{
    for (const StringRef ref : refs) {
        if (ref >= count)
            return false;
    }
    return true;
}

bool numberOk(qint64 value) { return value >= kUnknown; }

bool valid(const VolumeRecord &r, quint32 n)
{
    return r.id > 0 && r.offset >= 0 && r.length >= 0 && inRange(r.basis) &&
           refsIn(n, {r.scheme, r.description, r.fileSystem, r.label, r.prefix, r.unsupported});
}
bool valid(const FileRecord &r, quint32 n)
{
    for (const qint64 precision : r.precisionNs) {
        if (precision < 1)
            return false;
    }
    return r.id > 0 && r.id != r.parentId && numberOk(r.size) && (r.flags & ~quint32(FileAllFlags)) == 0 &&
           r.decrypted <= 1 && r.known <= 1 && inRange(r.kind) && inRange(r.nameKind) && inRange(r.access) && inRange(r.basis) &&
           refsIn(n, {r.name, r.directory, r.owner, r.group, r.linkTarget, r.inodeText, r.contentType, r.importer});
}
bool valid(const EventRecord &r, quint32 n)
{
    bool fields = true;
    forEachTyped([&](auto i) {
        if constexpr (kTypedSpecs[i].isText())
            fields = fields && r.*kEventTexts[i] < n;
        else if constexpr (kTypedSpecs[i].shape == FieldShape::Bytes)
            fields = fields && numberOk(r.*kEventNumbers[i]);
    });
    return fields && r.type != 0 && r.precisionNs >= 1 && numberOk(r.offset) && numberOk(r.length) &&
           (r.flags & ~quint32(EventAllFlags)) == 0 && flagsOfFlow(flowKindOf(r.flags)) >> 9 == (r.flags & EventFlowKind) >> 9 && inRange(r.basis) && inRange(r.severity) && r.macb < 16 &&
           r.offsetMinutes > -24 * 60 && r.offsetMinutes < 24 * 60 && refsIn(n, {r.type, r.details});
}
bool valid(const FlowRecord &r, quint32 n)
{
    return numberOk(r.offset) && numberOk(r.bytesOut) && numberOk(r.bytesIn) && r.count >= 0 && inRange(r.basis) && inRange(r.kind) &&
           refsIn(n, {r.source, r.destination, r.protocol, r.account});
}
bool valid(const FactRecord &r, quint32 n)
{
    return r.kind != 0 && r.precisionNs >= 1 && numberOk(r.offset) && numberOk(r.length) && numberOk(r.recordNumber) &&
           (r.flags & ~quint32(EventRecovered | EventDamaged)) == 0 && inRange(r.basis) && inRange(r.severity) &&
           refsIn(n, {r.kind, r.host, r.subject, r.name, r.value, r.details});
}
bool valid(const HashRecord &r, quint32 n) { return r.fileId > 0 && refsIn(n, {r.contentType}); }
bool valid(const WarningRecord &r, quint32 n)
{
    return r.code <= quint16(ErrorCode::Last) && inRange(r.severity) && r.count >= 0 && numberOk(r.offset) &&
           numberOk(r.length) && refsIn(n, {r.importer, r.path, r.detail});
}
bool valid(const CoverageRecord &r, quint32 n)
{
    return r.records >= 0 && r.recovered >= 0 && r.damaged >= 0 && r.bytes >= 0 && inRange(r.basis) &&
           refsIn(n, {r.importer, r.version, r.format, r.encoding, r.zone, r.host});
}
bool valid(const UnitMark &r, quint32) { return inRange(r.kind); }

template <typename T> bool takeValid(BoundedReader &in, std::vector<T> &rows, quint32 strings)
{
    if (!take(in, rows))
        return false;
    for (const T &row : rows) {
        if (!valid(row, strings))
            return false;
    }
    return true;
}

} // namespace

bool RecordBatch::empty() const { return rows() == 0 && marks.empty(); }

qsizetype RecordBatch::rows() const
{
    size_t all = 0;
    forEach([&](const auto &rows) { all += rows.size(); });
    return qsizetype(all - marks.size());
}

void RecordBatch::clear()
{
    strings.clear();
    forEach([](auto &rows) { rows.clear(); });
}

QByteArray encodeBatch(const RecordBatch &batch)
{
    QByteArray out;
    out.reserve(batch.strings.bytes() + qsizetype(batch.events.size() * sizeof(EventRecord)) +
                qsizetype(batch.files.size() * sizeof(FileRecord)) + 4096);
    put(out, batch.strings.ends());
    put(out, batch.strings.blob());
    batch.forEach([&](const auto &rows) { put(out, rows); });
    return out;
}

Result<void> decodeBatch(QByteArrayView bytes, RecordBatch &batch)
{
    batch.clear();
    BoundedReader in(bytes);
    const auto refuse = [&] {
        batch.clear();
        return Result<void>(ErrorCode::Protocol, QStringLiteral("batch"), in.position());
    };
    if (bytes.size() > qsizetype(kMaxBatchBytes))
        return refuse();
    const quint32 count = in.u32();
    const QByteArrayView ends = in.bytes(qsizetype(count) * qsizetype(sizeof(quint32)));
    const quint32 blobSize = in.u32();
    const QByteArrayView blob = in.bytes(qsizetype(blobSize));
    std::vector<quint32> table(in.failed() ? 0 : count);
    if (!table.empty())
        std::memcpy(table.data(), ends.data(), size_t(ends.size()));
    if (in.failed() || !batch.strings.assign(blob, table.data(), quint32(table.size())))
        return refuse();
    bool good = true;
    batch.forEach([&](auto &rows) { good = good && takeValid(in, rows, count); });
    if (!good || !in.atEnd())
        return refuse();
    return {};
}

quint32 layoutFingerprint()
{
    quint32 print = 2166136261u; // FNV-1a over the sizes and the declared fields: two that change places keep the size
    const auto mix = [&print](std::string_view text) {
        for (const char c : text)
            print = (print ^ quint8(c)) * 16777619u;
    };
    for (const EventFieldSpec &spec : kTypedSpecs)
        mix(spec.id);
    RecordBatch().forEach([&]<typename T>(const std::vector<T> &) { print = (print ^ quint32(sizeof(T))) * 16777619u; });
    return print;
}

} // namespace ashiato
