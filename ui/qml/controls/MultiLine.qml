pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import Altiplano

/// A field for several lines of plain text, scrolling within its frame.
Rectangle {
    id: root

    property alias text: area.text
    property alias placeholderText: area.placeholderText
    property alias area: area
    property string name: area.placeholderText
    property alias readOnly: area.readOnly
    property alias font: area.font
    property int lineHeight: 20
    property int fontSize: Theme.menuSize
    /// Enter accepts; Shift+Enter is the new line.
    property bool acceptsEnter: false

    signal accepted
    signal editingFinished

    function scrollPages(pages: real): void {
        const lowest = Math.max(0, view.contentHeight - view.height);
        view.contentY = Math.max(0, Math.min(lowest, view.contentY + pages * (view.height - root.lineHeight)));
    }

    implicitHeight: 96
    radius: Theme.radiusControl
    color: Theme.raised
    border.width: 1
    border.color: area.activeFocus ? Theme.secondary : Theme.fieldLine

    Flickable {
        id: view
        anchors.fill: parent
        anchors.margins: 1
        contentWidth: width
        contentHeight: area.implicitHeight
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        T.TextArea.flickable: T.TextArea {
            id: area
            leftPadding: 11  // the frame's width less than a field of one line
            rightPadding: 11
            topPadding: 8
            bottomPadding: 8
            implicitHeight: Math.max(contentHeight + topPadding + bottomPadding, 24)
            color: Theme.text
            placeholderTextColor: Theme.secondary
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            font.pixelSize: root.fontSize
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            selectByMouse: true
            selectByKeyboard: true
            cursorVisible: activeFocus
            cursorDelegate: area.readOnly ? caret : null
            activeFocusOnTab: true
            Accessible.role: Accessible.EditableText
            Accessible.name: root.name
            Accessible.multiLine: true
            Accessible.readOnly: area.readOnly
            Keys.priority: Keys.BeforeItem
            Keys.onReturnPressed: event => {
                event.accepted = root.acceptsEnter && !(event.modifiers & Qt.ShiftModifier);
                if (event.accepted)
                    root.accepted();
            }
            Keys.onEnterPressed: event => {
                event.accepted = root.acceptsEnter && !(event.modifiers & Qt.ShiftModifier);
                if (event.accepted)
                    root.accepted();
            }
            onActiveFocusChanged: if (!activeFocus)
                root.editingFinished()
            Keys.onTabPressed: nextItemInFocusChain(true).forceActiveFocus(Qt.TabFocusReason)
            Keys.onBacktabPressed: nextItemInFocusChain(false).forceActiveFocus(Qt.BacktabFocusReason)

            TextMenu {
                field: area
            }
            Hint {
                field: area
                lineHeight: root.lineHeight
            }
        }

        T.ScrollBar.vertical: ScrollMark {}
        ExactWheel {
            view: view
            enabled: view.contentHeight > view.height
        }
    }

    Component {
        id: caret

        Caret {}
    }
    LineSpacing {
        document: area.textDocument
        pixels: root.lineHeight
    }

    FocusRing {
        shown: area.activeFocus && (area.focusReason === Qt.TabFocusReason || area.focusReason === Qt.BacktabFocusReason)
    }
}
