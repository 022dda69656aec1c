// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"
#include "views/shared/language.h"
#include "views/shared/viewcontext.h"

#include <QWidget>


namespace ashiato
{

class EmptyNote;
class EventDelegate;
class EventTableModel;
class FilterHeader;
class FrozenTable;
class GroupPanel;
class LensQuery;

/// The table of events: sorts by any column on all rows, a field under each title narrows, one key each for "only this
/// value" and "not this value", reading position kept while rows come in. GUI thread.
class EventsView : public QWidget
{
    Q_OBJECT

public:
    EventsView(const ViewContext &context, EventTableModel &model, LensQuery &query, QWidget *parent = nullptr);

    FrozenTable *table() const { return m_table; }
    /// Ids of the marked rows, in order; empty when all matches are marked (see allMarked()).
    std::vector<qint64> markedIds() const;
    /// Goes to the first row from this time on; the order becomes that of time.
    void goToTime(qint64 ns);
    /// Goes to an event; conditions that hide it are lifted, one step of the history.
    void goToEvent(qint64 eventId);
    /// "Select all" marks the filter itself, not the rows on the screen.
    bool allMarked() const { return m_allMarked; }
    qint64 currentId() const;
    GroupPanel *groups() const { return m_groups; }

Q_SIGNALS:
    /// The row's source bytes are wanted (event id).
    void sourceWanted(qint64 eventId);
    void noteWanted(qint64 eventId);
    void openWanted(qint64 eventId);
    void markedChanged();
    void told(const ashiato::Sentence &text); ///< Why a key did nothing

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeTable();
    void connectActions();
    void onAction(const char *id, void (EventsView::*work)());
    bool active() const;
    void selectionChanged();
    void showInContext(int row, int column);
    void growRows();
    void showOtherRows();
    void selectAllRows();
    void currentChanged();
    void applyHeaderFilter(int column, const QString &text);
    void showFilterInHeader();
    void narrow(bool exclude);
    void include();
    void exclude();
    void group();
    void around();
    void open();
    void source();
    void markSeen();
    void nextUnseen();
    void note();
    void down() { step(1); }
    void up() { step(-1); }
    void step(int rows);
    void copyRows();
    QList<qint64> chosenIds() const;
    void copyCell();
    void copyCitation();
    void markAll();
    void find();
    void columnsMenu(const QPoint &at);
    /// Times as recorded have an offset behind them: the column makes room for it, and gives it back.
    void fitTimes();
    void fitMessage();
    void chooseColumns();
    void restoreColumns();
    void saveColumns();
    void columnResized(int column);
    void retranslate();
    void refreshEmpty();
    void refreshTags();

    ViewContext m_context;
    EventTableModel &m_model;
    LensQuery &m_query;
    FrozenTable *m_table = nullptr;
    FilterHeader *m_header = nullptr;
    EventDelegate *m_delegate = nullptr;
    GroupPanel *m_groups = nullptr;
    EmptyNote *m_empty = nullptr;
    bool m_ownColumns = false; ///< The examiner has chosen them: no width changes by itself
    bool m_isFitting = false;  ///< Widths change by themselves just now
    int m_timeWidth = 0; ///< Of the time column before it made room; 0: it has not
    bool m_allMarked = false;
    int m_resumeRow = 0; ///< Where the next step begins when the current row has gone
};

} // namespace ashiato
