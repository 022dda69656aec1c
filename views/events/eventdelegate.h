// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "views/shared/viewcontext.h"

#include <QHash>
#include <QStyledItemDelegate>

namespace ashiato
{

/// Draws a cell of the event table: a bar in the colour of the kind, tags as pills, times and numbers monospaced, found
/// text marked, unread rows bold, cells that are still on their way as a line. GUI thread.
class EventDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    EventDelegate(const ViewContext &context, QObject *parent = nullptr);

    void setTags(const std::vector<TagRow> &tags);
    /// Texts that the lens searches for; they are marked where they stand.
    void setNeedles(const QStringList &needles) { m_needles = needles; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Px that a time needs as its source recorded it: nanoseconds and offset.
    int recordedTimeWidth() const;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index) override;

private:
    void paintTags(QPainter *painter, const QRect &rect, const QModelIndex &index) const;
    void paintText(QPainter *painter, const QRect &rect, const QModelIndex &index, const QFont &font) const;
    QString tagName(const TagRow &tag) const;

    ViewContext m_context;
    QHash<qint64, TagRow> m_tags;
    QStringList m_needles;
    QFont m_mono;
};

} // namespace ashiato
