// SPDX-License-Identifier: Apache-2.0
#include "views/cases/importpreview.h"

#include "models/wording/wording.h"
#include "views/shared/headerfit.h"
#include "views/shared/theme.h"

#include <algorithm>

namespace ashiato
{

namespace
{

constexpr int kWidest = 420; // further text is in the tool tip

const EventFieldSpec *specOf(const QString &column)
{
    const auto found = std::find_if(kTypedSpecs.begin(), kTypedSpecs.end(), [&](const EventFieldSpec &spec) { return column == QLatin1String(spec.csv); });
    return found == kTypedSpecs.end() ? nullptr : &*found;
}

/// A column of the preview is called as the same column of the event table.
QString titleOf(const QString &column, const Wording &wording)
{
    if (column == QStringLiteral("time"))
        return ImportPreview::tr("Time as recorded");
    if (column == QStringLiteral("type"))
        return ImportPreview::tr("Type");
    if (column == QStringLiteral("details"))
        return ImportPreview::tr("Further fields");
    const EventFieldSpec *spec = specOf(column);
    return spec ? wording.fieldTitle(spec->field) : column;
}

bool isNumber(const QString &column)
{
    const EventFieldSpec *spec = specOf(column);
    return spec && !spec->isText();
}

} // namespace

ImportPreview::ImportPreview(QWidget *parent) : QTableWidget(parent)
{
    setObjectName(QStringLiteral("importPreview"));
    setAccessibleName(tr("First rows"));
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setAlternatingRowColors(true);
    setWordWrap(false);
    verticalHeader()->hide();
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
}

void ImportPreview::clearRows()
{
    clear();
    setRowCount(0);
    setColumnCount(0);
}

void ImportPreview::showRows(const ProbeMessage &probe, const Wording &wording)
{
    clearRows();
    setColumnCount(int(probe.columns.size()));
    setRowCount(int(probe.rows.size()));
    for (int column = 0; column < int(probe.columns.size()); ++column) {
        const QString &id = probe.columns[column];
        auto *title = new QTableWidgetItem(titleOf(id, wording));
        title->setToolTip(id);
        setHorizontalHeaderItem(column, title);
        for (size_t row = 0; row < probe.rows.size(); ++row) {
            if (column >= probe.rows[row].size())
                continue;
            const QString &value = probe.rows[row][column];
            const bool isType = id == QStringLiteral("type");
            auto *cell = new QTableWidgetItem(isType ? wording.eventTitle(value) : value);
            cell->setToolTip(value);
            cell->setTextAlignment((isNumber(id) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
            if (id == QStringLiteral("time") || isNumber(id))
                cell->setFont(Theme::monospaced());
            setItem(int(row), column, cell);
        }
    }
    resizeColumnsToContents();
    for (int column = 0; column < columnCount(); ++column)
        setColumnWidth(column, qMin(kWidest, columnWidth(column) + 8));
    fitTitles(horizontalHeader());
}

} // namespace ashiato
