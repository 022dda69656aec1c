// SPDX-License-Identifier: Apache-2.0
#include "models/timeline/eventtablemodel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/columns/columnstore.h"
#include "models/lens/lens.h"
#include "models/records/eventflags.h"
#include "models/time/timetext.h"
#include "models/timeline/citation.h"

#include <QCoreApplication>
#include <QPointer>

#include <limits>

namespace ashiato
{

namespace
{

constexpr int kPageRows = 128;
constexpr int kRowsKept = 64 * kPageRows;

QString numberText(const Wording &wording, qint64 value) { return value < 0 ? QString() : wording.number(value); }

int rowsOf(const EventSelection &selection)
{
    return int(qMin<qint64>(selection.count(), std::numeric_limits<int>::max()));
}

/// What a condition on the cell asks for: it holds one flag.
QString firstFlagId(quint32 flags)
{
    for (const EventFlagId &known : kEventFlagIds) {
        if (flags & known.flag)
            return QLatin1String(known.id);
    }
    return {};
}

QString endpointText(const QString &address, int port)
{
    return port > 0 && !address.isEmpty() ? QStringLiteral("%1:%2").arg(address).arg(port) : address;
}

} // namespace

EventTableModel::EventTableModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent)
    : QAbstractTableModel(parent), m_case(openCase), m_columns(std::move(columns)), m_kept(kRowsKept)
{
    m_pool.setMaxThreadCount(1);
    m_merge.setSingleShot(true);
    m_merge.setInterval(0);
    connect(&m_merge, &QTimer::timeout, this, [this] { fetch(); });
}

EventTableModel::~EventTableModel()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void EventTableModel::forgetPages()
{
    m_wanted.clear();
    m_asked.clear();
    m_come.clear();
    m_short.clear();
    ++m_generation;
}

void EventTableModel::setSelection(const EventSelection &selection)
{
    beginResetModel();
    m_selection = selection;
    m_rowCount = rowsOf(selection);
    forgetPages();
    endResetModel();
}

void EventTableModel::growSelection(const EventSelection &selection)
{
    // Events come between the others in any number of places; telling each would cost more than a reset. They come at
    // the end instead, all rows take their places, and what is too many goes from the end.
    const int before = m_rowCount, after = rowsOf(selection);
    if (after > before) {
        beginInsertRows({}, before, after - 1);
        m_rowCount = after;
        endInsertRows();
    }
    Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
    const QModelIndexList from = persistentIndexList();
    std::vector<qint64> ids;
    for (const QModelIndex &index : from)
        ids.push_back(m_selection.eventId(index.row()));
    m_selection = selection;
    forgetPages();
    const std::vector<qint64> places = m_selection.placesOf(ids);
    QModelIndexList to;
    for (qsizetype i = 0; i < from.size(); ++i)
        to.append(places[size_t(i)] < 0 ? QModelIndex() : index(int(places[size_t(i)]), from[i].column()));
    changePersistentIndexList(from, to);
    Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
    if (after < before) {
        beginRemoveRows({}, after, before - 1);
        m_rowCount = after;
        endRemoveRows();
    }
}

void EventTableModel::setWording(const Wording &wording)
{
    m_wording = std::make_unique<Wording>(wording);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void EventTableModel::setDisplayZone(const QString &zone)
{
    m_zone = zone;
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

void EventTableModel::marksChanged()
{
    // What is here stays on the screen until the new rows have come; who shows a row asks for it again.
    forgetPages();
    if (m_rowCount > 0)
        Q_EMIT dataChanged(index(0, 0), index(m_rowCount - 1, columnCount() - 1));
}

int EventTableModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : m_rowCount; }

int EventTableModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(EventColumn::Count); }

const EventRow *EventTableModel::row(int place) const
{
    const qint64 id = m_selection.eventId(place);
    if (id == 0)
        return nullptr;
    const int page = place / kPageRows;
    const EventRow *kept = m_kept.object(id);
    const bool wanted = kept ? !m_come.contains(page) : !m_short.contains(page); // a row may have been crowded out
    if (wanted && !m_asked.contains(page)) {
        m_wanted.insert(page);
        m_merge.start();
    }
    return kept;
}

const EventRow *EventTableModel::rowNow(int place)
{
    if (const EventRow *kept = row(place))
        return kept;
    const qint64 id = m_selection.eventId(place);
    const auto reader = id != 0 ? m_case.reader() : Result<std::shared_ptr<CaseReader>>(ErrorCode::NotFound);
    if (!reader)
        return nullptr;
    auto rows = (*reader)->events({id});
    if (!rows || rows->empty())
        return nullptr;
    auto *kept = new EventRow(std::move(rows->front()));
    m_kept.insert(id, kept);
    return kept;
}

int EventTableModel::placeOf(qint64 eventId) const { return int(m_selection.placeOf(eventId)); }

void EventTableModel::fetch() const
{
    const QSet<int> wanted = std::exchange(m_wanted, {});
    QPointer<EventTableModel> self(const_cast<EventTableModel *>(this));
    for (const int page : wanted) {
        m_asked.insert(page);
        const_cast<QThreadPool &>(m_pool).start([self, page, generation = m_generation, selection = m_selection,
                                                 columns = m_columns, openCase = &m_case] {
            Page rows;
            if (auto reader = openCase->reader()) {
                EventQuery query(columns, *reader);
                if (auto got = query.page(selection, qint64(page) * kPageRows, kPageRows))
                    rows = std::move(*got);
            }
            QMetaObject::invokeMethod(qApp, [self, page, generation, rows = std::move(rows)]() mutable {
                if (self)
                    self->take(generation, page, std::move(rows));
            });
        });
    }
}

void EventTableModel::take(quint64 generation, int page, Page rows)
{
    const bool whole = rows.size() == qMin<qint64>(kPageRows, m_selection.count() - qint64(page) * kPageRows);
    // Rows of a selection that is gone by now are good for the one that shows the same events.
    for (EventRow &row : rows)
        m_kept.insert(row.id, new EventRow(std::move(row)));
    if (generation != m_generation)
        return;
    m_asked.remove(page);
    m_come.insert(page);
    if (!whole)
        m_short.insert(page);
    const int first = page * kPageRows, last = qMin(rowCount(), first + kPageRows) - 1;
    if (last < first)
        return;
    Q_EMIT dataChanged(index(first, 0), index(last, columnCount() - 1));
    Q_EMIT pageArrived(first, last);
}

QString EventTableModel::timeText(const EventRow &row) const
{
    if (row.shownNs == kNoTime)
        return {};
    if (m_zone == Lens::kSourceZone) {
        const int offset = row.offsetMinutes.value_or(0);
        const QString mark = row.basis == TimeBasis::Utc    ? QStringLiteral("Z")
                             : row.basis == TimeBasis::Local ? QString()
                                                             : u' ' + offsetText(offset);
        return timeDisplay(row.recordedNs, row.precisionNs, row.basis == TimeBasis::Offset ? offset : 0) + mark;
    }
    return timeDisplay(row.shownNs, row.precisionNs, m_zone, row.zoneKnown);
}

QString EventTableModel::text(const EventRow &row, EventColumn column) const
{
    const Wording &w = *m_wording;
    switch (column) {
    case EventColumn::Time: return timeText(row);
    case EventColumn::Kind: return w.kind(eventKindOf(row.type, row.otherMeaning));
    case EventColumn::Type: return row.type;
    case EventColumn::Severity: return row.severity == Severity::None ? QString() : w.severity(row.severity);
    case EventColumn::Message: return w.eventSentence(eventFieldsOf(row));
    case EventColumn::Source: return visibleText(endpointText(row.source, row.sourcePort));
    case EventColumn::Destination: return visibleText(endpointText(row.destination, row.destinationPort));
    case EventColumn::Evidence: return row.evidence;
    case EventColumn::Path: return visibleText(row.path);
    case EventColumn::Position: return positionText(row.offset, row.length, row.recordNumber);
    case EventColumn::Tags: return {};
    case EventColumn::Flags: return w.eventFlags(row.flags & allToldFlags()).join(QStringLiteral(", "));
    default: break;
    }
    const auto field = typedFieldOf(column);
    if (!field)
        return {};
    if (specOf(*field).shape == FieldShape::Bytes)
        return numberText(w, numberOf(row, *field));
    return visibleText(textOf(row, *field));
}

QString EventTableModel::rawText(const EventRow &row, EventColumn column) const
{
    switch (column) {
    case EventColumn::Time: return ashiato::timeText(row.shownNs, row.precisionNs, 0, row.zoneKnown);
    case EventColumn::Kind: return eventKindId(eventKindOf(row.type, row.otherMeaning));
    case EventColumn::Severity: return QString::number(int(row.severity));
    case EventColumn::Path: return row.path;
    case EventColumn::Flags: return firstFlagId(row.flags);
    default: break;
    }
    const auto field = typedFieldOf(column);
    return field ? textOf(row, *field) : text(row, column);
}

int EventTableModel::filterField(EventColumn column)
{
    switch (column) {
    case EventColumn::Kind: return int(FilterField::Kind);
    case EventColumn::Type: return int(FilterField::Type);
    case EventColumn::Severity: return int(FilterField::Severity);
    case EventColumn::Message: return int(FilterField::Text);
    case EventColumn::Evidence: return int(FilterField::Evidence);
    case EventColumn::Path: return int(FilterField::Path);
    case EventColumn::Tags: return int(FilterField::Tag);
    case EventColumn::Flags: return int(FilterField::Flag);
    default: break;
    }
    const auto field = typedFieldOf(column);
    return field ? int(filterFieldOf(*field)) : -1;
}

QVariant EventTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid) || !m_wording)
        return {};
    const auto column = EventColumn(index.column());
    if (role == EventIdRole)
        return m_selection.eventId(index.row());
    if (role == FilterFieldRole)
        return filterField(column);
    if (role == Qt::TextAlignmentRole) {
        const auto field = typedFieldOf(column);
        const bool number = field && !specOf(*field).isText();
        return int((number ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    const EventRow *found = nullptr;
    switch (role) {
    case Qt::DisplayRole:
    case Qt::ToolTipRole:
    case LoadingRole:
    case KindRole:
    case SeverityRole:
    case TagsRole:
    case SeenRole:
    case NoteRole:
    case RawValueRole:
    case ShownNsRole:
    case FlagsRole: found = row(index.row()); break;
    default: return {};
    }
    if (role == LoadingRole)
        return found == nullptr;
    if (!found)
        return {};
    switch (role) {
    case KindRole: return int(eventKindOf(found->type, found->otherMeaning));
    case SeverityRole: return int(found->severity);
    case TagsRole: {
        QVariantList tags;
        for (const qint64 tag : found->tags)
            tags.append(tag);
        return tags;
    }
    case SeenRole: return found->seen;
    case NoteRole: return found->hasNote;
    case RawValueRole: return rawText(*found, column);
    case ShownNsRole: return found->shownNs;
    case FlagsRole: return found->flags;
    default: return text(*found, column);
    }
}

QString EventTableModel::columnTitle(EventColumn column) const
{
    switch (column) {
    case EventColumn::Time: {
        const QString zone = m_zone == QStringLiteral("Asia/Tokyo") ? QStringLiteral("JST")
                             : m_zone == Lens::kSourceZone          ? tr("as recorded")
                                                                    : m_zone;
        return tr("Time (%1)").arg(zone);
    }
    case EventColumn::Kind: return tr("Kind");
    case EventColumn::Type: return tr("Type");
    case EventColumn::Severity: return tr("Severity");
    case EventColumn::Message: return tr("What happened");
    case EventColumn::Evidence: return tr("Exhibit");
    case EventColumn::Path: return tr("Source");
    case EventColumn::Position: return tr("Position");
    case EventColumn::Tags: return tr("Tags");
    case EventColumn::Flags: return tr("Remarks");
    default: break;
    }
    const auto field = typedFieldOf(column);
    return field && m_wording ? m_wording->fieldTitle(*field) : QString();
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= columnCount())
        return {};
    if (role == FilterFieldRole)
        return filterField(EventColumn(section));
    if (role == Qt::DisplayRole || role == Qt::ToolTipRole)
        return columnTitle(EventColumn(section));
    return {};
}

} // namespace ashiato
