// SPDX-License-Identifier: Apache-2.0
#include "views/shared/caselook.h"

#include "models/casedb/case.h"
#include "views/shared/settingskeys.h"
#include "views/shared/viewcontext.h"

#include <QSettings>

namespace ashiato
{

namespace
{
QString ofCase(const ViewContext &context, const QString &key) { return settings::kWindow + u'/' + context.openCase.uid() + u'/' + key; }
} // namespace

QVariant look(const ViewContext &context, const QString &key)
{
    return context.settings.value(ofCase(context, key), context.settings.value(key));
}

void keepLook(const ViewContext &context, const QString &key, const QVariant &value)
{
    context.settings.setValue(ofCase(context, key), value);
    context.settings.setValue(key, value);
}

void forgetLook(const ViewContext &context, const QString &key)
{
    context.settings.remove(ofCase(context, key));
    context.settings.remove(key);
}

} // namespace ashiato
