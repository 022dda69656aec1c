// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAbstractTableModel>

namespace ashiato
{

/// What rows are grouped by, as a list: a row a value with its count, the largest group first. A value can be chosen, which
/// narrows the rows to it in the place of another value, and left out. Answers come later; the newest question counts.
/// GUI thread.
class GroupList : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Value, Count, ColumnCount };
    enum Role {
        ShareRole = Qt::UserRole, ///< double, 0 to 1: of the largest group
        ChosenRole,               ///< bool: the rows are narrowed to it
    };
    static constexpr int kMost = 10'000; ///< Rows at most

    using QAbstractTableModel::QAbstractTableModel;

    /// Narrows to a row, or lets it go where it is chosen.
    virtual void choose(int row) = 0;
    virtual void exclude(int row) = 0;
    virtual bool isBusy() const = 0;
    /// How many groups there are, also those that are not shown.
    virtual qint64 values() const = 0;
    /// What stands for the value of a row while the list is read again.
    virtual QString key(int row) const = 0;
    int rowOf(const QString &key) const; ///< -1: not there

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void asked();
    /// Rows have come, or will not come (cancelled, failed).
    void answered();

protected:
    virtual qint64 countOf(int row) const = 0;
    virtual QString valueText(int row) const = 0;
    virtual QString countText(int row) const = 0;
    virtual bool isChosen(int row) const = 0;
};

} // namespace ashiato
