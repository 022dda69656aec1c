// SPDX-License-Identifier: Apache-2.0
#include "views/shared/frozencover.h"

#include <QCoreApplication>
#include <QHelpEvent>
#include <QMouseEvent>
#include <QPainter>

namespace ashiato
{

FrozenCover::FrozenCover(QWidget &owner, QWidget &target, const QString &name) : QWidget(&owner), m_target(target)
{
    setObjectName(name);
    setAttribute(Qt::WA_OpaquePaintEvent);
    hide();
}

void FrozenCover::drawEdge(QPainter &painter) const
{
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawLine(width() - 1, 0, width() - 1, height());
}

bool FrozenCover::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
    case QEvent::MouseButtonRelease:
    case QEvent::MouseButtonDblClick:
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        QMouseEvent there(mouse->type(), mouse->position() + QPointF(shift(), 0), mouse->globalPosition(), mouse->button(),
                          mouse->buttons(), mouse->modifiers(), mouse->pointingDevice());
        QCoreApplication::sendEvent(&m_target, &there);
        return true;
    }
    case QEvent::ToolTip: {
        const auto *help = static_cast<QHelpEvent *>(event);
        QHelpEvent there(QEvent::ToolTip, help->pos() + QPoint(shift(), 0), help->globalPos());
        return QCoreApplication::sendEvent(&m_target, &there);
    }
    default: return QWidget::event(event);
    }
}

} // namespace ashiato
