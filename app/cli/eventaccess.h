// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/caseaccess.h"
#include "models/casedb/eventrow.h"
#include "models/lens/filter.h"
#include "models/query/hostuse.h"
#include "models/wording/wording.h"

#include <functional>
#include <vector>

namespace ashiato
{

/// Every event that the filter holds, in order of time, evidence, position; the function gives false to stop. Memory
/// grows by four bytes an event, whatever the events hold. Cancelled after Ctrl+C; Invalid: a value that cannot be, or a name
/// that nothing has; the detail is a sentence.
Result<void> eachEvent(const OpenedCase &opened, const Filter &filter, const std::function<bool(const EventRow &)> &take);

/// Ids of the events that the filter holds.
Result<std::vector<qint64>> eventIds(const OpenedCase &opened, const Filter &filter);

/// How all events use the names of hosts.
Result<std::vector<HostUse>> hostUses(const OpenedCase &opened);

/// The sentence of an event, in English unless another language was asked for.
class EventSentences
{
public:
    explicit EventSentences(QLocale::Language language = QLocale::English);
    QString of(const EventRow &event) const;
    const Wording &wording() const { return m_wording; }

private:
    Wording m_wording;
};

/// Puts the sentences of events into v_event of this connection, in the place of the bare values that the case file
/// itself shows. The sentences outlive the reader's questions: the reader keeps a copy.
Result<void> addSentences(CaseReader &reader, const EventSentences &sentences);

/// --language ja|en; Invalid: a sentence.
Result<QLocale::Language> languageFrom(const QString &value);

} // namespace ashiato
