// SPDX-License-Identifier: Apache-2.0
#include "views/coverage/coveragedelegates.h"

#include "models/coverage/coveragemodel.h"
#include "models/coverage/gapmodel.h"
#include "views/shared/icons.h"
#include "views/shared/theme.h"

#include <QApplication>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr int kPad = 8;
constexpr int kIcon = 16;
constexpr int kLeastBar = 3; // a log of one second in a span of years can still be seen

/// The ground of a cell, selected or not, without its text.
void paintGround(QPainter *painter, QStyleOptionViewItem option)
{
    option.text.clear();
    const QStyle *style = option.widget ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);
}

/// Text on as many lines as fit, the last one elided.
void paintLines(QPainter *painter, const QRect &room, const QString &text, const QFont &font)
{
    const QFontMetrics metrics(font);
    QTextLayout layout(text, font);
    QTextOption wrap(Qt::AlignLeft);
    wrap.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrap);
    const int most = std::max(1, room.height() / metrics.lineSpacing());
    QStringList lines;
    layout.beginLayout();
    while (lines.size() < most) {
        QTextLine line = layout.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(room.width());
        const bool last = lines.size() + 1 == most;
        lines.append(last ? metrics.elidedText(text.mid(line.textStart()), Qt::ElideRight, room.width())
                          : text.mid(line.textStart(), line.textLength()));
    }
    layout.endLayout();
    int y = room.top() + (room.height() - int(lines.size()) * metrics.lineSpacing()) / 2 + metrics.ascent();
    for (const QString &line : lines) {
        painter->drawText(room.left(), y, line.trimmed());
        y += metrics.lineSpacing();
    }
}

} // namespace

CoverageDelegate::CoverageDelegate(const ViewContext &context, QObject *parent)
    : QStyledItemDelegate(parent), m_context(context), m_mono(Theme::monospaced())
{
    m_mono.setPointSizeF(m_mono.pointSizeF() * 0.95);
}

void CoverageDelegate::paintBar(QPainter *painter, const QRect &room, const QModelIndex &index) const
{
    const Colours &c = m_context.theme.colours();
    const qint64 first = index.data(CoverageModel::FirstNsRole).toLongLong(), last = index.data(CoverageModel::LastNsRole).toLongLong();
    const QRect track(room.left(), room.center().y() - 5, room.width(), 10);
    if (!m_span || first == kNoTime)
        return; // the words say so
    painter->fillRect(track, c.raised);
    const double whole = std::max(1.0, double(m_span->second) - double(m_span->first));
    const auto x = [&](qint64 ns) { return track.left() + int((double(ns) - double(m_span->first)) / whole * (track.width() - 1)); };
    const int left = std::min(x(first), track.right() - kLeastBar + 1);
    const int right = std::max(x(last), left + kLeastBar - 1);
    painter->fillRect(QRect(QPoint(left, track.top()), QPoint(right, track.bottom())), c.accent);
}

void CoverageDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = m_context.theme.colours();
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    painter->save();
    const QRect room = option.rect.adjusted(kPad, 0, -kPad, 0);
    const int column = index.column();
    if (column == CoverageModel::Span)
        paintBar(painter, room, index);
    const bool figures = column >= CoverageModel::First;
    const QFont font = figures ? m_mono : option.font;
    painter->setFont(font);
    // Damaged records are said by colour and by their number.
    const bool damaged = column == CoverageModel::Damaged && index.data(CoverageModel::NumberRole).toLongLong() > 0;
    painter->setPen(damaged ? c.warning : column == CoverageModel::Span ? c.muted : c.text);
    const auto elide = column == CoverageModel::Path ? Qt::ElideLeft : Qt::ElideRight;
    painter->drawText(room, int(cell.displayAlignment) | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(index.data().toString(), elide, room.width()));
    painter->restore();
}

GapDelegate::GapDelegate(const ViewContext &context, QObject *parent) : QStyledItemDelegate(parent), m_context(context) {}

void GapDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Colours &c = m_context.theme.colours();
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    painter->save();
    QRect room = option.rect.adjusted(kPad, 2, -kPad, -2);
    painter->setFont(option.font);
    painter->setPen(c.text);
    const auto paintIcon = [&](const char *name, const QColor &colour) {
        icon(QString::fromLatin1(name), colour).paint(painter, QRect(room.left(), room.center().y() - kIcon / 2 + 1, kIcon, kIcon));
        room.setLeft(room.left() + kIcon + 6);
    };
    if (index.column() == GapModel::Status) {
        switch (GapKind(index.data(GapModel::KindRole).toInt())) {
        case GapKind::NotExamined: paintIcon("pause", c.accent); break;
        case GapKind::NotReadable: paintIcon("mismatch", c.error); break;
        case GapKind::Doubtful: paintIcon("unknown", c.warning); break;
        }
    } else if (index.column() == GapModel::SeverityColumn) {
        const auto severity = Severity(index.data(GapModel::SeverityRole).toInt());
        if (severity >= Severity::Medium)
            paintIcon("warning", severity >= Severity::High ? c.error : c.warning);
        else
            room.setLeft(room.left() + kIcon + 6);
    }
    if (index.column() == GapModel::Sentence)
        paintLines(painter, room, index.data().toString(), option.font);
    else
        painter->drawText(room, int(cell.displayAlignment) | Qt::TextSingleLine,
                          option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    painter->restore();
}

} // namespace ashiato
