// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filegroups.h"
#include "models/lens/askedgroups.h"

#include <memory>

namespace ashiato
{

class Case;

/// The files of a question grouped by a value. The question's own choice of a value of that kind is left out, so that the
/// other values stay in the list and can be chosen instead; what it excludes is not. GUI thread. The case must outlive it.
class FileGroupModel : public AskedGroups<FileGrouping, FileGroup>
{
    Q_OBJECT

public:
    FileGroupModel(Case &openCase, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);

    /// The list's question has been answered, or the case has grown.
    void setQuestion(const FileQuestion &question);
    void choose(int row) override;
    void exclude(int row) override;
    QString key(int row) const override { return QString::fromUtf8(value(row).value); }

Q_SIGNALS:
    /// What the groups of the question are to be.
    void wanted(const std::vector<ashiato::FileGroup> &groups);

protected:
    Question question(FileGrouping by, const CancelFlag &cancel) const override;
    bool isChosen(int row) const override;

private:
    std::vector<FileGroup> withoutChoice(FileGrouping by) const;

    Case &m_case;
    std::shared_ptr<ColumnStore> m_columns;
    FileQuestion m_question;
};

} // namespace ashiato
