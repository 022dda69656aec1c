// SPDX-License-Identifier: Apache-2.0
#include "models/wording/eventtypecatalogue.h"
#include "models/wording/plainstyle.h"

#include <QRegularExpression>
#include <QTest>

using namespace ashiato;
using namespace Qt::Literals::StringLiterals;

/// The declarations of resources/eventtypes themselves.
class EventTypesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filesAreRead();
    void everyTypeHasBothLanguages();
    void placeholdersAreDeclared();
    void fieldsAreWellDeclared();
    void kindsAgreeWithTheLens();
    void wordsKeepToTheGlossary();
    void allDemandedTypesAreThere();

private:
    EventTypeCatalogue m_catalogue;
};

namespace
{

const QStringList kRoles = [] {
    QStringList ids;
    for (const EventFieldSpec &spec : kTypedSpecs)
        ids.append(QLatin1String(spec.id));
    return ids;
}();
const QStringList kSpecial{u"id"_s, u"macb"_s, u"times"_s, u"fields"_s, u"Provider"_s, u"Channel"_s};

bool hasKana(const QString &text)
{
    static const QRegularExpression kana(u"[\\x{3040}-\\x{30ff}\\x{4e00}-\\x{9fff}]"_s);
    return kana.match(text).hasMatch();
}

bool isPolite(const QString &text)
{
    static const QRegularExpression polite(u"(です|ます|ました|ません|ませんでした|でした|ください|ましょう)(。|$)"_s);
    return polite.match(text).hasMatch();
}

} // namespace

void EventTypesTest::filesAreRead()
{
    QVERIFY2(m_catalogue.errors().isEmpty(), qPrintable(m_catalogue.errors().join(u'\n')));
    QVERIFY(m_catalogue.types().size() > 40);
}

void EventTypesTest::everyTypeHasBothLanguages()
{
    for (const EventType &type : m_catalogue.types()) {
        for (const BilingualText &text : {type.title, type.explanation}) {
            QVERIFY2(!text.ja.isEmpty() && !text.en.isEmpty(), qPrintable(type.id));
            QVERIFY2(hasKana(text.ja) && !hasKana(text.en), qPrintable(type.id + text.en));
        }
        const auto nothing = [](const QString &) { return QString(); };
        const QString ja = type.sentence[0].render(nothing, u"?"_s), en = type.sentence[1].render(nothing, u"?"_s);
        QVERIFY2(ja.endsWith(u'。') && hasKana(ja), qPrintable(type.id + ja));
        QVERIFY2(en.endsWith(u'.') && !hasKana(en), qPrintable(type.id + en));
        const QString report = type.reportSentence.render(nothing, u"?"_s);
        QVERIFY2(report.endsWith(u'。') && !isPolite(report), qPrintable(type.id + report));
        QCOMPARE(type.reportSentence.names(), type.sentence[0].names());
    }
    for (auto word = m_catalogue.words().begin(); word != m_catalogue.words().end(); ++word) {
        if (word.key().startsWith(u"error."_s) && word.key().endsWith(u".what"_s))
            QVERIFY2(!isPolite(plainStyle(word->ja)), qPrintable(word.key() + plainStyle(word->ja)));
    }
    QCOMPARE(plainStyle(u"セッションが始まりました[。接続元: {source}]。"_s), u"セッションが始まった[。接続元: {source}]。"_s);
    QCOMPARE(plainStyle(u"{path}の{times}です。"_s), u"{path}の{times}である。"_s);
}

void EventTypesTest::placeholdersAreDeclared()
{
    for (const EventType &type : m_catalogue.types()) {
        QStringList allowed = kRoles + kSpecial + type.fields.keys();
        for (const SentenceTemplate &sentence : type.sentence) {
            for (const QString &name : sentence.names())
                QVERIFY2(allowed.contains(name), qPrintable(type.id + u": "_s + name));
        }
        QStringList ja = type.sentence[0].names(), en = type.sentence[1].names();
        ja.sort();
        en.sort();
        QVERIFY2(ja == en, qPrintable(u"%1 tells other fields in Japanese than in English"_s.arg(type.id)));
    }
}

void EventTypesTest::fieldsAreWellDeclared()
{
    const QStringList kinds{u"text"_s, u"int"_s, u"time"_s, u"ip"_s, u"path"_s, u"hash"_s};
    const QStringList places{u"column"_s, u"dictionary"_s, u"details"_s};
    static const QRegularExpression placeholder(u"\\{([^}|]+)(\\|[a-z0-9]+)?\\}"_s);
    for (const EventType &type : m_catalogue.types()) {
        for (auto field = type.fields.begin(); field != type.fields.end(); ++field) {
            const QString name = type.id + u": "_s + field.key();
            QVERIFY2(kinds.contains(field->kind), qPrintable(name));
            QVERIFY2(places.contains(field->place), qPrintable(name));
            QVERIFY2(field->place != u"column"_s || kRoles.contains(field->role), qPrintable(name));
            QVERIFY2(field->values.isEmpty() || m_catalogue.hasValues(field->values), qPrintable(name));
        }
        if (type.id.contains(u'*'))
            continue; // patterns name fields of many types
        for (auto role = type.roles.begin(); role != type.roles.end(); ++role) {
            QVERIFY2(kRoles.contains(role.key()), qPrintable(type.id + role.key()));
            for (const QString &alternative : role.value()) {
                for (auto match = placeholder.globalMatch(alternative); match.hasNext();) {
                    const QString name = match.next().captured(1);
                    QVERIFY2(type.fields.contains(name) || name == u"Security.UserID"_s, qPrintable(type.id + u": "_s + name));
                }
            }
        }
    }
}

void EventTypesTest::kindsAgreeWithTheLens()
{
    for (const EventType &type : m_catalogue.types()) {
        const QString id = QString(type.id).replace(u'*', u"x"_s);
        QVERIFY2(eventKindOf(id) == type.kind, qPrintable(type.id + u" is "_s + eventKindId(eventKindOf(id))));
    }
}

void EventTypesTest::wordsKeepToTheGlossary()
{
    const QStringList forbidden{u"思われる"_s, u"おそらく"_s, u"漏えい"_s, u"安全である"_s, u"完全に"_s, u"犯人"_s, u"ハッカー"_s,
                                u"100%"_s, u"インポート"_s, u"エクスポート"_s, u"取込"_s, u"サーバ "_s, u"フォルダに"_s, u"ユーザが"_s,
                                u"hacker"_s, u"culprit"_s};
    QStringList texts;
    for (const EventType &type : m_catalogue.types())
        texts << type.title.ja << type.title.en << type.explanation.ja << type.explanation.en;
    for (auto word = m_catalogue.words().begin(); word != m_catalogue.words().end(); ++word) {
        const bool isBlank = word.key() == u"word.space"_s;
        QVERIFY2(isBlank || (!word->ja.isEmpty() && !word->en.isEmpty()), qPrintable(word.key()));
        texts << word->ja << word->en;
    }
    for (const QString &text : texts) {
        for (const QString &word : forbidden)
            QVERIFY2(!text.contains(word), qPrintable(text));
    }
}

void EventTypesTest::allDemandedTypesAreThere()
{
    for (const int id : {4624, 4625, 4634, 4648, 4672, 4688, 4697, 7045, 4698, 4720, 4728, 4732, 4719, 1102, 104, 5140, 5145,
                         4768, 4769, 4771, 4776, 21, 24, 25, 1149, 4104, 5001, 1116, 1117, 6005, 6006, 6013, 1, 3, 11}) {
        const QString name = u"windows:evtx:%1"_s.arg(id);
        QCOMPARE(m_catalogue.type(name).id, name);
    }
    QCOMPARE(m_catalogue.type(u"windows:evtx:4699").id, u"windows:evtx:*"_s);
    QCOMPARE(m_catalogue.type(u"windows:evtx:1", u"Microsoft-Windows-Sysmon").id, u"windows:evtx:1"_s);
    QCOMPARE(m_catalogue.type(u"windows:evtx:1", u"Microsoft-Windows-Kernel-General").id, u"windows:evtx:*"_s);
    QCOMPARE(m_catalogue.type(u"fs:ntfs:fn").id, u"fs:*:fn"_s);
    QCOMPARE(m_catalogue.type(u"fs:ext:time").id, u"fs:*:time"_s);
    QCOMPARE(m_catalogue.type(u"csv:anything").id, u"csv:*"_s);
    QCOMPARE(m_catalogue.type(u"something else").id, u"*"_s);
}

QTEST_GUILESS_MAIN(EventTypesTest)
#include "tst_eventtypes.moc"
