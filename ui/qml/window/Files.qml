import QtQuick
import QtQuick.Dialogs
import Altiplano

/// The file dialogs: a model to open, a file to export to.
Item {
    id: root

    required property WindowController controller

    property string exportId: ""
    property int exportFormat: ExportController.Markdown

    function openModel(): void {
        modelDialog.open();
    }

    function exportConversation(conversationId: string, format: int): void {
        root.exportId = conversationId;
        root.exportFormat = format;
        exportDialog.currentFile = exportDialog.currentFolder + "/" + encodeURIComponent(root.controller.exporter.suggestedName(conversationId, format));
        exportDialog.open();
    }

    FileDialog {
        id: modelDialog
        title: qsTr("Open model file")
        nameFilters: [qsTr("Models (*.gguf)"), qsTr("All files (*)")]
        onAccepted: root.controller.models.openFile(selectedFile)
    }
    FileDialog {
        id: exportDialog
        title: root.exportFormat === ExportController.Markdown ? qsTr("Export as Markdown") : qsTr("Export as JSON")
        fileMode: FileDialog.SaveFile
        defaultSuffix: root.exportFormat === ExportController.Markdown ? "md" : "json"
        nameFilters: root.exportFormat === ExportController.Markdown ? [qsTr("Markdown (*.md)")] : [qsTr("JSON (*.json)")]
        onAccepted: root.controller.exporter.exportConversation(root.exportId, root.exportFormat, selectedFile)
    }
}
