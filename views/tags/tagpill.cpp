// SPDX-License-Identifier: Apache-2.0
#include "views/tags/tagpill.h"

#include "views/shared/language.h"
#include "views/shared/theme.h"

#include <QPainter>

namespace ashiato
{

namespace
{
constexpr int kPadX = 7;
constexpr int kPadY = 2;
} // namespace

QString tagName(const TagRow &tag, const Language &language)
{
    return language.isJapanese() || tag.nameEn.isEmpty() ? tag.name : tag.nameEn;
}

QIcon tagIcon(const TagRow &tag)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(tag.colour));
    painter.drawRoundedRect(QRectF(6, 6, 20, 20), 4, 4);
    // The colour is what the tag is known by: it stays the same in a selected line.
    QIcon icon(pixmap);
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

TagPill::TagPill(const QString &name, const QColor &colour, QWidget *parent)
    : QWidget(parent), m_name(name), m_colour(colour)
{
    setAccessibleName(tr("Tag: %1").arg(name));
    setToolTip(name);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

QSize TagPill::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_name) + 2 * kPadX + 2, fontMetrics().height() + 2 * kPadY};
}

void TagPill::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_colour);
    painter.drawRoundedRect(rect(), 3, 3);
    painter.setPen(Theme::textOn(m_colour));
    painter.drawText(rect().adjusted(kPadX, 0, -kPadX, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     fontMetrics().elidedText(m_name, Qt::ElideRight, width() - 2 * kPadX));
}

} // namespace ashiato
