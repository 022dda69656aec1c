// SPDX-License-Identifier: Apache-2.0
#include "tests/gui/windowaudit.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QComboBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QHeaderView>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QMenuBar>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSplitter>
#include <QStyle>
#include <QStyleOptionComboBox>
#include <QTabBar>
#include <QTextDocumentFragment>
#include <QToolButton>
#include <QWidget>

namespace
{

constexpr int kTabPadding = 16; // less than the style's: text must not touch the next tab
constexpr QChar kEllipsis = QChar(0x2026);

QString pathOf(const QWidget *widget)
{
    QString name = widget->objectName();
    if (name.isEmpty() && widget->parentWidget())
        name = QStringLiteral("%1 in %2").arg(QString::fromLatin1(widget->metaObject()->className()),
                                              widget->parentWidget()->objectName().isEmpty()
                                                  ? QString::fromLatin1(widget->parentWidget()->metaObject()->className())
                                                  : widget->parentWidget()->objectName());
    return name;
}

/// Parts that Qt makes inside its own widgets; the whole speaks for them.
bool isInner(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    if (qobject_cast<const QComboBox *>(parent) || qobject_cast<const QKeySequenceEdit *>(parent) || qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QTabBar *>(parent))
        return true;
    const QByteArray type = widget->metaObject()->className();
    return type == "QLineEditIconButton" || type == "QDockWidgetTitleButton" || type == "QTableCornerButton" ||
           widget->objectName().startsWith(QStringLiteral("qt_scrollarea")) || qobject_cast<const QScrollBar *>(widget);
}

class Audit
{
public:
    explicit Audit(QWidget *window) : m_window(window) {}

    QStringList run()
    {
        QList<QWidget *> all = m_window->findChildren<QWidget *>();
        all.prepend(m_window);
        for (QWidget *widget : all) {
            if (widget->isVisible() && widget->window() == m_window)
                look(widget);
        }
        compareLeaves();
        m_faults.removeDuplicates();
        return m_faults;
    }

private:
    void look(QWidget *widget)
    {
        checkName(widget);
        if (isInner(widget))
            return;
        if (auto *label = qobject_cast<QLabel *>(widget))
            checkLabel(label);
        else if (auto *button = qobject_cast<QAbstractButton *>(widget))
            checkButton(button);
        else if (auto *tabs = qobject_cast<QTabBar *>(widget))
            checkTabs(tabs);
        else if (auto *header = qobject_cast<QHeaderView *>(widget))
            checkHeader(header);
        else if (auto *combo = qobject_cast<QComboBox *>(widget))
            checkCombo(combo);
        else if (auto *line = qobject_cast<QLineEdit *>(widget))
            checkLine(line);
        else if (auto *menus = qobject_cast<QMenuBar *>(widget))
            checkMenus(menus);
        else if (auto *dock = qobject_cast<QDockWidget *>(widget))
            room(dock, dock->windowTitle(), dock->fontMetrics().horizontalAdvance(dock->windowTitle()), dock->width() - 30);
        else if (auto *group = qobject_cast<QGroupBox *>(widget))
            room(group, group->title(), group->fontMetrics().horizontalAdvance(group->title()), group->width() - 16);
    }

    void fault(const QWidget *widget, const QString &text, const QString &what)
    {
        m_faults.append(QStringLiteral("%1 \"%2\": %3").arg(pathOf(widget), text.simplified().left(60), what));
    }

    void room(const QWidget *widget, const QString &text, int needs, int has)
    {
        if (needs > has)
            fault(widget, text, QStringLiteral("needs %1 px, has %2 px").arg(needs).arg(has));
    }

    /// Words that were shortened to fit: an ellipsis inside, or at the end of the beginning of a longer tool tip. One at
    /// the end alone is said by the words themselves ("Looking…", "Import evidence…").
    void checkElided(const QWidget *widget, const QString &shown)
    {
        const QString text = Qt::mightBeRichText(shown) ? QTextDocumentFragment::fromHtml(shown).toPlainText() : shown;
        const qsizetype at = text.indexOf(kEllipsis);
        if (at < 0)
            return;
        const bool inside = at + 1 < text.size() && text.at(at + 1) != u'\n';
        const bool beginning = at > 0 && widget->toolTip().size() > text.size() && widget->toolTip().contains(text.left(at));
        if (inside || beginning)
            fault(widget, text, QStringLiteral("is elided"));
    }

    void checkLabel(const QLabel *label)
    {
        const QString text = label->text();
        if (text.isEmpty())
            return;
        if (label->width() < 2 || label->height() < 2) {
            fault(label, text, QStringLiteral("has no size"));
            return;
        }
        checkElided(label, text);
        if (label->wordWrap()) {
            const int needs = label->heightForWidth(label->width());
            if (needs > label->height() + 1)
                fault(label, text, QStringLiteral("needs a height of %1 px, has %2 px").arg(needs).arg(label->height()));
        } else {
            room(label, text, label->sizeHint().width(), label->width());
            if (label->sizeHint().height() > label->height() + 2)
                fault(label, text, QStringLiteral("needs a height of %1 px, has %2 px").arg(label->sizeHint().height()).arg(label->height()));
        }
        m_leaves.append(label);
        checkClipped(label, text);
    }

    void checkButton(const QAbstractButton *button)
    {
        const QString text = button->text();
        m_leaves.append(button);
        checkClipped(button, text);
        if (text.isEmpty())
            return;
        checkElided(button, text);
        room(button, text, button->sizeHint().width(), button->width());
        if (button->sizeHint().height() > button->height() + 3)
            fault(button, text, QStringLiteral("is lower than its text"));
    }

    void checkTabs(const QTabBar *tabs)
    {
        for (const QToolButton *scroll : tabs->findChildren<QToolButton *>()) {
            if (scroll->isVisible() && scroll->objectName() != QStringLiteral("closeResults"))
                fault(tabs, tabs->tabText(0), QStringLiteral("not all tabs fit"));
        }
        for (int i = 0; i < tabs->count(); ++i)
            room(tabs, tabs->tabText(i), tabs->fontMetrics().horizontalAdvance(tabs->tabText(i)) + kTabPadding, tabs->tabRect(i).width());
    }

    void checkHeader(const QHeaderView *header)
    {
        if (header->orientation() != Qt::Horizontal || !header->model())
            return;
        for (int i = 0; i < header->count(); ++i) {
            const QString text = header->model()->headerData(i, Qt::Horizontal).toString();
            if (!header->isSectionHidden(i) && !text.isEmpty())
                room(header->parentWidget(), text, header->sectionSizeHint(i), header->sectionSize(i));
        }
    }

    void checkCombo(const QComboBox *combo)
    {
        QStyleOptionComboBox option;
        option.initFrom(combo);
        option.editable = combo->isEditable();
        const QRect place = combo->style()->subControlRect(QStyle::CC_ComboBox, &option, QStyle::SC_ComboBoxEditField, combo);
        room(combo, combo->currentText(), combo->fontMetrics().horizontalAdvance(combo->currentText()), place.width());
        m_leaves.append(combo);
        checkClipped(combo, combo->currentText());
    }

    void checkLine(const QLineEdit *line)
    {
        m_leaves.append(line);
        if (!qobject_cast<const QHeaderView *>(line->parentWidget())) // they scroll with their columns
            checkClipped(line, line->text());
        if (!line->text().isEmpty())
            return;
        int icons = 0;
        for (const QToolButton *button : line->findChildren<QToolButton *>())
            icons += button->isVisible() && button->width() ? button->width() : 0;
        const QMargins margins = line->contentsMargins() + line->textMargins();
        room(line, line->placeholderText(), line->fontMetrics().horizontalAdvance(line->placeholderText()),
             line->width() - margins.left() - margins.right() - icons - 12);
    }

    void checkMenus(const QMenuBar *menus)
    {
        for (const QAction *action : menus->actions()) {
            if (!menus->rect().contains(menus->actionGeometry(const_cast<QAction *>(action))))
                fault(menus, action->text(), QStringLiteral("does not fit into the menu bar"));
        }
    }

    /// Inside of everything that holds it, but for what scrolls.
    void checkClipped(const QWidget *widget, const QString &text)
    {
        const QWidget *child = widget;
        for (const QWidget *parent = widget->parentWidget(); parent && child != m_window; child = parent, parent = parent->parentWidget()) {
            const QRect place(widget->mapTo(parent, QPoint(0, 0)), widget->size());
            const auto *area = qobject_cast<const QAbstractScrollArea *>(parent->parentWidget());
            const bool scrolls = area && area->viewport() == parent;
            const bool sideways = scrolls && area->horizontalScrollBarPolicy() != Qt::ScrollBarAlwaysOff;
            if (!sideways && (place.left() < -1 || place.right() > parent->width() + 1)) {
                fault(widget, text, QStringLiteral("is cut off at the side of %1").arg(pathOf(parent)));
                return;
            }
            if (scrolls)
                return; // down is what scrolling is for
            if (place.top() < -1 || place.bottom() > parent->height() + 1) {
                fault(widget, text, QStringLiteral("is cut off above or below by %1").arg(pathOf(parent)));
                return;
            }
        }
    }

    QRect shownRect(const QWidget *widget) const
    {
        QRect shown(widget->mapTo(m_window, QPoint(0, 0)), widget->size());
        for (const QWidget *parent = widget->parentWidget(); parent && parent != m_window; parent = parent->parentWidget())
            shown &= QRect(parent->mapTo(m_window, QPoint(0, 0)), parent->size());
        return shown;
    }

    void compareLeaves()
    {
        for (qsizetype i = 0; i < m_leaves.size(); ++i) {
            const QRect one = shownRect(m_leaves[i]);
            for (qsizetype k = i + 1; k < m_leaves.size(); ++k) {
                if (m_leaves[i]->isAncestorOf(m_leaves[k]) || m_leaves[k]->isAncestorOf(m_leaves[i]))
                    continue;
                const QRect both = one & shownRect(m_leaves[k]);
                if (both.width() > 1 && both.height() > 1)
                    fault(m_leaves[i], {}, QStringLiteral("overlaps %1 by %2×%3 px").arg(pathOf(m_leaves[k])).arg(both.width()).arg(both.height()));
            }
        }
    }

    void checkName(QWidget *widget)
    {
        const bool takesKeys = (widget->focusPolicy() & Qt::TabFocus) && widget->isEnabled() && !widget->focusProxy();
        const bool isUsed = takesKeys || qobject_cast<QAbstractButton *>(widget) || qobject_cast<QLineEdit *>(widget) ||
                            qobject_cast<QComboBox *>(widget) || qobject_cast<QPlainTextEdit *>(widget);
        if (!isUsed || widget->isWindow() || isInner(widget))
            return;
        QAccessibleInterface *spoken = QAccessible::queryAccessibleInterface(widget);
        if (!spoken || spoken->text(QAccessible::Name).trimmed().isEmpty())
            fault(widget, {}, QStringLiteral("has no accessible name"));
    }

    QWidget *m_window;
    QList<const QWidget *> m_leaves;
    QStringList m_faults;
};

} // namespace

QStringList auditWindow(QWidget *window) { return Audit(window).run(); }
