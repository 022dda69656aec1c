// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/wording/wording.h"

#include <QAbstractTableModel>

#include <optional>
#include <vector>

namespace ashiato
{

/// What was read: a row a source, with the time that its records cover. GUI thread.
class CoverageModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Exhibit, Path, Format, Span, First, Last, Records, Recovered, Damaged, ColumnCount };
    enum Role {
        FirstNsRole = Qt::UserRole, ///< qint64, shown time; kNoTime: no record has a time
        LastNsRole,
        FileIdRole,                 ///< qint64
        NumberRole,                 ///< qint64 of the three columns of counts
    };

    explicit CoverageModel(const Wording &wording, QObject *parent = nullptr);

    void setRows(std::vector<CoverageRow> rows);
    void setWording(const Wording &wording);
    /// IANA id, "UTC" or Lens::kSourceZone, which reads UTC.
    void setDisplayZone(const QString &zone);
    /// First and last time of all rows; nullopt where no row has one.
    std::optional<std::pair<qint64, qint64>> span() const;
    /// The same as people read it, each end as its row shows it; two empty texts where no row has a time.
    std::pair<QString, QString> spanText() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

private:
    std::pair<const CoverageRow *, const CoverageRow *> ends() const; ///< Rows of the first and the last time, or null
    QString text(const CoverageRow &row, int column) const;
    QString timeText(const CoverageRow &row, qint64 ns) const;
    QString formatText(const CoverageRow &row) const;
    void order();
    void everythingChanged();

    std::vector<CoverageRow> m_rows;
    Wording m_wording;
    QString m_zone;
    int m_column = First;
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace ashiato
