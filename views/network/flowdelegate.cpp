// SPDX-License-Identifier: Apache-2.0
#include "views/network/flowdelegate.h"

#include "models/network/flowtablemodel.h"
#include "views/shared/theme.h"

#include <QApplication>
#include <QPainter>

namespace ashiato
{

namespace
{
constexpr int kPad = 8; // as in the header
} // namespace

FlowDelegate::FlowDelegate(const ViewContext &context, QObject *parent)
    : QStyledItemDelegate(parent), m_context(context), m_mono(Theme::monospaced())
{
    m_mono.setPointSizeF(m_mono.pointSizeF() * 0.95);
}

void FlowDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (index.column() >= FlowTableModel::Events)
        option->font = m_mono;
    option->textElideMode = index.column() <= FlowTableModel::Destination ? Qt::ElideMiddle : Qt::ElideRight;
}

void FlowDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    const QString text = std::exchange(ground.text, QString());
    const QStyle *style = ground.widget ? ground.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
    const QRect room = option.rect.adjusted(kPad, 0, -kPad, 0);
    painter->save();
    painter->setFont(ground.font);
    painter->setPen(m_context.theme.colours().text);
    painter->drawText(room, int(ground.displayAlignment) | Qt::TextSingleLine,
                      QFontMetrics(ground.font).elidedText(text, ground.textElideMode, room.width()));
    painter->restore();
    if (index.column() == 0 && index.data(FlowTableModel::RelatedRole).toBool())
        painter->fillRect(QRect(option.rect.left(), option.rect.top() + 3, 3, option.rect.height() - 6),
                          m_context.theme.colours().accent);
}

} // namespace ashiato
