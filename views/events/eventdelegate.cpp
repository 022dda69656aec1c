// SPDX-License-Identifier: Apache-2.0
#include "views/events/eventdelegate.h"

#include "models/timeline/eventtablemodel.h"
#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/matchmarks.h"
#include "views/shared/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QToolTip>

namespace ashiato
{

namespace
{

constexpr int kPad = 8;
constexpr int kBarWidth = 4;

bool isMonospaced(EventColumn column)
{
    return column == EventColumn::Time || column == EventColumn::Position || column == EventColumn::BytesIn ||
           column == EventColumn::BytesOut || column == EventColumn::Status;
}

bool isSecondRank(EventColumn column)
{
    return column == EventColumn::Path || column == EventColumn::Position || column == EventColumn::Evidence ||
           column == EventColumn::Type;
}

} // namespace

EventDelegate::EventDelegate(const ViewContext &context, QObject *parent)
    : QStyledItemDelegate(parent), m_context(context), m_mono(Theme::monospaced())
{
    m_mono.setPointSizeF(m_mono.pointSizeF() * 0.95);
}

void EventDelegate::setTags(const std::vector<TagRow> &tags)
{
    m_tags.clear();
    for (const TagRow &tag : tags)
        m_tags.insert(tag.id, tag);
}

QString EventDelegate::tagName(const TagRow &tag) const
{
    return !m_context.language.isJapanese() && !tag.nameEn.isEmpty() ? tag.nameEn : tag.name;
}

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = m_context.theme.colours();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->fillRect(option.rect, selected ? c.selection : index.row() % 2 ? c.stripe : c.ground);
    const auto column = EventColumn(index.column());
    QRect rect = option.rect.adjusted(kPad, 0, -kPad, 0);
    if (index.data(EventTableModel::LoadingRole).toBool()) {
        painter->fillRect(QRect(rect.left(), rect.center().y() - 2, qMin(rect.width(), 60), 4), c.raised);
        painter->restore();
        return;
    }
    if (option.state & QStyle::State_HasFocus) {
        painter->setPen(c.accent);
        painter->drawRect(option.rect.adjusted(0, 0, -1, -1));
    }
    if (column == EventColumn::Tags) {
        paintTags(painter, rect, index);
    } else {
        if (column == EventColumn::Kind) {
            const QRect bar(rect.left(), rect.top() + 5, kBarWidth, rect.height() - 10);
            painter->fillRect(bar, m_context.theme.kindColour(index.data(EventTableModel::KindRole).toInt()));
            rect.setLeft(bar.right() + 7);
        }
        QFont font = isMonospaced(column) ? m_mono : option.font;
        const bool muted = isSecondRank(column) || index.data(EventTableModel::SeenRole).toBool();
        painter->setPen(muted && !selected ? c.muted : c.text);
        paintText(painter, rect, index, font);
    }
    painter->restore();
}

void EventDelegate::paintText(QPainter *painter, const QRect &rect, const QModelIndex &index, const QFont &font) const
{
    painter->setFont(font);
    const QFontMetrics metrics(font);
    const QString whole = index.data(Qt::DisplayRole).toString();
    const bool isPath = EventColumn(index.column()) == EventColumn::Path;
    const QString text = metrics.elidedText(whole, isPath ? Qt::ElideLeft : Qt::ElideRight, rect.width());
    const auto align = Qt::Alignment(index.data(Qt::TextAlignmentRole).toInt());
    paintMatches(*painter, rect, align, text, metrics, m_needles, m_context.theme.colours().match);
    painter->drawText(rect, int(align) | Qt::TextSingleLine, text);
}

void EventDelegate::paintTags(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    int x = rect.left();
    painter->setRenderHint(QPainter::Antialiasing);
    QFont font = painter->font();
    font.setPointSizeF(font.pointSizeF() * 0.9);
    painter->setFont(font);
    const QFontMetrics metrics(font);
    for (const QVariant &id : index.data(EventTableModel::TagsRole).toList()) {
        const auto tag = m_tags.constFind(id.toLongLong());
        if (tag == m_tags.constEnd())
            continue;
        const int room = rect.right() - x;
        if (room < 24)
            break;
        const QString name = metrics.elidedText(tagName(*tag), Qt::ElideRight, room - 14);
        const QRectF pill(x, rect.top() + 4, metrics.horizontalAdvance(name) + 14, rect.height() - 8);
        const QColor colour(tag->colour);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawRoundedRect(pill, 4, 4);
        painter->setPen(Theme::textOn(colour));
        painter->drawText(pill, Qt::AlignCenter, name);
        x += int(pill.width()) + 4;
    }
    if (index.data(EventTableModel::NoteRole).toBool() && rect.right() - x > 16)
        icon(QStringLiteral("note"), m_context.theme.colours().muted).paint(painter, QRect(x, rect.center().y() - 8, 16, 16));
}

int EventDelegate::recordedTimeWidth() const
{
    return QFontMetrics(m_mono).horizontalAdvance(QStringLiteral("0000-00-00 00:00:00.000000000 +00:00")) + 2 * kPad + 2;
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width() + 2 * kPad, option.fontMetrics.height() + 9};
}

bool EventDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QString text = index.data(Qt::ToolTipRole).toString();
    if (EventColumn(index.column()) == EventColumn::Tags) {
        QStringList names;
        for (const QVariant &id : index.data(EventTableModel::TagsRole).toList())
            names.append(tagName(m_tags.value(id.toLongLong())));
        text = names.join(QStringLiteral(", "));
    }
    // Evidence text: never as rich text.
    QToolTip::showText(event->globalPos(), text.isEmpty() ? QString() : QStringLiteral("<qt>%1</qt>").arg(text.toHtmlEscaped()), view);
    return true;
}

} // namespace ashiato
