// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

class QWidget;

/// What is wrong to the eye or to a screen reader in the visible widgets of a window, one sentence a fault: text that is
/// wider or higher than its place, elided words, text outside of what holds it, labels and fields that overlap or have
/// no size, things to click or to type into without an accessible name.
QStringList auditWindow(QWidget *window);
