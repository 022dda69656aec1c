// SPDX-License-Identifier: Apache-2.0
#include "views/navigation/exhibitdelegate.h"

#include "models/files/filetreemodel.h"
#include "views/shared/icons.h"
#include "views/shared/theme.h"

#include <QCoreApplication>
#include <QPainter>

namespace ashiato
{

namespace
{

constexpr int kIcon = 14;
constexpr int kGap = 4;
constexpr int kMostSiblings = 100; // looked at for every row that is drawn
constexpr int kBesideName = kIcon + 5 * kGap; // the icon in front, and the margins that styles put around icon and text

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Exhibits)
};

QString nodeIcon(const QModelIndex &index)
{
    switch (FileTreeModel::Node(index.data(FileTreeModel::NodeRole).toInt())) {
    case FileTreeModel::Node::Exhibit: return QStringLiteral("disk");
    case FileTreeModel::Node::Volume: return QStringLiteral("volume");
    case FileTreeModel::Node::Container: return QStringLiteral("archive");
    case FileTreeModel::Node::Folder: break;
    }
    return QStringLiteral("folder");
}

} // namespace

QString verificationMark(Verification state)
{
    switch (state) {
    case Verification::Unverified: return Tr::tr("not verified");
    case Verification::Verifying: return Tr::tr("verifying");
    case Verification::Match: return Tr::tr("verified");
    case Verification::Mismatch: return Tr::tr("mismatch");
    case Verification::Computed: return Tr::tr("computed");
    case Verification::Unreadable: return Tr::tr("not readable");
    }
    return {};
}

ExhibitDelegate::ExhibitDelegate(const ViewContext &context, QObject *parent)
    : QStyledItemDelegate(parent), m_context(context)
{
}

ExhibitDelegate::Mark ExhibitDelegate::markOf(const QModelIndex &index) const
{
    const Colours &c = m_context.theme.colours();
    const QVariant state = index.data(FileTreeModel::VerificationRole);
    if (state.isValid()) {
        const auto verification = Verification(state.toInt());
        const QString text = verificationMark(verification);
        switch (verification) {
        case Verification::Match: return {QStringLiteral("ok"), text, c.good};
        case Verification::Mismatch: return {QStringLiteral("mismatch"), text, c.error};
        case Verification::Unreadable: return {QStringLiteral("warning"), text, c.warning};
        case Verification::Verifying: return {QStringLiteral("jobs"), text, c.muted};
        case Verification::Computed: return {QStringLiteral("computed"), text, c.muted};
        case Verification::Unverified: return {{}, text, c.muted};
        }
    }
    if (!index.data(FileTreeModel::UnsupportedRole).toString().isEmpty())
        return {QStringLiteral("warning"), Tr::tr("not examined"), c.warning};
    const quint32 flags = index.data(FileTreeModel::FlagsRole).toUInt();
    if (flags & FileUnreadable)
        return {QStringLiteral("warning"), Tr::tr("not readable"), c.warning};
    if (flags & FileOrphan)
        return {QStringLiteral("deleted"), Tr::tr("orphan"), c.muted};
    if (flags & (FileDeleted | FileMetaDeleted | FileRealloc))
        return {QStringLiteral("deleted"), Tr::tr("deleted"), c.muted};
    return {};
}

int ExhibitDelegate::markWidth(const QStyleOptionViewItem &option, const Mark &mark, const QModelIndex &index) const
{
    if (mark.text.isEmpty())
        return 0;
    const Room room = roomFor(option, mark, index);
    bool words = room.whole <= room.there;
    // Exhibits stand below each other: one with the word and one without would look as if their states differed.
    if (words && !mark.icon.isEmpty() && index.data(FileTreeModel::VerificationRole).isValid()) {
        for (int row = 0; words && row < qMin(kMostSiblings, index.model()->rowCount(index.parent())); ++row) {
            const QModelIndex other = index.siblingAtRow(row);
            const Room its = roomFor(option, markOf(other), other);
            words = its.whole <= its.there;
        }
    }
    // In a narrow dock the icon stays and the words are in the tooltip.
    return words ? room.whole : mark.icon.isEmpty() ? qMax(0, room.there) : kIcon + 2 * kGap;
}

ExhibitDelegate::Room ExhibitDelegate::roomFor(const QStyleOptionViewItem &option, const Mark &mark, const QModelIndex &index) const
{
    // The name comes first: what it leaves, but not less than the icon takes.
    const int name = option.fontMetrics.horizontalAdvance(index.data(Qt::DisplayRole).toString());
    return {(mark.icon.isEmpty() ? 0 : kIcon + kGap) + option.fontMetrics.horizontalAdvance(mark.text) + 3 * kGap,
            qMin(option.rect.width() * 3 / 5, option.rect.width() - name - kBesideName)};
}

void ExhibitDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->features |= QStyleOptionViewItem::HasDecoration;
    option->icon = icon(nodeIcon(index), m_context.theme.colours().muted);
    option->decorationSize = {kIcon, kIcon};
    const int taken = kBesideName + markWidth(*option, markOf(index), index);
    option->text = option->fontMetrics.elidedText(option->text, Qt::ElideMiddle, qMax(20, option->rect.width() - taken));
}

void ExhibitDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const Mark mark = markOf(index);
    const int width = markWidth(option, mark, index);
    if (width == 0)
        return;
    QRect rect = option.rect.adjusted(option.rect.width() - width + kGap, 0, -kGap, 0);
    if (!mark.icon.isEmpty()) {
        icon(mark.icon, mark.colour).paint(painter, QRect(rect.left(), rect.center().y() - kIcon / 2, kIcon, kIcon));
        rect.setLeft(rect.left() + kIcon + kGap);
    }
    painter->setPen(mark.colour);
    painter->drawText(rect, Qt::AlignVCenter | Qt::AlignLeft,
                      option.fontMetrics.elidedText(mark.text, Qt::ElideRight, rect.width()));
}

QSize ExhibitDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    // Names are elided to the width that there is: no sideways scrolling.
    size.setWidth(80);
    size.setHeight(qMax(size.height(), option.fontMetrics.height() + 6));
    return size;
}

} // namespace ashiato
