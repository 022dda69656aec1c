// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/files/filetablemodel.h"
#include "tests/views/viewbench.h"
#include "views/files/filesview.h"
#include "views/tags/tagcontroller.h"

#include <memory>

namespace ashiato
{

/// The list of files on a made-up case, shown and with the focus, for tests by real keys.
class FilesBench
{
protected:
    void open()
    {
        QVERIFY(m_bench.columns->refresh(*m_bench.context->reader));
        m_tags = std::make_unique<TagController>(*m_bench.context);
        m_files = std::make_unique<FileTableModel>(*m_bench.openCase, m_bench.columns);
        m_filesView = std::make_unique<FilesView>(*m_bench.context, *m_files, *m_tags);
        m_filesView->resize(900, 500);
        m_filesView->show();
        m_filesView->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_filesView.get()));
    }
    void close()
    {
        m_filesView.reset();
        m_files.reset();
        m_tags.reset();
        QThreadPool::globalInstance()->waitForDone();
    }
    void press(const char *action) { m_bench.actions.action(action)->trigger(); }

    ViewBench m_bench{2'000};
    std::unique_ptr<TagController> m_tags;
    std::unique_ptr<FileTableModel> m_files;
    std::unique_ptr<FilesView> m_filesView;
};

} // namespace ashiato
