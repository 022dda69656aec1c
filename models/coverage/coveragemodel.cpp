// SPDX-License-Identifier: Apache-2.0
#include "models/coverage/coveragemodel.h"

#include "models/lens/lens.h"
#include "models/time/timetext.h"

#include <algorithm>
#include <tuple>

namespace ashiato
{

namespace
{

constexpr qint64 kSecondNs = 1'000'000'000;

bool isNumber(int column) { return column >= CoverageModel::Records && column <= CoverageModel::Damaged; }

qint64 numberOf(const CoverageRow &row, int column)
{
    return column == CoverageModel::Records     ? row.records
           : column == CoverageModel::Recovered ? row.recovered
                                                : row.damaged;
}

} // namespace

CoverageModel::CoverageModel(const Wording &wording, QObject *parent) : QAbstractTableModel(parent), m_wording(wording) {}

void CoverageModel::setRows(std::vector<CoverageRow> rows)
{
    beginResetModel();
    m_rows = std::move(rows);
    order();
    endResetModel();
}

void CoverageModel::everythingChanged()
{
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_rows.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void CoverageModel::setWording(const Wording &wording)
{
    m_wording = wording;
    everythingChanged();
}

void CoverageModel::setDisplayZone(const QString &zone)
{
    m_zone = zone == Lens::kSourceZone ? QStringLiteral("UTC") : zone;
    everythingChanged();
}

std::pair<const CoverageRow *, const CoverageRow *> CoverageModel::ends() const
{
    const CoverageRow *first = nullptr, *last = nullptr;
    for (const CoverageRow &row : m_rows) {
        if (row.firstShownNs == kNoTime || row.lastShownNs == kNoTime)
            continue;
        if (!first || row.firstShownNs < first->firstShownNs)
            first = &row;
        if (!last || row.lastShownNs > last->lastShownNs)
            last = &row;
    }
    return {first, last};
}

std::optional<std::pair<qint64, qint64>> CoverageModel::span() const
{
    const auto [first, last] = ends();
    return first ? std::optional(std::pair(first->firstShownNs, last->lastShownNs)) : std::nullopt;
}

std::pair<QString, QString> CoverageModel::spanText() const
{
    const auto [first, last] = ends();
    return first ? std::pair(timeText(*first, first->firstShownNs), timeText(*last, last->lastShownNs)) : std::pair<QString, QString>();
}

void CoverageModel::sort(int column, Qt::SortOrder order)
{
    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    // What is selected stays selected: rows are known by their id.
    const QModelIndexList before = persistentIndexList();
    std::vector<qint64> ids;
    for (const QModelIndex &index : before)
        ids.push_back(m_rows[size_t(index.row())].id);
    m_column = column;
    m_order = order;
    this->order();
    QModelIndexList after;
    for (size_t i = 0; i < ids.size(); ++i) {
        const auto row = std::find_if(m_rows.begin(), m_rows.end(), [&](const CoverageRow &r) { return r.id == ids[i]; });
        after.append(index(int(row - m_rows.begin()), before[qsizetype(i)].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

void CoverageModel::order()
{
    const auto less = [this](const CoverageRow &a, const CoverageRow &b) {
        switch (m_column) {
        case Exhibit: return a.evidence < b.evidence;
        case Path: return a.path < b.path;
        case Format: return formatText(a) < formatText(b);
        case Last: return a.lastShownNs < b.lastShownNs;
        case Records:
        case Recovered:
        case Damaged: return numberOf(a, m_column) < numberOf(b, m_column);
        default: return a.firstShownNs < b.firstShownNs;
        }
    };
    std::sort(m_rows.begin(), m_rows.end(), [](const CoverageRow &a, const CoverageRow &b) { return a.id < b.id; });
    std::stable_sort(m_rows.begin(), m_rows.end(), [&](const CoverageRow &a, const CoverageRow &b) {
        return m_order == Qt::AscendingOrder ? less(a, b) : less(b, a);
    });
}

int CoverageModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int CoverageModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QString CoverageModel::timeText(const CoverageRow &row, qint64 ns) const
{
    return timeDisplay(ns, kSecondNs, m_zone, row.zoneKnown);
}

QString CoverageModel::formatText(const CoverageRow &row) const
{
    const QString title = m_wording.importerTitle(row.importer);
    // "squid native" is the importer and its variant.
    const QString variant = row.format.startsWith(row.importer) ? row.format.mid(row.importer.size()).trimmed() : row.format;
    return variant.isEmpty() ? title : QStringLiteral("%1 (%2)").arg(title, variant);
}

QString CoverageModel::text(const CoverageRow &row, int column) const
{
    switch (column) {
    case Exhibit: return visibleText(row.evidence);
    case Path: return visibleText(row.path);
    case Format: return visibleText(formatText(row));
    case First: return timeText(row, row.firstShownNs);
    case Last: return timeText(row, row.lastShownNs);
    case Span: return row.firstShownNs == kNoTime ? tr("no times") : QString();
    case Records: return m_wording.number(row.records);
    case Recovered:
    case Damaged: return numberOf(row, column) ? m_wording.number(numberOf(row, column)) : QStringLiteral("–");
    default: return {};
    }
}

QVariant CoverageModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const CoverageRow &row = m_rows[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::AccessibleTextRole:
        if (index.column() == Span && row.firstShownNs != kNoTime)
            return tr("%1 to %2").arg(timeText(row, row.firstShownNs), timeText(row, row.lastShownNs));
        return text(row, index.column());
    case Qt::ToolTipRole: {
        const bool times = index.column() == Span && row.firstShownNs != kNoTime;
        const QString tip = times ? tr("%1 to %2").arg(timeText(row, row.firstShownNs), timeText(row, row.lastShownNs)) : text(row, index.column());
        return QStringLiteral("<qt>%1</qt>").arg(tip.toHtmlEscaped());
    }
    case Qt::TextAlignmentRole: return int((isNumber(index.column()) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case FirstNsRole: return row.firstShownNs;
    case LastNsRole: return row.lastShownNs;
    case FileIdRole: return row.fileId;
    case NumberRole: return isNumber(index.column()) ? QVariant(numberOf(row, index.column())) : QVariant();
    default: return {};
    }
}

QVariant CoverageModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((isNumber(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    const QString zone = m_zone == QStringLiteral("Asia/Tokyo") ? QStringLiteral("JST") : m_zone.isEmpty() ? QStringLiteral("UTC") : m_zone;
    switch (section) {
    case Exhibit: return tr("Exhibit");
    case Path: return tr("Source");
    case Format: return tr("Format");
    case Span: return tr("Time covered");
    case First: return tr("First (%1)").arg(zone);
    case Last: return tr("Last (%1)").arg(zone);
    case Records: return tr("Records");
    case Recovered: return tr("Recovered");
    case Damaged: return tr("Damaged");
    default: return {};
    }
}

} // namespace ashiato
