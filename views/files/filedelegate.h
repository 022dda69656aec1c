// SPDX-License-Identifier: Apache-2.0
#pragma once

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

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;

private:
    ViewContext m_context;
    TagController &m_tags;
};

} // namespace ashiato
