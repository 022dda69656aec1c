// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/timeline/groupmodel.h"
#include "views/shared/grouplistpanel.h"

namespace ashiato
{

class LensQuery;

/// The events grouped by a column; choosing a value narrows the lens to it. GUI thread.
class GroupPanel : public GroupListPanel
{
    Q_OBJECT

public:
    GroupPanel(const ViewContext &context, LensQuery &query, QWidget *parent = nullptr);

    void open(FilterField field) { openBy(int(field)); }

protected:
    void groupBy(std::optional<int> field) override;
    QString fieldName(int field) const override;
    QString fieldId(int field) const override { return filterFieldId(FilterField(field)); }
    std::optional<int> fieldFromId(const QString &id) const override;
    QString emptyText() const override { return tr("No event meets the conditions."); }
    void refreshValues() override;

private:
    GroupModel *m_groups; ///< Owned by the panel below
};

} // namespace ashiato
