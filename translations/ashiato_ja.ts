<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP" sourcelanguage="en_US">
<context>
    <name>Actions</name>
    <message>
        <source>New case…</source>
        <translation>新しい案件…</translation>
    </message>
    <message>
        <source>Make a new case folder.</source>
        <translation>新しい案件フォルダーを作成します。</translation>
    </message>
    <message>
        <source>Open case…</source>
        <translation>案件を開く…</translation>
    </message>
    <message>
        <source>Open an existing case folder.</source>
        <translation>既存の案件フォルダーを開きます。</translation>
    </message>
    <message>
        <source>Import evidence…</source>
        <translation>証拠データの取り込み…</translation>
    </message>
    <message>
        <source>Add images, logs, folders or archives to the case.</source>
        <translation>イメージ、ログ、フォルダー、アーカイブを案件に追加します。</translation>
    </message>
    <message>
        <source>Case properties…</source>
        <translation>案件の情報…</translation>
    </message>
    <message>
        <source>Number, name, client and examiner of the case.</source>
        <translation>案件番号、案件名、依頼者、調査員を表示します。</translation>
    </message>
    <message>
        <source>Number, receipt, maker, serial number and place of the exhibit.</source>
        <translation>証拠番号、受領、メーカー、シリアル番号、保管場所を記録します。</translation>
    </message>
    <message>
        <source>Time zone and skew…</source>
        <translation>タイムゾーンと時刻のずれ…</translation>
    </message>
    <message>
        <source>Correct the zone, the clock skew or the host of the exhibit.</source>
        <translation>証拠品のタイムゾーン、時刻のずれ、ホストを訂正します。</translation>
    </message>
    <message>
        <source>Verify exhibits</source>
        <translation>証拠品を検証</translation>
    </message>
    <message>
        <source>Compute the hashes of the images again and compare them.</source>
        <translation>イメージのハッシュ値を計算し直して比較します。</translation>
    </message>
    <message>
        <source>Hash all files</source>
        <translation>すべてのファイルのハッシュ値を計算</translation>
    </message>
    <message>
        <source>Compute MD5, SHA-1 and SHA-256 and the type of all files.</source>
        <translation>すべてのファイルのMD5、SHA-1、SHA-256と種類を求めます。</translation>
    </message>
    <message>
        <source>Make the report…</source>
        <translation>報告書の作成…</translation>
    </message>
    <message>
        <source>Write the report as HTML and PDF.</source>
        <translation>報告書をHTMLとPDFで書き出します。</translation>
    </message>
    <message>
        <source>Close window</source>
        <translation>ウィンドウを閉じる</translation>
    </message>
    <message>
        <source>Close the case. Imports go on when it is opened again.</source>
        <translation>案件を閉じます。取り込みは次に開いたときに続行します。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Take the last act back.</source>
        <translation>最後の操作を取り消します。</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Do the act again that was taken back.</source>
        <translation>取り消した操作をもう一度行います。</translation>
    </message>
    <message>
        <source>Copy rows</source>
        <translation>行をコピー</translation>
    </message>
    <message>
        <source>Copy the marked rows as tab-separated text with headers and zone.</source>
        <translation>選択した行を見出しとタイムゾーン付きのタブ区切りでコピーします。</translation>
    </message>
    <message>
        <source>Copy cell</source>
        <translation>セルをコピー</translation>
    </message>
    <message>
        <source>Copy the exact stored value of the cell.</source>
        <translation>セルの記録値をそのままコピーします。</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>出典をコピー</translation>
    </message>
    <message>
        <source>Copy exhibit, path, record, position and hash of the row.</source>
        <translation>行の証拠番号、パス、レコード、位置、ハッシュ値をコピーします。</translation>
    </message>
    <message>
        <source>Select all matches</source>
        <translation>該当をすべて選択</translation>
    </message>
    <message>
        <source>Mark all rows of the filter, not just those on the screen.</source>
        <translation>画面にある行だけでなく、条件に該当するすべての行を選択します。</translation>
    </message>
    <message>
        <source>Find in this view</source>
        <translation>この表示内を検索</translation>
    </message>
    <message>
        <source>Go to the filter row of this view.</source>
        <translation>この表示の絞り込み欄に移動します。</translation>
    </message>
    <message>
        <source>Find in the case</source>
        <translation>案件内を検索</translation>
    </message>
    <message>
        <source>Go to time or offset…</source>
        <translation>日時またはオフセットへ移動…</translation>
    </message>
    <message>
        <source>Jump to a time in the table or to an offset in the bytes.</source>
        <translation>表の日時、またはバイト列のオフセットへ移動します。</translation>
    </message>
    <message>
        <source>Do anything</source>
        <translation>何でも実行</translation>
    </message>
    <message>
        <source>Search the case; after &gt; choose an action.</source>
        <translation>案件内を検索します。「&gt;」に続けると操作を選べます。</translation>
    </message>
    <message>
        <source>Only this value</source>
        <translation>この値で絞り込む</translation>
    </message>
    <message>
        <source>Narrow to the value under the cursor.</source>
        <translation>カーソル位置の値で絞り込みます。</translation>
    </message>
    <message>
        <source>Not this value</source>
        <translation>この値を除外</translation>
    </message>
    <message>
        <source>Exclude the value under the cursor.</source>
        <translation>カーソル位置の値を除外します。</translation>
    </message>
    <message>
        <source>Five minutes around</source>
        <translation>前後5分</translation>
    </message>
    <message>
        <source>Show everything five minutes before and after this row; again to return.</source>
        <translation>この行の前後5分のすべての記録を表示します。もう一度押すと戻ります。</translation>
    </message>
    <message>
        <source>File times</source>
        <translation>ファイルの日時</translation>
    </message>
    <message>
        <source>Show or hide the events made from file times.</source>
        <translation>ファイルの日時から作成したイベントの表示を切り替えます。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>すべて解除</translation>
    </message>
    <message>
        <source>Remove all conditions.</source>
        <translation>条件をすべて解除します。</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Return to the filter before this one.</source>
        <translation>前の表示条件に戻ります。</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>進む</translation>
    </message>
    <message>
        <source>Go to the filter after this one.</source>
        <translation>次の表示条件に進みます。</translation>
    </message>
    <message>
        <source>Save filter…</source>
        <translation>表示条件の保存…</translation>
    </message>
    <message>
        <source>Keep this filter under a name.</source>
        <translation>この表示条件に名前を付けて保存します。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Open the item: a folder, a source, a destination.</source>
        <translation>項目 (フォルダー、出典、宛先) を開きます。</translation>
    </message>
    <message>
        <source>Show source</source>
        <translation>元データを表示</translation>
    </message>
    <message>
        <source>Show the bytes that the row comes from.</source>
        <translation>行の由来となったバイト列を表示します。</translation>
    </message>
    <message>
        <source>Read, and next</source>
        <translation>確認済みにして次へ</translation>
    </message>
    <message>
        <source>Mark the row as read and go to the next one.</source>
        <translation>行を確認済みにして次の行に移動します。</translation>
    </message>
    <message>
        <source>Next unread</source>
        <translation>次の未確認へ</translation>
    </message>
    <message>
        <source>Go to the next row that is not marked as read.</source>
        <translation>次の未確認の行に移動します。</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Write a note on the row.</source>
        <translation>行にメモを書きます。</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下へ</translation>
    </message>
    <message>
        <source>Go to the next row.</source>
        <translation>次の行に移動します。</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Go to the row before.</source>
        <translation>前の行に移動します。</translation>
    </message>
    <message>
        <source>Tag 1</source>
        <translation>タグ 1</translation>
    </message>
    <message>
        <source>Put on the tag with key 1, or take it off.</source>
        <translation>キー 1 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 2</source>
        <translation>タグ 2</translation>
    </message>
    <message>
        <source>Put on the tag with key 2, or take it off.</source>
        <translation>キー 2 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 3</source>
        <translation>タグ 3</translation>
    </message>
    <message>
        <source>Put on the tag with key 3, or take it off.</source>
        <translation>キー 3 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 4</source>
        <translation>タグ 4</translation>
    </message>
    <message>
        <source>Put on the tag with key 4, or take it off.</source>
        <translation>キー 4 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 5</source>
        <translation>タグ 5</translation>
    </message>
    <message>
        <source>Put on the tag with key 5, or take it off.</source>
        <translation>キー 5 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 6</source>
        <translation>タグ 6</translation>
    </message>
    <message>
        <source>Put on the tag with key 6, or take it off.</source>
        <translation>キー 6 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 7</source>
        <translation>タグ 7</translation>
    </message>
    <message>
        <source>Put on the tag with key 7, or take it off.</source>
        <translation>キー 7 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 8</source>
        <translation>タグ 8</translation>
    </message>
    <message>
        <source>Put on the tag with key 8, or take it off.</source>
        <translation>キー 8 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tag 9</source>
        <translation>タグ 9</translation>
    </message>
    <message>
        <source>Put on the tag with key 9, or take it off.</source>
        <translation>キー 9 のタグを付けます。もう一度押すと外します。</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>タグ…</translation>
    </message>
    <message>
        <source>Names, colours and keys of the tags.</source>
        <translation>タグの名前、色、キーを設定します。</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Go to the table of events.</source>
        <translation>イベントの表に移動します。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Go to the list of files.</source>
        <translation>ファイルの一覧に移動します。</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>ネットワーク</translation>
    </message>
    <message>
        <source>Go to the network view.</source>
        <translation>ネットワーク表示に移動します。</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>調査範囲</translation>
    </message>
    <message>
        <source>See what was read, what was not, and why.</source>
        <translation>読み取れたもの、読み取れなかったものとその理由を表示します。</translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>See what is being imported, verified and hashed.</source>
        <translation>取り込み、検証、ハッシュ値計算の状況を表示します。</translation>
    </message>
    <message>
        <source>Next time zone</source>
        <translation>タイムゾーンを切り替え</translation>
    </message>
    <message>
        <source>Switch all times from JST to UTC to the source&apos;s own zone.</source>
        <translation>すべての日時をJST、UTC、記録値の順に切り替えます。</translation>
    </message>
    <message>
        <source>Japanese</source>
        <translation>日本語</translation>
    </message>
    <message>
        <source>Show the interface in Japanese.</source>
        <translation>画面を日本語で表示します。</translation>
    </message>
    <message>
        <source>English</source>
        <translation>English</translation>
    </message>
    <message>
        <source>Show the interface in English.</source>
        <translation>画面を英語で表示します。</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Use the light or dark look of the system.</source>
        <translation>システムの外観 (ライト/ダーク) に合わせます。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Use the light look.</source>
        <translation>ライトの外観にします。</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Use the dark look.</source>
        <translation>ダークの外観にします。</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>ハイコントラスト</translation>
    </message>
    <message>
        <source>Use the look with the highest contrast.</source>
        <translation>コントラストが最も高い外観にします。</translation>
    </message>
    <message>
        <source>Columns…</source>
        <translation>列…</translation>
    </message>
    <message>
        <source>Choose the columns of the table.</source>
        <translation>表の列を選択します。</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>拡大</translation>
    </message>
    <message>
        <source>Zoom the time band in.</source>
        <translation>時間帯グラフを拡大します。</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>縮小</translation>
    </message>
    <message>
        <source>Zoom the time band out.</source>
        <translation>時間帯グラフを縮小します。</translation>
    </message>
    <message>
        <source>Whole span</source>
        <translation>全期間</translation>
    </message>
    <message>
        <source>Show the whole span of the case in the time band.</source>
        <translation>案件の全期間を時間帯グラフに表示します。</translation>
    </message>
    <message>
        <source>Reset layout</source>
        <translation>配置を元に戻す</translation>
    </message>
    <message>
        <source>Put the panels back to where they belong.</source>
        <translation>パネルを元の位置に戻します。</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー一覧</translation>
    </message>
    <message>
        <source>Show all keys and change them.</source>
        <translation>すべてのキーを表示し、変更します。</translation>
    </message>
    <message>
        <source>About Ashiato</source>
        <translation>Ashiatoについて</translation>
    </message>
    <message>
        <source>Version, libraries and licences.</source>
        <translation>バージョン、ライブラリ、ライセンスを表示します。</translation>
    </message>
    <message>
        <source>Search all events and file names; what is found is kept in a tab of its own.</source>
        <translation>すべてのイベントとファイル名を検索し、結果を専用のタブに残します。</translation>
    </message>
    <message>
        <source>Close results</source>
        <translation>検索結果を閉じる</translation>
    </message>
    <message>
        <source>Close the tab of this search.</source>
        <translation>この検索のタブを閉じます。</translation>
    </message>
    <message>
        <source>Keep the first column in sight</source>
        <translation>先頭の列を固定</translation>
    </message>
    <message>
        <source>The first column stays where it is while one scrolls sideways.</source>
        <translation>横にスクロールしても、先頭の列は動きません。</translation>
    </message>
    <message>
        <source>Group by…</source>
        <translation>グループ化…</translation>
    </message>
    <message>
        <source>List the values of a column with their counts; choosing one narrows to it.</source>
        <translation>列の値を件数とともに一覧にし、選んだ値で絞り込みます。</translation>
    </message>
    <message>
        <source>Chain of custody…</source>
        <translation>証拠の取扱記録…</translation>
    </message>
    <message>
        <source>Arrange the graph anew</source>
        <translation>図を並べ直す</translation>
    </message>
    <message>
        <source>Every node finds its place again; where nodes were moved to is forgotten.</source>
        <translation>すべての点の位置を決め直します。動かした位置は失われます。</translation>
    </message>
    <message>
        <source>Password…</source>
        <translation>パスワード…</translation>
    </message>
    <message>
        <source>Try a password on the encrypted archives of the exhibit.</source>
        <translation>証拠品の暗号化されたアーカイブにパスワードを試します。</translation>
    </message>
    <message>
        <source>Join hosts…</source>
        <translation>ホストを統合…</translation>
    </message>
    <message>
        <source>Treat the chosen names as one machine.</source>
        <translation>選択した名前を1台の機器として扱います。</translation>
    </message>
    <message>
        <source>Split host</source>
        <translation>ホストの統合を解除</translation>
    </message>
    <message>
        <source>Treat the names of the machine as machines of their own again.</source>
        <translation>統合した名前を、再び別々の機器として扱います。</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>See the machines of the case, and what is known of them.</source>
        <translation>案件に現れる機器と、その情報を表示します。</translation>
    </message>
</context>
<context>
    <name>Acts</name>
    <message>
        <source>changing the case</source>
        <translation>案件情報の変更</translation>
    </message>
    <message>
        <source>adding an exhibit</source>
        <translation>証拠品の追加</translation>
    </message>
    <message>
        <source>setting an exhibit aside</source>
        <translation>証拠品の除外</translation>
    </message>
    <message>
        <source>changing an exhibit</source>
        <translation>証拠品の変更</translation>
    </message>
    <message>
        <source>removing a finding</source>
        <translation>所見の削除</translation>
    </message>
    <message>
        <source>writing a finding</source>
        <translation>所見の記入</translation>
    </message>
    <message>
        <source>joining the names of a host</source>
        <translation>ホスト名の統合</translation>
    </message>
    <message>
        <source>parting the names of a host</source>
        <translation>ホスト名の統合の解除</translation>
    </message>
    <message>
        <source>removing a filter</source>
        <translation>表示条件の削除</translation>
    </message>
    <message>
        <source>saving a filter</source>
        <translation>表示条件の保存</translation>
    </message>
    <message>
        <source>arranging the network anew</source>
        <translation>ネットワーク図の並べ直し</translation>
    </message>
    <message>
        <source>moving a node of the network</source>
        <translation>ネットワーク図の点の移動</translation>
    </message>
    <message>
        <source>a note</source>
        <translation>メモの記入</translation>
    </message>
    <message>
        <source>tagging</source>
        <translation>タグ付け</translation>
    </message>
    <message>
        <source>making a tag</source>
        <translation>タグの作成</translation>
    </message>
    <message>
        <source>taking a tag off</source>
        <translation>タグの取り外し</translation>
    </message>
    <message>
        <source>changing a tag</source>
        <translation>タグの変更</translation>
    </message>
</context>
<context>
    <name>CaseDialog</name>
    <message>
        <source>New case</source>
        <translation>新しい案件</translation>
    </message>
    <message>
        <source>A case is one folder that can be copied whole. Evidence stays where it is and is only read.</source>
        <translation>案件は丸ごと複製できる1つのフォルダーです。証拠データは元の場所に置いたまま、読み取るだけです。</translation>
    </message>
    <message>
        <source>Make the case</source>
        <translation>案件を作成</translation>
    </message>
    <message>
        <source>Case name</source>
        <translation>案件名</translation>
    </message>
    <message>
        <source>e.g. Targeted attack, head office</source>
        <translation>例: 本社 標的型攻撃</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>案件番号</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>依頼者</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>調査員</translation>
    </message>
    <message>
        <source>Time zone of the report</source>
        <translation>報告書のタイムゾーン</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Folder of the case</source>
        <translation>案件のフォルダー</translation>
    </message>
    <message>
        <source>Case (*.ashiato)</source>
        <translation>案件 (*.ashiato)</translation>
    </message>
    <message>
        <source>The case needs a name.</source>
        <translation>案件名を入力してください。</translation>
    </message>
    <message>
        <source>The journal needs the name of the examiner.</source>
        <translation>作業記録のため、調査員の名前を入力してください。</translation>
    </message>
    <message>
        <source>Choose the folder of the case.</source>
        <translation>案件のフォルダーを選択してください。</translation>
    </message>
    <message>
        <source>There is a case or file at this place already.</source>
        <translation>この場所には既に案件またはファイルがあります。</translation>
    </message>
    <message>
        <source>Case properties</source>
        <translation>案件の情報</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>案件は読み取り専用で開かれています。変更はできません。</translation>
    </message>
</context>
<context>
    <name>ClockDialog</name>
    <message>
        <source>Time zone and skew of %1</source>
        <translation>%1 のタイムゾーンと時刻のずれ</translation>
    </message>
    <message>
        <source>Recorded times are kept as they are; what is shown is computed from them. Nothing is read again but for the encoding.</source>
        <translation>記録された日時はそのまま保持し、表示する日時はそこから計算します。読み直すのは文字コードを変えたときだけです。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Time zone of local times</source>
        <translation>現地時刻のタイムゾーン</translation>
    </message>
    <message>
        <source>Clock skew (added to recorded times)</source>
        <translation>時刻のずれの補正値 (記録された日時に加算)</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>This time zone is not known: %1. Choose one of the list or an offset such as +09:00.</source>
        <translation>このタイムゾーンは不明です: %1。一覧から選ぶか、+09:00 のような時差を入力してください。</translation>
    </message>
    <message>
        <source>The skew could not be understood. Write it as +3m12s or -0.5s.</source>
        <translation>時刻のずれを読み取れませんでした。+3m12s や -0.5s のように入力してください。</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>案件は読み取り専用で開かれています。変更はできません。</translation>
    </message>
</context>
<context>
    <name>CustodyDialog</name>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Exhibit number</source>
        <translation>証拠番号</translation>
    </message>
    <message>
        <source>Received at</source>
        <translation>受領日時</translation>
    </message>
    <message>
        <source>Received from</source>
        <translation>引渡し者</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>受領者</translation>
    </message>
    <message>
        <source>Maker and model</source>
        <translation>メーカー・型番</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Place kept</source>
        <translation>保管場所</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>The exhibit needs a number.</source>
        <translation>証拠番号を入力してください。</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>案件は読み取り専用で開かれています。変更はできません。</translation>
    </message>
    <message>
        <source>Chain of custody of %1</source>
        <translation>%1 の証拠の取扱記録</translation>
    </message>
</context>
<context>
    <name>EventKind</name>
    <message>
        <source>System</source>
        <translation>システム</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Execution</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Logon</source>
        <translation>ログオン</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Web</source>
        <translation>Web</translation>
    </message>
    <message>
        <source>Traffic</source>
        <translation>通信</translation>
    </message>
    <message>
        <source>Alert</source>
        <translation>検知</translation>
    </message>
</context>
<context>
    <name>Exhibits</name>
    <message>
        <source>not verified</source>
        <translation>未検証</translation>
    </message>
    <message>
        <source>verifying</source>
        <translation>検証中</translation>
    </message>
    <message>
        <source>verified</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>mismatch</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>computed</source>
        <translation>算出済み</translation>
    </message>
    <message>
        <source>not readable</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>orphan</source>
        <translation>親不明</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>not examined</source>
        <translation>未調査</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>not valid in the record</source>
        <translation>記録値が不正</translation>
    </message>
    <message>
        <source>none in the record</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>Time %1</source>
        <translation>日時 %1</translation>
    </message>
    <message>
        <source>Time UTC</source>
        <translation>日時 UTC</translation>
    </message>
    <message>
        <source>As recorded</source>
        <translation>記録値</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>unknown: the digits stand as they were recorded</source>
        <translation>不明: 記録された値をそのまま表示</translation>
    </message>
    <message>
        <source>local time of the source, by the zone of the exhibit</source>
        <translation>証拠品のタイムゾーンによる現地時刻</translation>
    </message>
    <message>
        <source>Caution</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>This local time stood twice on the clock, or never (summer time).</source>
        <translation>この現地時刻は、夏時間の切り替えにより2回あったか、存在しません。</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重要度</translation>
    </message>
    <message>
        <source>File times</source>
        <translation>ファイルの日時</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Fields of the record</source>
        <translation>レコードの項目</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Modified (M)</source>
        <translation>更新日時 (M)</translation>
    </message>
    <message>
        <source>Accessed (A)</source>
        <translation>アクセス日時 (A)</translation>
    </message>
    <message>
        <source>Entry changed (C)</source>
        <translation>エントリ変更日時 (C)</translation>
    </message>
    <message>
        <source>Created (B)</source>
        <translation>作成日時 (B)</translation>
    </message>
    <message>
        <source>Times as recorded</source>
        <translation>日時 (記録値)</translation>
    </message>
    <message>
        <source>Times in %1</source>
        <translation>日時 (%1)</translation>
    </message>
    <message>
        <source>Times, zone unknown</source>
        <translation>日時 (タイムゾーン不明)</translation>
    </message>
    <message>
        <source> (ambiguous)</source>
        <translation> (あいまい)</translation>
    </message>
    <message>
        <source>Times of $FILE_NAME, UTC</source>
        <translation>$FILE_NAMEの日時 (UTC)</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Type by content</source>
        <translation>内容による種類</translation>
    </message>
    <message>
        <source>Hash value</source>
        <translation>ハッシュ値</translation>
    </message>
    <message>
        <source>not computed</source>
        <translation>未計算</translation>
    </message>
    <message>
        <source>File system</source>
        <translation>ファイルシステム</translation>
    </message>
    <message>
        <source>Inode</source>
        <translation>inode</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>モード</translation>
    </message>
    <message>
        <source>Link to</source>
        <translation>リンク先</translation>
    </message>
    <message>
        <source>Same host</source>
        <translation>同じホスト</translation>
    </message>
    <message>
        <source>Same account</source>
        <translation>同じアカウント</translation>
    </message>
    <message>
        <source>Same destination</source>
        <translation>同じ宛先</translation>
    </message>
    <message>
        <source>Same process</source>
        <translation>同じプロセス</translation>
    </message>
    <message>
        <source>Same file</source>
        <translation>同じファイル</translation>
    </message>
    <message>
        <source>Same hash value</source>
        <translation>同じハッシュ値</translation>
    </message>
    <message>
        <source>record %1</source>
        <translation>レコード %1</translation>
    </message>
    <message>
        <source>volume %1</source>
        <translation>ボリューム %1</translation>
    </message>
    <message numerus="yes">
        <source>%n nanosecond(s)</source>
        <translation>
            <numerusform>%nナノ秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n microsecond(s)</source>
        <translation>
            <numerusform>%nマイクロ秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n millisecond(s)</source>
        <translation>
            <numerusform>%nミリ秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n日</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n秒</numerusform>
        </translation>
    </message>
    <message>
        <source>Computer name</source>
        <translation>コンピューター名</translation>
    </message>
    <message>
        <source>Host name (DNS)</source>
        <translation>ホスト名 (DNS)</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>ドメイン</translation>
    </message>
    <message>
        <source>Time zone set on it</source>
        <translation>設定されたタイムゾーン</translation>
    </message>
    <message>
        <source>System</source>
        <translation>OS</translation>
    </message>
    <message>
        <source>Installed</source>
        <translation>インストール日時</translation>
    </message>
    <message>
        <source>Local account</source>
        <translation>ローカルアカウント</translation>
    </message>
    <message>
        <source>User profile</source>
        <translation>ユーザープロファイル</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>サービス</translation>
    </message>
    <message>
        <source>Run key</source>
        <translation>Runキー</translation>
    </message>
    <message>
        <source>Origin of a file</source>
        <translation>ファイルの入手元</translation>
    </message>
</context>
<context>
    <name>FileGroups</name>
    <message>
        <source>Extension</source>
        <translation>拡張子</translation>
    </message>
    <message>
        <source>Type by content</source>
        <translation>内容による種類</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Symbolic link</source>
        <translation>シンボリックリンク</translation>
    </message>
    <message>
        <source>Alternate data stream</source>
        <translation>代替データストリーム</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>デバイス</translation>
    </message>
    <message>
        <source>Named pipe</source>
        <translation>名前付きパイプ</translation>
    </message>
    <message>
        <source>Socket</source>
        <translation>ソケット</translation>
    </message>
    <message>
        <source>Made for reading, not in the file system</source>
        <translation>読み取り用の仮想項目</translation>
    </message>
    <message>
        <source>Member of an archive</source>
        <translation>アーカイブ内の項目</translation>
    </message>
    <message>
        <source>Whiteout</source>
        <translation>ホワイトアウト</translation>
    </message>
    <message>
        <source>Shadow entry</source>
        <translation>シャドウエントリ</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(なし)</translation>
    </message>
    <message>
        <source>live</source>
        <translation>現存</translation>
    </message>
    <message>
        <source>orphan</source>
        <translation>親不明</translation>
    </message>
    <message>
        <source>deleted</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>not %1: %2</source>
        <translation>除外 %1: %2</translation>
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
        <translation>名前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Size (bytes)</source>
        <translation>サイズ (バイト)</translation>
    </message>
    <message>
        <source>Modified (M)</source>
        <translation>更新日時 (M)</translation>
    </message>
    <message>
        <source>Accessed (A)</source>
        <translation>アクセス日時 (A)</translation>
    </message>
    <message>
        <source>Entry changed (C)</source>
        <translation>エントリ変更日時 (C)</translation>
    </message>
    <message>
        <source>Created (B)</source>
        <translation>作成日時 (B)</translation>
    </message>
    <message>
        <source>Type by content</source>
        <translation>内容による種類</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>Inode</source>
        <translation>inode</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>記録値</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>A time column and its zone: &quot;Modified (M), JST&quot;</extracomment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>FileTree</name>
    <message>
        <source>Volume %1</source>
        <translation>ボリューム %1</translation>
    </message>
    <message>
        <source>This volume (%1) is not read by this version.</source>
        <translation>このボリューム (%1) は、この版では読み取れません。</translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>Time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重要度</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>アドレス</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>ポート</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字列</translation>
    </message>
    <message>
        <source>File times</source>
        <translation>ファイルの日時</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>確認済み</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>%1 以降</translation>
    </message>
    <message>
        <source>until %1</source>
        <translation>%1 まで</translation>
    </message>
    <message>
        <source>not %1: %2</source>
        <translation>除外 %1: %2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>known</source>
        <translation>判明</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>(なし)</translation>
    </message>
    <message>
        <source>hidden</source>
        <translation>表示しない</translation>
    </message>
    <message>
        <source>only these</source>
        <translation>これだけ</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>備考</translation>
    </message>
</context>
<context>
    <name>Importers</name>
    <message>
        <source>Table (CSV) with a mapping</source>
        <translation>対応付けによる表 (CSV)</translation>
    </message>
    <message>
        <source>JSON lines with a mapping</source>
        <translation>対応付けによるJSON Lines</translation>
    </message>
    <message>
        <source>Line log with a definition of its own</source>
        <translation>独自定義の行ログ</translation>
    </message>
    <message>
        <source>Windows event log</source>
        <translation>Windowsイベントログ</translation>
    </message>
</context>
<context>
    <name>Jobs</name>
    <message>
        <source>Volumes</source>
        <translation>ボリューム</translation>
    </message>
    <message>
        <source>List of files</source>
        <translation>ファイル一覧</translation>
    </message>
    <message>
        <source>Logs and artifacts</source>
        <translation>ログとアーティファクト</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>Hash values</source>
        <translation>ハッシュ値</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>処理中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>waiting for key</source>
        <translation>鍵の入力待ち</translation>
    </message>
    <message>
        <source>%1 s left</source>
        <translation>残り%1秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>残り%1分</translation>
    </message>
    <message>
        <source>%1 per second</source>
        <translation>毎秒%1件</translation>
    </message>
</context>
<context>
    <name>QDockWidget</name>
    <message>
        <source>Float</source>
        <translation>別のウィンドウにする</translation>
    </message>
</context>
<context>
    <name>Questions</name>
    <message>
        <source>Go to time or offset</source>
        <translation>日時またはオフセットに移動</translation>
    </message>
    <message>
        <source>A time goes to the first event from then on, an offset to that byte of the item that is looked at.</source>
        <translation>日時を入力するとその時刻以降の最初のイベントへ、オフセットを入力すると表示中の項目のそのバイトへ移動します。</translation>
    </message>
    <message>
        <source>Go there</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Time or offset</source>
        <translation>日時またはオフセット</translation>
    </message>
    <message>
        <source>This is neither a time nor an offset. Write for example 2026-10-14 09:42, 0x1f00 or 7936.</source>
        <translation>日時としてもオフセットとしても読み取れません。2026-10-14 09:42、0x1f00、7936 のように入力してください。</translation>
    </message>
    <message>
        <source>Save filter</source>
        <translation>表示条件の保存</translation>
    </message>
    <message>
        <source>The filter is kept with the case and listed on the left.</source>
        <translation>表示条件は案件に保存され、左側に一覧で表示されます。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>The filter needs a name.</source>
        <translation>表示条件の名前を入力してください。</translation>
    </message>
    <message>
        <source>Choose an exhibit</source>
        <translation>証拠品の選択</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>About Ashiato</source>
        <translation>Ashiatoについて</translation>
    </message>
    <message>
        <source>Investigation workbench for digital forensics and incident response.

The source of Ashiato is under Apache-2.0. This program as a whole is under GPL-3 (QCustomPlot); the worker that reads evidence is a process of its own with The Sleuth Kit (CPL/IPL), libewf (LGPL) and libarchive.</source>
        <translation>デジタルフォレンジックとインシデント対応の調査ワークベンチです。

AshiatoのソースはApache-2.0です。このプログラム全体はGPL-3です (QCustomPlot)。証拠データを読み取るワーカーは別のプロセスで、The Sleuth Kit (CPL/IPL)、libewf (LGPL)、libarchiveを使用します。</translation>
    </message>
</context>
<context>
    <name>Report</name>
    <message>
        <source>Computed first at</source>
        <translation>最初の算出日時</translation>
    </message>
    <message>
        <source>MD5 (computed again)</source>
        <translation>MD5(再算出)</translation>
    </message>
    <message>
        <source>SHA-1 (computed again)</source>
        <translation>SHA-1(再算出)</translation>
    </message>
    <message>
        <source>SHA-256 (computed again)</source>
        <translation>SHA-256(再算出)</translation>
    </message>
    <message>
        <source>Computed again at</source>
        <translation>再算出の日時</translation>
    </message>
    <message>
        <source>The hash values differ from those that were computed first: the exhibit has changed since. What this report says of it rests on what was read before.</source>
        <translation>ハッシュ値が最初に算出した値と一致しない。調査対象はその後に変化している。本報告書の記載は、変化の前に読み取った内容に基づく。</translation>
    </message>
    <message>
        <source>Locks of the reading process</source>
        <translation>読み取りプログラムの隔離機能</translation>
    </message>
    <message>
        <source>Table %1  %2</source>
        <translation>表%1  %2</translation>
    </message>
    <message>
        <source>Figure %1  %2</source>
        <translation>図%1  %2</translation>
    </message>
    <message>
        <source>Investigation report</source>
        <translation>調査報告書</translation>
    </message>
    <message>
        <source>Case number</source>
        <translation>案件番号</translation>
    </message>
    <message>
        <source>Case name</source>
        <translation>案件名</translation>
    </message>
    <message>
        <source>Client</source>
        <translation>依頼者</translation>
    </message>
    <message>
        <source>Examiner</source>
        <translation>調査員</translation>
    </message>
    <message>
        <source>Date of issue: %1</source>
        <translation>発行日: %1</translation>
    </message>
    <message>
        <source>This report describes what was found within the data provided. It does not guarantee the absence of anything that it does not mention.</source>
        <translation>本報告書は、貴社からの依頼に基づき、提供されたデータの範囲で調査した結果を記載したものであり、記載のない事象の不存在を保証するものではない。</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>Confidential</source>
        <translation>関係者外秘</translation>
    </message>
    <message>
        <source>Hash mismatch: %1 (see %2)</source>
        <translation>※%1 はハッシュ値不一致 (%2参照)</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>調査の概要</translation>
    </message>
    <message>
        <source>Times in this report are Japan Standard Time (JST, UTC+09:00) unless stated otherwise.</source>
        <translation>本報告書の日時は、特に断りのない限り日本標準時(JST, UTC+09:00)で記載する。</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>調査対象</translation>
    </message>
    <message>
        <source>Files listed</source>
        <translation>一覧にしたファイル</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>通信</translation>
    </message>
    <message>
        <source>Span of the records</source>
        <translation>記録の期間</translation>
    </message>
    <message>
        <source>The import of these exhibits had not ended when the report was made: %1. What it lacks may still be found.</source>
        <translation>報告書の作成時点で、次の調査対象の取り込みは完了していない: %1。未取得の記録が今後確認される可能性がある。</translation>
    </message>
    <message>
        <source>Number of events over time (JST), n=%1</source>
        <translation>イベント件数の推移 (JST, n=%1)</translation>
    </message>
    <message>
        <source>Stacked bars: number of events of each kind over the whole span; marks: tagged items.</source>
        <translation>積み上げ棒グラフ: 全期間における種類別のイベント件数。印: タグを付けた項目。</translation>
    </message>
    <message>
        <source>Hosts and destinations by volume, n=%1 flows</source>
        <translation>ホストと宛先の通信量 (n=%1)</translation>
    </message>
    <message>
        <source>Exhibits and preservation</source>
        <translation>調査対象と保全</translation>
    </message>
    <message>
        <source>List of exhibits</source>
        <translation>調査対象一覧</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Verification</source>
        <translation>検証</translation>
    </message>
    <message>
        <source>No exhibit was registered.</source>
        <translation>調査対象は登録されていない。</translation>
    </message>
    <message>
        <source>Verification of identity</source>
        <translation>同一性の検証</translation>
    </message>
    <message>
        <source>MD5 (stored)</source>
        <translation>MD5 (格納値)</translation>
    </message>
    <message>
        <source>MD5 (computed)</source>
        <translation>MD5 (計算値)</translation>
    </message>
    <message>
        <source>SHA-1 (stored)</source>
        <translation>SHA-1 (格納値)</translation>
    </message>
    <message>
        <source>SHA-1 (computed)</source>
        <translation>SHA-1 (計算値)</translation>
    </message>
    <message>
        <source>SHA-256 (computed)</source>
        <translation>SHA-256 (計算値)</translation>
    </message>
    <message>
        <source>Unreadable range</source>
        <translation>読み取り不可の範囲</translation>
    </message>
    <message>
        <source>Segments</source>
        <translation>セグメント数</translation>
    </message>
    <message>
        <source>Header: %1</source>
        <translation>ヘッダー: %1</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>タイムゾーン</translation>
    </message>
    <message>
        <source>Clock skew (correction)</source>
        <translation>時刻のずれ (補正値)</translation>
    </message>
    <message>
        <source>Received at</source>
        <translation>受領日時</translation>
    </message>
    <message>
        <source>Received from</source>
        <translation>引渡し者</translation>
    </message>
    <message>
        <source>Received by</source>
        <translation>受領者</translation>
    </message>
    <message>
        <source>Maker and model</source>
        <translation>メーカー・型番</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>シリアル番号</translation>
    </message>
    <message>
        <source>Place kept</source>
        <translation>保管場所</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Volume %1</source>
        <translation>ボリューム %1</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>調査方法</translation>
    </message>
    <message>
        <source>Tools and versions</source>
        <translation>使用ツールと版</translation>
    </message>
    <message>
        <source>Importer %1</source>
        <translation>読み取り部 %1</translation>
    </message>
    <message>
        <source>Events by type</source>
        <translation>種類別のイベント件数</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Meaning</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>No event was read.</source>
        <translation>読み取ったイベントはない。</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>調査結果</translation>
    </message>
    <message>
        <source>Time (JST / UTC)</source>
        <translation>日時 (JST / UTC)</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Flows by volume</source>
        <translation>通信量順の通信</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>ファイル %1</translation>
    </message>
    <message>
        <source>Note: %1</source>
        <translation>メモ: %1</translation>
    </message>
    <message>
        <source>Largest flows</source>
        <translation>通信量の多い通信</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信量</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信量</translation>
    </message>
    <message>
        <source>First – last (JST)</source>
        <translation>最初 〜 最後 (JST)</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠番号</translation>
    </message>
    <message>
        <source>The largest %1 of %2 flows are listed.</source>
        <translation>%2件のうち、通信量の多い%1件を記載する。</translation>
    </message>
    <message>
        <source>Coverage and limits</source>
        <translation>調査範囲と制約</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>調査できた範囲</translation>
    </message>
    <message>
        <source>Sources and their span</source>
        <translation>記録とその残存期間</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>レコード数</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>破損</translation>
    </message>
    <message>
        <source>No log or artifact was read.</source>
        <translation>読み取ったログやアーティファクトはない。</translation>
    </message>
    <message>
        <source>Journal extract</source>
        <translation>作業記録 (抜粋)</translation>
    </message>
    <message>
        <source>Hash of the last entry: %1</source>
        <translation>ハッシュ連鎖末尾値: %1</translation>
    </message>
    <message>
        <source>Acts of the examiners</source>
        <translation>調査員の操作</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>日時 (UTC)</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>The journal is empty.</source>
        <translation>作業記録はない。</translation>
    </message>
    <message>
        <source>others (%1)</source>
        <translation>その他(%1)</translation>
    </message>
    <message>
        <source>Makes connections</source>
        <translation>通信元</translation>
    </message>
    <message>
        <source>Is connected to</source>
        <translation>通信先</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>両方</translation>
    </message>
    <message>
        <source>Others together</source>
        <translation>その他の合計</translation>
    </message>
    <message>
        <source>Size and width: bytes</source>
        <translation>大きさと太さ: 通信量</translation>
    </message>
    <message>
        <source>A graph of hosts and destinations: arrows point to who was asked; sizes and widths by volume. The table of flows lists them.</source>
        <translation>ホストと宛先の関係図。矢印の先が通信先、大きさと太さが通信量を示す。内訳は通信の表に示す。</translation>
    </message>
    <message>
        <source>Events without a time</source>
        <translation>日時のないイベント</translation>
    </message>
    <message>
        <source>List of files with their times</source>
        <translation>ファイルの一覧と日時</translation>
    </message>
    <message>
        <source>The content of files was read for the sources in this table alone. Of all other files, names, sizes, times and places were listed.</source>
        <translation>ファイルの内容を読み取ったのは、この表に記載したものに限る。その他のファイルについては、名前、サイズ、日時、場所を一覧にした。</translation>
    </message>
    <message>
        <source>What and where</source>
        <translation>内容と場所</translation>
    </message>
    <message>
        <source>List of volumes</source>
        <translation>ボリュームの一覧</translation>
    </message>
    <message>
        <source>List of files</source>
        <translation>ファイルの一覧</translation>
    </message>
    <message>
        <source>Content of archives</source>
        <translation>アーカイブの内容</translation>
    </message>
    <message>
        <source>Verification of hash values</source>
        <translation>ハッシュ値の検証</translation>
    </message>
    <message>
        <source>Hash values of files</source>
        <translation>ファイルのハッシュ値の算出</translation>
    </message>
    <message>
        <source>Logs and artifacts</source>
        <translation>ログとアーティファクト</translation>
    </message>
    <message>
        <source>Not begun when the report was made</source>
        <translation>報告書の作成時点で未着手</translation>
    </message>
    <message>
        <source>Not ended when the report was made</source>
        <translation>報告書の作成時点で処理中</translation>
    </message>
    <message>
        <source>Paused before its end</source>
        <translation>途中で一時停止</translation>
    </message>
    <message>
        <source>Ended with an error</source>
        <translation>エラーにより終了</translation>
    </message>
    <message>
        <source>Cancelled before its end</source>
        <translation>途中で中止</translation>
    </message>
    <message>
        <source>Encrypted, and there is no key</source>
        <translation>暗号化されており、鍵がない</translation>
    </message>
    <message>
        <source>Parts were left out</source>
        <translation>一部を除外</translation>
    </message>
    <message>
        <source>What was not examined</source>
        <translation>未調査</translation>
    </message>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Everything that was begun has been read to its end.</source>
        <translation>着手した処理はすべて終了した。</translation>
    </message>
    <message>
        <source>Registered, but not imported</source>
        <translation>登録のみで、取り込んでいない</translation>
    </message>
    <message>
        <source>Not examined</source>
        <translation>未調査</translation>
    </message>
    <message>
        <source>Unallocated areas and slack were not searched for remains of files or records.</source>
        <translation>未割り当て領域およびスラック領域に残るファイルやレコードの断片は調査していない。</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>Within what was read, nothing was unreadable.</source>
        <translation>読み取りの対象としたもののうち、読み取り不可のものはない。</translation>
    </message>
    <message>
        <source>%1 files or records could not be read, or not all of them. The rest was imported.</source>
        <translation>%1件のファイルまたはレコードの全部または一部を読み取れなかった。その他の部分は取り込んだ。</translation>
    </message>
    <message>
        <source>What is doubtful</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>No record was marked as doubtful.</source>
        <translation>要確認の記録はない。</translation>
    </message>
    <message>
        <source>%1 files or records were read, but what they say is doubtful.</source>
        <translation>%1件のファイルまたはレコードは読み取れたが、その内容に確認を要する。</translation>
    </message>
    <message>
        <source>Making reports and exports is in the journal, but not listed here.</source>
        <translation>報告書の作成と書き出しは作業記録に残るが、ここには記載しない。</translation>
    </message>
    <message>
        <source>[cut: %1 of %2 characters are printed; the case holds the whole entry]</source>
        <translation>[省略: %2文字のうち%1文字を記載。全文は案件に保存されている]</translation>
    </message>
    <message>
        <source>Disk image</source>
        <translation>ディスクイメージ</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>The hash values have not been verified.</source>
        <translation>ハッシュ値は検証していない。</translation>
    </message>
    <message>
        <source>The hash values were still being verified when the report was made.</source>
        <translation>報告書の作成時点で、ハッシュ値の検証は完了していない。</translation>
    </message>
    <message>
        <source>We confirmed that the stored and the computed hash values are equal.</source>
        <translation>格納されたハッシュ値と算出したハッシュ値の一致を確認した。</translation>
    </message>
    <message>
        <source>The stored and the computed hash values differ. What this exhibit says may not be what the original says.</source>
        <translation>格納されたハッシュ値と算出したハッシュ値が一致しない。この調査対象の内容は、原本と異なる可能性がある。</translation>
    </message>
    <message>
        <source>The hash values were computed. They were not verified, because the exhibit holds no value to compare them with.</source>
        <translation>ハッシュ値を算出した。比較する値が格納されていないため、検証はしていない。</translation>
    </message>
    <message>
        <source>The hash values could not be verified, because a part cannot be read.</source>
        <translation>読み取れない範囲があるため、ハッシュ値を検証できなかった。</translation>
    </message>
    <message>
        <source>Exhibit number</source>
        <translation>証拠番号</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Acquired at</source>
        <translation>取得日時</translation>
    </message>
    <message>
        <source>Clock of the acquiring system</source>
        <translation>取得した端末の日時</translation>
    </message>
    <message>
        <source>Operating system</source>
        <translation>OS</translation>
    </message>
    <message>
        <source>Version of the software</source>
        <translation>ソフトウェアの版</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>あり</translation>
    </message>
    <message>
        <source>no</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>%1, from byte %2, %3</source>
        <translation>%1、開始位置%2バイト、長さ%3</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版 %1</translation>
    </message>
    <message>
        <source>Types of events</source>
        <translation>イベントの種類</translation>
    </message>
    <message>
        <source>(modified)</source>
        <translation>(更新日時)</translation>
    </message>
    <message>
        <source>From</source>
        <translation>送信元</translation>
    </message>
    <message>
        <source>%1 tags stand on items that are not in the case any more. They are not listed.</source>
        <translation>案件から失われた項目に付いたタグが%1件ある。これらは記載していない。</translation>
    </message>
    <message>
        <source>%1 other types together</source>
        <translation>その他%1種類の合計</translation>
    </message>
    <message>
        <source>Created the case %1.</source>
        <translation>案件%1を作成した。</translation>
    </message>
    <message>
        <source>Changed the case: %1.</source>
        <translation>案件を変更した: %1。</translation>
    </message>
    <message>
        <source>Added the exhibit %1: %2.</source>
        <translation>調査対象%1を追加した: %2。</translation>
    </message>
    <message>
        <source>Set the exhibit %1 aside.</source>
        <translation>調査対象%1を除外した。</translation>
    </message>
    <message>
        <source>Changed the exhibit %1: %2.</source>
        <translation>調査対象%1を変更した: %2。</translation>
    </message>
    <message>
        <source>Made the tag %1.</source>
        <translation>タグ%1を作成した。</translation>
    </message>
    <message>
        <source>Changed the tag %1: %2.</source>
        <translation>タグ%1を変更した: %2。</translation>
    </message>
    <message>
        <source>Put the tag %1 on %2.</source>
        <translation>タグ%1を%2に付けた。</translation>
    </message>
    <message>
        <source>Took the tag %1 off %2.</source>
        <translation>タグ%1を%2から外した。</translation>
    </message>
    <message>
        <source>Removed a note.</source>
        <translation>メモを削除した。</translation>
    </message>
    <message>
        <source>Took back entry No. %1.</source>
        <translation>No. %1の操作を取り消した。</translation>
    </message>
    <message>
        <source>Did entry No. %1 again.</source>
        <translation>No. %1の操作をやり直した。</translation>
    </message>
    <message>
        <source>Joined names of a host into %1.</source>
        <translation>ホストの名前を%1に統合した。</translation>
    </message>
    <message>
        <source>Parted names of a host again.</source>
        <translation>ホストの名前の統合を解いた。</translation>
    </message>
    <message>
        <source>Saved the filter %1.</source>
        <translation>表示条件%1を保存した。</translation>
    </message>
    <message>
        <source>Removed the filter %1.</source>
        <translation>表示条件%1を削除した。</translation>
    </message>
    <message>
        <source>%1: %2 → %3</source>
        <translation>%1: %2 → %3</translation>
    </message>
    <message>
        <source>; </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>番号</translation>
    </message>
    <message>
        <source>Character encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Mapping of columns</source>
        <translation>列の対応付け</translation>
    </message>
    <message>
        <source>Place of the file</source>
        <translation>ファイルの場所</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>メーカー</translation>
    </message>
    <message>
        <source>English name</source>
        <translation>英語名</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重要度</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>削除済み</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>No</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Sent and received are seen from the source, and are sums of the records that tell them. Unknown: the log does not record it.</source>
        <translation>送信量と受信量は、送信元から見た値であり、記録のあるものの合計である。「不明」は、ログに記録がないことを示す。</translation>
    </message>
    <message>
        <source>SHA-256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Hash values of the files they come from</source>
        <translation>出典となるファイルのハッシュ値</translation>
    </message>
    <message>
        <source>Wrote a note.</source>
        <translation>メモを書いた。</translation>
    </message>
    <message>
        <source>Tagged items</source>
        <translation>タグを付けた項目</translation>
    </message>
    <message>
        <source>Timeline of tagged items</source>
        <translation>時系列</translation>
    </message>
    <message>
        <source>Nothing has been tagged.</source>
        <translation>タグを付けた項目はない。</translation>
    </message>
    <message>
        <source>Tagged items in order of time</source>
        <translation>タグを付けた項目 (時系列順)</translation>
    </message>
    <message>
        <source>Moved %1 in the picture of the network.</source>
        <translation>ネットワーク図の%1を動かした。</translation>
    </message>
    <message>
        <source>Arranged the picture of the network anew.</source>
        <translation>ネットワーク図を並べ直した。</translation>
    </message>
    <message>
        <source>Events of an unknown time zone</source>
        <translation>タイムゾーンが不明のイベント</translation>
    </message>
    <message>
        <source>The zone of some records is not known. Their times stand here as the digits that were recorded; in order and in the picture they are placed as though they were UTC, and may lie hours away from it.</source>
        <translation>タイムゾーンが不明の記録がある。日時は記録された数字のまま示す。時系列順と図では UTC とみなして置いたため、実際の日時とは数時間ずれている可能性がある。</translation>
    </message>
    <message>
        <source>Encrypted archives</source>
        <translation>暗号化されたアーカイブ</translation>
    </message>
    <message>
        <source>Read with the password that the examiner entered</source>
        <translation>調査員が入力したパスワードで読み取りました</translation>
    </message>
    <message>
        <source>Read the exhibit %1 and computed its hash values: %2.</source>
        <translation>調査対象%1を読み取り、ハッシュ値を算出した: %2。</translation>
    </message>
    <message>
        <source>The import of the exhibit %1 ended; the digests of its rows were written to the journal.</source>
        <translation>調査対象%1の取り込みが終わり、その行のダイジェストを作業記録に記録した。</translation>
    </message>
    <message>
        <source>Tags and notes of the exhibit %1 that bind to no record after it was read again: %2.</source>
        <translation>調査対象%1の再読み取り後、対応するレコードがないタグとメモ: %2件。</translation>
    </message>
    <message>
        <source>Had what was left out of the exhibit %1, since reading it had ended the reading process, read again: %2.</source>
        <translation>読み取りプログラムが終了したために読み残した調査対象%1の箇所を、再度読み取らせた: %2。</translation>
    </message>
    <message>
        <source>full domain name</source>
        <translation>完全なドメイン名</translation>
    </message>
    <message>
        <source>another spelling</source>
        <translation>表記の違い</translation>
    </message>
    <message>
        <source>NetBIOS name</source>
        <translation>NetBIOS名</translation>
    </message>
    <message>
        <source>one log names first the one, then the other</source>
        <translation>一つのログで、ある時点から名前が変わっている</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>その他の名前</translation>
    </message>
    <message>
        <source>System</source>
        <translation>OS</translation>
    </message>
    <message>
        <source>Time zone set on it</source>
        <translation>設定されたタイムゾーン</translation>
    </message>
    <message>
        <source>The evidence names no host.</source>
        <translation>証拠に記録されたホスト名はない。</translation>
    </message>
    <message>
        <source>Hosts that the evidence names</source>
        <translation>証拠に記録されたホスト</translation>
    </message>
    <message>
        <source>Events that name no host: %1.</source>
        <translation>ホスト名のない記録: %1件。</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>These names may be of one machine. It was not established; they are counted apart.</source>
        <translation>次の名前は同じ機器のものである可能性がある。確定したものではなく、別々に集計している。</translation>
    </message>
    <message>
        <source>Names that may be of one machine</source>
        <translation>同じ機器の可能性がある名前</translation>
    </message>
</context>
<context>
    <name>Tr</name>
    <message>
        <source>Choose a cell first: its value becomes the condition.</source>
        <translation>先にセルを選んでください。その値が条件になります。</translation>
    </message>
    <message>
        <source>Values of this column cannot be a condition. Choose a cell of another column.</source>
        <translation>この列の値は条件にできません。ほかの列のセルを選んでください。</translation>
    </message>
    <message>
        <source>The cell is empty. There is no value to narrow to.</source>
        <translation>このセルは空です。絞り込む値がありません。</translation>
    </message>
</context>
<context>
    <name>ashiato::Banner</name>
    <message>
        <source>Close this message</source>
        <translation>このメッセージを閉じる</translation>
    </message>
</context>
<context>
    <name>ashiato::Chip</name>
    <message>
        <source>Remove this condition: %1</source>
        <translation>この条件を解除: %1</translation>
    </message>
</context>
<context>
    <name>ashiato::ChipsBar</name>
    <message>
        <source>counting…</source>
        <translation>集計中…</translation>
    </message>
    <message>
        <source>or</source>
        <translation>または</translation>
    </message>
    <message>
        <source>No conditions: everything is shown.</source>
        <translation>条件なし: すべて表示しています。</translation>
    </message>
    <message>
        <source>Remove all</source>
        <translation>すべて解除</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 event(s)</source>
        <translation>
            <numerusform>%1 / %2件</numerusform>
        </translation>
    </message>
    <message>
        <source>No conditions. Events made from file times are hidden; %1 shows them.</source>
        <translation>条件なし。ファイルの日時から作成したイベントは非表示です (%1 で表示)。</translation>
    </message>
</context>
<context>
    <name>ashiato::ClosingNotice</name>
    <message>
        <source>Closing the case</source>
        <translation>案件を閉じています</translation>
    </message>
    <message>
        <source>What you did last is still being written to the case “%1”. The case closes by itself when it is done.</source>
        <translation>最後の操作を案件「%1」に書き込んでいます。書き込みが終わると自動的に閉じます。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Not everything that you did last is in the case “%1”.</source>
        <translation>最後の操作の一部は案件「%1」に保存されませんでした。</translation>
    </message>
</context>
<context>
    <name>ashiato::ContentView</name>
    <message>
        <source>Hex</source>
        <translation>16進</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字列</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>画像</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Encoding in which the bytes are shown as text.</source>
        <translation>バイト列を文字列として表示するときの文字コードです。</translation>
    </message>
    <message>
        <source>Content as text</source>
        <translation>文字列としての内容</translation>
    </message>
    <message>
        <source>Content as a picture</source>
        <translation>画像としての内容</translation>
    </message>
    <message>
        <source>Choose an event or a file to see its bytes.</source>
        <translation>イベントまたはファイルを選ぶと、バイト列を表示します。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>ファイルは空です。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み取り中…</translation>
    </message>
    <message>
        <source>0x%1 – 0x%2</source>
        <translation>0x%1 – 0x%2</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s) not text</source>
        <translation>
            <numerusform>文字として読めないもの %n</numerusform>
        </translation>
    </message>
    <message>
        <source>This is not a picture that can be read.</source>
        <translation>読み取れる画像ではありません。</translation>
    </message>
    <message>
        <source>No picture.</source>
        <translation>画像ではありません。</translation>
    </message>
</context>
<context>
    <name>ashiato::CoverageModel</name>
    <message>
        <source>no times</source>
        <translation>日時なし</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 〜 %2</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Time covered</source>
        <translation>記録の期間</translation>
    </message>
    <message>
        <source>First (%1)</source>
        <translation>最初 (%1)</translation>
    </message>
    <message>
        <source>Last (%1)</source>
        <translation>最後 (%1)</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>レコード数</translation>
    </message>
    <message>
        <source>Recovered</source>
        <translation>復元</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>破損</translation>
    </message>
</context>
<context>
    <name>ashiato::CoverageView</name>
    <message>
        <source>Whole span of the bars: %1 to %2</source>
        <translation>帯の全期間: %1 〜 %2</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.</source>
        <translation>まだ何も取り込んでいません。証拠データをこのウィンドウにドロップするか、Ctrl+I を押してください。</translation>
    </message>
    <message>
        <source>Only the first %1 warnings are listed; the case holds more.</source>
        <translation>警告は最初の%1件だけを示します。案件にはさらにあります。</translation>
    </message>
    <message>
        <source>What was looked for and is absent is not part of this list.</source>
        <translation>探したが存在しなかった記録 (記録なし) は、この一覧に含みません。</translation>
    </message>
    <message>
        <source>What was read</source>
        <translation>調査できた範囲</translation>
    </message>
    <message>
        <source>What was not read</source>
        <translation>読み取れなかったもの</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>絞り込み</translation>
    </message>
    <message>
        <source>Filter what was not read</source>
        <translation>読み取れなかったものの絞り込み</translation>
    </message>
    <message>
        <source>Nobody looked yet: jobs that are not at their end, exhibits that were not imported.</source>
        <translation>まだ調べていないもの: 終わっていない処理、取り込んでいない証拠品。</translation>
    </message>
    <message>
        <source>It was looked at and could not be read, or not all of it.</source>
        <translation>調べたが、全部または一部を読み取れなかったもの。</translation>
    </message>
    <message>
        <source>It was read, and what it says is open to doubt: no time zone, no year, another hash value.</source>
        <translation>読み取ったが、内容の確認が必要なもの: タイムゾーン不明、年なし、ハッシュ値不一致。</translation>
    </message>
    <message>
        <source>So far, nothing was found that could not be read.</source>
        <translation>読み取れなかったものは、これまでに見つかっていません。</translation>
    </message>
    <message>
        <source>Nothing in this list meets the filter.</source>
        <translation>この一覧に、条件に該当するものはありません。</translation>
    </message>
</context>
<context>
    <name>ashiato::EventTableModel</name>
    <message>
        <source>as recorded</source>
        <translation>記録値</translation>
    </message>
    <message>
        <source>Time (%1)</source>
        <translation>日時 (%1)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>型</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重要度</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出典</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>備考</translation>
    </message>
</context>
<context>
    <name>ashiato::EventsView</name>
    <message>
        <source>More than %1 rows are not copied at once. Mark fewer.</source>
        <translation>一度にコピーできるのは%1行までです。選択を減らしてください。</translation>
    </message>
    <message>
        <source>The rows could not be read and were not copied.</source>
        <translation>行を読み取れなかったため、コピーしませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n行をコピーしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Reset columns</source>
        <translation>列を元に戻す</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>No events yet.
Drop evidence on the window, or press Ctrl+I.</source>
        <translation>イベントはまだありません。
証拠データをこのウィンドウにドロップするか、Ctrl+I を押してください。</translation>
    </message>
    <message>
        <source>There are events made from file times alone, and they are hidden.
Press F to show them.</source>
        <translation>ファイルの日時から作成したイベントだけがあり、非表示になっています。
F を押すと表示します。</translation>
    </message>
    <message>
        <source>No event meets the conditions.
Press Alt+Left to go back, or Ctrl+Shift+X to remove all conditions.</source>
        <translation>条件に該当するイベントはありません。
Alt+Left で前の表示条件に戻るか、Ctrl+Shift+X で条件をすべて解除してください。</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Columns of the events</source>
        <translation>イベントの列</translation>
    </message>
    <message>
        <source>Group by “%1”</source>
        <translation>「%1」でグループ化</translation>
    </message>
</context>
<context>
    <name>ashiato::FactModel</name>
    <message>
        <source>What</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>値</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>出典</translation>
    </message>
</context>
<context>
    <name>ashiato::FileGroupPanel</name>
    <message>
        <source>There are no files here.</source>
        <translation>ここにファイルはありません。</translation>
    </message>
</context>
<context>
    <name>ashiato::FilesView</name>
    <message>
        <source>This folder</source>
        <translation>このフォルダー</translation>
    </message>
    <message>
        <source>This folder and below</source>
        <translation>このフォルダー以下</translation>
    </message>
    <message>
        <source>All files under the filter</source>
        <translation>条件に該当するすべてのファイル</translation>
    </message>
    <message>
        <source>Which files are shown</source>
        <translation>表示するファイル</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上へ</translation>
    </message>
    <message>
        <source>Go to the folder above (Backspace).</source>
        <translation>上のフォルダーに移動します (Backspace)。</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>&gt;10M</source>
        <translation>&gt;10M</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>Not applied, for files do not have it: %1</source>
        <translation>ファイルにはない条件のため適用しません: %1</translation>
    </message>
    <message>
        <source>No files yet. They appear while evidence is imported.</source>
        <translation>ファイルはまだありません。証拠データの取り込み中に表示します。</translation>
    </message>
    <message>
        <source>No file fulfils the conditions. Remove one above, or clear a field under the titles.</source>
        <translation>条件に該当するファイルはありません。上の条件を解除するか、見出しの下の欄を空にしてください。</translation>
    </message>
    <message>
        <source>Nothing here fulfils the conditions. Choose another folder, or “%1”.</source>
        <translation>ここには該当するものがありません。別のフォルダーか「%1」を選んでください。</translation>
    </message>
    <message>
        <source>More than %1 rows are not copied at once. Mark fewer.</source>
        <translation>一度にコピーできるのは%1行までです。選択を減らしてください。</translation>
    </message>
    <message>
        <source>The rows could not be read and were not copied.</source>
        <translation>行を読み取れなかったため、コピーしませんでした。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n行をコピーしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Zone: %1</source>
        <translation>タイムゾーン: %1</translation>
    </message>
    <message>
        <source>A size is written like &gt;10M, &lt;4K or 1000-2000.</source>
        <translation>サイズは &gt;10M、&lt;4K、1000-2000 のように入力してください。</translation>
    </message>
    <message>
        <source>No state is called “%1”.</source>
        <translation>「%1」という状態はありません。</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 file(s), %3</source>
        <translation>
            <numerusform>%1 / %2ファイル、%3</numerusform>
        </translation>
    </message>
    <message>
        <source>Group by “%1”</source>
        <translation>「%1」でグループ化</translation>
    </message>
</context>
<context>
    <name>ashiato::FilterHeader</name>
    <message>
        <source>Filter: %1</source>
        <translation>絞り込み: %1</translation>
    </message>
</context>
<context>
    <name>ashiato::FlowTableModel</name>
    <message>
        <source>Source</source>
        <translation>送信元</translation>
    </message>
    <message>
        <source>Destination</source>
        <translation>宛先</translation>
    </message>
    <message>
        <source>Protocol</source>
        <translation>プロトコル</translation>
    </message>
    <message>
        <source>Connections</source>
        <extracomment>Log records, each of a connection or a request</extracomment>
        <translation>通信数</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>送信量</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>受信量</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>First (%1)</source>
        <translation>最初 (%1)</translation>
    </message>
    <message>
        <source>Last (%1)</source>
        <translation>最後 (%1)</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
</context>
<context>
    <name>ashiato::FormDialog</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
<context>
    <name>ashiato::GapModel</name>
    <message>
        <source>Not examined</source>
        <translation>未調査</translation>
    </message>
    <message>
        <source>Not readable</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>Doubtful</source>
        <translation>要確認</translation>
    </message>
    <message>
        <source>The exhibit is registered and was not imported.</source>
        <translation>証拠品は登録されていますが、取り込まれていません。</translation>
    </message>
    <message>
        <source>List of volumes</source>
        <translation>ボリューム一覧</translation>
    </message>
    <message>
        <source>List of files</source>
        <translation>ファイル一覧</translation>
    </message>
    <message>
        <source>Archives</source>
        <translation>アーカイブ</translation>
    </message>
    <message>
        <source>Logs and artifacts</source>
        <translation>ログとアーティファクト</translation>
    </message>
    <message>
        <source>%1: waiting to be read.</source>
        <translation>%1: 読み取り待ちです。</translation>
    </message>
    <message>
        <source>%1: being read.</source>
        <translation>%1: 読み取り中です。</translation>
    </message>
    <message>
        <source>%1: paused before the end. It can be resumed in the list of jobs.</source>
        <translation>%1: 途中で一時停止しています。処理の一覧から再開できます。</translation>
    </message>
    <message>
        <source>%1: ended with an error. The reason is in the list of jobs.</source>
        <translation>%1: エラーで終了しました。理由は処理の一覧にあります。</translation>
    </message>
    <message>
        <source>%1: cancelled before the end. It can be resumed in the list of jobs.</source>
        <translation>%1: 途中で中止しました。処理の一覧から再開できます。</translation>
    </message>
    <message>
        <source>%1: encrypted. It waits for the password or recovery key.</source>
        <translation>%1: 暗号化されています。パスワードまたは回復キーの入力待ちです。</translation>
    </message>
    <message>
        <source>%1: parts were left out.</source>
        <translation>%1: 一部を除外しました。</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>重要度</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>What, where, and what to do</source>
        <translation>内容、場所、対処</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>件数</translation>
    </message>
</context>
<context>
    <name>ashiato::GroupListPanel</name>
    <message>
        <source>The %1 largest of %2 values</source>
        <translation>%2個の値のうち、件数の多い%1個</translation>
    </message>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n個の値</numerusform>
        </translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>集計中…</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>グループ化</translation>
    </message>
    <message>
        <source>Close the groups (Esc).</source>
        <translation>グループを閉じます (Esc)。</translation>
    </message>
    <message>
        <source>Close the groups</source>
        <translation>グループを閉じる</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>グループ</translation>
    </message>
    <message>
        <source>Enter narrows to a value, again lets it go.</source>
        <translation>Enter でその値に絞り込み、もう一度押すと解除します。</translation>
    </message>
</context>
<context>
    <name>ashiato::GroupPanel</name>
    <message>
        <source>No event meets the conditions.</source>
        <translation>条件に該当するイベントはありません。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Time not known</source>
        <translation>日時不明</translation>
    </message>
</context>
<context>
    <name>ashiato::HexView</name>
    <message>
        <source>Bytes</source>
        <translation>バイト列</translation>
    </message>
    <message>
        <source>Choose an event or a file to see its bytes.</source>
        <translation>イベントまたはファイルを選ぶと、バイト列を表示します。</translation>
    </message>
    <message>
        <source>The file is empty.</source>
        <translation>ファイルは空です。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み取り中…</translation>
    </message>
    <message>
        <source>The bytes could not be read. %1</source>
        <translation>バイト列を読み取れません。%1</translation>
    </message>
</context>
<context>
    <name>ashiato::HostModel</name>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Other names</source>
        <translation>その他の名前</translation>
    </message>
    <message>
        <source>System</source>
        <translation>OS</translation>
    </message>
    <message>
        <source>Time zone set on it</source>
        <translation>設定されたタイムゾーン</translation>
    </message>
    <message>
        <source>Accounts</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Autostarts</source>
        <translation>自動起動</translation>
    </message>
    <message>
        <source>Exhibits</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
</context>
<context>
    <name>ashiato::HostProposalBar</name>
    <message>
        <source>Join</source>
        <translation>統合</translation>
    </message>
    <message>
        <source>Next proposal</source>
        <translation>次の候補</translation>
    </message>
    <message>
        <source>One is the full domain name of the other.</source>
        <translation>一方が他方の完全なドメイン名です。</translation>
    </message>
    <message>
        <source>They differ only in spelling.</source>
        <translation>表記だけが異なります。</translation>
    </message>
    <message>
        <source>One is the NetBIOS name of the other.</source>
        <translation>一方が他方のNetBIOS名です。</translation>
    </message>
    <message>
        <source>One log names first the one, then the other.</source>
        <translation>一つのログで、ある時点から名前が変わっています。</translation>
    </message>
    <message>
        <source>These may be one machine: %1. %2</source>
        <comment>names; sentences with the reason</comment>
        <translation>同じ機器の可能性があります: %1。%2</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Treat these names as one machine, %1. It can be taken back.</source>
        <translation>これらの名前を1台の機器「%1」として扱います。元に戻せます。</translation>
    </message>
</context>
<context>
    <name>ashiato::HostsView</name>
    <message>
        <source>Join hosts</source>
        <translation>ホストの統合</translation>
    </message>
    <message>
        <source>The chosen names become one machine. Records keep the names that they have, and undo parts them again.</source>
        <translation>選択した名前を1台の機器として扱います。記録にある名前は変わらず、元に戻すこともできます。</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>統合</translation>
    </message>
    <message>
        <source>Name of the machine</source>
        <translation>機器の名前</translation>
    </message>
    <message>
        <source>The machine needs a name.</source>
        <translation>機器の名前を入力してください。</translation>
    </message>
    <message>
        <source>Facts about %1</source>
        <translation>「%1」の情報</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>情報</translation>
    </message>
    <message>
        <source>Events that name no host: %1</source>
        <translation>ホスト名のない記録: %1件</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>No evidence names a host yet. Event logs and registry hives do; an exhibit can be given one, too.</source>
        <translation>ホスト名の記録はまだありません。イベントログやレジストリハイブに記録されているほか、証拠品にホストを指定することもできます。</translation>
    </message>
    <message>
        <source>Nothing was read that tells more of this machine. Registry hives do.</source>
        <translation>この機器の情報はまだ読み取られていません。レジストリハイブに記録されています。</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>ホスト</translation>
    </message>
</context>
<context>
    <name>ashiato::ImportDialog</name>
    <message>
        <source>Import evidence</source>
        <translation>証拠データの取り込み</translation>
    </message>
    <message>
        <source>Evidence is opened read-only and stays where it is. Look at the first rows before it is imported; zone, skew and host can be corrected later without reading again.</source>
        <translation>証拠データは読み取り専用で開き、元の場所に置いたままです。取り込む前に先頭の行を確認してください。タイムゾーン、時刻のずれ、ホストは、読み直さずに後から訂正できます。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Evidence to import</source>
        <translation>取り込む証拠データ</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>ファイルを追加…</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>フォルダーを追加…</translation>
    </message>
    <message>
        <source>Recognised as</source>
        <translation>判定した形式</translation>
    </message>
    <message>
        <source>Time zone of local times</source>
        <translation>現地時刻のタイムゾーン</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Mapping file (CSV, JSONL, squid.conf)</source>
        <translation>対応付けファイル (CSV, JSONL, squid.conf)</translation>
    </message>
    <message>
        <source>Choose evidence</source>
        <translation>証拠データの選択</translation>
    </message>
    <message>
        <source>Choose a folder of evidence</source>
        <translation>証拠データのフォルダーの選択</translation>
    </message>
    <message>
        <source>Choose a mapping file</source>
        <translation>対応付けファイルの選択</translation>
    </message>
    <message>
        <source>Mapping or squid.conf (*.json *.conf)</source>
        <translation>対応付けまたはsquid.conf (*.json *.conf)</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>This could not be looked at (%1). It can be imported all the same; what is not readable is listed.</source>
        <translation>内容を確認できませんでした (%1)。取り込みはできます。読み取り不可のものは一覧に示します。</translation>
    </message>
    <message>
        <source>A folder: all files below it are listed and known artifacts are read.</source>
        <translation>フォルダーです。配下のすべてのファイルを一覧にし、既知のアーティファクトを読み取ります。</translation>
    </message>
    <message>
        <source>%1, encoding %2 (inferred)</source>
        <translation>%1、文字コード %2 (推定)</translation>
    </message>
    <message>
        <source>%1, encoding %2</source>
        <translation>%1、文字コード %2</translation>
    </message>
    <message>
        <source>The times of this log name no zone. Choose one, or they stay marked as unknown.</source>
        <translation>このログの日時にはタイムゾーンがありません。選択してください。選択しない場合は「不明」として扱います。</translation>
    </message>
    <message>
        <source>Fields that this log does not have: %1. What rests on them is not possible.</source>
        <translation>このログにない項目: %1。これらに基づく解析はできません。</translation>
    </message>
    <message>
        <source>The time zone of %1 is not known: %2.</source>
        <translation>%1 のタイムゾーンが不明です: %2</translation>
    </message>
    <message>
        <source>as recognised</source>
        <translation>判定に従う</translation>
    </message>
    <message>
        <source>Take out of the list</source>
        <translation>一覧から外す</translation>
    </message>
    <message>
        <source>Add files or a folder, or drop them here.</source>
        <translation>ファイルまたはフォルダーを追加するか、ここにドロップしてください。</translation>
    </message>
    <message>
        <source>Disk image (%1), %2</source>
        <translation>ディスクイメージ (%1)、%2</translation>
    </message>
    <message>
        <source>An archive (%1): its members are listed, and known logs and artifacts in it are read.</source>
        <translation>アーカイブ (%1)です。中のファイルを一覧にし、既知のログとアーティファクトを読み取ります。</translation>
    </message>
    <message>
        <source>No known log or artifact: the file is listed with its times, and can be hashed and looked at.</source>
        <translation>既知のログまたはアーティファクトではありません。ファイルは日時とともに一覧に載り、ハッシュ値の計算と内容の表示ができます。</translation>
    </message>
</context>
<context>
    <name>ashiato::ImportPreview</name>
    <message>
        <source>Time as recorded</source>
        <translation>記録された日時</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Further fields</source>
        <translation>その他の項目</translation>
    </message>
    <message>
        <source>First rows</source>
        <translation>先頭の行</translation>
    </message>
</context>
<context>
    <name>ashiato::InspectorPanel</name>
    <message>
        <source>Related (± 5 minutes)</source>
        <translation>関連 (±5分)</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>What the record shows</source>
        <translation>この記録が示すこと</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>由来</translation>
    </message>
    <message>
        <source>Choose an event or a file to see what it is, where it comes from and its bytes.</source>
        <translation>イベントまたはファイルを選ぶと、内容、由来、バイト列を表示します。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Source: %1</source>
        <translation>出典: %1</translation>
    </message>
    <message>
        <source>%1
Show the bytes (%2)</source>
        <translation>%1
バイト列を表示 (%2)</translation>
    </message>
</context>
<context>
    <name>ashiato::JobModel</name>
    <message>
        <source>Work</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進捗</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>残り時間</translation>
    </message>
    <message>
        <source>Now reading</source>
        <translation>読み取り中</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Exhibit</source>
        <translation>証拠品</translation>
    </message>
</context>
<context>
    <name>ashiato::JobsView</name>
    <message>
        <source>Jobs</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>Nothing has been imported yet. Drop evidence on the window, or press Ctrl+I.</source>
        <translation>まだ何も取り込んでいません。証拠データをこのウィンドウにドロップするか、Ctrl+I を押してください。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開</translation>
    </message>
    <message>
        <source>Cancel job</source>
        <translation>処理を中止</translation>
    </message>
    <message>
        <source>%1, %2: %3</source>
        <translation>%1 %2: %3</translation>
    </message>
    <message>
        <source>Try what was left out again</source>
        <translation>読み残した箇所を再試行</translation>
    </message>
    <message>
        <source>Files and places that were left out, since reading them had ended the reading process twice, are read again. The journal tells it.</source>
        <translation>読み取りプログラムを2回終了させたために読み残したファイルや箇所を、もう一度読み取ります。作業記録に残ります。</translation>
    </message>
</context>
<context>
    <name>ashiato::KeySheet</name>
    <message>
        <source>Keys</source>
        <translation>キー一覧</translation>
    </message>
    <message>
        <source>Single letters do nothing while text is being typed.</source>
        <translation>文字の入力中は、1文字のキーは働きません。</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>New key:</source>
        <translation>新しいキー:</translation>
    </message>
    <message>
        <source>New key</source>
        <translation>新しいキー</translation>
    </message>
    <message>
        <source>Use this key</source>
        <translation>このキーにする</translation>
    </message>
    <message>
        <source>Reset all keys</source>
        <translation>すべて元に戻す</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>%1 is the key of “%2” already. Choose another key, or change that one first.</source>
        <translation>%1 は既に「%2」のキーです。別のキーを選ぶか、先にそちらを変更してください。</translation>
    </message>
    <message>
        <source>%1 is the key of “%2” from now on.</source>
        <translation>%1 を「%2」のキーにしました。</translation>
    </message>
</context>
<context>
    <name>ashiato::MainWindow</name>
    <message numerus="yes">
        <source>%n running</source>
        <comment>jobs</comment>
        <translation>
            <numerusform>処理中 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>記録値</translation>
    </message>
    <message>
        <source>Times: %1</source>
        <translation>表示: %1</translation>
    </message>
    <message>
        <source>&amp;Case</source>
        <translation>案件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>絞り込み(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Row</source>
        <translation>行(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Search the case…  Ctrl+K</source>
        <translation>案件内を検索…  Ctrl+K</translation>
    </message>
    <message>
        <source>Search the case</source>
        <translation>案件内を検索</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Search, with the results in a tab…</source>
        <translation>検索(結果をタブに残す)…</translation>
    </message>
    <message>
        <source>Enter: what is found is kept in a tab of its own.</source>
        <translation>Enter で検索結果を専用のタブに残します。</translation>
    </message>
</context>
<context>
    <name>ashiato::NavigationPanel</name>
    <message>
        <source>Exhibits</source>
        <translation>証拠品</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>保存した表示条件</translation>
    </message>
    <message>
        <source>No evidence yet. Drop images, logs or folders on the window.</source>
        <translation>証拠データはまだありません。イメージ、ログ、フォルダーをこのウィンドウにドロップしてください。</translation>
    </message>
    <message>
        <source>Hosts appear with the events that name them.</source>
        <translation>ホストは、それを示すイベントとともに表示します。</translation>
    </message>
    <message>
        <source>None. Keep the present filter with %1.</source>
        <translation>なし。現在の表示条件は %1 で保存できます。</translation>
    </message>
    <message>
        <source>Make the usual tags</source>
        <translation>標準のタグを作成</translation>
    </message>
    <message>
        <source>Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5.</source>
        <translation>侵入、実行、永続化、横展開、持ち出しをキー1〜5に割り当てます。</translation>
    </message>
    <message>
        <source>%1, also %2</source>
        <translation>%1 (ほかに %2)</translation>
    </message>
    <message>
        <source>%1: key %2</source>
        <translation>%1: キー %2</translation>
    </message>
    <message>
        <source>Remove this saved filter</source>
        <translation>この保存した表示条件を削除</translation>
    </message>
</context>
<context>
    <name>ashiato::NetworkCanvas</name>
    <message numerus="yes">
        <source>%n other(s)</source>
        <comment>endpoints that the graph has no room for</comment>
        <translation>
            <numerusform>その他 %n</numerusform>
        </translation>
    </message>
    <message>
        <source>Makes connections</source>
        <translation>通信元</translation>
    </message>
    <message>
        <source>Is connected to</source>
        <translation>通信先</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>両方</translation>
    </message>
    <message>
        <source>Others together</source>
        <translation>その他の合計</translation>
    </message>
    <message>
        <source>Size and width: bytes</source>
        <translation>大きさと太さ: 通信量</translation>
    </message>
</context>
<context>
    <name>ashiato::NetworkView</name>
    <message>
        <source>%1; connects to %2, is connected to by %3</source>
        <translation>%1。通信先 %2、通信元 %3</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>The records name one end of the connections alone: there is no graph to draw.</source>
        <translation>記録には通信の一方の端しかないため、図は描画できません。</translation>
    </message>
    <message>
        <source>No connection meets the conditions.
Press Alt+Left to go back, or Ctrl+Shift+X to remove all conditions.</source>
        <translation>条件に該当する通信はありません。
Alt+Left で前の表示条件に戻るか、Ctrl+Shift+X で条件をすべて解除してください。</translation>
    </message>
    <message>
        <source>Graph of connections</source>
        <translation>通信の図</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>通信数</translation>
    </message>
    <message numerus="yes">
        <source>%1 connection(s)</source>
        <extracomment>%1: the number, with separators</extracomment>
        <translation>
            <numerusform>通信%1件</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 → %2: %3, sent %4, received %5</source>
        <extracomment>%3: &quot;12 connections&quot;</extracomment>
        <translation>%1 → %2: %3、送信 %4、受信 %5</translation>
    </message>
    <message>
        <source>%1: %2, sent %3, received %4</source>
        <extracomment>%2: &quot;12 connections&quot;</extracomment>
        <translation>%1: %2、送信 %3、受信 %4</translation>
    </message>
    <message>
        <source>%1, %2, sent %3, received %4</source>
        <extracomment>%1: &quot;3 conversations&quot;, %2: &quot;12 connections&quot;</extracomment>
        <translation>%1、%2、送信 %3、受信 %4</translation>
    </message>
    <message numerus="yes">
        <source>%1 conversation(s)</source>
        <translation>
            <numerusform>組み合わせ%1</numerusform>
        </translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>すべての種類</translation>
    </message>
    <message>
        <source>No kind</source>
        <translation>種類なし</translation>
    </message>
    <message>
        <source>Kinds of connections that are drawn and listed</source>
        <translation>図と一覧に表示する接続の種類</translation>
    </message>
    <message>
        <source>No connection is of the kinds that are chosen below.</source>
        <translation>下で選択した種類の接続はありません。</translation>
    </message>
    <message>
        <source>No connections yet.
Import a proxy or firewall log, or event logs: drop them on the window, or press Ctrl+I.</source>
        <translation>通信の記録はまだありません。
プロキシ、ファイアウォール、イベント ログをこのウィンドウにドロップするか、Ctrl+I を押して取り込んでください。</translation>
    </message>
</context>
<context>
    <name>ashiato::NoteEditor</name>
    <message>
        <source>Note</source>
        <translation>メモ</translation>
    </message>
    <message>
        <source>Ctrl+Enter saves.</source>
        <translation>Ctrl+Enter で保存します。</translation>
    </message>
    <message>
        <source>The case is open read-only.</source>
        <translation>案件は読み取り専用で開かれています。</translation>
    </message>
</context>
<context>
    <name>ashiato::PasswordTrial</name>
    <message>
        <source>Nothing in %1 is encrypted that a password could open.</source>
        <translation>%1 に、パスワードで開ける暗号化されたものはありません。</translation>
    </message>
    <message>
        <source>Password of %1</source>
        <translation>%1 のパスワード</translation>
    </message>
    <message>
        <source>Encrypted files in its archives: %1. The password is tried on all of them. It is kept in memory until the case is closed, and written nowhere.</source>
        <translation>アーカイブ内の暗号化されたファイル: %1 件。すべてにこのパスワードを試します。パスワードは案件を閉じるまでメモリーにだけ置き、どこにも書き込みません。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>試す</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>パスワード</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Write the password.</source>
        <translation>パスワードを入力してください。</translation>
    </message>
    <message>
        <source>The password opens none of the encrypted files in %1 (%2). Passwords of zip archives can be tried here; decrypt others with another tool and add the decrypted copy.</source>
        <translation>このパスワードでは、%1 の暗号化されたファイル (%2 件) を 1 つも開けません。試せるのは zip のパスワードです。ほかのアーカイブは別のツールで復号し、復号した複製を証拠に追加してください。</translation>
    </message>
    <message>
        <source>The password opened %1 files in %2; %3 stay encrypted.</source>
        <translation>パスワードで %2 のファイル %1 件を開きました。%3 件は暗号化されたままです。</translation>
    </message>
    <message>
        <source>The password opened all encrypted files in %1 (%2).</source>
        <translation>パスワードで %1 の暗号化されたファイルをすべて開きました (%2 件)。</translation>
    </message>
</context>
<context>
    <name>ashiato::Program</name>
    <message>
        <source>Open case</source>
        <translation>案件を開く</translation>
    </message>
</context>
<context>
    <name>ashiato::ReportDialog</name>
    <message>
        <source>The report cannot be made: the font %1 is not installed. Install the package fonts-noto-cjk.</source>
        <translation>報告書を作成できません。フォント %1 がインストールされていません。パッケージ fonts-noto-cjk をインストールしてください。</translation>
    </message>
    <message>
        <source>Make the report</source>
        <translation>報告書の作成</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Folder of the report</source>
        <translation>報告書のフォルダー</translation>
    </message>
    <message>
        <source>Making the report</source>
        <translation>報告書を作成中</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Choose at least one language and one format.</source>
        <translation>言語と形式を少なくとも1つずつ選択してください。</translation>
    </message>
    <message>
        <source>The report could not be made: %1</source>
        <translation>報告書を作成できませんでした: %1</translation>
    </message>
    <message>
        <source>The report has been made: %1</source>
        <translation>報告書を作成しました: %1</translation>
    </message>
    <message>
        <source>The report lists the exhibits with their hashes, the tagged items in order of time, what was not read, and an extract of the journal. The same case gives the same report.</source>
        <translation>報告書には、証拠品とハッシュ値、タグを付けた項目の時系列、読み取れなかったもの、作業記録の抜粋を記載します。同じ案件からは同じ報告書ができます。</translation>
    </message>
</context>
<context>
    <name>ashiato::SearchView</name>
    <message>
        <source>More than %1 rows are not copied at once. Mark fewer.</source>
        <translation>一度にコピーできるのは%1行までです。選択を減らしてください。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n行をコピーしました。</numerusform>
        </translation>
    </message>
    <message>
        <source>The rows could not be read and were not copied.</source>
        <translation>行を読み取れなかったため、コピーしませんでした。</translation>
    </message>
    <message>
        <source>Zone: %1</source>
        <translation>タイムゾーン: %1</translation>
    </message>
    <message>
        <source>Use as a condition</source>
        <translation>条件にする</translation>
    </message>
    <message>
        <source>Show only what holds this text in all views.</source>
        <translation>この文字列を含むものだけをすべての画面に表示します。</translation>
    </message>
    <message>
        <source>Events that were found</source>
        <translation>見つかったイベント</translation>
    </message>
    <message>
        <source>Files that were found</source>
        <translation>見つかったファイル</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>Events  %1</source>
        <extracomment>Heading of a list of results and how many there are: &quot;Events 712&quot;</extracomment>
        <translation>イベント  %1</translation>
    </message>
    <message>
        <source>Without the events made from file times: their files stand below.</source>
        <translation>ファイル日時のイベントは含みません。該当するファイルは下の一覧にあります。</translation>
    </message>
    <message>
        <source>Files  %1</source>
        <translation>ファイル  %1</translation>
    </message>
    <message>
        <source>Files with the text in their path, their type or a hash.</source>
        <translation>パス、種類またはハッシュ値に検索語を含むファイルです。</translation>
    </message>
    <message>
        <source>Results for “%1” in the whole case</source>
        <translation>案件全体での「%1」の検索結果</translation>
    </message>
    <message>
        <source>Nothing in the case holds “%1”. Search for a part of it, or close this tab.</source>
        <translation>案件内に「%1」は見つかりませんでした。一部の文字で検索し直すか、このタブを閉じてください。</translation>
    </message>
</context>
<context>
    <name>ashiato::StartPage</name>
    <message>
        <source>Open disk images and logs, follow the traces in one timeline, tag them and report.</source>
        <translation>ディスクイメージとログを開き、痕跡を1つの時系列でたどり、タグを付けて報告します。</translation>
    </message>
    <message>
        <source>New case…</source>
        <translation>新しい案件…</translation>
    </message>
    <message>
        <source>Open case…</source>
        <translation>案件を開く…</translation>
    </message>
    <message>
        <source>Cases that you open are listed here.</source>
        <translation>開いた案件はここに一覧表示します。</translation>
    </message>
    <message>
        <source>Recent cases</source>
        <translation>最近の案件</translation>
    </message>
</context>
<context>
    <name>ashiato::TagController</name>
    <message>
        <source>No tag has the key %1. Choose one under Tags….</source>
        <translation>キー %1 のタグはありません。「タグ…」で設定してください。</translation>
    </message>
    <message>
        <source>The tag “%1” was made.</source>
        <translation>タグ「%1」を作成しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) tagged “%1”.</source>
        <translation>
            <numerusform>%n件に「%1」のタグを付けました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The tag “%1” was taken off %n row(s).</source>
        <translation>
            <numerusform>%n件から「%1」のタグを外しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Undone: %1. %2 does it again.</source>
        <translation>元に戻しました: %1。%2 でやり直せます。</translation>
    </message>
    <message>
        <source>Done again: %1. %2 takes it back.</source>
        <translation>やり直しました: %1。%2 で元に戻せます。</translation>
    </message>
    <message>
        <source>There is nothing to take back or to do again.</source>
        <translation>元に戻す操作も、やり直す操作もありません。</translation>
    </message>
</context>
<context>
    <name>ashiato::TagDialog</name>
    <message>
        <source>Tags</source>
        <translation>タグ</translation>
    </message>
    <message>
        <source>Changes take effect at once and can be undone.</source>
        <translation>変更はすぐに反映され、元に戻せます。</translation>
    </message>
    <message>
        <source>The case is open read-only. Nothing can be changed.</source>
        <translation>案件は読み取り専用で開かれています。変更はできません。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Name in English</source>
        <translation>英語名</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Add a tag</source>
        <translation>タグを追加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Add the usual tags</source>
        <translation>標準のタグを追加</translation>
    </message>
    <message>
        <source>Entry, execution, persistence, lateral movement, exfiltration on the keys 1 to 5.</source>
        <translation>侵入、実行、永続化、横展開、持ち出しをキー1〜5に割り当てます。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Colour %1</source>
        <translation>色 %1</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>The tag needs a name.</source>
        <translation>タグの名前を入力してください。</translation>
    </message>
    <message>
        <source>The key %1 belongs to “%2”.</source>
        <translation>キー %1 は「%2」が使用しています。</translation>
    </message>
    <message>
        <source>New tag</source>
        <translation>新しいタグ</translation>
    </message>
</context>
<context>
    <name>ashiato::TagPill</name>
    <message>
        <source>Tag: %1</source>
        <translation>タグ: %1</translation>
    </message>
</context>
<context>
    <name>ashiato::TimeBand</name>
    <message>
        <source>Time band</source>
        <translation>時間帯グラフ</translation>
    </message>
    <message>
        <source>How many events of which kind stand when.</source>
        <translation>いつ、どの種類のイベントが何件あるかを示します。</translation>
    </message>
    <message>
        <source>Events appear here as soon as evidence has been imported.</source>
        <translation>証拠データを取り込むと、ここにイベントを表示します。</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 event(s) without a time are not drawn.</source>
        <translation>
            <numerusform>日時のないイベント%1件は描画していません。</numerusform>
        </translation>
    </message>
    <message>
        <source>No event of the case has a time.</source>
        <translation>日時のあるイベントがありません。</translation>
    </message>
    <message>
        <source>No event has a time, but for those made from file times, which are hidden.</source>
        <translation>ファイルの日時から作成したイベント(非表示)のほかに、日時のあるイベントがありません。</translation>
    </message>
</context>
<context>
    <name>ashiato::Workbench</name>
    <message>
        <source>The case is open read-only: it is open elsewhere, or its folder cannot be written. Nothing is changed.</source>
        <translation>案件は読み取り専用で開いています。別の場所で開かれているか、フォルダーに書き込めません。変更は行いません。</translation>
    </message>
    <message>
        <source>%1 What is derived from it lies in %2 and is removed when the case is closed.</source>
        <comment>two sentences</comment>
        <translation>%1案件から作られたデータは %2 に置かれ、案件を閉じると削除されます。</translation>
    </message>
    <message numerus="yes">
        <source>%n log(s) without a zone</source>
        <translation>
            <numerusform>タイムゾーン不明のログ %n</numerusform>
        </translation>
    </message>
    <message>
        <source>query %1 ms</source>
        <translation>検索 %1 ms</translation>
    </message>
    <message>
        <source>“%1” cannot be asked for. Remove the condition (Alt+Left), or write another value.</source>
        <translation>「%1」は条件にできません。Alt+Left で条件を取り消すか、別の値を入力してください。</translation>
    </message>
    <message numerus="yes">
        <source>%n not readable or doubtful</source>
        <comment>files and records</comment>
        <translation>
            <numerusform>読み取り不可・要確認 %n</numerusform>
        </translation>
    </message>
</context>
</TS>
