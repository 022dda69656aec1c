<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>New case…</source>
        <translation>New case…</translation>
    </message>
    <message>
        <source>Make a new case folder.</source>
        <translation>Make a new case folder.</translation>
    </message>
    <message>
        <source>Open case…</source>
        <translation>Open case…</translation>
    </message>
    <message>
        <source>Open an existing case folder.</source>
        <translation>Open an existing case folder.</translation>
    </message>
    <message>
        <source>Import evidence…</source>
        <translation>Import evidence…</translation>
    </message>
    <message>
        <source>Add images, logs, folders or archives to the case.</source>
        <translation>Add images, logs, folders or archives to the case.</translation>
    </message>
    <message>
        <source>Case properties…</source>
        <translation>Case properties…</translation>
    </message>
    <message>
        <source>Number, name, client and examiner of the case.</source>
        <translation>Number, name, client and examiner of the case.</translation>
    </message>
    <message>
        <source>Number, receipt, maker, serial number and place of the exhibit.</source>
        <translation>Number, receipt, maker, serial number and place of the exhibit.</translation>
    </message>
    <message>
        <source>Time zone and skew…</source>
        <translation>Time zone and skew…</translation>
    </message>
    <message>
        <source>Correct the zone, the clock skew or the host of the exhibit.</source>
        <translation>Correct the zone, the clock skew or the host of the exhibit.</translation>
    </message>
    <message>
        <source>Verify exhibits</source>
        <translation>Verify exhibits</translation>
    </message>
    <message>
        <source>Compute the hashes of the images again and compare them.</source>
        <translation>Compute the hashes of the images again and compare them.</translation>
    </message>
    <message>
        <source>Hash all files</source>
        <translation>Hash all files</translation>
    </message>
    <message>
        <source>Compute MD5, SHA-1 and SHA-256 and the type of all files.</source>
        <translation>Compute MD5, SHA-1 and SHA-256 and the type of all files.</translation>
    </message>
    <message>
        <source>Make the report…</source>
        <translation>Make the report…</translation>
    </message>
    <message>
        <source>Write the report as HTML and PDF.</source>
        <translation>Write the report as HTML and PDF.</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>Close window</translation>
    </message>
    <message>
        <source>Close the case. Imports go on when it is opened again.</source>
        <translation>Close the case. Imports go on when it is opened again.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Undo</translation>
    </message>
    <message>
        <source>Take the last act back.</source>
        <translation>Take the last act back.</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Redo</translation>
    </message>
    <message>
        <source>Do the act again that was taken back.</source>
        <translation>Do the act again that was taken back.</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>Copy rows</translation>
    </message>
    <message>
        <source>Copy the marked rows as tab-separated text with headers and zone.</source>
        <translation>Copy the marked rows as tab-separated text with headers and zone.</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>Copy cell</translation>
    </message>
    <message>
        <source>Copy the exact stored value of the cell.</source>
        <translation>Copy the exact stored value of the cell.</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Copy citation</translation>
    </message>
    <message>
        <source>Copy exhibit, path, record, position and hash of the row.</source>
        <translation>Copy exhibit, path, record, position and hash of the row.</translation>
    </message>
    <message>
        <source>Select all matches</source>
        <translation>Select all matches</translation>
    </message>
    <message>
        <source>Mark all rows of the filter, not just those on the screen.</source>
        <translation>Mark all rows of the filter, not just those on the screen.</translation>
    </message>
    <message>
        <source>Find in this view</source>
        <translation>Find in this view</translation>
    </message>
    <message>
        <source>Go to the filter row of this view.</source>
        <translation>Go to the filter row of this view.</translation>
    </message>
    <message>
        <source>Find in the case</source>
        <translation>Find in the case</translation>
    </message>
    <message>
        <source>Go to time or offset…</source>
        <translation>Go to time or offset…</translation>
    </message>
    <message>
        <source>Jump to a time in the table or to an offset in the bytes.</source>
        <translation>Jump to a time in the table or to an offset in the bytes.</translation>
    </message>
    <message>
        <source>Do anything</source>
        <translation>Do anything</translation>
    </message>
    <message>
        <source>Search the case; after &gt; choose an action.</source>
        <translation>Search the case; after &gt; choose an action.</translation>
    </message>
    <message>
        <source>Only this value</source>
        <translation>Only this value</translation>
    </message>
    <message>
        <source>Narrow to the value under the cursor.</source>
        <translation>Narrow to the value under the cursor.</translation>
    </message>
    <message>
        <source>Not this value</source>
        <translation>Not this value</translation>
    </message>
    <message>
        <source>Exclude the value under the cursor.</source>
        <translation>Exclude the value under the cursor.</translation>
    </message>
    <message>
        <source>Five minutes around</source>
        <translation>Five minutes around</translation>
    </message>
    <message>
        <source>Show everything five minutes before and after this row; again to return.</source>
        <translation>Show everything five minutes before and after this row; again to return.</translation>
    </message>
    <message>
        <source>File times</source>
        <translation>File times</translation>
    </message>
    <message>
        <source>Show or hide the events made from file times.</source>
        <translation>Show or hide the events made from file times.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Clear the filter</translation>
    </message>
    <message>
        <source>Remove all conditions.</source>
        <translation>Remove all conditions.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Return to the filter before this one.</source>
        <translation>Return to the filter before this one.</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Forward</translation>
    </message>
    <message>
        <source>Go to the filter after this one.</source>
        <translation>Go to the filter after this one.</translation>
    </message>
    <message>
        <source>Save filter…</source>
        <translation>Save filter…</translation>
    </message>
    <message>
        <source>Keep this filter under a name.</source>
        <translation>Keep this filter under a name.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Open</translation>
    </message>
    <message>
        <source>Open the item: a folder, a source, a destination.</source>
        <translation>Open the item: a folder, a source, a destination.</translation>
    </message>
    <message>
        <source>Show source</source>
        <translation>Show source</translation>
    </message>
    <message>
        <source>Show the bytes that the row comes from.</source>
        <translation>Show the bytes that the row comes from.</translation>
    </message>
    <message>
        <source>Read, and next</source>
        <translation>Read, and next</translation>
    </message>
    <message>
        <source>Mark the row as read and go to the next one.</source>
        <translation>Mark the row as read and go to the next one.</translation>
    </message>
    <message>
        <source>Next unread</source>
        <translation>Next unread</translation>
    </message>
    <message>
        <source>Go to the next row that is not marked as read.</source>
        <translation>Go to the next row that is not marked as read.</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Write a note on the row.</source>
        <translation>Write a note on the row.</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>Down</translation>
    </message>
    <message>
        <source>Go to the next row.</source>
        <translation>Go to the next row.</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Go to the row before.</source>
        <translation>Go to the row before.</translation>
    </message>
    <message>
        <source>Tag 1</source>
        <translation>Tag 1</translation>
    </message>
    <message>
        <source>Put on the tag with key 1, or take it off.</source>
        <translation>Put on the tag with key 1, or take it off.</translation>
    </message>
    <message>
        <source>Tag 2</source>
        <translation>Tag 2</translation>
    </message>
    <message>
        <source>Put on the tag with key 2, or take it off.</source>
        <translation>Put on the tag with key 2, or take it off.</translation>
    </message>
    <message>
        <source>Tag 3</source>
        <translation>Tag 3</translation>
    </message>
    <message>
        <source>Put on the tag with key 3, or take it off.</source>
        <translation>Put on the tag with key 3, or take it off.</translation>
    </message>
    <message>
        <source>Tag 4</source>
        <translation>Tag 4</translation>
    </message>
    <message>
        <source>Put on the tag with key 4, or take it off.</source>
        <translation>Put on the tag with key 4, or take it off.</translation>
    </message>
    <message>
        <source>Tag 5</source>
        <translation>Tag 5</translation>
    </message>
    <message>
        <source>Put on the tag with key 5, or take it off.</source>
        <translation>Put on the tag with key 5, or take it off.</translation>
    </message>
    <message>
        <source>Tag 6</source>
        <translation>Tag 6</translation>
    </message>
    <message>
        <source>Put on the tag with key 6, or take it off.</source>
        <translation>Put on the tag with key 6, or take it off.</translation>
    </message>
    <message>
        <source>Tag 7</source>
        <translation>Tag 7</translation>
    </message>
    <message>
        <source>Put on the tag with key 7, or take it off.</source>
        <translation>Put on the tag with key 7, or take it off.</translation>
    </message>
    <message>
        <source>Tag 8</source>
        <translation>Tag 8</translation>
    </message>
    <message>
        <source>Put on the tag with key 8, or take it off.</source>
        <translation>Put on the tag with key 8, or take it off.</translation>
    </message>
    <message>
        <source>Tag 9</source>
        <translation>Tag 9</translation>
    </message>
    <message>
        <source>Put on the tag with key 9, or take it off.</source>
        <translation>Put on the tag with key 9, or take it off.</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>Tags…</translation>
    </message>
    <message>
        <source>Names, colours and keys of the tags.</source>
        <translation>Names, colours and keys of the tags.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Go to the table of events.</source>
        <translation>Go to the table of events.</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>Go to the list of files.</source>
        <translation>Go to the list of files.</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Network</translation>
    </message>
    <message>
        <source>Go to the network view.</source>
        <translation>Go to the network view.</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>Coverage</translation>
    </message>
    <message>
        <source>See what was read, what was not, and why.</source>
        <translation>See what was read, what was not, and why.</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>See what is being imported, verified and hashed.</source>
        <translation>See what is being imported, verified and hashed.</translation>
    </message>
    <message>
        <source>Next time zone</source>
        <translation>Next time zone</translation>
    </message>
    <message>
        <source>Switch all times from JST to UTC to the source&apos;s own zone.</source>
        <translation>Switch all times from JST to UTC to the source&apos;s own zone.</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>Japanese</translation>
    </message>
    <message>
        <source>Show the interface in Japanese.</source>
        <translation>Show the interface in Japanese.</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Show the interface in English.</source>
        <translation>Show the interface in English.</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>Follow the system</translation>
    </message>
    <message>
        <source>Use the light or dark look of the system.</source>
        <translation>Use the light or dark look of the system.</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Light</translation>
    </message>
    <message>
        <source>Use the light look.</source>
        <translation>Use the light look.</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dark</translation>
    </message>
    <message>
        <source>Use the dark look.</source>
        <translation>Use the dark look.</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Use the look with the highest contrast.</source>
        <translation>Use the look with the highest contrast.</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>Columns…</translation>
    </message>
    <message>
        <source>Choose the columns of the table.</source>
        <translation>Choose the columns of the table.</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom in</translation>
    </message>
    <message>
        <source>Zoom the time band in.</source>
        <translation>Zoom the time band in.</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom out</translation>
    </message>
    <message>
        <source>Zoom the time band out.</source>
        <translation>Zoom the time band out.</translation>
    </message>
    <message>
        <source>Whole span</source>
        <translation>Whole span</translation>
    </message>
    <message>
        <source>Show the whole span of the case in the time band.</source>
        <translation>Show the whole span of the case in the time band.</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>Reset layout</translation>
    </message>
    <message>
        <source>Put the panels back to where they belong.</source>
        <translation>Put the panels back to where they belong.</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Show all keys and change them.</source>
        <translation>Show all keys and change them.</translation>
    </message>
    <message>
        <source>About Ashiato</source>
        <translation>About Ashiato</translation>
    </message>
    <message>
        <source>Version, libraries and licences.</source>
        <translation>Version, libraries and licences.</translation>
    </message>
    <message>
        <source>Search all events and file names; what is found is kept in a tab of its own.</source>
        <translation>Search all events and file names; what is found is kept in a tab of its own.</translation>
    </message>
    <message>
        <source>Close results</source>
        <translation>Close results</translation>
    </message>
    <message>
        <source>Close the tab of this search.</source>
        <translation>Close the tab of this search.</translation>
    </message>
    <message>
        <source>Keep the first column in sight</source>
        <translation>Keep the first column in sight</translation>
    </message>
    <message>
        <source>The first column stays where it is while one scrolls sideways.</source>
        <translation>The first column stays where it is while one scrolls sideways.</translation>
    </message>
    <message>
        <source>Group by…</source>
        <translation>Group by…</translation>
    </message>
    <message>
        <source>List the values of a column with their counts; choosing one narrows to it.</source>
        <translation>List the values of a column with their counts; choosing one narrows to it.</translation>
    </message>
    <message>
        <source>Chain of custody…</source>
        <translation>Chain of custody…</translation>
    </message>
    <message>
        <source>Arrange the graph anew</source>
        <translation>Arrange the graph anew</translation>
    </message>
    <message>
        <source>Every node finds its place again; where nodes were moved to is forgotten.</source>
        <translation>Every node finds its place again; where nodes were moved to is forgotten.</translation>
    </message>
    <message>
        <source>Password…</source>
        <translation>Password…</translation>
    </message>
    <message>
        <source>Try a password on the encrypted archives of the exhibit.</source>
        <translation>Try a password on the encrypted archives of the exhibit.</translation>
    </message>
    <message>
        <source>Join hosts…</source>
        <translation>Join hosts…</translation>
    </message>
    <message>
        <source>Treat the chosen names as one machine.</source>
        <translation>Treat the chosen names as one machine.</translation>
    </message>
    <message>
        <source>Split host</source>
        <translation>Split host</translation>
    </message>
    <message>
        <source>Treat the names of the machine as machines of their own again.</source>
        <translation>Treat the names of the machine as machines of their own again.</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>See the machines of the case, and what is known of them.</source>
        <translation>See the machines of the case, and what is known of them.</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>changing the case</source>
        <translation>changing the case</translation>
    </message>
    <message>
        <source>adding an exhibit</source>
        <translation>adding an exhibit</translation>
    </message>
    <message>
        <source>setting an exhibit aside</source>
        <translation>setting an exhibit aside</translation>
    </message>
    <message>
        <source>changing an exhibit</source>
        <translation>changing an exhibit</translation>
    </message>
    <message>
        <source>removing a finding</source>
        <translation>removing a finding</translation>
    </message>
    <message>
        <source>writing a finding</source>
        <translation>writing a finding</translation>
    </message>
    <message>
        <source>joining the names of a host</source>
        <translation>joining the names of a host</translation>
    </message>
    <message>
        <source>parting the names of a host</source>
        <translation>parting the names of a host</translation>
    </message>
    <message>
        <source>removing a filter</source>
        <translation>removing a filter</translation>
    </message>
    <message>
        <source>saving a filter</source>
        <translation>saving a filter</translation>
    </message>
    <message>
        <source>arranging the network anew</source>
        <translation>arranging the network anew</translation>
    </message>
    <message>
        <source>moving a node of the network</source>
        <translation>moving a node of the network</translation>
    </message>
    <message>
        <source>a note</source>
        <translation>a note</translation>
    </message>
    <message>
        <source>tagging</source>
        <translation>tagging</translation>
    </message>
    <message>
        <source>making a tag</source>
        <translation>making a tag</translation>
    </message>
    <message>
        <source>taking a tag off</source>
        <translation>taking a tag off</translation>
    </message>
    <message>
        <source>changing a tag</source>
        <translation>changing a tag</translation>
    </message>
</context>
<context>
    <name>CaseDialog</name>
    <message>
        <source>New case</source>
        <translation>New case</translation>
    </message>
    <message>
        <source>A case is one folder that can be copied whole. Evidence stays where it is and is only read.</source>
        <translation>A case is one folder that can be copied whole. Evidence stays where it is and is only read.</translation>
    </message>
    <message>
        <source>Make the case</source>
        <translation>Make the case</translation>
    </message>
    <message>
        <source>Case name</source>
        <translation>Case name</translation>
    </message>
    <message>
        <source>e.g. Targeted attack, head office</source>
        <translation>e.g. Targeted attack, head office</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>Examiner</translation>
    </message>
    <message>
        <source>Time zone of the report</source>
        <translation>Time zone of the report</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Folder of the case</source>
        <translation>Folder of the case</translation>
    </message>
    <message>
        <source>Case (*.ashiato)</source>
        <translation>Case (*.ashiato)</translation>
    </message>
    <message>
        <source>The case needs a name.</source>
        <translation>The case needs a name.</translation>
    </message>
    <message>
        <source>The journal needs the name of the examiner.</source>
        <translation>The journal needs the name of the examiner.</translation>
    </message>
    <message>
        <source>Choose the folder of the case.</source>
        <translation>Choose the folder of the case.</translation>
    </message>
    <message>
        <source>There is a case or file at this place already.</source>
        <translation>There is a case or file at this place already.</translation>
    </message>
    <message>
        <source>Case properties</source>
        <translation>Case properties</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>The case is open read-only. Nothing can be changed.</translation>
    </message>
</context>
<context>
    <name>ClockDialog</name>
    <message>
        <source>Time zone and skew of %1</source>
        <translation>Time zone and skew of %1</translation>
    </message>
    <message>
        <source>Recorded times are kept as they are; what is shown is computed from them. Nothing is read again but for the encoding.</source>
        <translation>Recorded times are kept as they are; what is shown is computed from them. Nothing is read again but for the encoding.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Time zone of local times</source>
        <translation>Time zone of local times</translation>
    </message>
    <message>
        <source>Clock skew (added to recorded times)</source>
        <translation>Clock skew (added to recorded times)</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Encoding</translation>
    </message>
    <message>
        <source>This time zone is not known: %1. Choose one of the list or an offset such as +09:00.</source>
        <translation>This time zone is not known: %1. Choose one of the list or an offset such as +09:00.</translation>
    </message>
    <message>
        <source>The skew could not be understood. Write it as +3m12s or -0.5s.</source>
        <translation>The skew could not be understood. Write it as +3m12s or -0.5s.</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>The case is open read-only. Nothing can be changed.</translation>
    </message>
</context>
<context>
    <name>CustodyDialog</name>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Exhibit number</source>
        <translation>Exhibit number</translation>
    </message>
    <message>
        <source>Received at</source>
        <translation>Received at</translation>
    </message>
    <message>
        <source>Received from</source>
        <translation>Received from</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Received by</translation>
    </message>
    <message>
        <source>Maker and model</source>
        <translation>Maker and model</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Place kept</source>
        <translation>Place kept</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>The exhibit needs a number.</source>
        <translation>The exhibit needs a number.</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>The case is open read-only. Nothing can be changed.</translation>
    </message>
    <message>
        <source>Chain of custody of %1</source>
        <translation>Chain of custody of %1</translation>
    </message>
</context>
<context>
    <name>EventKind</name>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>Execution</translation>
    </message>
    <message>
        <source>Logon</source>
        <translation>Logon</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>Account</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>Traffic</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>Alert</translation>
    </message>
</context>
<context>
    <name>Exhibits</name>
    <message>
        <source>not verified</source>
        <translation>not verified</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>verifying</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>verified</translation>
    </message>
    <message>
        <source>mismatch</source>
        <translation>mismatch</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>computed</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>not readable</translation>
    </message>
    <message>
        <source>orphan</source>
        <translation>orphan</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>deleted</translation>
    </message>
    <message>
        <source>not examined</source>
        <translation>not examined</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>not valid in the record</source>
        <translation>not valid in the record</translation>
    </message>
    <message>
        <source>none in the record</source>
        <translation>none in the record</translation>
    </message>
    <message>
        <source>Time %1</source>
        <translation>Time %1</translation>
    </message>
    <message>
        <source>Time UTC</source>
        <translation>Time UTC</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>As recorded</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precision</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>unknown: the digits stand as they were recorded</source>
        <translation>unknown: the digits stand as they were recorded</translation>
    </message>
    <message>
        <source>local time of the source, by the zone of the exhibit</source>
        <translation>local time of the source, by the zone of the exhibit</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>Caution</translation>
    </message>
    <message>
        <source>This local time stood twice on the clock, or never (summer time).</source>
        <translation>This local time stood twice on the clock, or never (summer time).</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>File times</source>
        <translation>File times</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarks</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Fields of the record</source>
        <translation>Fields of the record</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Path</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Modified (M)</source>
        <translation>Modified (M)</translation>
    </message>
    <message>
        <source>Accessed (A)</source>
        <translation>Accessed (A)</translation>
    </message>
    <message>
        <source>Entry changed (C)</source>
        <translation>Entry changed (C)</translation>
    </message>
    <message>
        <source>Created (B)</source>
        <translation>Created (B)</translation>
    </message>
    <message>
        <source>Times as recorded</source>
        <translation>Times as recorded</translation>
    </message>
    <message>
        <source>Times in %1</source>
        <translation>Times in %1</translation>
    </message>
    <message>
        <source>Times, zone unknown</source>
        <translation>Times, zone unknown</translation>
    </message>
    <message>
        <source> (ambiguous)</source>
        <translation> (ambiguous)</translation>
    </message>
    <message>
        <source>Times of $FILE_NAME, UTC</source>
        <translation>Times of $FILE_NAME, UTC</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>Type by content</source>
        <translation>Type by content</translation>
    </message>
    <message>
        <source>Hash value</source>
        <translation>Hash value</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>not computed</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>File system</translation>
    </message>
    <message>
        <source>Inode</source>
        <translation>Inode</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Group</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>Mode</translation>
    </message>
    <message>
        <source>Link to</source>
        <translation>Link to</translation>
    </message>
    <message>
        <source>Same host</source>
        <translation>Same host</translation>
    </message>
    <message>
        <source>Same account</source>
        <translation>Same account</translation>
    </message>
    <message>
        <source>Same destination</source>
        <translation>Same destination</translation>
    </message>
    <message>
        <source>Same process</source>
        <translation>Same process</translation>
    </message>
    <message>
        <source>Same file</source>
        <translation>Same file</translation>
    </message>
    <message>
        <source>Same hash value</source>
        <translation>Same hash value</translation>
    </message>
    <message>
        <source>record %1</source>
        <translation>record %1</translation>
    </message>
    <message>
        <source>volume %1</source>
        <translation>volume %1</translation>
    </message>
    <message numerus="yes">
        <source>%n nanosecond(s)</source>
        <translation>
            <numerusform>%n nanosecond</numerusform>
            <numerusform>%n nanoseconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n microsecond(s)</source>
        <translation>
            <numerusform>%n microsecond</numerusform>
            <numerusform>%n microseconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n millisecond(s)</source>
        <translation>
            <numerusform>%n millisecond</numerusform>
            <numerusform>%n milliseconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message>
        <source>Computer name</source>
        <translation>Computer name</translation>
    </message>
    <message>
        <source>Host name (DNS)</source>
        <translation>Host name (DNS)</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>Domain</translation>
    </message>
    <message>
        <source>Time zone set on it</source>
        <translation>Time zone set on it</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>Installed</translation>
    </message>
    <message>
        <source>Local account</source>
        <translation>Local account</translation>
    </message>
    <message>
        <source>User profile</source>
        <translation>User profile</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Service</translation>
    </message>
    <message>
        <source>Run key</source>
        <translation>Run key</translation>
    </message>
    <message>
        <source>Origin of a file</source>
        <translation>Origin of a file</translation>
    </message>
</context>
<context>
    <name>FileGroups</name>
    <message>
        <source>Extension</source>
        <translation>Extension</translation>
    </message>
    <message>
        <source>Type by content</source>
        <translation>Type by content</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Symbolic link</source>
        <translation>Symbolic link</translation>
    </message>
    <message>
        <source>Alternate data stream</source>
        <translation>Alternate data stream</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>Device</translation>
    </message>
    <message>
        <source>Named pipe</source>
        <translation>Named pipe</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>Socket</translation>
    </message>
    <message>
        <source>Made for reading, not in the file system</source>
        <translation>Made for reading, not in the file system</translation>
    </message>
    <message>
        <source>Member of an archive</source>
        <translation>Member of an archive</translation>
    </message>
    <message>
        <source>Whiteout</source>
        <translation>Whiteout</translation>
    </message>
    <message>
        <source>Shadow entry</source>
        <translation>Shadow entry</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>not known</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(none)</translation>
    </message>
    <message>
        <source>live</source>
        <translation>live</translation>
    </message>
    <message>
        <source>orphan</source>
        <translation>orphan</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>deleted</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>not recorded</translation>
    </message>
    <message>
        <source>not %1: %2</source>
        <translation>not %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
</context>
<context>
    <name>FileTable</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Size (bytes)</source>
        <translation>Size (bytes)</translation>
    </message>
    <message>
        <source>Modified (M)</source>
        <translation>Modified (M)</translation>
    </message>
    <message>
        <source>Accessed (A)</source>
        <translation>Accessed (A)</translation>
    </message>
    <message>
        <source>Entry changed (C)</source>
        <translation>Entry changed (C)</translation>
    </message>
    <message>
        <source>Created (B)</source>
        <translation>Created (B)</translation>
    </message>
    <message>
        <source>Type by content</source>
        <translation>Type by content</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>Path</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>Inode</source>
        <translation>Inode</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>Owner</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>as recorded</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A time column and its zone: &quot;Modified (M), JST&quot;</extracomment>
        <translation>%1, %2</translation>
    </message>
</context>
<context>
    <name>FileTree</name>
    <message>
        <source>Volume %1</source>
        <translation>Volume %1</translation>
    </message>
    <message>
        <source>This volume (%1) is not read by this version.</source>
        <translation>This volume (%1) is not read by this version.</translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>Time</source>
        <translation>Time</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Address</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>File times</source>
        <translation>File times</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Read</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>from %1</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>until %1</translation>
    </message>
    <message>
        <source>not %1: %2</source>
        <translation>not %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>known</source>
        <translation>known</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(none)</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>hidden</translation>
    </message>
    <message>
        <source>only these</source>
        <translation>only these</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Remark</translation>
    </message>
</context>
<context>
    <name>Importers</name>
    <message>
        <source>Table (CSV) with a mapping</source>
        <translation>Table (CSV) with a mapping</translation>
    </message>
    <message>
        <source>JSON lines with a mapping</source>
        <translation>JSON lines with a mapping</translation>
    </message>
    <message>
        <source>Line log with a definition of its own</source>
        <translation>Line log with a definition of its own</translation>
    </message>
    <message>
        <source>Windows event log</source>
        <translation>Windows event log</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Volumes</source>
        <translation>Volumes</translation>
    </message>
    <message>
        <source>List of files</source>
        <translation>List of files</translation>
    </message>
    <message>
        <source>Logs and artifacts</source>
        <translation>Logs and artifacts</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Verification</translation>
    </message>
    <message>
        <source>Hash values</source>
        <translation>Hash values</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>Archives</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>waiting</translation>
    </message>
    <message>
        <source>running</source>
        <translation>running</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>paused</translation>
    </message>
    <message>
        <source>done</source>
        <translation>done</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>cancelled</translation>
    </message>
    <message>
        <source>waiting for key</source>
        <translation>waiting for key</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>%1 s left</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>%1 min left</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>%1 per second</translation>
    </message>
</context>
<context>
    <name>QDockWidget</name>
    <message>
        <source>Float</source>
        <translation>Float</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Go to time or offset</source>
        <translation>Go to time or offset</translation>
    </message>
    <message>
        <source>A time goes to the first event from then on, an offset to that byte of the item that is looked at.</source>
        <translation>A time goes to the first event from then on, an offset to that byte of the item that is looked at.</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>Go there</translation>
    </message>
    <message>
        <source>Time or offset</source>
        <translation>Time or offset</translation>
    </message>
    <message>
        <source>This is neither a time nor an offset. Write for example 2026-10-14 09:42, 0x1f00 or 7936.</source>
        <translation>This is neither a time nor an offset. Write for example 2026-10-14 09:42, 0x1f00 or 7936.</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>Save filter</translation>
    </message>
    <message>
        <source>The filter is kept with the case and listed on the left.</source>
        <translation>The filter is kept with the case and listed on the left.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Save</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>The filter needs a name.</source>
        <translation>The filter needs a name.</translation>
    </message>
    <message>
        <source>Choose an exhibit</source>
        <translation>Choose an exhibit</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>About Ashiato</source>
        <translation>About Ashiato</translation>
    </message>
    <message>
        <source>Investigation workbench for digital forensics and incident response.

The source of Ashiato is under Apache-2.0. This program as a whole is under GPL-3 (QCustomPlot); the worker that reads evidence is a process of its own with The Sleuth Kit (CPL/IPL), libewf (LGPL) and libarchive.</source>
        <translation>Investigation workbench for digital forensics and incident response.

The source of Ashiato is under Apache-2.0. This program as a whole is under GPL-3 (QCustomPlot); the worker that reads evidence is a process of its own with The Sleuth Kit (CPL/IPL), libewf (LGPL) and libarchive.</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Computed first at</source>
        <translation>Computed first at</translation>
    </message>
    <message>
        <source>MD5 (computed again)</source>
        <translation>MD5 (computed again)</translation>
    </message>
    <message>
        <source>SHA-1 (computed again)</source>
        <translation>SHA-1 (computed again)</translation>
    </message>
    <message>
        <source>SHA-256 (computed again)</source>
        <translation>SHA-256 (computed again)</translation>
    </message>
    <message>
        <source>Computed again at</source>
        <translation>Computed again at</translation>
    </message>
    <message>
        <source>The hash values differ from those that were computed first: the exhibit has changed since. What this report says of it rests on what was read before.</source>
        <translation>The hash values differ from those that were computed first: the exhibit has changed since. What this report says of it rests on what was read before.</translation>
    </message>
    <message>
        <source>Locks of the reading process</source>
        <translation>Locks of the reading process</translation>
    </message>
    <message>
        <source>Table %1  %2</source>
        <translation>Table %1  %2</translation>
    </message>
    <message>
        <source>Figure %1  %2</source>
        <translation>Figure %1  %2</translation>
    </message>
    <message>
        <source>Investigation report</source>
        <translation>Investigation report</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>Case number</translation>
    </message>
    <message>
        <source>Case name</source>
        <translation>Case name</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>Client</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>Examiner</translation>
    </message>
    <message>
        <source>Date of issue: %1</source>
        <translation>Date of issue: %1</translation>
    </message>
    <message>
        <source>This report describes what was found within the data provided. It does not guarantee the absence of anything that it does not mention.</source>
        <translation>This report describes what was found within the data provided. It does not guarantee the absence of anything that it does not mention.</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contents</translation>
    </message>
    <message>
        <source>Confidential</source>
        <translation>Confidential</translation>
    </message>
    <message>
        <source>Hash mismatch: %1 (see %2)</source>
        <translation>Hash mismatch: %1 (see %2)</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Overview</translation>
    </message>
    <message>
        <source>Times in this report are Japan Standard Time (JST, UTC+09:00) unless stated otherwise.</source>
        <translation>Times in this report are Japan Standard Time (JST, UTC+09:00) unless stated otherwise.</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>Exhibits</translation>
    </message>
    <message>
        <source>Files listed</source>
        <translation>Files listed</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>Flows</translation>
    </message>
    <message>
        <source>Span of the records</source>
        <translation>Span of the records</translation>
    </message>
    <message>
        <source>The import of these exhibits had not ended when the report was made: %1. What it lacks may still be found.</source>
        <translation>The import of these exhibits had not ended when the report was made: %1. What it lacks may still be found.</translation>
    </message>
    <message>
        <source>Number of events over time (JST), n=%1</source>
        <translation>Number of events over time (JST), n=%1</translation>
    </message>
    <message>
        <source>Stacked bars: number of events of each kind over the whole span; marks: tagged items.</source>
        <translation>Stacked bars: number of events of each kind over the whole span; marks: tagged items.</translation>
    </message>
    <message>
        <source>Hosts and destinations by volume, n=%1 flows</source>
        <translation>Hosts and destinations by volume, n=%1 flows</translation>
    </message>
    <message>
        <source>Exhibits and preservation</source>
        <translation>Exhibits and preservation</translation>
    </message>
    <message>
        <source>List of exhibits</source>
        <translation>List of exhibits</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Size</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>Verification</translation>
    </message>
    <message>
        <source>No exhibit was registered.</source>
        <translation>No exhibit was registered.</translation>
    </message>
    <message>
        <source>Verification of identity</source>
        <translation>Verification of identity</translation>
    </message>
    <message>
        <source>MD5 (stored)</source>
        <translation>MD5 (stored)</translation>
    </message>
    <message>
        <source>MD5 (computed)</source>
        <translation>MD5 (computed)</translation>
    </message>
    <message>
        <source>SHA-1 (stored)</source>
        <translation>SHA-1 (stored)</translation>
    </message>
    <message>
        <source>SHA-1 (computed)</source>
        <translation>SHA-1 (computed)</translation>
    </message>
    <message>
        <source>SHA-256 (computed)</source>
        <translation>SHA-256 (computed)</translation>
    </message>
    <message>
        <source>Unreadable range</source>
        <translation>Unreadable range</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>Segments</translation>
    </message>
    <message>
        <source>Header: %1</source>
        <translation>Header: %1</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>Time zone</translation>
    </message>
    <message>
        <source>Clock skew (correction)</source>
        <translation>Clock skew (correction)</translation>
    </message>
    <message>
        <source>Received at</source>
        <translation>Received at</translation>
    </message>
    <message>
        <source>Received from</source>
        <translation>Received from</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>Received by</translation>
    </message>
    <message>
        <source>Maker and model</source>
        <translation>Maker and model</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>Serial number</translation>
    </message>
    <message>
        <source>Place kept</source>
        <translation>Place kept</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Notes</translation>
    </message>
    <message>
        <source>Volume %1</source>
        <translation>Volume %1</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Method</translation>
    </message>
    <message>
        <source>Tools and versions</source>
        <translation>Tools and versions</translation>
    </message>
    <message>
        <source>Importer %1</source>
        <translation>Importer %1</translation>
    </message>
    <message>
        <source>Events by type</source>
        <translation>Events by type</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>Meaning</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Count</translation>
    </message>
    <message>
        <source>No event was read.</source>
        <translation>No event was read.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Results</translation>
    </message>
    <message>
        <source>Time (JST / UTC)</source>
        <translation>Time (JST / UTC)</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Tag</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Flows by volume</source>
        <translation>Flows by volume</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>File %1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>Note: %1</translation>
    </message>
    <message>
        <source>Largest flows</source>
        <translation>Largest flows</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>First – last (JST)</source>
        <translation>First – last (JST)</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>The largest %1 of %2 flows are listed.</source>
        <translation>The largest %1 of %2 flows are listed.</translation>
    </message>
    <message>
        <source>Coverage and limits</source>
        <translation>Coverage and limits</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>What was read</translation>
    </message>
    <message>
        <source>Sources and their span</source>
        <translation>Sources and their span</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Recovered</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Damaged</translation>
    </message>
    <message>
        <source>No log or artifact was read.</source>
        <translation>No log or artifact was read.</translation>
    </message>
    <message>
        <source>Journal extract</source>
        <translation>Journal extract</translation>
    </message>
    <message>
        <source>Hash of the last entry: %1</source>
        <translation>Hash of the last entry: %1</translation>
    </message>
    <message>
        <source>Acts of the examiners</source>
        <translation>Acts of the examiners</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>Time (UTC)</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>Act</translation>
    </message>
    <message>
        <source>The journal is empty.</source>
        <translation>The journal is empty.</translation>
    </message>
    <message>
        <source>others (%1)</source>
        <translation>others (%1)</translation>
    </message>
    <message>
        <source>Makes connections</source>
        <translation>Makes connections</translation>
    </message>
    <message>
        <source>Is connected to</source>
        <translation>Is connected to</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Both</translation>
    </message>
    <message>
        <source>Others together</source>
        <translation>Others together</translation>
    </message>
    <message>
        <source>Size and width: bytes</source>
        <translation>Size and width: bytes</translation>
    </message>
    <message>
        <source>A graph of hosts and destinations: arrows point to who was asked; sizes and widths by volume. The table of flows lists them.</source>
        <translation>A graph of hosts and destinations: arrows point to who was asked; sizes and widths by volume. The table of flows lists them.</translation>
    </message>
    <message>
        <source>Events without a time</source>
        <translation>Events without a time</translation>
    </message>
    <message>
        <source>List of files with their times</source>
        <translation>List of files with their times</translation>
    </message>
    <message>
        <source>The content of files was read for the sources in this table alone. Of all other files, names, sizes, times and places were listed.</source>
        <translation>The content of files was read for the sources in this table alone. Of all other files, names, sizes, times and places were listed.</translation>
    </message>
    <message>
        <source>What and where</source>
        <translation>What and where</translation>
    </message>
    <message>
        <source>List of volumes</source>
        <translation>List of volumes</translation>
    </message>
    <message>
        <source>List of files</source>
        <translation>List of files</translation>
    </message>
    <message>
        <source>Content of archives</source>
        <translation>Content of archives</translation>
    </message>
    <message>
        <source>Verification of hash values</source>
        <translation>Verification of hash values</translation>
    </message>
    <message>
        <source>Hash values of files</source>
        <translation>Hash values of files</translation>
    </message>
    <message>
        <source>Logs and artifacts</source>
        <translation>Logs and artifacts</translation>
    </message>
    <message>
        <source>Not begun when the report was made</source>
        <translation>Not begun when the report was made</translation>
    </message>
    <message>
        <source>Not ended when the report was made</source>
        <translation>Not ended when the report was made</translation>
    </message>
    <message>
        <source>Paused before its end</source>
        <translation>Paused before its end</translation>
    </message>
    <message>
        <source>Ended with an error</source>
        <translation>Ended with an error</translation>
    </message>
    <message>
        <source>Cancelled before its end</source>
        <translation>Cancelled before its end</translation>
    </message>
    <message>
        <source>Encrypted, and there is no key</source>
        <translation>Encrypted, and there is no key</translation>
    </message>
    <message>
        <source>Parts were left out</source>
        <translation>Parts were left out</translation>
    </message>
    <message>
        <source>What was not examined</source>
        <translation>What was not examined</translation>
    </message>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Why</translation>
    </message>
    <message>
        <source>Everything that was begun has been read to its end.</source>
        <translation>Everything that was begun has been read to its end.</translation>
    </message>
    <message>
        <source>Registered, but not imported</source>
        <translation>Registered, but not imported</translation>
    </message>
    <message>
        <source>Not examined</source>
        <translation>Not examined</translation>
    </message>
    <message>
        <source>Unallocated areas and slack were not searched for remains of files or records.</source>
        <translation>Unallocated areas and slack were not searched for remains of files or records.</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>What could not be read</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Not readable</translation>
    </message>
    <message>
        <source>Within what was read, nothing was unreadable.</source>
        <translation>Within what was read, nothing was unreadable.</translation>
    </message>
    <message>
        <source>%1 files or records could not be read, or not all of them. The rest was imported.</source>
        <translation>%1 files or records could not be read, or not all of them. The rest was imported.</translation>
    </message>
    <message>
        <source>What is doubtful</source>
        <translation>What is doubtful</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>Doubtful</translation>
    </message>
    <message>
        <source>No record was marked as doubtful.</source>
        <translation>No record was marked as doubtful.</translation>
    </message>
    <message>
        <source>%1 files or records were read, but what they say is doubtful.</source>
        <translation>%1 files or records were read, but what they say is doubtful.</translation>
    </message>
    <message>
        <source>Making reports and exports is in the journal, but not listed here.</source>
        <translation>Making reports and exports is in the journal, but not listed here.</translation>
    </message>
    <message>
        <source>[cut: %1 of %2 characters are printed; the case holds the whole entry]</source>
        <translation>[cut: %1 of %2 characters are printed; the case holds the whole entry]</translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation>Disk image</translation>
    </message>
    <message>
        <source>File</source>
        <translation>File</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>The hash values have not been verified.</source>
        <translation>The hash values have not been verified.</translation>
    </message>
    <message>
        <source>The hash values were still being verified when the report was made.</source>
        <translation>The hash values were still being verified when the report was made.</translation>
    </message>
    <message>
        <source>We confirmed that the stored and the computed hash values are equal.</source>
        <translation>We confirmed that the stored and the computed hash values are equal.</translation>
    </message>
    <message>
        <source>The stored and the computed hash values differ. What this exhibit says may not be what the original says.</source>
        <translation>The stored and the computed hash values differ. What this exhibit says may not be what the original says.</translation>
    </message>
    <message>
        <source>The hash values were computed. They were not verified, because the exhibit holds no value to compare them with.</source>
        <translation>The hash values were computed. They were not verified, because the exhibit holds no value to compare them with.</translation>
    </message>
    <message>
        <source>The hash values could not be verified, because a part cannot be read.</source>
        <translation>The hash values could not be verified, because a part cannot be read.</translation>
    </message>
    <message>
        <source>Exhibit number</source>
        <translation>Exhibit number</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>Description</translation>
    </message>
    <message>
        <source>Acquired at</source>
        <translation>Acquired at</translation>
    </message>
    <message>
        <source>Clock of the acquiring system</source>
        <translation>Clock of the acquiring system</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>Operating system</translation>
    </message>
    <message>
        <source>Version of the software</source>
        <translation>Version of the software</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>yes</translation>
    </message>
    <message>
        <source>no</source>
        <translation>no</translation>
    </message>
    <message>
        <source>%1, from byte %2, %3</source>
        <translation>%1, from byte %2, %3</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Types of events</source>
        <translation>Types of events</translation>
    </message>
    <message>
        <source>(modified)</source>
        <translation>(modified)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>From</translation>
    </message>
    <message>
        <source>%1 tags stand on items that are not in the case any more. They are not listed.</source>
        <translation>%1 tags stand on items that are not in the case any more. They are not listed.</translation>
    </message>
    <message>
        <source>%1 other types together</source>
        <translation>%1 other types together</translation>
    </message>
    <message>
        <source>Created the case %1.</source>
        <translation>Created the case %1.</translation>
    </message>
    <message>
        <source>Changed the case: %1.</source>
        <translation>Changed the case: %1.</translation>
    </message>
    <message>
        <source>Added the exhibit %1: %2.</source>
        <translation>Added the exhibit %1: %2.</translation>
    </message>
    <message>
        <source>Set the exhibit %1 aside.</source>
        <translation>Set the exhibit %1 aside.</translation>
    </message>
    <message>
        <source>Changed the exhibit %1: %2.</source>
        <translation>Changed the exhibit %1: %2.</translation>
    </message>
    <message>
        <source>Made the tag %1.</source>
        <translation>Made the tag %1.</translation>
    </message>
    <message>
        <source>Changed the tag %1: %2.</source>
        <translation>Changed the tag %1: %2.</translation>
    </message>
    <message>
        <source>Put the tag %1 on %2.</source>
        <translation>Put the tag %1 on %2.</translation>
    </message>
    <message>
        <source>Took the tag %1 off %2.</source>
        <translation>Took the tag %1 off %2.</translation>
    </message>
    <message>
        <source>Removed a note.</source>
        <translation>Removed a note.</translation>
    </message>
    <message>
        <source>Took back entry No. %1.</source>
        <translation>Took back entry No. %1.</translation>
    </message>
    <message>
        <source>Did entry No. %1 again.</source>
        <translation>Did entry No. %1 again.</translation>
    </message>
    <message>
        <source>Joined names of a host into %1.</source>
        <translation>Joined names of a host into %1.</translation>
    </message>
    <message>
        <source>Parted names of a host again.</source>
        <translation>Parted names of a host again.</translation>
    </message>
    <message>
        <source>Saved the filter %1.</source>
        <translation>Saved the filter %1.</translation>
    </message>
    <message>
        <source>Removed the filter %1.</source>
        <translation>Removed the filter %1.</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>; </source>
        <translation>; </translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Number</translation>
    </message>
    <message>
        <source>Character encoding</source>
        <translation>Character encoding</translation>
    </message>
    <message>
        <source>Mapping of columns</source>
        <translation>Mapping of columns</translation>
    </message>
    <message>
        <source>Place of the file</source>
        <translation>Place of the file</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>Maker</translation>
    </message>
    <message>
        <source>English name</source>
        <translation>English name</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>Removed</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Language</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Yes</translation>
    </message>
    <message>
        <source>No</source>
        <translation>No</translation>
    </message>
    <message>
        <source>Sent and received are seen from the source, and are sums of the records that tell them. Unknown: the log does not record it.</source>
        <translation>Sent and received are seen from the source, and are sums of the records that tell them. Unknown: the log does not record it.</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Hash values of the files they come from</source>
        <translation>Hash values of the files they come from</translation>
    </message>
    <message>
        <source>Wrote a note.</source>
        <translation>Wrote a note.</translation>
    </message>
    <message>
        <source>Tagged items</source>
        <translation>Tagged items</translation>
    </message>
    <message>
        <source>Timeline of tagged items</source>
        <translation>Timeline of tagged items</translation>
    </message>
    <message>
        <source>Nothing has been tagged.</source>
        <translation>Nothing has been tagged.</translation>
    </message>
    <message>
        <source>Tagged items in order of time</source>
        <translation>Tagged items in order of time</translation>
    </message>
    <message>
        <source>Moved %1 in the picture of the network.</source>
        <translation>Moved %1 in the picture of the network.</translation>
    </message>
    <message>
        <source>Arranged the picture of the network anew.</source>
        <translation>Arranged the picture of the network anew.</translation>
    </message>
    <message>
        <source>Events of an unknown time zone</source>
        <translation>Events of an unknown time zone</translation>
    </message>
    <message>
        <source>The zone of some records is not known. Their times stand here as the digits that were recorded; in order and in the picture they are placed as though they were UTC, and may lie hours away from it.</source>
        <translation>The zone of some records is not known. Their times stand here as the digits that were recorded; in order and in the picture they are placed as though they were UTC, and may lie hours away from it.</translation>
    </message>
    <message>
        <source>Encrypted archives</source>
        <translation>Encrypted archives</translation>
    </message>
    <message>
        <source>Read with the password that the examiner entered</source>
        <translation>Read with the password that the examiner entered</translation>
    </message>
    <message>
        <source>Read the exhibit %1 and computed its hash values: %2.</source>
        <translation>Read the exhibit %1 and computed its hash values: %2.</translation>
    </message>
    <message>
        <source>The import of the exhibit %1 ended; the digests of its rows were written to the journal.</source>
        <translation>The import of the exhibit %1 ended; the digests of its rows were written to the journal.</translation>
    </message>
    <message>
        <source>Tags and notes of the exhibit %1 that bind to no record after it was read again: %2.</source>
        <translation>Tags and notes of the exhibit %1 that bind to no record after it was read again: %2.</translation>
    </message>
    <message>
        <source>Had what was left out of the exhibit %1, since reading it had ended the reading process, read again: %2.</source>
        <translation>Had what was left out of the exhibit %1, since reading it had ended the reading process, read again: %2.</translation>
    </message>
    <message>
        <source>full domain name</source>
        <translation>full domain name</translation>
    </message>
    <message>
        <source>another spelling</source>
        <translation>another spelling</translation>
    </message>
    <message>
        <source>NetBIOS name</source>
        <translation>NetBIOS name</translation>
    </message>
    <message>
        <source>one log names first the one, then the other</source>
        <translation>one log names first the one, then the other</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Other names</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Time zone set on it</source>
        <translation>Time zone set on it</translation>
    </message>
    <message>
        <source>The evidence names no host.</source>
        <translation>The evidence names no host.</translation>
    </message>
    <message>
        <source>Hosts that the evidence names</source>
        <translation>Hosts that the evidence names</translation>
    </message>
    <message>
        <source>Events that name no host: %1.</source>
        <translation>Events that name no host: %1.</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>Names</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Reason</translation>
    </message>
    <message>
        <source>These names may be of one machine. It was not established; they are counted apart.</source>
        <translation>These names may be of one machine. It was not established; they are counted apart.</translation>
    </message>
    <message>
        <source>Names that may be of one machine</source>
        <translation>Names that may be of one machine</translation>
    </message>
</context>
<context>
    <name>Tr</name>
    <message>
        <source>Choose a cell first: its value becomes the condition.</source>
        <translation>Choose a cell first: its value becomes the condition.</translation>
    </message>
    <message>
        <source>Values of this column cannot be a condition. Choose a cell of another column.</source>
        <translation>Values of this column cannot be a condition. Choose a cell of another column.</translation>
    </message>
    <message>
        <source>The cell is empty. There is no value to narrow to.</source>
        <translation>The cell is empty. There is no value to narrow to.</translation>
    </message>
</context>
<context>
    <name>ashiato::Banner</name>
    <message>
        <source>Close this message</source>
        <translation>Close this message</translation>
    </message>
</context>
<context>
    <name>ashiato::Chip</name>
    <message>
        <source>Remove this condition: %1</source>
        <translation>Remove this condition: %1</translation>
    </message>
</context>
<context>
    <name>ashiato::ChipsBar</name>
    <message>
        <source>counting…</source>
        <translation>counting…</translation>
    </message>
    <message>
        <source>or</source>
        <translation>or</translation>
    </message>
    <message>
        <source>No conditions: everything is shown.</source>
        <translation>No conditions: everything is shown.</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>Remove all</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 event(s)</source>
        <translation>
            <numerusform>%1 of %2 event</numerusform>
            <numerusform>%1 of %2 events</numerusform>
        </translation>
    </message>
    <message>
        <source>No conditions. Events made from file times are hidden; %1 shows them.</source>
        <translation>No conditions. Events made from file times are hidden; %1 shows them.</translation>
    </message>
</context>
<context>
    <name>ashiato::ClosingNotice</name>
    <message>
        <source>Closing the case</source>
        <translation>Closing the case</translation>
    </message>
    <message>
        <source>What you did last is still being written to the case “%1”. The case closes by itself when it is done.</source>
        <translation>What you did last is still being written to the case “%1”. The case closes by itself when it is done.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Not everything that you did last is in the case “%1”.</source>
        <translation>Not everything that you did last is in the case “%1”.</translation>
    </message>
</context>
<context>
    <name>ashiato::ContentView</name>
    <message>
        <source>Hex</source>
        <translation>Hex</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Picture</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>Content</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Encoding</translation>
    </message>
    <message>
        <source>Encoding in which the bytes are shown as text.</source>
        <translation>Encoding in which the bytes are shown as text.</translation>
    </message>
    <message>
        <source>Content as text</source>
        <translation>Content as text</translation>
    </message>
    <message>
        <source>Content as a picture</source>
        <translation>Content as a picture</translation>
    </message>
    <message>
        <source>Choose an event or a file to see its bytes.</source>
        <translation>Choose an event or a file to see its bytes.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>The file is empty.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>0x%1 – 0x%2</source>
        <translation>0x%1 – 0x%2</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) not text</source>
        <translation>
            <numerusform>%n character not text</numerusform>
            <numerusform>%n characters not text</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not a picture that can be read.</source>
        <translation>This is not a picture that can be read.</translation>
    </message>
    <message>
        <source>No picture.</source>
        <translation>No picture.</translation>
    </message>
</context>
<context>
    <name>ashiato::CoverageModel</name>
    <message>
        <source>no times</source>
        <translation>no times</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 to %2</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Time covered</source>
        <translation>Time covered</translation>
    </message>
    <message>
        <source>First (%1)</source>
        <translation>First (%1)</translation>
    </message>
    <message>
        <source>Last (%1)</source>
        <translation>Last (%1)</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Records</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>Recovered</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Damaged</translation>
    </message>
</context>
<context>
    <name>ashiato::CoverageView</name>
    <message>
        <source>Whole span of the bars: %1 to %2</source>
        <translation>Whole span of the bars: %1 to %2</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.</source>
        <translation>Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.</translation>
    </message>
    <message>
        <source>Only the first %1 warnings are listed; the case holds more.</source>
        <translation>Only the first %1 warnings are listed; the case holds more.</translation>
    </message>
    <message>
        <source>What was looked for and is absent is not part of this list.</source>
        <translation>What was looked for and is absent is not part of this list.</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>What was read</translation>
    </message>
    <message>
        <source>What was not read</source>
        <translation>What was not read</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Filter what was not read</source>
        <translation>Filter what was not read</translation>
    </message>
    <message>
        <source>Nobody looked yet: jobs that are not at their end, exhibits that were not imported.</source>
        <translation>Nobody looked yet: jobs that are not at their end, exhibits that were not imported.</translation>
    </message>
    <message>
        <source>It was looked at and could not be read, or not all of it.</source>
        <translation>It was looked at and could not be read, or not all of it.</translation>
    </message>
    <message>
        <source>It was read, and what it says is open to doubt: no time zone, no year, another hash value.</source>
        <translation>It was read, and what it says is open to doubt: no time zone, no year, another hash value.</translation>
    </message>
    <message>
        <source>So far, nothing was found that could not be read.</source>
        <translation>So far, nothing was found that could not be read.</translation>
    </message>
    <message>
        <source>Nothing in this list meets the filter.</source>
        <translation>Nothing in this list meets the filter.</translation>
    </message>
</context>
<context>
    <name>ashiato::EventTableModel</name>
    <message>
        <source>as recorded</source>
        <translation>as recorded</translation>
    </message>
    <message>
        <source>Time (%1)</source>
        <translation>Time (%1)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>What happened</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>Position</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>Remarks</translation>
    </message>
</context>
<context>
    <name>ashiato::EventsView</name>
    <message>
        <source>More than %1 rows are not copied at once. Mark fewer.</source>
        <translation>More than %1 rows are not copied at once. Mark fewer.</translation>
    </message>
    <message>
        <source>The rows could not be read and were not copied.</source>
        <translation>The rows could not be read and were not copied.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>Reset columns</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>No events yet.
Drop evidence on the window, or press Ctrl+I.</source>
        <translation>No events yet.
Drop evidence on the window, or press Ctrl+I.</translation>
    </message>
    <message>
        <source>There are events made from file times alone, and they are hidden.
Press F to show them.</source>
        <translation>There are events made from file times alone, and they are hidden.
Press F to show them.</translation>
    </message>
    <message>
        <source>No event meets the conditions.
Press Alt+Left to go back, or Ctrl+Shift+X to remove all conditions.</source>
        <translation>No event meets the conditions.
Press Alt+Left to go back, or Ctrl+Shift+X to remove all conditions.</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
    <message>
        <source>Columns of the events</source>
        <translation>Columns of the events</translation>
    </message>
    <message>
        <source>Group by “%1”</source>
        <translation>Group by “%1”</translation>
    </message>
</context>
<context>
    <name>ashiato::FactModel</name>
    <message>
        <source>What</source>
        <translation>What</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>Of</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Value</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Since</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
</context>
<context>
    <name>ashiato::FileGroupPanel</name>
    <message>
        <source>There are no files here.</source>
        <translation>There are no files here.</translation>
    </message>
</context>
<context>
    <name>ashiato::FilesView</name>
    <message>
        <source>This folder</source>
        <translation>This folder</translation>
    </message>
    <message>
        <source>This folder and below</source>
        <translation>This folder and below</translation>
    </message>
    <message>
        <source>All files under the filter</source>
        <translation>All files under the filter</translation>
    </message>
    <message>
        <source>Which files are shown</source>
        <translation>Which files are shown</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Go to the folder above (Backspace).</source>
        <translation>Go to the folder above (Backspace).</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>Files</translation>
    </message>
    <message>
        <source>&gt;10M</source>
        <translation>&gt;10M</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>searching…</translation>
    </message>
    <message>
        <source>Not applied, for files do not have it: %1</source>
        <translation>Not applied, for files do not have it: %1</translation>
    </message>
    <message>
        <source>No files yet. They appear while evidence is imported.</source>
        <translation>No files yet. They appear while evidence is imported.</translation>
    </message>
    <message>
        <source>No file fulfils the conditions. Remove one above, or clear a field under the titles.</source>
        <translation>No file fulfils the conditions. Remove one above, or clear a field under the titles.</translation>
    </message>
    <message>
        <source>Nothing here fulfils the conditions. Choose another folder, or “%1”.</source>
        <translation>Nothing here fulfils the conditions. Choose another folder, or “%1”.</translation>
    </message>
    <message>
        <source>More than %1 rows are not copied at once. Mark fewer.</source>
        <translation>More than %1 rows are not copied at once. Mark fewer.</translation>
    </message>
    <message>
        <source>The rows could not be read and were not copied.</source>
        <translation>The rows could not be read and were not copied.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message>
        <source>Zone: %1</source>
        <translation>Zone: %1</translation>
    </message>
    <message>
        <source>A size is written like &gt;10M, &lt;4K or 1000-2000.</source>
        <translation>A size is written like &gt;10M, &lt;4K or 1000-2000.</translation>
    </message>
    <message>
        <source>No state is called “%1”.</source>
        <translation>No state is called “%1”.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 file(s), %3</source>
        <translation>
            <numerusform>%1 of %2 file, %3</numerusform>
            <numerusform>%1 of %2 files, %3</numerusform>
        </translation>
    </message>
    <message>
        <source>Group by “%1”</source>
        <translation>Group by “%1”</translation>
    </message>
</context>
<context>
    <name>ashiato::FilterHeader</name>
    <message>
        <source>Filter: %1</source>
        <translation>Filter: %1</translation>
    </message>
</context>
<context>
    <name>ashiato::FlowTableModel</name>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>Destination</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>Protocol</translation>
    </message>
    <message>
        <source>Connections</source>
        <extracomment>Log records, each of a connection or a request</extracomment>
        <translation>Connections</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>Sent</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Received</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>Total</translation>
    </message>
    <message>
        <source>First (%1)</source>
        <translation>First (%1)</translation>
    </message>
    <message>
        <source>Last (%1)</source>
        <translation>Last (%1)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Kind</translation>
    </message>
</context>
<context>
    <name>ashiato::FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
</context>
<context>
    <name>ashiato::GapModel</name>
    <message>
        <source>Not examined</source>
        <translation>Not examined</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>Not readable</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>Doubtful</translation>
    </message>
    <message>
        <source>The exhibit is registered and was not imported.</source>
        <translation>The exhibit is registered and was not imported.</translation>
    </message>
    <message>
        <source>List of volumes</source>
        <translation>List of volumes</translation>
    </message>
    <message>
        <source>List of files</source>
        <translation>List of files</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>Archives</translation>
    </message>
    <message>
        <source>Logs and artifacts</source>
        <translation>Logs and artifacts</translation>
    </message>
    <message>
        <source>%1: waiting to be read.</source>
        <translation>%1: waiting to be read.</translation>
    </message>
    <message>
        <source>%1: being read.</source>
        <translation>%1: being read.</translation>
    </message>
    <message>
        <source>%1: paused before the end. It can be resumed in the list of jobs.</source>
        <translation>%1: paused before the end. It can be resumed in the list of jobs.</translation>
    </message>
    <message>
        <source>%1: ended with an error. The reason is in the list of jobs.</source>
        <translation>%1: ended with an error. The reason is in the list of jobs.</translation>
    </message>
    <message>
        <source>%1: cancelled before the end. It can be resumed in the list of jobs.</source>
        <translation>%1: cancelled before the end. It can be resumed in the list of jobs.</translation>
    </message>
    <message>
        <source>%1: encrypted. It waits for the password or recovery key.</source>
        <translation>%1: encrypted. It waits for the password or recovery key.</translation>
    </message>
    <message>
        <source>%1: parts were left out.</source>
        <translation>%1: parts were left out.</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>Severity</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
    <message>
        <source>What, where, and what to do</source>
        <translation>What, where, and what to do</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>Count</translation>
    </message>
</context>
<context>
    <name>ashiato::GroupListPanel</name>
    <message>
        <source>The %1 largest of %2 values</source>
        <translation>The %1 largest of %2 values</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Counting…</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Group by</translation>
    </message>
    <message>
        <source>Close the groups (Esc).</source>
        <translation>Close the groups (Esc).</translation>
    </message>
    <message>
        <source>Close the groups</source>
        <translation>Close the groups</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Groups</translation>
    </message>
    <message>
        <source>Enter narrows to a value, again lets it go.</source>
        <translation>Enter narrows to a value, again lets it go.</translation>
    </message>
</context>
<context>
    <name>ashiato::GroupPanel</name>
    <message>
        <source>No event meets the conditions.</source>
        <translation>No event meets the conditions.</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Day</translation>
    </message>
    <message>
        <source>Time not known</source>
        <translation>Time not known</translation>
    </message>
</context>
<context>
    <name>ashiato::HexView</name>
    <message>
        <source>Bytes</source>
        <translation>Bytes</translation>
    </message>
    <message>
        <source>Choose an event or a file to see its bytes.</source>
        <translation>Choose an event or a file to see its bytes.</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>The file is empty.</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>Reading…</translation>
    </message>
    <message>
        <source>The bytes could not be read. %1</source>
        <translation>The bytes could not be read. %1</translation>
    </message>
</context>
<context>
    <name>ashiato::HostModel</name>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>Other names</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Time zone set on it</source>
        <translation>Time zone set on it</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>Accounts</translation>
    </message>
    <message>
        <source>Autostarts</source>
        <translation>Autostarts</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>Exhibits</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>Events</translation>
    </message>
</context>
<context>
    <name>ashiato::HostProposalBar</name>
    <message>
        <source>Join</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>Next proposal</source>
        <translation>Next proposal</translation>
    </message>
    <message>
        <source>One is the full domain name of the other.</source>
        <translation>One is the full domain name of the other.</translation>
    </message>
    <message>
        <source>They differ only in spelling.</source>
        <translation>They differ only in spelling.</translation>
    </message>
    <message>
        <source>One is the NetBIOS name of the other.</source>
        <translation>One is the NetBIOS name of the other.</translation>
    </message>
    <message>
        <source>One log names first the one, then the other.</source>
        <translation>One log names first the one, then the other.</translation>
    </message>
    <message>
        <source>These may be one machine: %1. %2</source>
        <comment>names; sentences with the reason</comment>
        <translation>These may be one machine: %1. %2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Treat these names as one machine, %1. It can be taken back.</source>
        <translation>Treat these names as one machine, %1. It can be taken back.</translation>
    </message>
</context>
<context>
    <name>ashiato::HostsView</name>
    <message>
        <source>Join hosts</source>
        <translation>Join hosts</translation>
    </message>
    <message>
        <source>The chosen names become one machine. Records keep the names that they have, and undo parts them again.</source>
        <translation>The chosen names become one machine. Records keep the names that they have, and undo parts them again.</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Join</translation>
    </message>
    <message>
        <source>Name of the machine</source>
        <translation>Name of the machine</translation>
    </message>
    <message>
        <source>The machine needs a name.</source>
        <translation>The machine needs a name.</translation>
    </message>
    <message>
        <source>Facts about %1</source>
        <translation>Facts about %1</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>Facts</translation>
    </message>
    <message>
        <source>Events that name no host: %1</source>
        <translation>Events that name no host: %1</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>No evidence names a host yet. Event logs and registry hives do; an exhibit can be given one, too.</source>
        <translation>No evidence names a host yet. Event logs and registry hives do; an exhibit can be given one, too.</translation>
    </message>
    <message>
        <source>Nothing was read that tells more of this machine. Registry hives do.</source>
        <translation>Nothing was read that tells more of this machine. Registry hives do.</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
</context>
<context>
    <name>ashiato::ImportDialog</name>
    <message>
        <source>Import evidence</source>
        <translation>Import evidence</translation>
    </message>
    <message>
        <source>Evidence is opened read-only and stays where it is. Look at the first rows before it is imported; zone, skew and host can be corrected later without reading again.</source>
        <translation>Evidence is opened read-only and stays where it is. Look at the first rows before it is imported; zone, skew and host can be corrected later without reading again.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Import</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Evidence to import</source>
        <translation>Evidence to import</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Add files…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>Add folder…</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>Recognised as</translation>
    </message>
    <message>
        <source>Time zone of local times</source>
        <translation>Time zone of local times</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Encoding</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>Host</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Mapping file (CSV, JSONL, squid.conf)</source>
        <translation>Mapping file (CSV, JSONL, squid.conf)</translation>
    </message>
    <message>
        <source>Choose evidence</source>
        <translation>Choose evidence</translation>
    </message>
    <message>
        <source>Choose a folder of evidence</source>
        <translation>Choose a folder of evidence</translation>
    </message>
    <message>
        <source>Choose a mapping file</source>
        <translation>Choose a mapping file</translation>
    </message>
    <message>
        <source>Mapping or squid.conf (*.json *.conf)</source>
        <translation>Mapping or squid.conf (*.json *.conf)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>This could not be looked at (%1). It can be imported all the same; what is not readable is listed.</source>
        <translation>This could not be looked at (%1). It can be imported all the same; what is not readable is listed.</translation>
    </message>
    <message>
        <source>A folder: all files below it are listed and known artifacts are read.</source>
        <translation>A folder: all files below it are listed and known artifacts are read.</translation>
    </message>
    <message>
        <source>%1, encoding %2 (inferred)</source>
        <translation>%1, encoding %2 (inferred)</translation>
    </message>
    <message>
        <source>%1, encoding %2</source>
        <translation>%1, encoding %2</translation>
    </message>
    <message>
        <source>The times of this log name no zone. Choose one, or they stay marked as unknown.</source>
        <translation>The times of this log name no zone. Choose one, or they stay marked as unknown.</translation>
    </message>
    <message>
        <source>Fields that this log does not have: %1. What rests on them is not possible.</source>
        <translation>Fields that this log does not have: %1. What rests on them is not possible.</translation>
    </message>
    <message>
        <source>The time zone of %1 is not known: %2.</source>
        <translation>The time zone of %1 is not known: %2.</translation>
    </message>
    <message>
        <source>as recognised</source>
        <translation>as recognised</translation>
    </message>
    <message>
        <source>Take out of the list</source>
        <translation>Take out of the list</translation>
    </message>
    <message>
        <source>Add files or a folder, or drop them here.</source>
        <translation>Add files or a folder, or drop them here.</translation>
    </message>
    <message>
        <source>Disk image (%1), %2</source>
        <translation>Disk image (%1), %2</translation>
    </message>
    <message>
        <source>An archive (%1): its members are listed, and known logs and artifacts in it are read.</source>
        <translation>An archive (%1): its members are listed, and known logs and artifacts in it are read.</translation>
    </message>
    <message>
        <source>No known log or artifact: the file is listed with its times, and can be hashed and looked at.</source>
        <translation>No known log or artifact: the file is listed with its times, and can be hashed and looked at.</translation>
    </message>
</context>
<context>
    <name>ashiato::ImportPreview</name>
    <message>
        <source>Time as recorded</source>
        <translation>Time as recorded</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Further fields</source>
        <translation>Further fields</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>First rows</translation>
    </message>
</context>
<context>
    <name>ashiato::InspectorPanel</name>
    <message>
        <source>Related (± 5 minutes)</source>
        <translation>Related (± 5 minutes)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>Fields</translation>
    </message>
    <message>
        <source>What the record shows</source>
        <translation>What the record shows</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Where it comes from</translation>
    </message>
    <message>
        <source>Choose an event or a file to see what it is, where it comes from and its bytes.</source>
        <translation>Choose an event or a file to see what it is, where it comes from and its bytes.</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>Source: %1</translation>
    </message>
    <message>
        <source>%1
Show the bytes (%2)</source>
        <translation>%1
Show the bytes (%2)</translation>
    </message>
</context>
<context>
    <name>ashiato::JobModel</name>
    <message>
        <source>Work</source>
        <translation>Work</translation>
    </message>
    <message>
        <source>State</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progress</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Time left</translation>
    </message>
    <message>
        <source>Now reading</source>
        <translation>Now reading</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>Warnings</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>Exhibit</translation>
    </message>
</context>
<context>
    <name>ashiato::JobsView</name>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.</source>
        <translation>Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Resume</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>Cancel job</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1, %2: %3</translation>
    </message>
    <message>
        <source>Try what was left out again</source>
        <translation>Try what was left out again</translation>
    </message>
    <message>
        <source>Files and places that were left out, since reading them had ended the reading process twice, are read again. The journal tells it.</source>
        <translation>Files and places that were left out, since reading them had ended the reading process twice, are read again. The journal tells it.</translation>
    </message>
</context>
<context>
    <name>ashiato::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>Keys</translation>
    </message>
    <message>
        <source>Single letters do nothing while text is being typed.</source>
        <translation>Single letters do nothing while text is being typed.</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>What it does</translation>
    </message>
    <message>
        <source>New key:</source>
        <translation>New key:</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>New key</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>Use this key</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>Reset all keys</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>%1 is the key of “%2” already. Choose another key, or change that one first.</source>
        <translation>%1 is the key of “%2” already. Choose another key, or change that one first.</translation>
    </message>
    <message>
        <source>%1 is the key of “%2” from now on.</source>
        <translation>%1 is the key of “%2” from now on.</translation>
    </message>
</context>
<context>
    <name>ashiato::MainWindow</name>
    <message numerus="yes">
        <source>%n running</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Jobs</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>as recorded</translation>
    </message>
    <message>
        <source>Times: %1</source>
        <translation>Times: %1</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>&amp;Case</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edit</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>&amp;Filter</translation>
    </message>
    <message>
        <source>&amp;Row</source>
        <translation>&amp;Row</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;View</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Help</translation>
    </message>
    <message>
        <source>Search the case…  Ctrl+K</source>
        <translation>Search the case…  Ctrl+K</translation>
    </message>
    <message>
        <source>Search the case</source>
        <translation>Search the case</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>Case</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>Views</translation>
    </message>
    <message>
        <source>Search, with the results in a tab…</source>
        <translation>Search, with the results in a tab…</translation>
    </message>
    <message>
        <source>Enter: what is found is kept in a tab of its own.</source>
        <translation>Enter: what is found is kept in a tab of its own.</translation>
    </message>
</context>
<context>
    <name>ashiato::NavigationPanel</name>
    <message>
        <source>Exhibits</source>
        <translation>Exhibits</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>Hosts</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Saved filters</translation>
    </message>
    <message>
        <source>No evidence yet. Drop images, logs or folders on the window.</source>
        <translation>No evidence yet. Drop images, logs or folders on the window.</translation>
    </message>
    <message>
        <source>Hosts appear with the events that name them.</source>
        <translation>Hosts appear with the events that name them.</translation>
    </message>
    <message>
        <source>None. Keep the present filter with %1.</source>
        <translation>None. Keep the present filter with %1.</translation>
    </message>
    <message>
        <source>Make the usual tags</source>
        <translation>Make the usual tags</translation>
    </message>
    <message>
        <source>Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5.</source>
        <translation>Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5.</translation>
    </message>
    <message>
        <source>%1, also %2</source>
        <translation>%1, also %2</translation>
    </message>
    <message>
        <source>%1: key %2</source>
        <translation>%1: key %2</translation>
    </message>
    <message>
        <source>Remove this saved filter</source>
        <translation>Remove this saved filter</translation>
    </message>
</context>
<context>
    <name>ashiato::NetworkCanvas</name>
    <message numerus="yes">
        <source>%n other(s)</source>
        <comment>endpoints that the graph has no room for</comment>
        <translation>
            <numerusform>%n other</numerusform>
            <numerusform>%n others</numerusform>
        </translation>
    </message>
    <message>
        <source>Makes connections</source>
        <translation>Makes connections</translation>
    </message>
    <message>
        <source>Is connected to</source>
        <translation>Is connected to</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>Both</translation>
    </message>
    <message>
        <source>Others together</source>
        <translation>Others together</translation>
    </message>
    <message>
        <source>Size and width: bytes</source>
        <translation>Size and width: bytes</translation>
    </message>
</context>
<context>
    <name>ashiato::NetworkView</name>
    <message>
        <source>%1; connects to %2, is connected to by %3</source>
        <translation>%1; connects to %2, is connected to by %3</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>Looking…</translation>
    </message>
    <message>
        <source>The records name one end of the connections alone: there is no graph to draw.</source>
        <translation>The records name one end of the connections alone: there is no graph to draw.</translation>
    </message>
    <message>
        <source>No connection meets the conditions.
Press Alt+Left to go back, or Ctrl+Shift+X to remove all conditions.</source>
        <translation>No connection meets the conditions.
Press Alt+Left to go back, or Ctrl+Shift+X to remove all conditions.</translation>
    </message>
    <message>
        <source>Graph of connections</source>
        <translation>Graph of connections</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Connections</translation>
    </message>
    <message numerus="yes">
        <source>%1 connection(s)</source>
        <extracomment>%1: the number, with separators</extracomment>
        <translation>
            <numerusform>%1 connection</numerusform>
            <numerusform>%1 connections</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 → %2: %3, sent %4, received %5</source>
        <extracomment>%3: &quot;12 connections&quot;</extracomment>
        <translation>%1 → %2: %3, sent %4, received %5</translation>
    </message>
    <message>
        <source>%1: %2, sent %3, received %4</source>
        <extracomment>%2: &quot;12 connections&quot;</extracomment>
        <translation>%1: %2, sent %3, received %4</translation>
    </message>
    <message>
        <source>%1, %2, sent %3, received %4</source>
        <extracomment>%1: &quot;3 conversations&quot;, %2: &quot;12 connections&quot;</extracomment>
        <translation>%1, %2, sent %3, received %4</translation>
    </message>
    <message numerus="yes">
        <source>%1 conversation(s)</source>
        <translation>
            <numerusform>%1 conversation</numerusform>
            <numerusform>%1 conversations</numerusform>
        </translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>All kinds</translation>
    </message>
    <message>
        <source>No kind</source>
        <translation>No kind</translation>
    </message>
    <message>
        <source>Kinds of connections that are drawn and listed</source>
        <translation>Kinds of connections that are drawn and listed</translation>
    </message>
    <message>
        <source>No connection is of the kinds that are chosen below.</source>
        <translation>No connection is of the kinds that are chosen below.</translation>
    </message>
    <message>
        <source>No connections yet.
Import a proxy or firewall log, or event logs: drop them on the window, or press Ctrl+I.</source>
        <translation>No connections yet.
Import a proxy or firewall log, or event logs: drop them on the window, or press Ctrl+I.</translation>
    </message>
</context>
<context>
    <name>ashiato::NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>Note</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves.</source>
        <translation>Ctrl+Enter saves.</translation>
    </message>
    <message>
        <source>The case is open read-only.</source>
        <translation>The case is open read-only.</translation>
    </message>
</context>
<context>
    <name>ashiato::PasswordTrial</name>
    <message>
        <source>Nothing in %1 is encrypted that a password could open.</source>
        <translation>Nothing in %1 is encrypted that a password could open.</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>Password of %1</translation>
    </message>
    <message>
        <source>Encrypted files in its archives: %1. The password is tried on all of them. It is kept in memory until the case is closed, and written nowhere.</source>
        <translation>Encrypted files in its archives: %1. The password is tried on all of them. It is kept in memory until the case is closed, and written nowhere.</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>Try it</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Show</translation>
    </message>
    <message>
        <source>Write the password.</source>
        <translation>Write the password.</translation>
    </message>
    <message>
        <source>The password opens none of the encrypted files in %1 (%2). Passwords of zip archives can be tried here; decrypt others with another tool and add the decrypted copy.</source>
        <translation>The password opens none of the encrypted files in %1 (%2). Passwords of zip archives can be tried here; decrypt others with another tool and add the decrypted copy.</translation>
    </message>
    <message>
        <source>The password opened %1 files in %2; %3 stay encrypted.</source>
        <translation>The password opened %1 files in %2; %3 stay encrypted.</translation>
    </message>
    <message>
        <source>The password opened all encrypted files in %1 (%2).</source>
        <translation>The password opened all encrypted files in %1 (%2).</translation>
    </message>
</context>
<context>
    <name>ashiato::Program</name>
    <message>
        <source>Open case</source>
        <translation>Open case</translation>
    </message>
</context>
<context>
    <name>ashiato::ReportDialog</name>
    <message>
        <source>The report cannot be made: the font %1 is not installed. Install the package fonts-noto-cjk.</source>
        <translation>The report cannot be made: the font %1 is not installed. Install the package fonts-noto-cjk.</translation>
    </message>
    <message>
        <source>Make the report</source>
        <translation>Make the report</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>Languages</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>Formats</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Folder</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choose…</translation>
    </message>
    <message>
        <source>Folder of the report</source>
        <translation>Folder of the report</translation>
    </message>
    <message>
        <source>Making the report</source>
        <translation>Making the report</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Choose at least one language and one format.</source>
        <translation>Choose at least one language and one format.</translation>
    </message>
    <message>
        <source>The report could not be made: %1</source>
        <translation>The report could not be made: %1</translation>
    </message>
    <message>
        <source>The report has been made: %1</source>
        <translation>The report has been made: %1</translation>
    </message>
    <message>
        <source>The report lists the exhibits with their hashes, the tagged items in order of time, what was not read, and an extract of the journal. The same case gives the same report.</source>
        <translation>The report lists the exhibits with their hashes, the tagged items in order of time, what was not read, and an extract of the journal. The same case gives the same report.</translation>
    </message>
</context>
<context>
    <name>ashiato::SearchView</name>
    <message>
        <source>More than %1 rows are not copied at once. Mark fewer.</source>
        <translation>More than %1 rows are not copied at once. Mark fewer.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message>
        <source>The rows could not be read and were not copied.</source>
        <translation>The rows could not be read and were not copied.</translation>
    </message>
    <message>
        <source>Zone: %1</source>
        <translation>Zone: %1</translation>
    </message>
    <message>
        <source>Use as a condition</source>
        <translation>Use as a condition</translation>
    </message>
    <message>
        <source>Show only what holds this text in all views.</source>
        <translation>Show only what holds this text in all views.</translation>
    </message>
    <message>
        <source>Events that were found</source>
        <translation>Events that were found</translation>
    </message>
    <message>
        <source>Files that were found</source>
        <translation>Files that were found</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Columns</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>searching…</translation>
    </message>
    <message>
        <source>Events  %1</source>
        <extracomment>Heading of a list of results and how many there are: &quot;Events 712&quot;</extracomment>
        <translation>Events  %1</translation>
    </message>
    <message>
        <source>Without the events made from file times: their files stand below.</source>
        <translation>Without the events made from file times: their files stand below.</translation>
    </message>
    <message>
        <source>Files  %1</source>
        <translation>Files  %1</translation>
    </message>
    <message>
        <source>Files with the text in their path, their type or a hash.</source>
        <translation>Files with the text in their path, their type or a hash.</translation>
    </message>
    <message>
        <source>Results for “%1” in the whole case</source>
        <translation>Results for “%1” in the whole case</translation>
    </message>
    <message>
        <source>Nothing in the case holds “%1”. Search for a part of it, or close this tab.</source>
        <translation>Nothing in the case holds “%1”. Search for a part of it, or close this tab.</translation>
    </message>
</context>
<context>
    <name>ashiato::StartPage</name>
    <message>
        <source>Open disk images and logs, follow the traces in one timeline, tag them and report.</source>
        <translation>Open disk images and logs, follow the traces in one timeline, tag them and report.</translation>
    </message>
    <message>
        <source>New case…</source>
        <translation>New case…</translation>
    </message>
    <message>
        <source>Open case…</source>
        <translation>Open case…</translation>
    </message>
    <message>
        <source>Cases that you open are listed here.</source>
        <translation>Cases that you open are listed here.</translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation>Recent cases</translation>
    </message>
</context>
<context>
    <name>ashiato::TagController</name>
    <message>
        <source>No tag has the key %1. Choose one under Tags….</source>
        <translation>No tag has the key %1. Choose one under Tags….</translation>
    </message>
    <message>
        <source>The tag “%1” was made.</source>
        <translation>The tag “%1” was made.</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) tagged “%1”.</source>
        <translation>
            <numerusform>%n row tagged “%1”.</numerusform>
            <numerusform>%n rows tagged “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “%1” was taken off %n row(s).</source>
        <translation>
            <numerusform>The tag “%1” was taken off %n row.</numerusform>
            <numerusform>The tag “%1” was taken off %n rows.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undone: %1. %2 does it again.</source>
        <translation>Undone: %1. %2 does it again.</translation>
    </message>
    <message>
        <source>Done again: %1. %2 takes it back.</source>
        <translation>Done again: %1. %2 takes it back.</translation>
    </message>
    <message>
        <source>There is nothing to take back or to do again.</source>
        <translation>There is nothing to take back or to do again.</translation>
    </message>
</context>
<context>
    <name>ashiato::TagDialog</name>
    <message>
        <source>Tags</source>
        <translation>Tags</translation>
    </message>
    <message>
        <source>Changes take effect at once and can be undone.</source>
        <translation>Changes take effect at once and can be undone.</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>The case is open read-only. Nothing can be changed.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>Name in English</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Key</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>Colour</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>Add a tag</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Remove</translation>
    </message>
    <message>
        <source>Add the usual tags</source>
        <translation>Add the usual tags</translation>
    </message>
    <message>
        <source>Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5.</source>
        <translation>Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Close</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>Colour %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>none</translation>
    </message>
    <message>
        <source>The tag needs a name.</source>
        <translation>The tag needs a name.</translation>
    </message>
    <message>
        <source>The key %1 belongs to “%2”.</source>
        <translation>The key %1 belongs to “%2”.</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>New tag</translation>
    </message>
</context>
<context>
    <name>ashiato::TagPill</name>
    <message>
        <source>Tag: %1</source>
        <translation>Tag: %1</translation>
    </message>
</context>
<context>
    <name>ashiato::TimeBand</name>
    <message>
        <source>Time band</source>
        <translation>Time band</translation>
    </message>
    <message>
        <source>How many events of which kind stand when.</source>
        <translation>How many events of which kind stand when.</translation>
    </message>
    <message>
        <source>Events appear here as soon as evidence has been imported.</source>
        <translation>Events appear here as soon as evidence has been imported.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) without a time are not drawn.</source>
        <translation>
            <numerusform>%1 event without a time is not drawn.</numerusform>
            <numerusform>%1 events without a time are not drawn.</numerusform>
        </translation>
    </message>
    <message>
        <source>No event of the case has a time.</source>
        <translation>No event of the case has a time.</translation>
    </message>
    <message>
        <source>No event has a time, but for those made from file times, which are hidden.</source>
        <translation>No event has a time, but for those made from file times, which are hidden.</translation>
    </message>
</context>
<context>
    <name>ashiato::Workbench</name>
    <message>
        <source>The case is open read-only: it is open elsewhere, or its folder cannot be written. Nothing is changed.</source>
        <translation>The case is open read-only: it is open elsewhere, or its folder cannot be written. Nothing is changed.</translation>
    </message>
    <message>
        <source>%1 What is derived from it lies in %2 and is removed when the case is closed.</source>
        <comment>two sentences</comment>
        <translation>%1 What is derived from it lies in %2 and is removed when the case is closed.</translation>
    </message>
    <message numerus="yes">
        <source>%n log(s) without a zone</source>
        <translation>
            <numerusform>%n log without a zone</numerusform>
            <numerusform>%n logs without a zone</numerusform>
        </translation>
    </message>
    <message>
        <source>query %1 ms</source>
        <translation>query %1 ms</translation>
    </message>
    <message>
        <source>“%1” cannot be asked for. Remove the condition (Alt+Left), or write another value.</source>
        <translation>“%1” cannot be asked for. Remove the condition (Alt+Left), or write another value.</translation>
    </message>
    <message numerus="yes">
        <source>%n not readable or doubtful</source>
        <comment>files and records</comment>
        <translation>
            <numerusform>%n not readable or doubtful</numerusform>
            <numerusform>%n not readable or doubtful</numerusform>
        </translation>
    </message>
</context>
</TS>
