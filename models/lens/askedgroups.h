// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/lens/background.h"
#include "models/lens/countedgroups.h"
#include "models/lens/grouplist.h"
#include "models/records/result.h"

#include <QLocale>

#include <functional>
#include <optional>

namespace ashiato
{

/// Groups of the rows of a question By a field, asked off the GUI thread. The newest answer counts, and what is shown stays until it
/// has come. A derived class says what is asked and what becomes of a choice. GUI thread. What the question reads must
/// outlive it.
template <typename By, typename Group> class AskedGroups : public GroupList
{
public:
    /// How a value is told in the language of the window.
    using Words = std::function<QString(const Group &)>;

    ~AskedGroups() override
    {
        raiseFlag(m_cancel);
        m_pool.clear();
        m_pool.waitForDone();
    }

    /// nullopt: nothing is asked and nothing shown.
    void groupBy(std::optional<By> field)
    {
        if (field == m_field)
            return;
        m_field = field;
        show({});
        ask();
    }
    std::optional<By> field() const { return m_field; }
    void setWords(Words words, const QLocale &locale)
    {
        m_words = std::move(words);
        m_locale = locale;
        refreshRows();
    }

    bool isBusy() const override { return m_asked != m_answered; }
    qint64 values() const override { return m_counts.values; }
    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_counts.groups.size()); }

protected:
    using Counts = CountedGroups<Group>;
    using Question = std::function<Result<Counts>()>; ///< Not on the GUI thread

    explicit AskedGroups(QObject *parent) : GroupList(parent) { m_pool.setMaxThreadCount(1); }

    /// What is to be asked now; it answers Cancelled soon after the flag is set.
    virtual Question question(By by, const CancelFlag &cancel) const = 0;
    /// Asks anew; nothing where there is no field.
    void ask()
    {
        raiseFlag(m_cancel);
        const quint64 number = ++m_asked;
        if (!m_field) {
            m_answered = number;
            Q_EMIT answered();
            return;
        }
        m_cancel = newFlag();
        Q_EMIT asked();
        inBackground(m_pool, this, question(*m_field, m_cancel), [this, number](Result<Counts> &answer) {
            if (number != m_asked)
                return; // a newer question is on its way
            m_answered = number;
            if (answer)
                show(std::move(*answer));
            Q_EMIT answered();
        });
    }
    /// The rows are what they were, but are told or chosen otherwise.
    void refreshRows()
    {
        if (rowCount() > 0)
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }

    const Group &value(int row) const { return m_counts.groups[size_t(row)].value; }
    qint64 countOf(int row) const override { return m_counts.groups[size_t(row)].count; }
    QString countText(int row) const override { return m_locale.toString(countOf(row)); }
    QString valueText(int row) const override { return m_words ? m_words(value(row)) : key(row); }

private:
    void show(Counts counts)
    {
        beginResetModel();
        m_counts = std::move(counts);
        endResetModel();
    }

    std::optional<By> m_field;
    Counts m_counts;
    Words m_words;
    QLocale m_locale;
    CancelFlag m_cancel;
    quint64 m_asked = 0, m_answered = 0;
    QThreadPool m_pool; ///< One thread: questions in order
};

} // namespace ashiato
