// SPDX-License-Identifier: Apache-2.0
#include "models/files/filegroupmodel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/lens/background.h"

#include <algorithm>

namespace ashiato
{

FileGroupModel::FileGroupModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent)
    : GroupList(parent), m_case(openCase), m_columns(std::move(columns)),
      m_words([](const FileGroup &group) { return QString::fromUtf8(group.value); })
{
    m_pool.setMaxThreadCount(1);
}

FileGroupModel::~FileGroupModel()
{
    raiseFlag(m_cancel);
    m_pool.clear();
    m_pool.waitForDone();
}

void FileGroupModel::groupBy(std::optional<FileGrouping> by)
{
    if (by == m_by)
        return;
    m_by = by;
    beginResetModel();
    m_counts = {};
    endResetModel();
    refresh();
}

void FileGroupModel::setQuestion(const FileQuestion &question)
{
    m_question = question;
    refresh();
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1)); // what is chosen
}

bool FileGroupModel::isChosen(int row) const
{
    return std::find(m_question.groups.begin(), m_question.groups.end(), group(row)) != m_question.groups.end();
}

std::vector<FileGroup> FileGroupModel::withoutChoice() const
{
    std::vector<FileGroup> groups = m_question.groups;
    std::erase_if(groups, [this](const FileGroup &group) { return group.by == *m_by && !group.excluded; });
    return groups;
}

void FileGroupModel::refresh()
{
    raiseFlag(m_cancel);
    const quint64 number = ++m_asked;
    if (!m_by) {
        m_answered = number;
        return;
    }
    m_cancel = newFlag();
    Q_EMIT asked();
    FileQuestion question = m_question;
    question.groups = withoutChoice();
    const auto work = [openCase = &m_case, columns = m_columns, question, by = *m_by, cancel = m_cancel]() -> Result<FileGroupCounts> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        const auto selection = selectFiles(*columns, **reader, question, cancel);
        return selection ? countGroups(*selection, **reader, by, kMost, cancel) : Result<FileGroupCounts>(selection.error());
    };
    inBackground(m_pool, this, work, [this, number](Result<FileGroupCounts> &answer) {
        if (number != m_asked)
            return; // a newer question is on its way
        m_answered = number;
        if (answer) {
            beginResetModel();
            m_counts = std::move(*answer);
            endResetModel();
        }
        Q_EMIT answered();
    });
}

void FileGroupModel::choose(int row)
{
    std::vector<FileGroup> groups = withoutChoice();
    if (!isChosen(row))
        groups.push_back(group(row));
    Q_EMIT wanted(groups);
}

void FileGroupModel::exclude(int row)
{
    FileGroup unwanted = group(row);
    std::vector<FileGroup> groups = m_question.groups;
    std::erase(groups, unwanted);
    unwanted.excluded = true;
    groups.push_back(unwanted);
    Q_EMIT wanted(groups);
}

void FileGroupModel::setWords(std::function<QString(const FileGroup &)> words, const QLocale &locale)
{
    m_words = std::move(words);
    m_locale = locale;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int FileGroupModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_counts.groups.size()); }

} // namespace ashiato
