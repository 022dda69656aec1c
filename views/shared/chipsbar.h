// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "views/shared/viewcontext.h"

#include <QWidget>

class QLabel;
class QToolButton;

namespace ashiato
{

class FlowLayout;

/// The conditions of the lens as removable chips, and the number of matches of all. GUI thread.
class ChipsBar : public QWidget
{
    Q_OBJECT

public:
    explicit ChipsBar(const ViewContext &context, QWidget *parent = nullptr);

    /// shown of total; -1 while it is being counted.
    void setCounts(qint64 shown, qint64 total);

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void refreshCounts();

    ViewContext m_context;
    FlowLayout *m_row = nullptr;
    QWidget *m_chips = nullptr;
    QLabel *m_counts = nullptr;
    qint64 m_shown = -1;
    qint64 m_total = 0;
};

} // namespace ashiato
