// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/records.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace ashiato
{

/// The strings of one batch: one blob, addressed by StringRef. Ref 0 is the empty string.
/// intern() finds repeated strings; add() does not look and is for values that hardly repeat.
/// Any thread, not concurrently. Views stay valid until the next change.
class StringPool
{
public:
    StringPool();

    StringRef intern(QByteArrayView value);
    StringRef intern(const QString &value);
    StringRef add(QByteArrayView value);
    QByteArrayView view(StringRef ref) const
    {
        if (ref == 0 || ref >= m_ends.size())
            return {};
        return QByteArrayView(m_blob.data() + m_ends[ref - 1], qsizetype(m_ends[ref] - m_ends[ref - 1]));
    }
    QString text(StringRef ref) const { return QString::fromUtf8(view(ref)); }

    quint32 count() const { return quint32(m_ends.size()); } ///< Refs below this are valid.
    qsizetype bytes() const { return qsizetype(m_blob.size()); }
    void clear();

    const std::vector<char> &blob() const { return m_blob; }
    const std::vector<quint32> &ends() const { return m_ends; }
    /// Takes decoded arrays; false when they contradict each other or are not UTF-8.
    bool assign(QByteArrayView blob, const quint32 *ends, quint32 count);

private:
    void grow();

    std::vector<char> m_blob;
    std::vector<quint32> m_ends;  // m_ends[i]: end of string i; [0] is 0
    std::vector<quint32> m_slots; // open addressing over interned refs
    quint32 m_interned = 0;
};

} // namespace ashiato
