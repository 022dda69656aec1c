// SPDX-License-Identifier: Apache-2.0
#include "views/shared/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>

namespace ashiato
{

namespace
{
const QString kJapanese = QStringLiteral("ja");
const QString kEnglish = QStringLiteral("en");
} // namespace

Language::Language(QObject *parent) : QObject(parent) {}

Language::~Language()
{
    if (m_ours)
        QCoreApplication::removeTranslator(m_ours.get());
    if (m_qts)
        QCoreApplication::removeTranslator(m_qts.get());
}

void Language::set(const QString &id)
{
    QString wanted = id;
    if (wanted != kJapanese && wanted != kEnglish)
        wanted = QLocale::system().language() == QLocale::Japanese ? kJapanese : kEnglish;
    if (wanted == m_id)
        return;
    m_id = wanted;
    // The new one is put in before the old one goes, so that widgets are told with the new one in place.
    auto ours = std::make_unique<QTranslator>();
    if (ours->load(QStringLiteral(":/i18n/ashiato_%1.qm").arg(m_id)))
        QCoreApplication::installTranslator(ours.get());
    auto qts = std::make_unique<QTranslator>();
    if (qts->load(QStringLiteral("qtbase_%1").arg(m_id), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        QCoreApplication::installTranslator(qts.get());
    m_ours.swap(ours);
    m_qts.swap(qts);
    if (ours)
        QCoreApplication::removeTranslator(ours.get());
    if (qts)
        QCoreApplication::removeTranslator(qts.get());
    Q_EMIT changed();
}

QLocale Language::locale() const
{
    return isJapanese() ? QLocale(QLocale::Japanese, QLocale::Japan) : QLocale(QLocale::English, QLocale::UnitedKingdom);
}

} // namespace ashiato
