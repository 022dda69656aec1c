// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <vector>

namespace ashiato
{

/// One case of sekoia_intake_formats: the line and the fields that its authors expect of it.
struct CorpusCase {
    QString name;
    QByteArray line;
    QJsonObject expected;

    /// A value by its path: "source.ip"; null where it is not expected.
    QJsonValue at(const char *path) const;
};

/// The cases of one product, e.g. "Squid/squid"; empty without the corpus.
std::vector<CorpusCase> corpusCases(const QString &product);

} // namespace ashiato
