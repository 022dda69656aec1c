// SPDX-License-Identifier: Apache-2.0
#include "models/wording/plainstyle.h"

#include <QRegularExpression>

#include <array>
#include <utility>
#include <vector>

namespace ashiato
{

namespace
{

struct Ending {
    QStringView polite, plain;
};

// The longer before the shorter that it ends with.
constexpr std::array kEndings{
    Ending{u"読み取りませんでした", u"読み取らなかった"}, Ending{u"進みませんでした", u"進まなかった"},
    Ending{u"できませんでした", u"できなかった"},         Ending{u"見つかりません", u"見つからない"},
    Ending{u"書き込めません", u"書き込めない"},           Ending{u"一致しません", u"一致しない"},
    Ending{u"示しません", u"示さない"},                   Ending{u"読み取れません", u"読み取れない"},
    Ending{u"ありません", u"ない"},                       Ending{u"いません", u"いない"},
    Ending{u"りました", u"った"},                         Ending{u"ました", u"た"},
                               Ending{u"います", u"いる"},
    Ending{u"あります", u"ある"},                         Ending{u"です", u"である"}};

} // namespace

QString plainStyle(const QString &japanese)
{
    // Where a sentence, or the part of a template before an optional one, ends.
    static const auto rules = [] {
        std::vector<std::pair<QRegularExpression, QString>> made;
        for (const Ending &ending : kEndings)
            made.emplace_back(QRegularExpression(ending.polite.toString() + QStringLiteral("(?=[。\\[(]|$)")), ending.plain.toString());
        return made;
    }();
    QString text = japanese;
    for (const auto &[polite, plain] : rules)
        text.replace(polite, plain);
    return text;
}

} // namespace ashiato
