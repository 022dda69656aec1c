// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

namespace ashiato
{

/// The double-byte characters of the Japanese encodings, read once from ICU's converters. 0 where a code is not
/// assigned. Constant data after the first call; any thread.
class JapaneseTables
{
public:
    static const JapaneseTables &instance();

    /// CP932 lead 81–9F, E0–FC, trail 40–7E, 80–FC.
    char16_t cp932(quint8 lead, quint8 trail) const { return m_cp932[lead - 0x80][trail]; }
    /// EUC-JP code set 1: both bytes A1–FE.
    char16_t eucJp(quint8 first, quint8 second) const { return m_euc[first - 0x80][second - 0x80]; }
    /// EUC-JP code set 3 (JIS X 0212): the two bytes after 8F.
    char16_t eucJp3(quint8 first, quint8 second) const { return m_euc3[first - 0x80][second - 0x80]; }

private:
    JapaneseTables();

    char16_t m_cp932[128][256] = {};
    char16_t m_euc[128][128] = {};
    char16_t m_euc3[128][128] = {};
};

} // namespace ashiato
