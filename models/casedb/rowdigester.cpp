// SPDX-License-Identifier: Apache-2.0
#include "models/casedb/rowdigester.h"

#include "models/casedb/batchdigest.h"

#include <QHash>

#include <sqlite3.h>

#include <algorithm>
#include <optional>

namespace ashiato
{

namespace
{

constexpr qint64 kMostLoaded = 16'000'000; // ids of a dictionary: 256 MB
constexpr qint64 kRowsPerReport = 50'000;

/// The text behind a reference, by dictionary.
constexpr const char *kTexts[] = {
    nullptr,
    "SELECT id, value FROM text",
    "SELECT id, value FROM host_alias",
    "SELECT id, value FROM account",
    "SELECT id, value FROM endpoint",
    "SELECT id, name || iif(other_meaning, char(31), '') FROM event_type",
    "SELECT id, basis FROM clock",
    "SELECT id, importer || char(31) || version FROM run",
};
static_assert(std::size(kTexts) == size_t(RowDictionary::Last) + 1);

} // namespace

Result<LoadedDictionaries> loadDictionaries(Connection &connection)
{
    LoadedDictionaries loaded;
    for (size_t i = 1; i < loaded.size(); ++i) {
        Statement all = connection.prepare(kTexts[i]);
        Statement::Step step = all.step();
        for (; step == Statement::Step::Row; step = all.step()) {
            const qint64 id = all.integer(0);
            if (id <= 0 || id >= kMostLoaded)
                continue;
            if (size_t(id) >= loaded[i].size())
                loaded[i].resize(std::max(size_t(id) + 1, loaded[i].size() * 3 / 2));
            loaded[i][size_t(id)] = halfHash(all.view(1));
        }
        if (step == Statement::Step::Failed)
            return all.error();
    }
    return loaded;
}

/// What SQLite calls: its rows go into bytes, the bytes into the sum.
struct RowDigester::Function {
    Function(Connection &connection, const RowShape &shape, const LoadedDictionaries *loaded)
        : m_connection(connection), m_shape(shape), m_loaded(loaded)
    {
    }

    static void step(sqlite3_context *context, int count, sqlite3_value **values)
    {
        static_cast<Function *>(sqlite3_user_data(context))->add(context, count, values);
    }
    static void final(sqlite3_context *) {} // the sum does not fit a value; it is taken from here

    void begin(const DigestProgress &progress)
    {
        m_sum = {};
        m_failed.reset();
        m_progress = &progress;
    }
    const SetDigest &sum() const { return m_sum; }
    const std::optional<Error> &failed() const { return m_failed; }

private:
    void add(sqlite3_context *context, int count, sqlite3_value **values)
    {
        if (m_failed)
            return;
        m_bytes.clear();
        for (int i = 0; i < count; ++i)
            put(values[i], m_shape.columns[size_t(i)].dictionary);
        m_sum.add(sha256Of(m_bytes.view()));
        if (!m_failed && m_sum.count % kRowsPerReport == 0 && *m_progress && !(*m_progress)(kRowsPerReport))
            m_failed = Error{ErrorCode::Cancelled, {}, -1};
        if (m_failed)
            sqlite3_result_error(context, "digest", -1);
    }

    void put(sqlite3_value *value, RowDictionary dictionary)
    {
        const int type = sqlite3_value_type(value);
        if (dictionary != RowDictionary::None && type == SQLITE_INTEGER) {
            m_bytes.reference(reference(dictionary, sqlite3_value_int64(value)));
            return;
        }
        switch (type) {
        case SQLITE_INTEGER: m_bytes.integer(sqlite3_value_int64(value)); break;
        case SQLITE_FLOAT: m_bytes.real(sqlite3_value_double(value)); break;
        case SQLITE_TEXT: {
            const auto *text = reinterpret_cast<const char *>(sqlite3_value_text(value));
            m_bytes.text(QByteArrayView(text, sqlite3_value_bytes(value)));
            break;
        }
        case SQLITE_BLOB: {
            const auto *blob = static_cast<const char *>(sqlite3_value_blob(value));
            m_bytes.blob(QByteArrayView(blob, sqlite3_value_bytes(value)));
            break;
        }
        default: m_bytes.null();
        }
    }

    HalfHash reference(RowDictionary dictionary, qint64 id)
    {
        const size_t table = size_t(dictionary);
        if (m_loaded && id > 0 && size_t(id) < (*m_loaded)[table].size() && (*m_loaded)[table][size_t(id)] != HalfHash{})
            return (*m_loaded)[table][size_t(id)];
        auto &own = m_own[table];
        if (const auto known = own.constFind(id); known != own.constEnd())
            return *known;
        Statement &find = m_find[table];
        if (!find.isValid())
            find = m_connection.prepare(QByteArray(kTexts[table]) + " WHERE id = ?1");
        find.bind(1, id);
        const Statement::Step step = find.step();
        const HalfHash half = step == Statement::Step::Row ? halfHash(find.view(1)) : halfHashOfMissing(id);
        if (step == Statement::Step::Failed)
            m_failed = find.error();
        find.reset();
        if (own.size() >= kMostRemembered)
            own.clear();
        own.insert(id, half);
        return half;
    }

    static constexpr qsizetype kMostRemembered = 500'000;

    Connection &m_connection;
    const RowShape &m_shape;
    const LoadedDictionaries *m_loaded;
    std::array<QHash<qint64, HalfHash>, size_t(RowDictionary::Last) + 1> m_own;
    std::array<Statement, size_t(RowDictionary::Last) + 1> m_find;
    SetDigest m_sum;
    RowBytes m_bytes;
    std::optional<Error> m_failed;
    const DigestProgress *m_progress = nullptr;
};

RowDigester::RowDigester(Connection &connection, RowShape shape, const LoadedDictionaries *loaded)
    : m_connection(connection), m_shape(std::move(shape)), m_function(std::make_unique<Function>(connection, m_shape, loaded))
{
    sqlite3_create_function_v2(connection.handle(), "ashiato_digest", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, m_function.get(), nullptr,
                               &Function::step, &Function::final, nullptr);
}

RowDigester::~RowDigester()
{
    sqlite3_create_function_v2(m_connection.handle(), "ashiato_digest", -1, SQLITE_UTF8, nullptr, nullptr, nullptr, nullptr, nullptr);
}

QByteArray RowDigester::select(const QByteArray &where) const
{
    QByteArray columns;
    for (const RowColumn &column : m_shape.columns)
        columns += (columns.isEmpty() ? "" : ", ") + QByteArray(column.name);
    return "SELECT ashiato_digest(" + columns + ") FROM " + m_shape.table + " WHERE " + where;
}

Result<SetDigest> RowDigester::digest(qint64 evidenceId, const DigestProgress &progress)
{
    Statement rows = m_connection.prepare(select(qstrcmp(m_shape.table, "evidence") == 0 ? "id = ?1" : "evidence_id = ?1"));
    rows.bind(1, evidenceId);
    return run(rows, progress);
}

Result<SetDigest> RowDigester::digest(qint64 evidenceId, qint64 first, qint64 last, const DigestProgress &progress)
{
    Statement rows = m_connection.prepare(select("id BETWEEN ?2 AND ?3 AND evidence_id = ?1"));
    rows.bind(1, evidenceId).bind(2, first).bind(3, last);
    return run(rows, progress);
}

Result<SetDigest> RowDigester::run(Statement &rows, const DigestProgress &progress)
{
    m_function->begin(progress);
    const Statement::Step step = rows.step();
    if (m_function->failed())
        return *m_function->failed();
    if (step == Statement::Step::Failed)
        return rows.error();
    return m_function->sum();
}

} // namespace ashiato
