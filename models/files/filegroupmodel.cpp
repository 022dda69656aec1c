// SPDX-License-Identifier: Apache-2.0
#include "models/files/filegroupmodel.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"

#include <algorithm>

namespace ashiato
{

FileGroupModel::FileGroupModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent)
    : AskedGroups(parent), m_case(openCase), m_columns(std::move(columns))
{
}

void FileGroupModel::setQuestion(const FileQuestion &question)
{
    m_question = question;
    ask();
    refreshRows(); // what is chosen
}

bool FileGroupModel::isChosen(int row) const
{
    return std::find(m_question.groups.begin(), m_question.groups.end(), value(row)) != m_question.groups.end();
}

std::vector<FileGroup> FileGroupModel::withoutChoice(FileGrouping by) const
{
    std::vector<FileGroup> groups = m_question.groups;
    std::erase_if(groups, [by](const FileGroup &group) { return group.by == by && !group.excluded; });
    return groups;
}

FileGroupModel::Question FileGroupModel::question(FileGrouping by, const CancelFlag &cancel) const
{
    FileQuestion question = m_question;
    question.groups = withoutChoice(by);
    return [openCase = &m_case, columns = m_columns, question, by, cancel]() -> Result<FileGroupCounts> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        const auto selection = selectFiles(*columns, **reader, question, cancel);
        return selection ? countGroups(*selection, **reader, by, kMost, cancel) : Result<FileGroupCounts>(selection.error());
    };
}

void FileGroupModel::choose(int row)
{
    std::vector<FileGroup> groups = withoutChoice(value(row).by);
    if (!isChosen(row))
        groups.push_back(value(row));
    Q_EMIT wanted(groups);
}

void FileGroupModel::exclude(int row)
{
    FileGroup unwanted = value(row);
    std::vector<FileGroup> groups = m_question.groups;
    std::erase(groups, unwanted);
    unwanted.excluded = true;
    groups.push_back(unwanted);
    Q_EMIT wanted(groups);
}

} // namespace ashiato
