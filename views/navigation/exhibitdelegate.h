// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "views/shared/viewcontext.h"

#include <QStyledItemDelegate>

namespace ashiato
{

/// Draws exhibits, volumes and folders: an icon by what it is, the name, and at the right end what is known of it (the
/// verification of an exhibit, "deleted", what a volume is that is not read), as icon and text. GUI thread.
class ExhibitDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit ExhibitDelegate(const ViewContext &context, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    struct Mark {
        QString icon, text;
        QColor colour;
    };
    struct Room {
        int whole, there; ///< Pixels that icon and words take, and what the name leaves
    };
    Mark markOf(const QModelIndex &index) const;
    Room roomFor(const QStyleOptionViewItem &option, const Mark &mark, const QModelIndex &index) const;
    int markWidth(const QStyleOptionViewItem &option, const Mark &mark, const QModelIndex &index) const;

    ViewContext m_context;
};

/// "verified", "mismatch" … short, as a mark beside a name.
QString verificationMark(Verification state);

} // namespace ashiato
