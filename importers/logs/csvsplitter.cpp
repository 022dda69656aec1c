// SPDX-License-Identifier: Apache-2.0
#include "importers/logs/csvsplitter.h"

namespace ashiato
{

void CsvSplitter::begin(qsizetype plainAt)
{
    m_count = 0;
    m_at = 0;
    m_plainAt = plainAt;
    m_openedAt = m_oddAt = -1;
    m_open = m_spread = m_oddlySpread = m_cut = false;
}

bool CsvSplitter::take(QByteArrayView text)
{
    m_spread = m_open;
    while (true) {
        if (!m_open) {
            if (m_count == m_cells.size())
                m_cells.emplace_back();
            m_cells[m_count++].clear();
            if (m_at < text.size() && text[m_at] == '"') {
                m_open = m_at != m_plainAt;
                m_openedAt = m_open ? m_at : m_openedAt;
                ++m_at;
            }
        }
        std::string &cell = m_cells[m_count - 1];
        while (m_open) {
            const qsizetype quote = text.indexOf('"', m_at);
            const qsizetype end = quote < 0 ? text.size() : quote;
            cell.append(text.data() + m_at, size_t(end - m_at));
            m_at = end;
            if (quote < 0)
                return false;
            ++m_at;
            m_open = m_at < text.size() && text[m_at] == '"';
            if (m_open) {
                cell += '"';
                ++m_at;
            } else {
                const bool followed = m_at < text.size() && text[m_at] != m_delimiter;
                if (followed && (m_spread || cell.find(m_delimiter) != std::string::npos)) {
                    m_oddAt = m_oddAt < 0 ? m_openedAt : m_oddAt;
                    m_oddlySpread = m_oddlySpread || m_spread;
                }
                m_spread = false;
            }
        }
        m_cut = m_count == kMostCells && text.indexOf(m_delimiter, m_at) >= 0;
        qsizetype end = m_cut ? -1 : text.indexOf(m_delimiter, m_at);
        if (end < 0)
            end = text.size();
        cell.append(text.data() + m_at, size_t(end - m_at));
        m_at = end + 1;
        if (end == text.size())
            return true;
    }
}

} // namespace ashiato
