// SPDX-License-Identifier: Apache-2.0
#include "views/shared/chip.h"

namespace ashiato
{

namespace
{
constexpr int kMostWidth = 380; // of its text, px
} // namespace

Chip::Chip(const QString &text, QWidget *parent) : QToolButton(parent)
{
    setProperty("chip", true);
    setText(fontMetrics().elidedText(text, Qt::ElideMiddle, kMostWidth) + QStringLiteral("  ×"));
    setToolTip(tr("Remove this condition: %1").arg(text));
    setAccessibleName(toolTip());
}

} // namespace ashiato
