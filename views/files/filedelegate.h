// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filetablemodel.h"
#include "views/shared/viewcontext.h"

#include <QStyledItemDelegate>

namespace ashiato
{

class TagController;

/// Draws names with an icon by what they are, what is deleted, orphan or not readable with an icon and muted, numbers and
/// hashes monospaced, tags as signs. GUI thread.
class FileDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    FileDelegate(const ViewContext &context, TagController &tags, QObject *parent = nullptr);

    /// What is marked where it stands: in names, in paths, in types and hashes. Needles are as paintMatches() takes them.
    struct Needles {
        QStringList name, path, contents;
    };
    void setNeedles(const Needles &needles) { m_needles = needles; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    const QStringList *needlesOf(FileColumn column) const;
    void paintTags(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;

    ViewContext m_context;
    TagController &m_tags;
    Needles m_needles;
};

} // namespace ashiato
