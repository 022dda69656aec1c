// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/jobs/testimport.h"

#include <memory>
#include <vector>

namespace ashiato
{

/// What tests of imports work on: a case, and beside it a folder for its evidence. Made anew for each function.
class ImportFixture
{
protected:
    void makeCase()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        CaseInfo info;
        info.name = QStringLiteral("Test");
        auto made = Case::create(m_dir->filePath(QStringLiteral("t.ashiato")), info, QStringLiteral("Sato"));
        QVERIFY2(made.ok(), qPrintable(made ? QString() : made.error().detail));
        m_case = std::move(*made);
    }

    QString evidencePath(const QString &name = {}) const { return m_dir->filePath(QStringLiteral("evidence/") + name); }
    /// A log whose lines take a while.
    void writeSlowLog(int lines) const
    {
        QByteArray text;
        for (int i = 0; i < lines; ++i)
            text += "!sleep 1\nline " + QByteArray::number(i) + '\n';
        writeFile(evidencePath(QStringLiteral("a.lines")), text);
    }
    void compareSlowLog(int lines) const
    {
        const QStringList list = actions();
        QCOMPARE(list.size(), lines);
        for (int i = 0; i < lines; ++i)
            QCOMPARE(list[i], QStringLiteral("line %1").arg(i));
        QVERIFY(warnings().empty());
    }
    bool runToEnd(ImportService &service, qint64 evidence, int timeoutMs = 30'000)
    {
        QSignalSpy idle(&service, &ImportService::idle);
        service.import(evidence);
        return QTest::qWaitFor([&] { return !idle.isEmpty(); }, timeoutMs);
    }
    /// The lines that were imported, in order of file and offset.
    QStringList actions() const { return importedLines(*m_case); }
    qint64 events() const { return *(*m_case->reader())->eventCount(); }
    std::vector<WarningRow> warnings() const { return *(*m_case->reader())->warnings(); }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<Case> m_case;
};

} // namespace ashiato
