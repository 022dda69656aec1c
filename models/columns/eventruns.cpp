// SPDX-License-Identifier: Apache-2.0
#include "models/columns/eventruns.h"

#include "models/columns/detailstext.h"

#include <numeric>
#include <queue>
#include <tuple>
#include <unordered_map>

namespace ashiato
{

namespace
{

constexpr size_t at(EventField field) { return size_t(field); }

/// Gives the strings of a chunk their numbers, each string once.
class StringNumbers
{
public:
    explicit StringNumbers(std::vector<QByteArray> &strings) : m_strings(strings) {}
    qint64 number(QByteArrayView string)
    {
        const QByteArray key = string.toByteArray();
        const auto [place, isNew] = m_numbers.try_emplace(key, qint64(m_strings.size()) + 1);
        if (isNew)
            m_strings.push_back(key);
        return place->second;
    }

private:
    struct Hash {
        size_t operator()(const QByteArray &bytes) const { return qHash(bytes); }
    };
    std::vector<QByteArray> &m_strings;
    std::unordered_map<QByteArray, qint64, Hash> m_numbers;
};

/// Walks one file row by row; keeps the columns of the chunk that it stands in.
class Cursor
{
public:
    explicit Cursor(const ColumnFile &file) : m_file(file) { load(); }

    bool atEnd() const { return m_row == m_file.rows(); }
    quint32 row() const { return m_row; }
    void next()
    {
        ++m_row;
        if (m_row % kChunkRows == 0)
            load();
    }
    auto key() const
    {
        const quint32 i = m_row % kChunkRows;
        return std::tuple(m_keys[0].value(i), m_keys[1].value(i), m_keys[2].value(i), m_keys[3].value(i));
    }

private:
    void load()
    {
        if (atEnd())
            return;
        for (int field = 0; field < 4; ++field)
            m_keys[field] = m_file.column(m_row / kChunkRows, field);
    }

    const ColumnFile &m_file;
    quint32 m_row = 0;
    std::array<ChunkColumn, 4> m_keys;
};
static_assert(int(EventField::Time) == 0 && int(EventField::Evidence) == 1 && int(EventField::Position) == 2 &&
              int(EventField::Id) == 3); // the key that segments are sorted by

struct Source {
    quint32 file;
    quint32 row;
};

/// Collects the values of one column for the rows of a chunk; a file's rows come in order, so each chunk is looked up once.
void gather(const std::vector<std::shared_ptr<const ColumnFile>> &files, const std::vector<Source> &order, int field,
            std::vector<qint64> &out)
{
    struct Current {
        quint32 chunk = std::numeric_limits<quint32>::max();
        ChunkColumn column;
    };
    std::vector<Current> current(files.size());
    out.resize(order.size());
    for (size_t i = 0; i < order.size(); ++i) {
        Current &from = current[order[i].file];
        const quint32 chunk = order[i].row / kChunkRows;
        if (from.chunk != chunk)
            from = {chunk, files[order[i].file]->column(chunk, field)};
        out[i] = from.column.value(order[i].row % kChunkRows);
    }
}

/// The details column: numbers are of the source's chunk and become those of the new one.
void gatherDetails(const std::vector<std::shared_ptr<const ColumnFile>> &files, const std::vector<Source> &order,
                   ChunkRows &chunk)
{
    struct Current {
        quint32 chunk = std::numeric_limits<quint32>::max();
        ChunkStrings strings;
        std::vector<qint64> numbers; ///< Old number -> new number, 0: not met yet
    };
    std::vector<Current> current(files.size());
    StringNumbers numbers(chunk.strings);
    for (size_t i = 0; i < order.size(); ++i) {
        qint64 &value = chunk.values[at(EventField::Details)][i];
        if (value == 0)
            continue;
        Current &from = current[order[i].file];
        if (from.chunk != order[i].row / kChunkRows) {
            from.chunk = order[i].row / kChunkRows;
            from.strings = files[order[i].file]->strings(from.chunk);
            from.numbers.assign(size_t(from.strings.count) + 1, 0);
        }
        if (quint64(value) > from.strings.count) { // damaged; the file knows
            value = 0;
            continue;
        }
        qint64 &known = from.numbers[size_t(value)];
        if (known == 0)
            known = numbers.number(from.strings.string(quint32(value)));
        value = known;
    }
}

} // namespace

ClockTable::ClockTable(const std::vector<ClockRow> &clocks)
{
    for (const ClockRow &clock : clocks) {
        if (clock.id < 0)
            continue;
        if (m_clocks.size() <= size_t(clock.id))
            m_clocks.resize(size_t(clock.id) + 1);
        m_clocks[size_t(clock.id)].row = clock;
    }
}

qint64 ClockTable::shown(qint32 clockId, qint64 recordedNs)
{
    if (recordedNs == kNoTime || clockId < 0 || size_t(clockId) >= m_clocks.size())
        return recordedNs;
    Clock &clock = m_clocks[size_t(clockId)];
    const auto &spans = clock.row.spans;
    if (clock.last < spans.size() && recordedNs >= spans[clock.last].fromNs && recordedNs < spans[clock.last].toNs)
        return recordedNs + spans[clock.last].offsetNs;
    const auto next = std::upper_bound(spans.begin(), spans.end(), recordedNs,
                                       [](qint64 ns, const ClockSpanRow &span) { return ns < span.fromNs; });
    if (next != spans.begin())
        clock.last = size_t(next - spans.begin()) - 1;
    return shownTime(clock.row, recordedNs);
}

quint32 ClockTable::flags(qint32 clockId, quint32 flags) const
{
    const bool known = clockId > 0 && size_t(clockId) < m_clocks.size() && m_clocks[size_t(clockId)].row.id == clockId;
    return known ? flagsByClock(flags, EventZoneUnknown, m_clocks[size_t(clockId)].row) : flags;
}

EventRun::EventRun()
{
    for (auto &column : m_columns)
        column.reserve(4 * kChunkRows);
}

void EventRun::add(const EventScanRow &row, ClockTable &clocks)
{
    qint64 details = 0;
    if (!row.details.isEmpty() && row.details != QByteArrayView("{}")) {
        const QByteArray view = QByteArray::fromRawData(row.details.data(), row.details.size());
        details = m_detailNumbers.value(view);
        if (details == 0) {
            m_details.push_back(row.details.toByteArray());
            details = qint64(m_details.size());
            m_detailNumbers.insert(m_details.back(), details);
            m_detailBytes += row.details.size();
        }
    }
    const bool fileTime = row.flags & EventFileTime;
    const auto put = [this](EventField field, qint64 value) { m_columns[at(field)].push_back(value); };
    put(EventField::Time, clocks.shown(row.clockId, row.recordedNs));
    put(EventField::Evidence, row.evidenceId);
    put(EventField::Position, row.offset >= 0 ? row.offset : row.recordNumber);
    put(EventField::Id, row.id);
    put(EventField::Type, row.typeId);
    put(EventField::Severity, qint64(row.severity));
    put(EventField::Flags, row.recordedNs == kNoTime ? row.flags : clocks.flags(row.clockId, row.flags));
    put(EventField::File, fileTime && row.subjectFileId != 0 ? row.subjectFileId : row.fileId);
    put(EventField::Details, details);
    for (size_t i = 0; i < kTypedFields; ++i)
        m_columns[size_t(kFirstTyped) + i].push_back(row.values[i]);
}

Result<void> EventRun::write(const QString &path) const
{
    std::vector<quint32> order(rows());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [this](quint32 a, quint32 b) {
        const auto key = [this](quint32 i) {
            return std::tie(m_columns[0][i], m_columns[1][i], m_columns[2][i], m_columns[3][i]);
        };
        return key(a) < key(b);
    });
    std::vector<QByteArray> folded(m_details.size()); // made where it is first needed: rows share most of them
    ColumnFileWriter writer(path, kEventFields);
    ChunkRows chunk(kEventFields);
    for (quint32 first = 0; first < rows(); first += kChunkRows) {
        const quint32 last = qMin(rows(), first + kChunkRows);
        chunk.clear();
        for (size_t field = 0; field < size_t(kEventFields); ++field) {
            for (quint32 i = first; i < last; ++i)
                chunk.values[field].push_back(m_columns[field][order[i]]);
        }
        StringNumbers numbers(chunk.strings);
        for (qint64 &details : chunk.values[at(EventField::Details)]) {
            if (details == 0)
                continue;
            QByteArray &text = folded[size_t(details) - 1];
            if (text.isNull())
                text = detailsText(m_details[size_t(details) - 1]);
            details = text.isEmpty() ? 0 : numbers.number(text);
        }
        if (auto done = writer.addChunk(chunk); !done)
            return done;
    }
    return writer.finish();
}

Result<void> mergeEventFiles(const std::vector<std::shared_ptr<const ColumnFile>> &files, const QString &path,
                             const std::atomic<bool> *cancel)
{
    std::vector<Cursor> cursors;
    cursors.reserve(files.size());
    for (const auto &file : files)
        cursors.emplace_back(*file);
    const auto later = [&cursors](quint32 a, quint32 b) { return cursors[b].key() < cursors[a].key(); };
    std::priority_queue<quint32, std::vector<quint32>, decltype(later)> next(later);
    for (quint32 i = 0; i < quint32(files.size()); ++i) {
        if (!cursors[i].atEnd())
            next.push(i);
    }

    ColumnFileWriter writer(path, kEventFields);
    ChunkRows chunk(kEventFields);
    std::vector<Source> order;
    while (!next.empty()) {
        if (cancel && cancel->load(std::memory_order_relaxed))
            return ErrorCode::Cancelled;
        order.clear();
        while (!next.empty() && order.size() < kChunkRows) {
            const quint32 file = next.top();
            next.pop();
            Cursor &cursor = cursors[file];
            // A run of rows from one file is common (imports come one after another): stay while it is the least.
            do {
                order.push_back({file, cursor.row()});
                cursor.next();
            } while (!cursor.atEnd() && order.size() < kChunkRows &&
                     (next.empty() || cursor.key() < cursors[next.top()].key()));
            if (!cursor.atEnd())
                next.push(file);
        }
        chunk.clear();
        for (int field = 0; field < kEventFields; ++field)
            gather(files, order, field, chunk.values[size_t(field)]);
        gatherDetails(files, order, chunk);
        for (const auto &file : files) {
            if (file->isDamaged())
                return {ErrorCode::Damaged, file->path()};
        }
        if (auto done = writer.addChunk(chunk); !done)
            return done;
    }
    return writer.finish();
}

} // namespace ashiato
