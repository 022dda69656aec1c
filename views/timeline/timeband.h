// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"
#include "views/shared/viewcontext.h"

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

class QCustomPlot;
class QLabel;

namespace ashiato
{

class BandBars;
class BandTicker;
struct BandFlag;

/// The band above everything: counts by time and kind of what the lens holds, tagged items as flags. Dragging brushes a
/// span and narrows the lens to it; wheel and Ctrl+plus/minus zoom around the pointer or the middle; Shift+drag, the
/// middle button and the arrow keys pan; double click shows the whole span. It asks for counts by wants(); the newest
/// answer wins. GUI thread.
class TimeBand : public QWidget
{
    Q_OBJECT

public:
    explicit TimeBand(const ViewContext &context, QWidget *parent = nullptr);
    ~TimeBand() override;

    /// First and last time of everything; shown as it is when nothing else was looked at before.
    void setSpan(std::optional<std::pair<qint64, qint64>> span);
    void setHistogram(const Histogram &histogram);
    void setFlags(const std::vector<BandFlag> &flags);
    /// untimed: rows of the lens that have no time and so no place here; all: events of the case, shown or not.
    void setCounts(qint64 untimed, qint64 all);
    qint64 fromNs() const;
    qint64 toNs() const;
    int wantedBuckets() const;

public Q_SLOTS:
    void zoomIn() { zoom(0.5, 0.5); }
    void zoomOut() { zoom(2.0, 0.5); }
    void zoomAll();

Q_SIGNALS:
    /// Counts of [fromNs, toNs) in so many buckets are needed.
    void wants(qint64 fromNs, qint64 toNs, int buckets);
    void flagClicked(qint64 ns);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void restyle();
    QString hint() const; ///< What the band does not draw, and why; empty: it draws everything
    void refreshHint();
    std::optional<std::pair<qint64, qint64>> narrowedTo() const;
    void follow();
    void look(qint64 fromNs, qint64 toNs);
    void refreshBrush();
    void zoom(double factor, double at);
    void setRange(qint64 fromNs, qint64 toNs);
    void ask();
    void pressed(QMouseEvent *event);
    void moved(QMouseEvent *event);
    void released(QMouseEvent *event);
    void hover(const QPoint &point);
    double keyAt(int x) const;

    ViewContext m_context;
    QCustomPlot *m_plot = nullptr;
    BandBars *m_bars = nullptr;
    QSharedPointer<BandTicker> m_ticker;
    QLabel *m_hint = nullptr;
    std::optional<std::pair<qint64, qint64>> m_span;
    qint64 m_untimed = 0, m_all = 0;
    bool m_looked = false; ///< The examiner has moved: a growing span does not move it any more
    std::optional<std::pair<qint64, qint64>> m_beforeFollow; ///< What it goes back to when the lens lets go of the times
    enum class Drag { None, Brush, Pan } m_drag = Drag::None;
    QPoint m_pressedAt;
};

} // namespace ashiato
