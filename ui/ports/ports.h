#pragma once

namespace ui {

class ChatEngine;
class ConversationStore;
class ModelLibrary;
class SettingsStore;
class ConversationExporter;
class Diagnostics;

/// Everything the window talks to. All must be set and outlive the window.
struct Ports {
    ChatEngine* engine = nullptr;
    ConversationStore* store = nullptr;
    ModelLibrary* library = nullptr;
    SettingsStore* settings = nullptr;
    ConversationExporter* exporter = nullptr;
    Diagnostics* diagnostics = nullptr;
};

}  // namespace ui
