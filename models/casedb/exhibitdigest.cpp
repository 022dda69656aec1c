// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/exhibitdigest.h"

#include "models/casedb/rowdigester.h"

#include <thread>

namespace ashiato
{

namespace
{

using enum RowDictionary;

constexpr const char *kPartIds[] = {"events", "files", "flows", "coverage", "warnings", "volumes", "evidence"};
static_assert(std::size(kPartIds) == size_t(SealPart::Last) + 1);

/// Fewer are not worth a second thread, nor a look at the whole of the dictionaries.
constexpr qint64 kManyEvents = 200'000;

/// The columns of a row, in the order in which they go into its bytes.
RowShape shapeOf(SealPart part)
{
    switch (part) {
    case SealPart::Events:
        return {"event",
                {{"recorded_ns"}, {"clock_id", Clock}, {"precision_ns"}, {"offset_minutes"}, {"type_id", Type},
                 {"severity"}, {"flags"}, {"macb"}, {"file_id"}, {"subject_file_id"}, {"pos_offset"}, {"pos_length"},
                 {"record_number"}, {"ordinal"}, {"host_alias_id", Host}, {"account_id", Account}, {"source_id", Endpoint},
                 {"source_port"}, {"destination_id", Endpoint}, {"destination_port"}, {"protocol_id", Text},
                 {"domain_id", Text}, {"url_id", Text}, {"process_id", Text}, {"path_id", Text}, {"hash_id", Text},
                 {"action_id", Text}, {"status"}, {"bytes_out"}, {"bytes_in"}, {"details"}, {"content_hash"}, {"run_id", Run}}};
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
                 {"precision_ns"}, {"bytes_out"}, {"bytes_in"}, {"count"}, {"pos_offset"}, {"aggregated"}}};
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

/// Row ids between which the events of an exhibit lie (those of others may, too).
Result<std::pair<qint64, qint64>> eventRange(Connection &connection, qint64 evidenceId)
{
    Statement find = connection.prepare(
        "SELECT coalesce(first_event, (SELECT min(id) FROM event), 0),"
        " coalesce(last_event, (SELECT max(id) FROM event), -1) FROM evidence WHERE id = ?1");
    find.bind(1, evidenceId);
    if (find.step() != Statement::Step::Row)
        return find.error().code == ErrorCode::None ? Result<std::pair<qint64, qint64>>(ErrorCode::NotFound, QStringLiteral("evidence"))
                                                    : Result<std::pair<qint64, qint64>>(find.error());
    return std::pair(find.integer(0), find.integer(1));
}

/// On two cores where there are many: the second half on a connection of its own.
Result<SetDigest> digestEvents(Connection &connection, qint64 evidenceId, const DigestProgress &progress)
{
    const auto range = eventRange(connection, evidenceId);
    if (!range)
        return range.error();
    const auto [first, last] = *range;
    const RowShape shape = shapeOf(SealPart::Events);
    if (last - first < kManyEvents) {
        RowDigester digester(connection, shape);
        return digester.digest(evidenceId, first, last, progress);
    }
    const auto texts = loadDictionaries(connection);
    if (!texts)
        return texts.error();
    const qint64 middle = first + (last - first) / 2;
    Result<SetDigest> second = SetDigest();
    std::thread helper([&, path = connection.path()] {
        auto own = Connection::open(path, connection.isImmutable() ? Connection::Mode::Immutable : Connection::Mode::Read);
        if (!own) {
            second = own.error();
            return;
        }
        RowDigester digester(**own, shape, &*texts);
        second = digester.digest(evidenceId, middle + 1, last, progress);
    });
    RowDigester digester(connection, shape, &*texts);
    Result<SetDigest> whole = digester.digest(evidenceId, first, middle, progress);
    helper.join();
    if (!whole || !second)
        return whole ? second : whole;
    whole->add(*second);
    return whole;
}

} // namespace

QString sealPartId(SealPart part) { return QString::fromLatin1(kPartIds[size_t(part)]); }

Result<ExhibitDigest> digestExhibit(Connection &connection, qint64 evidenceId, quint32 parts, const DigestProgress &progress)
{
    ExhibitDigest digest;
    for (int i = 0; i <= int(SealPart::Last); ++i) {
        const auto part = SealPart(i);
        if (!(parts & sealBit(part)))
            continue;
        Result<SetDigest> rows = SetDigest();
        if (part == SealPart::Events) {
            rows = digestEvents(connection, evidenceId, progress);
        } else {
            RowDigester digester(connection, shapeOf(part));
            rows = digester.digest(evidenceId, progress);
        }
        if (!rows)
            return rows.error();
        digest[part] = *rows;
    }
    return digest;
}

QJsonObject digestJson(const ExhibitDigest &digest)
{
    QJsonObject json;
    for (const auto &[part, rows] : digest)
        json.insert(sealPartId(part), QJsonObject{{QStringLiteral("count"), rows.count}, {QStringLiteral("sum"), rows.hex()}});
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
        SetDigest rows;
        rows.count = sum.size() == 32 ? value[u"count"].toInteger(-1) : -1;
        if (sum.size() == 32) {
            Sha256::Value bytes;
            std::copy(sum.begin(), sum.end(), bytes.begin());
            const qint64 count = rows.count;
            rows.add(bytes);
            rows.count = count;
        }
        digest[SealPart(i)] = rows;
    }
    return digest;
}

Result<void> unseal(Connection &connection, qint64 evidenceId, quint32 parts)
{
    Statement &mark = connection.statement("UPDATE evidence SET unsealed = unsealed | ?2, writes = writes + 1 WHERE id = ?1");
    mark.bind(1, evidenceId).bind(2, qint64(parts));
    return mark.run();
}

} // namespace ashiato
