// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/askedgroups.h"
#include "models/query/eventquery.h"

#include <memory>

namespace ashiato
{

class Case;
class Lens;
class LensQuery;

/// The events of the lens grouped by a field that canGroupBy() allows. The lens's own choice of a value of that field is
/// left out of the question, so that the other values stay in the list and can be chosen instead; its exclusions are not.
/// Asks again when the lens or the case changes. GUI thread. Case, lens and query must outlive it.
class GroupModel : public AskedGroups<FilterField, Condition>
{
    Q_OBJECT

public:
    GroupModel(Case &openCase, Lens &lens, LensQuery &query, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);

    void choose(int row) override;
    void exclude(int row) override;
    QString key(int row) const override { return conditionText(value(row)); }

protected:
    Question question(FilterField by, const CancelFlag &cancel) const override;
    bool isChosen(int row) const override { return isChosen(value(row)); }

private:
    bool isChosen(const Condition &condition) const;
    Filter withoutChoice(FilterField by) const;

    Case &m_case;
    Lens &m_lens;
    LensQuery &m_query;
    std::shared_ptr<ColumnStore> m_columns;
};

} // namespace ashiato
