import QtQuick
import QtQuick.Dialogs
import Altiplano

/// The file dialogs: a model to open, a file to export to. The desktop's own where there is a portal, else Qt's.
Item {
    id: root

    required property WindowController controller

    property string exportId: ""
    property int exportFormat: ExportController.Markdown
    readonly property bool markdown: root.exportFormat === ExportController.Markdown

    function openModel(): void {
        modelPortal.open(root.Window.window);
    }

    function exportConversation(conversationId: string, format: int): void {
        root.exportId = conversationId;
        root.exportFormat = format;
        exportPortal.fileName = root.controller.exporter.suggestedName(conversationId, format);
        exportPortal.open(root.Window.window);
    }

    function exportTo(file: url): void {
        root.controller.exporter.exportConversation(root.exportId, root.exportFormat, file);
    }

    PortalFileDialog {
        id: modelPortal
        title: qsTr("Open model file")
        filterName: qsTr("Models")
        pattern: "*.gguf"
        onAccepted: file => root.controller.models.openFile(file)
        onUnavailable: modelDialog.open()
    }
    PortalFileDialog {
        id: exportPortal
        title: root.markdown ? qsTr("Export as Markdown") : qsTr("Export as JSON")
        filterName: root.markdown ? qsTr("Markdown") : qsTr("JSON")
        pattern: root.markdown ? "*.md" : "*.json"
        saves: true
        onAccepted: file => root.exportTo(file)
        onUnavailable: {
            exportDialog.currentFile = exportDialog.currentFolder + "/" + encodeURIComponent(exportPortal.fileName);
            exportDialog.open();
        }
    }

    OwnFileDialog {
        id: modelDialog
        title: modelPortal.title
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: root.controller.models.openFile(selectedFile)
    }
    OwnFileDialog {
        id: exportDialog
        title: exportPortal.title
        fileMode: FileDialog.SaveFile
        acceptLabel: qsTr("Save")
        defaultSuffix: root.markdown ? "md" : "json"
        nameFilters: root.markdown ? [qsTr("Markdown (*.md)")] : [qsTr("JSON (*.json)")]
        onAccepted: root.exportTo(selectedFile)
    }
}
