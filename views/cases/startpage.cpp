// SPDX-License-Identifier: Apache-2.0
#include "views/cases/startpage.h"

#include "views/shared/icons.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"

#include <QEvent>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

namespace ashiato
{

namespace
{
constexpr int kColumn = 608;
}

StartPage::StartPage(QSettings &settings, QWidget *parent) : QWidget(parent), m_settings(settings)
{
    setWindowTitle(QStringLiteral("Ashiato"));
    resize(720, 520);
    m_column = new QVBoxLayout(this);
    m_column->setSpacing(10);
    build();
}

void StartPage::build()
{
    while (QLayoutItem *item = m_column->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    auto *title = new QLabel(QStringLiteral("Ashiato  足跡"), this);
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 2.2);
    large.setBold(true);
    title->setFont(large);
    m_column->addWidget(title);
    auto *words = new QLabel(tr("Open disk images and logs, follow the traces in one timeline, tag them and report."), this);
    words->setWordWrap(true);
    words->setProperty("muted", true);
    m_column->addWidget(words);
    m_column->addSpacing(18);
    const auto button = [this](const QString &text, const QString &iconName, bool first) {
        // The first is drawn on the accent, as the theme does with a default button.
        const QColor colour = first ? Theme::textOn(palette().color(QPalette::Link)) : palette().color(QPalette::ButtonText);
        auto *made = new QPushButton(icon(iconName, colour), text, this);
        made->setAccessibleName(text);
        made->setMinimumHeight(40);
        made->setDefault(first);
        m_column->addWidget(made);
        return made;
    };
    // The keys that the window of a case has for the same.
    const auto withKey = [](QPushButton *made, const QKeySequence &key) {
        made->setShortcut(key);
        made->setToolTip(key.toString(QKeySequence::NativeText));
        return made;
    };
    connect(withKey(button(tr("New case…"), QStringLiteral("add"), true), QKeySequence::New), &QPushButton::clicked, this, &StartPage::newCase);
    connect(withKey(button(tr("Open case…"), QStringLiteral("folder"), false), QKeySequence::Open), &QPushButton::clicked, this,
            [this] { Q_EMIT openCase(QString()); });
    m_column->addSpacing(18);
    QStringList recent;
    for (const QString &path : m_settings.value(settings::kRecentCases).toStringList()) {
        if (QFileInfo::exists(path))
            recent.append(path);
    }
    auto *heading = new QLabel(recent.isEmpty() ? tr("Cases that you open are listed here.") : tr("Recent cases"), this);
    heading->setProperty("heading", true);
    m_column->addWidget(heading);
    for (const QString &path : recent.mid(0, 5)) {
        auto *made = button(QFileInfo(path).completeBaseName(), QStringLiteral("disk"), false);
        made->setToolTip(path);
        connect(made, &QPushButton::clicked, this, [this, path] { Q_EMIT openCase(path); });
    }
    m_column->addStretch(1);
}

/// A column that the eye takes in at once, in the middle of a large window.
void StartPage::resizeEvent(QResizeEvent *event)
{
    const int side = qMax(56, (width() - kColumn) / 2);
    m_column->setContentsMargins(side, 48, side, 40);
    QWidget::resizeEvent(event);
}

void StartPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        build();
    else if (event->type() == QEvent::PaletteChange) // later: the application still goes through its widgets
        QMetaObject::invokeMethod(this, &StartPage::build, Qt::QueuedConnection);
    QWidget::changeEvent(event);
}

} // namespace ashiato
