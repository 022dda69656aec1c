// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QFont>
#include <QStyledItemDelegate>

namespace ashiato
{

/// A bar at the left of rows that belong to what is picked in the graph; figures in a monospaced font. GUI thread.
class FlowDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    FlowDelegate(const ViewContext &context, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    ViewContext m_context;
    QFont m_mono;
};

} // namespace ashiato
