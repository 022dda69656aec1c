// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/casedb/caserows.h"
#include "models/report/reportwords.h"

#include <QHash>
#include <QJsonObject>

#include <vector>

namespace ashiato
{

/// Says in one sentence what an entry of the journal did. The entries name tags and exhibits by row id, so they are
/// asked for in their order: each one teaches the names that later ones use. A journal may come from anybody: what has
/// not the expected shape is printed as it is stored. One thread.
class JournalWords
{
public:
    /// hosts: names of the aliases that exhibits belong to. words must outlive this.
    JournalWords(const ReportWords &words, const std::vector<HostAliasRow> &hosts);

    QString sentence(const JournalRow &row);

private:
    QString known(const JournalRow &row, const QJsonObject &payload);
    QString verificationText(const QJsonObject &payload) const;
    QString changesText(const QJsonObject &payload) const;
    QString fieldTitle(const QString &column) const;
    QString fieldValue(const QString &column, const QJsonValue &value) const;
    QString stored(const JournalRow &row) const;
    void learn(const QJsonObject &payload);
    QString nameOf(const QString &table, const QJsonValue &id) const;

    const ReportWords &w;
    QHash<QPair<QString, qint64>, QString> m_names; ///< By table and row id
};

} // namespace ashiato
