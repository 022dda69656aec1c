// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"
#include "models/wording/wording.h"

#include <QAbstractTableModel>
#include <QCache>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

#include <memory>

namespace ashiato
{

class Case;
class ColumnStore;

/// The rows of a selection as a table of any length: a page is fetched when it is looked at, off the GUI thread, and
/// some are kept. data() never waits: a cell that is not here yet is empty and LoadingRole is true. Rows cost nothing.
/// Rows that are here are known by their event: another selection shows them at once, and fetches them again.
/// GUI thread.
class EventTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        EventIdRole = Qt::UserRole, ///< qint64; never loads
        LoadingRole,                ///< bool
        KindRole,                   ///< EventKind as int
        SeverityRole,               ///< Severity as int
        TagsRole,                   ///< QVariantList of tag ids
        SeenRole,                   ///< bool
        NoteRole,                   ///< bool
        RawValueRole,               ///< The exact stored value of the cell, as text
        FilterFieldRole,            ///< FilterField that the cell's value narrows, -1: none
        ShownNsRole,                ///< qint64
        FlagsRole,                  ///< EventFlag
    };

    EventTableModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);
    ~EventTableModel() override;

    /// The answer to another question: begins anew.
    void setSelection(const EventSelection &selection);
    /// The answer to the same question, of the case as it is now: rows come and go and move, and what is current, marked
    /// or held by an index stays with its event.
    void growSelection(const EventSelection &selection);
    const EventSelection &selection() const { return m_selection; }
    void setWording(const Wording &wording);
    /// IANA id, "UTC" or Lens::kSourceZone.
    void setDisplayZone(const QString &zone);
    /// Tags, notes and seen marks have changed: visible pages are fetched again.
    void marksChanged();

    /// The whole row if it is here, else nullptr (and it is asked for).
    const EventRow *row(int place) const;
    /// The same for a key that acts on the row: looks it up by its id where it is not here yet, which takes less than a
    /// millisecond; nullptr where the case does not give it.
    const EventRow *rowNow(int place);
    /// Place of an event in the selection (by a scan of ids; -1: not there).
    int placeOf(qint64 eventId) const;
    qint64 eventId(int place) const { return m_selection.eventId(place); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    /// The title of a column in the language of the wording.
    QString columnTitle(EventColumn column) const;
    /// The shown time as people read it, in the display zone.
    QString timeText(const EventRow &row) const;
    /// A cell of any row, whether it is here or not.
    QString text(const EventRow &row, EventColumn column) const;

Q_SIGNALS:
    /// A row that was asked for has come.
    void pageArrived(int first, int last);

private:
    using Page = QVector<EventRow>;
    void fetch() const;
    void take(quint64 generation, int page, Page rows);
    void forgetPages();
    QString rawText(const EventRow &row, EventColumn column) const;
    static int filterField(EventColumn column);

    Case &m_case;
    std::shared_ptr<ColumnStore> m_columns;
    EventSelection m_selection;
    std::unique_ptr<Wording> m_wording;
    QString m_zone;
    int m_rowCount = 0; ///< What views were told; differs from the selection while they are told more
    mutable QCache<qint64, EventRow> m_kept;  ///< By event id
    mutable QSet<int> m_wanted, m_asked;      ///< Pages of this selection
    QSet<int> m_come, m_short;                ///< Those that came, and of these the ones that lack rows
    mutable QTimer m_merge;
    QThreadPool m_pool;
    quint64 m_generation = 0;
};

} // namespace ashiato
