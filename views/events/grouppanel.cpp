// SPDX-License-Identifier: Apache-2.0
#include "views/events/grouppanel.h"

#include "models/lens/lens.h"
#include "views/shared/conditiontext.h"
#include "views/shared/language.h"
#include "views/shared/settingskeys.h"

#include <QTableView>

namespace ashiato
{

namespace
{

/// What is asked for most first, then every other that can be.
QList<int> groupFields()
{
    QList<int> fields;
    for (const FilterField field : {FilterField::Kind, FilterField::Type, FilterField::Host, FilterField::Account, FilterField::Evidence,
                                    FilterField::Tag, FilterField::Time, FilterField::Severity})
        fields.append(int(field));
    for (int field = 0; field < int(FilterField::Count); ++field) {
        if (canGroupBy(FilterField(field)) && !fields.contains(field))
            fields.append(field);
    }
    return fields;
}

} // namespace

GroupPanel::GroupPanel(const ViewContext &context, LensQuery &query, QWidget *parent)
    : GroupListPanel(context, new GroupModel(context.openCase, context.lens, query, context.columns), groupFields(), settings::kGroupBy, parent),
      m_groups(findChild<GroupModel *>())
{
    connect(&context.lens, &Lens::filterChanged, list()->viewport(), qOverload<>(&QWidget::update));
    connect(&context.lens, &Lens::displayZoneChanged, this, &GroupPanel::retranslate);
    retranslate();
}

void GroupPanel::groupBy(std::optional<int> field)
{
    m_groups->groupBy(field ? std::optional(FilterField(*field)) : std::nullopt);
}

QString GroupPanel::fieldName(int field) const { return FilterField(field) == FilterField::Time ? tr("Day") : fieldTitle(FilterField(field), context()); }

std::optional<int> GroupPanel::fieldFromId(const QString &id) const
{
    const auto field = filterFieldFromId(id);
    return field && canGroupBy(*field) ? std::optional(int(*field)) : std::nullopt;
}

void GroupPanel::refreshValues()
{
    m_groups->setWords([this](const Condition &condition) {
        if (condition.field == FilterField::Time && !condition.fromNs)
            return tr("Time not known");
        return conditionValue(condition, context());
    }, context().language.locale());
}

} // namespace ashiato
