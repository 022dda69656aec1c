// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QToolButton>

namespace ashiato
{

/// A condition by which rows are narrowed, with a cross: clicked() means that it is to be taken away. A long text is cut in
/// its middle and stands whole in the tip. Made anew when the language changes. GUI thread.
class Chip : public QToolButton
{
    Q_OBJECT

public:
    Chip(const QString &text, QWidget *parent);
};

} // namespace ashiato
