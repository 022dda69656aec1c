// SPDX-License-Identifier: Apache-2.0
#include "views/navigation/navigationlists.h"

#include "views/shared/theme.h"

#include <QLocale>
#include <QPainter>

namespace ashiato
{

namespace
{

constexpr int kGap = 8;

class CountDelegate : public QStyledItemDelegate
{
public:
    CountDelegate(Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const QString count = countText(option, index);
        if (count.isEmpty())
            return;
        painter->setPen(m_theme.colours().muted);
        painter->drawText(option.rect.adjusted(0, 0, -kGap, 0), Qt::AlignRight | Qt::AlignVCenter, count);
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {60, qMax(size.height(), option.fontMetrics.height() + 6)};
    }

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const int icon = option->icon.isNull() ? 0 : 22;
        const int count = option->fontMetrics.horizontalAdvance(countText(*option, index)) + 2 * kGap;
        option->text = option->fontMetrics.elidedText(option->text, Qt::ElideMiddle,
                                                      qMax(20, option->rect.width() - icon - count - kGap));
    }

private:
    static QString countText(const QStyleOptionViewItem &option, const QModelIndex &index)
    {
        const QVariant count = index.data(CountedList::kCountRole);
        return count.isValid() ? option.locale.toString(count.toLongLong()) : index.data(CountedList::kMutedRole).toString();
    }

    Theme &m_theme;
};

} // namespace

CountedList::CountedList(Theme &theme, int mostLines, QWidget *parent) : QListWidget(parent), m_mostLines(mostLines)
{
    setItemDelegate(new CountDelegate(theme, this));
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setFrameShape(QFrame::NoFrame);
    setIconSize({15, 15});
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setStyleSheet(QStringLiteral("QListView { background: transparent; }"));
}

QSize CountedList::sizeHint() const
{
    const int line = count() > 0 ? sizeHintForRow(0) : fontMetrics().height() + 6;
    return {120, qMin(qMax(1, count()), m_mostLines) * line + 4};
}

QSize CountedList::minimumSizeHint() const { return {60, qMin(sizeHint().height(), 56)}; }

} // namespace ashiato
