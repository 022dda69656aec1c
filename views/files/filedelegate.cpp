// SPDX-License-Identifier: Apache-2.0
#include "views/files/filedelegate.h"

#include "views/shared/icons.h"
#include "views/shared/language.h"
#include "views/shared/matchmarks.h"
#include "views/shared/theme.h"
#include "views/tags/tagcontroller.h"
#include "views/tags/tagpill.h"

#include <QApplication>
#include <QPainter>

namespace ashiato
{

namespace
{

constexpr int kPad = 6;

QString iconOf(const QModelIndex &index)
{
    const quint32 flags = index.data(FileTableModel::FlagsRole).toUInt();
    switch (FileKind(index.data(FileTableModel::KindRole).toInt())) {
    case FileKind::Directory:
    case FileKind::Virtual: return QStringLiteral("folder");
    case FileKind::Symlink: return QStringLiteral("link");
    case FileKind::Stream: return QStringLiteral("stream");
    case FileKind::Unknown:
    case FileKind::Undefined: return QStringLiteral("unknown");
    default: return flags & FileContainer ? QStringLiteral("archive") : QStringLiteral("file");
    }
}

} // namespace

FileDelegate::FileDelegate(const ViewContext &context, TagController &tags, QObject *parent)
    : QStyledItemDelegate(parent), m_context(context), m_tags(tags)
{
}

void FileDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const Colours &c = m_context.theme.colours();
    const auto column = FileColumn(index.column());
    const quint32 flags = index.data(FileTableModel::FlagsRole).toUInt();
    const bool isGone = flags & (FileDeleted | FileMetaDeleted | FileOrphan | FileRealloc);
    const bool isUnreadable = flags & (FileUnreadable | FileEncrypted | FileWofCompressed | FileDeduplicated | FileCloud);
    if (index.data(FileTableModel::LoadingRole).toBool()) {
        option->text = column == FileColumn::Name ? QStringLiteral("…") : QString();
        return;
    }
    if (isGone)
        option->palette.setColor(QPalette::Text, c.muted);
    if (column == FileColumn::Name) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {15, 15};
        option->icon = icon(iconOf(index), c.muted);
        option->textElideMode = Qt::ElideMiddle;
    } else if (column == FileColumn::State && (isGone || isUnreadable)) {
        option->features |= QStyleOptionViewItem::HasDecoration;
        option->decorationSize = {14, 14};
        option->icon = isUnreadable ? icon(QStringLiteral("warning"), c.warning) : icon(QStringLiteral("deleted"), c.muted);
    } else if (column == FileColumn::Path) {
        option->textElideMode = Qt::ElideMiddle;
    } else if (column == FileColumn::Size || (column >= FileColumn::Modified && column <= FileColumn::Created) ||
               column == FileColumn::Inode || (column >= FileColumn::Md5 && column <= FileColumn::Sha256)) {
        QFont font = option->font;
        font.setFamilies(Theme::monospaced().families());
        option->font = font;
    }
}

void FileDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QStringList *needles = needlesOf(FileColumn(index.column()));
    if (!needles || needles->isEmpty()) {
        QStyledItemDelegate::paint(painter, option, index);
        if (FileColumn(index.column()) == FileColumn::Tags)
            paintTags(painter, option, index);
        return;
    }
    // The cell as the style draws it, its text by hand: the marks lie between the two.
    QStyleOptionViewItem whole(option);
    initStyleOption(&whole, index);
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, option.widget) + 1;
    const QRect rect = style->subElementRect(QStyle::SE_ItemViewItemText, &whole, option.widget).adjusted(margin, 0, -margin, 0);
    const QFontMetrics metrics(whole.font);
    const QString text = metrics.elidedText(whole.text, whole.textElideMode, rect.width());
    whole.text.clear();
    style->drawControl(QStyle::CE_ItemViewItem, &whole, painter, option.widget);
    painter->save();
    painter->setFont(whole.font);
    const Qt::Alignment align = whole.displayAlignment;
    paintMatches(*painter, rect, align, text, metrics, *needles, m_context.theme.colours().match);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    painter->setPen(whole.palette.color(isSelected ? QPalette::HighlightedText : QPalette::Text));
    painter->drawText(rect, int(align) | Qt::TextSingleLine, text);
    painter->restore();
}

const QStringList *FileDelegate::needlesOf(FileColumn column) const
{
    switch (column) {
    case FileColumn::Name: return &m_needles.name;
    case FileColumn::Path: return &m_needles.path;
    case FileColumn::Type:
    case FileColumn::Md5:
    case FileColumn::Sha1:
    case FileColumn::Sha256: return &m_needles.contents;
    default: return nullptr;
    }
}

void FileDelegate::paintTags(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    int x = option.rect.left() + kPad;
    for (const QVariant &id : index.data(FileTableModel::TagsRole).toList()) {
        const TagRow *tag = m_tags.tag(id.toLongLong());
        if (!tag)
            continue;
        const QString name = tagName(*tag, m_context.language);
        const QColor colour(tag->colour);
        const int height = option.fontMetrics.height() + 2;
        const QRect pill(x, option.rect.center().y() - height / 2, option.fontMetrics.horizontalAdvance(name) + 2 * kPad, height);
        if (pill.right() > option.rect.right())
            break;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(colour);
        painter->drawRoundedRect(pill, 3, 3);
        painter->setPen(Theme::textOn(colour));
        painter->drawText(pill, Qt::AlignCenter, name);
        painter->restore();
        x = pill.right() + 5;
    }
}

} // namespace ashiato
