// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/lens/lens.h"
#include "views/shared/viewcontext.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QPlainTextEdit;

namespace ashiato
{

/// The note of the item that is looked at. What was typed is never lost: it is written when the field is left,
/// stays on the screen whatever an older answer of the case says, and comes back to its item where writing failed.
/// GUI thread.
class NoteEditor : public QWidget
{
    Q_OBJECT

public:
    NoteEditor(const ViewContext &context, QWidget *parent = nullptr);

    /// Another item is looked at: writes what was typed on the one before. Nothing can be typed until take().
    void setItem(const Focus &focus);
    /// The number of writings that were confirmed when the case is asked; goes to take() with the answer.
    quint64 confirmed() const { return m_confirmed; }
    /// The note that the case holds for an item, asked for when confirmed() was this.
    void take(const Focus &focus, const QString &stored, quint64 confirmedThen);
    void clear();
    void edit();
    void save();
    void retranslate();

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// Left by Ctrl+Enter or Esc: the keys go back to the table.
    void left();

private:
    /// What was given to the queue of acts and may not be in an answer yet.
    struct Sent {
        QString text;
        int underWay = 0;
        quint64 confirmedAs = 0;
        bool failed = false;
    };
    using Key = std::pair<int, qint64>;
    static Key keyOf(const Focus &focus) { return {int(focus.kind), focus.id}; }

    ViewContext m_context;
    Focus m_focus, m_taken; ///< m_taken: whose note stands in the field
    QLabel *m_title = nullptr;
    QPlainTextEdit *m_edit = nullptr;
    QString m_saved;
    QHash<Key, Sent> m_sent;
    quint64 m_confirmed = 0;
};

} // namespace ashiato
