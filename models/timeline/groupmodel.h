// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/grouplist.h"
#include "models/query/eventquery.h"

#include <QThreadPool>

#include <functional>
#include <memory>
#include <optional>

namespace ashiato
{

class Case;
class Lens;
class LensQuery;

/// The events of the lens grouped by a field: a row a value, the largest group first. The lens's own choice of a value of
/// that field is left out of the question, so that the other values stay in the list and can be chosen instead; its
/// exclusions are not. Asks off the GUI thread, again when the lens or the case changes; the newest answer counts, and
/// what is shown stays until it has come. GUI thread.
class GroupModel : public GroupList
{
    Q_OBJECT

public:
    GroupModel(Case &openCase, Lens &lens, LensQuery &query, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);
    ~GroupModel() override;

    /// nullopt: nothing is asked and nothing shown. Fields that canGroupBy() alone.
    void groupBy(std::optional<FilterField> field);
    std::optional<FilterField> field() const { return m_field; }
    void choose(int row) override;
    void exclude(int row) override;
    bool isBusy() const override { return m_asked != m_answered; }
    qint64 values() const override { return m_counts.values; }
    QString key(int row) const override { return conditionText(condition(row)); }
    /// How a value is told in the language of the window.
    void setWords(std::function<QString(const Condition &)> words, const QLocale &locale);

    int rowCount(const QModelIndex &parent = {}) const override;

protected:
    qint64 countOf(int row) const override { return m_counts.groups[size_t(row)].count; }
    QString valueText(int row) const override;
    QString countText(int row) const override { return m_locale.toString(countOf(row)); }
    bool isChosen(int row) const override { return isChosen(condition(row)); }

private:
    Condition condition(int row) const { return m_counts.groups[size_t(row)].condition; }
    void refresh();
    bool isChosen(const Condition &condition) const;
    Filter withoutChoice() const;

    Case &m_case;
    Lens &m_lens;
    LensQuery &m_query;
    std::shared_ptr<ColumnStore> m_columns;
    QThreadPool m_pool; ///< One thread: questions in order
    CancelFlag m_cancel;
    quint64 m_asked = 0, m_answered = 0;
    std::optional<FilterField> m_field;
    GroupCounts m_counts;
    std::function<QString(const Condition &)> m_words;
    QLocale m_locale;
};

} // namespace ashiato
