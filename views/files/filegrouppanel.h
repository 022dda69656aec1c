// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filegroupmodel.h"
#include "views/shared/grouplistpanel.h"

namespace ashiato
{

/// What a group of files is called: its value alone, or with what it is ("Extension: exe", "not Extension: exe").
QString fileGroupValue(const FileGroup &group, const ViewContext &context);
QString fileGroupText(const FileGroup &group, const ViewContext &context);

/// The files grouped by a value, beside their list. GUI thread.
class FileGroupPanel : public GroupListPanel
{
    Q_OBJECT

public:
    explicit FileGroupPanel(const ViewContext &context, QWidget *parent = nullptr);

    FileGroupModel &model() const { return *m_groups; }
    void open(FileGrouping by) { openBy(int(by)); }

protected:
    void groupBy(std::optional<int> field) override;
    QString fieldName(int field) const override;
    QString fieldId(int field) const override;
    std::optional<int> fieldFromId(const QString &id) const override;
    QString emptyText() const override { return tr("There are no files here."); }
    void refreshValues() override;

private:
    FileGroupModel *m_groups; ///< Owned by the panel below
};

} // namespace ashiato
