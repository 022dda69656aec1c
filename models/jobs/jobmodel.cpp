// SPDX-License-Identifier: Apache-2.0
#include "models/jobs/jobmodel.h"

#include "models/jobs/importservice.h"

namespace ashiato
{

JobModel::JobModel(ImportService &service, QObject *parent) : QAbstractTableModel(parent), m_service(service)
{
    m_rows = service.jobs();
    connect(&service, &ImportService::jobsReset, this, &JobModel::takeAll);
    connect(&service, &ImportService::jobChanged, this, &JobModel::takeRow);
}

/// Jobs come at the end and never go, so that a view keeps its selection.
void JobModel::takeAll()
{
    const std::vector<JobProgress> &now = m_service.jobs();
    bool grown = now.size() >= m_rows.size();
    for (size_t i = 0; grown && i < m_rows.size(); ++i)
        grown = m_rows[i].jobId == now[i].jobId;
    if (!grown) {
        beginResetModel();
        m_rows = now;
        endResetModel();
        return;
    }
    const int before = int(m_rows.size());
    for (int row = 0; row < before; ++row)
        takeRow(row);
    if (int(now.size()) == before)
        return;
    beginInsertRows({}, before, int(now.size()) - 1);
    m_rows.insert(m_rows.end(), now.begin() + before, now.end());
    endInsertRows();
}

void JobModel::takeRow(int row)
{
    if (row < 0 || row >= int(m_rows.size()) || row >= int(m_service.jobs().size()))
        return;
    m_rows[size_t(row)] = m_service.jobs()[size_t(row)];
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int JobModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }

int JobModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant JobModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const JobProgress &job = m_rows[size_t(index.row())];
    switch (role) {
    case JobIdRole: return job.jobId;
    case EvidenceIdRole: return job.evidenceId;
    case KindRole: return int(job.kind);
    case StateRole: return int(job.state);
    case DoneRole: return job.done;
    case TotalRole: return job.total;
    case BytesRole: return job.bytes;
    case RateRole: return job.rate;
    case SecondsLeftRole: return job.secondsLeft;
    case CurrentRole: return job.current;
    case WarningsRole: return job.warnings;
    case SkippedRole: return job.skipped;
    case ErrorCodeRole: return int(job.error.code);
    case ErrorDetailRole: return job.error.detail;
    case Qt::DisplayRole:
    case SortRole: break;
    default: return {};
    }
    switch (Column(index.column())) {
    case EvidenceColumn: return job.evidence;
    case KindColumn: return taskKindId(job.kind);
    case StateColumn: return jobStateId(job.state);
    case ProgressColumn:
        if (role == Qt::DisplayRole && job.total > 0)
            return QStringLiteral("%1 %").arg(qMin<qint64>(100, job.done * 100 / job.total));
        return job.done;
    case RateColumn: return role == Qt::DisplayRole ? QVariant(qint64(job.rate)) : QVariant(job.rate);
    case TimeLeftColumn: return job.secondsLeft;
    case CurrentColumn: return job.current;
    case WarningsColumn: return job.warnings;
    case ColumnCount: break;
    }
    return {};
}

QVariant JobModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (Column(section)) {
    case EvidenceColumn: return tr("Exhibit");
    case KindColumn: return tr("Work");
    case StateColumn: return tr("State");
    case ProgressColumn: return tr("Progress");
    case RateColumn: return tr("Rate");
    case TimeLeftColumn: return tr("Time left");
    case CurrentColumn: return tr("Now reading");
    case WarningsColumn: return tr("Warnings");
    case ColumnCount: break;
    }
    return {};
}

} // namespace ashiato
