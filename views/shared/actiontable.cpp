// SPDX-License-Identifier: Apache-2.0
#include "views/shared/actionregistry.h"

namespace ashiato
{

#define A(text) QT_TRANSLATE_NOOP("Actions", text)

const QList<ActionSpec> &actionTable()
{
    static const QList<ActionSpec> table = {
        // Case
        {"Case.New", A("New case…"), A("Make a new case folder."), "add", "Ctrl+N", false},
        {"Case.Open", A("Open case…"), A("Open an existing case folder."), "folder", "Ctrl+O", false},
        {"Case.Import", A("Import evidence…"), A("Add images, logs, folders or archives to the case."), "disk", "Ctrl+I", false},
        {"Case.Properties", A("Case properties…"), A("Number, name, client and examiner of the case."), nullptr, "", false},
        {"Case.Custody", A("Custody of the exhibit…"), A("Number, receipt, maker, serial number and place of the exhibit."), nullptr, "", false},
        {"Case.Clock", A("Time zone and skew…"), A("Correct the zone, the clock skew or the host of the exhibit."), "zone", "", false},
        {"Case.Verify", A("Verify exhibits"), A("Compute the hashes of the images again and compare them."), "ok", "", false},
        {"Case.Hash", A("Hash all files"), A("Compute MD5, SHA-1 and SHA-256 and the type of all files."), nullptr, "", false},
        {"Case.Report", A("Make the report…"), A("Write the report as HTML and PDF."), "report", "Ctrl+P", false},
        {"Case.Close", A("Close window"), A("Close the case. Imports go on when it is opened again."), nullptr, "Ctrl+W", false},
        // Edit
        {"Edit.Undo", A("Undo"), A("Take the last act back."), "undo", "Ctrl+Z", false},
        {"Edit.Redo", A("Redo"), A("Do the act again that was taken back."), "redo", "Ctrl+Shift+Z", false},
        {"Edit.Copy", A("Copy rows"), A("Copy the marked rows as tab-separated text with headers and zone."), "copy", "Ctrl+C", false},
        {"Edit.CopyCell", A("Copy cell"), A("Copy the exact stored value of the cell."), nullptr, "Ctrl+Alt+C", false},
        {"Edit.CopyCitation", A("Copy citation"), A("Copy exhibit, path, record, position and hash of the row."), nullptr, "Ctrl+Shift+C", false},
        {"Edit.SelectAll", A("Select all matches"), A("Mark all rows of the filter, not just those on the screen."), nullptr, "Ctrl+A", false},
        {"Edit.Find", A("Find in this view"), A("Go to the filter row of this view."), "search", "Ctrl+F", false},
        {"Edit.FindCase", A("Find in the case"), A("Search all events and file names and keep the results in a tab."), "search", "Ctrl+Shift+F", false},
        {"Edit.GoTo", A("Go to time or offset…"), A("Jump to a time in the table or to an offset in the bytes."), "time", "Ctrl+G", false},
        {"Edit.Anything", A("Do anything"), A("Search the case; after > choose an action."), nullptr, "Ctrl+K", false},
        // Filter
        {"Filter.Include", A("Only this value"), A("Narrow to the value under the cursor."), "filter", "I", false},
        {"Filter.Exclude", A("Not this value"), A("Exclude the value under the cursor."), "exclude", "X", false},
        {"Filter.Around", A("Five minutes around"), A("Show everything five minutes before and after this row; again to return."), "time", "T", true},
        {"Filter.FileTimes", A("File times"), A("Show or hide the events made from file times."), "file", "F", true},
        {"Filter.Clear", A("Clear the filter"), A("Remove all conditions."), nullptr, "Ctrl+Shift+X", false},
        {"Filter.Back", A("Back"), A("Return to the filter before this one."), "back", "Alt+Left", false},
        {"Filter.Forward", A("Forward"), A("Go to the filter after this one."), "forward", "Alt+Right", false},
        {"Filter.Save", A("Save filter…"), A("Keep this filter under a name."), "star", "Ctrl+S", false},
        // Row
        {"Row.Open", A("Open"), A("Open the item: a folder, a source, a destination."), nullptr, "Return; Enter", false},
        {"Row.Source", A("Show source"), A("Show the bytes that the row comes from."), "source", "S", false},
        {"Row.Seen", A("Read, and next"), A("Mark the row as read and go to the next one."), "seen", "Space", false},
        {"Row.NextUnseen", A("Next unread"), A("Go to the next row that is not marked as read."), nullptr, "U", false},
        {"Row.Note", A("Note"), A("Write a note on the row."), "note", "N", false},
        {"Row.Down", A("Down"), A("Go to the next row."), nullptr, "J", false},
        {"Row.Up", A("Up"), A("Go to the row before."), nullptr, "K", false},
        // Tags
        {"Tag.1", A("Tag 1"), A("Put on the tag with key 1, or take it off."), nullptr, "1", false},
        {"Tag.2", A("Tag 2"), A("Put on the tag with key 2, or take it off."), nullptr, "2", false},
        {"Tag.3", A("Tag 3"), A("Put on the tag with key 3, or take it off."), nullptr, "3", false},
        {"Tag.4", A("Tag 4"), A("Put on the tag with key 4, or take it off."), nullptr, "4", false},
        {"Tag.5", A("Tag 5"), A("Put on the tag with key 5, or take it off."), nullptr, "5", false},
        {"Tag.6", A("Tag 6"), A("Put on the tag with key 6, or take it off."), nullptr, "6", false},
        {"Tag.7", A("Tag 7"), A("Put on the tag with key 7, or take it off."), nullptr, "7", false},
        {"Tag.8", A("Tag 8"), A("Put on the tag with key 8, or take it off."), nullptr, "8", false},
        {"Tag.9", A("Tag 9"), A("Put on the tag with key 9, or take it off."), nullptr, "9", false},
        {"Tag.Edit", A("Tags…"), A("Names, colours and keys of the tags."), "tag", "Ctrl+B", false},
        // View
        {"View.Events", A("Events"), A("Go to the table of events."), "events", "Alt+1", false},
        {"View.Files", A("Files"), A("Go to the list of files."), "file", "Alt+2", false},
        {"View.Network", A("Network"), A("Go to the network view."), "network", "Alt+3", false},
        {"View.Coverage", A("Coverage"), A("See what was read, what was not, and why."), "coverage", "Alt+4", false},
        {"View.Jobs", A("Jobs"), A("See what is being imported, verified and hashed."), "jobs", "Alt+5", false},
        {"View.ZoneNext", A("Next time zone"), A("Switch all times from JST to UTC to the source's own zone."), "zone", "Z", false},
        {"View.Japanese", A("Japanese"), A("Show the interface in Japanese."), nullptr, "", true},
        {"View.English", A("English"), A("Show the interface in English."), nullptr, "", true},
        {"View.ThemeSystem", A("Follow the system"), A("Use the light or dark look of the system."), nullptr, "", true},
        {"View.ThemeLight", A("Light"), A("Use the light look."), nullptr, "", true},
        {"View.ThemeDark", A("Dark"), A("Use the dark look."), "theme", "", true},
        {"View.ThemeContrast", A("High contrast"), A("Use the look with the highest contrast."), nullptr, "", true},
        {"View.Columns", A("Columns…"), A("Choose the columns of the table."), "columns", "", false},
        {"View.ZoomIn", A("Zoom in"), A("Zoom the time band in."), nullptr, "Ctrl++; Ctrl+=", false},
        {"View.ZoomOut", A("Zoom out"), A("Zoom the time band out."), nullptr, "Ctrl+-", false},
        {"View.ZoomAll", A("Whole span"), A("Show the whole span of the case in the time band."), nullptr, "Ctrl+0", false},
        {"View.ResetLayout", A("Reset layout"), A("Put the panels back to where they belong."), nullptr, "", false},
        {"Help.Keys", A("Keys"), A("Show all keys and change them."), "keyboard", "?", false},
        {"Help.About", A("About Ashiato"), A("Version, libraries and licences."), nullptr, "", false},
    };
    return table;
}

#undef A

} // namespace ashiato
