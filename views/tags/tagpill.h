// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"

#include <QIcon>
#include <QWidget>

namespace ashiato
{

class Language;

/// The name of a tag in the language of the window: its English name where it has one and English is shown.
QString tagName(const TagRow &tag, const Language &language);
/// A square in the colour of a tag.
QIcon tagIcon(const TagRow &tag);

/// A tag as a small coloured sign with its name. GUI thread.
class TagPill : public QWidget
{
    Q_OBJECT

public:
    TagPill(const QString &name, const QColor &colour, QWidget *parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    QColor m_colour;
};

} // namespace ashiato
