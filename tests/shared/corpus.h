// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDir>
#include <QString>

namespace ashiato
{

/// Folder of the public test corpus (ASHIATO_CORPUS, else beside the source tree); empty where it is not there.
/// A test that runs cases from it ends with corpusSummary(), so that a skip is seen.
inline QString corpusDir()
{
    const QString named = qEnvironmentVariable("ASHIATO_CORPUS");
    const QString path = named.isEmpty() ? QStringLiteral(ASHIATO_SOURCE_DIR "/../shared/corpus") : named;
    return QDir(path).exists() ? QDir(path).absolutePath() : QString();
}

inline void corpusSummary(int run, int skipped) { qInfo("corpus: %d cases run, %d skipped", run, skipped); }

} // namespace ashiato
