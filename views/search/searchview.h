// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filetablemodel.h"
#include "models/search/eventsearch.h"
#include "models/timeline/eventtablemodel.h"
#include "views/shared/language.h"
#include "views/shared/viewcontext.h"
#include "views/tags/tagcontroller.h"

#include <QWidget>

class QLabel;
class QTableView;
class QToolButton;
class QVBoxLayout;

namespace ashiato
{

class EventDelegate;
class HeldKeys;

/// What a search found in the whole case, events above and files below, kept while one goes on elsewhere: the conditions
/// of the lens do not change it, what is imported meanwhile is found too. The current row is the lens's focus as in any
/// view; Enter goes to the row in its own view. Events made from file times are left out, for their files stand below.
/// GUI thread.
class SearchView : public QWidget
{
    Q_OBJECT

public:
    SearchView(const ViewContext &context, TagController &tags, const QString &text, QWidget *parent = nullptr);
    ~SearchView() override;

    const QString &text() const { return m_text; }
    /// "203.0.113.66 (712)", shortened; the window title is the tab's.
    QString title() const;
    QTableView *eventsTable() const { return m_events.table; }
    QTableView *filesTable() const { return m_files.table; }
    bool isBusy() const { return m_search.isBusy() || m_fileModel.isBusy(); }
    /// What the key of a tag acts on: the marked rows of the table that is worked in.
    TagTargets targets() const;

public Q_SLOTS:
    /// The case has grown: looks again; the row that is read stays.
    void refresh();

Q_SIGNALS:
    void eventWanted(qint64 eventId);
    void fileWanted(qint64 fileId);
    void sourceWanted();
    void noteWanted();
    void told(const ashiato::Sentence &text);

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Part {
        QLabel *heading = nullptr;
        QTableView *table = nullptr;
        HeldKeys *keys = nullptr;
        qint64 keptId = 0;
    };
    void makeBar(QVBoxLayout *column);
    QWidget *makePart(Part &part, QAbstractItemModel &model, const char *name);
    void makeEvents();
    void makeFiles();
    void connectActions();
    void onAction(const char *id, void (SearchView::*work)());
    void ask();
    void eventsFound();
    void filesFound();
    void restore(Part &part, qint64 place);
    void retranslate();
    void refreshWords();
    qint64 idOf(const Part &part, int row) const;
    qint64 currentId(const Part &part) const;
    void currentChanged(const Part &part);
    bool isInFiles() const { return m_current == &m_files; }
    void step(int rows);
    void down() { step(1); }
    void up() { step(-1); }
    void open();
    void source();
    void note();
    void copyRows();
    void copyCell();
    void narrow(bool exclude);
    void include() { narrow(false); }
    void exclude() { narrow(true); }
    void useAsFilter();

    ViewContext m_context;
    TagController &m_tags;
    QString m_text;
    EventSearch m_search;
    EventTableModel m_eventModel;
    FileTableModel m_fileModel;
    EventColumn m_sortBy = EventColumn::Time;
    Qt::SortOrder m_order = Qt::AscendingOrder;
    QLabel *m_title = nullptr;
    QToolButton *m_filter = nullptr;
    EventDelegate *m_delegate = nullptr;
    Part m_events, m_files;
    Part *m_current = &m_events;
    bool m_wasShown = false, m_isRestoring = false;
};

} // namespace ashiato
