// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

class QSettings;

namespace ashiato
{

class ActionRegistry;
class ActQueue;
class Case;
class CaseReader;
class CaseWriter;
class ColumnStore;
class EventTypeCatalogue;
class EvidenceReader;
class ImportService;
class Language;
class Lens;
class Theme;
class Wording;

/// What a view may use, handed to its constructor by app/. Everything outlives the views. GUI thread.
struct ViewContext {
    Lens &lens;
    Theme &theme;
    ActionRegistry &actions;
    Language &language;
    QSettings &settings;
    Case &openCase;
    CaseWriter *writer = nullptr;        ///< nullptr: the case is open read-only. Never for acts
    ActQueue *acts = nullptr;            ///< For every act; nullptr: read-only
    std::shared_ptr<CaseReader> reader;  ///< For small questions of the GUI thread (a row by its id); never for scans
    std::shared_ptr<ColumnStore> columns;
    std::shared_ptr<const EventTypeCatalogue> catalogue; ///< For Wording
    ImportService *imports = nullptr;    ///< nullptr: read-only
    EvidenceReader *evidence = nullptr;
};

} // namespace ashiato
