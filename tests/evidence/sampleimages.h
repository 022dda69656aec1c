// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "importers/evidence/filesystemdirectory.h"
#include "tests/evidence/filesystemsamples.h"

#include <QTemporaryDir>
#include <QTest>

namespace ashiato
{

inline QString pathOf(const FileRecord &row, const RecordingSink &sink)
{
    return sink.text(row.directory) + sink.text(row.name);
}

inline QHash<QString, FileRecord> rowsByPath(RecordingSink &sink)
{
    QHash<QString, FileRecord> rows;
    for (const FileRecord &row : sink.batch().files) {
        if (row.parentId != 0)
            rows.insert(pathOf(row, sink), row);
    }
    return rows;
}

/// Generated images of the sample files, one a file system.
class SampleImages
{
protected:
    void make()
    {
        const QString scratch = m_scratch.path();
        m_ext = scratch + QStringLiteral("/ext4.img");
        QVERIFY(makeExt(m_ext, scratch, m_files));
        m_fat12 = scratch + QStringLiteral("/fat12.img");
        QVERIFY(makeFat(m_fat12, scratch, m_files, 12));
        m_fat16 = scratch + QStringLiteral("/fat16.img");
        QVERIFY(makeFat(m_fat16, scratch, m_files, 16));
        m_fat32 = scratch + QStringLiteral("/fat32.img");
        QVERIFY(makeFat(m_fat32, scratch, m_files, 32));
        m_ntfs = scratch + QStringLiteral("/ntfs.img");
        const auto stream = [this](const QString &mount) {
            QFile file(mount + QStringLiteral("/big.bin:Zone.Identifier"));
            if (!file.open(QIODevice::WriteOnly) || file.write("[ZoneTransfer]\r\nZoneId=3\r\n") < 1)
                return false;
            file.close();
            return writeSample(mount, m_files, true); // sets the times of the file again
        };
        if (!makeNtfs(m_ntfs, scratch, m_files, stream)) {
            qInfo("no FUSE here: NTFS is not generated");
            m_ntfs.clear();
        }
    }

    QTemporaryDir m_scratch;
    std::vector<SampleFile> m_files = sampleFiles();
    QString m_ext, m_fat12, m_fat16, m_fat32;
    QString m_ntfs; ///< Empty without FUSE
};

} // namespace ashiato
