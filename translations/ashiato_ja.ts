<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>New case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new case folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open an existing case folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import evidence…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add images, logs, folders or archives to the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case properties…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number, name, client and examiner of the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Custody of the exhibit…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number, receipt, maker, serial number and place of the exhibit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone and skew…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the zone, the clock skew or the host of the exhibit.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify exhibits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute the hashes of the images again and compare them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash all files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compute MD5, SHA-1 and SHA-256 and the type of all files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the report…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write the report as HTML and PDF.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close window</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the case. Imports go on when it is opened again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the last act back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do the act again that was taken back.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the marked rows as tab-separated text with headers and zone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the exact stored value of the cell.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy exhibit, path, record, position and hash of the row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Select all matches</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark all rows of the filter, not just those on the screen.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in this view</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter row of this view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find in the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search all events and file names and keep the results in a tab.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to time or offset…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jump to a time in the table or to an offset in the bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do anything</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the case; after &gt; choose an action.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only this value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Narrow to the value under the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not this value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exclude the value under the cursor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Five minutes around</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show everything five minutes before and after this row; again to return.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the events made from file times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all conditions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Return to the filter before this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forward</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the filter after this one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save filter…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this filter under a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the item: a folder, a source, a destination.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the bytes that the row comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read, and next</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mark the row as read and go to the next one.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next unread</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next row that is not marked as read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write a note on the row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the next row.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Up</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the row before.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 1, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 2, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 3</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 3, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 4</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 4, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 5</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 5, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 6</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 6, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 7</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 7, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 8</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 8, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag 9</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put on the tag with key 9, or take it off.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Names, colours and keys of the tags.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the table of events.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the list of files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the network view.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what was read, what was not, and why.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>See what is being imported, verified and hashed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch all times from JST to UTC to the source&apos;s own zone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the interface in Japanese.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>English</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the interface in English.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the light or dark look of the system.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the light look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the dark look.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use the look with the highest contrast.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the columns of the table.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom the time band in.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom the time band out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole span</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the whole span of the case in the time band.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Put the panels back to where they belong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all keys and change them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Ashiato</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version, libraries and licences.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CaseDialog</name>
    <message>
        <source>New case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A case is one folder that can be copied whole. Evidence stays where it is and is only read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>e.g. Targeted attack, head office</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone of the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case (*.ashiato)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case needs a name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal needs the name of the examiner.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the folder of the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is a case or file at this place already.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case properties</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ChipsBar</name>
    <message>
        <source>counting…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 of %2 events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>or</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove this condition: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No conditions: everything is shown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ClockDialog</name>
    <message>
        <source>Time zone and skew of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recorded times are kept as they are; what is shown is computed from them. Nothing is read again but for the encoding.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone of local times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock skew (added to recorded times)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This time zone is not known: %1. Choose one of the list or an offset such as +09:00.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The skew could not be understood. Write it as +3m12s or -0.5s.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CustodyDialog</name>
    <message>
        <source>Custody of %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exhibit number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maker and model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The exhibit needs a number.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventKind</name>
    <message>
        <source>System</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Execution</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logon</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Web</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Alert</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventTableModel</name>
    <message>
        <source>as recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time (%1)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destination</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tags</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>EventsView</name>
    <message>
        <source>Go to time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time (e.g. 2026-10-14 09:42)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No events yet.
Drop evidence on the window, or press Ctrl+I.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There are events made from file times alone, and they are hidden.
Press F to show them.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No event meets the conditions.
Press Alt+Left to go back, or Ctrl+Shift+X to remove all conditions.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Columns of the events</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>Time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Severity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Account</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source address</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destination</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Port</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Domain</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>URL</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Path</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>from %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>until %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not %1: %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FilterHeader</name>
    <message>
        <source>Filter: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>HexView</name>
    <message>
        <source>Bytes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an event or a file to see its bytes.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The bytes could not be read (%1).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Import evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence is opened read-only and stays where it is. Look at the first rows before it is imported; zone, skew and host can be corrected later without reading again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence to import</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone of local times</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mapping file (CSV, JSONL)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First rows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder of evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a mapping file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mapping (*.json)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This could not be looked at (%1). It can be imported all the same; what is not readable is listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A folder: all files below it are listed and known artifacts are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No known log or artifact. Images and archives are opened, other files are listed with their times.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, encoding %2 (inferred)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1, encoding %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The times of this log name no zone. Choose one, or they stay marked as unknown.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fields that this log does not have: %1. What rests on them is not possible.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The time zone of %1 is not known: %2.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Importers</name>
    <message>
        <source>Table (CSV) with a mapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>JSON lines with a mapping</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line log with a definition of its own</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Windows event log</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobModel</name>
    <message>
        <source>Evidence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>State</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rate</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Now reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Volumes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of files</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Logs and artifacts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash values</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Archives</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>running</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>paused</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>failed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting for key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>JobsView</name>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pause</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeySheet</name>
    <message>
        <source>Keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Single letters do nothing while text is being typed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Action</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What it does</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key:</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the key of “%2” already. Choose another key, or change that one first.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 is the key of “%2” from now on.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n running</source>
        <comment>jobs</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the case…  Ctrl+K</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Details</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Views</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Program</name>
    <message>
        <source>Open case</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>others</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Table %1  %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figure %1  %2</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Investigation report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Client</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Date of issue: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This report describes what was found within the data provided. It does not guarantee the absence of anything that it does not mention.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Confidential</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash mismatch: %1 (see 2.2)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Overview</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times in this report are Japan Standard Time (JST, UTC+09:00) unless stated otherwise.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Files listed</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Span of the records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The import of these exhibits had not ended when the report was made: %1. What it lacks may still be found.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Number of events over time (JST), n=%1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stacked bars: number of events of each kind over the whole span; marks: tagged items.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts and destinations by volume, n=%1 flows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hosts on the left, destinations on the right, lines as wide as their volume.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exhibits and preservation</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List of exhibits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Host</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verification</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No exhibit was registered.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verification of identity</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MD5 (stored)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>MD5 (computed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-1 (stored)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-1 (computed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>SHA-256 (computed)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unreadable range</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Segments</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Header: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Clock skew (correction)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received at</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received by</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maker and model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Place kept</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Method</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tools and versions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importer %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Types of records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events by type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Type</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Count</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No event was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Results</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Timeline of tagged items</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tagged items in order of time</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time (JST / UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tag</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Source</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing has been tagged.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flows by volume</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest flows</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Destination</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sent</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Received</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First – last (JST)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The largest %1 of %2 flows are listed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coverage and limits</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sources and their span</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Format</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Records</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No log or artifact was read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What was not read, and warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not readable, and warnings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What, where and what to do</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No warning was raised.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 files or records could not be read or are doubtful.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Journal extract</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hash of the last entry: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Acts of the examiners</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Act</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Entry</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The journal is empty.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>record %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Make the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report lists the exhibits with their hashes, the tagged items in order of time, what was not read, and an extract of the journal. The same case gives the same report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Languages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Formats</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose at least one language and one format.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report could not be made: %1</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The report has been made: %1</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StartPage</name>
    <message>
        <source>Open disk images and logs, follow the traces in one timeline, tag them and report.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cases that you open are listed here.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>TimeBand</name>
    <message>
        <source>Time band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How many events of which kind stand when.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Events appear here as soon as evidence has been imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1 events without a time are not drawn.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>The case is open read-only: it is open elsewhere, or its folder cannot be written. Nothing is changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an exhibit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About Ashiato</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Investigation workbench for digital forensics and incident response.

The source of Ashiato is under Apache-2.0. This program as a whole is under GPL-3 (QCustomPlot); the worker that reads evidence is a process of its own with The Sleuth Kit (CPL/IPL), libewf (LGPL) and libarchive.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n not read or doubtful</source>
        <comment>files and records</comment>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n log(s) without a zone</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>query %1 ms</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
