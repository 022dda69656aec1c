// SPDX-License-Identifier: Apache-2.0
#include "views/files/filecopy.h"

#include <QCoreApplication>

namespace ashiato
{

namespace
{
struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ashiato::FilesView)
};
} // namespace

QString fileRowsText(const FileTableModel &model, const std::vector<FileItem> &items, QList<FileColumn> columns, const QString &zone)
{
    columns.removeAll(FileColumn::Tags);
    QStringList cells;
    for (const FileColumn column : columns)
        cells.append(model.columnTitle(column));
    cells.append(Tr::tr("Zone: %1").arg(zone));
    QStringList lines = {cells.join(u'\t')};
    for (const FileItem &item : items) {
        cells.clear();
        for (const FileColumn column : columns)
            cells.append(model.text(item, column).replace(u'\t', u' '));
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

} // namespace ashiato
