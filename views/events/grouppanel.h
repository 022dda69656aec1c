// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/timeline/groupmodel.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;
class QToolButton;

namespace ashiato
{

class LensQuery;

/// The events grouped by a column, beside their table: values with their counts, the largest first. Enter or a double
/// click narrows the lens to a value, again lets it go; the keys of "only this value" and "not this value" act here on the
/// group. Asks nothing while it is hidden. GUI thread.
class GroupPanel : public QWidget
{
    Q_OBJECT

public:
    GroupPanel(const ViewContext &context, LensQuery &query, QWidget *parent = nullptr);

    QTableView *list() const { return m_list; }
    /// Whether keys are meant for the list.
    bool isWorkedIn() const;
    /// Whether the groups are being counted.
    bool isBusy() const { return m_model.isBusy(); }
    /// Shows the panel grouped by a field, or by the one of last time, with the focus in its list.
    void open(std::optional<FilterField> field = {});
    void close();

    void include();
    void exclude();
    void step(int rows);

Q_SIGNALS:
    /// Esc, or closed: back to the table.
    void left();

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHead();
    void makeList();
    void groupBy(FilterField field);
    void retranslate();
    void refreshWords();
    void keepPlace();
    void restorePlace();

    ViewContext m_context;
    GroupModel m_model;
    QLabel *m_title = nullptr, *m_summary = nullptr;
    QComboBox *m_field = nullptr;
    QToolButton *m_close = nullptr;
    QTableView *m_list = nullptr;
    std::optional<Condition> m_current; ///< Of the row that is current, while the list is read again
};

} // namespace ashiato
