// SPDX-License-Identifier: Apache-2.0
#include "models/coverage/gapmodel.h"

#include "models/casedb/fold.h"

namespace ashiato
{

GapModel::GapModel(const Wording &wording, QObject *parent) : QAbstractTableModel(parent), m_wording(wording) {}

void GapModel::setGaps(std::vector<Gap> gaps)
{
    beginResetModel();
    m_gaps = std::move(gaps);
    m_totals = {};
    for (const Gap &gap : m_gaps)
        m_totals[size_t(gap.kind)] += gap.count;
    word();
    choose();
    endResetModel();
}

void GapModel::setWording(const Wording &wording)
{
    // The text that is looked for is in the sentences: other words, other rows.
    beginResetModel();
    m_wording = wording;
    word();
    choose();
    endResetModel();
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
}

void GapModel::setFilter(const QString &text)
{
    const QString folded = foldKey(text.trimmed());
    if (folded == m_filter)
        return;
    beginResetModel();
    m_filter = folded;
    choose();
    endResetModel();
}

void GapModel::setShown(GapKind kind, bool shown)
{
    beginResetModel();
    m_shown[size_t(kind)] = shown;
    choose();
    endResetModel();
}

void GapModel::word()
{
    m_sentences.clear();
    m_folded.clear();
    for (const Gap &gap : m_gaps) {
        m_sentences.push_back(visibleText(sentence(gap)));
        m_folded.push_back(foldKey(gap.evidence + u' ' + m_sentences.back()));
    }
}

void GapModel::choose()
{
    m_rows.clear();
    for (size_t i = 0; i < m_gaps.size(); ++i) {
        if (m_shown[size_t(m_gaps[i].kind)] && m_folded[i].contains(m_filter))
            m_rows.push_back(i);
    }
}

QString GapModel::kindText(GapKind kind)
{
    switch (kind) {
    case GapKind::NotExamined: return tr("Not examined");
    case GapKind::NotReadable: return tr("Not readable");
    case GapKind::Doubtful: return tr("Doubtful");
    }
    return {};
}

QString GapModel::sentence(const Gap &gap) const
{
    if (gap.registeredOnly)
        return tr("The exhibit is registered and was not imported.");
    if (gap.warning.code != ErrorCode::None && gap.warning.id != 0)
        return m_wording.errorSentence(gap.warning.code, gap.warning.path, gap.warning.detail, gap.warning.offset);
    const auto what = [&gap] {
        switch (gap.task) {
        case TaskKind::Volumes: return tr("List of volumes");
        case TaskKind::Walk: return tr("List of files");
        case TaskKind::Expand: return tr("Archives");
        default: return tr("Logs and artifacts");
        }
    }();
    switch (gap.state) {
    case JobState::Pending: return tr("%1: waiting to be read.").arg(what);
    case JobState::Running: return tr("%1: being read.").arg(what);
    case JobState::Paused: return tr("%1: paused before the end. It can be resumed in the list of jobs.").arg(what);
    case JobState::Failed: return tr("%1: ended with an error. The reason is in the list of jobs.").arg(what);
    case JobState::Cancelled: return tr("%1: cancelled before the end. It can be resumed in the list of jobs.").arg(what);
    case JobState::WaitingForKey: return tr("%1: encrypted. It waits for the password or recovery key.").arg(what);
    case JobState::Done: return tr("%1: parts were left out.").arg(what);
    }
    return {};
}

int GapModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rows.size()); }
int GapModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QVariant GapModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const size_t place = m_rows[size_t(index.row())];
    const Gap &gap = m_gaps[place];
    switch (role) {
    case Qt::ToolTipRole:
        return index.column() == Sentence ? QStringLiteral("<qt>%1</qt>").arg(m_sentences[place].toHtmlEscaped()) : QVariant();
    case Qt::TextAlignmentRole: return int((index.column() == Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case KindRole: return int(gap.kind);
    case SeverityRole: return int(gap.severity);
    case Qt::DisplayRole: break;
    default: return {};
    }
    switch (index.column()) {
    case Status: return kindText(gap.kind);
    case SeverityColumn: return m_wording.severity(gap.severity);
    case Exhibit: return visibleText(gap.evidence);
    case Sentence: return m_sentences[place];
    case Count: return m_wording.number(gap.count);
    default: return {};
    }
}

QVariant GapModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int((section == Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (section) {
    case Status: return tr("Status");
    case SeverityColumn: return tr("Severity");
    case Exhibit: return tr("Exhibit");
    case Sentence: return tr("What, where, and what to do");
    case Count: return tr("Count");
    default: return {};
    }
}

} // namespace ashiato
