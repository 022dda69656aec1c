// SPDX-License-Identifier: Apache-2.0
#include "views/shared/filterheader.h"

#include "views/shared/frozencover.h"
#include "views/shared/headerfit.h"
#include "views/shared/icons.h"

#include <QEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QScrollBar>
#include <QTableView>

namespace ashiato
{

namespace
{
constexpr int kGap = 3;
}

/// The title of the column that stays.
class FilterHeader::Cover : public FrozenCover
{
public:
    explicit Cover(FilterHeader &header) : FrozenCover(header, *header.viewport(), QStringLiteral("frozenTitle")), m_header(header) {}

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), m_header.palette().window());
        m_header.paintSection(&painter, QRect(0, 0, width(), m_header.viewport()->height()), m_header.m_frozen);
        drawEdge(painter);
    }

    int shift() const override { return m_header.sectionViewportPosition(m_header.m_frozen); }

private:
    FilterHeader &m_header;
};

FilterHeader::FilterHeader(QWidget *parent) : QHeaderView(Qt::Horizontal, parent), m_cover(new Cover(*this))
{
    setSectionsClickable(true);
    setSectionsMovable(true);
    setSortIndicatorShown(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignTop);
    setStretchLastSection(true);
    connect(this, &QHeaderView::sectionResized, this, &FilterHeader::place);
    connect(this, &QHeaderView::sectionMoved, this, &FilterHeader::place);
    connect(this, &QHeaderView::sectionCountChanged, this, &FilterHeader::place);
    connect(this, &QHeaderView::geometriesChanged, this, &FilterHeader::place);
}

void FilterHeader::setModel(QAbstractItemModel *model)
{
    QHeaderView::setModel(model);
    if (QHeaderView::model()) // none stands for the empty one that a table begins with
        keepTitlesWhole(this);
    if (auto *table = qobject_cast<QTableView *>(parentWidget()))
        connect(table->horizontalScrollBar(), &QScrollBar::valueChanged, this, &FilterHeader::place, Qt::UniqueConnection);
}

void FilterHeader::setFields(const QList<int> &columns)
{
    for (Field &field : m_fields)
        delete field.edit;
    m_fields.assign(size_t(count()), Field{});
    for (const int column : columns) {
        if (column < 0 || column >= count())
            continue;
        auto *edit = new QLineEdit(this);
        edit->setObjectName(QStringLiteral("filter_%1").arg(column));
        edit->setClearButtonEnabled(true);
        edit->addAction(icon(QStringLiteral("search"), palette().color(QPalette::PlaceholderText)), QLineEdit::LeadingPosition);
        edit->installEventFilter(this);
        connect(edit, &QLineEdit::editingFinished, this, [this, column] { confirm(column); });
        // The cross of the field confirms at once: nothing is composed then.
        connect(edit, &QLineEdit::textChanged, this, [this, column](const QString &text) {
            if (text.isEmpty())
                confirm(column);
        });
        m_fields[size_t(column)].edit = edit;
        m_fieldHeight = edit->sizeHint().height();
    }
    retitle();
    updateGeometries();
    place();
}

void FilterHeader::retitle()
{
    for (int column = 0; column < int(m_fields.size()); ++column) {
        QLineEdit *edit = m_fields[size_t(column)].edit;
        if (edit && model())
            edit->setAccessibleName(
                tr("Filter: %1").arg(model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()));
    }
}

QLineEdit *FilterHeader::field(int column) const
{
    return column >= 0 && column < int(m_fields.size()) ? m_fields[size_t(column)].edit : nullptr;
}

void FilterHeader::focusField(int column)
{
    if (QLineEdit *edit = field(column)) {
        edit->setFocus(Qt::ShortcutFocusReason);
        edit->selectAll();
    }
}

void FilterHeader::setFieldText(int column, const QString &text)
{
    QLineEdit *edit = field(column);
    if (!edit || m_fields[size_t(column)].confirmed == text)
        return;
    m_fields[size_t(column)].confirmed = text;
    edit->setText(text);
    edit->home(false); // what does not fit is cut at its end
}

void FilterHeader::confirm(int column)
{
    Field &field = m_fields[size_t(column)];
    const QString text = field.edit->text().trimmed();
    if (text == field.confirmed)
        return;
    field.confirmed = text;
    Q_EMIT entered(column, text);
}

QSize FilterHeader::sizeHint() const
{
    QSize size = QHeaderView::sizeHint();
    if (m_fieldHeight > 0)
        size.setHeight(size.height() + m_fieldHeight + 2 * kGap);
    return size;
}

void FilterHeader::updateGeometries()
{
    setViewportMargins(0, 0, 0, m_fieldHeight > 0 ? m_fieldHeight + 2 * kGap : 0);
    QHeaderView::updateGeometries();
    place();
}

void FilterHeader::freeze(int column)
{
    m_frozen = column;
    place();
}

void FilterHeader::place()
{
    const bool over = isFrozenOver();
    m_cover->setVisible(over);
    if (over) {
        m_cover->setGeometry(0, 0, sectionSize(m_frozen), height());
        m_cover->raise();
        m_cover->update();
    }
    const int top = height() - m_fieldHeight - kGap;
    for (int column = 0; column < int(m_fields.size()) && column < count(); ++column) {
        QLineEdit *edit = m_fields[size_t(column)].edit;
        if (!edit)
            continue;
        const bool stays = over && column == m_frozen;
        edit->setGeometry((stays ? 0 : sectionViewportPosition(column)) + kGap, top, sectionSize(column) - 2 * kGap, m_fieldHeight);
        if (stays)
            edit->raise();
        edit->setVisible(!isSectionHidden(column));
    }
}

bool FilterHeader::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        switch (static_cast<QKeyEvent *>(event)->key()) {
        // Enter is the field's: handed on, as QLineEdit does, it would open the row that is current in the table.
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Escape:
        case Qt::Key_Down:
            Q_EMIT left(); // a field that loses the focus confirms
            return true;
        default: break;
        }
    }
    return QHeaderView::eventFilter(watched, event);
}

void FilterHeader::changeEvent(QEvent *event)
{
    QHeaderView::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retitle();
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::FontChange) {
        for (const Field &field : m_fields) {
            if (field.edit)
                m_fieldHeight = field.edit->sizeHint().height();
        }
        updateGeometries();
    }
}

} // namespace ashiato
