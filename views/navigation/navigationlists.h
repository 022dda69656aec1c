// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QListWidget>
#include <QStyledItemDelegate>

namespace ashiato
{

class Theme;

/// Lines with a number at their right end, as high as its lines up to a limit. GUI thread.
class CountedList : public QListWidget
{
    Q_OBJECT

public:
    static constexpr int kValueRole = Qt::UserRole;      ///< What a click narrows to
    static constexpr int kCountRole = Qt::UserRole + 1;  ///< qint64, invalid: none
    static constexpr int kMutedRole = Qt::UserRole + 2;  ///< A second word, muted

    CountedList(Theme &theme, int mostLines, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    /// After lines were added or removed.
    void fit() { updateGeometry(); }

private:
    int m_mostLines;
};

} // namespace ashiato
