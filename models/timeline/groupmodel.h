// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/query/eventquery.h"

#include <QAbstractTableModel>
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
class GroupModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Value, Count, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole, ///< double, 0 to 1: of the largest group
        ChosenRole,               ///< bool: the lens is narrowed to it
    };
    static constexpr int kMost = 10'000; ///< Rows at most

    GroupModel(Case &openCase, Lens &lens, LensQuery &query, std::shared_ptr<ColumnStore> columns, QObject *parent = nullptr);
    ~GroupModel() override;

    /// nullopt: nothing is asked and nothing shown. Fields that canGroupBy() alone.
    void groupBy(std::optional<FilterField> field);
    std::optional<FilterField> field() const { return m_field; }
    /// Narrows the lens to a row, in the place of another value of the field; a row that is chosen is let go.
    void choose(int row);
    void exclude(int row);

    bool isBusy() const { return m_asked != m_answered; }
    /// How many groups there are, also those that are not shown.
    qint64 values() const { return m_counts.values; }
    Condition condition(int row) const { return m_counts.groups[size_t(row)].condition; }
    int rowOf(const Condition &condition) const; ///< -1: not there
    /// How a value is told in the language of the window.
    void setWords(std::function<QString(const Condition &)> words, const QLocale &locale);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    /// Rows have come, or will not come (cancelled, failed).
    void answered();
    void asked();

private:
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

