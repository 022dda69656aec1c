// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/cli/clirunner.h"

#include <QStandardPaths>
#include <QTemporaryDir>

#define VERIFY_RUNS(answer) QVERIFY2((answer).code == 0, (answer).err.constData())

namespace ashiato
{

/// A case that the programs make: a folder, a Squid log and an ext4 image.
class CliCase : public QObject
{
    Q_OBJECT

protected:
    static inline const QByteArray kNote = "the note of a file in an image\n";
    static constexpr int kLogLines = 40;

    void make();
    QString path(const QString &name) const { return m_dir.filePath(name); }
    QString theCase() const { return path(QStringLiteral("case.ashiato")); }
    QList<QStringList> rows(const QString &command, const QStringList &options = {}) const
    {
        return parseCsv(cli(QStringList{command, theCase(), QStringLiteral("--csv")} + options).out);
    }

private:
    QTemporaryDir m_dir;
};

} // namespace ashiato
