// SPDX-License-Identifier: Apache-2.0
#include "views/shared/chipsbar.h"

#include "models/lens/lens.h"
#include "models/time/timetext.h"
#include "models/time/zones.h"
#include "views/shared/actionregistry.h"
#include "views/shared/flowlayout.h"
#include "views/shared/language.h"
#include "views/shared/theme.h"

#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <limits>

namespace ashiato
{

namespace
{

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(Filter)
};

QString fieldTitle(FilterField field)
{
    switch (field) {
    case FilterField::Time: return Tr::tr("Time");
    case FilterField::Evidence: return Tr::tr("Exhibit");
    case FilterField::Type: return Tr::tr("Type");
    case FilterField::Kind: return Tr::tr("Kind");
    case FilterField::Severity: return Tr::tr("Severity");
    case FilterField::Host: return Tr::tr("Host");
    case FilterField::Account: return Tr::tr("Account");
    case FilterField::Address: return Tr::tr("Address");
    case FilterField::Source: return Tr::tr("Source address");
    case FilterField::Destination: return Tr::tr("Destination");
    case FilterField::Port: return Tr::tr("Port");
    case FilterField::Protocol: return Tr::tr("Protocol");
    case FilterField::Domain: return Tr::tr("Domain");
    case FilterField::Url: return Tr::tr("URL");
    case FilterField::Process: return Tr::tr("Process");
    case FilterField::Path: return Tr::tr("Path");
    case FilterField::Hash: return Tr::tr("Hash value");
    case FilterField::Action: return Tr::tr("Action");
    case FilterField::Status: return Tr::tr("Status");
    case FilterField::Tag: return Tr::tr("Tag");
    case FilterField::Text: return Tr::tr("Text");
    case FilterField::FileTimes: return Tr::tr("File times");
    case FilterField::Seen: return Tr::tr("Read");
    }
    return {};
}

QString spanText(const Condition &condition, const QString &zone)
{
    // Times of a condition are instants; "as recorded" has no single zone, so they are told in UTC then.
    const auto shown = [&zone](qint64 ns) {
        return timeDisplay(ns, 1'000'000'000, zone == Lens::kSourceZone ? 0 : zoneOffsetMinutes(zone, ns));
    };
    if (condition.fromNs && condition.toNs)
        return QStringLiteral("%1 – %2").arg(shown(*condition.fromNs), shown(*condition.toNs));
    if (condition.fromNs)
        return Tr::tr("from %1").arg(shown(*condition.fromNs));
    return condition.toNs ? Tr::tr("until %1").arg(shown(*condition.toNs)) : QString();
}

} // namespace

QString conditionText(const Condition &condition, const ViewContext &context)
{
    const QString title = fieldTitle(condition.field);
    const QString value = condition.field == FilterField::Time ? spanText(condition, context.lens.displayZone())
                                                               : condition.values.join(QStringLiteral(", "));
    return condition.negated ? Tr::tr("not %1: %2").arg(title, value) : Tr::tr("%1: %2").arg(title, value);
}

ChipsBar::ChipsBar(const ViewContext &context, QWidget *parent) : QWidget(parent), m_context(context)
{
    auto *outer = new QHBoxLayout(this);
    outer->setContentsMargins(10, 6, 10, 6);
    outer->setSpacing(8);
    m_chips = new QWidget(this);
    m_chips->setObjectName(QStringLiteral("chipsArea"));
    m_row = new FlowLayout(m_chips, 6);
    outer->addWidget(m_chips, 1);
    m_counts = new QLabel(this);
    m_counts->setObjectName(QStringLiteral("matchCount"));
    m_counts->setProperty("muted", true);
    outer->addWidget(m_counts);
    connect(&m_context.lens, &Lens::filterChanged, this, &ChipsBar::refresh);
    connect(&m_context.lens, &Lens::displayZoneChanged, this, &ChipsBar::refresh);
    refresh();
}

void ChipsBar::setCounts(qint64 shown, qint64 total)
{
    m_shown = shown;
    m_total = total;
    refreshCounts();
}

void ChipsBar::refreshCounts()
{
    const QLocale locale = m_context.language.locale();
    m_counts->setText(m_shown < 0 ? tr("counting…")
                                  : tr("%1 of %2 event(s)", nullptr, int(qMin<qint64>(m_total, std::numeric_limits<int>::max())))
                                        .arg(locale.toString(m_shown), locale.toString(m_total)));
}

void ChipsBar::refresh()
{
    while (QLayoutItem *item = m_row->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    const Filter &filter = m_context.lens.filter();
    bool firstGroup = true;
    for (const Filter::Group &group : filter.groups) {
        if (!firstGroup) {
            auto *word = new QLabel(tr("or"), m_chips);
            word->setProperty("muted", true);
            m_row->addWidget(word);
        }
        firstGroup = false;
        for (const Condition &condition : group) {
            auto *chip = new QToolButton(m_chips);
            chip->setProperty("chip", true);
            const QString text = conditionText(condition, m_context);
            const QString cut = chip->fontMetrics().elidedText(text, Qt::ElideMiddle, 380);
            chip->setText(cut + QStringLiteral("  ×"));
            chip->setToolTip(tr("Remove this condition: %1").arg(text));
            chip->setAccessibleName(chip->toolTip());
            connect(chip, &QToolButton::clicked, this, [this, condition] { m_context.lens.removeCondition(condition); });
            m_row->addWidget(chip);
        }
    }
    if (filter.isEmpty()) {
        auto *hint = new QLabel(tr("No conditions: everything is shown."), m_chips);
        hint->setProperty("muted", true);
        m_row->addWidget(hint);
    } else {
        auto *clear = new QToolButton(m_chips);
        clear->setText(tr("Remove all"));
        clear->setAccessibleName(clear->text());
        connect(clear, &QToolButton::clicked, m_context.actions.action("Filter.Clear"), &QAction::trigger);
        m_row->addWidget(clear);
    }
    refreshCounts();
}

void ChipsBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        refresh();
    QWidget::changeEvent(event);
}

} // namespace ashiato
