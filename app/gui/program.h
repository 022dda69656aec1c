// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/gui/workbench.h"

#include <memory>

namespace ashiato
{

class StartPage;

/// The windows of the program: the start page, or one open case. Another case takes the place of the one before. GUI thread.
class Program : public QObject
{
    Q_OBJECT

public:
    explicit Program(const Workbench::Shared &shared);
    ~Program() override;

    /// False, after a message, where the case cannot be opened.
    bool open(const QString &path);
    /// Shows the start page.
    void start();

    StartPage *startPage() const { return m_start.get(); } ///< nullptr before start()
    Workbench *workbench() const { return m_bench.get(); } ///< nullptr while no case is open

private:
    QWidget *parent() const;
    void makeCase();
    void askForCase();
    void show(std::unique_ptr<Workbench> bench);
    void tell(const Error &error, const QString &path);

    Workbench::Shared m_shared;
    std::unique_ptr<StartPage> m_start;
    std::unique_ptr<Workbench> m_bench;
};

} // namespace ashiato
