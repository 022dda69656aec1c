// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/exhibitdigest.h"
#include "models/casedb/rowbytes.h"

#include <array>
#include <vector>

namespace ashiato
{

/// Tables to which the numbers in a row refer.
enum class RowDictionary : quint8 { None, Text, Host, Account, Endpoint, Type, Clock, Run, Last = Run };

struct RowColumn {
    const char *name = nullptr;
    RowDictionary dictionary = RowDictionary::None;
};
struct RowShape {
    const char *table = nullptr;
    std::vector<RowColumn> columns;
};

/// By row id, of each dictionary; zeros: not looked up. Bounded: ids behind the end are looked up one by one.
using LoadedDictionaries = std::array<std::vector<HalfHash>, size_t(RowDictionary::Last) + 1>;

/// Reads the dictionaries whole, where most of them will be asked for.
Result<LoadedDictionaries> loadDictionaries(Connection &connection);

/// Computes the SetDigest of rows of one table, as a function of SQL that SQLite calls with each row: asking for the 33
/// columns of an event one by one takes twice as long. One thread, the one of its connection.
class RowDigester
{
public:
    /// loaded: shared with others, must outlive this; nullptr: references are looked up as they come.
    RowDigester(Connection &connection, RowShape shape, const LoadedDictionaries *loaded = nullptr);
    ~RowDigester();
    RowDigester(const RowDigester &) = delete;
    RowDigester &operator=(const RowDigester &) = delete;

    /// All rows of the exhibit. ("evidence" is the row itself.)
    Result<SetDigest> digest(qint64 evidenceId, const DigestProgress &progress);
    /// Those with row ids from first to last.
    Result<SetDigest> digest(qint64 evidenceId, qint64 first, qint64 last, const DigestProgress &progress);

private:
    struct Function;
    Result<SetDigest> run(Statement &select, const DigestProgress &progress);
    QByteArray select(const QByteArray &where) const;

    Connection &m_connection;
    RowShape m_shape;
    std::unique_ptr<Function> m_function;
};

} // namespace ashiato
