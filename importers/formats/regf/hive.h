// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <optional>
#include <vector>

namespace ashiato
{

/// Registry hive files (regf), Windows NT 3.1 to 11. Structure readers: bytes to structs, no sink. Every offset, size, count
/// and depth is checked: a hive is written by whoever had the machine.
/// Format: Maxim Suhanov, Windows registry file format specification (github.com/msuhanov/regf).

inline constexpr qsizetype kHiveBaseBlock = 4096;

/// The first page.
struct HiveBaseBlock {
    quint32 primarySequence = 0, secondarySequence = 0; ///< Differ while the hive was being written
    quint64 written = 0;                                ///< FILETIME
    quint32 major = 0, minor = 0;
    quint32 type = 0; ///< 0 primary file, 1 old log, 2 and 6 logs
    quint32 root = 0; ///< Cell of the root key
    quint32 binsSize = 0;
    bool checksumValid = false;
    QByteArray name; ///< The end of the path that Windows knew it by, UTF-8

    /// Nothing where the bytes do not begin with such a block.
    static std::optional<HiveBaseBlock> read(QByteArrayView bytes);
    bool isDirty() const { return !checksumValid || primarySequence != secondarySequence; }
};

enum class RegType : quint32 {
    None, Sz, ExpandSz, Binary, Dword, DwordBigEndian, Link, MultiSz, ResourceList, FullResourceDescriptor,
    ResourceRequirementsList, Qword
};

/// A key node. Offsets are those of cells, from the end of the base block.
struct RegKey {
    quint32 cell = 0;
    quint32 cellSize = 0;
    quint64 written = 0; ///< FILETIME
    quint32 subkeys = 0, subkeyList = 0;
    quint32 values = 0, valueList = 0;
    QByteArray name; ///< UTF-8
};

struct RegValue {
    quint32 cell = 0;
    quint32 cellSize = 0;
    QByteArray name; ///< UTF-8; empty: the default value
    quint32 type = 0;
    QByteArray data;
    bool whole = true; ///< Not: its data cell is damaged or short

    QByteArray text() const;          ///< REG_SZ, REG_EXPAND_SZ, REG_LINK: up to the first NUL, UTF-8
    QByteArray texts() const;         ///< REG_MULTI_SZ: joined by "; "
    std::optional<quint64> number() const; ///< REG_DWORD (both), REG_QWORD
    QByteArray shown() const;         ///< Whatever it is: text, decimal number, or hexadecimal digits (cut at 64 bytes)
};

/// A hive in memory. One thread.
class Hive
{
public:
    /// bytes: the primary file, with its logs applied (hivelog.h). Errors: NotMine, Truncated.
    static Result<Hive> open(QByteArray bytes);

    const HiveBaseBlock &base() const { return m_base; }
    qint64 size() const { return m_bytes.size(); }

    std::optional<RegKey> root() const;
    /// By path from a key, names compared without case: "Microsoft\\Windows NT\\CurrentVersion".
    std::optional<RegKey> find(const RegKey &from, QByteArrayView path) const;
    std::optional<RegKey> find(QByteArrayView path) const;
    /// In stored order; what is damaged in the lists is counted in damaged(), the rest is given.
    std::vector<RegKey> subkeys(const RegKey &key) const;
    std::vector<RegValue> values(const RegKey &key) const;
    std::optional<RegValue> value(const RegKey &key, QByteArrayView name) const;

    /// What could not be followed until now, and the file offset of the first.
    qint64 damaged() const { return m_damaged; }
    qint64 firstDamaged() const { return m_firstDamaged; }
    static qint64 fileOffset(quint32 cell) { return kHiveBaseBlock + qint64(cell); }

private:
    Hive(QByteArray bytes, const HiveBaseBlock &base) : m_bytes(std::move(bytes)), m_base(base) {}

    QByteArrayView cell(quint32 offset) const; ///< Without its size; empty where it is none
    std::optional<RegKey> key(quint32 offset) const;
    std::optional<RegValue> valueAt(quint32 offset, bool withData) const;
    bool readData(quint32 offset, quint32 size, QByteArray &data) const;
    std::vector<quint32> subkeyCells(const RegKey &key) const;
    void addList(quint32 list, quint32 most, int depth, std::vector<quint32> &cells) const;
    std::vector<quint32> valueCells(const RegKey &key) const;
    void damage(quint32 offset) const;

    QByteArray m_bytes;
    HiveBaseBlock m_base;
    mutable qint64 m_damaged = 0;
    mutable qint64 m_firstDamaged = -1;
};

} // namespace ashiato
