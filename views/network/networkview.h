// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/filter.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

#include <vector>

class QAction;
class QLabel;
class QSplitter;
class QTableView;
class QToolButton;

namespace ashiato
{

class EmptyNote;
class FlowTableModel;
class LensQuery;
class NetworkCanvas;
class NetworkQuery;
struct NetworkPick;

/// Who spoke to whom in the lens: a graph of endpoints over the table of conversations. A click marks what belongs
/// together and gives its sums; Enter or a double click narrows the lens to it; I and X narrow to it or exclude it.
/// Asks only while it is looked at. GUI thread.
class NetworkView : public QWidget
{
    Q_OBJECT

public:
    NetworkView(const ViewContext &context, LensQuery &query, QWidget *parent = nullptr);

    NetworkCanvas *canvas() const { return m_canvas; }
    QTableView *table() const { return m_table; }
    const FlowTableModel &model() const { return *m_model; }
    /// The sums of what is picked, else of everything, in words.
    QString summary() const;

protected:
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeKinds(QWidget *parent);
    void takeKinds();
    void refreshKinds();
    void makeTable();
    void connectAll();
    void restoreState();
    void saveState();
    void ask();
    void takeFlows();
    void canvasPicked();
    void rowPicked();
    void mark(const NetworkPick &pick);
    void open();
    void narrow(bool exclude);
    void narrowRow(bool exclude);
    void narrowPick(bool exclude);
    void exclude(const std::vector<Condition> &together);
    void include(const std::vector<Condition> &conditions);
    void refreshText();
    void retranslate();

    ViewContext m_context;
    LensQuery &m_query;
    NetworkQuery *m_network = nullptr;
    FlowTableModel *m_model = nullptr;
    QSplitter *m_splitter = nullptr;
    NetworkCanvas *m_canvas = nullptr;
    QLabel *m_summary = nullptr;
    QTableView *m_table = nullptr;
    EmptyNote *m_empty = nullptr;
    QToolButton *m_kinds = nullptr;
    std::vector<QAction *> m_kindActions; ///< By FlowKind
    QString m_failure;
    bool m_stale = true;         ///< The lens has moved since this view last asked
    bool m_tableLast = false;    ///< The table was used last: keys act on its row
};

} // namespace ashiato
