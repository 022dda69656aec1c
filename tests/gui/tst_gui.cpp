// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/tour.h"
#include "tests/gui/wordsaudit.h"
#include "views/shared/actionregistry.h"
#include "views/shared/language.h"
#include "views/shared/settingskeys.h"
#include "views/shared/theme.h"

#include <QDir>
#include <QDirIterator>
#include <QProcess>
#include <QTemporaryDir>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The tour of README.md, as an examiner walks it. See tour.h.
class TestGui : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void actionsHaveKeysAndWords();
    void colours_data();
    void colours();
    void importsIntoANewCase();
    void tour_data();
    void tour();

private:
    Workbench::Shared shared() { return {*m_theme, *m_language, *m_settings}; }
    void report(const QStringList &faults);

    QTemporaryDir m_folder;
    Tour::Place m_place;
    QString m_case; ///< Imported once, copied for each tour
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<QSettings> m_settings;
};

namespace
{

void copyFolder(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next(), copy = to + path.mid(from.size());
        QDir().mkpath(QFileInfo(copy).path());
        QVERIFY(QFile::copy(path, copy));
    }
}

double contrast(const QColor &one, const QColor &other)
{
    const auto luminance = [](const QColor &colour) {
        const auto part = [](double v) { return v <= 0.03928 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(colour.redF()) + 0.7152 * part(colour.greenF()) + 0.0722 * part(colour.blueF());
    };
    const auto [dark, light] = std::minmax({luminance(one), luminance(other)});
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

void TestGui::initTestCase()
{
    const QString wanted = qEnvironmentVariable("ASHIATO_SCREENSHOTS");
    m_place.pictures = wanted.isEmpty() ? QStringLiteral(ASHIATO_SCREENSHOTS_DIR) : wanted;
    QVERIFY(QDir().mkpath(m_place.pictures));
    const QString evidence = m_folder.filePath(u"evidence"_s);
    QProcess make;
    make.start(QStringLiteral(ASHIATO_SOURCE_DIR "/app/sample/make"), {evidence});
    QVERIFY2(make.waitForFinished(60'000) && make.exitCode() == 0, make.readAllStandardError().constData());
    for (const QString &name : {u"pc-07.E01"_s, u"access.log"_s, u"fortigate.log"_s})
        m_place.evidence.append(evidence + u'/' + name);
    m_settings = std::make_unique<QSettings>(m_folder.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_theme = std::make_unique<Theme>(*qApp);
    m_language = std::make_unique<Language>();
    m_language->set(u"en"_s);
}

void TestGui::actionsHaveKeysAndWords()
{
    ActionRegistry actions(*m_theme, *m_settings);
    QStringList faults;
    QHash<QString, QPair<QString, QString>> english;
    m_language->set(u"en"_s);
    actions.retranslate();
    for (QAction *action : actions.all()) {
        english.insert(action->objectName(), {action->text(), action->statusTip()});
        if (action->shortcuts().isEmpty())
            faults.append(action->objectName() + u" has no key"_s);
        for (const QKeySequence &key : action->shortcuts()) {
            if (const QString other = actions.conflict(action->objectName(), key); !other.isEmpty())
                faults.append(u"%1 is the key of %2 and of %3"_s.arg(key.toString(), action->objectName(), other));
        }
    }
    m_language->set(u"ja"_s);
    actions.retranslate();
    for (QAction *action : actions.all()) {
        const auto [text, tip] = english.value(action->objectName());
        if (action->text() == text && needsTranslation(text))
            faults.append(u"%1: \"%2\" is not translated"_s.arg(action->objectName(), text));
        if (action->statusTip() == tip && needsTranslation(tip))
            faults.append(u"%1: \"%2\" is not translated"_s.arg(action->objectName(), tip));
    }
    report(faults);
}

void TestGui::colours_data()
{
    QTest::addColumn<QString>("theme");
    for (const char *theme : {"light", "dark", "contrast"})
        QTest::newRow(theme) << QString::fromLatin1(theme);
}

/// WCAG 2.1, 1.4.3: text on every ground that it stands on, 4.5:1.
void TestGui::colours()
{
    QFETCH(QString, theme);
    m_theme->setMode(Theme::modeFromId(theme));
    const Colours &c = m_theme->colours();
    const std::pair<const char *, QColor> grounds[] = {{"ground", c.ground}, {"panel", c.panel}, {"raised", c.raised}, {"stripe", c.stripe},
                                                       {"selection", c.selection}};
    const std::pair<const char *, QColor> texts[] = {{"text", c.text}, {"muted", c.muted}, {"accent", c.accent}, {"warning", c.warning},
                                                     {"error", c.error}, {"good", c.good}};
    QStringList faults;
    const auto check = [&](const char *text, const QColor &over, const char *ground, const QColor &under) {
        if (const double ratio = contrast(over, under); ratio < 4.5)
            faults.append(u"%1: %2 on %3 has a contrast of %4"_s.arg(theme, QString::fromLatin1(text), QString::fromLatin1(ground)).arg(ratio, 0, 'f', 2));
    };
    for (const auto &[text, over] : texts) {
        for (const auto &[ground, under] : grounds)
            check(text, over, ground, under);
    }
    check("onAccent", c.onAccent, "accent", c.accent);
    check("text", c.text, "match", c.match);
    report(faults);
}

void TestGui::importsIntoANewCase()
{
    m_case = m_folder.filePath(u"case/sample.ashiato"_s);
    Tour tour({u"ja"_s, u"light"_s, {1280, 800}}, m_place, shared());
    tour.makeCase(m_case);
    if (!QTest::currentTestFailed())
        report(tour.faults());
}

void TestGui::tour_data()
{
    QTest::addColumn<QString>("language");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    for (const char *language : {"ja", "en"}) {
        for (const char *theme : {"light", "dark"}) {
            for (const QSize &size : {QSize(1280, 800), QSize(1920, 1080)})
                QTest::addRow("%s-%s-%dx%d", language, theme, size.width(), size.height())
                    << QString::fromLatin1(language) << QString::fromLatin1(theme) << size;
        }
    }
    // The third theme, on a display of 1920 × 1080 at 150 %.
    QTest::newRow("ja-contrast-1280x720") << u"ja"_s << u"contrast"_s << QSize(1280, 720);
}

void TestGui::tour()
{
    QFETCH(QString, language);
    QFETCH(QString, theme);
    QFETCH(QSize, size);
    if (!QFileInfo::exists(m_case))
        QSKIP("nothing was imported");
    const QString copy = m_folder.filePath(u"%1/sample.ashiato"_s.arg(QString::fromLatin1(QTest::currentDataTag())));
    copyFolder(m_case, copy);
    m_settings->clear();
    m_settings->setValue(settings::kRecentCases, QStringList{copy});
    m_settings->setValue(settings::kExaminer, u"Sample examiner"_s);
    Tour tour({language, theme, size}, m_place, shared());
    tour.run(copy, theme == u"light"_s && size.width() == 1280);
    if (!QTest::currentTestFailed())
        report(tour.faults());
}

void TestGui::report(const QStringList &faults)
{
    for (const QString &fault : faults)
        qWarning("%s", qPrintable(fault));
    QVERIFY2(faults.isEmpty(), qPrintable(u"%1 faults, listed above"_s.arg(faults.size())));
}

QTEST_MAIN(TestGui)
#include "tst_gui.moc"
