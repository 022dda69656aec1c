// SPDX-License-Identifier: Apache-2.0
#include "views/tags/tagcontroller.h"

#include "models/casedb/case.h"
#include "models/casedb/casereader.h"
#include "models/casedb/casewriter.h"
#include "models/jobs/async.h"
#include "models/lens/lens.h"
#include "models/wording/acttitle.h"
#include "views/shared/actionregistry.h"
#include "views/shared/actqueue.h"
#include "views/tags/tagpill.h"

#include <QAction>

#include <algorithm>
#include <utility>

namespace ashiato
{

namespace
{
constexpr int kKeys = 9;
} // namespace

std::vector<TagRow> TagController::usualTags()
{
    const auto made = [](const char16_t *name, const char *nameEn, const char *colour, int key) {
        TagRow tag;
        tag.name = QString::fromUtf16(name);
        tag.nameEn = QString::fromLatin1(nameEn);
        tag.colour = QString::fromLatin1(colour);
        tag.key = QString::number(key);
        return tag;
    };
    return {made(u"侵入", "Entry", "#D55E00", 1), made(u"実行", "Execution", "#E69F00", 2),
            made(u"永続化", "Persistence", "#CC79A7", 3), made(u"横展開", "Lateral movement", "#0072B2", 4),
            made(u"持ち出し", "Exfiltration", "#009E73", 5)};
}

TagController::TagController(const ViewContext &context, QObject *parent) : QObject(parent), m_context(context)
{
    for (int key = 1; key <= kKeys; ++key) {
        QAction *action = m_context.actions.action(QByteArray("Tag." + QByteArray::number(key)).constData());
        connect(action, &QAction::triggered, this, [this, key] { toggleKey(key); });
        action->setEnabled(m_context.writer != nullptr);
    }
    connect(m_context.actions.action("Edit.Undo"), &QAction::triggered, this, &TagController::undo);
    connect(m_context.actions.action("Edit.Redo"), &QAction::triggered, this, &TagController::redo);
    if (m_context.writer) {
        // The signal comes on the writer's thread: this makes it a queued call.
        connect(m_context.writer, &CaseWriter::acted, this, [this] {
            refresh();
            Q_EMIT changed();
        });
    }
    refresh();
}

TagController::~TagController() = default;

void TagController::refresh()
{
    if (std::exchange(m_reading, true)) {
        m_again = true;
        return;
    }
    struct Answer {
        std::vector<TagRow> tags;
        CaseReader::UndoState undo;
    };
    const auto future = onPool([openCase = &m_context.openCase]() -> Result<Answer> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        auto tags = (*reader)->tags();
        const auto undo = (*reader)->undoState();
        if (!tags || !undo)
            return tags ? undo.error() : tags.error();
        Answer answer;
        for (TagRow &tag : *tags) {
            if (!tag.removed)
                answer.tags.push_back(std::move(tag));
        }
        std::stable_sort(answer.tags.begin(), answer.tags.end(), [](const TagRow &a, const TagRow &b) {
            return a.key.isEmpty() != b.key.isEmpty() ? b.key.isEmpty() : a.key < b.key;
        });
        answer.undo = *undo;
        return answer;
    });
    whenReady(this, future, [this](const Result<Answer> &answer) {
        m_reading = false;
        if (answer) {
            m_tags = answer->tags;
            m_context.actions.action("Edit.Undo")->setEnabled(m_context.writer && answer->undo.canUndo);
            m_context.actions.action("Edit.Redo")->setEnabled(m_context.writer && answer->undo.canRedo);
            Q_EMIT tagsChanged();
        } else {
            Q_EMIT failed(answer.error());
        }
        if (std::exchange(m_again, false))
            refresh();
    });
}

const TagRow *TagController::tag(qint64 id) const
{
    const auto found = std::find_if(m_tags.begin(), m_tags.end(), [id](const TagRow &tag) { return tag.id == id; });
    return found == m_tags.end() ? nullptr : &*found;
}

/// With the ids of "all matches" in their place; not on the GUI thread.
TagTargets TagController::resolved(TagTargets chosen)
{
    if (chosen.allIds)
        chosen.ids = std::exchange(chosen.allIds, {})();
    return chosen;
}

TagTargets TagController::targets() const
{
    if (m_targets)
        return m_targets();
    const Focus focus = m_context.lens.focus();
    if (focus.kind == ItemKind::Event)
        return {TargetKind::Event, {focus.id}, {}};
    if (focus.kind == ItemKind::File)
        return {TargetKind::File, {focus.id}, {}};
    return {};
}

void TagController::toggleKey(int key)
{
    const TagTargets chosen = targets();
    if (chosen.isEmpty() || !m_context.acts)
        return;
    const QString name = QString::number(key);
    m_context.acts->order([this, key, name, chosen] {
        findTag([name](const TagRow &tag) { return tag.key == name; }, [this, key, name, chosen](const std::optional<TagRow> &tag) {
            if (tag) {
                toggleOn(*tag, chosen);
                return;
            }
            for (const TagRow &usual : usualTags()) {
                if (usual.key == name) {
                    createThen(usual, chosen);
                    return;
                }
            }
            Q_EMIT told([key] { return tr("No tag has the key %1. Choose one under Tags….").arg(key); });
            m_context.acts->next();
        });
    });
}

void TagController::toggle(qint64 tagId, const TagTargets &chosen)
{
    if (!m_context.acts || chosen.isEmpty())
        return;
    m_context.acts->order([this, tagId, chosen] {
        findTag([tagId](const TagRow &tag) { return tag.id == tagId; }, [this, chosen](const std::optional<TagRow> &tag) {
            tag ? toggleOn(*tag, chosen) : m_context.acts->next();
        });
    });
}

/// Asked of the case and not of what is on the screen: the order before this one may have made or changed it.
void TagController::findTag(const std::function<bool(const TagRow &)> &isMeant,
                            const std::function<void(const std::optional<TagRow> &)> &found)
{
    const auto future = onPool([openCase = &m_context.openCase, isMeant]() -> Result<std::optional<TagRow>> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        const auto tags = (*reader)->tags();
        if (!tags)
            return tags.error();
        for (const TagRow &tag : *tags) {
            if (!tag.removed && isMeant(tag))
                return std::optional(tag);
        }
        return std::optional<TagRow>();
    });
    whenReady(this, future, [this, found](const Result<std::optional<TagRow>> &tag) {
        if (tag) {
            found(*tag);
        } else {
            m_context.acts->giveUp(tag.error());
        }
    });
}

void TagController::toggleOn(const TagRow &tag, const TagTargets &chosen)
{
    // Whether all have it already; off this thread, as there may be millions of targets.
    struct Answer {
        TagTargets targets;
        bool all = false;
    };
    const auto future = onPool([openCase = &m_context.openCase, tagId = tag.id, chosen]() -> Result<Answer> {
        const auto reader = openCase->reader();
        if (!reader)
            return reader.error();
        Answer answer{resolved(chosen)};
        const auto all = (*reader)->haveTag(chosen.kind, tagId, answer.targets.ids);
        if (!all)
            return all.error();
        answer.all = *all;
        return answer;
    });
    whenReady(this, future, [this, tag](const Result<Answer> &answer) {
        if (answer) {
            setMatching(tag, answer->targets, !answer->all);
        } else {
            m_context.acts->giveUp(answer.error());
        }
    });
}

void TagController::createThen(const TagRow &usual, const TagTargets &chosen)
{
    whenReady(this, m_context.acts->writer().act(Act::tagCreate(usual.name, usual.nameEn, usual.colour, usual.key)),
              [this, usual, chosen](const Result<ActDone> &made) {
                  if (!made) {
                      m_context.acts->giveUp(made.error());
                      return;
                  }
                  TagRow tag = usual;
                  tag.id = made->id;
                  Q_EMIT told([tag, &language = m_context.language] { return tr("The tag “%1” was made.").arg(tagName(tag, language)); });
                  whenReady(this, onPool([chosen] { return resolved(chosen); }),
                            [this, tag](const TagTargets &targets) { setMatching(tag, targets, true); });
              });
}

void TagController::createUsualTags()
{
    if (!m_context.acts)
        return;
    for (const TagRow &usual : usualTags()) {
        m_context.acts->order([this, usual] {
            findTag([usual](const TagRow &tag) { return tag.key == usual.key; }, [this, usual](const std::optional<TagRow> &taken) {
                if (taken)
                    m_context.acts->next();
                else
                    wait(m_context.acts->writer().act(Act::tagCreate(usual.name, usual.nameEn, usual.colour, usual.key)), {});
            });
        });
    }
}

void TagController::setMatching(const TagRow &tag, const TagTargets &chosen, bool on)
{
    const Act act = on ? Act::tagAdd(tag.id, chosen.kind, chosen.ids, chosen.lens)
                       : Act::tagRemove(tag.id, chosen.kind, chosen.ids, chosen.lens);
    wait(m_context.acts->writer().act(act), [this, tag, on](const ActDone &done) {
        Q_EMIT told([tag, on, count = int(done.count), &language = m_context.language] {
            const QString words = on ? tr("%n row(s) tagged “%1”.", nullptr, count) : tr("The tag “%1” was taken off %n row(s).", nullptr, count);
            return words.arg(tagName(tag, language));
        });
    });
}

void TagController::undo()
{
    if (m_context.acts)
        tellTakenBack(m_context.acts->undo());
}

void TagController::redo()
{
    if (m_context.acts)
        tellTakenBack(m_context.acts->redo());
}

/// Undo reaches acts of other views and of days ago: it says which one it was, and how to have it back.
void TagController::tellTakenBack(const QFuture<Result<ActDone>> &future)
{
    whenReady(this, future, [this](const Result<ActDone> &done) {
        if (!done)
            return; // the queue says why
        Q_EMIT told([answer = *done, &actions = m_context.actions] {
            const auto key = [&actions](const char *id) { return actions.action(id)->shortcut().toString(QKeySequence::NativeText); };
            switch (answer.way) {
            case ActWay::Undone: return tr("Undone: %1. %2 does it again.").arg(actTitle(answer.kind), key("Edit.Redo"));
            case ActWay::Redone: return tr("Done again: %1. %2 takes it back.").arg(actTitle(answer.kind), key("Edit.Undo"));
            case ActWay::Done: break;
            }
            return tr("There is nothing to take back or to do again.");
        });
    });
}

void TagController::wait(const QFuture<Result<ActDone>> &future, const std::function<void(const ActDone &)> &done)
{
    whenReady(this, future, [this, done](const Result<ActDone> &answer) {
        if (!answer) {
            m_context.acts->giveUp(answer.error());
            return;
        }
        if (done)
            done(*answer);
        m_context.acts->next();
    });
}

} // namespace ashiato
