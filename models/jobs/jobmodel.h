// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/jobs/jobprogress.h"

#include <QAbstractTableModel>

namespace ashiato
{

class ImportService;

/// The jobs of a case as a table: meanings and raw values; the view makes words and bars of them. GUI thread.
/// The service must outlive the model.
class JobModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { EvidenceColumn, KindColumn, StateColumn, ProgressColumn, RateColumn, TimeLeftColumn, CurrentColumn, WarningsColumn, ColumnCount };
    enum Role {
        JobIdRole = Qt::UserRole, ///< qint64
        EvidenceIdRole,           ///< qint64
        KindRole,                 ///< TaskKind as int
        StateRole,                ///< JobState as int
        DoneRole,                 ///< qint64, bytes or entries
        TotalRole,                ///< qint64, 0: unknown
        BytesRole,                ///< bool: done, total and rate count bytes
        RateRole,                 ///< double, a second
        SecondsLeftRole,          ///< qint64, -1: unknown
        CurrentRole,              ///< QString
        WarningsRole,             ///< qint64
        SkippedRole,              ///< qint64
        ErrorCodeRole,            ///< ErrorCode as int
        ErrorDetailRole,          ///< QString
        SortRole,                 ///< The raw value of the column
    };

    explicit JobModel(ImportService &service, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    void takeAll();
    void takeRow(int row);

    ImportService &m_service;
    std::vector<JobProgress> m_rows;
};

} // namespace ashiato
