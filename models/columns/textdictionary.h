// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/bits.h"
#include "models/records/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QFile>

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace ashiato
{

enum class TextMatch : quint8 { Contains, Whole, Prefix };

/// Some values of one dictionary table with their ids, as they are shown and as they are searched (foldKey). Lies in
/// memory or in a mapped file; immutable. Any thread. The folded values stand in one block, so that a search is one run
/// over memory instead of a call a value; that is why the original has its own block.
class DictionaryPart
{
public:
    /// Layout after the header: u64 valueEnd[count], u64 foldedEnd[count], i64 id[count], values, folded values; every
    /// value is followed by kSeparator.
    struct Header {
        char magic[8]; ///< "ASHIDIC1"
        quint64 count;
        quint64 valueBytes;
        quint64 foldedBytes;
        quint32 crc;       ///< Over what follows the header
        quint32 headerCrc; ///< Over the header with this field 0
        quint8 reserved[24];
    };

    static Result<std::shared_ptr<const DictionaryPart>> open(const QString &path);
    static std::shared_ptr<const DictionaryPart> fromBytes(const QByteArray &bytes);

    qsizetype count() const { return qsizetype(m_count); }
    qint64 firstId() const { return m_count ? m_ids[0] : 0; }
    qint64 lastId() const { return m_count ? m_ids[m_count - 1] : -1; }
    qint64 id(qsizetype place) const { return m_ids[place]; }
    qsizetype placeOf(qint64 id) const; ///< -1: not here
    QByteArrayView value(qsizetype place) const { return piece(m_values, m_valueEnds, place); }
    QByteArrayView folded(qsizetype place) const { return piece(m_folded, m_foldedEnds, place); }
    /// Calls found(id) for every value that matches the folded needle. False when cancelled.
    bool search(QByteArrayView needle, TextMatch match, const std::atomic<bool> *cancel,
                const std::function<void(qint64)> &found) const;
    /// Whether the bytes fit their checksum; computed once, on the first question.
    bool isSound() const;
    qint64 bytes() const { return qint64(m_size); }
    QString path() const { return m_file.fileName(); }

private:
    DictionaryPart() = default;
    static QByteArrayView piece(const char *block, const quint64 *ends, qsizetype place)
    {
        const quint64 begin = place == 0 ? 0 : ends[place - 1] + 1;
        return QByteArrayView(block + begin, qsizetype(ends[place] - begin));
    }
    bool attach(const uchar *data, quint64 size);

    QFile m_file;
    QByteArray m_bytes;
    const uchar *m_data = nullptr;
    quint64 m_size = 0;
    quint64 m_count = 0;
    const quint64 *m_valueEnds = nullptr;
    const quint64 *m_foldedEnds = nullptr;
    const qint64 *m_ids = nullptr;
    const char *m_values = nullptr;
    const char *m_folded = nullptr;
    quint32 m_crc = 0;
    mutable std::once_flag m_checkOnce;
    mutable bool m_sound = false;
};

/// Collects values in ascending order of id and makes a part of them.
class DictionaryBuilder
{
public:
    void add(qint64 id, QByteArrayView value);
    /// Takes over a value that was folded before.
    void add(qint64 id, QByteArrayView value, QByteArrayView folded);
    qsizetype count() const { return qsizetype(m_ids.size()); }
    qint64 bytes() const { return qint64(m_values.size() + m_folded.size()); }
    QByteArray build() const;
    Result<void> save(const QString &path) const;
    void clear();

private:
    std::vector<quint64> m_valueEnds, m_foldedEnds;
    std::vector<qint64> m_ids;
    QByteArray m_values, m_folded;
};

/// All values of one dictionary table. A value, cheap to copy. Any thread.
class TextDictionary
{
public:
    std::vector<std::shared_ptr<const DictionaryPart>> parts; ///< In order of id

    qint64 count() const;
    qint64 lastId() const { return parts.empty() ? 0 : parts.back()->lastId(); }
    QByteArrayView value(qint64 id) const; ///< Empty for ids that are not there
    QByteArrayView folded(qint64 id) const;
    QString text(qint64 id) const { return QString::fromUtf8(value(id)); }
    /// Adds the ids of all values that match; false when cancelled.
    bool search(QByteArrayView foldedNeedle, TextMatch match, const std::atomic<bool> *cancel, IdSet &into) const;
    bool isSound() const;

private:
    std::pair<const DictionaryPart *, qsizetype> find(qint64 id) const; ///< Place -1: not there
};

} // namespace ashiato
