// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QFont>
#include <QStyledItemDelegate>

#include <optional>

namespace ashiato
{

/// Cells of the table of sources: the covered time as a bar in the span of all of them. GUI thread.
class CoverageDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    CoverageDelegate(const ViewContext &context, QObject *parent);

    /// What the whole width of the bar column stands for.
    void setSpan(std::optional<std::pair<qint64, qint64>> span) { m_span = span; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintBar(QPainter *painter, const QRect &room, const QModelIndex &index) const;

    ViewContext m_context;
    QFont m_mono;
    std::optional<std::pair<qint64, qint64>> m_span;
};

/// Cells of the table of what was not read: an icon beside the word, sentences on two lines. GUI thread.
class GapDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    GapDelegate(const ViewContext &context, QObject *parent);
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    ViewContext m_context;
};

} // namespace ashiato
