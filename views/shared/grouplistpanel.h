// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/grouplist.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

#include <optional>

class QComboBox;
class QLabel;
class QTableView;
class QToolButton;

namespace ashiato
{

/// The rows of a view grouped by a column, beside their table: values with their counts, the largest first. Enter or a
/// double click narrows to a value, again lets it go; the keys of "only this value" and "not this value" act here on the
/// group. Asks nothing while it is hidden. A derived class says by what can be grouped and brings the list. GUI thread.
class GroupListPanel : public QWidget
{
    Q_OBJECT

public:
    QTableView *list() const { return m_list; }
    /// Whether keys are meant for the list.
    bool isWorkedIn() const;
    /// Whether the groups are being counted.
    bool isBusy() const { return m_model.isBusy(); }
    void close();
    /// What the key of grouping does: opens it grouped as last time, or closes it where one works in it.
    void toggle();

    void include();
    void exclude();
    void step(int rows);
    /// Puts the panel to the left of the table that it groups; width: its own at first, px.
    QWidget *besideTable(QWidget *table, const QString &objectName, int width);

Q_SIGNALS:
    /// Esc, or closed: back to the table.
    void left();

protected:
    /// model: becomes a child of the panel. fields: by what can be grouped, in the order of the list. settingsKey: where the
    /// choice of last time is kept.
    GroupListPanel(const ViewContext &context, GroupList *model, const QList<int> &fields, const QString &settingsKey, QWidget *parent);

    /// With the focus in its list.
    void openBy(int field);
    const ViewContext &context() const { return m_context; }
    void retranslate();
    virtual void groupBy(std::optional<int> field) = 0;
    virtual QString fieldName(int field) const = 0;
    /// A field as the settings keep it, and back; nothing: not one that rows are grouped by.
    virtual QString fieldId(int field) const = 0;
    virtual std::optional<int> fieldFromId(const QString &id) const = 0;
    virtual QString emptyText() const = 0;
    /// The words of values are made anew.
    virtual void refreshValues() = 0;

    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHead(const QList<int> &fields);
    void makeList();
    void choose(int field);
    void refreshSummary();
    void keepPlace();
    void restorePlace();

    ViewContext m_context;
    GroupList &m_model;
    const QString m_settingsKey;
    QLabel *m_title = nullptr, *m_summary = nullptr;
    QComboBox *m_field = nullptr;
    QToolButton *m_close = nullptr;
    QTableView *m_list = nullptr;
    QString m_current; ///< The value that is current, while the list is read again
};

} // namespace ashiato
