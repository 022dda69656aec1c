// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/records/result.h"

#include <QMap>
#include <QString>
#include <QStringList>

namespace ashiato
{

/// Which files of a cache folder count, and what they were made from. A value.
struct Manifest {
    QString caseUid;
    qint64 generation = -1;
    qint64 revision = -1;          ///< Of the case when it was last read
    qint64 lastEventId = 0;
    qint64 serial = 0;             ///< For the names of new files
    QMap<QString, qint64> clocks;  ///< Revision by clock id
    QStringList segments, texts, endpoints, paths; ///< File names in the folder
    QString fileColumns;
    qint64 fileRows = -1;          ///< Rows of the file table when they were read
    QString exhibits;              ///< Which exhibits there were then, and which of them were taken out
    QString filesState;            ///< The jobs at that time: file rows change by exhibits and jobs alone

    QStringList fileNames() const;
    bool operator==(const Manifest &) const = default;
};

/// NotFound where there is none; Damaged where it is not of this format.
Result<Manifest> readManifest(const QString &folder);
/// Replaces it whole: a kill leaves the old one or the new one.
Result<void> writeManifest(const QString &folder, const Manifest &manifest);

} // namespace ashiato
