// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/exhibitdigest.h"

#include "models/casedb/rowdigester.h"
#include "models/records/eventfields.h"

#include <QtEndian>

#include <algorithm>
#include <thread>

namespace ashiato
{

namespace
{

using enum RowDictionary;

constexpr const char *kPartIds[] = {"events", "files", "flows", "coverage", "warnings", "volumes", "evidence", "facts"};
static_assert(std::size(kPartIds) == size_t(SealPart::Last) + 1);

constexpr qsizetype kSumBytes = 40; // count and sum

/// Fewer are not worth a second thread, nor a look at the whole of the dictionaries.
constexpr qint64 kMany = 50'000;

RowDictionary dictionaryOf(ValueTable table)
{
    switch (table) {
    case ValueTable::HostAlias: return Host;
    case ValueTable::Account: return Account;
    case ValueTable::Endpoint: return Endpoint;
    case ValueTable::Text: return Text;
    case ValueTable::None: break;
    }
    return None;
}

RowShape eventShape()
{
    RowShape shape{"event",
                   {{"recorded_ns"}, {"clock_id", Clock}, {"precision_ns"}, {"offset_minutes"}, {"type_id", Type},
                    {"severity"}, {"flags"}, {"macb"}, {"file_id"}, {"subject_file_id"}, {"pos_offset"}, {"pos_length"},
                    {"record_number"}, {"ordinal"}}};
    const auto append = [&shape](bool first) {
        for (const EventFieldSpec &spec : kTypedSpecs) {
            if (first == (spec.since == 1))
                shape.columns.push_back({spec.column, dictionaryOf(spec.table)});
        }
    };
    append(true); // what the first schema had: a new field goes behind all that older seals know
    shape.columns.push_back({"details"});
    shape.columns.push_back({"content_hash"});
    append(false);
    return shape;
}

/// The columns of a row, in the order in which they go into its bytes: new ones are appended, none moves. The importer of an
/// event is in the coverage of its file: it is known at the end only, when the events' digest is made.
RowShape wholeShapeOf(SealPart part)
{
    switch (part) {
    case SealPart::Events:
        return eventShape();
    case SealPart::Files:
        return {"file",
                {{"id"}, {"volume"}, {"parent_id"}, {"directory_id", Text}, {"name"}, {"name_kind"}, {"kind"}, {"access"},
                 {"access_index"}, {"size"}, {"mode"}, {"owner_id", Text}, {"group_id", Text}, {"inode"}, {"inode_text"},
                 {"attribute_type"}, {"attribute_id"}, {"sequence"}, {"modified"}, {"accessed"}, {"changed"}, {"created"},
                 {"fn_modified"}, {"fn_accessed"}, {"fn_changed"}, {"fn_created"}, {"precision_modified"},
                 {"precision_accessed"}, {"precision_changed"}, {"precision_created"}, {"clock_id", Clock}, {"flags"},
                 {"link_target"}, {"content_type"}, {"md5"}, {"sha1"}, {"sha256"}}};
    case SealPart::Flows:
        return {"flow",
                {{"file_id"}, {"clock_id", Clock}, {"first_ns"}, {"last_ns"}, {"source_id", Endpoint}, {"source_port"},
                 {"destination_id", Endpoint}, {"destination_port"}, {"protocol_id", Text}, {"account_id", Account},
                 {"precision_ns"}, {"bytes_out"}, {"bytes_in"}, {"count"}, {"pos_offset"}, {"aggregated"}, {"kind"}}};
    case SealPart::Facts:
        return {"fact",
                {{"file_id"}, {"kind"}, {"host_alias_id", Host}, {"subject_id", Text}, {"name_id", Text}, {"value_id", Text},
                 {"details"}, {"since_ns"}, {"until_ns"}, {"precision_ns"}, {"clock_id", Clock}, {"severity"}, {"flags"},
                 {"pos_offset"}, {"pos_length"}, {"record_number"}, {"ordinal"}, {"run_id", Run}}};
    case SealPart::Coverage:
        return {"coverage",
                {{"file_id"}, {"importer"}, {"version"}, {"format"}, {"encoding"}, {"zone"}, {"host"}, {"clock_id", Clock},
                 {"first_ns"}, {"last_ns"}, {"records"}, {"recovered"}, {"damaged"}, {"bytes"}}};
    case SealPart::Warnings:
        return {"warning",
                {{"file_id"}, {"importer"}, {"code"}, {"severity"}, {"path"}, {"pos_offset"}, {"pos_length"}, {"detail"}, {"count"}}};
    case SealPart::Volumes:
        return {"volume",
                {{"number"}, {"byte_offset"}, {"byte_length"}, {"scheme"}, {"description"}, {"file_system"}, {"label"},
                 {"prefix"}, {"block_size"}, {"root_inode"}, {"last_inode"}, {"unsupported"}}};
    case SealPart::Evidence:
        return {"evidence",
                {{"kind"}, {"format"}, {"size"}, {"stored_size"}, {"sector_size"}, {"acquisition"}, {"stored_md5"},
                 {"stored_sha1"}, {"md5"}, {"sha1"}, {"sha256"}, {"hashed_at"}, {"later_md5"}, {"later_sha1"},
                 {"later_sha256"}, {"verification"}, {"verified_at"}, {"bad_ranges"}}};
    }
    return {};
}

/// How many columns went in before entries said it. Of events the run, too, behind them.
constexpr size_t kFirstColumns[] = {32, 37, 16, 14, 9, 12, 18, 18};
static_assert(std::size(kFirstColumns) == size_t(SealPart::Last) + 1);

RowShape shapeOf(SealPart part, int columns)
{
    RowShape shape = wholeShapeOf(part);
    const size_t wanted = columns > 0 ? size_t(columns) : kFirstColumns[size_t(part)];
    if (wanted < shape.columns.size()) // more: of a later version; differs, and is said to
        shape.columns.resize(wanted);
    if (part == SealPart::Events && columns == 0)
        shape.columns.push_back({"run_id", Run});
    return shape;
}

/// Row ids between which the exhibit's rows lie (those of others may, too).
Result<std::pair<qint64, qint64>> rangeOf(Connection &connection, SealPart part, qint64 evidenceId)
{
    const char *sql = "SELECT min(id), max(id) FROM flow WHERE evidence_id = ?1";
    if (part == SealPart::Events)
        sql = "SELECT coalesce(first_event, (SELECT min(id) FROM event), 0),"
              " coalesce(last_event, (SELECT max(id) FROM event), -1) FROM evidence WHERE id = ?1";
    else if (part == SealPart::Files)
        sql = "SELECT min(id), max(id) FROM file WHERE evidence_id = ?1";
    Statement find = connection.prepare(sql);
    find.bind(1, evidenceId);
    if (find.step() != Statement::Step::Row)
        return find.error().code == ErrorCode::None ? Result<std::pair<qint64, qint64>>(ErrorCode::NotFound, QStringLiteral("evidence"))
                                                    : Result<std::pair<qint64, qint64>>(find.error());
    return find.isNull(0) ? std::pair<qint64, qint64>(0, -1) : std::pair(find.integer(0), find.integer(1));
}

/// On two cores where there are many: the second half on a connection of its own.
Result<SetDigest> digestMany(Connection &connection, SealPart part, const RowShape &shape, qint64 evidenceId, const DigestProgress &progress)
{
    const auto range = rangeOf(connection, part, evidenceId);
    if (!range)
        return range.error();
    const auto [first, last] = *range;
    if (last - first < kMany) {
        RowDigester digester(connection, shape);
        return digester.digest(evidenceId, first, last, progress);
    }
    // Events ask for most texts of a case; the others for a few, which are looked up as they come.
    LoadedDictionaries texts;
    if (part == SealPart::Events) {
        auto all = loadDictionaries(connection);
        if (!all)
            return all.error();
        texts = std::move(*all);
    }
    const qint64 middle = first + (last - first) / 2;
    Result<SetDigest> second = SetDigest();
    std::thread helper([&, path = connection.path()] {
        auto own = Connection::open(path, connection.isImmutable() ? Connection::Mode::Immutable : Connection::Mode::Read);
        if (!own) {
            second = own.error();
            return;
        }
        RowDigester digester(**own, shape, &texts);
        second = digester.digest(evidenceId, middle + 1, last, progress);
    });
    RowDigester digester(connection, shape, &texts);
    Result<SetDigest> whole = digester.digest(evidenceId, first, middle, progress);
    helper.join();
    if (!whole || !second)
        return whole ? second : whole;
    whole->add(*second);
    return whole;
}

} // namespace

QString sealPartId(SealPart part) { return QString::fromLatin1(kPartIds[size_t(part)]); }

Result<ExhibitDigest> digestExhibit(Connection &connection, qint64 evidenceId, quint32 parts, const ExhibitDigest *like,
                                    const DigestProgress &progress)
{
    ExhibitDigest digest;
    for (int i = 0; i <= int(SealPart::Last); ++i) {
        const auto part = SealPart(i);
        if (!(parts & sealBit(part)))
            continue;
        int columns = int(wholeShapeOf(part).columns.size());
        if (like) {
            const auto model = like->find(part);
            columns = model == like->end() ? columns : model->second.columns;
        }
        const RowShape shape = shapeOf(part, columns);
        Result<SetDigest> rows = SetDigest();
        if (part <= SealPart::Flows) {
            rows = digestMany(connection, part, shape, evidenceId, progress);
        } else {
            RowDigester digester(connection, shape);
            rows = digester.digest(evidenceId, progress);
        }
        if (!rows)
            return rows.error();
        digest[part] = {*rows, columns};
    }
    return digest;
}

QJsonObject digestJson(const ExhibitDigest &digest)
{
    QJsonObject json;
    for (const auto &[part, made] : digest) {
        QJsonObject entry{{QStringLiteral("count"), made.rows.count}, {QStringLiteral("sum"), made.rows.hex()}};
        if (made.columns > 0)
            entry.insert(QStringLiteral("columns"), made.columns);
        json.insert(sealPartId(part), entry);
    }
    return json;
}

ExhibitDigest digestFromJson(const QJsonObject &json)
{
    ExhibitDigest digest;
    for (int i = 0; i <= int(SealPart::Last); ++i) {
        const QJsonValue value = json.value(sealPartId(SealPart(i)));
        if (value.isUndefined())
            continue;
        const QByteArray sum = QByteArray::fromHex(value[u"sum"].toString().toLatin1());
        const auto rows = SetDigest::fromBytes(sum, value[u"count"].toInteger(-1));
        digest[SealPart(i)] = {rows.value_or(SetDigest{-1, {}}), std::max(0, value[u"columns"].toInt(0))};
    }
    return digest;
}

Result<void> unseal(Connection &connection, qint64 evidenceId, quint32 parts)
{
    Statement &mark = connection.statement("UPDATE evidence SET unsealed = unsealed | ?2, writes = writes + 1 WHERE id = ?1");
    mark.bind(1, evidenceId).bind(2, qint64(parts));
    return mark.run();
}

Result<std::optional<PartDigest>> keptSum(Connection &connection, qint64 evidenceId, SealPart part)
{
    Statement &find = connection.statement(part == SealPart::Events ? "SELECT event_sum FROM evidence WHERE id = ?1"
                                                                    : "SELECT file_sum FROM evidence WHERE id = ?1");
    find.bind(1, evidenceId);
    const Statement::Step step = find.step();
    if (step == Statement::Step::Failed)
        return find.error();
    std::optional<PartDigest> kept;
    if (step == Statement::Step::Row) {
        const QByteArray bytes = find.blob(0);
        const bool isSum = bytes.size() == kSumBytes;
        const auto rows = find.isNull(0) ? SetDigest() : SetDigest::fromBytes(bytes.mid(8), isSum ? qFromLittleEndian<qint64>(bytes.constData()) : -1);
        if (rows)
            kept = PartDigest{*rows, int(wholeShapeOf(part).columns.size())};
    }
    find.reset();
    return kept;
}

Result<void> addToSum(Connection &connection, qint64 evidenceId, SealPart part, const SetDigest &added)
{
    auto kept = keptSum(connection, evidenceId, part);
    if (!kept)
        return kept.error();
    if (!*kept)
        return {};
    SetDigest sum = (*kept)->rows;
    sum.add(added);
    QByteArray bytes(8, '\0');
    qToLittleEndian(sum.count, bytes.data());
    bytes += sum.bytes();
    Statement &keep = connection.statement(part == SealPart::Events ? "UPDATE evidence SET event_sum = ?2 WHERE id = ?1"
                                                                    : "UPDATE evidence SET file_sum = ?2 WHERE id = ?1");
    keep.bind(1, evidenceId).bindBlob(2, bytes);
    return keep.run();
}

Result<void> forgetSum(Connection &connection, qint64 evidenceId, SealPart part)
{
    Statement &forget = connection.statement(part == SealPart::Events ? "UPDATE evidence SET event_sum = x'' WHERE id = ?1"
                                                                      : "UPDATE evidence SET file_sum = x'' WHERE id = ?1");
    forget.bind(1, evidenceId);
    return forget.run();
}

} // namespace ashiato
