// SPDX-License-Identifier: Apache-2.0
#include "views/timeline/timeband.h"

#include "models/lens/lens.h"
#include "models/time/timetext.h"
#include "models/time/zones.h"
#include "models/lens/eventkind.h"
#include "views/shared/actionregistry.h"
#include "views/shared/eventkindtext.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"
#include "views/timeline/bandbars.h"
#include "views/timeline/bandticker.h"

#include <QAction>
#include <QLabel>
#include <QMouseEvent>
#include <QToolTip>
#include <QVBoxLayout>
#include <QWheelEvent>

#include <limits>

namespace ashiato
{

namespace
{
constexpr int kBrushThreshold = 4;       // pixels: less is a click
constexpr int kBucketPixels = 5;
constexpr qint64 kLeastSpan = 1'000'000; // 1 ms
constexpr qint64 kSecond = 1'000'000'000;
} // namespace

TimeBand::TimeBand(const ViewContext &context, QWidget *parent)
    : QWidget(parent), m_context(context), m_ticker(new BandTicker)
{
    setObjectName(QStringLiteral("timeBand"));
    setFocusPolicy(Qt::StrongFocus);
    setMinimumHeight(96);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    m_plot = new QCustomPlot(this);
    m_plot->setFocusPolicy(Qt::NoFocus);
    m_plot->setNoAntialiasingOnDrag(true);
    m_plot->axisRect()->setAutoMargins(QCP::msBottom);
    m_plot->axisRect()->setMargins(QMargins(6, 8, 6, 0));
    m_plot->xAxis->setTicker(m_ticker);
    m_plot->yAxis->setVisible(false);
    m_plot->installEventFilter(this);
    m_plot->setMouseTracking(true);
    column->addWidget(m_plot);
    m_hint = new QLabel(this);
    m_hint->setObjectName(QStringLiteral("bandHint"));
    m_hint->setProperty("muted", true);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_bars = new BandBars(m_plot->xAxis, m_plot->yAxis, [this](int kind) { return m_context.theme.kindColour(kind); });
    connect(&m_context.theme, &Theme::changed, this, &TimeBand::restyle);
    connect(&m_context.lens, &Lens::filterChanged, this, [this] {
        follow();
        refreshBrush();
        ask();
    });
    connect(&m_context.lens, &Lens::displayZoneChanged, this, &TimeBand::restyle);
    connect(m_context.actions.action("View.ZoomIn"), &QAction::triggered, this, &TimeBand::zoomIn);
    connect(m_context.actions.action("View.ZoomOut"), &QAction::triggered, this, &TimeBand::zoomOut);
    connect(m_context.actions.action("View.ZoomAll"), &QAction::triggered, this, &TimeBand::zoomAll);
    restyle();
}

TimeBand::~TimeBand() = default;

void TimeBand::restyle()
{
    const Colours &c = m_context.theme.colours();
    m_plot->setBackground(c.ground);
    QCPAxis *axis = m_plot->xAxis;
    axis->setBasePen(QPen(c.line));
    axis->setTickPen(QPen(c.line));
    axis->setTickLabelColor(c.muted);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.85);
    axis->setTickLabelFont(small);
    axis->grid()->setPen(Qt::NoPen);
    m_plot->yAxis->grid()->setPen(Qt::NoPen);
    setAccessibleName(tr("Time band"));
    setAccessibleDescription(tr("How many events of which kind stand when."));
    refreshBrush();
    refreshHint();
    setRange(fromNs(), toNs());
}

qint64 TimeBand::fromNs() const { return m_bars->ns(m_plot->xAxis->range().lower); }
qint64 TimeBand::toNs() const { return m_bars->ns(m_plot->xAxis->range().upper); }
int TimeBand::wantedBuckets() const { return qBound(40, m_plot->axisRect()->width() / kBucketPixels, 600); }

void TimeBand::setSpan(std::optional<std::pair<qint64, qint64>> span)
{
    m_span = span;
    refreshHint();
    if (!m_looked)
        zoomAll();
}

void TimeBand::zoomAll()
{
    m_looked = false;
    m_beforeFollow.reset();
    if (!m_span)
        return;
    // A little air at both ends; a single instant gets a minute.
    const qint64 length = qMax<qint64>(m_span->second - m_span->first, 60 * kSecond);
    m_bars->setBase(m_span->first);
    setRange(m_span->first - length / 50, m_span->second + length / 50);
    ask();
}

void TimeBand::setRange(qint64 fromNs, qint64 toNs)
{
    m_ticker->set(m_bars->ns(0), m_context.lens.displayZone() == Lens::kSourceZone ? QStringLiteral("UTC")
                                                                                     : m_context.lens.displayZone());
    m_ticker->setTickCount(qMax(2, m_plot->axisRect()->width() / 130));
    m_plot->xAxis->setRange(m_bars->key(fromNs), m_bars->key(qMax(toNs, fromNs + kLeastSpan)));
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeBand::setHistogram(const Histogram &histogram)
{
    m_bars->setHistogram(histogram);
    m_plot->yAxis->setRange(0, qMax<quint32>(1, m_bars->highest()) * 1.12);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeBand::setFlags(const std::vector<BandFlag> &flags)
{
    m_bars->setFlags(flags);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeBand::setCounts(qint64 untimed, qint64 all)
{
    m_untimed = untimed;
    m_all = all;
    refreshHint();
}

QString TimeBand::hint() const
{
    if (m_span)
        return m_untimed <= 0 ? QString()
                              : tr("%1 event(s) without a time are not drawn.", nullptr, int(qMin<qint64>(m_untimed, std::numeric_limits<int>::max())))
                                    .arg(m_context.language.locale().toString(m_untimed));
    if (m_all == 0)
        return tr("Events appear here as soon as evidence has been imported.");
    return m_context.actions.action("Filter.FileTimes")->isChecked() ? tr("No event of the case has a time.")
                                                                     : tr("No event has a time, but for those made from file times, which are hidden.");
}

void TimeBand::refreshHint()
{
    m_plot->xAxis->setVisible(m_span.has_value()); // without a span there are no times to tell
    const QString text = hint();
    m_hint->setText(text);
    m_hint->adjustSize();
    m_hint->setVisible(!text.isEmpty());
    m_hint->move(m_span ? width() - m_hint->width() - 10 : 16, m_span ? 4 : height() / 2 - m_hint->height());
}

/// The times that the lens is narrowed to; an open end is the end of what is drawn.
std::optional<std::pair<qint64, qint64>> TimeBand::narrowedTo() const
{
    std::optional<std::pair<qint64, qint64>> times;
    for (const Filter::Group &group : m_context.lens.filter().groups) {
        for (const Condition &condition : group) {
            if (condition.field == FilterField::Time && !condition.negated)
                times = {condition.fromNs.value_or(fromNs()), condition.toNs.value_or(toNs())};
        }
    }
    return times;
}

/// Narrowed to times that are not drawn ("five minutes around" a row beside a zoomed band): the band moves there, and
/// back when no times narrow the lens any more.
void TimeBand::follow()
{
    const auto times = narrowedTo();
    if (!times && m_beforeFollow) {
        setRange(m_beforeFollow->first, m_beforeFollow->second);
        m_beforeFollow.reset();
    }
    if (!m_span || !times || (times->first < toNs() && times->second > fromNs()))
        return;
    if (!m_beforeFollow)
        m_beforeFollow = {fromNs(), toNs()};
    m_looked = true;
    const qint64 half = (toNs() - fromNs()) / 2, middle = times->first + (times->second - times->first) / 2;
    setRange(middle - half, middle + half);
}

/// The examiner moves the band; it stays there.
void TimeBand::look(qint64 fromNs, qint64 toNs)
{
    m_looked = true;
    m_beforeFollow.reset();
    setRange(fromNs, toNs);
    ask();
}

void TimeBand::refreshBrush()
{
    const auto [from, to] = narrowedTo().value_or(std::pair<qint64, qint64>());
    m_bars->setBrush(from, to, m_context.theme.colours().brush);
    m_plot->replot(QCustomPlot::rpQueuedReplot);
}

void TimeBand::ask()
{
    if (m_span)
        Q_EMIT wants(fromNs(), toNs(), wantedBuckets());
}

void TimeBand::zoom(double factor, double at)
{
    if (!m_span)
        return;
    const QCPRange range = m_plot->xAxis->range();
    const double pivot = range.lower + range.size() * at;
    look(m_bars->ns(pivot + (range.lower - pivot) * factor), m_bars->ns(pivot + (range.upper - pivot) * factor));
}

double TimeBand::keyAt(int x) const { return m_plot->xAxis->pixelToCoord(x); }

void TimeBand::pressed(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    const bool pan = event->button() == Qt::MiddleButton || (event->modifiers() & Qt::ShiftModifier);
    m_drag = pan ? Drag::Pan : event->button() == Qt::LeftButton ? Drag::Brush : Drag::None;
    m_pressedAt = event->pos();
}

void TimeBand::moved(QMouseEvent *event)
{
    if (m_drag == Drag::Brush && qAbs(event->pos().x() - m_pressedAt.x()) >= kBrushThreshold) {
        const auto [left, right] = std::minmax({keyAt(m_pressedAt.x()), keyAt(event->pos().x())});
        m_bars->setBrush(m_bars->ns(left), m_bars->ns(right), m_context.theme.colours().brush);
        m_plot->replot(QCustomPlot::rpQueuedReplot);
    } else if (m_drag == Drag::Pan) {
        const double shift = keyAt(m_pressedAt.x()) - keyAt(event->pos().x());
        const QCPRange now = m_plot->xAxis->range();
        m_pressedAt = event->pos();
        look(m_bars->ns(now.lower + shift), m_bars->ns(now.upper + shift));
    } else if (m_drag == Drag::None) {
        hover(event->pos());
    }
}

void TimeBand::released(QMouseEvent *event)
{
    const Drag drag = m_drag;
    m_drag = Drag::None;
    if (drag != Drag::Brush)
        return;
    if (qAbs(event->pos().x() - m_pressedAt.x()) < kBrushThreshold) {
        // A click: on a flag, go there; on a bar, narrow to the bar.
        for (const BandFlag &flag : m_bars->flags()) {
            if (qAbs(m_plot->xAxis->coordToPixel(m_bars->key(flag.ns)) - event->pos().x()) < 8 && event->pos().y() < 20) {
                Q_EMIT flagClicked(flag.ns);
                return;
            }
        }
        refreshBrush();
        return;
    }
    const auto [left, right] = std::minmax({keyAt(m_pressedAt.x()), keyAt(event->pos().x())});
    Condition condition;
    condition.field = FilterField::Time;
    condition.fromNs = m_bars->ns(left);
    condition.toNs = m_bars->ns(right);
    m_context.lens.addCondition(condition);
}

void TimeBand::hover(const QPoint &point)
{
    const Histogram &h = m_bars->histogram();
    if (h.buckets == 0 || h.bucketNs <= 0)
        return;
    const qint64 bucket = (m_bars->ns(keyAt(point.x())) - h.fromNs) / h.bucketNs;
    if (bucket < 0 || bucket >= h.buckets)
        return;
    const QLocale locale = m_context.language.locale();
    const qint64 from = h.fromNs + bucket * h.bucketNs;
    const QString zone = m_context.lens.displayZone();
    const int offset = zone == Lens::kSourceZone ? 0 : zoneOffsetMinutes(zone, from);
    QStringList lines = {timeDisplay(from, h.bucketNs >= kSecond ? kSecond : 1'000'000, offset) + QStringLiteral(" – ") +
                         timeDisplay(from + h.bucketNs, h.bucketNs >= kSecond ? kSecond : 1'000'000, offset)};
    for (int kind = 0; kind < h.kinds; ++kind) {
        const quint32 count = h.counts[size_t(bucket) * size_t(h.kinds) + size_t(kind)];
        if (count)
            lines.append(tr("%1: %2").arg(eventKindText(EventKind(kind)), locale.toString(count)));
    }
    for (const BandFlag &flag : m_bars->flags()) {
        if (flag.ns >= from && flag.ns < from + h.bucketNs)
            lines.append(flag.text);
    }
    if (lines.size() > 1)
        QToolTip::showText(m_plot->mapToGlobal(point), lines.join(u'\n'), m_plot);
}

bool TimeBand::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_plot)
        return QWidget::eventFilter(watched, event);
    switch (event->type()) {
    case QEvent::MouseButtonPress: pressed(static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseMove: moved(static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseButtonRelease: released(static_cast<QMouseEvent *>(event)); return true;
    case QEvent::MouseButtonDblClick: zoomAll(); return true;
    case QEvent::Wheel: {
        const auto *wheel = static_cast<QWheelEvent *>(event);
        const double at = (wheel->position().x() - m_plot->axisRect()->left()) / qMax(1, m_plot->axisRect()->width());
        zoom(wheel->angleDelta().y() > 0 ? 0.8 : 1.25, qBound(0.0, at, 1.0));
        return true;
    }
    default: return false;
    }
}

void TimeBand::keyPressEvent(QKeyEvent *event)
{
    const double step = event->key() == Qt::Key_Left ? -0.1 : event->key() == Qt::Key_Right ? 0.1 : 0;
    if (step == 0) {
        QWidget::keyPressEvent(event);
        return;
    }
    const QCPRange range = m_plot->xAxis->range();
    look(m_bars->ns(range.lower + range.size() * step), m_bars->ns(range.upper + range.size() * step));
}

void TimeBand::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    refreshHint();
    setRange(fromNs(), toNs());
    ask();
}

void TimeBand::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        restyle();
    QWidget::changeEvent(event);
}

} // namespace ashiato
