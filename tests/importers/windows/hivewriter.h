// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace ashiato
{

/// A key of a hive that is to be written.
struct HiveKeyTree {
    struct Value {
        QByteArray name;
        quint32 type = 0;
        QByteArray data;
    };
    QByteArray name;
    std::vector<Value> values;
    std::vector<HiveKeyTree> keys;
    quint64 written = 132'000'000'000'000'000;

    HiveKeyTree &key(const QByteArray &path); ///< Below this one, made where it is not there
    HiveKeyTree &set(const QByteArray &valueName, const QString &text, quint32 type = 1);
    HiveKeyTree &set(const QByteArray &valueName, quint32 number);
    HiveKeyTree &set(const QByteArray &valueName, const QByteArray &data, quint32 type);
};

/// Writes hives as Windows does: one bin, cells of 8 bytes, lh lists (ri above 500), resident data up to 4 bytes, big data
/// in segments. sequences: of the base block.
QByteArray writeHive(const HiveKeyTree &root, quint32 primary = 1, quint32 secondary = 1, bool utf16Names = false);

/// A new log with one entry an image: the pages in which it differs from the one before it (the first from base).
QByteArray writeHiveLog(const QByteArray &base, const std::vector<QByteArray> &states, quint32 firstSequence);
/// An old log with the sectors in which the state differs.
QByteArray writeOldHiveLog(const QByteArray &base, const QByteArray &state, quint32 sequence);

/// Sets the checksum of a base block.
void sealBaseBlock(QByteArray &bytes);

} // namespace ashiato
