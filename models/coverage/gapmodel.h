// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/coverage/coveragequery.h"
#include "models/wording/wording.h"

#include <QAbstractTableModel>

#include <array>
#include <vector>

namespace ashiato
{

/// What was not read and what is open to doubt, one sentence each: what, where, what to do. GUI thread.
class GapModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Status, SeverityColumn, Exhibit, Sentence, Count, ColumnCount };
    enum Role {
        KindRole = Qt::UserRole, ///< GapKind as int
        SeverityRole,            ///< Severity as int
    };

    explicit GapModel(const Wording &wording, QObject *parent = nullptr);

    void setGaps(std::vector<Gap> gaps);
    void setWording(const Wording &wording);
    /// Rows whose sentence or exhibit holds the text, width and case folded; empty: all.
    void setFilter(const QString &text);
    void setShown(GapKind kind, bool shown);
    /// How many stand in the case, whatever is shown (rows, and what they count).
    qint64 total(GapKind kind) const { return m_totals[size_t(kind)]; }
    static QString kindText(GapKind kind);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString sentence(const Gap &gap) const;
    void word();
    void choose();

    std::vector<Gap> m_gaps;
    std::vector<QString> m_sentences; ///< Of each gap
    std::vector<QString> m_folded;
    std::vector<size_t> m_rows;       ///< Places in m_gaps
    Wording m_wording;
    QString m_filter;
    std::array<bool, 3> m_shown{true, true, true};
    std::array<qint64, 3> m_totals{};
};

} // namespace ashiato
