// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/columns/pace.h"
#include "models/query/eventquery.h"
#include "models/records/result.h"

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <memory>
#include <optional>

namespace ashiato
{

class Case;
class ColumnStore;
class Lens;

/// Keeps the selection of the lens: asks anew when the filter, the order or the case changes, off the GUI thread, and
/// tells the newest answer alone; an older question is cancelled at the next chunk. Also brings the column store up to
/// date while the case grows, a part at a time, so that rows and band grow live; beside an import that goes at a pace, and
/// what it leaves undone is done when nothing is committed any more. GUI thread; signals come there.
class LensQuery : public QObject
{
    Q_OBJECT

public:
    LensQuery(Case &openCase, Lens &lens, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);
    ~LensQuery() override;

    const EventSelection &selection() const { return m_selection; }
    /// First and last shown time of everything (not of the lens).
    std::optional<std::pair<qint64, qint64>> caseSpan() const { return m_span; }
    bool isBusy() const { return m_asked != m_answered; }
    bool isBuilding() const { return m_building || m_more; }
    /// Whether the selection answers the question of the one before, asked of the case as it is now.
    bool isSameQuestion() const { return m_sameQuestion; }
    /// Whether the selection leaves out nothing but file times that are hidden.
    bool isWholeCase() const { return m_wholeCase; }
    qint64 lastMs() const { return m_lastMs; } ///< How long the last question took
    EventColumn sortColumn() const { return m_column; }
    Qt::SortOrder sortOrder() const { return m_order; }
    /// File times are many: they are hidden unless asked for, as a condition that is not a chip.
    bool fileTimesShown() const { return m_fileTimes; }
    /// The filter of the lens with the hidden file times.
    Filter effectiveFilter() const;

public Q_SLOTS:
    void sort(ashiato::EventColumn column, Qt::SortOrder order);
    void showFileTimes(bool shown);
    /// Counts of the selection; the newest question wins.
    void requestHistogram(qint64 fromNs, qint64 toNs, int buckets);
    /// The case has grown: look again soon (several calls are one), at a pace.
    void caseChanged();
    /// An import has ended, or marks have changed under the examiner's hands: look again now.
    void caseSettled();
    void marksChanged();
    /// Stops what is being asked (Esc).
    void cancel();

Q_SIGNALS:
    void selectionChanged();
    void histogramChanged(const ashiato::Histogram &histogram);
    void spanChanged();
    void busyChanged(bool busy);
    void failed(const ashiato::Error &error);

private:
    struct Question {
        Filter filter;
        EventColumn column = EventColumn::Time;
        Qt::SortOrder order = Qt::AscendingOrder;
        bool operator==(const Question &) const = default;
    };
    void ask();
    void endTurn();
    void buildIn(qint64 ms);
    qint64 pauseMs() const;
    void build();
    void built(bool more, const Error &error);

    Case &m_case;
    Lens &m_lens;
    std::shared_ptr<ColumnStore> m_columns;
    QThreadPool m_queries;   // one thread: questions in order
    QThreadPool m_histograms;
    QThreadPool m_builds;
    QTimer m_soon, m_quiet;
    EventSelection m_selection;
    std::optional<Question> m_shown; ///< What m_selection answers
    std::optional<std::pair<qint64, qint64>> m_span;
    Pace m_pace; ///< A turn: bringing the columns up to date, the answer that follows, and what is made of it
    EventColumn m_column = EventColumn::Time;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    bool m_fileTimes = false;
    CancelFlag m_cancel, m_cancelHistogram, m_cancelBuild;
    quint64 m_asked = 0, m_answered = 0, m_histogramAsked = 0;
    qint64 m_lastMs = 0;
    bool m_building = false, m_again = false, m_marks = false;
    bool m_compact = false, m_compacting = false;
    bool m_grew = false;  ///< Something was committed since the turn began
    bool m_turn = false;  ///< A turn is under way
    bool m_more = false;  ///< The last build left some to the next
    bool m_sameQuestion = false;
    bool m_wholeCase = false;
};

} // namespace ashiato
