// SPDX-License-Identifier: Apache-2.0
#include "views/shared/flowlayout.h"

#include <QWidget>

namespace ashiato
{

FlowLayout::FlowLayout(QWidget *parent, int spacing) : QLayout(parent)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(spacing);
}

FlowLayout::~FlowLayout() { qDeleteAll(m_items); }

void FlowLayout::clear()
{
    while (QLayoutItem *item = takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    invalidate();
}

QSize FlowLayout::sizeHint() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = QSize(size.width() + (size.width() ? spacing() : 0) + item->sizeHint().width(), qMax(size.height(), item->sizeHint().height()));
    return size;
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size;
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    lay(rect, true);
}

int FlowLayout::lay(const QRect &rect, bool place) const
{
    const int lineHeight = sizeHint().height();
    int x = rect.left(), y = rect.top();
    for (QLayoutItem *item : m_items) {
        const QSize size(qMin(item->sizeHint().width(), rect.width()), item->sizeHint().height());
        if (x > rect.left() && x + size.width() > rect.left() + rect.width()) {
            x = rect.left();
            y += lineHeight + spacing();
        }
        if (place)
            item->setGeometry({QPoint(x, y + (lineHeight - size.height()) / 2), size});
        x += size.width() + spacing();
    }
    return m_items.isEmpty() ? 0 : y + lineHeight - rect.top();
}

} // namespace ashiato
