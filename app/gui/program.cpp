// SPDX-License-Identifier: Apache-2.0
#include "app/gui/program.h"

#include "models/casedb/case.h"
#include "models/wording/wording.h"
#include "views/cases/casedialog.h"
#include "views/cases/startpage.h"
#include "views/shared/language.h"
#include "views/shared/mainwindow.h"

#include <QFileDialog>
#include <QMessageBox>

namespace ashiato
{

Program::Program(const Workbench::Shared &shared) : m_shared(shared) {}

Program::~Program() = default;

bool Program::open(const QString &path)
{
    auto opened = Workbench::open(path, m_shared);
    if (!opened) {
        tell(opened.error(), path);
        return false;
    }
    show(std::move(*opened));
    return true;
}

void Program::start()
{
    m_start = std::make_unique<StartPage>(m_shared.settings);
    connect(m_start.get(), &StartPage::newCase, this, &Program::makeCase);
    connect(m_start.get(), &StartPage::openCase, this, [this](const QString &path) { path.isEmpty() ? askForCase() : (void)open(path); });
    m_start->show();
}

QWidget *Program::parent() const { return m_bench ? static_cast<QWidget *>(&m_bench->window()) : m_start.get(); }

void Program::makeCase()
{
    const auto wanted = askNewCase(m_shared.settings, parent());
    if (!wanted)
        return;
    auto made = Case::create(wanted->path, wanted->info, wanted->examiner);
    if (!made) {
        tell(made.error(), wanted->path);
        return;
    }
    show(Workbench::take(std::move(*made), m_shared));
}

void Program::askForCase()
{
    const QString path = QFileDialog::getExistingDirectory(parent(), tr("Open case"));
    if (!path.isEmpty())
        open(path);
}

void Program::show(std::unique_ptr<Workbench> bench)
{
    // The old one goes once its own signal has been handled.
    if (Workbench *old = m_bench.release())
        old->deleteLater();
    m_bench = std::move(bench);
    connect(m_bench.get(), &Workbench::newCaseWanted, this, &Program::makeCase);
    connect(m_bench.get(), &Workbench::openCaseWanted, this, &Program::askForCase);
    m_bench->window().show();
    if (m_start)
        m_start->hide();
}

void Program::tell(const Error &error, const QString &path)
{
    const Wording words(std::make_shared<const EventTypeCatalogue>(), m_shared.language.locale().language());
    QMessageBox::warning(parent(), QStringLiteral("Ashiato"), words.errorSentence(error, path));
}

} // namespace ashiato
