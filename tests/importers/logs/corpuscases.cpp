// SPDX-License-Identifier: Apache-2.0
#include "corpuscases.h"

#include "tests/shared/corpus.h"

#include <QFile>
#include <QJsonDocument>

namespace ashiato
{

using namespace Qt::Literals::StringLiterals;

QJsonValue CorpusCase::at(const char *path) const
{
    QJsonValue value = expected;
    for (const QString &step : QString::fromLatin1(path).split(u'.'))
        value = value.toObject().value(step);
    return value.isUndefined() ? QJsonValue() : value;
}

std::vector<CorpusCase> corpusCases(const QString &product)
{
    std::vector<CorpusCase> cases;
    if (corpusDir().isEmpty())
        return cases;
    const QDir folder(corpusDir() + u"/sekoia_intake_formats/%1/tests"_s.arg(product));
    for (const QString &name : folder.entryList({u"*.json"_s}, QDir::Files, QDir::Name)) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject object = QJsonDocument::fromJson(file.readAll()).object();
        cases.push_back({name, object[u"input"][u"message"].toString().toUtf8(), object[u"expected"].toObject()});
    }
    return cases;
}

} // namespace ashiato
