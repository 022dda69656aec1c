# SPDX-License-Identifier: Apache-2.0
# Who may include whom. A Core-only target still compiles a widget include, so the include lines are read.
set(failures "")

# check(FOLDER FORBIDDEN…): no file of the folder has an include line that matches one of the patterns.
function(check folder)
    file(GLOB_RECURSE sources ${SOURCE}/${folder}/*.h ${SOURCE}/${folder}/*.cpp)
    foreach(source ${sources})
        file(STRINGS ${source} includes REGEX "^[ \t]*#[ \t]*include")
        foreach(line IN LISTS includes)
            foreach(pattern ${ARGN})
                if(line MATCHES "${pattern}")
                    file(RELATIVE_PATH name ${SOURCE} ${source})
                    string(APPEND failures "${name}: ${line}\n")
                endif()
            endforeach()
        endforeach()
    endforeach()
    set(failures "${failures}" PARENT_SCOPE)
endfunction()

set(widgets "<QWidget>|<QMainWindow>|<QDialog>|<QTable(View|Widget)>|<QTree(View|Widget)>|<QLabel>|<QApplication>|<QtWidgets|<qcustomplot")
set(evidence "tsk/|<libewf|<libevtx|<libbfio|<archive.h>|<magic.h>|\"importers/")
set(sql "<sqlite3.h>|models/casedb/(connection|statement|transaction|sqlite)")

check(models/records "\"(models/(casedb|jobs|lens|columns|query|hosts|search|wording|timeline|files|network|coverage|report|time)|views|app|importers)/" "${evidence}" "${widgets}" "<sqlite3.h>")
check(models "\"(views|app)/" "${evidence}" "${widgets}")
foreach(folder jobs lens columns query hosts search wording timeline files network coverage report time)
    check(models/${folder} "<sqlite3.h>")
endforeach()
check(importers "\"(views|app)/" "\"models/(casedb|jobs|lens|columns|query|hosts|search|wording|timeline|files|network|coverage|report|time)/" "${widgets}" "<sqlite3.h>")
check(views "\"(importers|app)/" "${sql}" "tsk/|<libewf|<libevtx")
check(app/cli "\"(importers|views)/" "${evidence}" "${widgets}" "<sqlite3.h>")
check(app/worker "\"(views|models/(casedb|jobs|lens|columns|query|hosts|search|wording|timeline|files|network|coverage|report))/" "${widgets}" "<sqlite3.h>")

# Acts of the window reach the writer in the order in which they were given: through ActQueue, never directly.
file(GLOB_RECURSE window ${SOURCE}/views/*.cpp ${SOURCE}/app/gui/*.cpp)
foreach(source ${window})
    file(STRINGS ${source} acts REGEX "writer(\\(\\))?->(act|undo|redo)\\(")
    if(acts)
        file(RELATIVE_PATH name ${SOURCE} ${source})
        string(APPEND failures "${name} goes round the queue of acts: ${acts}\n")
    endif()
endforeach()

# Top level folders are fixed.
file(GLOB entries RELATIVE ${SOURCE} ${SOURCE}/*)
foreach(entry ${entries})
    if(IS_DIRECTORY ${SOURCE}/${entry} AND NOT entry MATCHES "^(\\..*|app|views|models|importers|resources|translations|tests|build.*)$")
        string(APPEND failures "folder outside the plan: ${entry}\n")
    endif()
endforeach()

if(failures)
    message(FATAL_ERROR "The layers are broken:\n${failures}")
endif()
message("layers: clean")
